# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""What QEMU's guests have beyond `ferrovirt.libvirt`: their monitor and their agent."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import IO, Any

from .libvirt import _values, virConnect, virDomain
from .libvirt._error import FAILURES, failed
from .libvirt._events import MonitorEvents
from .libvirt._qemu_constants import *
from .libvirt._qemu_constants import (
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE,
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX,
)


def qemuMonitorCommand(domain: virDomain, cmd: str, flags: int) -> str:
    """Sends one command to the monitor and gives its answer."""
    try:
        return domain._o.qemu_monitor_command(cmd, flags)
    except FAILURES as error:
        raise failed(error) from error


def qemuMonitorCommandWithFiles(
    domain: virDomain, cmd: str, files: list[int] = [], flags: int = 0
) -> tuple[str, list[IO[Any]]]:
    """Sends one command with open files; gives the answer and the files that came with it."""
    try:
        answer = domain._o.qemu_monitor_command_with_files(cmd, files, flags)
    except FAILURES as error:
        raise failed(error) from error
    return answer.text, [os.fdopen(file) for file in answer.files]


def qemuAgentCommand(domain: virDomain, cmd: str, timeout: int, flags: int) -> str:
    """Sends one command to the guest agent and gives its answer."""
    try:
        return domain._o.qemu_agent_command(cmd, timeout, flags)
    except FAILURES as error:
        raise failed(error) from error


def qemuAttach(conn: virConnect, pid_value: int, flags: int) -> virDomain:
    """Takes over a QEMU that somebody else started."""
    try:
        return virDomain(conn, conn._o.qemu_attach(pid_value, flags))
    except FAILURES as error:
        raise failed(error) from error


def qemuMonitorEventRegister(
    conn: virConnect, dom: virDomain | None, event: str | None, cb: Callable[..., Any], opaque: Any, flags: int = 0
) -> int:
    """Has `cb(conn, dom, event, seconds, micros, details, opaque)` called for events of the monitor: of a guest or of
    all, of one name or of all. Gives the number that ends it."""
    is_regex = bool(flags & VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX)
    ignores_case = bool(flags & VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE)
    return _monitor(conn).add(conn, dom, event, (is_regex, ignores_case), cb, opaque)


def qemuMonitorEventDeregister(conn: virConnect, callbackID: int) -> None:
    """Ends a callback."""
    _monitor(conn).remove(callbackID)


def _monitor(conn: virConnect) -> MonitorEvents:
    events = getattr(conn, "_monitor_events", None)
    if not isinstance(events, MonitorEvents):
        events = MonitorEvents()
        conn._monitor_events = events  # type: ignore[attr-defined]
    return events
