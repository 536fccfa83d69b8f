"""Operations that take long, as objects: progress, ending, waiting."""

import asyncio
import tempfile
from pathlib import Path

import pytest

import ferrovirt
from ferrovirt import LongOperationState, StorageVolumeUploadFlags, aio

VOLUME = "<volume><name>{}</name><capacity>4194304</capacity></volume>"


def test_upload_and_download(connection: ferrovirt.Connection) -> None:
    pool = connection.lookup_storage_pool_by_name("default-pool")
    volume = pool.create_volume_xml(VOLUME.format("transfer"))
    content = bytes(range(256)) * 4096
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(content)
        source.seek(0)
        upload = volume.start_upload(source, 0, 0, StorageVolumeUploadFlags(0))
        assert upload.finished() is None
        progress = upload.progress()
        assert (progress.state, progress.done, progress.total) == (
            LongOperationState.FINISHED,
            len(content),
            len(content),
        )
        volume.start_download(target, 0, len(content)).finished()
        target.seek(0)
        assert target.read() == content
    volume.delete()


def test_a_failure_is_told_by_the_wait(connection: ferrovirt.Connection) -> None:
    domain = connection.lookup_domain_by_name("test")
    operation = domain.start_save("/nowhere/to/be/found")
    with pytest.raises(ferrovirt.Error) as failure:
        operation.finished()
    assert "/nowhere/to/be/found" in str(failure.value)
    assert operation.progress().state is LongOperationState.FAILED
    operation.cancel()


def test_a_save_awaited(tmp_path: Path) -> None:
    async def save() -> None:
        async with await aio.open("test:///default") as connection:
            domain = await connection.lookup_domain_by_name("test")
            operation = domain.start_save(str(tmp_path / "saved"))
            assert await operation.finished() is None
            assert (await operation.progress()).state is LongOperationState.FINISHED
            restore = connection.start_restore_domain(str(tmp_path / "saved"))
            await restore.finished()
            assert await domain.is_active()

    asyncio.run(save())
