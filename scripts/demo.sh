#!/bin/bash
# scripts/demo.sh: from a fresh Debian machine to a running guest, driven from Python.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

[ -e scripts/build-python.sh ] && [ -e python/examples/demo.py ] ||
    needs_user "demo: the Python package is not part of this tree yet"

note "1/3 tools"
scripts/setup.sh all
note "2/3 test guest"
scripts/guest.sh
domain_type=$(scripts/kvm-works.sh)
note "3/3 Ferrovirt and its Python package"
scripts/build-python.sh

echo
PYTHONPATH=python exec "$VENV/bin/python" python/examples/demo.py --guest "$GUEST_DIR" --domain-type "$domain_type"
