#!/bin/bash
# tests/guest/build.sh OUT: the test guest's initramfs, from busybox, the agent in agent.c and the scripts beside it.
# Boot it with build/guest/vmlinuz; what it does on the console is said in `init`.
set -euo pipefail
. "$(dirname "$0")/../../scripts/common.sh"
here=$ROOT/tests/guest

[ $# = 1 ] || fail "usage: tests/guest/build.sh OUT"
[ -e "$GUEST_DIR/modules/list" ] || fail "no kernel for the guest yet; run: scripts/setup.sh guest"
work=$(mktemp -d "${TMPDIR:-/tmp}/ferrovirt-guest.XXXXXX")
trap 'rm -rf "$work"' EXIT

root=$work/root
mkdir -p "$root"/{bin,sbin,dev,etc/acpi/PWRF,lib}
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in $(busybox --list); do
    [ "$applet" = busybox ] || ln -s /bin/busybox "$root/bin/$applet"
done
cp -r "$GUEST_DIR/modules" "$root/lib/modules"
${CC:-cc} -O1 -Wall -Wextra -Werror -static -s -o "$root/sbin/guest-agent" "$here/agent.c"
install -m 755 "$here/init" "$root/init"
install -m 755 "$here/announce" "$root/sbin/announce"
install -m 755 "$here/udhcpc.script" "$root/etc/udhcpc.script"
install -m 755 "$here/power-button" "$root/etc/acpi/PWRF/00000080"
cat >"$root/etc/os-release" <<RELEASE
ID=ferrovirt-guest
NAME="Ferrovirt test guest"
VERSION_ID=1
PRETTY_NAME="Ferrovirt test guest"
RELEASE

# Sorted, owned by root and dated alike, so that equal sources give equal bytes. Not compressed: the guest would
# have to undo it with an emulated processor.
find "$root" -exec touch -h -d @0 {} +
out=$(realpath -m "$1")
mkdir -p "${out%/*}"
(cd "$root" && find . -print0 | LC_ALL=C sort -z |
    cpio --quiet --null --create --format newc --owner 0:0 --reproducible) >"$out.new"
mv "$out.new" "$out"
