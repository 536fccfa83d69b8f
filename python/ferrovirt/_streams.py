"""Streams as file objects and as awaited readers and writers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from ._native import NativeAsyncStream, NativeStream, StreamPart

__all__ = ["AsyncStream", "Stream"]

CHUNK = 256 * 1024
"""The most that one step moves."""


class Stream(io.RawIOBase):
    """A stream of bytes as a file object: raw, so that reads give what has arrived and writes may take a part.

    `io.BufferedRWPair(stream, stream)` adds buffers and `io.TextIOWrapper` text. Closing it after writing waits until
    everything has arrived; leaving a `with` block by an exception gives it up.
    """

    def __init__(self, native: NativeStream) -> None:
        super().__init__()
        self._native = native

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def receive(self, limit: int = CHUNK, *, timeout: float | None = None) -> bytes:
        """Up to `limit` bytes as soon as there are any; empty at the end."""
        self._check_open()
        return self._native.receive(limit, timeout=timeout)

    def receive_part(self, limit: int = CHUNK, *, timeout: float | None = None) -> StreamPart:
        """The next bytes, or the length of the next hole; neither at the end. Only a stream that was opened as a sparse
        one tells of holes, any other gives their zeros."""
        self._check_open()
        return self._native.receive_part(limit, timeout=timeout)

    def next_hole(self, *, timeout: float | None = None) -> int | None:
        """The length of the hole that comes next, which stays there; nothing where something else does."""
        self._check_open()
        return self._native.next_hole(timeout=timeout)

    def send_hole(self, length: int, *, timeout: float | None = None) -> None:
        """Sends a hole of this length; where the other end knows none, as zeros."""
        self._check_open()
        self._native.send_hole(length, timeout=timeout)

    def send(self, data: Buffer, *, timeout: float | None = None) -> int:
        """Sends some of the bytes, at least one, and says how many."""
        self._check_open()
        return self._native.send(_part(data), timeout=timeout)

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self.receive(len(view)) if len(view) else b""
        view[: len(data)] = data
        return len(data)

    def write(self, data: Buffer) -> int:
        return self.send(data)

    def finish(self, *, timeout: float | None = None) -> None:
        """Ends the stream in good order: waits until everything sent has arrived."""
        if not self.closed:
            self._native.finish(timeout=timeout)
            super().close()

    def abort(self) -> None:
        """Gives the stream up."""
        self._native.abort()
        super().close()

    def close(self) -> None:
        if self.closed:
            return
        try:
            self._native.finish()
        finally:
            self.abort()

    def __exit__(self, kind: Any, error: Any, traceback: Any) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()

    def __del__(self) -> None:
        # A stream that nobody ended must not wait for its peer now.
        if hasattr(self, "_native"):
            self.abort()

    def _check_open(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on a closed stream")


class AsyncStream:
    """A stream of bytes whose reads and writes are awaited.

    Iterating over it gives chunks until the end.
    """

    def __init__(self, native: NativeAsyncStream) -> None:
        self._native = native

    async def read(self, limit: int = -1, *, timeout: float | None = None) -> bytes:
        """Up to `limit` bytes as soon as there are any, empty at the end; without a limit, everything to the end."""
        if limit >= 0:
            return await self._native.receive(limit, timeout=timeout) if limit else b""
        chunks = []
        while chunk := await self._native.receive(CHUNK, timeout=timeout):
            chunks.append(chunk)
        return b"".join(chunks)

    async def read_part(self, limit: int = CHUNK, *, timeout: float | None = None) -> StreamPart:
        """The next bytes, or the length of the next hole; neither at the end. Only a stream that was opened as a sparse
        one tells of holes, any other gives their zeros."""
        return await self._native.receive_part(limit, timeout=timeout)

    async def next_hole(self, *, timeout: float | None = None) -> int | None:
        """The length of the hole that comes next, which stays there; nothing where something else does."""
        return await self._native.next_hole(timeout=timeout)

    async def write_hole(self, length: int, *, timeout: float | None = None) -> None:
        """Sends a hole of this length; where the other end knows none, as zeros."""
        await self._native.send_hole(length, timeout=timeout)

    async def write(self, data: Buffer, *, timeout: float | None = None) -> None:
        """Sends all of the bytes; the limit holds for each step."""
        view = memoryview(data).cast("B")
        while len(view):
            view = view[await self._native.send(_part(view), timeout=timeout) :]

    async def finish(self, *, timeout: float | None = None) -> None:
        """Ends the stream in good order: waits until everything sent has arrived."""
        await self._native.finish(timeout=timeout)

    def abort(self) -> None:
        """Gives the stream up. Doing so again, or after the end, does nothing."""
        self._native.abort()

    def __aiter__(self) -> AsyncStream:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self._native.receive(CHUNK)
        if not chunk:
            raise StopAsyncIteration
        return chunk

    async def __aenter__(self) -> AsyncStream:
        return self

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        try:
            if kind is None:
                await self.finish()
        finally:
            self.abort()


def _part(data: Buffer) -> bytes:
    return bytes(memoryview(data).cast("B")[:CHUNK])
