"""Compares what `libvirt_python_calls.py` printed for two modules: compare_calls.py REFERENCE OURS.

What the reference gives, ours must give. Drivers differ in what they can do: where the reference has an error, ours may
have an answer, or another error.
"""

import sys


def lines(path: str) -> dict[str, str]:
    """The methods and what came of them."""
    with open(path) as file:
        return dict(line.rstrip("\n").split(" -> ", 1) for line in file)


def is_error(result: str) -> bool:
    return result.startswith("error ") or result.endswith("Error")


def main() -> int:
    reference, ours = lines(sys.argv[1]), lines(sys.argv[2])
    answered = {name: result for name, result in reference.items() if not is_error(result)}
    wrong = {name for name, result in answered.items() if ours.get(name) != result}
    # A program's mistake is no error of the interface, and the other way round.
    wrong |= {name for name, result in ours.items() if result.endswith("Error") and reference.get(name) != result}
    for name in sorted(wrong):
        print(f"{name}\n  reference: {reference.get(name)}\n  ours:      {ours.get(name)}")
    print(f"{len(reference)} methods called, {len(answered)} answered by the reference, {len(wrong)} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
