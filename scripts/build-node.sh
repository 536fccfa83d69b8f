#!/usr/bin/env bash
# Builds the native module of the Node package and prints where it is: what FERROVIRT_NATIVE takes.
# usage: scripts/build-node.sh [--release | --workspace]
#   --workspace  takes it from a build of all crates, for those who have or need that build anyway
set -euo pipefail
cd "$(dirname "$0")/.."

profile=debug
arguments=(-p ferrovirt-node)
case "${1:-}" in
    "") ;;
    --release) profile=dist; arguments+=(--profile dist) ;;
    --workspace) arguments=(--workspace --all-targets) ;;
    *) echo "usage: $0 [--release | --workspace]" >&2; exit 2 ;;
esac

cargo build --quiet "${arguments[@]}" >&2
echo "$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/$profile/libferrovirt_node.so"
