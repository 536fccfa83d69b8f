#!/usr/bin/env bash
# Builds the native module and puts it into python/ferrovirt, so that PYTHONPATH=python is enough.
# usage: scripts/build-python.sh [--release | --workspace]
#   --workspace  takes it from a build of all crates, for those who have or need that build anyway
set -euo pipefail
cd "$(dirname "$0")/.."

profile=debug
arguments=(-p ferrovirt-python)
case "${1:-}" in
    "") ;;
    --release) profile=dist; arguments+=(--profile dist) ;;
    --workspace) arguments=(--workspace --all-targets) ;;
    *) echo "usage: $0 [--release | --workspace]" >&2; exit 2 ;;
esac

cargo build --quiet "${arguments[@]}"

built="${CARGO_TARGET_DIR:-target}/$profile/lib_native.so"
module=python/ferrovirt/_native.abi3.so
if ! cmp --silent "$built" "$module"; then
    # A running program may have the old file mapped, so it is replaced and not overwritten.
    cp "$built" "$module.new"
    mv "$module.new" "$module"
fi
