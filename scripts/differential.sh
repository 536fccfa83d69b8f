#!/bin/bash
# scripts/differential.sh [PREFIX]: what functions answer to arguments at the edge of what there is, of the C library in
# dist/ beside the reference. Fails when a number of an error differs that is not meant to (tests/differential).
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

scripts/reference.sh || exit 0
[ -e dist/lib/libvirt.so.0 ] || scripts/dist.sh lib
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
reference=$(/sbin/ldconfig -p | sed -n 's/.*libvirt.so.0 .*=> //p' | head -n 1)
description=/usr/share/libvirt/api/libvirt-api.xml
# Where saved states and core dumps go.
cd "$work"
python3 "$ROOT/tests/differential/arguments.py" "$reference" "$description" "${1:-}" >"$work/reference"
python3 "$ROOT/tests/differential/arguments.py" "$ROOT/dist/lib/libvirt.so.0" "$description" "${1:-}" >"$work/ours"
python3 "$ROOT/tests/differential/compare.py" "$work/reference" "$work/ours"
