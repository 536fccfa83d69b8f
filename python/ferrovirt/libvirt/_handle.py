# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""What all objects have: the native handle, the connection, and their names, which ask nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._objects import virConnect, virDomain, virNetwork


class Handle:
    """An object of a connection: a native handle, and the `virConnect` that it came from."""

    __slots__ = ("__dict__", "__weakref__", "_conn", "_o")

    def __init__(self, conn: Any, _obj: Any = None) -> None:
        # What a domain, network or pool made has their connection; a connection came from no other.
        owner = conn._conn
        self._conn = conn if owner is None else owner
        self._o: Any = _obj

    def connect(self) -> virConnect:
        """The connection that the object came from."""
        return self._conn

    def c_pointer(self) -> object:
        """There is no C object behind this one, so no other binding can share it."""
        raise NotImplementedError("there is no C object behind an object of ferrovirt.libvirt")


class Named(Handle):
    """An object with a name."""

    __slots__ = ()

    def name(self) -> str:
        """The name."""
        return self._o.name


class Identified(Handle):
    """An object with a UUID."""

    __slots__ = ()

    def UUID(self) -> bytes:
        """The UUID, in 16 bytes."""
        return self._o.uuid.bytes

    def UUIDString(self) -> str:
        """The UUID as text."""
        return str(self._o.uuid)


class OfDomain(Handle):
    """A snapshot or checkpoint of a domain."""

    __slots__ = ("_dom",)

    def __init__(self, dom: virDomain | OfDomain, _obj: Any = None) -> None:
        super().__init__(dom, _obj)
        self._dom: virDomain = dom._dom if isinstance(dom, OfDomain) else dom

    def domain(self) -> virDomain:
        """The domain that it belongs to."""
        return self._dom

    def getDomain(self) -> virDomain:
        """The domain that it belongs to."""
        return self._dom

    def getConnect(self) -> virConnect:
        """The connection that it came from."""
        return self.connect()

    def getName(self) -> str:
        """The name."""
        return self._o.name


class OfNetwork(Identified):
    """A port of a network."""

    __slots__ = ("_net",)

    def __init__(self, net: virNetwork, _obj: Any = None) -> None:
        super().__init__(net, _obj)
        self._net = net

    def network(self) -> virNetwork:
        """The network that it belongs to."""
        return self._net
