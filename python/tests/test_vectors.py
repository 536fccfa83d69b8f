"""The behaviour that all languages share: every test of tests/vectors, on both faces."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

import ferrovirt
import ferrovirt.aio

from vectors import Runner, all_tests

TESTS = dict(all_tests())


@pytest.mark.parametrize("face", [ferrovirt, ferrovirt.aio], ids=["blocking", "aio"])
@pytest.mark.parametrize("name", TESTS)
def test_vector(name: str, face: Any) -> None:
    asyncio.run(Runner(face).run(TESTS[name]))
    ran(name)


def ran(name: str) -> None:
    """Tells `cargo xtask vectors` what ran here."""
    if folder := os.environ.get("FERROVIRT_VECTORS_RAN"):
        with (Path(folder) / "python").open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")
