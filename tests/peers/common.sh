# Read by the scripts beside it, which work in a folder of their own: what they report, and how the libraries are found.
# The last line is `N passed, M failed, K skipped`.

export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
LIBRARIES=$(cd "$1" && pwd)
export PKG_CONFIG_PATH=${PEER_PKG_CONFIG_PATH:-$LIBRARIES/pkgconfig}
WORK=$(mktemp -d)
trap 'chmod -R u+w "$WORK" 2>/dev/null; rm -rf "$WORK"' EXIT
cd "$WORK"
passed=0
failed=0

# check NAME COMMAND...: one test, with our libraries in front of those of the system.
check() {
    local name=$1
    shift
    if timeout 900 env LD_LIBRARY_PATH="$LIBRARIES" "$@" >"$WORK/output" 2>&1; then
        passed=$((passed + 1))
        echo "ok      $name"
    else
        failed=$((failed + 1))
        echo "FAILED  $name"
        tail -n 20 "$WORK/output"
    fi
}

skip() {
    echo "skipped: $*"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
}

finish() {
    echo "$passed passed, $failed failed, 0 skipped"
    [ "$failed" = 0 ]
    exit $?
}

# needs PACKAGE...: installs what is missing.
needs() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || apt-get install -y -q --no-install-recommends "${missing[@]}" >"$WORK/apt" 2>&1
}

# source_of PACKAGE: the upstream source of a Debian package in $SOURCE, from the mirror that the machine uses.
source_of() {
    local site name=$1
    site=$(apt-get indextargets --format '$(SITE)|$(RELEASE)' | sed -n "s/|$(. /etc/os-release && echo "$VERSION_CODENAME")\$//p" | head -n 1)
    [ -n "$site" ] || return 1
    mkdir -p "$WORK/lists/partial" "$WORK/source"
    echo "deb-src $site $(. /etc/os-release && echo "$VERSION_CODENAME") main" >"$WORK/sources.list"
    local options=(-q -oDir::Etc::SourceList="$WORK/sources.list" -oDir::Etc::SourceParts=/dev/null
        -oDir::State::Lists="$WORK/lists" -oDir::Cache::pkgcache= -oDir::Cache::srcpkgcache= -oAPT::Sandbox::User=root)
    apt-get "${options[@]}" update >"$WORK/apt" 2>&1 || return 1
    (cd "$WORK/source" && apt-get "${options[@]}" source --download-only --tar-only "$name" >"$WORK/apt" 2>&1 &&
        tar xf ./*.orig.tar.*[!c]) || return 1
    SOURCE=$(find "$WORK/source" -mindepth 1 -maxdepth 1 -type d | head -n 1)
    [ -n "$SOURCE" ]
}

# package_of PACKAGE: a Debian package unpacked, not installed, in $PACKAGE.
package_of() {
    PACKAGE=$WORK/package
    mkdir -p "$PACKAGE"
    (cd "$PACKAGE" && apt-get download "$1" >"$WORK/apt" 2>&1 && dpkg -x "$1"_*.deb .)
}
