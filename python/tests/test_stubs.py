"""The types that the package states: complete, strict, and true."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parent


def run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=PACKAGE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_package_and_tests_are_strictly_typed() -> None:
    run("mypy", "--strict", "--cache-dir=/dev/null", "ferrovirt", "tests")


def test_another_checker_agrees() -> None:
    # Pyright itself would fetch its program; this is the same with the program in its wheel.
    run("basedpyright", "--project", ".", "--pythonpath", sys.executable)


def test_stubs_agree_with_the_module() -> None:
    run("mypy.stubtest", "--mypy-config-file=pyproject.toml", "ferrovirt._native")
