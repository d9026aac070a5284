# shellcheck shell=bash
# Finds the tools that a command needs, and says what to install when one is missing.

readonly JDK_WANTED=25
readonly NODE_WANTED=20
readonly EXIT_NO_TOOL=10
readonly EXIT_NO_BUILD=11

say() { printf '%s\n' "$*" >&2; }

# fail CODE WHAT [CURE...]: one line for what is wrong, one for each step of the cure
fail() {
  local code=$1 line
  say "traversion: $2"
  shift 2
  for line in "$@"; do say "  $line"; done
  exit "$code"
}

prepare_state() {
  if mkdir -p "$STATE/apps" "$STATE/logs" "$STATE/reports" 2>/dev/null && [[ -w $STATE ]]; then return 0; fi
  fail "$EXIT_NO_BUILD" "cannot write to $STATE" \
    "Traversion keeps what it builds there, and in each module's target/." \
    "Make the checkout writable for $(id -un), or take one of your own."
}

# ---- JDK ----

# major version by the vendor's own `release` file: no process is started
jdk_major_claimed() {
  local home=$1 line
  [[ -r $home/release ]] || return 0
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"?(1\.)?([0-9]+) ]]; then
      printf '%s' "${BASH_REMATCH[2]}"
      return 0
    fi
  done <"$home/release"
}

# major version by asking the JVM itself
jdk_major_asked() {
  local answer
  answer=$("$1/bin/java" -version 2>&1) || return 0
  if [[ $answer =~ version\ \"(1\.)?([0-9]+) ]]; then printf '%s' "${BASH_REMATCH[2]}"; fi
}

jdk_major() {
  local claimed
  claimed=$(jdk_major_claimed "$1")
  printf '%s' "${claimed:-$(jdk_major_asked "$1")}"
}

is_jdk() { [[ -x $1/bin/java && -x $1/bin/javac ]]; }

# true for a JDK of the wanted version that runs; one that has proved it is remembered
is_wanted_jdk() {
  local home=$1 proof=$STATE/jdk
  is_jdk "$home" && [[ $(jdk_major "$home") == "$JDK_WANTED" ]] || return 1
  if [[ -f $proof && $(<"$proof") == "$home" && $proof -nt $home/bin/java ]]; then return 0; fi
  [[ $(jdk_major_asked "$home") == "$JDK_WANTED" ]] || return 1
  printf '%s\n' "$home" >"$proof.$$" && mv -f "$proof.$$" "$proof"
}

jdk_on_path() {
  local java
  java=$(command -v javac || command -v java) || return 0
  java=$(readlink -f "$java" 2>/dev/null) || return 0
  printf '%s\n' "${java%/bin/*}"
}

jdk_folders() {
  local folder
  for folder in \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /opt/*jvm*/* /usr/local/*jdk* /usr/local/java/* \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* \
    "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.asdf/installs/java/* \
    "${HOME:-/nonexistent}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
    printf '%s\n' "$folder"
  done
}

# TRAVERSION_JVM_FOLDERS (colon-separated) replaces the usual places
jdk_candidates() {
  if [[ -n ${JAVA_HOME:-} ]]; then printf '%s\n' "$JAVA_HOME"; fi
  jdk_on_path
  if [[ -n ${TRAVERSION_JVM_FOLDERS+set} ]]; then
    local folder
    for folder in ${TRAVERSION_JVM_FOLDERS//:/ }; do printf '%s\n' "$folder"/*; done
  else
    jdk_folders
  fi
}

readonly JDK_CURE=(
  "Install one:"
  "  Debian, Ubuntu   sudo apt-get install temurin-25-jdk"
  "                   (from packages.adoptium.net; see https://adoptium.net/installation/linux)"
  "  SDKMAN           sdk install java 25-tem"
  "  macOS            brew install openjdk@25"
  "or, if there is one already: TRAVERSION_JAVA_HOME=/path/to/jdk-25 ./traversion ..."
)

describe_jvm() {
  local major
  major=$(jdk_major "$1")
  if is_jdk "$1"; then printf 'JDK %s in %s' "${major:-?}" "$1"; else printf 'Java %s without a compiler in %s' "${major:-?}" "$1"; fi
}

# sets JDK to the home of a JDK of the wanted version
find_jdk() {
  local home found=''
  if [[ -n ${TRAVERSION_JAVA_HOME:-} ]]; then
    JDK=$TRAVERSION_JAVA_HOME
    if is_wanted_jdk "$JDK"; then return 0; fi
    [[ -x $JDK/bin/java ]] && found="it is $(describe_jvm "$JDK")" || found="there is no bin/java in it"
    fail "$EXIT_NO_TOOL" "TRAVERSION_JAVA_HOME=$JDK is not a JDK $JDK_WANTED: $found" "${JDK_CURE[@]}"
  fi
  while IFS= read -r home; do
    [[ -x $home/bin/java ]] || continue
    JDK=$home
    if is_wanted_jdk "$home"; then return 0; fi
    home=$(describe_jvm "$home")
    [[ $found == *"$home"* ]] || found+="${found:+, }$home"
  done < <(jdk_candidates)
  fail "$EXIT_NO_TOOL" "no JDK $JDK_WANTED found (found: ${found:-no Java at all})" "${JDK_CURE[@]}"
}

# ---- Maven and Node ----

need_maven() {
  command -v mvn >/dev/null || fail "$EXIT_NO_TOOL" "Maven is needed for the build, and there is no mvn on the PATH" \
    "Install it: sudo apt-get install maven   (3.8.7 or newer; macOS: brew install maven)"
}

need_node() {
  local version cure=(
    "Install both: sudo apt-get install nodejs npm   (macOS: brew install node)"
    "or Node $NODE_WANTED or newer from https://nodejs.org/en/download"
  )
  command -v node >/dev/null || fail "$EXIT_NO_TOOL" "Node.js $NODE_WANTED or newer is needed by '$1', and there is no node on the PATH" "${cure[@]}"
  version=$(node --version 2>/dev/null) || version=unknown
  [[ $version =~ ^v([0-9]+) && ${BASH_REMATCH[1]} -ge $NODE_WANTED ]] ||
    fail "$EXIT_NO_TOOL" "Node.js $NODE_WANTED or newer is needed by '$1'; the one on the PATH is $version" "${cure[@]}"
  command -v npm >/dev/null || fail "$EXIT_NO_TOOL" "npm is needed by '$1', and it is not on the PATH" "${cure[@]}"
}
