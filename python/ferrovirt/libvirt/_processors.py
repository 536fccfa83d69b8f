# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""On which processors of the host a guest runs: maps as tuples of truth values, one for each processor."""

from __future__ import annotations

from typing import Any

from . import _values
from ._error import FAILURES, failed

Map = tuple[bool, ...]


class Processors:
    """The part of a domain that is about processors."""

    __slots__ = ()

    _conn: Any
    _o: Any

    def _host_processors(self) -> int:
        """How many processors the host has: a map has as many."""
        return self._conn._o.node_cpu_map(0).total

    def vcpus(self) -> tuple[list[tuple[int, int, int, int]], list[Map]]:
        """What each virtual processor does (number, state, time, processor of the host), and where each may run."""
        try:
            infos = self._o.vcpus()
            count = self._host_processors()
        except FAILURES as error:
            raise failed(error) from error
        states = [(info.number, int(info.state), info.cpu_time, info.cpu) for info in infos]
        return states, [_values.bits(info.cpu_map, count) for info in infos]

    def vcpuPinInfo(self, flags: int = 0) -> list[Map]:
        """Where each virtual processor may run."""
        try:
            maps = self._o.vcpu_pin_info(flags)
            count = self._host_processors()
        except FAILURES as error:
            raise failed(error) from error
        return [_values.bits(found, count) for found in maps]

    def pinVcpu(self, vcpu: int, cpumap: Map) -> int:
        """Says where a virtual processor of the running guest may run."""
        try:
            self._o.pin_vcpu(vcpu, _values.map_of_bits(cpumap, self._host_processors()))
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def pinVcpuFlags(self, vcpu: int, cpumap: Map, flags: int = 0) -> int:
        """Says where a virtual processor may run: now, in the stored definition, or both."""
        try:
            self._o.pin_vcpu_flags(vcpu, _values.map_of_bits(cpumap, self._host_processors()), flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def emulatorPinInfo(self, flags: int = 0) -> Map:
        """Where the threads of the emulator may run."""
        try:
            return _values.bits(self._o.emulator_pin_info(flags), self._host_processors())
        except FAILURES as error:
            raise failed(error) from error

    def pinEmulator(self, cpumap: Map, flags: int = 0) -> int:
        """Says where the threads of the emulator may run."""
        try:
            self._o.pin_emulator(_values.map_of_bits(cpumap, self._host_processors()), flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def ioThreadInfo(self, flags: int = 0) -> list[tuple[int, list[bool]]]:
        """The I/O threads: number, and where it may run."""
        try:
            infos = self._o.io_thread_info(flags)
            count = self._host_processors()
        except FAILURES as error:
            raise failed(error) from error
        return [(info.id, list(_values.bits(info.cpu_map, count))) for info in infos]

    def pinIOThread(self, iothread_val: int, cpumap: Map, flags: int = 0) -> int:
        """Says where an I/O thread may run."""
        try:
            self._o.pin_io_thread(iothread_val, _values.map_of_bits(cpumap, self._host_processors()), flags)
        except FAILURES as error:
            raise failed(error) from error
        return 0

    def getCPUStats(self, total: bool, flags: int = 0) -> list[dict[str, Any]]:
        """Processor time that the guest used: of all processors together, or of each."""
        try:
            if total:
                return self._o.cpu_stats(-1, 1, flags)
            return self._o.cpu_stats(0, self._host_processors(), flags)
        except FAILURES as error:
            raise failed(error) from error
