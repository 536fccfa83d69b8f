"""Time of one call from Python on the test driver, in nanoseconds: of the package, of its `ferrovirt.libvirt`, and of
libvirt-python itself where that is installed; beside them what a bare method call costs."""

import importlib
import timeit
from collections.abc import Callable
from typing import Any

import ferrovirt

DOMAINS = 1000
"""How many domains the list has, with the one that is there."""


class Bare:
    """What Python itself takes for a method call."""

    def method(self) -> int:
        return 1


def nanoseconds(call: Callable[[], Any]) -> float:
    timer = timeit.Timer(call)
    rounds, _ = timer.autorange()
    return min(timer.repeat(5, rounds)) / rounds * 1e9


def show(name: str, *calls: tuple[str, Callable[[], Any]]) -> None:
    print(name)
    for what, call in calls:
        print(f"  {what:24} {nanoseconds(call):10.0f}")


def xml(number: int) -> str:
    name = f"guest{number}"
    return f"<domain type='test'><name>{name}</name><memory>65536</memory><os><type>hvm</type></os></domain>"


def package() -> None:
    with ferrovirt.open("test:///default") as connection:
        for number in range(1, DOMAINS):
            connection.define_domain_xml(xml(number))
        domain = connection.lookup_domain_by_name("test")
        show(
            "ferrovirt",
            ("integer (max_memory)", domain.max_memory),
            ("boolean (is_active)", domain.is_active),
            ("info", domain.info),
            ("name", lambda: domain.name),
            ("list of 1,000 domains", connection.list_all_domains),
        )


def libvirt_python(module: str) -> None:
    try:
        libvirt = importlib.import_module(module)
    except ModuleNotFoundError:
        return
    connection = libvirt.open("test:///default")
    for number in range(1, DOMAINS):
        connection.defineXML(xml(number))
    domain = connection.lookupByName("test")
    show(
        module,
        ("integer (maxMemory)", domain.maxMemory),
        ("boolean (isActive)", domain.isActive),
        ("info", domain.info),
        ("name", domain.name),
        ("list of 1,000 domains", connection.listAllDomains),
    )
    connection.close()


def main() -> None:
    show("Python", ("bare method", Bare().method))
    package()
    for module in ("ferrovirt.libvirt", "libvirt"):
        libvirt_python(module)


if __name__ == "__main__":
    main()
