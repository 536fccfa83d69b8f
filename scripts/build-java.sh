#!/usr/bin/env bash
# Builds the native library and puts it into java/natives, from where Maven takes it.
# usage: scripts/build-java.sh [--release | --workspace]
#   --release    as it is given away: small, and stripped
#   --workspace  takes it from a build of all crates, for those who have or need that build anyway
set -euo pipefail
cd "$(dirname "$0")/.."

profile=debug
arguments=(-p ferrovirt-java)
case "${1:-}" in
    "") ;;
    --release) profile=dist; arguments+=(--profile dist) ;;
    --workspace) arguments=(--workspace --all-targets) ;;
    *) echo "usage: $0 [--release | --workspace]" >&2; exit 2 ;;
esac

cargo build --quiet "${arguments[@]}"

built="${CARGO_TARGET_DIR:-target}/$profile/libferrovirt_jni.so"
library=java/natives/org/ferrovirt/natives/linux-$(uname -m)/libferrovirt_jni.so
mkdir -p "$(dirname "$library")"
if [ "$profile" = dist ]; then
    strip --strip-unneeded -o "$library.new" "$built"
    mv "$library.new" "$library"
elif ! cmp --silent "$built" "$library"; then
    # A running program may have the old file mapped, so it is replaced and not overwritten.
    cp "$built" "$library.new"
    mv "$library.new" "$library"
fi
