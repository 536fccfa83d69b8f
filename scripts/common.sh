# Read by the other scripts (`. scripts/common.sh`): where things are, and how to speak.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD_DIR=$ROOT/build
GUEST_DIR=$BUILD_DIR/guest
VENV=$BUILD_DIR/venv
# A Go tool chain of the build's own, where the system's is too old.
GO_DIR=$BUILD_DIR/go

# A Rust tool chain from rustup counts, also in a shell that has not read its profile yet.
command -v cargo >/dev/null || PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin

[ ! -x "$GO_DIR/bin/go" ] || PATH=$GO_DIR/bin:$PATH

note() { printf '%s\n' "== $*"; }
fail() { printf '%s\n' "error: $*" >&2; exit 1; }

# Something only the user can do: say it in one line, and leave with the status that means "not possible here".
needs_user() { printf '%s\n' "$*" >&2; exit 2; }

# The rest of the script runs in one process at a time in this checkout; asking twice changes nothing.
locked() {
    [ -z "${LOCK_FD:-}" ] || return 0
    mkdir -p "$BUILD_DIR"
    exec {LOCK_FD}>"$BUILD_DIR/.setup.lock"
    flock "$LOCK_FD"
}
