"""Ferrovirt: virtual machines from Python.

Calls of this module wait for their answer and take a `timeout` in seconds; those of `ferrovirt.aio` are awaited.

    with ferrovirt.open("test:///default") as connection:
        for domain in connection.list_all_domains():
            print(domain.name, domain.info().state.name)
"""

from . import _enums, _errors, _records
from ._enums import *
from ._error import Error
from ._errors import *
from ._native import (
    Connection,
    Domain,
    DomainCheckpoint,
    DomainSnapshot,
    EventSubscription,
    Interface,
    LongOperation,
    Network,
    NetworkPort,
    NodeDevice,
    NwFilter,
    NwFilterBinding,
    Screenshot,
    Secret,
    StoragePool,
    StorageVolume,
    open,
)
from ._records import *
from ._streams import Stream
from ._typing import SupportsToXml

__version__ = "0.1.0"

__all__ = [
    "Connection",
    "Domain",
    "DomainCheckpoint",
    "DomainSnapshot",
    "Error",
    "EventSubscription",
    "Interface",
    "LongOperation",
    "Network",
    "NetworkPort",
    "NodeDevice",
    "NwFilter",
    "NwFilterBinding",
    "Screenshot",
    "Secret",
    "StoragePool",
    "StorageVolume",
    "Stream",
    "SupportsToXml",
    "open",
]
__all__ += _enums.__all__
__all__ += _errors.__all__
__all__ += _records.__all__
