#!/usr/bin/env python3
"""compare.py DIFFERENCES REFERENCE OURS: compares what `calls` printed on two libraries.

Prints every difference that DIFFERENCES does not list, and every entry there that is no difference any more. A call that
the reference does not survive is not compared.
"""

import fnmatch
import sys


def read(path):
    """The lines of a run: call to answer."""
    with open(path, encoding="utf-8", errors="replace") as lines:
        return dict(line.rstrip("\n").split(": ", 1) for line in lines if ": " in line)


def entries(path):
    """The patterns of calls that may differ; the lines without indentation say why."""
    with open(path, encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.startswith("    ")]


def main():
    differences, reference, ours = sys.argv[1], read(sys.argv[2]), read(sys.argv[3])
    patterns = entries(differences)
    used = set()
    unlisted = 0
    compared = 0
    for call, expected in reference.items():
        if expected == "crash":
            continue
        compared += 1
        answer = ours.get(call, "no answer")
        if answer == expected:
            continue
        matching = [pattern for pattern in patterns if fnmatch.fnmatchcase(call, pattern)]
        used.update(matching)
        if not matching or answer == "crash":
            unlisted += 1
            print(f"{call}: {answer}, the reference: {expected}")
    crashed = [call for call, answer in ours.items() if answer == "crash"]
    for call in crashed:
        print(f"{call}: crash")
    stale = [pattern for pattern in patterns if pattern not in used]
    for pattern in stale:
        print(f"listed, and no difference: {pattern}")
    print(f"{compared} calls compared, {unlisted} differ without a reason, {len(crashed)} crash")
    return 1 if unlisted or crashed or stale or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
