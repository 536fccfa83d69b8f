#!/bin/bash
# scripts/dist.sh [PART...]: makes everything that is given away, or the named parts, in dist/.
#   lib     dist/lib (the C libraries and their pkg-config files), dist/include/libvirt, API descriptions, man pages
#   node    dist/node (the Node package, and the one for this platform)
#   go      dist/go (the module with its archive inside), and dist/lib/libferrovirt_calls.so for its build tags.
#           GO_ARCHITECTURES="amd64 arm64" makes archives for these; the host's alone if nothing is said
#   java    dist/java: the jars of classes, of the native library, of sources and of their documentation, and the pom
#   node    dist/node: the package, and the one with the native module for this platform
#   python  dist/python: the wheel, and the sources with everything that building them needs (SDIST=no leaves those out)
# Packages of languages are tried at once, where there is nothing else: scripts/try-packages.sh.
# DIST=DIR puts it there instead. PROFILE=dev takes the libraries from cargo's dev profile: quick to build while one
# works on them, large and slow to use. SANITIZER=address makes them with the compiler's sanitizer, for programs that
# have it too.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

target=${CARGO_TARGET_DIR:-target}
profile=${PROFILE:-dist}
dist=${DIST:-$ROOT/dist}
# The folder of the dev profile has another name.
built=${profile/#dev/debug}
# The archive alone: asked for a Rust library too, cargo does without link-time optimization.
archive_of=(cargo rustc --quiet --profile "$profile" --lib --crate-type staticlib)
build=("${archive_of[@]}" -p ferrovirt-c)
sanitizer=()
if [ -n "${SANITIZER:-}" ]; then
    triple=$(rustc -vV | sed -n 's/^host: //p')
    target=$BUILD_DIR/sanitizer
    built=$triple/$built
    build=(env RUSTC_BOOTSTRAP=1 "RUSTFLAGS=-Zsanitizer=$SANITIZER" "${build[@]}" --target "$triple"
        --target-dir "$target")
    sanitizer=("-fsanitize=$SANITIZER")
elif [ "$profile" = dev ]; then
    # Who takes the dev profile has a build of all crates; cargo would make a second one of what they share.
    build=(cargo build --quiet --workspace --all-targets)
fi
built=$target/$built

# The C libraries: one archive from cargo, linked here, because rustc's own list of exports and a version script exclude
# each other.
part_lib() {
    local work=build/c-library include="$dist/include"
    mkdir -p "$work" "$dist/lib/pkgconfig" "$include"
    note "the C library"
    "${build[@]}"
    cargo xtask c-library "$work"
    rm -rf "$include/libvirt"
    cp -r ffi-c/include/libvirt "$include/"
    local aliases
    mapfile -t aliases <"$work/aliases"
    link libvirt.so.0 "${aliases[@]}" -Wl,--whole-archive "$built/libferrovirt_c.a" -Wl,--no-whole-archive \
        -static-libgcc -lm
    for name in libvirt-qemu libvirt-lxc libvirt-admin; do
        link "$name.so.0" -I "$include" -w "$work/$name.so.0.c" -L "$dist/lib" -l:libvirt.so.0
        ln -sf "$name.so.0" "$dist/lib/$name.so"
    done
    ln -sf libvirt.so.0 "$dist/lib/libvirt.so"
    cp "$built/libferrovirt_c.a" "$dist/lib/libvirt.a"
    strip --strip-debug "$dist/lib/libvirt.a"
    cargo xtask pkg-config "$dist"
    cargo xtask api-description "$dist/share/libvirt/api"
    cargo xtask manual "$dist/share/man/man3"
}

# The Go module, with an archive for each architecture; and the same calls as a shared library, with what finds it.
part_go() {
    scripts/setup.sh go
    . scripts/common.sh
    local architectures=${GO_ARCHITECTURES:-$(go env GOARCH)} architecture folder archive
    rm -rf "$dist/go"
    mkdir -p "$dist/go" "$dist/lib/pkgconfig" "$dist/include"
    tar -c -C go --exclude ./internal/native/lib --exclude ./tools . | tar -x -C "$dist/go"
    cp COPYING.LESSER "$dist/go/LICENSE"
    for architecture in $architectures; do
        note "the archive of the Go module for $architecture"
        folder=$dist/go/internal/native/lib/linux_$architecture
        mkdir -p "$folder"
        archive=$(calls_archive "$architecture")
        small_archive "$(binutils "$architecture")" "$archive" "$folder/libferrovirt_calls.a"
    done
    calls_library
    DIST=$dist scripts/try-packages.sh go
}

# exported: the functions that the header declares.
exported() {
    sed -nE '/^static/d; s/^[a-z].*[ *](ferrovirt_[a-z]+)\(.*/\1/p' bindings/calls/include/ferrovirt_calls.h
}

# small_archive TOOLS FILE RESULT: an archive of one object, in which nothing is that no call reaches, and nothing can be
# seen but the calls: a program may have other libraries in Rust.
small_archive() {
    mkdir -p build/calls
    exported >build/calls/names
    local keep
    mapfile -t keep < <(sed 's/^/-u /' build/calls/names | tr ' ' '\n')
    "${1}ld" -r --gc-sections "${keep[@]}" -o build/calls/whole.o "$2"
    "${1}objcopy" --keep-global-symbols=build/calls/names -R .llvmbc -R .llvmcmd --strip-unneeded \
        build/calls/whole.o build/calls/calls.o
    rm -f "$3" build/calls/whole.o
    "${1}ar" rcs "$3" build/calls/calls.o
    rm build/calls/calls.o
}

# triple ARCHITECTURE: as Rust calls it.
triple() {
    case $1 in
        amd64) echo x86_64-unknown-linux-gnu ;;
        arm64) echo aarch64-unknown-linux-gnu ;;
        *) fail "the Go module has no archive for '$1'" ;;
    esac
}

