# shellcheck shell=bash
# Starts the applications. Java replaces the script, so signals reach it.

readonly JAVA_COMMON=(
  --sun-misc-unsafe-memory-access=allow
  --enable-native-access=ALL-UNNAMED
  "-Dtraversion.root=$ROOT"
  "-Dtraversion.cassandra.lib=$ROOT/$CASSANDRA_LIB"
)

# the command line is short-lived: little compiling, little memory, classes from a prepared archive
readonly JAVA_QUICK=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Xlog:disable -Xlog:all=error:stderr)

ready() {
  prepare_state
  find_jdk
  ensure_apps "$@"
}

# start NAME MAIN [ARG...]
start() {
  local app=$1 main=$2 extra=()
  shift 2
  read -r -a extra <<<"${TRAVERSION_JAVA_OPTS:-}"
  export TRAVERSION_JAVA_HOME=$JDK
  locate_image "$app"
  exec "$JDK/bin/java" "${JAVA_COMMON[@]}" "${extra[@]}" -cp "$(<"$IMAGE/classpath")" "$main" "$@"
}

run_node() {
  ready node
  start node dev.traversion.node.Main "$@"
}

run_demo() {
  need_node demo
  ready cli node demo
  start demo dev.traversion.demo.Demo "$@"
}

run_bench() {
  ready bench
  start bench dev.traversion.benchmarks.Benchmarks "$@"
}

run_cli() {
  ready cli
  exec "$JDK/bin/java" "${JAVA_COMMON[@]}" "${JAVA_QUICK[@]}" -XX:AOTCache="$IMAGE/cli.aot" \
    -cp "$(<"$IMAGE/classpath")" dev.traversion.cli.Traversion "$@"
}

# a training run whose loaded classes make the next starts quick; without it all works, slower
prepare_quick_start() {
  local image=$1
  "$JDK/bin/java" "${JAVA_COMMON[@]}" "${JAVA_QUICK[@]}" -XX:AOTCacheOutput="$image/cli.aot" \
    -cp "$(<"$image/classpath")" dev.traversion.cli.Traversion --help >"$STATE/logs/quick-start.log" 2>&1 || true
}
