# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""Streams: bytes and holes to and from a driver."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from .._errors import OperationTimeoutError
from . import _loop
from ._constants import (
    VIR_ERR_INTERNAL_ERROR,
    VIR_ERR_INVALID_ARG,
    VIR_ERR_NO_SUPPORT,
    VIR_FROM_STREAMS,
    VIR_STREAM_EVENT_READABLE,
    VIR_STREAM_EVENT_WRITABLE,
    VIR_STREAM_NONBLOCK,
    VIR_STREAM_RECV_STOP_AT_HOLE,
)
from ._error import FAILURES, failed, failure

if TYPE_CHECKING:
    from ._objects import virConnect

__all__ = ["virStream"]

_PART = 64 * 1024
_WOULD_WAIT = -2
_AT_A_HOLE = -3


class virStream:
    """A stream. It is of use once it was passed to a method that opens it."""

    def __init__(self, conn: virConnect, _obj: Any = None) -> None:
        self._conn = conn
        self._nonblocking = isinstance(_obj, int) and bool(_obj & VIR_STREAM_NONBLOCK)
        self._o: Any = None
        self._is_ended = False
        self._reader: _Reader | None = None
        self._watch: _Watch | None = None

    def __del__(self) -> None:
        if getattr(self, "_watch", None) is not None:
            self.eventRemoveCallback()

    def connect(self) -> virConnect:
        """The connection that it came from."""
        return self._conn

    def c_pointer(self) -> object:
        """There is no C object behind this one, so no other binding can share it."""
        raise NotImplementedError("there is no C object behind an object of ferrovirt.libvirt")

    def _open(self, native: Any) -> None:
        self._o = native
        self._is_ended = False

    def _opened(self, function: str) -> Any:
        if self._o is None:
            message = f"this function is not supported by the connection driver: {function}"
            raise failure(VIR_ERR_NO_SUPPORT, VIR_FROM_STREAMS, message)
        if self._is_ended:
            raise failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_STREAMS, "internal error: stream is not open")
        return self._o

    def recv(self, nbytes: int) -> Any:
        """Up to `nbytes` as soon as there are any, empty at the end; -2 if a stream that must not wait would."""
        return self._receive(nbytes, "virStreamRecv")

    def recvFlags(self, nbytes: int, flags: int = 0) -> Any:
        """As `recv`; with `VIR_STREAM_RECV_STOP_AT_HOLE` it is -3 before a hole, which `recvHole` takes."""
        if flags & VIR_STREAM_RECV_STOP_AT_HOLE and self._reader is None:
            hole = self._asked_native("virStreamRecvFlags", "next_hole")
            if hole == _WOULD_WAIT or hole is not None:
                return _WOULD_WAIT if hole == _WOULD_WAIT else _AT_A_HOLE
        return self._receive(nbytes, "virStreamRecvFlags")

    def _receive(self, nbytes: int, function: str) -> Any:
        if self._reader is not None:
            self._opened(function)
            return self._reader.take(nbytes, self._nonblocking)
        return self._asked_native(function, "receive", nbytes)

    def send(self, data: bytes) -> int:
        """Sends some of the bytes and says how many; -2 if a stream that must not wait would."""
        return self._asked_native("virStreamSend", "send", data)

    def recvHole(self, flags: int = 0) -> int:
        """Takes the hole that the stream is at, and gives its length: 0 where there is none."""
        # What a thread reads ahead has the zeros in it.
        hole = self._asked_native("virStreamRecvHole", "next_hole") if self._reader is None else None
        if hole is None or hole == _WOULD_WAIT:
            return hole or 0
        return self._opened("virStreamRecvHole").receive_part(1).hole

    def sendHole(self, length: int, flags: int = 0) -> int:
        """Sends a hole."""
        if length < 0:
            message = f"invalid argument: length in virStreamSendHole must be zero or greater, not {length}"
            raise failure(VIR_ERR_INVALID_ARG, VIR_FROM_STREAMS, message)
        native = self._opened("virStreamSendHole")
        try:
            native.send_hole(length)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def _asked_native(self, function: str, method: str, *arguments: Any) -> Any:
        """What a method of the package's stream gives; -2 if a stream that must not wait would."""
        native = self._opened(function)
        try:
            return getattr(native, method)(*arguments, timeout=0 if self._nonblocking else None)
        except OperationTimeoutError:
            return _WOULD_WAIT
        except FAILURES as error:
            raise failed(error) from error

    def _send_whole(self, data: bytes) -> None:
        view = memoryview(data)
        while len(view):
            sent = self.send(bytes(view))
            if sent == _WOULD_WAIT:
                self._refuse_to_wait("sendAll")
            view = view[sent:]

    def finish(self) -> int:
        """Ends the stream in good order: waits until everything sent has arrived."""
        native = self._opened("virStreamFinish")
        self._is_ended = True
        try:
            native.finish()
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def abort(self) -> int:
        """Gives the stream up."""
        if self._o is not None:
            self._is_ended = True
            self._o.abort()
        return 0

    def recvAll(self, handler: Callable[[virStream, bytes, Any], int | None], opaque: Any) -> None:
        """Gives `handler(stream, bytes, opaque)` everything to the end; a negative answer gives the stream up."""
        self._receive_all(handler, opaque, "recvAll")

    def sparseRecvAll(
        self,
        handler: Callable[[virStream, bytes, Any], int | None],
        holeHandler: Callable[[virStream, int, Any], int | None],
        opaque: Any,
    ) -> None:
        """As `recvAll`; `holeHandler(stream, length, opaque)` is told of holes."""
        while True:
            if hole := self.recvHole():
                if hole == _WOULD_WAIT:
                    self._refuse_to_wait("sparseRecvAll")
                self._checked(self._asked(partial(holeHandler, self, hole, opaque)), "sparseRecvAll holeHandler")
            elif not self._receive_some(handler, opaque, "sparseRecvAll"):
                return

    def _receive_all(self, handler: Callable[[virStream, bytes, Any], int | None], opaque: Any, name: str) -> None:
        while self._receive_some(handler, opaque, name):
            pass

    def _receive_some(self, handler: Callable[[virStream, bytes, Any], int | None], opaque: Any, name: str) -> bool:
        """Gives the handler what comes next; false at the end."""
        data = self._receive(_PART, "virStreamRecvAll")
        if data == _WOULD_WAIT:
            self._refuse_to_wait(name)
        if data:
            self._checked(self._asked(partial(handler, self, data, opaque)), f"{name} handler")
        return bool(data)

    @staticmethod
    def _refuse_to_wait(name: str) -> NoReturn:
        message = f"cannot use {name} with a non-blocking stream"
        raise failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_STREAMS, message)

    def sendAll(self, handler: Callable[[virStream, int, Any], bytes], opaque: Any) -> None:
        """Sends what `handler(stream, how_many, opaque)` gives until it gives nothing."""
        self._opened("virStreamSendAll")
        while True:
            data = self._asked(partial(handler, self, _PART, opaque))
            self._checked(data, "sendAll handler")
            if not data:
                return
            self._send_whole(data)

    def sparseSendAll(
        self,
        handler: Callable[[virStream, int, Any], bytes],
        holeHandler: Callable[[virStream, Any], tuple[bool, int]],
        skipHandler: Callable[[virStream, int, Any], int | None],
        opaque: Any,
    ) -> None:
        """As `sendAll`, by sections: `holeHandler` says whether data or a hole follows, and how long it is; after a
        hole, `skipHandler` moves on by its length."""
        self._opened("virStreamSparseSendAll")
        while True:
            is_data, length = self._asked(partial(holeHandler, self, opaque))
            if not is_data and length > 0:
                self.sendHole(length)
                skipped = self._asked(partial(skipHandler, self, length, opaque))
                self._checked(skipped, "sparseSendAll skipHandler")
                continue
            wanted = min(length, _PART) if is_data else _PART
            data = self._asked(partial(handler, self, wanted, opaque))
            self._checked(data, "sparseSendAll handler")
            if not data:
                return
            self._send_whole(data)

    def _asked(self, handler: Callable[[], Any]) -> Any:
        """What a program's function gives; if it fails, the stream is given up."""
        try:
            return handler()
        except Exception:
            self.abort()
            raise

    def _checked(self, answer: object, who: str) -> None:
        if isinstance(answer, int) and answer < 0:
            self.abort()
            raise RuntimeError(f"{who} returned {answer}")

    def eventAddCallback(self, events: int, cb: Callable[[virStream, int, Any], None], opaque: Any) -> None:
        """Has the loop call `cb(stream, events, opaque)` when bytes can be received or sent."""
        native = self._opened("virStreamEventAddCallback")
        if self._watch is not None:
            message = "internal error: stream already has a callback registered"
            raise failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_STREAMS, message)
        loop = _loop.current()
        if loop is None:
            message = "internal error: no event loop is registered"
            raise failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_STREAMS, message)
        self._watch = _Watch(loop, self, cb, opaque)
        self._follow(native, events)

    def _follow(self, native: Any, events: int) -> None:
        if self._watch is None:
            message = "internal error: stream does not have a callback registered"
            raise failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_STREAMS, message)
        if events & VIR_STREAM_EVENT_READABLE and self._reader is None:
            self._reader = _Reader(native, self._arrived)
        self._watch.update(events)

    def _arrived(self) -> None:
        if self._watch is not None:
            self._watch.wake()

    def _ready(self) -> int:
        """What could be done now without waiting. Whether bytes can be sent, only sending them tells."""
        is_readable = self._reader is not None and self._reader.is_ready()
        return VIR_STREAM_EVENT_WRITABLE | (VIR_STREAM_EVENT_READABLE if is_readable else 0)

    def eventUpdateCallback(self, events: int) -> int:
        """Changes what the callback is called for."""
        self._follow(self._opened("virStreamEventUpdateCallback"), events)
        return 0

    def eventRemoveCallback(self) -> int:
        """Ends the callback."""
        if self._watch is None:
            message = "internal error: stream does not have a callback registered"
            raise failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_STREAMS, message)
        self._watch.end()
        self._watch = None
        return 0


