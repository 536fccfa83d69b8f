"""The asyncio face."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

import ferrovirt
import ferrovirt.aio
from conftest import domain_xml
from ferrovirt import DomainEvent, DomainEventType, DomainLifecycle


def run(main: Coroutine[Any, Any, None]) -> None:
    async def limited() -> None:
        await asyncio.wait_for(main, 30)

    asyncio.run(limited())


def test_async_open_and_calls() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            domain = await connection.lookup_domain_by_name("test")
            assert isinstance(domain, ferrovirt.aio.Domain)
            assert isinstance(await domain.info(), ferrovirt.DomainInfo)
            assert domain.name == "test"
        assert connection.is_closed
        again = await ferrovirt.aio.open("test:///default")
        again.close()

    run(main())


def test_calls_work_as_tasks() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            first, second = await asyncio.gather(connection.hostname(), connection.version())
            assert first == await asyncio.create_task(connection.hostname())
            assert second > 0
            assert await asyncio.wait_for(connection.is_alive(), 5)

    run(main())


def test_ready_answers_need_no_turn_of_the_loop() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            turns: list[int] = []
            asyncio.get_running_loop().call_soon(turns.append, 1)
            await connection.hostname()
            assert turns == []

    run(main())


def test_async_events() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            domain = await connection.define_domain_xml(domain_xml("async"))
            steps = []

            async def watch() -> None:
                async for event in connection.events(domain):
                    assert isinstance(event, DomainEvent)
                    assert isinstance(event.kind, DomainLifecycle)
                    steps.append(event.kind.event)
                    if event.kind.event is DomainEventType.STOPPED:
                        break

            watcher = asyncio.create_task(watch())
            await asyncio.sleep(0.02)
            await domain.create()
            await domain.destroy()
            await watcher
            assert steps == [DomainEventType.STARTED, DomainEventType.STOPPED]
            await domain.undefine()

    run(main())


def test_async_events_end_with_the_connection() -> None:
    async def main() -> None:
        connection = await ferrovirt.aio.open("test:///default")
        events = connection.events()
        asyncio.get_running_loop().call_later(0.02, connection.close)
        assert [event async for event in events] == []

    run(main())


def test_cancelling_a_task_gives_the_call_up() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            events = connection.events()
            waiting = asyncio.create_task(events.next())
            await asyncio.sleep(0.02)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(events.next(), 0.02)
            # What was given up took nothing away.
            domain = await connection.define_domain_xml(domain_xml("later"))
            assert await events.next(timeout=5.0) is not None
            await domain.undefine()

    run(main())


def test_async_timeout() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            with pytest.raises(ferrovirt.OperationTimeoutError):
                await connection.events().next(timeout=0.02)

    run(main())


def test_async_errors() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            with pytest.raises(ferrovirt.NoDomainError):
                await connection.lookup_domain_by_name("nobody")

    run(main())


def test_a_call_is_awaited_once() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            call = connection.hostname()
            await call
            with pytest.raises(RuntimeError, match="awaited before"):
                await call

    run(main())


def test_several_event_loops() -> None:
    for _ in range(3):
        test_async_events()
