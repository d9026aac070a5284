# shellcheck shell=bash
# Builds applications and keeps them as images: .traversion/apps/NAME-SIGNATURE holds an
# application's own jars and its class path. The signature is the checksum of the sources, so an
# image is never stale and never changes: what runs is not disturbed by what is being built.

readonly CASSANDRA_LIB=bundled-cassandra-server/target/lib

module_of() {
  case $1 in
    node) echo cluster-config ;;
    bench) echo benchmarks ;;
    *) echo "$1" ;;
  esac
}

needs_cassandra() { [[ $1 != cli && -d $ROOT/bundled-cassandra-server ]]; }

needs_dashboard() { [[ $1 != cli && -d $ROOT/dashboard ]]; }

# the folders whose sources an application is made of
modules_for() {
  local app=$1 pom module
  if [[ $app == cli ]]; then
    echo cli
    return
  fi
  for pom in "$ROOT"/*/pom.xml; do
    module=$(basename "$(dirname "$pom")")
    case $module in
      cli) ;;
      demo | benchmarks) [[ $module != "$(module_of "$app")" ]] || echo "$module" ;;
      *) echo "$module" ;;
    esac
  done
}

source_files() {
  local module
  cd "$ROOT" || return
  find pom.xml .mvn -type f
  while IFS= read -r module; do
    echo "$module/pom.xml"
    if [[ -f $module/package.json ]]; then
      find "$module" \( -name node_modules -o -name target -o -name e2e \) -prune -o -type f ! -name '*.test.ts*' ! -name '*.md' ! -name pom.xml -print
    elif [[ -d $module/src/main ]]; then
      find "$module/src/main" -type f
    fi
  done < <(modules_for "$1")
}

signature_of() {
  local sum
  sum=$( (source_files "$1" | LC_ALL=C sort | tr '\n' '\0' | (cd "$ROOT" && xargs -0 cksum); echo "$JDK") | cksum)
  printf '%s' "${sum// /-}"
}

# sets IMAGE to the folder of an application's image
locate_image() { IMAGE=$STATE/apps/$1-$(signature_of "$1"); }

# an image is whole when every file on its class path is still there
image_is_whole() {
  local entry entries
  [[ -f $IMAGE/classpath ]] || return 1
  IFS=: read -r -a entries <"$IMAGE/classpath"
  for entry in "${entries[@]}"; do [[ -e $entry ]] || return 1; done
}

app_is_ready() {
  locate_image "$1"
  image_is_whole || return 1
  ! needs_cassandra "$1" || compgen -G "$ROOT/$CASSANDRA_LIB/*.jar" >/dev/null
}

# ensure_apps NAME...: builds those that are missing, once even when two processes ask at a time
ensure_apps() {
  all_apps_ready "$@" && return
  if [[ -n ${TRAVERSION_BUILDING:-} ]]; then
    build_apps "$@"
  else
    with_build_lock build_if_missing "$@"
  fi
}

all_apps_ready() {
  local app
  for app; do app_is_ready "$app" || return 1; done
}

build_if_missing() { all_apps_ready "$@" || build_apps "$@"; }

with_build_lock() {
  if ! command -v flock >/dev/null; then
    "$@"
    return
  fi
  {
    if ! flock -n 9; then
      say "Waiting for another build of this checkout to end ..."
      flock 9
    fi
    "$@"
  } 9>"$STATE/build.lock"
}

build_apps() {
  local app before after modules='' log=$STATE/logs/build.log
  need_maven
  for app; do
    if needs_dashboard "$app"; then need_node "$app"; fi
    modules+="${modules:+,}$(module_of "$app")"
    if needs_cassandra "$app" && [[ $modules != *bundled-cassandra-server* ]]; then
      modules+=,bundled-cassandra-server
    fi
  done
  say "Building Traversion ($*), once; the full log is ${log#"$PWD/"}"
  while :; do
    before=$(signatures_of "$@")
    maven_build "$log" -pl "$modules" -am test-compile dependency:build-classpath \
      -Dmaven.test.skip=true -DincludeScope=runtime -Dmdep.outputFile=target/classpath.txt
    after=$(signatures_of "$@")
    if [[ $before == "$after" ]]; then break; fi
    say "Sources changed while they were being built: building again"
  done
  for app; do make_image "$app"; done
}

signatures_of() {
  local app
  for app; do signature_of "$app" && echo; done
}

maven() { JAVA_HOME=$JDK mvn -B -f "$ROOT/pom.xml" "$@" 9>&-; }

maven_build() {
  local log=$1
  shift
  if ! maven "$@" 2>&1 | tee "$log" | show_progress; then
    say ""
    first_errors "$log" >&2
    fail "$EXIT_NO_BUILD" "the build failed" "The full log is $log"
  fi
}

# errors, and the warnings that are errors
first_errors() { grep -E '^\[ERROR\]|^\[WARNING\] .*\.java:\[' "$1" | grep -v -e '^\[ERROR\] *$' -e 'Re-run Maven' -e 'Help 1' | head -n 20 || true; }

# Maven's output on stdin; one line a module on stderr
show_progress() {
  local line module='' started=0 fetched=0 tests=0 failures=0
  while IFS= read -r line; do
    if [[ $line =~ ^\[INFO\]\ Building\ (.+)\ [^\ ]+\ +\[([0-9]+)/([0-9]+)\]$ ]]; then
      end_module
      printf -v module '[%*s/%s] %s' ${#BASH_REMATCH[3]} "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[1]}"
      started=$SECONDS fetched=0 tests=0 failures=0
      printf '  %-46s' "$module" >&2
    elif [[ $line == *'Downloaded from '* ]]; then
      fetched=$((fetched + 1))
    elif [[ $line =~ Tests\ run:\ ([0-9]+),\ Failures:\ ([0-9]+),\ Errors:\ ([0-9]+),.*\ in\  ]]; then
      tests=$((tests + BASH_REMATCH[1])) failures=$((failures + BASH_REMATCH[2] + BASH_REMATCH[3]))
    elif [[ $line == '[INFO] Reactor Summary'* ]]; then
      end_module
    fi
  done
  end_module
}

end_module() {
  local note=''
  [[ -n $module ]] || return 0
  if ((tests > 0)); then note+=" $tests tests,"; fi
  if ((failures > 0)); then note+=" $failures FAILED,"; fi
  if ((fetched > 0)); then note+=" $fetched files fetched,"; fi
  printf '%s %d s\n' "$note" $((SECONDS - started)) >&2
  module=''
}

# puts the application's own classes into jars beside its class path (an archive of classes for a
# quick start cannot be made over folders), in one step, so that nobody sees half an image
make_image() {
  local app=$1 module image work entry name entries classpath=''
  module=$(module_of "$app")
  locate_image "$app" && image=$IMAGE
  work=$image.making.$$
  rm -rf "$work" && mkdir -p "$work"
  IFS=: read -r -a entries <"$ROOT/$module/target/classpath.txt" || true
  for entry in "$ROOT/$module/target/classes" "${entries[@]}"; do
    if [[ $entry == "$ROOT"/*/target/classes ]]; then
      [[ -d $entry ]] || continue
      name=${entry#"$ROOT/"} && name=${name%%/*}
      "$JDK/bin/jar" --create --no-compress --file "$work/$name.jar" -C "$entry" .
      entry=$image/$name.jar
    fi
    classpath+="${classpath:+:}$entry"
  done
  printf '%s\n' "$classpath" >"$work/classpath"
  rm -rf "$image" && mv "$work" "$image"
  [[ $app != cli ]] || prepare_quick_start "$image"
  forget_old_images "$app"
}

# the newest three stay: an older checkout, or a process that still runs, may need them
forget_old_images() {
  local old
  find "$STATE/apps" -maxdepth 1 -name "$1-*" -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d' ' -f2- |
    while IFS= read -r old; do rm -rf "$old"; done
}
