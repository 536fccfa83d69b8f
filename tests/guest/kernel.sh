#!/bin/bash
# Fetches Debian's cloud kernel for the test guest:
#   build/guest/vmlinuz          the kernel
#   build/guest/kernel-release   what `uname -r` says in it
#   build/guest/modules/         the modules of tests/guest/modules with their dependencies,
#                                and `early` and `late`: their names in the order to load them
# Needs no root: it unpacks the package and installs nothing.
set -euo pipefail
. "$(dirname "$0")/../../scripts/common.sh"

meta=linux-image-cloud-amd64
list=$ROOT/tests/guest/modules
out=$GUEST_DIR
work=$(mktemp -d "${TMPDIR:-/tmp}/ferrovirt-kernel.XXXXXX")
trap 'rm -rf "$work"' EXIT

package=$(apt-cache depends --important "$meta" 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-[^ ]*\)$/\1/p' | head -n 1)
[ -n "$package" ] || fail "the package lists don't know '$meta'; run: apt-get update"
note "fetching $package"
# apt drops privileges to a user that can't write here, and warns; it is told not to.
(cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$package") || fail "'$package' could not be fetched"
dpkg-deb -x "$work"/linux-image-*.deb "$work/root"

release=${package#linux-image-}
tree=$work/root/lib/modules/$release
busybox depmod -b "$work/root" "$release"

# The modules that one needs come after it in modules.dep, nearest first; insmod wants the reverse.
mkdir -p "$work/modules"
phase=early
: >"$work/modules/early"
: >"$work/modules/late"
while read -r name; do
    case $name in
        '' | '#'*) continue ;;
        late) phase=late; continue ;;
    esac
    pattern=$(printf '%s' "$name" | sed 's/[-_]/[-_]/g')
    line=$(grep -E "(^|/)$pattern\.ko:" "$tree/modules.dep") || fail "'$package' has no module '$name'"
    for path in $(printf '%s\n' "$line" | tr -d ':' | tr ' ' '\n' | tac); do
        file=${path##*/}
        [ -e "$work/modules/$file" ] && continue
        # Byte for byte: a changed module loses its signature, which a kernel started by secure boot insists on.
        cp "$tree/$path" "$work/modules/$file"
        echo "$file" >>"$work/modules/$phase"
    done
done <"$list"

mkdir -p "$out"
rm -rf "$out/modules"
cp "$work/root/boot/vmlinuz-$release" "$out/vmlinuz.new"
cp -r "$work/modules" "$out/modules"
echo "$release" >"$out/kernel-release"
# Last, so that an interrupted run is noticed and repeated: the list that this was made from.
mv "$out/vmlinuz.new" "$out/vmlinuz"
cp "$list" "$out/modules/list"
