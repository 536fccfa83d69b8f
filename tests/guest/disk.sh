#!/bin/bash
# tests/guest/disk.sh OUT.qcow2 [SIZE]: a small qcow2 disk that starts with a line of text, so that what the guest
# reads can be told from an empty disk.
set -euo pipefail
. "$(dirname "$0")/../../scripts/common.sh"

[ $# -ge 1 ] || fail "usage: tests/guest/disk.sh OUT.qcow2 [SIZE]"
mkdir -p "$(dirname "$1")"
raw=$(mktemp "${TMPDIR:-/tmp}/ferrovirt-disk.XXXXXX")
trap 'rm -f "$raw"' EXIT
echo FERROVIRT-TEST-DISK >"$raw"
truncate -s "${2:-64M}" "$raw"
qemu-img convert -f raw -O qcow2 "$raw" "$1.new"
mv "$1.new" "$1"
