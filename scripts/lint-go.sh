#!/usr/bin/env bash
# What Go's own checks have to say about go/: form, vet, staticcheck. Quiet when they have nothing to say.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT/go"

unformatted=$(gofmt -s -l .)
[ -z "$unformatted" ] || fail "gofmt -s -w would change: $unformatted"
go vet ./...
# Its version is that of a module of its own, so that users of the package never see what it needs.
staticcheck=$BUILD_DIR/staticcheck
(cd tools && go build -o "$staticcheck" honnef.co/go/tools/cmd/staticcheck)
"$staticcheck" ./...
