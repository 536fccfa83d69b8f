#!/bin/bash
# scripts/c-programs.sh [plain|valgrind|address|soak]: the programs of tests/c on our libraries.
#   plain     their output is that of the reference, where it is installed (a line says when it is not)
#   valgrind  no bad access, no leak; the generated calls without the leak check, since they spoil their own arguments
#   address   the same with AddressSanitizer in the programs and the library
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

if [ "$way" = address ]; then
    build=$build/address
    DIST=$build/dist PROFILE=dev SANITIZER=address scripts/dist.sh lib
    DIST=$build/dist
elif [ -z "${DIST:-}" ]; then
    DIST=$build/dist PROFILE=dev scripts/dist.sh lib
    DIST=$build/dist
fi
DIST=$(cd "$DIST" && pwd)

# compile NAME SOURCE... [OPTION...]: a program that the loader gives its library.
compile() {
    local name=$1
    shift
    cc -std=gnu11 -g -O1 -I tests/c -I "$DIST/include" -o "$build/$name" "$@" -L "$DIST/lib" -lvirt -lvirt-qemu \
        -lvirt-lxc -lvirt-admin -lpthread -ldl
}

compile_all() {
    cargo xtask c-calls "$build/generated.c"
    compile calls -w "$build/generated.c" tests/c/calls.c "$@"
    for name in $programs; do
        compile "$name" -Wall -Wextra -Wno-cast-function-type "tests/c/$name.c" "$@"
    done
}

# ours COMMAND... / reference COMMAND...: a run in a folder of its own, on our libraries or those of the system.
ours() { run env LD_LIBRARY_PATH="$DIST/lib" "$@"; }
reference() { run env -u LD_LIBRARY_PATH "$@"; }
run() {
    local folder
    folder=$(mktemp -d "$work/run.XXXXXX")
    (cd "$folder" && timeout 1800 "$@")
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

# check NAME COMMAND...: runs a program on our libraries, its output in $work/NAME; what it complains of shows when it fails.
failed=0
check() {
    local name=$1
    shift
    ours "$@" >"$work/$name" 2>"$work/log" && return
    echo "$name fails:"
    head -n 60 "$work/log"
    failed=1
}

# generated [COMMAND...]: the generated calls, and their answers beside what the reference answered.
generated() {
    check calls "$@" "$build/calls"
    local answers=("$work/calls")
    [ ! -e "$work/calls.reference" ] || answers+=("$work/calls.reference")
    python3 tests/c/compare.py tests/c/differences "${answers[@]}" || failed=1
}

case $way in
    plain)
        compile_all
        for name in $programs; do
            check "$name" "$build/$name"
        done
        if has_reference; then
            for name in $programs; do
                reference "$build/$name" >"$work/$name.reference" 2>/dev/null || true
                diff "$work/$name.reference" "$work/$name" || { failed=1; echo "$name differs"; }
            done
            reference "$build/calls" >"$work/calls.reference" 2>/dev/null || fail "the reference's calls did not end"
        else
            note "C programs: the reference (libvirt $release) is not installed: nothing is compared"
        fi
        generated
        ;;
    valgrind)
        command -v valgrind >/dev/null || fail "valgrind is not installed"
        compile_all
        for name in $programs; do
            check "$name" valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
                --show-leak-kinds=definite "$build/$name"
        done
        # Whoever makes a bad access ends with a status of its own, which stands in the line of the call.
        generated valgrind -q --error-exitcode=9 --log-file="$work/bad.%p"
        find "$work" -name 'bad.*' -size +0 -exec head -n 30 {} +
        ;;
    address)
        compile_all -fsanitize=address -fno-omit-frame-pointer
        for name in $programs; do
            check "$name" "$build/$name"
        done
        generated env ASAN_OPTIONS=detect_leaks=0
        ;;
    soak)
        compile soak tests/c/soak.c
        ours "$build/soak" "${CALLS:-10000000}" || failed=1
        ;;
    *) fail "usage: scripts/c-programs.sh [plain|valgrind|address|soak]" ;;
esac
[ "$failed" = 0 ] || fail "C programs ($way): not all is well"
note "C programs ($way): all well"
