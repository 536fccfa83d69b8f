#!/usr/bin/env bash
# Builds the core's archive and puts it into go/internal/native/lib, so that `go build` and `go test` work there.
# usage: scripts/build-go.sh [--release | --workspace | --library FILE]
#   --workspace     takes it from a build of all crates, for those who have or need that build anyway
#   --library FILE  takes this archive and builds none
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

profile=debug
arguments=(-p ferrovirt-calls)
library=
case "${1:-}" in
    "") ;;
    --release) profile=dist; arguments+=(--profile dist) ;;
    --workspace) arguments=(--workspace --all-targets) ;;
    --library) library=${2:?--library needs a file} ;;
    *) echo "usage: $0 [--release | --workspace | --library FILE]" >&2; exit 2 ;;
esac

if [ -z "$library" ]; then
    cargo build --quiet "${arguments[@]}"
    library=${CARGO_TARGET_DIR:-target}/$profile/libferrovirt_calls.a
fi

folder=go/internal/native/lib/$(go env GOOS)_$(go env GOARCH)
archive=$folder/libferrovirt_calls.a
if [ "$library" -nt "$archive" ]; then
    mkdir -p "$folder"
    # Without debugging symbols every program links in a fraction of the time.
    strip --strip-debug -o "$archive.new" "$library"
    mv "$archive.new" "$archive"
fi
