#!/bin/bash
# scripts/setup.sh rust|guest|python|go|java|node|all: has what a part of the work needs, and installs what is missing.
#   rust    a C compiler, make, Rust
#   guest   QEMU, firmware, passt, and the test guest's kernel in build/guest
#   python  the virtual environment build/venv with python/requirements-dev.txt
#   go      Go as new as go/tools/go.mod asks for; where Debian's is older, it fetches a newer one as a module into build/go
#   java    a JDK, 17 or newer, and Maven
#   node    Node.js, 18 or newer, and npm; node/node_modules with what node/package-lock.json lists
# As root on Debian it installs; otherwise it prints the one line to run and exits with status 2. What is there is
# found by looking for files, so that a run with nothing to do takes a few milliseconds.
set -euo pipefail
. "$(dirname "$0")/common.sh"

# What has to be there (a command or a file) and the Debian package that has it.
RUST="cc:gcc make:make /usr/include/stdio.h:libc6-dev /etc/ssl/certs/ca-certificates.crt:ca-certificates"
GUEST="qemu-system-x86_64:qemu-system-x86 qemu-img:qemu-utils /usr/share/OVMF/OVMF_CODE_4M.fd:ovmf passt:passt
    busybox:busybox-static cpio:cpio cc:gcc /usr/include/stdio.h:libc6-dev"
# A python3 from elsewhere (pyenv, say) brings its own venv; Debian's does not.
PYTHON="python3:python3-venv"
GO="cc:gcc /usr/include/stdio.h:libc6-dev go:golang-go git:git"
JAVA="javac:openjdk-17-jdk-headless mvn:maven"
NODE="node:nodejs npm:npm"

# The oldest Rust that the workspace builds with: `rust-version` in Cargo.toml. Debian 12 has a newer one than its
# `rustc` beside it, which it builds its browsers with.
RUST_PACKAGES="cargo-web rustc-web rustfmt-web"

PACKAGES=()

