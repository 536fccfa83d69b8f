# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""The base of each class: what no operation states. The generated classes add the rest."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import _values
from ._constants import VIR_DOMAIN_TIME_SYNC, VIR_ERR_INVALID_CONN, VIR_FROM_NONE
from ._error import FAILURES, RawError, failed, failure, virGetLastError, virResetLastError
from ._events import Events
from ._handle import Handle, Identified, Named, OfDomain, OfNetwork
from ._host import Host
from ._migration import Migration
from ._processors import Processors
from ._streams import virStream
from ._version import VERSION

if TYPE_CHECKING:
    from ._objects import virConnect, virDomainSnapshot


class Connect(Events, Host):
    """A connection. Leaving a `with` block closes it."""

    __slots__ = ("__dict__", "__weakref__", "_events", "_o")

    def __init__(self, _obj: Any = None) -> None:
        self._o: Any = _obj
        self._events = None

    # It came from no other: itself, kept as a value, would keep it for ever.
    _conn = None

    def __enter__(self) -> virConnect:
        return self  # type: ignore[return-value]

    def __exit__(
        self,
        exc_type_: type[BaseException] | None,
        exc_value_: BaseException | None,
        traceback_: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self) -> None:
        self._end_events()

    def c_pointer(self) -> object:
        """There is no C object behind this one, so no other binding can share it."""
        raise NotImplementedError("there is no C object behind an object of ferrovirt.libvirt")

    def close(self) -> int:
        """Closes the connection; guests go on."""
        if self._o.is_closed:
            raise failure(VIR_ERR_INVALID_CONN, VIR_FROM_NONE, "invalid connection pointer in virConnectClose")
        self._end_events()
        self._o.close()
        return 0

    def getLibVersion(self) -> int:
        """The release of the interface that serves the connection: that of a daemon, or of this module."""
        try:
            # A driver of this process counts its own releases.
            return max(self._o.library_version(), VERSION)
        except FAILURES as error:
            raise failed(error) from error

    def setKeepAlive(self, interval: int, count: int) -> int:
        """Has the other end probed: after `interval` seconds of silence, `count` times. 1 where it cannot answer."""
        try:
            return 0 if self._o.set_keep_alive(interval, count) else 1
        except FAILURES as error:
            raise failed(error) from error

    def newStream(self, flags: int = 0) -> virStream:
        """A stream for one transfer; `VIR_STREAM_NONBLOCK` makes its calls give -2 instead of waiting."""
        return virStream(self, flags)  # type: ignore[arg-type]

    def virConnGetLastError(self) -> RawError | None:
        """The last error of this thread."""
        return virGetLastError()

    def virConnResetLastError(self) -> None:
        """Forgets this thread's last error."""
        virResetLastError()


