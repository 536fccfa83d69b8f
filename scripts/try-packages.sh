#!/bin/bash
# scripts/try-packages.sh [LANGUAGE...]: installs the packages of dist/ where there is neither a compiler nor a libvirt nor
# anything of this tree, and runs their first programs: on the test driver, and where QEMU is installed on a real guest.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"
dist=${DIST:-$ROOT/dist}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The most that a package may have, in bytes.
LARGEST=$((6 * 1024 * 1024))

# What is larger; the script fails at its end if there is something, so that everything else is tried first.
TOO_LARGE=()

# small FILE: looks whether it is larger than packages may be.
small() {
    local size
    size=$(stat -c %s "$1")
    note "$(basename "$1"): $size bytes"
    [ "$size" -le $LARGEST ] || TOO_LARGE+=("$(basename "$1")")
}

# bare COMMAND...: runs it without this shell's environment and without any program on its path, in an empty directory.
bare() { (mkdir -p "$work/empty" && cd "$work/empty" && env -i PATH= HOME="$work/empty" LANG=C.UTF-8 "$@"); }

# with_qemu COMMAND...: the same, but with the programs that a guest needs.
with_qemu() { bare PATH=/usr/bin:/bin "$@"; }

# guest DIRECTORY: what a real guest needs, as the demonstration's program takes it.
guest() {
    scripts/setup.sh guest
    scripts/guest.sh >/dev/null
    mkdir -p "$1"
    cp "$GUEST_DIR"/vmlinuz "$GUEST_DIR"/initramfs "$GUEST_DIR"/disk.qcow2 "$1/"
}

try_python() {
    local wheel python=$work/python/bin/python
    wheel=$(echo "$dist"/python/*.whl)
    [ -e "$wheel" ] || fail "there is no wheel in $dist/python: make dist PARTS=python"
    small "$wheel"
    python3 -m venv "$work/python"
    bare "$python" -m pip install --quiet --no-index --no-deps --disable-pip-version-check "$wheel"
    cp python/examples/*.py "$work/"
    note "Python: the first program"
    bare "$python" "$work/first.py"
    note "Python: programs for libvirt-python"
    bare "$python" -c 'import ferrovirt.libvirt as libvirt
for domain in libvirt.open("test:///default").listAllDomains(): print(domain.name())'
    if command -v qemu-system-x86_64 >/dev/null; then
        note "Python: a real guest"
        guest "$work/guest"
        with_qemu "$python" "$work/demo.py" --guest "$work/guest" --domain-type "$(scripts/kvm-works.sh)" | tail -n 3
    fi
}

try_node() {
    local node tools package folder=$work/node
    node=$(command -v node)
    tools=$(dirname "$node"):$(dirname "$(command -v npm)"):/usr/bin:/bin
    for package in "$dist"/node/*.tgz; do
        [ -e "$package" ] || fail "there is no package in $dist/node: make dist PARTS=node"
        tar -xzf "$package" -C "$work" --wildcards --no-anchored 'ferrovirt.node' 2>/dev/null || continue
        small "$work/package/ferrovirt.node"
    done
    mkdir -p "$folder"
    (cd "$folder" && env -i PATH="$tools" HOME="$work" npm install --offline --silent --no-audit --no-fund "$dist"/node/*.tgz)
    cp node/examples/* "$folder/"
    note "Node: the first program"
    bare "$node" "$folder/first.mjs"
    bare "$node" "$folder/first-common.cjs"
    if command -v qemu-system-x86_64 >/dev/null; then
        note "Node: a real guest"
        guest "$work/guest"
        with_qemu "$node" "$folder/guest.mjs" "$work/guest" "$(scripts/kvm-works.sh)"
    fi
}

try_java() {
    local jars native=$work/natives
    jars=$(find "$dist/java" -name '*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' -printf '%p:')
    [ -n "$jars" ] || fail "there are no jars in $dist/java: make dist PARTS=java"
    mkdir -p "$native"
    (cd "$native" && jar xf "$dist"/java/ferrovirt-*-linux-*.jar)
    small "$(find "$native" -name 'libferrovirt_jni.so')"
    cp java/examples/*.java "$work/"
    note "Java: the first program"
    bare "$(command -v java)" -cp "$jars" "$work/QuickStart.java"
    if command -v qemu-system-x86_64 >/dev/null; then
        note "Java: a real guest"
        with_qemu "$(command -v java)" -cp "$jars" "$work/Guest.java" "qemu:///embed?root=$work/root" \
            "$(scripts/kvm-works.sh)"
    fi
}

try_go() {
    scripts/setup.sh guest
    scripts/guest.sh >/dev/null
    DIST=$dist scripts/go-module.sh
}

[ $# -gt 0 ] || set -- python node java go
for language in "$@"; do
    declare -F "try_$language" >/dev/null || fail "nothing to try of: $language"
    "try_$language"
done
[ ${#TOO_LARGE[@]} = 0 ] || fail "larger than $LARGEST bytes: ${TOO_LARGE[*]}"
