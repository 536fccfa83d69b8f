# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""Opening a connection, and what comes before one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _native
from .._errors import AuthFailedError, AuthUnavailableError
from ._constants import (
    VIR_CONNECT_RO,
    VIR_CRED_AUTHNAME,
    VIR_CRED_NOECHOPROMPT,
    VIR_CRED_PASSPHRASE,
    VIR_CRED_USERNAME,
    VIR_ERR_AUTH_FAILED,
    VIR_FROM_NONE,
)
from ._error import FAILURES, failed, failure
from ._objects import virConnect
from ._version import VERSION

__all__ = ["getVersion", "open", "openAuth", "openReadOnly", "virInitialize"]


def virInitialize() -> int:
    """Nothing is left to be done."""
    return 0


def getVersion(name: str | None = None) -> Any:
    """The version of the interface as major * 1,000,000 + minor * 1,000 + release; twice if a driver is named."""
    return VERSION if name is None else (VERSION, VERSION)


def open(name: str | None = None) -> virConnect:
    """Opens a connection; without a URI the one that the environment or a probe says."""
    return _opened(name, False, ())


def openReadOnly(name: str | None = None) -> virConnect:
    """Opens a connection that can change nothing."""
    return _opened(name, True, ())


def openAuth(uri: str | None, auth: list[Any], flags: int = 0) -> virConnect:
    """Opens a connection and answers when it is asked who comes.

    `auth` is a list: the kinds of credentials (`VIR_CRED_…`), a callback, a value for it. The callback gets a list of
    `[kind, prompt, challenge, default, answer]` and that value, puts the answers in, and gives 0, or -1 to give up.
    """
    read_only = bool(flags & VIR_CONNECT_RO)
    try:
        return virConnect(_native.open(uri or "", read_only))
    except (AuthFailedError, AuthUnavailableError):
        pass  # Now it is known that somebody has to be asked.
    except FAILURES as error:
        raise failed(error) from error
    kinds, callback, opaque = auth
    name = _asked(kinds, callback, opaque, (VIR_CRED_AUTHNAME, VIR_CRED_USERNAME), "Enter username: ")
    password = _asked(kinds, callback, opaque, (VIR_CRED_PASSPHRASE, VIR_CRED_NOECHOPROMPT), "Enter password: ")
    return _opened(uri, read_only, (name, password))


def _opened(uri: str | None, read_only: bool, credentials: tuple[Any, ...]) -> virConnect:
    try:
        return virConnect(_native.open(uri or "", read_only, *credentials))
    except FAILURES as error:
        raise failed(error) from error


def _asked(
    kinds: list[int], callback: Callable[[list[list[Any]], Any], int], opaque: Any, wanted: tuple[int, ...], prompt: str
) -> str | None:
    for kind in wanted:
        if kind not in kinds:
            continue
        request: list[Any] = [kind, prompt, "", "", None]
        if callback([request], opaque) < 0:
            break
        return request[4]
    raise failure(VIR_ERR_AUTH_FAILED, VIR_FROM_NONE, "authentication failed: no credentials were given")
