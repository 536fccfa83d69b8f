//! The content of volumes from files and to files, as operations that take long.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;

use ferrovirt::LongOperationState;

use super::*;

const UPLOAD: StorageVolumeUploadFlags = StorageVolumeUploadFlags::empty();
const DOWNLOAD: StorageVolumeDownloadFlags = StorageVolumeDownloadFlags::empty();

/// A large volume in the default pool of a connection of its own.
fn volume(name: &str) -> StorageVolume {
    let connection = connect();
    let pool = done(connection.lookup_storage_pool_by_name("default-pool"));
    let xml = format!("<volume><name>{name}</name><capacity>4194304</capacity></volume>");
    done(pool.create_volume_xml(&xml, StorageVolumeCreateFlags::empty()))
}

fn descriptor(file: &File) -> FileDescriptor {
    FileDescriptor::from(OwnedFd::from(file.try_clone().expect("a duplicate")))
}

#[test]
fn a_volume_comes_from_a_file_and_goes_to_one() {
    let volume = volume("transfer");
    let content: Vec<u8> = (0..1_000_000_u32).flat_map(u32::to_le_bytes).take(3_000_000).collect();
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(b"before").and_then(|()| file.write_all(&content)).expect("written");
    file.seek(SeekFrom::Start(6)).expect("a position");
    let upload = volume.start_upload(descriptor(&file), 1000, 0, UPLOAD).expect("started");
    done(upload.finished());
    let progress = done(upload.progress());
    assert_eq!(progress.state, LongOperationState::Finished);
    assert_eq!((progress.done, progress.total), (Some(3_000_000), Some(3_000_000)));

    let mut back = tempfile::tempfile().expect("a file");
    let download = volume.start_download(descriptor(&back), 1000, 3_000_000, DOWNLOAD).expect("started");
    done(download.finished());
    assert_eq!(done(download.progress()).done, Some(3_000_000));
    let mut read = Vec::new();
    back.seek(SeekFrom::Start(0)).and_then(|_| back.read_to_end(&mut read)).expect("read");
    assert!(read == content, "what came back differs");
    done(volume.delete(StorageVolumeDeleteFlags::empty()));
}

#[test]
fn holes_stay_holes() {
    let volume = volume("sparse");
    let file = tempfile::tempfile().expect("a file");
    file.set_len(2_000_000).expect("a length");
    (&file).write_all(b"at the start").expect("written");
    (&file).seek(SeekFrom::Start(0)).expect("a position");
    let sparse = StorageVolumeUploadFlags::SPARSE_STREAM;
    done(volume.start_upload(descriptor(&file), 0, 0, sparse).expect("started").finished());
    let back = tempfile::tempfile().expect("a file");
    let sparse = StorageVolumeDownloadFlags::SPARSE_STREAM;
    done(volume.start_download(descriptor(&back), 0, 0, sparse).expect("started").finished());
    let mut read = String::new();
    (&back).seek(SeekFrom::Start(0)).expect("a position");
    (&back).take(12).read_to_string(&mut read).expect("read");
    assert_eq!(read, "at the start");
    // The hole at its end belongs to the file as well.
    assert_eq!(back.metadata().expect("metadata").len(), 4_194_304);
    done(volume.delete(StorageVolumeDeleteFlags::empty()));
}

#[test]
fn sockets_that_do_not_block_are_waited_for() {
    let volume = volume("sockets");
    let content = vec![7_u8; 500_000];
    let (reader, mut writer) = UnixStream::pair().expect("a socket");
    let (back, sink) = UnixStream::pair().expect("a socket");
    for end in [&reader, &sink] {
        end.set_nonblocking(true).expect("a flag");
    }
    let upload = volume.start_upload(FileDescriptor::from(OwnedFd::from(reader)), 0, 0, UPLOAD).expect("started");
    std::thread::sleep(std::time::Duration::from_millis(50));
    writer.write_all(&content).expect("written");
    drop(writer);
    done(upload.finished());
    assert_eq!(done(upload.progress()).done, Some(500_000));
    let sink = FileDescriptor::from(OwnedFd::from(sink));
    let download = volume.start_download(sink, 0, 500_000, DOWNLOAD).expect("started");
    std::thread::sleep(std::time::Duration::from_millis(50));
    let mut read = vec![0; 500_000];
    { back }.read_exact(&mut read).expect("read");
    assert!(read == content, "what came back differs");
    done(download.finished());
    done(volume.delete(StorageVolumeDeleteFlags::empty()));
}

#[test]
fn a_transfer_that_cannot_be_done_says_why() {
    let volume = volume("refused");
    let file = tempfile::tempfile().expect("a file");
    let beyond = volume.start_download(descriptor(&file), 5_000_000, 0, DOWNLOAD).expect("started");
    assert!(blocking::wait(beyond.finished(), None).is_err());
    assert_eq!(done(beyond.progress()).state, LongOperationState::Failed);
    let read_only = File::open("/dev/null").expect("a file");
    let unwritable = volume.start_download(descriptor(&read_only), 0, 1000, DOWNLOAD).expect("started");
    fails(ErrorCode::SystemError, "cannot read or write the file", unwritable.finished());
    done(volume.delete(StorageVolumeDeleteFlags::empty()));
}
