"""Exceptions: a class for each error number, with all details."""

import pickle

import pytest

import ferrovirt
from ferrovirt import ErrorCode, ErrorDomain


def test_error_fields(connection: ferrovirt.Connection) -> None:
    with pytest.raises(ferrovirt.NoDomainError) as caught:
        connection.lookup_domain_by_name("nobody")
    error = caught.value
    assert isinstance(error, ferrovirt.Error)
    assert (error.code, ErrorCode(error.code)) == (42, ErrorCode.NO_DOMAIN)
    assert error.code_name == "VIR_ERR_NO_DOMAIN"
    assert error.domain == ErrorDomain.TEST
    assert error.level == 2
    assert "'nobody'" in error.message
    assert str(error).startswith(error.message)


def test_argument_errors(connection: ferrovirt.Connection) -> None:
    with pytest.raises(ferrovirt.InvalidArgumentError):
        connection.lookup_domain_by_name("test").block_info("")
    with pytest.raises(ferrovirt.InvalidArgumentError):
        connection.list_all_domains(ferrovirt.ListAllDomainsFlags(1 << 30))
    with pytest.raises(TypeError):
        connection.lookup_domain_by_name(7)  # type: ignore[arg-type]
    with pytest.raises(OverflowError):
        connection.lookup_domain_by_id(1 << 40)


def test_unsupported(domain: ferrovirt.Domain) -> None:
    with pytest.raises(ferrovirt.UnsupportedError) as caught:
        domain.qemu_monitor_command("{}")
    assert "virDomainQemuMonitorCommand" in caught.value.message


def test_malformed_document(connection: ferrovirt.Connection) -> None:
    with pytest.raises(ferrovirt.XmlDetailError) as caught:
        connection.define_domain_xml("<domain>\n  <name>x</nam>\n</domain>")
    assert caught.value.line == 2
    assert caught.value.column is not None


def test_hint_is_part_of_the_text() -> None:
    error = ferrovirt.NoDomainError("gone", code=42, hint="define it")
    assert str(error) == "gone\nhint: define it"


def test_errors_survive_pickling(connection: ferrovirt.Connection) -> None:
    with pytest.raises(ferrovirt.NoDomainError) as caught:
        connection.lookup_domain_by_name("nobody")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is ferrovirt.NoDomainError
    assert copy.__dict__ == caught.value.__dict__


def test_every_code_has_a_class() -> None:
    from ferrovirt._error import _classes

    assert set(_classes) == {code.value for code in ErrorCode} - {ErrorCode.OK}


def test_errors_are_told_to_the_log(connection: ferrovirt.Connection, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="ferrovirt"), pytest.raises(ferrovirt.NoDomainError):
        connection.lookup_domain_by_name("nobody")
    [record] = caplog.records
    assert record.name == "ferrovirt" and record.getMessage().startswith("VIR_ERR_NO_DOMAIN: ")
