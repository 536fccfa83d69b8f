"""Memory stays flat: connecting, listing and closing, and documents there and back.

`FERROVIRT_TEST_CYCLES` says how often; a million of each is the long form.
"""

import asyncio
import gc
import os
from collections.abc import Callable

import pytest

import ferrovirt
import ferrovirt.aio
from ferrovirt.xml import domain as xml

CYCLES = int(os.environ.get("FERROVIRT_TEST_CYCLES", "2000"))

# What allocators keep for later, and Python's own caches.
ALLOWED_GROWTH = 4 << 20


def resident() -> int:
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def connect_list_close() -> None:
    with ferrovirt.open("test:///default") as connection:
        assert [domain.name for domain in connection.list_all_domains()] == ["test"]


def fail() -> None:
    with pytest.raises(ferrovirt.NoConnectError):
        ferrovirt.open("bogus:///default")


DOCUMENT = """<domain type='kvm'>
  <name>guest</name>
  <memory unit='KiB'>65536</memory>
  <os><type arch='x86_64'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><source file='/disk'/><target dev='vda' bus='virtio'/></disk>
    <interface type='network'><source network='default'/></interface>
  </devices>
</domain>"""


def convert() -> None:
    assert "<name>guest</name>" in xml.Domain.from_xml(DOCUMENT).to_xml()


@pytest.mark.parametrize("cycle", [connect_list_close, fail, convert])
def test_memory_stays_flat(cycle: Callable[[], None]) -> None:
    for _ in range(CYCLES // 4):
        cycle()
    before = resident()
    for _ in range(CYCLES):
        cycle()
    growth = resident() - before
    print(f"{cycle.__name__}: {CYCLES} cycles, {before >> 10} KiB and {growth >> 10} KiB more")
    assert growth < ALLOWED_GROWTH


def test_memory_stays_flat_for_awaited_calls() -> None:
    async def cycle() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            events = connection.events()
            [domain] = await connection.list_all_domains()
            with pytest.raises(ferrovirt.OperationTimeoutError):
                await events.next(timeout=0)
            assert (await domain.info()).vcpus == 2

    async def main() -> int:
        for _ in range(CYCLES // 4):
            await cycle()
        before = resident()
        for _ in range(CYCLES):
            await cycle()
        return resident() - before

    assert asyncio.run(main()) < ALLOWED_GROWTH