# binutils ARCHITECTURE: what the names of its compiler and tools begin with.
binutils() {
    local triple
    triple=$(triple "$1")
    [ "$1" = "$(go env GOARCH)" ] || echo "${triple/-unknown/}-"
}

# calls_archive ARCHITECTURE: builds the calls, and prints where their archive is.
calls_archive() {
    local triple compiler
    triple=$(triple "$1")
    if [ "$1" = "$(go env GOARCH)" ]; then
        "${archive_of[@]}" -p ferrovirt-calls >&2
        echo "${CARGO_TARGET_DIR:-target}/${profile/#dev/debug}/libferrovirt_calls.a"
        return
    fi
    compiler=$(binutils "$1")gcc
    command -v "$compiler" >/dev/null ||
        fail "an archive for $1 needs $compiler; on Debian: apt-get install gcc-${compiler%-gcc} libc6-dev-$1-cross"
    [ -d "$(rustc --print sysroot)/lib/rustlib/$triple/lib" ] ||
        fail "an archive for $1 needs Rust's standard library for it; run: rustup target add $triple"
    local name=${triple^^}
    env "CARGO_TARGET_${name//-/_}_LINKER=$compiler" \
        "${archive_of[@]}" --target "$triple" -p ferrovirt-calls >&2
    echo "${CARGO_TARGET_DIR:-target}/$triple/${profile/#dev/debug}/libferrovirt_calls.a"
}

