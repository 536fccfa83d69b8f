"""A real guest in QEMU: its life, its document, and what QEMU's monitor tells."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import ferrovirt
from ferrovirt import DomainLifecycle, DomainState, MonitorEvent
from ferrovirt.xml import domain as xml

pytestmark = pytest.mark.skipif(shutil.which("qemu-system-x86_64") is None, reason="QEMU is not installed")

# A busy machine may take its time.
PATIENCE = 120.0


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[ferrovirt.Connection]:
    with ferrovirt.open(f"qemu:///embed?root={tmp_path}") as connection:
        yield connection


@pytest.fixture
def guest(connection: ferrovirt.Connection) -> Iterator[ferrovirt.Domain]:
    """A guest that has nothing to boot; its firmware runs all the same."""
    guest = connection.define_domain_xml(
        xml.Domain(
            domain_type=xml.DomainType(os.environ.get("FERROVIRT_TEST_DOMAIN_TYPE", "qemu")),
            name="gäst",
            memory=xml.Memory(unit=xml.SizeUnit.MEBIBYTES, value=64),
            vcpu=xml.Vcpu(count=1),
            os=xml.Os(os_type=xml.OsType(kind=xml.OsKind.HVM, arch="x86_64", machine="q35")),
        ),
        timeout=PATIENCE,
    )
    yield guest
    if guest.is_active():
        guest.destroy()
    guest.undefine()


def test_events_of_the_monitor_arrive_in_order(connection: ferrovirt.Connection, guest: ferrovirt.Domain) -> None:
    guest.create(timeout=PATIENCE)
    with connection.monitor_events() as everything, connection.monitor_events(guest, "RESUME") as resumed:
        guest.suspend(timeout=PATIENCE)
        guest.resume(timeout=PATIENCE)
        names = []
        while "RESUME" not in names:
            event = everything.next(timeout=PATIENCE)
            assert isinstance(event, MonitorEvent)
            assert event.domain.name == "gäst"
            assert event.seconds > 0
            names.append(event.name)
        assert names.index("STOP") < names.index("RESUME")
        event = resumed.next(timeout=PATIENCE)
        assert isinstance(event, MonitorEvent) and event.name == "RESUME"
        assert resumed.try_next() is None


def test_a_life(connection: ferrovirt.Connection, guest: ferrovirt.Domain) -> None:
    with connection.events(guest) as events:
        guest.create_with_flags(ferrovirt.DomainCreateFlags.PAUSED, timeout=PATIENCE)
        assert guest.info().state is DomainState.PAUSED
        answer = json.loads(guest.qemu_monitor_command('{"execute": "query-status"}', timeout=PATIENCE))
        assert answer["return"]["running"] is False
        guest.resume(timeout=PATIENCE)
        live = xml.Domain.from_xml(guest.xml_desc(), strict=True)
        assert live.name == "gäst" and live.id == guest.id
        guest.destroy(timeout=PATIENCE)
        steps = []
        while "STOPPED" not in steps:
            event = events.next(timeout=PATIENCE)
            assert isinstance(event, ferrovirt.DomainEvent)
            if isinstance(event.kind, DomainLifecycle):
                steps.append(event.kind.event.name)
    assert steps[0] == "STARTED"
    assert "RESUMED" in steps
