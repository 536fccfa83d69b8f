"""Errors as programs for libvirt-python know them: one class, a tuple of nine, a last error per thread, a handler."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Optional

from .._error import Error
from ._constants import VIR_ERR_ERROR, VIR_ERR_INVALID_ARG, VIR_ERR_NONE, VIR_FROM_NONE

__all__ = [
    "libvirtError",
    "registerErrorHandler",
    "virGetLastError",
    "virGetLastErrorCode",
    "virGetLastErrorDomain",
    "virGetLastErrorMessage",
    "virResetLastError",
]

RawError = tuple[int, int, str, int, Optional[str], Optional[str], Optional[str], int, int]
"""Code, domain, message, level, three texts, two numbers."""

FAILURES = (Error, OverflowError, TypeError, ValueError)
"""What calls of the native package raise: an error, a number that is too large or that an enumeration lacks, None where
something is needed, or a wrong type."""

_last = threading.local()
_handler: tuple[Callable[[Any, RawError], None], Any] | None = None


class libvirtError(Exception):
    """A call failed. What the native package raised is its `__cause__`, which may know the next step."""

    def __init__(self, defmsg: str, err: RawError | None = None) -> None:
        super().__init__(defmsg if err is None else err[2])
        self.err = err

    def get_error_code(self) -> int | None:
        """The error number, a `VIR_ERR_…`."""
        return None if self.err is None else self.err[0]

    def get_error_domain(self) -> int | None:
        """Which part of the system raised it, a `VIR_FROM_…`."""
        return None if self.err is None else self.err[1]

    def get_error_message(self) -> str | None:
        """The whole sentence."""
        return None if self.err is None else self.err[2]

    def get_error_level(self) -> int | None:
        """How serious it is: `VIR_ERR_WARNING` or `VIR_ERR_ERROR`."""
        return None if self.err is None else self.err[3]

    def get_str1(self) -> str | None:
        """The form of the message."""
        return None if self.err is None else self.err[4]

    def get_str2(self) -> str | None:
        """What was filled in."""
        return None if self.err is None else self.err[5]

    def get_str3(self) -> str | None:
        """A further text."""
        return None if self.err is None else self.err[6]

    def get_int1(self) -> int | None:
        """`errno` of a system error, else -1."""
        return None if self.err is None else self.err[7]

    def get_int2(self) -> int | None:
        """A further number."""
        return None if self.err is None else self.err[8]

    def __reduce__(self) -> tuple[Any, ...]:
        return libvirtError, (str(self), self.err)


# Where programs know it to be, and where tracebacks shall say that it is.
libvirtError.__module__ = "ferrovirt.libvirt"


def failed(error: BaseException) -> Exception:
    """The exception to raise for what a call of the native package raised."""
    if isinstance(error, TypeError) and "None" not in str(error):
        return TypeError(str(error))
    if isinstance(error, Error):
        form, colon, filled = error.message.partition(": ")
        first, second = (f"{form}: %1$s", filled) if colon else (error.message, None)
        raw: RawError = (error.code, error.domain, error.message, error.level, first, second, None, error.number, -1)
    else:
        raw = _raw(VIR_ERR_INVALID_ARG, VIR_FROM_NONE, f"invalid argument: {error}")
    return _raised(raw)


def failure(code: int, domain: int, message: str) -> libvirtError:
    """An exception of this module's own."""
    return _raised(_raw(code, domain, message))


def _raw(code: int, domain: int, message: str) -> RawError:
    return (code, domain, message, VIR_ERR_ERROR, message, None, None, -1, -1)


def _raised(raw: RawError) -> libvirtError:
    _last.error = raw
    if _handler is not None:
        handler, context = _handler
        handler(context, raw)
    return libvirtError(raw[2], raw)


def registerErrorHandler(f: Callable[[Any, RawError], None] | None, ctx: Any) -> int:
    """Has `f(ctx, error)` called for every error from now on, with the tuple of nine; None ends that."""
    global _handler
    _handler = None if f is None else (f, ctx)
    return 1


def virGetLastError() -> RawError | None:
    """The last error of this thread."""
    return getattr(_last, "error", None)


def virGetLastErrorCode() -> int:
    """The number of this thread's last error."""
    error = virGetLastError()
    return VIR_ERR_NONE if error is None else error[0]


def virGetLastErrorDomain() -> int:
    """Which part of the system raised this thread's last error."""
    error = virGetLastError()
    return VIR_FROM_NONE if error is None else error[1]


def virGetLastErrorMessage() -> str:
    """The message of this thread's last error."""
    error = virGetLastError()
    return "no error" if error is None else error[2]


def virResetLastError() -> None:
    """Forgets this thread's last error."""
    _last.error = None
