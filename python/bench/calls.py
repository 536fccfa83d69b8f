"""What calls from Python cost on the test driver: of the package, of its `ferrovirt.libvirt`, and of libvirt-python itself
where that is installed; beside them what a bare method call costs. Ends with the status 1 if something takes longer than
it may.
"""

import asyncio
import importlib
import sys
import threading
import time
import timeit
from collections.abc import Callable
from typing import Any

import ferrovirt
import ferrovirt.aio
from ferrovirt.xml import domain as documents

DOMAINS = 1000
"""How many domains the list has, with the one that is there."""

EVENTS = 400_000
"""How many events the listener gets."""

AT_MOST = {"integer": 100.0, "info": 300.0, "awaited call on a ready result": 2000.0}
"""Nanoseconds that a call of the package may take."""

AT_MOST_OF_REFERENCE = {"list of 1,000 domains": 0.3}
"""Which part of libvirt-python's time a call of the package may take."""

EVENTS_AT_LEAST = 100_000.0
"""Events that a listener gets in a second."""

Times = dict[str, float]


class Bare:
    """What Python itself takes for a method call."""

    def method(self) -> int:
        return 1


def nanoseconds(call: Callable[[], Any]) -> float:
    timer = timeit.Timer(call)
    rounds, _ = timer.autorange()
    return min(timer.repeat(5, rounds)) / rounds * 1e9


def measured(name: str, calls: dict[str, Callable[[], Any]]) -> Times:
    print(name)
    times = {what: nanoseconds(call) for what, call in calls.items()}
    for what, taken in times.items():
        print(f"  {what:32} {taken:12.0f}")
    return times


def xml(number: int) -> str:
    name = f"guest{number}"
    return f"<domain type='test'><name>{name}</name><memory>65536</memory><os><type>hvm</type></os></domain>"


def package() -> Times:
    with ferrovirt.open("test:///default") as connection:
        for number in range(1, DOMAINS):
            connection.define_domain_xml(xml(number))
        domain = connection.lookup_domain_by_name("test")
        text = domain.xml_desc()
        document = documents.Domain.from_xml(text)
        times = measured(
            "ferrovirt (nanoseconds)",
            {
                "integer": domain.max_memory,
                "boolean": domain.is_active,
                "info": domain.info,
                "name": lambda: domain.name,
                "list of 1,000 domains": connection.list_all_domains,
                "statistics of 1,000 domains": connection.all_domain_stats,
                "document read": lambda: documents.Domain.from_xml(text),
                "document written": document.to_xml,
            },
        )
    times["awaited call on a ready result"] = asyncio.run(awaited())
    print(f"  {'awaited call on a ready result':32} {times['awaited call on a ready result']:12.0f}")
    return times


async def awaited(rounds: int = 200_000) -> float:
    async with ferrovirt.aio.open("test:///default") as connection:
        domain = await connection.lookup_domain_by_name("test")
        best = float("inf")
        for _ in range(5):
            began = time.perf_counter_ns()
            for _ in range(rounds):
                await domain.max_memory()
            best = min(best, (time.perf_counter_ns() - began) / rounds)
        return best


def events() -> float:
    """How many events a listener gets in a second while another thread lets them happen. Losing one is a failure."""
    with ferrovirt.open("test:///default?clock=0") as connection:
        domain = connection.lookup_domain_by_name("test")
        subscription = connection.events(capacity=EVENTS)

        def happen() -> None:
            for _ in range(EVENTS // 2):
                domain.suspend()
                domain.resume()

        thread = threading.Thread(target=happen)
        began = time.perf_counter()
        thread.start()
        for number in range(EVENTS):
            event = subscription.next()
            if not isinstance(event, ferrovirt.DomainEvent):
                sys.exit(f"after {number} events: {event}")
        taken = time.perf_counter() - began
        thread.join()
    rate = EVENTS / taken
    print(f"  {'events in a second':32} {rate:12.0f}")
    return rate


def libvirt_python(module: str) -> Times:
    try:
        libvirt = importlib.import_module(module)
    except ModuleNotFoundError:
        return {}
    connection = libvirt.open("test:///default")
    for number in range(1, DOMAINS):
        connection.defineXML(xml(number))
    domain = connection.lookupByName("test")
    times = measured(
        f"{module} (nanoseconds)",
        {
            "integer": domain.maxMemory,
            "boolean": domain.isActive,
            "info": domain.info,
            "name": domain.name,
            "list of 1,000 domains": connection.listAllDomains,
        },
    )
    connection.close()
    return times


def main() -> None:
    measured("Python (nanoseconds)", {"bare method": Bare().method})
    ours = package()
    rate = events()
    libvirt_python("ferrovirt.libvirt")
    reference = libvirt_python("libvirt")
    failures = [
        f"{what}: {ours[what]:.0f} ns, at most {most:.0f}" for what, most in AT_MOST.items() if ours[what] > most
    ]
    if rate < EVENTS_AT_LEAST:
        failures.append(f"events: {rate:.0f} in a second, at least {EVENTS_AT_LEAST:.0f}")
    for what, most in AT_MOST_OF_REFERENCE.items() if reference else ():
        part = ours[what] / reference[what]
        print(f"{what}: {part:.3f} of libvirt-python's time, at most {most}")
        if part > most:
            failures.append(f"{what}: {part:.3f} of libvirt-python's time, at most {most}")
    sys.exit("\n".join(failures) if failures else 0)


if __name__ == "__main__":
    main()
