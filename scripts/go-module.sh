#!/bin/bash
# scripts/go-module.sh: uses dist/go as a program of somebody else does: from an empty module, offline, with Go and a C
# compiler and nothing else. Runs the quick-start on the test driver with each way to link, and on a guest where QEMU is.
set -euo pipefail
. "$(dirname "$0")/common.sh"

dist=${DIST:-$ROOT/dist}
[ -e "$dist/go/go.mod" ] || fail "there is no $dist/go; run: make dist PARTS=go"
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/program"
for tool in gcc as ld ar pkg-config; do
    ! command -v "$tool" >/dev/null || ln -s "$(command -v "$tool")" "$work/bin/$tool"
done
ln -s "$(go env GOROOT)/bin/go" "$work/bin/go"

# clean COMMAND...: with nothing of this machine's settings.
clean() {
    env -i PATH="$work/bin" HOME="$work" GOCACHE="$work/cache" GOPROXY=off GOFLAGS=-mod=mod GOTOOLCHAIN=local CC=gcc \
        CGO_LDFLAGS="${ldflags:-}" PKG_CONFIG_PATH="$dist/lib/pkgconfig" LD_LIBRARY_PATH="${path:-}" "$@"
}

cd "$work/program"
cp "$ROOT/tests/go-module/main.go" .
clean go mod init example.org/program 2>/dev/null
clean go mod edit -require ferrovirt.org/go/ferrovirt@v0.0.0 -replace "ferrovirt.org/go/ferrovirt=$dist/go"

note "the archive in the module"
clean go build -o program .
clean ./program test:///default
! readelf -d program | grep -E 'NEEDED.*(ferrovirt|virt)' || fail "the program needs a shared library"
ls -l program | awk '{ printf "the program has %.1f MB\n", $5 / 1e6 }'

if [ -e "$dist/lib/libferrovirt_calls.so" ]; then
    note "the shared library"
    ldflags=-L$dist/lib clean go build -tags ferrovirt_shared -o program .
    path=$dist/lib clean ./program test:///default
    if [ -e "$work/bin/pkg-config" ]; then
        note "the library of the system"
        clean go build -tags ferrovirt_system -o program .
        path=$dist/lib clean ./program test:///default
    fi
fi

if command -v qemu-system-x86_64 >/dev/null && [ -e "$GUEST_DIR/vmlinuz" ]; then
    note "a guest of QEMU"
    clean go build -o program .
    env PATH="/usr/bin:/bin" ./program "qemu:///embed?root=$work/root" "$GUEST_DIR" "$("$ROOT/scripts/kvm-works.sh")"
fi
