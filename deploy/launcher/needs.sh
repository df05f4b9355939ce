# shellcheck shell=sh
# Checks what the build and the tests need, and installs what is missing: on Debian and Ubuntu by
# apt-get, as root or with sudo. On other platforms it prints the command to run. The postrider
# script sources this file.
#
# A need is one of: jdk, maven, node (with npm), python, chromium, libfaketime.
#
# Tests set POSTRIDER_SYSTEM_ROOT, a directory in place of / for all that is looked up in /usr, /opt,
# /Library and /Applications.

system=${POSTRIDER_SYSTEM_ROOT:-}
jdk=''

say() {
    echo "postrider: $*" >&2
}

fail() {
    say "$*"
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

# at_least LOWEST VERSION: compares the first two numbers of two versions
at_least() {
    [ -n "$2" ] || return 1
    lowest_minor=${1#*.} minor=${2#*.}
    [ "$lowest_minor" != "$1" ] || lowest_minor=0
    [ "$minor" != "$2" ] || minor=0
    [ "${2%%.*}" -gt "${1%%.*}" ] ||
        { [ "${2%%.*}" -eq "${1%%.*}" ] && [ "${minor%%.*}" -ge "$lowest_minor" ]; }
}

# Sets the name of a need, its lowest version (0 for any) and how to get it where no package has it.
describe() {
    case $1 in
    jdk) lowest=25 name="JDK $lowest or newer" advice="get one from Adoptium" ;;
    maven) lowest=3.8 name="Maven $lowest or newer" advice="get it from maven.apache.org" ;;
    node) lowest=20.19 name="Node $lowest or newer with npm" advice="get it from nodejs.org" ;;
    python) lowest=0 name="Python 3" advice="get it from python.org" ;;
    chromium) lowest=0 name="Chromium" advice="install Google Chrome, or set CHROMIUM to a browser" ;;
    libfaketime) lowest=0 name="libfaketime" advice="build it from its sources" ;;
    esac
}

# Prints the feature version of a JDK, nothing when the directory holds none.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    if [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    else
        java_version "$1/bin/java"
    fi
}

# Prints the feature version of a java command, nothing when it does not run.
java_version() {
    "$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1
}

