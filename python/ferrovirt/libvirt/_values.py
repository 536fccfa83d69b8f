"""Records of the native package as the lists, tuples and dictionaries that programs for libvirt-python expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from .. import _native as native
from ._constants import VIR_ERR_INVALID_ARG, VIR_FROM_NONE
from ._error import failure

_MEMORY_STATISTICS = (
    "swap_in",
    "swap_out",
    "major_fault",
    "minor_fault",
    "unused",
    "available",
    "actual",
    "rss",
    "usable",
    "last_update",
    "disk_caches",
    "hugetlb_pgalloc",
    "hugetlb_pgfail",
)


def uuid_of(uuid: bytes) -> UUID:
    """The UUID in 16 bytes."""
    if not isinstance(uuid, (bytes, bytearray)) or len(uuid) != 16:
        raise failure(VIR_ERR_INVALID_ARG, VIR_FROM_NONE, "invalid argument: a UUID has 16 bytes")
    return UUID(bytes=bytes(uuid))


def uuid_of_text(uuid: str, function: str) -> UUID:
    """The UUID in a text, which `function` was given."""
    try:
        return UUID(uuid)
    except (ValueError, AttributeError, TypeError):
        message = f"invalid argument: uuidstr in {function} must be a valid UUID"
        raise failure(VIR_ERR_INVALID_ARG, VIR_FROM_NONE, message) from None


def bits(map: bytes, count: int) -> tuple[bool, ...]:
    """A map of processors: for each of `count` whether it is in it."""
    return tuple(bool(index // 8 < len(map) and map[index // 8] >> index % 8 & 1) for index in range(count))


def map_of_bits(cpumap: Iterable[Any], count: int) -> bytes:
    """A map of processors from what tells for each whether it is in it; those not told are not."""
    if not isinstance(cpumap, tuple):
        raise TypeError("Unexpected type, tuple is required")
    made = bytearray((count + 7) // 8)
    for index, is_in in enumerate(cpumap[:count]):
        if is_in:
            made[index // 8] |= 1 << index % 8
    return bytes(made)


class Known:
    """An object that an event or a statistic names: what identifies it is known, it is looked up for anything else."""

    __slots__ = ("_find", "_identity")

    def __init__(self, identity: Any, find: Callable[[], Any]) -> None:
        self._identity = identity
        self._find = find

    def __getattr__(self, name: str) -> Any:
        identity = self._identity
        if name == "id":
            return None if identity.id < 0 else identity.id
        if name in type(identity).__match_args__:
            return getattr(identity, name)
        return getattr(self._find(), name)


def handle(value: Any) -> Any:
    """The native handle of an object, to be passed as an argument."""
    return value._find() if isinstance(value, Known) else value


def domain_block_info(info: native.DomainBlockInfo) -> list[int]:
    return [info.capacity, info.allocation, info.physical]


def domain_block_job_info(info: native.DomainBlockJobInfo | None) -> dict[str, int]:
    if info is None:
        return {}
    return {"type": int(info.job), "bandwidth": info.bandwidth, "cur": info.current, "end": info.end}


def domain_block_stats(stats: native.DomainBlockStats) -> tuple[int, ...]:
    return stats.read_requests, stats.read_bytes, stats.write_requests, stats.write_bytes, stats.errors


def domain_control_info(info: native.DomainControlInfo) -> list[int]:
    return [int(info.state), int(info.details), info.state_time]


def domain_disk_errors(errors: list[native.DomainDiskError]) -> dict[str, int]:
    return {error.disk: int(error.error) for error in errors}


def domain_fs_infos(infos: list[native.DomainFsInfo]) -> list[tuple[str, str, str, list[str]]]:
    return [(info.mount_point, info.name, info.fs_type, info.devices) for info in infos]


def domain_info(info: native.DomainInfo) -> list[int]:
    return [int(info.state), info.max_memory, info.memory, info.vcpus, info.cpu_time]


def domain_interfaces(interfaces: list[native.DomainInterface]) -> dict[str, dict[str, Any]]:
    return {
        interface.name: {
            "addrs": [
                {"addr": address.address, "prefix": address.prefix, "type": int(address.kind)}
                for address in interface.addresses
            ]
            or None,
            "hwaddr": interface.mac,
        }
        for interface in interfaces
    }


def domain_interface_stats(stats: native.DomainInterfaceStats) -> tuple[int, ...]:
    return (
        stats.receive_bytes,
        stats.receive_packets,
        stats.receive_errors,
        stats.receive_drops,
        stats.transmit_bytes,
        stats.transmit_packets,
        stats.transmit_errors,
        stats.transmit_drops,
    )


def domain_job_info(info: native.DomainJobInfo) -> list[int]:
    return [
        int(info.kind),
        info.time_elapsed,
        info.time_remaining,
        info.data_total,
        info.data_processed,
        info.data_remaining,
        info.memory_total,
        info.memory_processed,
        info.memory_remaining,
        info.file_total,
        info.file_processed,
        info.file_remaining,
    ]


def domain_job_stats(stats: native.DomainJobStats) -> dict[str, Any]:
    return {"type": int(stats.kind), **stats.parameters}


def memory_statistics(statistics: list[native.DomainMemoryStat]) -> dict[str, int]:
    named = len(_MEMORY_STATISTICS)
    return {_MEMORY_STATISTICS[found.tag]: found.value for found in statistics if found.tag < named}


def domain_scheduler(scheduler: native.DomainScheduler) -> tuple[str, int]:
    return scheduler.name, scheduler.parameters


def domain_state_reason(state: native.DomainStateReason) -> list[int]:
    return [int(state.state), int(state.reason)]


def domain_time(time: native.DomainTime) -> dict[str, int]:
    return {"seconds": time.seconds, "nseconds": time.nanoseconds}


def network_dhcp_leases(leases: list[native.NetworkDhcpLease]) -> list[dict[str, Any]]:
    return [
        {
            "iface": lease.interface,
            "expirytime": lease.expiry_time,
            "type": int(lease.address_type),
            "mac": lease.mac,
            "iaid": lease.iaid,
            "ipaddr": lease.ip_address,
            "prefix": lease.prefix,
            "hostname": lease.hostname,
            "clientid": lease.client_id,
        }
        for lease in leases
    ]


def node_cpu_map(processors: native.NodeCpuMap) -> tuple[int, list[bool], int]:
    return processors.total, list(bits(processors.map, processors.total)), processors.online


def node_info(info: native.NodeInfo) -> list[Any]:
    # The memory is in KiB everywhere but here.
    return [
        info.model,
        info.memory >> 10,
        info.cpus,
        info.mhz,
        info.nodes,
        info.sockets,
        info.cores,
        info.threads,
    ]


def node_statistics(statistics: list[native.NodeStatistic]) -> dict[str, int]:
    return {found.field: found.value for found in statistics}


def security_label(label: native.SecurityLabel) -> list[Any]:
    return [label.label, label.enforcing]


def security_labels(labels: list[native.SecurityLabel]) -> list[list[Any]]:
    return [security_label(label) for label in labels]


def security_model(model: native.SecurityModel) -> list[str]:
    return [model.model, model.doi]


def storage_pool_info(info: native.StoragePoolInfo) -> list[int]:
    return [int(info.state), info.capacity, info.allocation, info.available]


def storage_volume_info(info: native.StorageVolumeInfo) -> list[int]:
    return [int(info.kind), info.capacity, info.allocation]
