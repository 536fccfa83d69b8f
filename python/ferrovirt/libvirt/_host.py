# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""What a connection tells of its host and of all guests, in the shapes of libvirt-python."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from . import _values
from ._error import FAILURES, failed

if TYPE_CHECKING:
    from ._objects import virDomain


class Host:
    """Pages of memory and statistics of guests."""

    __slots__ = ()

    _o: Any

    def getFreePages(self, pages: list[int], startCell: int, maxCells: int, flags: int = 0) -> dict[int, dict[int, int]]:
        """How many pages of each size, in KiB, are free: by NUMA node and size."""
        try:
            free = self._o.node_free_pages(pages, startCell, maxCells, flags)
        except FAILURES as error:
            raise failed(error) from error
        sizes = len(pages)
        return {
            startCell + index // sizes: dict(zip(pages, free[index : index + sizes], strict=False))
            for index in range(0, len(free), sizes)
        }

    def allocPages(self, pages: dict[int, int], startCell: int = 0, cellCount: int = 0, flags: int = 0) -> int:
        """Reserves or gives back huge pages: a number for each size in KiB. Says for how many nodes it did."""
        try:
            return self._o.node_allocate_pages(
                list(pages.keys()), list(pages.values()), startCell, cellCount, flags
            )
        except FAILURES as error:
            raise failed(error) from error

    def getAllDomainStats(self, stats: int = 0, flags: int = 0) -> list[tuple[virDomain, dict[str, Any]]]:
        """Statistics of all guests, of the groups in `stats`; 0 is all groups."""
        try:
            return self._statistics(self._o.all_domain_stats(stats, flags))
        except FAILURES as error:
            raise failed(error) from error

    def domainListGetStats(
        self, doms: list[virDomain], stats: int = 0, flags: int = 0
    ) -> list[tuple[virDomain, dict[str, Any]]]:
        """Statistics of these guests, of the groups in `stats`; 0 is all groups."""
        try:
            domains = [_values.handle(domain._o) for domain in doms]
            return self._statistics(self._o.domain_stats(domains, stats, flags))
        except FAILURES as error:
            raise failed(error) from error

    def _statistics(self, records: list[Any]) -> list[tuple[virDomain, dict[str, Any]]]:
        return [(self._domain(record.domain), record.parameters) for record in records]

    def _domain(self, identity: Any) -> virDomain:
        """The domain that an event or a statistic names."""
        from ._objects import virDomain

        return virDomain(self, _values.Known(identity, partial(self._o.lookup_domain_by_uuid, identity.uuid)))
