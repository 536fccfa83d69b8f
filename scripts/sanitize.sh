#!/bin/bash
# scripts/sanitize.sh: the compiler's thread sanitizer on what threads share: queues of events, streams, the owner task and
# the jobs of each guest, and the test driver under many threads. FERROVIRT_TEST_SECONDS says for how long the last one runs.
# The standard library is built with it too, so that no synchronization is missed; that needs its source.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

scripts/setup.sh rust
[ -d "$(rustc --print sysroot)/lib/rustlib/src/rust" ] || rustup component add rust-src
triple=$(rustc -vV | sed -n 's/^host: //p')
export RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zsanitizer=thread" CARGO_PROFILE_DEV_DEBUG=0
export TSAN_OPTIONS="halt_on_error=1 exitcode=66"

# One line each: the package, its tests, which of them.
failed=0
while read -r package kind filter; do
    note "$package: ${filter:-all}"
    # shellcheck disable=SC2086
    cargo test --quiet -Zbuild-std --target "$triple" --target-dir "$BUILD_DIR/sanitizer" -p "$package" $kind -- $filter ||
        failed=1
done <<'TESTS'
ferrovirt-api --lib event
ferrovirt-api --lib stream
ferrovirt-driver-qemu --lib guest::
ferrovirt --test=test concurrency
TESTS
exit $failed
