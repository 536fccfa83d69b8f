#!/bin/bash
# scripts/conform.sh CORPUS [KINDS]: runs the conformance corpus in the directory CORPUS, or the named kinds of cases
# (a,b). With VERBOSE set, shows how each failed case differs. The last line is `N passed, M failed`.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

[ -n "${1:-}" ] || fail "usage: make conform CORPUS=DIR [KINDS=a,b] [VERBOSE=1]"
scripts/setup.sh rust
cargo build --quiet --release -p ferrovirt-conform
options=()
[ -z "${2:-}" ] || options+=(--kinds "$2")
[ -z "${VERBOSE:-}" ] || options+=(--verbose)
exec "${CARGO_TARGET_DIR:-target}/release/ferrovirt-conform" "$1" "${options[@]}"
