# shellcheck shell=bash
# Starts the applications. Java replaces the script, so signals reach it.

readonly JAVA_COMMON=(
  --sun-misc-unsafe-memory-access=allow
  --enable-native-access=ALL-UNNAMED
  "-Dtraversion.root=$ROOT"
  "-Dtraversion.cassandra.lib=$ROOT/$CASSANDRA_LIB"
)

# the command line is short-lived: little compiling, little memory, and silence where its archive
# of classes is missing
readonly JAVA_QUICK=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Xlog:disable)

ready() {
  prepare_state
  find_jdk
  ensure_apps "$@"
}

class_path() {
  locate_image "$1"
  # shellcheck disable=SC2153 # IMAGE is what locate_image sets, in build.sh
  printf '%s' "$(<"$IMAGE/classpath")"
}

# a node's memory is bounded; what it cannot survive, its supervisor must see
readonly JAVA_NODE=(-Xmx1g -XX:+ExitOnOutOfMemoryError)

# start NAME MAIN [ARG...]; TRAVERSION_JAVA_OPTS wins over what is set here
start() {
  local app=$1 main=$2 extra=() fixed=()
  shift 2
  [[ $app != node ]] || fixed=("${JAVA_NODE[@]}")
  read -r -a extra <<<"${TRAVERSION_JAVA_OPTS:-}"
  export TRAVERSION_JAVA_HOME=$JDK
  exec "$JDK/bin/java" "${JAVA_COMMON[@]}" "${fixed[@]}" "${extra[@]}" -cp "$(class_path "$app")" "$main" "$@"
}

# what the client cannot find out by itself: whether it writes to a terminal, and how wide that is
terminal_facts() {
  local size
  TERMINAL=()
  if [[ -t 1 ]]; then
    size=$(stty size <&1 2>/dev/null) || size='0 80'
    TERMINAL+=("-Dtraversion.columns=${size#* }")
  fi
  if [[ -t 2 ]]; then TERMINAL+=(-Dtraversion.stderr-is-terminal=true); fi
}

run_node() {
  ready node
  start node dev.traversion.node.Main "$@"
}

run_open() {
  ready node
  start node dev.traversion.node.OpenMain "$@"
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
  ready cli # leaves IMAGE at the client's
  terminal_facts
  exec "$JDK/bin/java" "${JAVA_COMMON[@]}" "${JAVA_QUICK[@]}" "${TERMINAL[@]}" -XX:SharedArchiveFile="$IMAGE/cli.jsa" \
    -cp "$(<"$IMAGE/classpath")" dev.traversion.cli.Traversion "$@"
}

# Classes in an archive halve the time to start. Were it not to come about (an odd JVM, a full
# disk), all works without it, slower.
prepare_quick_start() {
  local image=$1 classpath
  classpath=$(<"$image/classpath")
  if {
    java_for_archive -XX:DumpLoadedClassList="$image/classes" -cp "$classpath" dev.traversion.cli.QuickStart &&
      java_for_archive -Xshare:dump -XX:SharedClassListFile="$image/classes" \
        -XX:SharedArchiveFile="$image/making.jsa" -cp "$classpath"
  } >"$STATE/logs/quick-start.log" 2>&1 && [[ -s $image/making.jsa ]]; then
    mv "$image/making.jsa" "$image/cli.jsa"
  fi
  rm -f "$image/classes" "$image/making.jsa"
}

java_for_archive() {
  "$JDK/bin/java" "${JAVA_COMMON[@]}" "${JAVA_QUICK[@]}" -XX:ErrorFile="$STATE/logs/hs_err_%p.log" "$@"
}
