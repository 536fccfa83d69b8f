"""Enumerations, flags and records."""

import copy
import enum
import pickle

import pytest

import ferrovirt
from ferrovirt import DomainInfo, DomainState


def test_enumerations_and_flags() -> None:
    assert issubclass(DomainState, enum.IntEnum)
    assert DomainState(1) is DomainState.RUNNING
    assert issubclass(ferrovirt.DomainXmlFlags, enum.IntFlag)
    assert ferrovirt.DomainXmlFlags.SECURE | ferrovirt.DomainXmlFlags.INACTIVE == 3


def test_flags_are_taken_as_numbers_too(domain: ferrovirt.Domain) -> None:
    assert domain.xml_desc(2) == domain.xml_desc(ferrovirt.DomainXmlFlags.INACTIVE)  # type: ignore[arg-type]


def test_enumerations_refuse_unknown_numbers(domain: ferrovirt.Domain) -> None:
    with pytest.raises(ValueError, match="99 is not a valid KeycodeSet"):
        domain.send_key(99, 0, [1])  # type: ignore[arg-type]


def test_records_are_frozen_values() -> None:
    info = DomainInfo(DomainState.RUNNING, 2, 1, 4, 99)
    assert info == DomainInfo(state=DomainState.RUNNING, max_memory=2, memory=1, vcpus=4, cpu_time=99)
    assert info != DomainInfo(DomainState.PAUSED, 2, 1, 4, 99)
    other: object = "something else"
    assert info != other
    assert len({info, copy.copy(info)}) == 1
    assert pickle.loads(pickle.dumps(info)) == info
    assert repr(info).startswith("DomainInfo(state=<DomainState.RUNNING: 1>, max_memory=2")
    with pytest.raises(AttributeError):
        info.memory = 5  # type: ignore[misc]
    match info:
        case DomainInfo(DomainState.RUNNING, most):
            assert most == 2


def test_events_survive_pickling(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    events = connection.events()
    domain.create()
    event = next(events)
    assert pickle.loads(pickle.dumps(event)) == event


def test_everything_is_documented() -> None:
    for name in ferrovirt.__all__:
        found = getattr(ferrovirt, name)
        assert found.__doc__ or not isinstance(found, type), name
    for method in vars(ferrovirt.Domain).values():
        assert method.__doc__
