#!/bin/bash
# scripts/kvm-works.sh: prints the domain type to use here: `kvm`, or `qemu` where guests have to be emulated.
# That /dev/kvm opens says little (inside some virtual machines a guest in it never runs), so the test guest is
# booted once in it. The answer is kept until the machine is booted anew. `--again` asks again.
set -euo pipefail
. "$(dirname "$0")/common.sh"

LIMIT_SECONDS=15
answer=$GUEST_DIR/kvm-works
boot_id=$(cat /proc/sys/kernel/random/boot_id)

case $(uname -m) in
    x86_64) has_extension() { grep -qwE 'vmx|svm' /proc/cpuinfo; } ;;
    *) has_extension() { true; } ;;
esac
if [ ! -r /dev/kvm ] || [ ! -w /dev/kvm ] || ! has_extension; then
    echo qemu
    exit 0
fi

if [ "${1:-}" != --again ] && [ -e "$answer" ]; then
    read -r asked_in domain_type <"$answer"
    if [ "$asked_in" = "$boot_id" ]; then
        echo "$domain_type"
        exit 0
    fi
fi

"$ROOT/scripts/guest.sh" >&2
console=$(mktemp "${TMPDIR:-/tmp}/ferrovirt-kvm.XXXXXX")
# A guest that hangs burns a processor: it gets little time, low priority, and is then killed.
(
    ulimit -t $LIMIT_SECONDS
    exec nice -n 10 qemu-system-x86_64 -accel kvm -m 256 -nodefaults -no-user-config -display none -no-reboot \
        -kernel "$GUEST_DIR/vmlinuz" -initrd "$GUEST_DIR/initramfs" -append 'console=ttyS0 quiet panic=-1' \
        -serial "file:$console"
) >/dev/null 2>&1 </dev/null &
qemu=$!
trap 'kill -KILL $qemu 2>/dev/null && wait $qemu 2>/dev/null; rm -f "$console"' EXIT

domain_type=qemu
for _ in $(seq $((LIMIT_SECONDS * 10))); do
    if grep -qa FERROVIRT-GUEST-UP "$console"; then
        domain_type=kvm
        break
    fi
    kill -0 $qemu 2>/dev/null || break
    sleep 0.1
done

echo "$boot_id $domain_type" >"$answer.new"
mv "$answer.new" "$answer"
echo $domain_type
