"""The programs of the guide and of the project's page, each run as a program of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent
PAGES = "".join((PACKAGE.parent / page).read_text() for page in ("docs/python.md", "README.md"))
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", PAGES, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_program_of_the_guide_runs(number: int) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAMS[number]],
        cwd=PACKAGE,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout and not done.stderr


def test_the_guide_has_its_programs() -> None:
    assert len(PROGRAMS) >= 9
