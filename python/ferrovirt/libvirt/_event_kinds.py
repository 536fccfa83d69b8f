"""Which event of the native package each number stands for, and what of it a callback gets."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, IntFlag
from typing import Any

from .. import _native as native
from . import _constants as c

Arguments = Callable[[Any], tuple[Any, ...]]
Kinds = dict[int, tuple[type[Any], Arguments]]


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, (IntEnum, IntFlag)) else value


def _event(kind: type[Any], *fields: str) -> tuple[type[Any], Arguments]:
    """An event of whose fields callbacks get these; without any, all in order."""
    names = fields or kind.__match_args__
    return kind, lambda event: tuple(_plain(getattr(event, name)) for name in names)


_FAMILIES = {
    "ipv4": c.VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4,
    "ipv6": c.VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6,
    "unix": c.VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX,
}


def _address(address: native.DomainEventGraphicsAddress) -> dict[str, Any]:
    family = _FAMILIES.get(address.family, c.VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4)
    return {"family": family, "node": address.node, "service": address.service}


def _graphics(event: native.DomainGraphics) -> tuple[Any, ...]:
    subject = [(part.kind, part.name) for part in event.subject]
    return int(event.phase), _address(event.local), _address(event.remote), event.authentication_scheme, subject


DOMAIN: Kinds = {
    c.VIR_DOMAIN_EVENT_ID_LIFECYCLE: _event(native.DomainLifecycle),
    c.VIR_DOMAIN_EVENT_ID_REBOOT: _event(native.DomainReboot),
    c.VIR_DOMAIN_EVENT_ID_RTC_CHANGE: _event(native.DomainRtcChange),
    c.VIR_DOMAIN_EVENT_ID_WATCHDOG: _event(native.DomainWatchdog),
    c.VIR_DOMAIN_EVENT_ID_IO_ERROR: _event(native.DomainIoError, "source_path", "device_alias", "action"),
    c.VIR_DOMAIN_EVENT_ID_GRAPHICS: (native.DomainGraphics, _graphics),
    c.VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON: _event(native.DomainIoError),
    c.VIR_DOMAIN_EVENT_ID_CONTROL_ERROR: _event(native.DomainControlError),
    c.VIR_DOMAIN_EVENT_ID_BLOCK_JOB: _event(native.DomainBlockJob, "path", "job", "status"),
    c.VIR_DOMAIN_EVENT_ID_DISK_CHANGE: _event(native.DomainDiskChange),
    c.VIR_DOMAIN_EVENT_ID_TRAY_CHANGE: _event(native.DomainTrayChange),
    c.VIR_DOMAIN_EVENT_ID_PMWAKEUP: _event(native.DomainPmWakeup),
    c.VIR_DOMAIN_EVENT_ID_PMSUSPEND: _event(native.DomainPmSuspend),
    c.VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE: _event(native.DomainBalloonChange),
    c.VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK: _event(native.DomainPmSuspendDisk),
    c.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED: _event(native.DomainDeviceRemoved),
    c.VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2: _event(native.DomainBlockJob, "disk", "job", "status"),
    c.VIR_DOMAIN_EVENT_ID_TUNABLE: _event(native.DomainTunable),
    c.VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE: _event(native.DomainAgentLifecycle),
    c.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED: _event(native.DomainDeviceAdded),
    c.VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION: _event(native.DomainMigrationIteration),
    c.VIR_DOMAIN_EVENT_ID_JOB_COMPLETED: _event(native.DomainJobCompleted),
    c.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED: _event(native.DomainDeviceRemovalFailed),
    c.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE: _event(native.DomainMetadataChange),
    c.VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD: _event(native.DomainBlockThreshold),
    c.VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE: _event(native.DomainMemoryFailure),
    c.VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE: _event(native.DomainMemoryDeviceSizeChange),
    c.VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE: _event(native.DomainNicMacChange),
}
NETWORK: Kinds = {
    c.VIR_NETWORK_EVENT_ID_LIFECYCLE: _event(native.NetworkLifecycle),
    c.VIR_NETWORK_EVENT_ID_METADATA_CHANGE: _event(native.NetworkMetadataChange),
}
STORAGE_POOL: Kinds = {
    c.VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE: _event(native.StoragePoolLifecycle),
    c.VIR_STORAGE_POOL_EVENT_ID_REFRESH: _event(native.StoragePoolRefresh),
}
NODE_DEVICE: Kinds = {
    c.VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE: _event(native.NodeDeviceLifecycle),
    c.VIR_NODE_DEVICE_EVENT_ID_UPDATE: _event(native.NodeDeviceUpdate),
}
SECRET: Kinds = {
    c.VIR_SECRET_EVENT_ID_LIFECYCLE: _event(native.SecretLifecycle),
    c.VIR_SECRET_EVENT_ID_VALUE_CHANGED: _event(native.SecretValueChanged),
}
