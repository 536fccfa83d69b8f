"""What all tests need: a connection of their own to the test driver."""

from collections.abc import Iterator

import pytest

import ferrovirt


@pytest.fixture
def connection() -> Iterator[ferrovirt.Connection]:
    with ferrovirt.open("test:///default") as connection:
        yield connection


@pytest.fixture
def domain(connection: ferrovirt.Connection) -> Iterator[ferrovirt.Domain]:
    """A guest of the test's own, shut off, which is gone afterwards."""
    domain = connection.define_domain_xml(domain_xml("guest"))
    yield domain
    if domain.is_active():
        domain.destroy()
    domain.undefine()


def domain_xml(name: str) -> str:
    return (
        f"<domain type='test'><name>{name}</name><memory unit='MiB'>64</memory>"
        "<os><type>hvm</type></os></domain>"
    )
