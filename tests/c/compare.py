#!/usr/bin/env python3
"""compare.py DIFFERENCES OURS [REFERENCE]: what `calls` printed on our libraries, beside what it printed on the reference's.

Prints every call of ours that crashes or never ends, every difference that DIFFERENCES does not list, and every entry
there that is no difference any more. A call that the reference does not survive is not compared.
"""

import fnmatch
import sys

# What stands for a call that did not come back.
LOST = ("crash", "no end")


def read(path):
    """The lines of a run: call to answer."""
    with open(path, encoding="utf-8", errors="replace") as lines:
        return dict(line.rstrip("\n").split(": ", 1) for line in lines if ": " in line)


def entries(path):
    """What may differ, as DIFFERENCES says: patterns of the call, the reference's answer and ours, and the line."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("    "):
                call, _, answers = line.strip().partition(": ")
                theirs, _, own = answers.partition(" => ")
                yield call, theirs or "*", own or "*", line.strip()


def compare(differences, ours, reference):
    """Prints the differences without a reason, and says how many there are."""
    known = list(entries(differences))
    used = set()
    unlisted = compared = 0
    for call, expected in reference.items():
        if expected in LOST:
            continue
        compared += 1
        answer = ours.get(call, "no answer")
        if answer == expected:
            continue
        reasons = {
            line
            for pattern, theirs, own, line in known
            if fnmatch.fnmatchcase(call, pattern)
            and fnmatch.fnmatchcase(expected, theirs)
            and fnmatch.fnmatchcase(answer, own)
        }
        used |= reasons
        if not reasons:
            unlisted += 1
            print(f"{call}: {answer}, the reference: {expected}")
    stale = [line for *_, line in known if line not in used]
    for line in stale:
        print(f"listed, and no difference: {line}")
    print(f"{compared} calls compared, {unlisted} differ without a reason")
    return unlisted + len(stale) + (not compared)


def main():
    differences, ours = sys.argv[1], read(sys.argv[2])
    lost = [f"{call}: {answer}" for call, answer in ours.items() if answer in LOST]
    for line in lost:
        print(line)
    print(f"{len(ours)} calls made, {len(lost)} without an answer")
    failures = len(lost) + (not ours)
    if len(sys.argv) > 3:
        failures += compare(differences, ours, read(sys.argv[3]))
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
