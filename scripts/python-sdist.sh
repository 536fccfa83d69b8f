#!/bin/bash
# scripts/python-sdist.sh DIRECTORY: the Python package's sources in DIRECTORY, with every crate that they need, so that
# building them asks no registry. Crates for other systems are there by name only.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

[ $# = 1 ] || fail "usage: scripts/python-sdist.sh DIRECTORY"
mkdir -p "$1"
target=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd python && "$VENV/bin/maturin" sdist --out "$work" >&2)
archive=$(basename "$work"/*.tar.gz)
name=${archive%.tar.gz}
tar -C "$work" -xzf "$work/$archive"
rm "$work/$archive"
cd "$work/$name"
mkdir .cargo
# The crates, and the configuration that finds them; the lock file loses what only the rest of the workspace needs.
cargo vendor vendor >.cargo/config.toml 2>/dev/null
grep -q vendored-sources .cargo/config.toml || fail "cargo vendor did not say how its crates are found"
"$VENV/bin/python" - <<'PYTHON'
"""Empties the vendored crates that no Linux build compiles; their manifests stay, because cargo reads all of them."""

import json
import pathlib
import shutil
import subprocess

command = ["cargo", "metadata", "--format-version=1", "--offline", "--locked"]
for architecture in ("x86_64", "aarch64"):
    for library in ("gnu", "musl"):
        command += ["--filter-platform", f"{architecture}-unknown-linux-{library}"]
found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
needed = {node["id"] for node in found["resolve"]["nodes"]}
kept = {pathlib.Path(package["manifest_path"]).parent for package in found["packages"] if package["id"] in needed}
for crate in pathlib.Path("vendor").resolve().iterdir():
    if crate in kept:
        continue
    for entry in crate.iterdir():
        if entry.name in ("Cargo.toml", ".cargo-checksum.json"):
            continue
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    (crate / "src").mkdir()
    (crate / "src/lib.rs").touch()
    checksum = crate / ".cargo-checksum.json"
    checksum.write_text(json.dumps({"files": {}, "package": json.loads(checksum.read_text()).get("package")}))
PYTHON
cargo metadata --format-version=1 --offline --locked >/dev/null
cd "$work"
tar --sort=name --owner=0 --group=0 --numeric-owner -czf "$target/$archive" "$name"
