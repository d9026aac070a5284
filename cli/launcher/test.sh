# shellcheck shell=bash
# Runs all tests: the npm packages' and Maven's, then adds up their JUnit reports.

readonly JVM_DIED='The forked VM terminated|There was a timeout or other error in the fork|Error occurred in starting fork'

# run_tests [MAVEN_ARG...]: with arguments, only what they select (no npm packages then)
run_tests() {
  local log=$STATE/logs/test.log broken=() must_fail=()
  prepare_state
  find_jdk
  need_maven
  forget_old_reports
  if (($# == 0)); then
    need_node test
    test_npm_packages
    ensure_apps cli node demo
  fi
  with_build_lock test_with_maven "$log" "$@"
  tally
}

forget_old_reports() {
  rm -rf "$STATE/reports" && mkdir -p "$STATE/reports"
  report_folders | while IFS= read -r folder; do rm -rf "$folder"; done
}

report_folders() {
  find "$ROOT" -name node_modules -prune -o -path "$STATE" -prune -o -type d -path '*/target/surefire-reports' -prune -print
}

# Test failures do not end the run (all modules are wanted in the sum): what Maven's exit code then
# tells of is a broken build.
test_with_maven() {
  local log=$1 status=0
  shift
  say "Running the tests; the full log is ${log#"$PWD/"}"
  TRAVERSION_BUILDING=1 maven verify --fail-at-end -Dmaven.test.failure.ignore=true "$@" 2>&1 | tee "$log" | show_progress || status=$?
  if ((status != 0)); then
    broken+=("the build (see $log)")
    say "" && first_errors "$log" >&2
  elif grep -qE "$JVM_DIED" "$log"; then
    broken+=("a test JVM died (see $log)")
    grep -E "$JVM_DIED" "$log" | sort -u | head -n 5 >&2
  fi
}

# ---- npm ----

# packages with tests of their own, as folders
npm_packages() {
  local package
  find "$ROOT" \( -name node_modules -o -name target -o -name .traversion -o -name .git \) -prune -o -name package.json -print |
    LC_ALL=C sort | while IFS= read -r package; do
    if grep -q '"test" *:' "$package"; then dirname "$package"; fi
  done
}

test_npm_packages() {
  local folder
  while IFS= read -r folder; do test_npm_package "$folder"; done < <(npm_packages)
}

# Node's test runner takes its reporters from NODE_OPTIONS; any other runner finds the name of the
# file to write in TRAVERSION_JUNIT_REPORT. A package that writes no report counts as one test.
test_npm_package() {
  local folder=$1 name=${1#"$ROOT/"} started=$SECONDS log report status=0
  log=$STATE/logs/npm-${name//\//-}.log
  report=$STATE/reports/TEST-npm-${name//\//-}.xml
  printf '  %-46s' "[npm] $name" >&2
  (
    cd "$folder"
    npm_install
    TRAVERSION_JUNIT_REPORT=$report \
      NODE_OPTIONS="${NODE_OPTIONS:-} --test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=$report" \
      npm test
  ) </dev/null >"$log" 2>&1 || status=$?
  printf ' %s%d s\n' "$( ((status == 0)) || echo 'FAILED, ')" $((SECONDS - started)) >&2
  if ((status != 0)); then tail -n 20 "$log" >&2; fi
  if [[ ! -s $report ]]; then report_of_one "$name" "$status" >"$report"; fi
  if ((status != 0)); then must_fail+=("$report"); fi
}

npm_install() {
  if [[ -f package-lock.json ]]; then npm ci --ignore-scripts --no-audit --no-fund; else npm install --ignore-scripts --no-audit --no-fund; fi
}

report_of_one() {
  local failure=''
  (($2 == 0)) || failure="<failure message=\"exit code $2\"/>"
  printf '<testsuite name="%s"><testcase classname="%s" name="npm test">%s</testcase></testsuite>\n' "$1" "$1" "$failure"
}

# ---- the sum ----

tally() {
  local folder folders=("$STATE/reports") flags=() what
  while IFS= read -r folder; do folders+=("$folder"); done < <(report_folders)
  if [[ ${CI:-} == true ]]; then flags+=(--list-skipped); fi
  for what in "${broken[@]}"; do flags+=("--broken=$what"); done
  for what in "${must_fail[@]}"; do flags+=("--must-fail=$what"); done
  exec "$JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m \
    "$ROOT/cli/launcher/TestTally.java" "${flags[@]}" "${folders[@]}"
}
