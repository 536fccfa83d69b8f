#!/bin/bash
# scripts/peers.sh [DIR]: runs programs and suites over the bindings of other projects, and over the packages of languages
# (tests/peers), and suites of other projects in DIR where there are some: every *.sh but common.sh, as
# `NAME.sh LIBRARIES`, over the libraries in dist/lib. Needs `make dist` first. The last line is `N suites passed, M failed`.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

suites=${1:-../shared/peers}
[ -e dist/lib/libvirt.so.0 ] || fail "dist/lib is empty: run make dist first"
[ -d "$suites" ] || { [ $# = 0 ] && note "no suites in $suites (make peers PEERS=DIR for others)"; } || fail "no folder $suites"
passed=0
failed=0
scripts/build-python.sh
for suite in "$suites"/*.sh tests/peers/*.sh; do
    [ -e "$suite" ] && [ "$(basename "$suite")" != common.sh ] || continue
    note "$suite"
    if PEER_PKG_CONFIG_PATH="$ROOT/dist/lib/pkgconfig" "$suite" "$ROOT/dist/lib"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed suites passed, $failed failed"
[ "$failed" = 0 ]
