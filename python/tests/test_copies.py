"""Everything that is a value can be copied and sent elsewhere: documents, records, enumerations, errors."""

import copy
import pickle
from typing import Any

import pytest

import ferrovirt
from ferrovirt.xml import domain as xml


def document() -> xml.Domain:
    return xml.Domain(
        domain_type=xml.DomainType.KVM,
        name="gäst",
        memory=xml.Memory(unit=xml.SizeUnit.GIBIBYTES, value=1),
        os=xml.Os(os_type=xml.OsType(kind=xml.OsKind.HVM)),
        devices=xml.Devices(
            disks=[xml.Disk(source=xml.DiskSourceFile(file="/disk.raw"), target=xml.DiskTarget(dev="vda"))],
            interfaces=[xml.Interface(source=xml.InterfaceSourceUser(), model="virtio")],
        ),
    )


def records(connection: ferrovirt.Connection) -> list[Any]:
    domain = connection.lookup_domain_by_name("test")
    with connection.events() as events:
        domain.suspend()
        event = events.next(timeout=60.0)
        domain.resume()
    statistics = connection.all_domain_stats()[0].parameters
    return [domain.info(), domain.state(), connection.node_info(), event, statistics, domain.uuid]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_values_survive_pickling(connection: ferrovirt.Connection, protocol: int) -> None:
    flags = ferrovirt.DomainXmlFlags.SECURE | ferrovirt.DomainXmlFlags.INACTIVE
    for value in [document(), ferrovirt.DomainState.RUNNING, flags, xml.DomainType.KVM, *records(connection)]:
        there_and_back = pickle.loads(pickle.dumps(value, protocol))
        assert there_and_back == value
        assert type(there_and_back) is type(value)


def test_values_can_be_copied(connection: ferrovirt.Connection) -> None:
    for value in [document(), ferrovirt.DomainState.RUNNING, *records(connection)]:
        assert copy.copy(value) == value
        assert copy.deepcopy(value) == value


def test_a_deep_copy_of_a_document_shares_nothing() -> None:
    one = document()
    for other in (copy.deepcopy(one), one.copy(), pickle.loads(pickle.dumps(one))):
        assert other == one
        assert other.devices is not None
        other.devices.disks[0].target = xml.DiskTarget(dev="vdb")
        assert other != one
    assert "vdb" not in one.to_xml()


def test_errors_can_be_copied(connection: ferrovirt.Connection) -> None:
    with pytest.raises(ferrovirt.NoDomainError) as caught:
        connection.lookup_domain_by_name("nobody")
    for error in (copy.copy(caught.value), copy.deepcopy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert type(error) is ferrovirt.NoDomainError
        assert vars(error) == vars(caught.value)


def test_handles_are_bound_to_their_process(connection: ferrovirt.Connection) -> None:
    for handle in (connection, connection.lookup_domain_by_name("test")):
        with pytest.raises(TypeError):
            pickle.dumps(handle)
