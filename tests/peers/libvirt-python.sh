#!/usr/bin/env bash
# tests/peers/libvirt-python.sh: what was written for libvirt-python, on ferrovirt.libvirt with the imports changed: its own
# tests and its examples. With libvirt's library and headers installed, libvirt-python itself is built too: it must have
# the same constants, methods and parameters, each method must answer in the same shape, and callbacks must get the same.
# The native module must be built (scripts/build-python.sh); libvirt-python's sources come from its package index.
#   LIBVIRT_PYTHON, LIBVIRT_PYTHON_EXAMPLES   the releases whose tests and examples are taken
set -euo pipefail
. "$(dirname "$0")/../../scripts/common.sh"
cd "$ROOT"

HERE=$ROOT/tests/peers
KEPT=$ROOT/build/peers
PYTHON=$KEPT/venv/bin/python
URI=test:///default
release=${LIBVIRT_PYTHON:-12.8.0}
examples=${LIBVIRT_PYTHON_EXAMPLES:-11.3.0}

[ -e python/ferrovirt/_native.abi3.so ] || fail "python/ferrovirt has no native module: run scripts/build-python.sh first"
[ -x "$PYTHON" ] || python3 -m venv "$KEPT/venv"
"$PYTHON" -c 'import lxml, pytest, setuptools, wheel' 2>/dev/null ||
    "$KEPT/venv/bin/pip" install --quiet --disable-pip-version-check lxml pytest setuptools wheel
# The sources ask pkg-config for libvirt even to be unpacked; what make dist gives will do.
[ ! -d "$ROOT/dist/lib/pkgconfig" ] || export PKG_CONFIG_PATH=${PKG_CONFIG_PATH:-$ROOT/dist/lib/pkgconfig}
for version in "$release" "$examples"; do
    [ ! -d "$KEPT/libvirt-python-$version" ] || continue
    "$KEPT/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: --no-build-isolation \
        -d "$KEPT" "libvirt-python==$version"
    mkdir "$KEPT/libvirt-python-$version"
    tar -xf "$KEPT"/libvirt?python-"$version".tar.gz -C "$KEPT/libvirt-python-$version" --strip-components=1
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$KEPT/libvirt-python-$release/tests" "$work/tests"
cp -r "$KEPT/libvirt-python-$examples/examples" "$work/examples"
"$PYTHON" "$HERE/change_import.py" "$work"
export PYTHONPATH=$ROOT/python
failed=0

note "its tests"
coverage=
! pkg-config --exists libvirt || coverage=1
(cd "$work/tests" && LIBVIRT_API_COVERAGE=$coverage "$PYTHON" -m pytest -q -p no:cacheprovider .) || failed=1

# example COMMAND...: an example must end well within a minute.
example() {
    if (cd "$work/examples" && LIBVIRT_DEFAULT_URI=$URI timeout 60 "$PYTHON" "$@") >"$work/output" 2>&1; then
        echo "$1: passed"
    elif grep -q "No module named 'libxml2'" "$work/output"; then
        echo "$1: skipped, as it needs the module libxml2"
    else
        echo "$1: failed"
        tail -5 "$work/output"
        failed=1
    fi
}

note "its examples"
mkdir "$work/saved"
# A driver in the process has no other end that could be probed, in the reference neither.
sed -i '/setKeepAlive/d' "$work/examples/event-test.py"
example dhcpleases.py "$URI" default
example domipaddrs.py "$URI" test
example dominfo.py test
example domsave.py "$work/saved"
example nodestats.py
example topology.py
example guest-vcpus/guest-vcpu.py --config test 1 "$URI"
for loop in native poll asyncio; do
    example event-test.py --loop "$loop" --timeout 1 "$URI"
done

unset PYTHONPATH
if ! pkg-config --exists libvirt || ! "$KEPT/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps \
    --no-build-isolation --no-cache-dir --target "$work/reference" "$KEPT/libvirt-python-$release" 2>"$work/output"; then
    note "libvirt-python itself cannot be built here: nothing to compare with"
    exit "$failed"
fi
note "beside libvirt-python itself"
for module in libvirt ferrovirt.libvirt; do
    path=$work/reference
    [ "$module" = libvirt ] || path=$ROOT/python
    PYTHONPATH=$path "$PYTHON" "$HERE/libvirt_python_calls.py" "$module" >"$work/$module.names"
    PYTHONPATH=$path "$PYTHON" "$HERE/libvirt_python_calls.py" "$module" --constants | sort >"$work/$module.constants"
    PYTHONPATH=$path "$PYTHON" "$HERE/libvirt_python_calls.py" "$module" "$work/libvirt.names" >"$work/$module.calls" \
        2>"$work/$module.errors"
    PYTHONPATH=$path timeout 300 "$PYTHON" "$HERE/libvirt_python_events.py" "$module" >"$work/$module.events" 2>&1 ||
        failed=1
done
diff "$work/libvirt.names" "$work/ferrovirt.libvirt.names" || failed=1
lacking=$(comm -23 "$work/libvirt.constants" "$work/ferrovirt.libvirt.constants")
[ -z "$lacking" ] || { printf 'constants that are lacking or differ:\n%s\n' "$lacking"; failed=1; }
diff "$work/libvirt.events" "$work/ferrovirt.libvirt.events" || failed=1
"$PYTHON" "$HERE/compare_calls.py" "$work/libvirt.calls" "$work/ferrovirt.libvirt.calls" || failed=1
exit "$failed"
