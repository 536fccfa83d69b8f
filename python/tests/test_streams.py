"""Streams as file objects, and as awaited readers and writers."""

import asyncio
import io
from typing import Any

import pytest

import ferrovirt
import ferrovirt.aio
from ferrovirt._streams import AsyncStream


class Echo:
    """What a native stream does, with a peer that sends everything back and takes three bytes at a time."""

    def __init__(self) -> None:
        self.waiting = b""
        self.ends: list[str] = []

    def receive(self, limit: int, *, timeout: float | None = None) -> bytes:
        data, self.waiting = self.waiting[:limit], self.waiting[limit:]
        return data

    def send(self, data: bytes, *, timeout: float | None = None) -> int:
        self.waiting += data[:3]
        return len(data[:3])

    def finish(self, *, timeout: float | None = None) -> None:
        self.ends.append("finish")

    def abort(self) -> None:
        self.ends.append("abort")


class AsyncEcho(Echo):
    async def receive(self, limit: int, *, timeout: float | None = None) -> bytes:  # type: ignore[override]
        return super().receive(limit)

    async def send(self, data: bytes, *, timeout: float | None = None) -> int:  # type: ignore[override]
        return super().send(data)

    async def finish(self, *, timeout: float | None = None) -> None:  # type: ignore[override]
        super().finish()


def test_screenshot_is_a_file(connection: ferrovirt.Connection) -> None:
    screenshot = connection.lookup_domain_by_name("test").screenshot(0)
    assert screenshot.mime_type.startswith("image/")
    assert isinstance(screenshot.image, io.RawIOBase)
    with screenshot.image as image:
        start = image.read(4)
        assert start
        assert io.BufferedReader(image).read()
    assert image.closed
    with pytest.raises(ValueError, match="closed"):
        image.receive()


def test_async_screenshot() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default") as connection:
            domain = await connection.lookup_domain_by_name("test")
            screenshot = await domain.screenshot(0)
            assert isinstance(screenshot.image, ferrovirt.aio.Stream)
            everything = await screenshot.image.read()
            again = (await domain.screenshot(0)).image
            assert b"".join([chunk async for chunk in again]) == everything

    asyncio.run(main())


def stream(native: Any) -> ferrovirt.Stream:
    return ferrovirt.Stream(native)


def test_raw_reads_and_writes_may_be_partial() -> None:
    echo = Echo()
    file = stream(echo)
    assert file.write(b"hello") == 3
    buffer = bytearray(8)
    assert file.readinto(buffer) == 3
    assert bytes(buffer[:3]) == b"hel"
    assert file.readinto(bytearray()) == 0
    file.close()
    assert echo.ends[0] == "finish"


def test_buffered_writes_are_whole() -> None:
    echo = Echo()
    writer = io.BufferedWriter(stream(echo))
    writer.write(b"hello, guest")
    writer.flush()
    assert echo.waiting == b"hello, guest"


def test_leaving_by_an_exception_gives_a_stream_up() -> None:
    echo = Echo()
    with pytest.raises(KeyError), stream(echo):
        raise KeyError
    assert "finish" not in echo.ends
    assert "abort" in echo.ends


def test_async_writes_are_whole() -> None:
    async def main() -> None:
        echo: Any = AsyncEcho()
        async with AsyncStream(echo) as file:
            await file.write(b"hello, guest")
            assert await file.read(5) == b"hello"
        assert echo.ends[0] == "finish"

    asyncio.run(main())


PART = 65536
VOLUME = f"<volume><name>sparse</name><capacity unit='B'>{3 * PART}</capacity></volume>"


def test_holes_travel_as_holes() -> None:
    with ferrovirt.open("test:///default?clock=0") as connection:
        volume = connection.lookup_storage_pool_by_name("default-pool").create_volume_xml(VOLUME)
        with volume.upload(0, 0, ferrovirt.StorageVolumeUploadFlags.SPARSE_STREAM) as file:
            file.write(b"1" * PART)
            file.send_hole(PART)
            file.write(b"2" * PART)
        with volume.download(0, 0, ferrovirt.StorageVolumeDownloadFlags.SPARSE_STREAM) as file:
            assert file.next_hole() is None
            assert file.receive_part().data == b"1" * PART
            assert file.next_hole() == PART
            part = file.receive_part()
            assert (part.data, part.hole) == (b"", PART)
            assert file.receive_part().data == b"2" * PART
            part = file.receive_part()
            assert (part.data, part.hole) == (b"", 0)
        with volume.download(PART - 1, 2) as file:
            assert file.receive_part().data == b"1\0"


def test_async_holes() -> None:
    async def main() -> None:
        async with ferrovirt.aio.open("test:///default?clock=0") as connection:
            pool = await connection.lookup_storage_pool_by_name("default-pool")
            volume = await pool.create_volume_xml(VOLUME)
            async with await volume.upload(0, 0, ferrovirt.StorageVolumeUploadFlags.SPARSE_STREAM) as file:
                await file.write_hole(2 * PART)
                await file.write(b"2" * PART)
            async with await volume.download(0, 0, ferrovirt.StorageVolumeDownloadFlags.SPARSE_STREAM) as file:
                assert await file.next_hole() == 2 * PART
                assert (await file.read_part()).hole == 2 * PART
                assert (await file.read_part()).data == b"2" * PART

    asyncio.run(main())