# Sets jdk to the first JDK of a sufficient version, and found to its version or to the newest
# version seen.
find_jdk() {
    jdk='' found=''
    on_path=$(command -v javac 2>/dev/null || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" \
        "$system"/usr/lib/jvm/* "$system"/usr/java/* "$system"/opt/java/* "$system"/opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$system"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$candidate" ] || continue
        version=$(jdk_version "$candidate")
        at_least "${found:-0}" "$version" || continue
        found=$version
        if at_least "$lowest" "$version"; then
            jdk=$candidate
            return 0
        fi
    done
    return 1
}

# Sets CHROMIUM to a browser, where the tests of the console look first.
find_chromium() {
    for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "$system/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "$system/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if [ -n "$candidate" ] && browser=$(command -v "$candidate" 2>/dev/null); then
            export CHROMIUM="$browser"
            return 0
        fi
    done
    return 1
}

# On Linux only: the test that sets the clock of a process does not run elsewhere.
has_libfaketime() {
    [ "$(uname -s)" = Linux ] || return 0
    for library in "$system"/usr/lib*/faketime/libfaketimeMT.so.1 \
        "$system"/usr/lib/*/faketime/libfaketimeMT.so.1; do
        [ ! -e "$library" ] || return 0
    done
    return 1
}

# Succeeds when a need is met. Describes it, and sets found to the version there is, if it is known.
is_met() {
    found=''
    describe "$1"
    case $1 in
    jdk) find_jdk ;;
    maven)
        has mvn || return 1
        found=$(JAVA_HOME=${jdk:-${JAVA_HOME:-}} mvn --version 2>/dev/null |
            sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
        # without a Java, Maven cannot tell its version
        at_least "$lowest" "$found" || [ -z "$jdk$found" ]
        ;;
    node)
        has node || return 1
        found=$(node --version | sed 's/^v//')
        has npm || found="$found without npm"
        at_least "$lowest" "$found" && has npm
        ;;
    python) has python3 ;;
    chromium) find_chromium ;;
    libfaketime) has_libfaketime ;;
    esac
}

# Sets missing to those of the needs that are not met, and report to their names and versions.
check() {
    missing='' report=''
    for need in "$@"; do
        is_met "$need" && continue
        missing="$missing $need"
        report="$report${report:+, }$name${found:+ (found $found)}"
    done
}

# Prints the package manager of this machine, nothing when it is none of those known.
package_manager() {
    if [ "$(uname -s)" = Darwin ]; then
        echo brew
        return
    fi
    for manager in apt-get dnf pacman apk; do
        if has $manager; then
            echo $manager
            return
        fi
    done
}

# packages_of NEED MANAGER
packages_of() {
    case "$1 $2" in
    'jdk apt-get') echo openjdk-25-jdk-headless ;;
    'jdk dnf') echo java-25-openjdk-devel ;;
    'jdk pacman') echo jdk25-openjdk ;;
    'jdk apk') echo openjdk25 ;;
    'jdk brew') echo temurin@25 ;;
    'node brew') echo node ;;
    node*) echo nodejs npm ;;
    'python pacman' | 'python brew') echo python ;;
    python*) echo python3 ;;
    'chromium brew') echo google-chrome ;;
    'libfaketime apt-get') echo faketime ;;
    *) echo "$1" ;;
    esac
}

# Prints the version that apt-get would install of a package, nothing when it has none.
apt_version() {
    LC_ALL=C apt-cache policy "$1" |
        sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9][0-9.]*\).*/\2/p'
}

# choose_packages MANAGER: sets packages to those that meet the missing needs, and elsewhere to a
# line on each need that apt-get cannot meet.
choose_packages() {
    packages='' elsewhere=''
    for need in $missing; do
        describe "$need"
        of_need=$(packages_of "$need" "$1")
        if [ "$1" = apt-get ]; then
            offered=$(apt_version "${of_need%% *}")
            if ! at_least "$lowest" "$offered"; then
                elsewhere="$elsewhere
  $name: apt-get has ${offered:-none}; $advice."
                continue
            fi
        fi
        packages="$packages $of_need"
    done
}

# Installs what apt-get has of the missing needs. Everything goes to standard error, because
# standard output may be a report of the benchmarks.
install_by_apt() {
    if [ -n "$sudo" ]; then
        say "installing with sudo apt-get; sudo may ask for your password."
    else
        say "installing with apt-get."
    fi
    $sudo apt-get update -q >&2 || fail "apt-get update failed, see above."
    choose_packages apt-get
    [ -n "$packages" ] || return 0
    say "installing the packages$packages."
    # shellcheck disable=SC2086 # several packages
    $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $packages >&2 ||
        fail "apt-get install failed, see above."
}

# Prints the command that installs the missing needs by a package manager.
print_install_command() {
    choose_packages "$1"
    case $1 in
    apt-get) install="apt-get update && apt-get install --no-install-recommends" ;;
    dnf) install="dnf install" ;;
    pacman) install="pacman -S --needed" ;;
    apk) install="apk add" ;;
    brew) install="brew install" sudo='' as_root='' ;;
    esac
    [ -z "$packages" ] || say "install$as_root with: ${sudo:+$sudo }$install$packages"
}

# require NEED...: returns when all needs are met, after installing what is missing if it can, and
# ends the script otherwise.
require() {
    check "$@"
    [ -n "$missing" ] || return 0
    say "missing: $report."
    sudo='' as_root=''
    if [ "$(id -u)" -ne 0 ]; then
        if has sudo; then sudo=sudo; else as_root=" as root"; fi
    fi
    elsewhere=''
    manager=$(package_manager)
    case $manager in
    '') fail "install these and try again." ;;
    apt-get)
        if [ -z "$as_root" ]; then
            install_by_apt
            check "$@"
            [ -n "$missing" ] || return 0
            fail "still missing: $report.$elsewhere"
        fi
        print_install_command apt-get
        ;;
    *) print_install_command "$manager" ;;
    esac
    [ -z "$elsewhere" ] || say "not available from apt-get:$elsewhere"
    exit 1
}
