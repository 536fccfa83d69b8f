"""Callbacks of `ferrovirt.libvirt`: in the default loop, in a program's own, in asyncio."""

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any, get_args

import ferrovirt
from ferrovirt import _native as native
from ferrovirt.libvirt import _event_kinds as kinds

HANG = 120


def run(program: str) -> list[str]:
    """The lines that a program prints: a loop is there once for a process, so each test has its own."""
    text = textwrap.dedent(program)
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=Path(__file__).parent.parent, capture_output=True, text=True, timeout=HANG
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


BEGINNING = """
import ferrovirt.libvirt as libvirt
libvirt.virEventRegisterDefaultImpl()
conn = libvirt.open("test:///default")
dom = conn.lookupByName("test")
seen = []
def until(count):
    while len(seen) < count:
        libvirt.virEventRunDefaultImpl()
"""


def test_steps_of_a_life_come_in_order() -> None:
    program = """
number = conn.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
    lambda conn, dom, event, detail, opaque: seen.append((dom.name(), dom.ID(), event, detail, opaque)), "mine")
dom.suspend(); dom.resume(); dom.destroy(); dom.create()
until(4)
for line in seen: print(*line)
conn.domainEventDeregisterAny(number)
"""
    events = run(BEGINNING + program)
    assert [line.split()[0] for line in events] == ["test"] * 4
    assert [line.split()[2] for line in events] == ["3", "4", "5", "2"]
    assert all(line.endswith(" mine") for line in events)


def test_events_are_those_of_one_object_and_one_kind() -> None:
    program = """
other = conn.defineXML("<domain type='test'><name>other</name><memory>65536</memory><os><type>hvm</type></os></domain>")
conn.domainEventRegisterAny(other, 0, lambda conn, dom, *rest: seen.append(dom.UUIDString() == other.UUIDString()), None)
conn.domainEventRegisterAny(dom, libvirt.VIR_DOMAIN_EVENT_ID_REBOOT, lambda *rest: seen.append("reboot"), None)
dom.suspend()
other.create()
until(1)
print(seen)
"""
    assert run(BEGINNING + program) == ["[True]"]


def test_networks_pools_and_old_registrations_tell_too() -> None:
    program = """
conn.networkEventRegisterAny(None, 0, lambda conn, net, event, detail, opaque: seen.append(net.name()), None)
conn.storagePoolEventRegisterAny(None, 0, lambda conn, pool, event, detail, opaque: seen.append(pool.name()), None)
conn.domainEventRegister(lambda conn, dom, event, detail, opaque: seen.append(dom.name()), None)
conn.networkLookupByName("default").destroy()
conn.storagePoolLookupByName("default-pool").destroy()
dom.destroy()
until(3)
print(*seen)
"""
    assert run(BEGINNING + program) == ["default default-pool test"]


def test_a_callback_that_fails_ends_nothing() -> None:
    program = """
import sys
sys.excepthook = lambda kind, error, traceback: print("shown", error)
def fail(*arguments):
    seen.append(1)
    raise ValueError("mine")
conn.domainEventRegisterAny(None, 0, fail, None)
dom.suspend(); dom.resume()
until(2)
"""
    assert run(BEGINNING + program) == ["shown mine"] * 2


def test_without_a_loop_there_are_no_callbacks() -> None:
    program = """
    import ferrovirt.libvirt as libvirt
    conn = libvirt.open("test:///default")
    try:
        conn.domainEventRegisterAny(None, 0, print, None)
    except libvirt.libvirtError as error:
        print(error)
    """
    assert run(program) == ["internal error: could not initialize domain event timer"]


def test_handles_and_timeouts_of_programs_are_served() -> None:
    program = """
import os
read, write = os.pipe()
os.write(write, b"x")
def ready(watch, fd, events, opaque):
    seen.append((events, os.read(fd, 1), opaque))
    libvirt.virEventRemoveHandle(watch)
def due(timer, opaque):
    seen.append(opaque)
    libvirt.virEventRemoveTimeout(timer)
libvirt.virEventAddHandle(read, libvirt.VIR_EVENT_HANDLE_READABLE, ready, "file")
until(1)
libvirt.virEventAddTimeout(1, due, "time")
until(2)
print(seen)
for remove in (libvirt.virEventRemoveHandle, libvirt.virEventRemoveTimeout):
    try:
        remove(99)
    except libvirt.libvirtError as error:
        print(error)
"""
    failed = ["virEventRemoveHandle() failed", "virEventRemoveTimeout() failed"]
    assert run(BEGINNING + program) == ["[(1, b'x', 'file'), 'time']", *failed]


