#!/bin/bash
# scripts/bench-calls.sh: calls in the process on 1,000 defined domains, of the C library in dist/ and of the reference
# where it is installed or can be: one program, interleaved rounds, the median of each call. Fails when a call takes more
# of the reference's time than it may, or threads scale less than they must.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

# Which part of the reference's time each call may take at most.
limits() {
    cat <<'LIMITS'
info             0.5
lookup-by-name   0.25
lookup-by-uuid   0.25
xml              0.25
define+undefine  0.25
list-all         0.25
all-statistics   0.25
LIMITS
}
# How many times one thread's calls eight threads do on two processors.
LEAST_SCALE=1.6

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "${KEEP_DIST:-}" ] && [ -e dist/lib/libvirt.so.0 ] || scripts/dist.sh lib
cc -O2 -pthread -I dist/include -o "$work/calls" tests/bench/calls.c -L dist/lib -l:libvirt.so.0
reference=
if scripts/reference.sh; then reference=yes; fi

echo "== calls on ${DOMAINS:-1000} domains (nanoseconds, median of ${ROUNDS:-5})"
for _ in $(seq "${ROUNDS:-5}"); do
    LD_LIBRARY_PATH=dist/lib "$work/calls" "${DOMAINS:-1000}" >>"$work/ours"
    [ -z "$reference" ] || "$work/calls" "${DOMAINS:-1000}" >>"$work/reference"
done

# medians FILE: a line for each call.
medians() {
    sort -k1,1 -k2,2n "$1" | awk '
        function close_group() { if (n) print name, values[int((n + 1) / 2)] }
        $1 != name { close_group(); name = $1; n = 0 }
        { values[++n] = $2 }
        END { close_group() }'
}

medians "$work/ours" >"$work/ours.median"
touch "$work/reference"
medians "$work/reference" >"$work/reference.median"
limits | awk -v ours="$work/ours.median" -v reference="$work/reference.median" -v least="$LEAST_SCALE" '
    BEGIN {
        while ((getline line <ours) > 0) { split(line, word, " "); mine[word[1]] = word[2] }
        while ((getline line <reference) > 0) { split(line, word, " "); theirs[word[1]] = word[2] }
    }
    {
        if (!($1 in theirs)) { printf "%-16s ours %10.0f\n", $1, mine[$1]; next }
        ratio = mine[$1] / theirs[$1]
        verdict = ratio <= $2 ? "ok" : "TOO MUCH"
        failed += ratio > $2
        printf "%-16s ours %10.0f   reference %10.0f   ratio %.3f (at most %.2f) %s\n", $1, mine[$1], theirs[$1], ratio, $2, verdict
    }
    END {
        # On a machine that others use, too, processor time tells more than the clock.
        best = mine["scale"] > mine["scale-alone"] ? mine["scale"] : mine["scale-alone"]
        verdict = best >= least ? "ok" : "TOO LITTLE"
        failed += best < least
        printf "%-16s ours %10.2f   reference %10s   (%.2f on two processors of their own, at least %.1f) %s\n", "8 threads",
            mine["scale"], theirs["scale"], mine["scale-alone"], least, verdict
        exit failed > 0
    }'
