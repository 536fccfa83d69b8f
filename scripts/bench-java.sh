#!/bin/bash
# scripts/bench-java.sh: calls from Java on the test driver, of the jars in dist/java and of libvirt-java where the
# reference library is installed or can be. KEEP_DIST=1 takes the jars that are there.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

scripts/setup.sh java
[ -n "${KEEP_DIST:-}" ] && [ -d dist/java ] || scripts/dist.sh java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jars=$(find "$ROOT/dist/java" -name '*.jar' ! -name '*-sources.jar' ! -name '*-javadoc.jar' -printf '%p:')

echo "== calls from Java on the test driver (nanoseconds, fastest of several rounds)"
javac -d "$work" -cp "$jars" java/bench/Calls.java
java -cp "$jars$work" Calls
if scripts/reference.sh; then
    for artifact in org.libvirt:libvirt:0.5.3 net.java.dev.jna:jna:5.5.0; do
        mvn -B -q -ntp dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work/reference"
    done
    javac -d "$work" -cp "$jars$work:$work/reference/*" java/bench/Reference.java
    java -cp "$jars$work:$work/reference/*" Reference
fi
