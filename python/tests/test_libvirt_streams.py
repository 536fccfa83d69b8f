"""Streams of `ferrovirt.libvirt`."""

from collections.abc import Iterator

import pytest

import ferrovirt.libvirt as libvirt

# What a volume is stored in parts of, or a multiple of that.
PART = 65536
VOLUME_SIZE = 1048576
VOLUME = "<volume><name>data</name><capacity>1048576</capacity></volume>"


@pytest.fixture
def conn() -> Iterator[libvirt.virConnect]:
    with libvirt.open("test:///default") as conn:
        yield conn


@pytest.fixture
def dom(conn: libvirt.virConnect) -> libvirt.virDomain:
    return conn.lookupByName("test")


def test_a_screenshot_comes_through_the_stream(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    stream = conn.newStream()
    assert dom.screenshot(stream, 0) == "image/png"
    assert stream.connect() is conn
    parts: list[bytes] = []
    stream.recvAll(lambda stream, data, opaque: opaque.append(data), parts)
    assert b"".join(parts).startswith(b"\x89PNG")
    assert stream.finish() == 0


def test_a_stream_that_nobody_opened_is_no_use(conn: libvirt.virConnect) -> None:
    stream = conn.newStream()
    calls = (lambda: stream.recv(1), lambda: stream.send(b"x"), stream.finish, stream.recvHole, lambda: stream.sendHole(1))
    for call in calls:
        with pytest.raises(libvirt.libvirtError) as caught:
            call()
        assert caught.value.get_error_code() == libvirt.VIR_ERR_NO_SUPPORT
    assert stream.abort() == 0


def test_a_stream_that_ended_is_no_use(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    stream = conn.newStream()
    dom.screenshot(stream, 0)
    assert stream.abort() == 0
    for call in (lambda: stream.recv(1), stream.finish):
        with pytest.raises(libvirt.libvirtError) as caught:
            call()
        assert caught.value.get_error_code() == libvirt.VIR_ERR_INTERNAL_ERROR


def test_a_handler_that_refuses_gives_the_stream_up(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    stream = conn.newStream()
    dom.screenshot(stream, 0)
    with pytest.raises(RuntimeError):
        stream.recvAll(lambda stream, data, opaque: -1, None)


def test_what_a_handler_raises_is_raised(conn: libvirt.virConnect, dom: libvirt.virDomain) -> None:
    def handler(stream: libvirt.virStream, data: bytes, opaque: None) -> int:
        raise KeyError("mine")

    stream = conn.newStream()
    dom.screenshot(stream, 0)
    with pytest.raises(KeyError):
        stream.recvAll(handler, None)


@pytest.fixture
def volume(conn: libvirt.virConnect) -> Iterator[libvirt.virStorageVol]:
    volume = conn.storagePoolLookupByName("default-pool").createXML(VOLUME)
    yield volume
    volume.delete()


def contents(conn: libvirt.virConnect, volume: libvirt.virStorageVol, length: int) -> bytes:
    stream = conn.newStream()
    volume.download(stream, 0, length)
    parts: list[bytes] = []
    stream.sparseRecvAll(lambda stream, data, opaque: parts.append(data), lambda stream, length, opaque: None, None)
    stream.finish()
    return b"".join(parts)


def test_a_volume_takes_what_a_handler_gives(conn: libvirt.virConnect, volume: libvirt.virStorageVol) -> None:
    data = iter([b"one", b"two" * 100_000, b""])
    stream = conn.newStream()
    volume.upload(stream, 0, 0)
    stream.sendAll(lambda stream, size, opaque: next(data), None)
    assert stream.finish() == 0
    assert contents(conn, volume, 300_003) == b"one" + b"two" * 100_000


def test_holes_are_sent_as_zeros(conn: libvirt.virConnect, volume: libvirt.virStorageVol) -> None:
    sections = [(True, 3), (False, 100_000), (True, 3), (False, 0)]
    data = iter([b"one", b"two", b""])
    skipped: list[int] = []
    stream = conn.newStream()
    volume.upload(stream, 0, 0)
    stream.sparseSendAll(
        lambda stream, size, opaque: next(data),
        lambda stream, opaque: sections.pop(0),
        lambda stream, length, opaque: skipped.append(length),
        None,
    )
    stream.finish()
    assert skipped == [100_000]
    assert contents(conn, volume, 100_006) == b"one" + bytes(100_000) + b"two"


def test_holes_travel_as_holes(conn: libvirt.virConnect, volume: libvirt.virStorageVol) -> None:
    one, two = b"1" * PART, b"2" * PART
    stream = conn.newStream()
    volume.upload(stream, 0, 0, libvirt.VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM)
    assert stream.send(one) == len(one)
    assert stream.sendHole(len(one)) == 0
    assert stream.send(two) == len(two)
    stream.finish()

    stream = sparse(conn, volume)
    assert stream.recvFlags(2 * len(one), libvirt.VIR_STREAM_RECV_STOP_AT_HOLE) == one
    assert stream.recvFlags(2 * len(one), libvirt.VIR_STREAM_RECV_STOP_AT_HOLE) == -3
    assert stream.recvHole() == len(one)
    assert stream.recvHole() == 0
    assert stream.recv(len(two)) == two
    stream.abort()

    found: list[bytes | int] = []
    sparse(conn, volume).sparseRecvAll(
        lambda stream, data, opaque: found.append(data), lambda stream, length, opaque: found.append(length), None
    )
    assert found == [one, PART, two, VOLUME_SIZE - 3 * PART]

    with pytest.raises(libvirt.libvirtError):
        sparse(conn, volume).sendHole(-1)


def sparse(conn: libvirt.virConnect, volume: libvirt.virStorageVol) -> libvirt.virStream:
    stream = conn.newStream()
    volume.download(stream, 0, 0, libvirt.VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM)
    return stream
