"""The event loop that callbacks run in: the default one, or the six functions of a program's own.

What the package waits for, it waits for in threads of its own; a loop is needed only because programs expect callbacks
in the thread that runs it. So a loop is asked for timers alone, which any thread may set.
"""

from __future__ import annotations

import os
import select
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from ._constants import (
    VIR_EVENT_HANDLE_ERROR,
    VIR_EVENT_HANDLE_HANGUP,
    VIR_EVENT_HANDLE_READABLE,
    VIR_EVENT_HANDLE_WRITABLE,
)

__all__ = [
    "virEventAddHandle",
    "virEventAddTimeout",
    "virEventInvokeFreeCallback",
    "virEventRegisterDefaultImpl",
    "virEventRegisterImpl",
    "virEventRemoveHandle",
    "virEventRemoveTimeout",
    "virEventRunDefaultImpl",
    "virEventUpdateHandle",
    "virEventUpdateTimeout",
]

_T = TypeVar("_T")
_EventCB = Callable[[int, int, int, _T], None]
_TimerCB = Callable[[int, _T], None]

HandleCallback = _EventCB[Any]
TimeoutCallback = _TimerCB[Any]


class Loop(NamedTuple):
    """The functions of a loop."""

    add_handle: Callable[[int, int, HandleCallback, Any], int]
    update_handle: Callable[[int, int], None]
    remove_handle: Callable[[int], int]
    add_timeout: Callable[[int, TimeoutCallback, Any], int]
    update_timeout: Callable[[int, int], None]
    remove_timeout: Callable[[int], int]


_EVENTS = (
    (VIR_EVENT_HANDLE_READABLE, select.POLLIN),
    (VIR_EVENT_HANDLE_WRITABLE, select.POLLOUT),
    (VIR_EVENT_HANDLE_ERROR, select.POLLERR),
    (VIR_EVENT_HANDLE_HANGUP, select.POLLHUP),
)


class _Default:
    """A loop over `poll`. Any thread may change what it waits for; whoever runs it calls the callbacks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._handles: dict[int, tuple[int, int, HandleCallback, Any]] = {}
        # How often, when next (None: never), and what for.
        self._timeouts: dict[int, tuple[int, float | None, TimeoutCallback, Any]] = {}
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)

    def functions(self) -> Loop:
        return Loop(
            self.add_handle,
            self.update_handle,
            self.remove_handle,
            self.add_timeout,
            self.update_timeout,
            self.remove_timeout,
        )

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"\0")
        except BlockingIOError:
            pass  # It is awake already.

    def add_handle(self, fd: int, events: int, cb: HandleCallback, opaque: Any) -> int:
        with self._lock:
            watch = self._next_number()
            self._handles[watch] = (fd, events, cb, opaque)
        self._wake()
        return watch

    def update_handle(self, watch: int, events: int) -> None:
        with self._lock:
            if watch in self._handles:
                fd, _, cb, opaque = self._handles[watch]
                self._handles[watch] = (fd, events, cb, opaque)
        self._wake()

    def remove_handle(self, watch: int) -> int:
        with self._lock:
            known = self._handles.pop(watch, None)
        self._wake()
        return -1 if known is None else 0

    def add_timeout(self, timeout: int, cb: TimeoutCallback, opaque: Any) -> int:
        with self._lock:
            timer = self._next_number()
            self._timeouts[timer] = (timeout, _due(timeout), cb, opaque)
        self._wake()
        return timer

    def update_timeout(self, timer: int, timeout: int) -> None:
        with self._lock:
            if timer in self._timeouts:
                _, _, cb, opaque = self._timeouts[timer]
                self._timeouts[timer] = (timeout, _due(timeout), cb, opaque)
        self._wake()

    def remove_timeout(self, timer: int) -> int:
        with self._lock:
            known = self._timeouts.pop(timer, None)
        self._wake()
        return -1 if known is None else 0

    def run_once(self) -> None:
        with self._lock:
            watched = [(watch, fd, events) for watch, (fd, events, _, _) in self._handles.items() if events]
            due = [when for _, when, _, _ in self._timeouts.values() if when is not None]
        poll = select.poll()
        wanted: dict[int, int] = {}
        for _, fd, events in watched:
            wanted[fd] = wanted.get(fd, 0) | sum(bit for event, bit in _EVENTS if events & event)
        for fd, bits in wanted.items():
            poll.register(fd, bits)
        poll.register(self._wake_read, select.POLLIN)
        wait = None if not due else max(0, int((min(due) - time.monotonic()) * 1000) + 1)
        if due and min(due) <= time.monotonic():
            wait = 0
        ready = dict(poll.poll(wait))
        if ready.pop(self._wake_read, 0):
            _drain(self._wake_read)
        self._call_timeouts()
        self._call_handles(watched, ready)

    def _call_timeouts(self) -> None:
        now = time.monotonic()
        with self._lock:
            due = [timer for timer, (_, when, _, _) in self._timeouts.items() if when is not None and when <= now]
        for timer in due:
            with self._lock:
                # An earlier callback may have changed it.
                every, when, cb, opaque = self._timeouts.get(timer, (0, None, _nothing, None))
                if when is None or when > now:
                    continue
                self._timeouts[timer] = (every, _due(every), cb, opaque)
            call(cb, timer, opaque)

    def _call_handles(self, watched: list[tuple[int, int, int]], ready: dict[int, int]) -> None:
        for watch, fd, _ in watched:
            bits = ready.get(fd, 0)
            with self._lock:
                known = self._handles.get(watch)
            if not bits or known is None:
                continue
            _, events, cb, opaque = known
            always = VIR_EVENT_HANDLE_ERROR | VIR_EVENT_HANDLE_HANGUP
            found = sum(event for event, bit in _EVENTS if bits & bit and event & (events | always))
            if bits & select.POLLNVAL:
                found |= VIR_EVENT_HANDLE_ERROR
            if found:
                call(cb, watch, fd, found, opaque)


def _nothing(_timer: int, _opaque: Any) -> None: ...


def _due(timeout: int) -> float | None:
    return None if timeout < 0 else time.monotonic() + timeout / 1000


def _drain(fd: int) -> None:
    try:
        while len(os.read(fd, 4096)) == 4096:
            pass
    except BlockingIOError:
        pass


def call(callback: Callable[..., Any], *arguments: Any) -> Any:
    """Calls a program's callback; what it raises is shown and ends nothing else."""
    try:
        return callback(*arguments)
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return None


