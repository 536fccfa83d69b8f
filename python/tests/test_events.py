"""Events: their order, what they say, what happens to slow listeners."""

import pytest

import ferrovirt
from conftest import domain_xml
from ferrovirt import DomainEvent, DomainEventType, DomainLifecycle, Gap


def lifecycle(event: ferrovirt.Event) -> DomainEventType:
    assert isinstance(event, DomainEvent)
    assert isinstance(event.kind, DomainLifecycle)
    return event.kind.event


def test_events_in_order(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    with connection.events(domain) as events:
        domain.create()
        domain.suspend()
        domain.resume()
        domain.destroy()
    steps = [lifecycle(event) for event in events]
    assert steps[0] is DomainEventType.STARTED
    assert steps[-1] is DomainEventType.STOPPED
    assert steps.index(DomainEventType.SUSPENDED) < steps.index(DomainEventType.RESUMED)


def test_events_name_their_domain_and_detail(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    events = connection.events()
    domain.create()
    match events.next(timeout=5.0):
        case DomainEvent(domain=identity, kind=DomainLifecycle(event=event, detail=detail)):
            assert (identity.name, identity.uuid) == (domain.name, domain.uuid)
            assert event is DomainEventType.STARTED
            assert detail is ferrovirt.DomainEventStartedDetail.BOOTED
        case other:
            pytest.fail(f"unexpected {other!r}")


def test_events_of_one_domain_only(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    events = connection.events(domain)
    connection.define_domain_xml(domain_xml("other")).undefine()
    assert events.try_next() is None


def test_slow_listener_finds_a_gap(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    events = connection.events(domain, capacity=1)
    domain.create()
    domain.suspend()
    domain.resume()
    assert lifecycle(next(events)) is DomainEventType.STARTED
    gap = next(events)
    assert isinstance(gap, Gap)
    assert gap.lost >= 2


def test_closing_the_connection_ends_the_events() -> None:
    connection = ferrovirt.open("test:///default")
    events = connection.events()
    connection.close()
    assert list(events) == []
    assert events.next() is None
