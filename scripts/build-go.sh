#!/usr/bin/env bash
# Builds the core's archive and puts it into go/internal/native/lib, so that `go build` and `go test` work there.
# usage: scripts/build-go.sh [--dist | --workspace | --library FILE]
#   --dist          makes it as it is given away: small and quick, and slow to build
#   --workspace     takes it from a build of all crates, for those who have or need that build anyway
#   --library FILE  takes this archive and builds none
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

profile=debug
arguments=(build -p ferrovirt-calls)
library=
case "${1:-}" in
    "") ;;
    # The archive alone: asked for a Rust library too, cargo does without link-time optimization.
    --dist) profile=dist; arguments=(rustc -p ferrovirt-calls --profile dist --lib --crate-type staticlib) ;;
    --workspace) arguments=(build --workspace --all-targets) ;;
    --library) library=${2:?--library needs a file} ;;
    *) echo "usage: $0 [--dist | --workspace | --library FILE]" >&2; exit 2 ;;
esac

if [ -z "$library" ]; then
    cargo "${arguments[@]}" --quiet
    library=${CARGO_TARGET_DIR:-target}/$profile/libferrovirt_calls.a
fi

folder=go/internal/native/lib/$(go env GOOS)_$(go env GOARCH)
archive=$folder/libferrovirt_calls.a
# Which library it was made of: one of another profile may be older.
stamp=$folder/.made-of
if [ "$library" -nt "$archive" ] || [ "$(cat "$stamp" 2>/dev/null)" != "$library" ]; then
    mkdir -p "$folder"
    # Without debugging symbols every program links in a fraction of the time.
    strip --strip-debug -o "$archive.new" "$library"
    mv "$archive.new" "$archive"
    printf '%s' "$library" >"$stamp"
fi
