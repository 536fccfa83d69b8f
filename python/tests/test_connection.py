"""Opening, closing, listing and looking up."""

import threading
import uuid
from pathlib import Path

import pytest

import ferrovirt
from conftest import domain_xml


def test_open_as_context_manager_closes() -> None:
    with ferrovirt.open("test:///default") as connection:
        assert connection.is_alive()
        assert not connection.is_closed
    assert connection.is_closed
    connection.close()
    with pytest.raises(ferrovirt.InvalidConnectionError):
        connection.hostname()


def test_open_refuses_an_unknown_driver() -> None:
    with pytest.raises(ferrovirt.NoConnectError) as caught:
        ferrovirt.open("nonsense:///")
    assert caught.value.hint is not None


def test_read_only_connection_refuses_changes() -> None:
    with ferrovirt.open("test:///default", read_only=True) as connection:
        assert connection.is_read_only
        with pytest.raises(ferrovirt.OperationDeniedError):
            connection.lookup_domain_by_name("test").destroy()


def test_list_with_flags(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    flags = ferrovirt.ListAllDomainsFlags
    assert domain in connection.list_all_domains()
    assert domain in connection.list_all_domains(flags.INACTIVE)
    assert domain not in connection.list_all_domains(flags.ACTIVE)
    assert domain in connection.list_all_domains(flags.ACTIVE | flags.INACTIVE)


def test_lookup_by_name_uuid_and_id(connection: ferrovirt.Connection) -> None:
    domain = connection.lookup_domain_by_name("test")
    assert isinstance(domain.uuid, uuid.UUID)
    assert connection.lookup_domain_by_uuid(domain.uuid) == domain
    assert connection.lookup_domain_by_uuid(str(domain.uuid)) == domain
    assert domain.id is not None
    assert connection.lookup_domain_by_id(domain.id) == domain
    assert hash(connection.lookup_domain_by_id(domain.id)) == hash(domain)
    assert '"test"' in repr(domain)
    with pytest.raises(ValueError, match="'nonsense'"):
        connection.lookup_domain_by_uuid("nonsense")


def test_unicode_names(connection: ferrovirt.Connection) -> None:
    name = "gäst-客-🦀"
    domain = connection.define_domain_xml(domain_xml(name))
    assert domain.name == name
    assert connection.lookup_domain_by_name(name) == domain
    domain.undefine()
    with pytest.raises(ferrovirt.NoDomainError, match=name):
        connection.lookup_domain_by_name(name)


def test_document_objects_are_taken_as_documents(connection: ferrovirt.Connection) -> None:
    class Document:
        def to_xml(self) -> str:
            return domain_xml("from-object")

    assert connection.define_domain_xml(Document()).name == "from-object"
    with pytest.raises(TypeError, match="to_xml"):
        connection.define_domain_xml(7)  # type: ignore[arg-type]


def test_a_name_and_a_password_open_a_guarded_host(tmp_path: Path) -> None:
    node = tmp_path / "node.xml"
    node.write_text("<node><auth><user password='secret'>anna</user></auth></node>")
    with ferrovirt.open(f"test://{node}", user_name="anna", password="secret") as connection:
        assert connection.is_alive()
    for user_name, password in (("anna", "guess"), ("anna", None), (None, None)):
        with pytest.raises((ferrovirt.AuthFailedError, ferrovirt.AuthUnavailableError)):
            ferrovirt.open(f"test://{node}", user_name=user_name, password=password)


def test_the_end_of_a_connection_can_be_awaited() -> None:
    connection = ferrovirt.open("test:///default")
    with pytest.raises(ferrovirt.OperationTimeoutError):
        connection.closed(timeout=0.01)
    threading.Timer(0.05, connection.close).start()
    assert connection.closed(timeout=60) is ferrovirt.ConnectCloseReason.CLIENT