_loop: Loop | None = None
_default: _Default | None = None


def _forget() -> None:
    global _default, _loop
    _default = _loop = None


# What the loop of the parent waits for is not the child's; the child takes a loop of its own.
os.register_at_fork(after_in_child=_forget)


def current() -> Loop | None:
    """The loop, if there is one."""
    return _loop


def virEventRegisterDefaultImpl() -> int:
    """Takes the default loop: `virEventRunDefaultImpl` runs it. A loop that is there already stays."""
    global _default, _loop
    if _loop is None:
        _default = _Default()
        _loop = _default.functions()
    return 0


def virEventRunDefaultImpl() -> int:
    """Waits until something is to be done and does it: one turn of the default loop."""
    if _default is None:
        raise _not_registered()
    _default.run_once()
    return 0


def virEventRegisterImpl(
    addHandle: Callable[[int, int, HandleCallback, Any], int],
    updateHandle: Callable[[int, int], None],
    removeHandle: Callable[[int], int],
    addTimeout: Callable[[int, TimeoutCallback, Any], int],
    updateTimeout: Callable[[int, int], None],
    removeTimeout: Callable[[int], int],
) -> None:
    """Takes a program's own loop. A loop that is there already stays."""
    global _loop
    if _loop is None:
        _loop = Loop(addHandle, updateHandle, removeHandle, addTimeout, updateTimeout, removeTimeout)


def _known() -> Loop:
    if _loop is None:
        raise _not_registered()
    return _loop


def _not_registered() -> Exception:
    from ._constants import VIR_ERR_INTERNAL_ERROR, VIR_FROM_NONE
    from ._error import failure

    return failure(VIR_ERR_INTERNAL_ERROR, VIR_FROM_NONE, "internal error: no event loop is registered")


def virEventAddHandle(fd: int, events: int, cb: HandleCallback, opaque: Any) -> int:
    """Has `cb(watch, fd, events, opaque)` called when the file is ready; gives the watch."""
    return _known().add_handle(fd, events, cb, opaque)


def virEventUpdateHandle(watch: int, events: int) -> None:
    """Changes what a watch waits for."""
    _known().update_handle(watch, events)


def virEventRemoveHandle(watch: int) -> int:
    """Ends a watch."""
    return _removed(_known().remove_handle(watch), "virEventRemoveHandle")


def virEventAddTimeout(timeout: int, cb: TimeoutCallback, opaque: Any) -> int:
    """Has `cb(timer, opaque)` called every `timeout` milliseconds, never while it is -1; gives the timer."""
    return _known().add_timeout(timeout, cb, opaque)


def virEventUpdateTimeout(timer: int, timeout: int) -> None:
    """Changes how often a timer calls."""
    _known().update_timeout(timer, timeout)


def virEventRemoveTimeout(timer: int) -> int:
    """Ends a timer."""
    return _removed(_known().remove_timeout(timer), "virEventRemoveTimeout")


def _removed(result: int | None, function: str) -> int:
    # A program's own loop may give nothing.
    if result == -1:
        from ._error import libvirtError

        raise libvirtError(f"{function}() failed")
    return 0


def virEventInvokeFreeCallback(opaque: Any) -> None:
    """A program's own loop calls it for what it has removed; nothing here needs that."""