# want NEEDS: adds to PACKAGES what of NEEDS isn't there.
want() {
    local need
    for need in $1; do
        case ${need%%:*} in
            /*) [ -e "${need%%:*}" ] ;;
            *) command -v "${need%%:*}" >/dev/null ;;
        esac || PACKAGES+=("${need##*:}")
    done
}

# The stamp saves asking rustc each time; it is older than the tool chain once that changed.
rust_is_new_enough() {
    local cargo stamp=$BUILD_DIR/.rust-is-new-enough wanted version
    cargo=$(command -v cargo) && command -v rustfmt >/dev/null || return 1
    [ "$stamp" -nt "$cargo" ] && [ "$stamp" -nt "$ROOT/Cargo.toml" ] && return 0
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml")
    version=$(cd "$ROOT" && rustc --version | cut -d ' ' -f 2) || return 1
    [ "$(printf '%s\n%s\n' "$wanted" "$version" | sort -V | head -n 1)" = "$wanted" ] || return 1
    # Where it can't be written, rustc is asked each time.
    { mkdir -p "$BUILD_DIR" && touch "$stamp"; } 2>/dev/null || true
}

has_kernel() { [ -e "$GUEST_DIR/vmlinuz" ] && cmp -s "$ROOT/tests/guest/modules" "$GUEST_DIR/modules/list"; }
knows_kernel_package() { apt-cache show linux-image-cloud-amd64 >/dev/null 2>&1; }
has_venv() { [ -x "$VENV/bin/python" ] && cmp -s "$ROOT/python/requirements-dev.txt" "$VENV/requirements-dev.txt"; }

has_node_modules() { cmp -s "$ROOT/node/package-lock.json" "$ROOT/node/node_modules/.wanted"; }

wanted_go() { sed -n 's/^go //p' "$ROOT/go/tools/go.mod"; }

# From 1.21 on, Go itself fetches the version that go.mod asks for, unless it is told not to.
go_is_new_enough() {
    local wanted version
    command -v go >/dev/null || return 1
    wanted=$(wanted_go)
    version=$(cd "$ROOT/go/tools" && go env GOVERSION 2>/dev/null) || return 1
    [ "$(printf '%s\n%s\n' "go$wanted" "$version" | sort -V | head -n 1)" = "go$wanted" ]
}

# A tool chain is a module like any other, so the proxy and the checks of its content are the user's own. It holds what
# the release's archive holds, without the bits that make files programs, and with other names for its own modules.
fetch_go() {
    local module cache
    # Not where a go.mod is that an old Go cannot read.
    mkdir -p "$GO_DIR.new"
    cd "$GO_DIR.new"
    module=golang.org/toolchain@v0.0.1-go$(wanted_go).$(go env GOOS)-$(go env GOARCH)
    note "Go $(wanted_go) in build/go"
    cache=$(GOFLAGS=-mod=mod GO111MODULE=on go mod download -json "$module" |
        sed -n 's/^.*"Dir": "\(.*\)",*$/\1/p')
    cd "$ROOT"
    [ -d "$cache" ] || fail "Go could not fetch $module"
    cp -r "$cache/." "$GO_DIR.new"
    chmod -R u+w "$GO_DIR.new"
    find "$GO_DIR.new/bin" "$GO_DIR.new/pkg/tool" -type f -exec chmod +x {} +
    find "$GO_DIR.new/src" -name _go.mod -execdir mv {} go.mod \;
    rm -rf "$GO_DIR"
    mv "$GO_DIR.new" "$GO_DIR"
}

case ${1:-all} in
    rust | guest | python | go | java | node) parts=$1 ;;
    all) parts="rust guest python go java node" ;;
    *) fail "usage: scripts/setup.sh rust|guest|python|go|java|node|all" ;;
esac

refresh=no
for part in $parts; do
    case $part in
        rust)
            want "$RUST"
            if ! rust_is_new_enough; then
                # A tool chain of the user's own that is too old is the user's to change.
                ! command -v rustup >/dev/null || needs_user "Rust is too old here; run: rustup update stable"
                PACKAGES+=($RUST_PACKAGES)
            fi
            ;;
        guest)
            want "$GUEST"
            has_kernel || knows_kernel_package || refresh=yes
            ;;
        python)
            want "$PYTHON"
            # Debian's own interpreter without its venv package finds out only half-way through.
            if ! has_venv && [ "$(command -v python3)" = /usr/bin/python3 ] && ! python3 -c 'import ensurepip' 2>/dev/null; then
                PACKAGES+=(python3-venv)
            fi
            ;;
        go) want "$GO" ;;
        java) want "$JAVA" ;;
        node) want "$NODE" ;;
    esac
done

if [ ${#PACKAGES[@]} -gt 0 ] || [ $refresh = yes ]; then
    # Each named once: parts share some.
    mapfile -t PACKAGES < <(printf '%s\n' "${PACKAGES[@]}" | sed '/^$/d' | sort -u)
    install="apt-get update"
    [ ${#PACKAGES[@]} = 0 ] || install+=" && apt-get install -y --no-install-recommends ${PACKAGES[*]}"
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        needs_user "Some tools are missing; run (Debian 12): sudo sh -c '$install'"
    fi
    locked
    note "apt-get: ${PACKAGES[*]:-package lists}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    if [ ${#PACKAGES[@]} -gt 0 ]; then
        apt-get -qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${PACKAGES[@]}" >"$BUILD_DIR/apt.log" 2>&1 ||
            { tail -n 20 "$BUILD_DIR/apt.log" >&2; fail "apt-get could not install: ${PACKAGES[*]}"; }
    fi
    hash -r
    # A release whose packages are too old shows here, before the compiler says it in its own way.
    case " $parts " in
        *" rust "*)
            rust_is_new_enough ||
                needs_user "The packaged Rust is too old here; install a newer one with rustup: https://rustup.rs" ;;
    esac
fi

for part in $parts; do
    case $part in
        guest)
            if ! has_kernel; then
                locked
                has_kernel || "$ROOT/tests/guest/kernel.sh"
            fi
            ;;
        python)
            if ! has_venv; then
                locked
                if ! has_venv; then
                    note "Python environment in build/venv"
                    python3 -m venv "$VENV"
                    "$VENV/bin/pip" install --quiet --disable-pip-version-check -r "$ROOT/python/requirements-dev.txt"
                    cp "$ROOT/python/requirements-dev.txt" "$VENV/requirements-dev.txt"
                fi
            fi
            ;;
        go)
            if ! go_is_new_enough; then
                locked
                # Another process may have fetched it while this one waited.
                [ -x "$GO_DIR/bin/go" ] || fetch_go
                PATH=$GO_DIR/bin:$PATH
                hash -r
                go_is_new_enough || fail "build/go is not the Go that go/tools/go.mod asks for; remove it and try again"
            fi
            ;;
        node)
            if ! has_node_modules; then
                locked
                if ! has_node_modules; then
                    note "Node's tools in node/node_modules"
                    npm ci --prefix "$ROOT/node" --silent --no-audit --no-fund --ignore-scripts
                    cp "$ROOT/node/package-lock.json" "$ROOT/node/node_modules/.wanted"
                fi
            fi
            ;;
    esac
done
