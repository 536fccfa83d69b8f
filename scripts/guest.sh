#!/bin/bash
# scripts/guest.sh: has build/guest/{vmlinuz,initramfs,disk.qcow2} up to date; quick when they are.
set -euo pipefail
. "$(dirname "$0")/common.sh"

is_current() {
    [ -e "$1" ] && [ -z "$(find "$ROOT/tests/guest" "$GUEST_DIR/modules/list" -newer "$1" -type f -print -quit)" ]
}

"$ROOT/scripts/setup.sh" guest
is_current "$GUEST_DIR/initramfs" && is_current "$GUEST_DIR/disk.qcow2" && exit 0
# Not inside the set-up above, which takes the same lock.
locked
if ! is_current "$GUEST_DIR/initramfs"; then
    note "assembling the test guest"
    "$ROOT/tests/guest/build.sh" "$GUEST_DIR/initramfs"
fi
is_current "$GUEST_DIR/disk.qcow2" || "$ROOT/tests/guest/disk.sh" "$GUEST_DIR/disk.qcow2"