def test_a_program_can_bring_its_own_loop() -> None:
    program = """
    import time
    import ferrovirt.libvirt as libvirt
    timers = {}
    def add(timeout, callback, opaque):
        timers[len(timers) + 1] = [timeout, callback, opaque]
        return len(timers)
    def update(timer, timeout):
        timers[timer][0] = timeout
    def remove(timer):
        del timers[timer]
        return 0
    libvirt.virEventRegisterImpl(None, None, None, add, update, remove)
    conn = libvirt.open("test:///default")
    seen = []
    number = conn.domainEventRegisterAny(None, 0, lambda *arguments: seen.append(arguments[2]), None)
    conn.lookupByName("test").destroy()
    while not seen:
        time.sleep(0.01)
        for number, (timeout, callback, opaque) in list(timers.items()):
            if timeout == 0:
                callback(number, opaque)
    conn.domainEventDeregisterAny(0)
    print(seen, timers)
    """
    assert run(program) == ["[5] {}"]


def test_asyncio_can_be_the_loop() -> None:
    program = """
    import asyncio
    import ferrovirt.libvirt as libvirt
    import ferrovirt.libvirtaio as libvirtaio

    async def main():
        events = libvirtaio.virEventRegisterAsyncIOImpl()
        assert libvirtaio.getCurrentImpl() is events and events.is_idle()
        conn = libvirt.open("test:///default")
        changed = asyncio.Event()
        number = conn.domainEventRegisterAny(None, 0, lambda *arguments: changed.set(), None)
        conn.lookupByName("test").destroy()
        await asyncio.wait_for(changed.wait(), 60)
        conn.domainEventDeregisterAny(number)
        await events.drain()
        print(events.is_idle())

    asyncio.run(main())
    """
    assert run(program) == ["True"]


def test_a_stream_tells_when_it_can_be_read() -> None:
    program = """
stream = conn.newStream(libvirt.VIR_STREAM_NONBLOCK)
dom.screenshot(stream, 0)
parts = []
def ready(stream, events, opaque):
    part = stream.recv(1000)
    parts.append(part)
    if not part:
        stream.eventRemoveCallback()
        seen.append(1)
stream.eventAddCallback(libvirt.VIR_STREAM_EVENT_READABLE, ready, None)
until(1)
stream.finish()
print(b"".join(parts)[1:4])
"""
    assert run(BEGINNING + program) == ["b'PNG'"]




def test_a_child_has_a_loop_of_its_own() -> None:
    program = """
import os
conn.domainEventRegisterAny(None, 0, lambda conn, dom, event, *rest: seen.append(event), None)
child = os.fork()
if child == 0:
    seen.clear()
    libvirt.virEventRegisterDefaultImpl()
    conn = libvirt.open("test:///default")
    conn.domainEventRegisterAny(None, 0, lambda conn, dom, event, *rest: seen.append(event), None)
    conn.lookupByName("test").destroy()
    until(1)
    os._exit(seen[0])
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
dom.suspend()
until(1)
print(seen)
"""
    assert run(BEGINNING + program) == ["5", "[3]"]


def test_every_kind_of_event_has_a_number() -> None:
    for table, union in (
        (kinds.DOMAIN, ferrovirt.DomainEventKind),
        (kinds.NETWORK, ferrovirt.NetworkEventKind),
        (kinds.STORAGE_POOL, ferrovirt.StoragePoolEventKind),
        (kinds.NODE_DEVICE, ferrovirt.NodeDeviceEventKind),
        (kinds.SECRET, ferrovirt.SecretEventKind),
    ):
        assert list(table) == list(range(len(table)))
        assert {kind for kind, _ in table.values()} == set(get_args(union))


def test_callbacks_get_plain_numbers_lists_and_dictionaries() -> None:
    def given(number: int, event: Any) -> list[Any]:
        kind, arguments = kinds.DOMAIN[number]
        assert isinstance(event, kind)
        values = arguments(event)
        assert all(type(value) in (int, str, list, dict, type(None)) for value in values)
        return list(values)

    failed = native.DomainIoError("/disk", "virtio-disk0", ferrovirt.DomainEventIoErrorAction.PAUSE, "enospc")
    assert given(4, failed) == ["/disk", "virtio-disk0", 1]
    assert given(6, failed) == ["/disk", "virtio-disk0", 1, "enospc"]
    job = native.DomainBlockJob(
        "vda", "/disk", ferrovirt.DomainBlockJobType.PULL, ferrovirt.DomainBlockJobStatus.COMPLETED
    )
    assert (given(8, job), given(16, job)) == (["/disk", 1, 0], ["vda", 1, 0])
    address = native.DomainEventGraphicsAddress("ipv6", "::1", "5900")
    name = native.DomainEventGraphicsSubjectIdentity("x509dname", "anna")
    graphics = native.DomainGraphics(ferrovirt.DomainEventGraphicsPhase.INITIALIZE, address, address, "none", [name])
    end = {"family": 1, "node": "::1", "service": "5900"}
    assert given(5, graphics) == [1, end, end, "none", [("x509dname", "anna")]]
    assert given(21, native.DomainJobCompleted({"time_elapsed": 5})) == [{"time_elapsed": 5}]
