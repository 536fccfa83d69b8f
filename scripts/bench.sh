#!/usr/bin/env bash
# `make bench`: our benchmarks, and the same ones on the reference library where it is installed or can be. Times are
# medians of interleaved rounds in one run on one machine; what counts is the ratio.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = documents ] || [ -z "${1:-}" ]; then
    echo "== documents (fastest of many rounds; CORPUS=DIR for those of a corpus)"
    corpus=()
    [ ! -d "${CORPUS:-}" ] || corpus+=("$CORPUS")
    cargo run --release --quiet -p ferrovirt-xml --example document_bench -- "${corpus[@]}"
    [ -z "${1:-}" ] || exit 0
fi

if [ "${1:-}" = python ]; then
    scripts/setup.sh all
    scripts/build-python.sh --release >/dev/null
    PYTHONPATH=python python3 python/bench/calls.py
    exit
fi

if [ "${1:-}" = calls ] || [ -z "${1:-}" ]; then
    status=0
    scripts/bench-calls.sh || status=$?
    [ -z "${1:-}" ] || exit "$status"
fi

if [ "${1:-}" = go ] || [ -z "${1:-}" ]; then
    status=0
    scripts/bench-go.sh || status=$?
    [ -z "${1:-}" ] || exit "$status"
fi

if [ "${1:-}" = java ] || [ -z "${1:-}" ]; then
    scripts/bench-java.sh
    [ -z "${1:-}" ] || exit 0
fi

if [ "${1:-}" = node ] || [ -z "${1:-}" ]; then
    echo "== Node calls on the test driver"
    status=0
    FERROVIRT_NATIVE=$(scripts/build-node.sh --release) node node/bench/calls.mjs --check || status=$?
    [ -z "${1:-}" ] || exit "$status"
fi

rounds=${ROUNDS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

scripts/setup.sh all
scripts/guest.sh >/dev/null
echo "building (release)…"
cargo build --release --quiet -p ferrovirt --example lifecycle
scripts/build-python.sh --release >/dev/null

qemu-img create -q -f qcow2 "$work/disk.qcow2" 64M
sed -e "s#@KERNEL@#$PWD/build/guest/vmlinuz#" -e "s#@INITRD@#$PWD/build/guest/initramfs#" \
    -e "s#@DISK@#$work/disk.qcow2#" tests/bench/guest.xml.in >"$work/guest.xml"

echo "== life cycle of a guest (milliseconds, median of $rounds)"
target/release/examples/lifecycle "qemu:///embed?root=$work/root" "$work/guest.xml" 1 >/dev/null # fills the caches
target/release/examples/lifecycle "qemu:///embed?root=$work/root" "$work/guest.xml" "$rounds" >"$work/ours"
if scripts/reference.sh; then
    cc -O2 -o "$work/lifecycle" tests/bench/lifecycle.c -lvirt
    # In a mount namespace of its own, so that nothing of the machine's libvirt is seen or touched.
    unshare -m bash -euc '
        for directory in /run/libvirt /var/lib/libvirt /etc/libvirt /var/cache/libvirt /var/log/libvirt; do
            mkdir -p "$directory"
            mount -t tmpfs none "$directory"
        done
        printf "user = \"root\"\ngroup = \"root\"\nstdio_handler = \"file\"\nsecurity_driver = \"none\"\n" \
            >/etc/libvirt/qemu.conf
        printf "namespaces = []\ncgroup_controllers = []\n" >>/etc/libvirt/qemu.conf
        printf "auth_unix_rw = \"none\"\nauth_unix_ro = \"none\"\n" >/etc/libvirt/libvirtd.conf
        libvirtd >"$0/libvirtd.log" 2>&1 &
        daemon=$!
        for try in $(seq 100); do
            [ -S /run/libvirt/libvirt-sock ] && break
            sleep 0.1
        done
        "$0/lifecycle" qemu:///system "$0/guest.xml" 1 >/dev/null
        "$0/lifecycle" qemu:///system "$0/guest.xml" "$1"
        kill "$daemon"
        wait "$daemon" || true
    ' "$work" "$rounds" >"$work/reference"
    join <(sort "$work/ours") <(sort "$work/reference") |
        awk '{ printf "%-10s ours %9.2f   reference %9.2f   ratio %.3f\n", $1, $2, $3, $2 / $3 }'
else
    awk '{ printf "%-10s ours %9.2f\n", $1, $2 }' "$work/ours"
fi

echo "== Python calls on the test driver"
PYTHONPATH=python python3 python/bench/calls.py
