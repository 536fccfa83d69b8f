#!/bin/bash
# scripts/c-programs.sh [plain|valgrind|address|soak]: the programs of tests/c on our libraries.
#   plain     their output is that of the reference, where it is installed (a line says when it is not)
#   valgrind  no bad access, no leak; the generated calls without the leak check, since they spoil their own arguments
#   address   the same with AddressSanitizer around the programs
#   soak      ten million calls leave the memory as it was
# The libraries are those of DIST (a folder that `make dist` made); without it, they are built in cargo's dev profile.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

way=${1:-plain}
build=$BUILD_DIR/c-programs
programs="connection domain moments resources parameters errors events stream process"
release=11.3.0
mkdir -p "$build"
work=$(mktemp -d "${TMPDIR:-/tmp}/ferrovirt-c.XXXXXX")
trap 'rm -rf "$work"' EXIT
# What a connection without a name opens.
export LIBVIRT_DEFAULT_URI=test:///default

if [ -z "${DIST:-}" ]; then
    DIST=$build/dist
    DIST=$DIST PROFILE=dev scripts/dist.sh lib
fi
DIST=$(cd "$DIST" && pwd)

# compile NAME SOURCE... [OPTION...]: a program that the loader gives its library.
compile() {
    local name=$1
    shift
    cc -std=gnu11 -g -O1 -I tests/c -I "$DIST/include" -o "$build/$name" "$@" -L "$DIST/lib" -lvirt -lvirt-qemu \
        -lvirt-lxc -lvirt-admin -lpthread -ldl
}

# ours COMMAND... / reference COMMAND...: a run in a folder of its own, on our libraries or those of the system.
ours() { run env LD_LIBRARY_PATH="$DIST/lib" "$@"; }
reference() { run env -u LD_LIBRARY_PATH "$@"; }
run() {
    local folder
    folder=$(mktemp -d "$work/run.XXXXXX")
    (cd "$folder" && timeout 1800 "$@")
}

compile_all() {
    cargo xtask c-calls "$build/generated.c"
    compile calls -w "$build/generated.c" tests/c/calls.c "$@"
    for name in $programs soak; do
        compile "$name" -Wall -Wextra -Wno-cast-function-type "tests/c/$name.c" "$@"
    done
}

has_reference() {
    cat >"$work/version.c" <<'C'
#include <libvirt/libvirt.h>
#include <stdio.h>
int main(void)
{
    unsigned long version = 0;
    virGetVersion(&version, NULL, NULL);
    return printf("%lu.%lu.%lu\n", version / 1000000, version / 1000 % 1000, version % 1000) < 0;
}
C
    compile version "$work/version.c"
    [ "$(reference "$build/version" 2>/dev/null)" = "$release" ]
}

failed=0
case $way in
    plain)
        compile_all
        for name in $programs; do
            ours "$build/$name" >"$work/$name.ours" 2>"$work/log" || { failed=1; echo "$name fails"; cat "$work/log"; }
        done
        ours "$build/calls" >"$work/calls.ours" 2>/dev/null
        if ! has_reference; then
            note "C programs: the reference (libvirt $release) is not installed: nothing is compared"
            ! grep crash "$work/calls.ours" || failed=1
        else
            for name in $programs; do
                reference "$build/$name" >"$work/$name.reference" 2>/dev/null || true
                diff "$work/$name.reference" "$work/$name.ours" || { failed=1; echo "$name differs"; }
            done
            reference "$build/calls" >"$work/calls.reference" 2>/dev/null
            python3 tests/c/compare.py tests/c/differences "$work/calls.reference" "$work/calls.ours" || failed=1
        fi
        ;;
    valgrind)
        command -v valgrind >/dev/null || fail "valgrind is not installed"
        compile_all
        for name in $programs; do
            ours valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
                --show-leak-kinds=definite "$build/$name" >/dev/null 2>"$work/log" || { failed=1; echo "$name:"; cat "$work/log"; }
        done
        # A case that valgrind complains of shows in the log; the children's status is not the program's.
        ours valgrind -q --trace-children=no "$build/calls" >/dev/null 2>"$work/log" || failed=1
        if grep -q '^==' "$work/log"; then
            failed=1
            grep '^==' "$work/log" | head -60
        fi
        ;;
    address)
        build=$build/address
        mkdir -p "$build"
        compile_all -fsanitize=address -fno-omit-frame-pointer
        for name in $programs; do
            ours "$build/$name" >/dev/null 2>"$work/log" || { failed=1; echo "$name:"; cat "$work/log"; }
        done
        ours env ASAN_OPTIONS=detect_leaks=0:handle_segv=0:allow_user_segv_handler=1 "$build/calls" >/dev/null 2>"$work/log" || failed=1
        if grep -q AddressSanitizer "$work/log"; then
            failed=1
            head -60 "$work/log"
        fi
        ;;
    soak)
        compile soak tests/c/soak.c
        ours "$build/soak" "${CALLS:-10000000}" || failed=1
        ;;
    *) fail "usage: scripts/c-programs.sh [plain|valgrind|address|soak]" ;;
esac
[ "$failed" = 0 ] && note "C programs ($way): all well"
exit "$failed"
