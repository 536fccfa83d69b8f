#!/bin/bash
# scripts/peers.sh DIR: runs the suites of other projects (every DIR/*.sh but common.sh, as `NAME.sh LIBRARIES`) over the
# libraries in dist/lib, and those in tests/peers over the packages of languages. Needs `make dist` first. The last line is
# `N suites passed, M failed`.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

suites=${1:-../shared/peers}
[ -e dist/lib/libvirt.so.0 ] || fail "dist/lib is empty: run make dist first"
[ -d "$suites" ] || fail "no suites in $suites: make peers PEERS=DIR"
passed=0
failed=0
scripts/build-python.sh
for suite in "$suites"/*.sh tests/peers/*.sh; do
    [ "$(basename "$suite")" != common.sh ] || continue
    note "$suite"
    if PEER_PKG_CONFIG_PATH="$ROOT/dist/lib/pkgconfig" "$suite" "$ROOT/dist/lib"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed suites passed, $failed failed"
[ "$failed" = 0 ]