class _Reader:
    """Reads ahead in a thread of its own, so that the loop can be told."""

    def __init__(self, native: Any, arrived: Callable[[], None]) -> None:
        self._native = native
        self._arrived = arrived
        self._changed = threading.Condition()
        self._data = b""
        self._error: BaseException | None = None
        self._ended = False
        threading.Thread(target=self._read, name="ferrovirt-stream", daemon=True).start()

    def is_ready(self) -> bool:
        return bool(self._data) or self._ended

    def _read(self) -> None:
        while not self._ended:
            data, error = b"", None
            try:
                data = self._native.receive(_PART)
            except Exception as raised:
                error = raised
            with self._changed:
                self._data, self._error, self._ended = data, error, not data
                self._changed.notify_all()
            self._arrived()
            with self._changed:
                self._changed.wait_for(lambda: not self._data)

    def take(self, nbytes: int, nonblocking: bool) -> Any:
        with self._changed:
            if not self.is_ready() and nonblocking:
                return _WOULD_WAIT
            self._changed.wait_for(self.is_ready)
            if self._error is not None:
                if isinstance(self._error, FAILURES):
                    raise failed(self._error) from self._error
                raise self._error
            taken, self._data = self._data[:nbytes], self._data[nbytes:]
            self._changed.notify_all()
            return taken


class _Watch:
    """The callback of a stream: it is called from a timer of the loop, again as long as something is ready."""

    def __init__(self, loop: _loop.Loop, stream: virStream, callback: Callable[..., None], opaque: Any) -> None:
        self._loop = loop
        self._stream = stream
        self._callback = callback
        self._opaque = opaque
        self._events = 0
        self._ended = False
        self._timer = loop.add_timeout(-1, self._run, None)

    def update(self, events: int) -> None:
        self._events = events
        self.wake()

    def end(self) -> None:
        if not self._ended:
            self._ended = True
            self._loop.remove_timeout(self._timer)

    def wake(self) -> None:
        if not self._ended and self._events & self._stream._ready():
            self._loop.update_timeout(self._timer, 0)

    def _run(self, _timer: int, _opaque: Any) -> None:
        ready = self._events & self._stream._ready()
        if ready and not self._ended:
            _loop.call(self._callback, self._stream, ready, self._opaque)
        if not self._ended and not self._events & self._stream._ready():
            self._loop.update_timeout(self._timer, -1)
            # What came in between would be missed.
            self.wake()
