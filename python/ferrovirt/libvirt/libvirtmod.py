"""The functions beneath the methods, by their names in C: they take and give native handles.

Those that move a guest are what the methods call, so that tests of programs can replace them. The others are there for
programs that call them: the methods do without.
"""

from __future__ import annotations

from typing import Any

from . import _loop
from ._error import FAILURES, failed
from ._functions import FUNCTIONS

__all__ = [
    "virDomainMigrate",
    "virDomainMigrate2",
    "virDomainMigrate3",
    "virDomainMigrateToURI",
    "virDomainMigrateToURI2",
    "virDomainMigrateToURI3",
    "virEventRegisterImpl",
]

_OTHER_NAMES = {"virConnectListDomainsID": "virConnectListDomains", "virRegisterErrorHandler": "virSetErrorFunc"}
"""Functions that are called otherwise in C."""


def __getattr__(name: str) -> Any:
    from .. import libvirt

    place = FUNCTIONS.get(_OTHER_NAMES.get(name, name))
    if place is None:
        raise AttributeError(f"there is no function {name}")
    owner, dot, method = place.rpartition(".")
    if not dot:
        return getattr(libvirt, method)
    kind = getattr(libvirt, owner)

    def call(native: Any, *arguments: Any) -> Any:
        thing = kind.__new__(kind)
        thing._o = native
        result = getattr(thing, method)(*arguments)
        return getattr(result, "_o", result)

    return call


virEventRegisterImpl = _loop.virEventRegisterImpl


def virDomainMigrate(
    domain: Any, dconn: Any, flags: int = 0, dname: str | None = None, uri: str | None = None, bandwidth: int = 0
) -> Any:
    """Moves the guest to another connection."""
    try:
        return domain.migrate(dconn, flags, dname, uri, bandwidth)
    except FAILURES as error:
        raise failed(error) from error


def virDomainMigrate2(
    domain: Any,
    dconn: Any,
    dxml: str | None = None,
    flags: int = 0,
    dname: str | None = None,
    uri: str | None = None,
    bandwidth: int = 0,
) -> Any:
    """Moves the guest to another connection, where the document describes it."""
    try:
        return domain.migrate2(dconn, dxml, flags, dname, uri, bandwidth)
    except FAILURES as error:
        raise failed(error) from error


def virDomainMigrate3(domain: Any, dconn: Any, params: dict[str, Any], flags: int = 0) -> Any:
    """Moves the guest to another connection, as the parameters say."""
    try:
        return domain.migrate3(dconn, params, flags)
    except FAILURES as error:
        raise failed(error) from error


def virDomainMigrateToURI(
    domain: Any, duri: str, flags: int = 0, dname: str | None = None, bandwidth: int = 0
) -> int:
    """Has the guest's host move it."""
    try:
        domain.migrate_to_uri(duri, flags, dname, bandwidth)
    except FAILURES as error:
        raise failed(error) from error
    return 0


def virDomainMigrateToURI2(
    domain: Any,
    dconnuri: str | None = None,
    miguri: str | None = None,
    dxml: str | None = None,
    flags: int = 0,
    dname: str | None = None,
    bandwidth: int = 0,
) -> int:
    """Has the guest's host move it, where the document describes it."""
    try:
        domain.migrate_to_uri2(dconnuri, miguri, dxml, flags, dname, bandwidth)
    except FAILURES as error:
        raise failed(error) from error
    return 0


def virDomainMigrateToURI3(domain: Any, dconnuri: str | None, params: dict[str, Any], flags: int = 0) -> int:
    """Has the guest's host move it, as the parameters say."""
    try:
        domain.migrate_to_uri3(dconnuri, params, flags)
    except FAILURES as error:
        raise failed(error) from error
    return 0
