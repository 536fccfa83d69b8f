#!/bin/bash
# scripts/fuzz.sh [TARGET...]: every fuzz target of tests/fuzz, or the named ones, for FUZZ_SECONDS (60) each.
# What it finds is kept in build/fuzz/TARGET: `corpus` grows with each run, `crash-*` and the like are inputs that failed.
# The compiler's coverage passes are plain code generation flags, so the tool chain of everything else does.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

# The greatest input, what a process may take, and how long one input may: readers state the same to their users.
MAX_BYTES=65536
MEMORY_MEGABYTES=1024
INPUT_SECONDS=10

scripts/setup.sh rust
command -v c++ >/dev/null || needs_user "fuzz: libFuzzer is C++; install a compiler for it, as in: apt-get install g++"

triple=$(rustc -vV | sed -n 's/^host: //p')
flags="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
flags+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
flags+=" -Cllvm-args=-sanitizer-coverage-trace-compares"
note "building the fuzz targets"
RUSTFLAGS=$flags cargo build --quiet --release --manifest-path tests/fuzz/Cargo.toml --target "$triple" \
    --target-dir "$BUILD_DIR/fuzz/target"

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cd tests/fuzz/targets && ls -- *.rs | sed 's/\.rs$//')
failed=()
for target in "${targets[@]}"; do
    program=$BUILD_DIR/fuzz/target/$triple/release/$target
    [ -x "$program" ] || fail "no such target: $target"
    mkdir -p "$BUILD_DIR/fuzz/$target/corpus"
    seeds=()
    [ ! -d "tests/fuzz/seeds/$target" ] || seeds+=("tests/fuzz/seeds/$target")
    note "$target: ${FUZZ_SECONDS:-60} s"
    "$program" "$BUILD_DIR/fuzz/$target/corpus" "${seeds[@]}" -max_total_time="${FUZZ_SECONDS:-60}" \
        -max_len=$MAX_BYTES -rss_limit_mb=$MEMORY_MEGABYTES -timeout=$INPUT_SECONDS -print_final_stats=1 \
        -artifact_prefix="$BUILD_DIR/fuzz/$target/" -verbosity=0 2>"$BUILD_DIR/fuzz/$target/log" || {
        failed+=("$target")
        tail -n 40 "$BUILD_DIR/fuzz/$target/log"
    }
    sed -n 's/^stat::\(number_of_executed_units\|peak_rss_mb\): */  \1 /p' "$BUILD_DIR/fuzz/$target/log"
done
echo "$((${#targets[@]} - ${#failed[@]})) passed, ${#failed[@]} failed${failed[*]:+: ${failed[*]}}"
[ ${#failed[@]} = 0 ]
