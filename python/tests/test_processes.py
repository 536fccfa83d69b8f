"""Threads, forks, subinterpreters, and the end of the interpreter."""

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import ferrovirt
from conftest import domain_xml

PACKAGE = str(Path(ferrovirt.__file__).parent.parent)


def run(program: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": PACKAGE}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60
    )


def test_threads_share_a_connection(connection: ferrovirt.Connection) -> None:
    def life(number: int) -> str:
        domain = connection.define_domain_xml(domain_xml(f"thread-{number}"))
        for _ in range(10):
            domain.create()
            assert domain.is_active()
            domain.destroy()
        domain.undefine()
        return domain.name

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(life, range(8))) == [f"thread-{number}" for number in range(8)]


def test_several_threads_wait_for_events(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    subscriptions = [connection.events(domain) for _ in range(4)]
    seen: list[object] = []
    threads = [threading.Thread(target=lambda one=one: seen.append(next(one))) for one in subscriptions]
    for thread in threads:
        thread.start()
    domain.create()
    for thread in threads:
        thread.join(10)
    assert len(seen) == 4


def test_a_forked_child_opens_its_own_connection() -> None:
    program = """
import os, sys
import ferrovirt
parent = ferrovirt.open("test:///default")
try:
    parent.events().next(timeout=0.01)
except TimeoutError:
    pass
child = os.fork()
if child == 0:
    import asyncio
    import ferrovirt.aio
    connection = ferrovirt.open("test:///default")
    assert connection.hostname()
    async def main():
        async with ferrovirt.aio.open("test:///default") as connection:
            try:
                await connection.events().next(timeout=0.01)
            except TimeoutError:
                return
        raise AssertionError("no time-out")
    asyncio.run(main())
    sys.exit(7)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status))
"""
    done = run(program)
    assert (done.stdout, done.returncode) == ("7\n", 0), done.stderr


def test_the_interpreter_ends_while_threads_wait() -> None:
    program = """
import threading, time
import ferrovirt
connection = ferrovirt.open("test:///default")
for _ in range(8):
    threading.Thread(target=list, args=(connection.events(),), daemon=True).start()
time.sleep(0.05)
"""
    for _ in range(3):
        done = run(program)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.version_info < (3, 13), reason="no interface for subinterpreters that checks modules")
def test_subinterpreters_are_refused() -> None:
    program = """
import _interpreters
interpreter = _interpreters.create()
print(_interpreters.exec(interpreter, "import ferrovirt"))
"""
    done = run(program)
    assert "ImportError" in done.stdout + done.stderr
