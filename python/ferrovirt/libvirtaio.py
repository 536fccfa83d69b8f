"""Callbacks of `ferrovirt.libvirt` in an asyncio loop.

    libvirtaio.virEventRegisterAsyncIOImpl()
    connection.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, callback, None)
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Callable
from typing import Any

from . import libvirt

__all__ = ["getCurrentImpl", "virEventAsyncIOImpl", "virEventRegisterAsyncIOImpl"]


class _Handle:
    """A file that is watched."""

    def __init__(self, fd: int, events: int, callback: Callable[..., None], opaque: Any) -> None:
        self.fd = fd
        self.events = events
        self.callback = callback
        self.opaque = opaque


class _Timer:
    """A timer, and its next call."""

    def __init__(self, timeout: int, callback: Callable[..., None], opaque: Any) -> None:
        self.timeout = timeout
        self.callback = callback
        self.opaque = opaque
        self.next: asyncio.TimerHandle | None = None


class virEventAsyncIOImpl:
    """The six functions over an asyncio loop. They may be called from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self.loop = loop or asyncio.get_event_loop()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._handles: dict[int, _Handle] = {}
        self._timers: dict[int, _Timer] = {}

    def register(self) -> virEventAsyncIOImpl:
        """Makes this the loop of all callbacks."""
        libvirt.virEventRegisterImpl(
            self._add_handle,
            self._update_handle,
            self._remove_handle,
            self._add_timeout,
            self._update_timeout,
            self._remove_timeout,
        )
        return self

    def is_idle(self) -> bool:
        """Whether nothing is watched or timed."""
        return not self._handles and not self._timers

    async def drain(self) -> None:
        """Lets what was begun come to its end."""
        await asyncio.sleep(0)

    def _soon(self, function: Callable[..., None], *arguments: Any) -> None:
        """Calls in the loop: now if this is its thread."""
        try:
            is_here = asyncio.get_running_loop() is self.loop
        except RuntimeError:
            is_here = False
        if is_here or not self.loop.is_running():
            function(*arguments)
        else:
            self.loop.call_soon_threadsafe(function, *arguments)

    def _add_handle(self, fd: int, events: int, cb: Callable[..., None], opaque: Any) -> int:
        with self._lock:
            watch = next(self._numbers)
            self._handles[watch] = _Handle(fd, events, cb, opaque)
        self._soon(self._watch, fd)
        return watch

    def _update_handle(self, watch: int, events: int) -> None:
        with self._lock:
            handle = self._handles[watch]
            handle.events = events
        self._soon(self._watch, handle.fd)

    def _remove_handle(self, watch: int) -> int:
        with self._lock:
            handle = self._handles.pop(watch, None)
        if handle is None:
            return -1
        self._soon(self._watch, handle.fd)
        self._soon(libvirt.virEventInvokeFreeCallback, handle.opaque)
        return 0

    def _watch(self, fd: int) -> None:
        with self._lock:
            wanted = 0
            for handle in self._handles.values():
                if handle.fd == fd:
                    wanted |= handle.events
        if wanted & libvirt.VIR_EVENT_HANDLE_READABLE:
            self.loop.add_reader(fd, self._ready, fd, libvirt.VIR_EVENT_HANDLE_READABLE)
        else:
            self.loop.remove_reader(fd)
        if wanted & libvirt.VIR_EVENT_HANDLE_WRITABLE:
            self.loop.add_writer(fd, self._ready, fd, libvirt.VIR_EVENT_HANDLE_WRITABLE)
        else:
            self.loop.remove_writer(fd)

    def _ready(self, fd: int, event: int) -> None:
        with self._lock:
            found = [
                (watch, handle) for watch, handle in self._handles.items() if handle.fd == fd and handle.events & event
            ]
        for watch, handle in found:
            if self._handles.get(watch) is handle:
                handle.callback(watch, fd, event, handle.opaque)

    def _add_timeout(self, timeout: int, cb: Callable[..., None], opaque: Any) -> int:
        with self._lock:
            number = next(self._numbers)
            self._timers[number] = _Timer(timeout, cb, opaque)
        self._soon(self._set, number)
        return number

    def _update_timeout(self, timer: int, timeout: int) -> None:
        with self._lock:
            if timer in self._timers:
                self._timers[timer].timeout = timeout
        self._soon(self._set, timer)

    def _remove_timeout(self, timer: int) -> int:
        with self._lock:
            known = self._timers.pop(timer, None)
        if known is None:
            return -1
        self._soon(self._forget, known)
        self._soon(libvirt.virEventInvokeFreeCallback, known.opaque)
        return 0

    @staticmethod
    def _forget(timer: _Timer) -> None:
        if timer.next is not None:
            timer.next.cancel()
            timer.next = None

    def _set(self, number: int) -> None:
        timer = self._timers.get(number)
        if timer is None:
            return
        self._forget(timer)
        if timer.timeout >= 0:
            timer.next = self.loop.call_later(timer.timeout / 1000, self._due, number)

    def _due(self, number: int) -> None:
        timer = self._timers.get(number)
        if timer is None:
            return
        timer.next = None
        timer.callback(number, timer.opaque)
        if timer.next is None:
            self._set(number)


_current: virEventAsyncIOImpl | None = None


def getCurrentImpl() -> virEventAsyncIOImpl | None:
    """What was registered last."""
    return _current


def virEventRegisterAsyncIOImpl(loop: asyncio.AbstractEventLoop | None = None) -> virEventAsyncIOImpl:
    """Has callbacks called in an asyncio loop: this one, or that of the thread."""
    global _current
    _current = virEventAsyncIOImpl(loop).register()
    return _current
