"""Deadlines and interruption of waiting calls."""

import signal
import threading
import time

import pytest

import ferrovirt


def test_timeout_ends_a_wait(connection: ferrovirt.Connection) -> None:
    events = connection.events()
    started = time.monotonic()
    with pytest.raises(ferrovirt.OperationTimeoutError) as caught:
        events.next(timeout=0.05)
    assert time.monotonic() - started >= 0.05
    assert isinstance(caught.value, TimeoutError)


def test_timeout_of_zero_polls(connection: ferrovirt.Connection) -> None:
    assert connection.hostname(timeout=0)
    with pytest.raises(ferrovirt.OperationTimeoutError):
        connection.events().next(timeout=0)


@pytest.mark.parametrize("timeout", [-1.0, float("nan"), float("-inf")])
def test_timeout_must_be_a_time(connection: ferrovirt.Connection, timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout"):
        connection.events().next(timeout=timeout)


def test_interrupt_ends_a_wait(connection: ferrovirt.Connection) -> None:
    # Whoever runs the tests in the background has the signal ignored, and Python keeps that.
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.1, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        connection.events().next(timeout=10.0)
    timer.join()
    signal.signal(signal.SIGINT, previous)


def test_waiting_lets_other_threads_run(connection: ferrovirt.Connection, domain: ferrovirt.Domain) -> None:
    events = connection.events(domain)
    timer = threading.Timer(0.05, domain.create)
    timer.start()
    assert events.next(timeout=5.0) is not None
    timer.join()
