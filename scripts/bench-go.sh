#!/bin/bash
# scripts/bench-go.sh: calls of the Go package with the archive that is given away, and of libvirt's own package for Go
# where the reference is installed or can be: interleaved rounds, the median of each call. Fails when a call takes longer
# than it may, or than the reference's, or when events come too slowly.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

# Nanoseconds that a call may take at most.
MOST_INTEGER=100
# Events that one listener gets in a second at least.
LEAST_EVENTS=100000

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
scripts/setup.sh go
scripts/build-go.sh --dist
cd tests/bench/go
go build -o "$work/ours" ./ours
reference=
if "$ROOT/scripts/reference.sh"; then
    go build -o "$work/reference" ./reference
    reference=yes
fi

echo "== calls of the Go packages (nanoseconds, median of ${ROUNDS:-5})"
for _ in $(seq "${ROUNDS:-5}"); do
    "$work/ours" >>"$work/ours.all"
    [ -z "$reference" ] || "$work/reference" >>"$work/reference.all"
done
touch "$work/reference.all"

# medians FILE: a line for each call.
medians() {
    sort -k1,1 -k2,2n "$1" | awk '
        function close_group() { if (n) print name, values[int((n + 1) / 2)] }
        $1 != name { close_group(); name = $1; n = 0 }
        { values[++n] = $2 }
        END { close_group() }'
}

join -a 1 <(medians "$work/ours.all") <(medians "$work/reference.all") |
    awk -v most="$MOST_INTEGER" -v least="$LEAST_EVENTS" '
        $1 == "events-per-second" { verdict = $2 >= least ? "ok" : "TOO SLOW" }
        $1 != "events-per-second" { verdict = (NF == 3 && $2 > $3) || ($1 == "integer" && $2 > most) ? "TOO MUCH" : "ok" }
        {
            failed += verdict != "ok"
            other = NF == 3 ? sprintf("reference %10.0f   ratio %.3f", $3, $2 / $3) : ""
            printf "%-18s ours %10.0f   %s %s\n", $1, $2, other, verdict
        }
        END { exit failed > 0 }'
