"""The life of a domain."""

import pytest

import ferrovirt
from ferrovirt import DomainCreateFlags, DomainRunningReason, DomainState


def test_lifecycle(domain: ferrovirt.Domain) -> None:
    assert domain.info().state is DomainState.SHUTOFF
    assert domain.id is None
    domain.create()
    assert domain.is_active()
    assert domain.id is not None
    assert domain.state() == ferrovirt.DomainStateReason(DomainState.RUNNING, DomainRunningReason.BOOTED)
    domain.suspend()
    assert domain.info().state is DomainState.PAUSED
    domain.resume()
    domain.destroy()
    assert not domain.is_active()


def test_create_with_flags(domain: ferrovirt.Domain) -> None:
    domain.create_with_flags(DomainCreateFlags.PAUSED)
    assert domain.info().state is DomainState.PAUSED


def test_rename_keeps_the_handle(domain: ferrovirt.Domain) -> None:
    domain.rename("renamed")
    assert domain.name == "renamed"


def test_wrong_state_is_its_own_error(domain: ferrovirt.Domain) -> None:
    with pytest.raises(ferrovirt.OperationInvalidError):
        domain.destroy()


def test_statistics_are_a_dict(connection: ferrovirt.Connection) -> None:
    groups = ferrovirt.DomainStatsTypes
    (record,) = [
        record for record in connection.all_domain_stats(groups.STATE | groups.VCPU) if record.domain.name == "test"
    ]
    assert record.parameters["state.state"] == DomainState.RUNNING
    assert isinstance(record.parameters["vcpu.current"], int)
