# The native handle is of any class: what its methods give is stated here.
# mypy: disable-error-code="no-any-return"
"""What containers have beyond `ferrovirt.libvirt`."""

from __future__ import annotations

from .libvirt import VIR_ERR_NO_SUPPORT, VIR_FROM_LXC, virDomain
from .libvirt._error import FAILURES, failed, failure


def lxcOpenNamespace(domain: virDomain, flags: int) -> list[int]:
    """Opens the container's namespaces; the files are the caller's."""
    try:
        return domain._o.lxc_open_namespace(flags)
    except FAILURES as error:
        raise failed(error) from error


def lxcEnterCGroup(domain: virDomain, flags: int) -> int:
    """Moves the calling process into the container's control groups: nothing that this build can do."""
    message = "this function is not supported by the connection driver: virDomainLxcEnterCGroup"
    raise failure(VIR_ERR_NO_SUPPORT, VIR_FROM_LXC, message)
