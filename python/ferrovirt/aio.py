"""The same classes with calls that are awaited.

    async with ferrovirt.aio.open("test:///default") as connection:
        async for event in connection.events():
            print(event)

An answer that is there already is given without a turn of the event loop. Cancelling the task gives the call up, and so
does `timeout`, in seconds; what a driver has begun it brings to an end, and events tell the outcome.
"""

from __future__ import annotations

from collections.abc import Generator
from types import TracebackType
from typing import Any

from ._native import AsyncConnection as Connection
from ._native import AsyncDomain as Domain
from ._native import AsyncDomainCheckpoint as DomainCheckpoint
from ._native import AsyncDomainSnapshot as DomainSnapshot
from ._native import AsyncEventSubscription as EventSubscription
from ._native import AsyncInterface as Interface
from ._native import AsyncLongOperation as LongOperation
from ._native import AsyncNetwork as Network
from ._native import AsyncNetworkPort as NetworkPort
from ._native import AsyncNodeDevice as NodeDevice
from ._native import AsyncNwFilter as NwFilter
from ._native import AsyncNwFilterBinding as NwFilterBinding
from ._native import AsyncScreenshot as Screenshot
from ._native import AsyncSecret as Secret
from ._native import AsyncStoragePool as StoragePool
from ._native import AsyncStorageVolume as StorageVolume
from ._native import Call, async_open
from ._streams import AsyncStream as Stream

__all__ = [
    "Call",
    "Connection",
    "Domain",
    "DomainCheckpoint",
    "DomainSnapshot",
    "EventSubscription",
    "Interface",
    "LongOperation",
    "Network",
    "NetworkPort",
    "NodeDevice",
    "NwFilter",
    "NwFilterBinding",
    "Opening",
    "Screenshot",
    "Secret",
    "StoragePool",
    "StorageVolume",
    "Stream",
    "open",
]


class Opening:
    """A connection that is being opened: await it, or use it with `async with`."""

    def __init__(self, call: Call[Connection]) -> None:
        self._call = call
        self._connection: Connection | None = None

    def __await__(self) -> Generator[Any, None, Connection]:
        return self._call.__await__()

    async def __aenter__(self) -> Connection:
        self._connection = await self._call
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()


def open(
    uri: str,
    read_only: bool = False,
    user_name: str | None = None,
    password: str | None = None,
    *,
    timeout: float | None = None,
) -> Opening:
    """Opens a connection; the scheme of the URI chooses the driver. The user's name and password are for drivers that
    ask who comes."""
    return Opening(async_open(uri, read_only, user_name, password, timeout=timeout))
