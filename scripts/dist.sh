#!/bin/bash
# scripts/dist.sh [PART...]: makes everything that is given away, or the named parts, in dist/.
#   lib     dist/lib (the C libraries and their pkg-config files), dist/include/libvirt, API descriptions, man pages
# DIST=DIR puts it there instead. PROFILE=dev takes the libraries from cargo's dev profile: quick to build while one works
# on them, large and slow to use. SANITIZER=address makes them with the compiler's sanitizer, for programs that have it too.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

target=${CARGO_TARGET_DIR:-target}
profile=${PROFILE:-dist}
dist=${DIST:-$ROOT/dist}
# The folder of the dev profile has another name.
built=${profile/#dev/debug}
# Who takes the dev profile has a build of all crates; cargo would make a second one of what they share.
build=(cargo build --quiet --profile "$profile")
sanitizer=()
if [ -n "${SANITIZER:-}" ]; then
    triple=$(rustc -vV | sed -n 's/^host: //p')
    target=$BUILD_DIR/sanitizer
    built=$triple/$built
    build=(env RUSTC_BOOTSTRAP=1 "RUSTFLAGS=-Zsanitizer=$SANITIZER" "${build[@]}" --target "$triple"
        --target-dir "$target" -p ferrovirt-c)
    sanitizer=("-fsanitize=$SANITIZER")
elif [ "$profile" = dev ]; then
    build+=(--workspace --all-targets)
else
    build+=(-p ferrovirt-c)
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

scripts/setup.sh rust
[ $# -gt 0 ] || set -- lib
for part in "$@"; do
    declare -F "part_$part" >/dev/null || fail "no such part: $part"
    "part_$part"
done