class Domain(Processors, Migration, Named, Identified):
    """A guest."""

    __slots__ = ()

    def ID(self) -> int:
        """The number of the active guest, or -1."""
        number = self._o.id
        return -1 if number is None else number

    def memoryStats(self) -> dict[str, int]:
        """What the guest and the host tell of its memory, by name."""
        try:
            return _values.memory_statistics(self._o.memory_stats(0))
        except FAILURES as error:
            raise failed(error) from error

    def setTime(self, time: dict[str, int] | None = None, flags: int = 0) -> int:
        """Sets the guest's clock, to `seconds` and `nseconds`; with `VIR_DOMAIN_TIME_SYNC`, to the host's clock."""
        if time is None:
            if not flags & VIR_DOMAIN_TIME_SYNC:
                raise TypeError("time must be a dictionary with seconds and nseconds")
            time = {}
        try:
            self._o.set_time(time.get("seconds", 0), time.get("nseconds", 0), flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def blockCopy(self, disk: str, destxml: str, params: dict[str, Any] | None = None, flags: int = 0) -> int:
        """Begins to copy a disk to where the document says."""
        try:
            self._o.block_copy(disk, destxml, params or {}, flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def fsFreeze(self, mountpoints: list[str] | None = None, flags: int = 0) -> int:
        """Freezes file systems of the guest, all without a list; says how many."""
        try:
            return self._o.fs_freeze(mountpoints or [], flags)
        except FAILURES as error:
            raise failed(error) from error

    def fsThaw(self, mountpoints: list[str] | None = None, flags: int = 0) -> int:
        """Thaws file systems of the guest, all without a list; says how many."""
        try:
            return self._o.fs_thaw(mountpoints or [], flags)
        except FAILURES as error:
            raise failed(error) from error

    def sendKey(self, codeset: int, holdtime: int, keycodes: list[int], nkeycodes: int, flags: int = 0) -> int:
        """Presses the first `nkeycodes` keys together for `holdtime` milliseconds."""
        try:
            self._o.send_key(codeset, holdtime, keycodes[:nkeycodes], flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def revertToSnapshot(self, snap: virDomainSnapshot, flags: int = 0) -> int:
        """Takes the guest back to a snapshot of it."""
        try:
            snap._o.revert(flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def screenshot(self, stream: virStream, screen: int, flags: int = 0) -> str:
        """Sends a picture of a screen through the stream; gives its MIME type."""
        try:
            picture = self._o.screenshot(screen, flags)
        except FAILURES as error:
            raise failed(error) from error
        stream._open(picture.image)
        return picture.mime_type

    def openConsole(self, dev_name: str | None, st: virStream, flags: int = 0) -> int:
        """Connects the stream with a console or serial device; None is the first."""
        try:
            st._open(self._o.open_console(dev_name, flags))
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def openChannel(self, name: str | None, st: virStream, flags: int = 0) -> int:
        """Connects the stream with the host's end of a channel; None is the first."""
        try:
            st._open(self._o.open_channel(name, flags))
        except FAILURES as error:
            raise failed(error) from error
        return 0


class DomainCheckpoint(OfDomain):
    """A checkpoint of a guest."""

    __slots__ = ()


class DomainSnapshot(OfDomain):
    """A snapshot of a guest."""

    __slots__ = ()


class Interface(Named):
    """An interface of the host."""

    __slots__ = ()

    def MACString(self) -> str:
        """The MAC address."""
        return self._o.mac


class Network(Named, Identified):
    """A network of the host."""

    __slots__ = ()


class NetworkPort(OfNetwork):
    """A port of a network."""

    __slots__ = ()


class NodeDevice(Named):
    """A device of the host."""

    __slots__ = ()


class NWFilter(Named, Identified):
    """A network filter."""

    __slots__ = ()


class NWFilterBinding(Handle):
    """A network filter on an interface."""

    __slots__ = ()

    def portDev(self) -> str:
        """The interface of the host."""
        return self._o.port_device

    def filterName(self) -> str:
        """The filter."""
        return self._o.filter_name


class Secret(Identified):
    """A secret."""

    __slots__ = ()

    def usageType(self) -> int:
        """What it is for, a `VIR_SECRET_USAGE_TYPE_…`."""
        return int(self._o.usage_type)

    def usageID(self) -> str:
        """For which volume, target or name."""
        return self._o.usage_id


class StoragePool(Named, Identified):
    """A storage pool."""

    __slots__ = ()


class StorageVol(Named):
    """A volume."""

    __slots__ = ()

    def key(self) -> str:
        """The key, which no other volume of the host has."""
        return self._o.key

    def download(self, stream: virStream, offset: int, length: int, flags: int = 0) -> int:
        """Sends the contents through the stream; a length of 0 is to the end."""
        try:
            stream._open(self._o.download(offset, length, flags))
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def upload(self, stream: virStream, offset: int, length: int, flags: int = 0) -> int:
        """Takes what the stream is sent as contents; a length of 0 is without limit."""
        try:
            stream._open(self._o.upload(offset, length, flags))
        except FAILURES as error:
            raise failed(error) from error
        return 0
