"""Moving a guest to another host. The calls go through `libvirtmod`, which tests of programs replace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import libvirtmod
from ._error import libvirtError

if TYPE_CHECKING:
    from ._objects import virConnect, virDomain


class Migration:
    """The part of a domain that moves it."""

    __slots__ = ()

    _o: Any

    def migrate(
        self,
        dconn: virConnect,
        flags: int = 0,
        dname: str | None = None,
        uri: str | None = None,
        bandwidth: int = 0,
    ) -> virDomain:
        """Moves the guest to another connection, under another name if there is one."""
        return _moved(dconn, libvirtmod.virDomainMigrate(self._o, dconn._o, flags, dname, uri, bandwidth), "")

    def migrate2(
        self,
        dconn: virConnect,
        dxml: str | None = None,
        flags: int = 0,
        dname: str | None = None,
        uri: str | None = None,
        bandwidth: int = 0,
    ) -> virDomain:
        """Moves the guest to another connection, where the document describes it."""
        return _moved(dconn, libvirtmod.virDomainMigrate2(self._o, dconn._o, dxml, flags, dname, uri, bandwidth), "2")

    def migrate3(self, dconn: virConnect, params: dict[str, Any], flags: int = 0) -> virDomain:
        """Moves the guest to another connection, as the parameters say."""
        return _moved(dconn, libvirtmod.virDomainMigrate3(self._o, dconn._o, params, flags), "3")

    def migrateToURI(self, duri: str, flags: int = 0, dname: str | None = None, bandwidth: int = 0) -> int:
        """Has the guest's host move it to where the URI says."""
        return _done(libvirtmod.virDomainMigrateToURI(self._o, duri, flags, dname, bandwidth), "")

    def migrateToURI2(
        self,
        dconnuri: str | None = None,
        miguri: str | None = None,
        dxml: str | None = None,
        flags: int = 0,
        dname: str | None = None,
        bandwidth: int = 0,
    ) -> int:
        """Has the guest's host move it, where the document describes it."""
        done = libvirtmod.virDomainMigrateToURI2(self._o, dconnuri, miguri, dxml, flags, dname, bandwidth)
        return _done(done, "2")

    def migrateToURI3(self, dconnuri: str | None, params: dict[str, Any], flags: int = 0) -> int:
        """Has the guest's host move it, as the parameters say."""
        return _done(libvirtmod.virDomainMigrateToURI3(self._o, dconnuri, params, flags), "3")


def _moved(destination: virConnect, native: Any, version: str) -> virDomain:
    from ._objects import virDomain

    if native is None:
        raise libvirtError(f"virDomainMigrate{version}() failed")
    return virDomain(destination, native)


def _done(result: int, version: str) -> int:
    if result == -1:
        raise libvirtError(f"virDomainMigrateToURI{version}() failed")
    return result
