#!/bin/bash
# scripts/test.sh [STEP...]: every test, or the named steps. Sets up what they need, runs all of them even when one
# fails, says at the end which did, and closes with the line `N passed, M failed`.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

# One line each: name, how its tests are counted, command.
#   one      the command is one test
#   cargo    the `test result:` lines of cargo
#   pytest   pytest's closing line
#   go       the lines of `go test -v`, tests and examples
#   maven    the closing line of Maven's tests
#   tap      the closing lines of `node --test`
steps() {
    cat <<'STEPS'
format  one     cargo fmt --all --check
tidy    one     cargo xtask tidy
codegen one     cargo xtask codegen --check
facts   one     [ ! -d ../shared/spec ] || cargo xtask facts ../shared/spec
matrix  one     $BUILD && $BUILT/examples/support_matrix --check
pages   one     $BUILD && $BUILT/examples/document_pages --check
objects one     cargo xtask object-pages --check
glue    one     $BUILD && $BUILT/ferrovirt-bindings-generator all --check --library $BUILT/libferrovirt_bindings.a
rust    cargo   cargo test --workspace --no-fail-fast
c       one     scripts/c-programs.sh plain
python  pytest  scripts/build-python.sh --workspace && build/venv/bin/python -m pytest -q python
golint  one     scripts/build-go.sh --workspace && scripts/lint-go.sh
go      go      scripts/build-go.sh --workspace && cd go && go test -v ./... && go test -race ./...
java    maven   scripts/build-java.sh --workspace && mvn -B -ntp -Dstyle.color=never -f java test
least   one     $BUILD && scripts/smallest-language.sh $BUILT/libferrovirt_calls.a
types   one     scripts/setup.sh node && node/node_modules/.bin/tsc -p node/test/types
node    tap     export FERROVIRT_NATIVE=$(scripts/build-node.sh --workspace) && cd node && node --expose-gc --test --test-reporter=tap test/*.test.mjs
vectors one     cargo xtask vectors "$FERROVIRT_VECTORS_RAN"
STEPS
}

# count KIND LOG STATUS: prints `PASSED FAILED`.
count() {
    case $1 in
        one) [ "$3" = 0 ] && echo 1 0 || echo 0 1 ;;
        cargo) awk '/^test result:/ { passed += $4; failed += $6 } END { print passed + 0, failed + 0 }' "$2" ;;
        pytest) awk '/ in [0-9.]+s/ {
                    passed = failed = 0
                    for (i = 2; i <= NF; i++) {
                        if ($i ~ /^passed/) passed = $(i - 1)
                        if ($i ~ /^(failed|errors?)/) failed += $(i - 1)
                    }
                } END { print passed + 0, failed + 0 }' "$2" ;;
        go) awk '/^ *--- PASS:/ { passed++ } /^ *--- FAIL:/ { failed++ } END { print passed + 0, failed + 0 }' "$2" ;;
        maven) awk '/Tests run:.*Skipped: [0-9]+$/ {
                    gsub(",", "")
                    for (i = 1; i < NF; i++) {
                        if ($i == "run:") run = $(i + 1)
                        if ($i == "Failures:" || $i == "Errors:") failed[$i] = $(i + 1)
                        if ($i == "Skipped:") skipped = $(i + 1)
                    }
                } END {
                    n_failed = failed["Failures:"] + failed["Errors:"]
                    print run - n_failed - skipped, n_failed
                }' "$2" ;;
        tap) awk '/^# pass / { passed = $3 } /^# (fail|cancelled) / { failed += $3 } END { print passed + 0, failed + 0 }' "$2" ;;
        *) fail "no way to count '$1'" ;;
    esac
}

# Everything is built together, once: cargo builds what crates share anew for each choice of crates, because that choice
# decides which features they have.
export BUILD='cargo build --quiet --workspace --all-targets'
export BUILT=${CARGO_TARGET_DIR:-target}/debug

scripts/setup.sh all
# What the set-up put in place may be new on the way to programs.
. scripts/common.sh
scripts/guest.sh
# What tests boot, and in which type of domain; a test of a real guest reads these.
export FERROVIRT_TEST_GUEST=$GUEST_DIR
FERROVIRT_TEST_DOMAIN_TYPE=$(scripts/kvm-works.sh)
export FERROVIRT_TEST_DOMAIN_TYPE
export CARGO_TERM_COLOR=never

logs=$(mktemp -d "${TMPDIR:-/tmp}/ferrovirt-test.XXXXXX")
trap 'rm -rf "$logs"' EXIT
# Where the languages say which of the shared tests they ran.
export FERROVIRT_VECTORS_RAN=$logs/ran-vectors
mkdir "$FERROVIRT_VECTORS_RAN"

n_passed=0
n_failed=0
summary=
while read -r name kind command; do
    [ -n "$name" ] || continue
    [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
    note "$name: $command"
    started=$SECONDS
    status=0
    bash -c "$command" </dev/null 2>&1 | tee "$logs/$name" || status=$?
    read -r passed failed < <(count "$kind" "$logs/$name" $status)
    # Tests that did not even build, or died, have no count of their own.
    [ $status = 0 ] || [ "$failed" -gt 0 ] || failed=1
    n_passed=$((n_passed + passed))
    n_failed=$((n_failed + failed))
    verdict=ok
    [ "$failed" = 0 ] || verdict=FAILED
    summary+=$(printf '%-7s %-10s %5d passed %5d failed %5d s' $verdict "$name" "$passed" "$failed" $((SECONDS - started)))$'\n'
done < <(steps)

[ -n "$summary" ] || fail "no such step: $*"
printf '\n%s' "$summary"
echo "$n_passed passed, $n_failed failed"
[ "$n_failed" = 0 ]