# The calls as a shared library: nothing but what the header declares can be seen of it.
calls_library() {
    local archive keep
    archive=$(calls_archive "$(go env GOARCH)")
    cp bindings/calls/include/ferrovirt_calls.h "$dist/include/"
    mkdir -p build/calls
    { echo '{ global:'; exported | sed 's/$/;/'; echo 'local: *; };'; } >build/calls/map
    mapfile -t keep < <(exported | sed 's/^/-Wl,-u,/')
    cc -shared -fPIC -o "$dist/lib/libferrovirt_calls.so.0" -Wl,--version-script=build/calls/map \
        -Wl,-soname,libferrovirt_calls.so.0 -Wl,--gc-sections -Wl,-z,relro -Wl,-z,now "${packed[@]}" \
        "${keep[@]}" "$archive" -static-libgcc -lm -ldl -lpthread
    strip --strip-unneeded "$dist/lib/libferrovirt_calls.so.0"
    ln -sf libferrovirt_calls.so.0 "$dist/lib/libferrovirt_calls.so"
    cat >"$dist/lib/pkgconfig/ferrovirt-calls.pc" <<PC
prefix=\${pcfiledir}/../..
Name: ferrovirt-calls
Description: Ferrovirt's operations by number, for packages of languages
Version: $(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
Libs: -L\${prefix}/lib -lferrovirt_calls
Cflags: -I\${prefix}/include
PC
}

# The wheel says itself, by the symbols that it uses, which libc is old enough for it.
part_python() {
    note "the Python package"
    scripts/setup.sh python
    rm -rf "$dist/python"
    mkdir -p "$dist/python"
    (cd python && "$VENV/bin/maturin" build --locked --profile "$profile" --strip --out "$dist/python")
    [ "${SDIST:-yes}" = no ] || scripts/python-sdist.sh "$dist/python"
    DIST=$dist scripts/try-packages.sh python
}

# The Node package, and the one with the native module for this platform.
part_node() {
    scripts/setup.sh node
    local platform version work=$BUILD_DIR/node-dist native
    note "the Node packages"
    native=$(scripts/build-node.sh --release)
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
    platform=$(node -p 'const libc = process.report.getReport().header.glibcVersionRuntime ? "gnu" : "musl";
        `${process.platform}-${process.arch}-${libc}`')
    rm -rf "$work" "$dist/node"
    mkdir -p "$work/main" "$work/platform" "$dist/node"
    cp -r node/lib node/README.md "$work/main/"
    strip --strip-unneeded -o "$work/platform/ferrovirt.node" "$native"
    tee "$work/main/LICENSE" "$work/platform/LICENSE" <COPYING.LESSER >/dev/null
    node node/tools/manifest.js "$version" "$platform" "$work"
    (cd "$work" && npm pack --silent --pack-destination "$dist/node" ./main ./platform >/dev/null)
    DIST=$dist scripts/try-packages.sh node
}

# A library says in a tenth of the bytes where it points into itself, if the libc that it is made for understands that.
packed=()
if [[ $(readelf --version-info "$(cc -print-file-name=libc.so.6)") == *GLIBC_ABI_DT_RELR* ]]; then
    packed=(-Wl,-z,pack-relative-relocs)
fi

# link FILE ARGUMENT...: a shared library with its version script, stripped.
link() {
    local file=$1
    shift
    cc -shared -fPIC -O2 -o "$dist/lib/$file" -Wl,--version-script="$work/$file.map" -Wl,-soname,"$file" \
        "${sanitizer[@]}" "${packed[@]}" -Wl,--gc-sections -Wl,-z,defs -Wl,-z,relro -Wl,-z,now "$@"
    strip --strip-unneeded "$dist/lib/$file"
}

# The Java package.
part_java() {
    scripts/setup.sh java
    note "the Java package"
    scripts/build-java.sh --release
    mvn -B -q -ntp -f java -DskipTests package
    rm -rf "$dist/java"
    mkdir -p "$dist/java"
    cp java/target/ferrovirt-*.jar "$dist/java/"
    cp java/pom.xml "$dist/java/ferrovirt.pom"
    DIST=$dist scripts/try-packages.sh java
}

# The modules that languages load show nothing but what their language looks for.
host=$(rustc -vV | sed -n 's/^host: //p' | tr a-z- A-Z_)
export "CARGO_TARGET_${host}_LINKER=$ROOT/scripts/link-native.sh"

scripts/setup.sh rust
[ $# -gt 0 ] || set -- lib python java go node
for part in "$@"; do
    declare -F "part_$part" >/dev/null || fail "no such part: $part"
    "part_$part"
done
