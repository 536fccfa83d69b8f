# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""Events: callbacks that the loop calls, over one subscription of the connection.

A thread reads the subscription and wakes the loop by a timer; the loop hands out what has come. A callback gets the
connection, the object, what belongs to the event, and the value it was registered with.
"""

from __future__ import annotations

import logging
import re
import threading
import weakref
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import _native as native
from . import _constants as c
from . import _loop, _values
from ._error import FAILURES, failed, failure
from ._event_kinds import DOMAIN, NETWORK, NODE_DEVICE, SECRET, STORAGE_POOL, Arguments, Kinds

if TYPE_CHECKING:
    from ._objects import virDomain, virNetwork, virNodeDevice, virSecret, virStoragePool

_log = logging.getLogger("ferrovirt.libvirt")

_CAPACITY = 1 << 20
"""How many events may wait for a loop that is not run."""


class _Registration:
    """A callback: for which events, of which object (None: of all)."""

    __slots__ = ("arguments", "callback", "key", "kind", "opaque")

    def __init__(
        self, kind: type[Any], arguments: Arguments, key: Any, callback: Callable[..., Any], opaque: Any
    ) -> None:
        self.kind = kind
        self.arguments = arguments
        self.key = key
        self.callback = callback
        self.opaque = opaque


class _Source:
    """A subscription on its way to callbacks: the thread that reads it, what has come, and the timer of the loop."""

    def __init__(self, events: native.EventSubscription, hand_out: Callable[[Any], None]) -> None:
        loop = _loop.current()
        if loop is None:
            events.close()
            message = "internal error: could not initialize domain event timer"
            raise failure(c.VIR_ERR_INTERNAL_ERROR, c.VIR_FROM_NONE, message)
        self._events = events
        self._hand_out = hand_out
        self._waiting: deque[Any] = deque()
        self._loop = loop
        self._lock = threading.Lock()
        self._ended = False
        self._timer = loop.add_timeout(-1, self._run, None)
        threading.Thread(target=self._read, name="ferrovirt-events", daemon=True).start()

    def end(self) -> None:
        with self._lock:
            if self._ended:
                return
            self._ended = True
        self._events.close()
        self._loop.remove_timeout(self._timer)

    def _read(self) -> None:
        while (event := self._events.next()) is not None:
            self._waiting.append(event)
            with self._lock:
                if self._ended:
                    return
                self._loop.update_timeout(self._timer, 0)

    def _run(self, _timer: int, _opaque: Any) -> None:
        with self._lock:
            if self._ended:
                return
            self._loop.update_timeout(self._timer, -1)
        while self._waiting and not self._ended:
            self._hand_out(self._waiting.popleft())


class _Hub:
    """The callbacks of a connection."""

    def __init__(self, connection: Any) -> None:
        # The connection has the hub: a reference back would keep both.
        self._connection = weakref.ref(connection)
        self._registrations: dict[int, _Registration] = {}
        self._next = 0
        self._source: _Source | None = None
        # Callbacks whose number their program does not know.
        self.unnumbered: list[tuple[int, Callable[..., Any]]] = []
        # Which callback for the end of the connection counts.
        self.closing: object = None

    def add(self, registration: _Registration) -> int:
        connection = self._connection()
        if self._source is None and connection is not None:
            try:
                events = connection._o.events(capacity=_CAPACITY)
            except FAILURES as error:
                raise failed(error) from error
            hub: weakref.ref[_Hub] = weakref.ref(self)
            self._source = _Source(events, partial(_hand_out, hub))
        number = self._next
        self._next += 1
        self._registrations[number] = registration
        return number

    def remove(self, number: int) -> None:
        if self._registrations.pop(number, None) is None:
            message = f"invalid argument: could not find event callback {number} for deletion"
            raise failure(c.VIR_ERR_INVALID_ARG, c.VIR_FROM_NONE, message)
        if not self._registrations:
            self.end()

    def end(self) -> None:
        source, self._source = self._source, None
        self._registrations.clear()
        self.unnumbered.clear()
        if source is not None:
            source.end()

    def hand_out(self, event: Any) -> None:
        connection = self._connection()
        if connection is None:
            return
        if type(event) is native.Gap:
            _log.warning("%d events are lost: the event loop is not run often enough", event.lost)
            return
        kind = event.kind
        identity: Any = getattr(event, type(event).__match_args__[0])
        for registration in list(self._registrations.values()):
            if registration.kind is type(kind) and registration.key in (None, _key(identity)):
                thing = _object(connection, event, identity)
                _loop.call(
                    registration.callback, connection, thing, *registration.arguments(kind), registration.opaque
                )


def _hand_out(hub: weakref.ref[_Hub], event: Any) -> None:
    found = hub()
    if found is not None:
        found.hand_out(event)


def _key(identity: Any) -> Any:
    return identity.name if isinstance(identity, native.NodeDeviceIdentity) else identity.uuid


def _object(connection: Any, event: Any, identity: Any) -> Any:
    """The object of an event. Nobody is asked for it: it may be gone by now."""
    from . import _objects

    find: Callable[[], Any]
    match event:
        case native.DomainEvent() | native.MonitorEvent():
            return connection._domain(identity)
        case native.NetworkEvent():
            find = partial(connection._o.lookup_network_by_uuid, identity.uuid)
            return _objects.virNetwork(connection, _values.Known(identity, find))
        case native.StoragePoolEvent():
            find = partial(connection._o.lookup_storage_pool_by_uuid, identity.uuid)
            return _objects.virStoragePool(connection, _values.Known(identity, find))
        case native.NodeDeviceEvent():
            find = partial(connection._o.lookup_node_device_by_name, identity.name)
            return _objects.virNodeDevice(connection, _values.Known(identity, find))
        case _:
            find = partial(connection._o.lookup_secret_by_uuid, identity.uuid)
            return _objects.virSecret(connection, _values.Known(identity, find))


class Events:
    """The part of a connection that tells what happens."""

    __slots__ = ()

    _o: Any
    _events: Any

    def _hub(self) -> _Hub:
        if self._events is None:
            self._events = _Hub(self)
        return self._events

    def _end_events(self) -> None:
        hub = getattr(self, "_events", None)
        if hub is not None:
            hub.end()

    def _register(self, known: Kinds, thing: Any, number: int, cb: Any, opaque: Any) -> int:
        if number not in known:
            message = f"invalid argument: eventID must be less than {len(known)}, not {number}"
            raise failure(c.VIR_ERR_INVALID_ARG, c.VIR_FROM_NONE, message)
        kind, arguments = known[number]
        if thing is None:
            key = None
        else:
            key = thing._o.name if known is NODE_DEVICE else thing._o.uuid
        return self._hub().add(_Registration(kind, arguments, key, cb, opaque))

    def domainEventRegisterAny(self, dom: virDomain | None, eventID: int, cb: Callable[..., Any], opaque: Any) -> int:
        """Has `cb` called for events of a guest, or of all; gives the number that ends it."""
        return self._register(DOMAIN, dom, eventID, cb, opaque)

    def domainEventDeregisterAny(self, callbackID: int) -> None:
        """Ends a callback."""
        self._hub().remove(callbackID)

    def domainEventRegister(self, cb: Callable[..., Any], opaque: Any) -> None:
        """Has `cb` called for steps in the lives of all guests."""
        number = self._register(DOMAIN, None, c.VIR_DOMAIN_EVENT_ID_LIFECYCLE, cb, opaque)
        self._hub().unnumbered.append((number, cb))

    def domainEventDeregister(self, cb: Callable[..., Any]) -> None:
        """Ends what `domainEventRegister` began for this callback."""
        hub = self._hub()
        for entry in hub.unnumbered:
            if entry[1] == cb:
                hub.unnumbered.remove(entry)
                hub.remove(entry[0])
                return

    def networkEventRegisterAny(self, net: virNetwork | None, eventID: int, cb: Callable[..., Any], opaque: Any) -> int:
        """Has `cb` called for events of a network, or of all; gives the number that ends it."""
        return self._register(NETWORK, net, eventID, cb, opaque)

    def networkEventDeregisterAny(self, callbackID: int) -> None:
        """Ends a callback."""
        self._hub().remove(callbackID)

    def storagePoolEventRegisterAny(
        self, pool: virStoragePool | None, eventID: int, cb: Callable[..., Any], opaque: Any
    ) -> int:
        """Has `cb` called for events of a storage pool, or of all; gives the number that ends it."""
        return self._register(STORAGE_POOL, pool, eventID, cb, opaque)

    def storagePoolEventDeregisterAny(self, callbackID: int) -> None:
        """Ends a callback."""
        self._hub().remove(callbackID)

    def nodeDeviceEventRegisterAny(
        self, dev: virNodeDevice | None, eventID: int, cb: Callable[..., Any], opaque: Any
    ) -> int:
        """Has `cb` called for events of a device of the host, or of all; gives the number that ends it."""
        return self._register(NODE_DEVICE, dev, eventID, cb, opaque)

    def nodeDeviceEventDeregisterAny(self, callbackID: int) -> None:
        """Ends a callback."""
        self._hub().remove(callbackID)

    def secretEventRegisterAny(
        self, secret: virSecret | None, eventID: int, cb: Callable[..., Any], opaque: Any
    ) -> int:
        """Has `cb` called for events of a secret, or of all; gives the number that ends it."""
        return self._register(SECRET, secret, eventID, cb, opaque)

    def secretEventDeregisterAny(self, callbackID: int) -> None:
        """Ends a callback."""
        self._hub().remove(callbackID)

    def registerCloseCallback(self, cb: Callable[..., Any], opaque: Any) -> int:
        """Has `cb(connection, reason, opaque)` called when the other end of the connection is lost."""
        token = object()
        hub = self._hub()
        hub.closing = token
        connection = weakref.ref(self)
        closed = self._o.closed
        loop = _loop.current()

        def tell(timer: int | None, reason: int) -> None:
            if loop is not None and timer is not None:
                loop.remove_timeout(timer)
            found = connection()
            if found is not None and hub.closing is token:
                _loop.call(cb, found, reason, opaque)

        def wait() -> None:
            reason = int(closed())
            if reason == c.VIR_CONNECT_CLOSE_REASON_CLIENT:
                return
            if loop is None:
                tell(None, reason)
            else:
                loop.add_timeout(0, lambda timer, _: tell(timer, reason), None)

        threading.Thread(target=wait, name="ferrovirt-closed", daemon=True).start()
        return 0

    def unregisterCloseCallback(self) -> None:
        """Ends what `registerCloseCallback` began."""
        self._hub().closing = None


class MonitorEvents:
    """Callbacks for what QEMU's monitor tells, of one connection."""

    def __init__(self) -> None:
        self._sources: dict[int, _Source] = {}
        self._next = 0

    def add(
        self,
        connection: Any,
        domain: Any,
        name: str | None,
        flags: tuple[bool, bool],
        callback: Callable[..., Any],
        opaque: Any,
    ) -> int:
        """Begins; `flags` are: the name is a regular expression, the case of letters means nothing."""
        is_regex, ignores_case = flags
        pattern = None
        if name is not None:
            text = name if is_regex else f"^{re.escape(name)}$"
            pattern = re.compile(text, re.IGNORECASE if ignores_case else 0)
        found = weakref.ref(connection)

        def hand_out(event: Any) -> None:
            owner = found()
            if owner is None or type(event) is native.Gap or (pattern and not pattern.search(event.name)):
                return
            thing = _object(owner, event, event.domain)
            _loop.call(
                callback, owner, thing, event.name, event.seconds, event.microseconds, event.details, opaque
            )

        try:
            handle = None if domain is None else _values.handle(domain._o)
            events = connection._o.monitor_events(handle, capacity=_CAPACITY)
        except FAILURES as error:
            raise failed(error) from error
        number = self._next
        self._next += 1
        self._sources[number] = _Source(events, hand_out)
        return number

    def remove(self, number: int) -> None:
        """Ends a callback."""
        source = self._sources.pop(number, None)
        if source is None:
            message = f"invalid argument: could not find event callback {number} for deletion"
            raise failure(c.VIR_ERR_INVALID_ARG, c.VIR_FROM_NONE, message)
        source.end()
