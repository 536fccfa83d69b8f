#!/bin/bash
# scripts/smallest-language.sh ARCHIVE: the C program that tries what a new language needs, with this archive of the calls.
set -euo pipefail
. "$(dirname "$0")/common.sh"
cd "$ROOT"

mkdir -p build/smallest-language
cc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -I bindings/calls/include -o build/smallest-language/program \
    tests/smallest-language/program.c "${1:?which archive}" -lm -ldl -lpthread
build/smallest-language/program
