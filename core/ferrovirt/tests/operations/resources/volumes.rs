//! Volumes.

use super::*;

/// The document of a volume.
pub const XML: &str = "<volume><name>v</name><capacity>10000</capacity><allocation>0</allocation></volume>";

const CREATE: StorageVolumeCreateFlags = StorageVolumeCreateFlags::empty();
const RESIZE: StorageVolumeResizeFlags = StorageVolumeResizeFlags::empty();
const UPLOAD: StorageVolumeUploadFlags = StorageVolumeUploadFlags::empty();
const DOWNLOAD: StorageVolumeDownloadFlags = StorageVolumeDownloadFlags::empty();

fn with<T>(connection: &Connection, call: impl FnOnce(&StoragePool, &StorageVolume) -> T) -> T {
    pools::with_running(connection, |pool| {
        let volume = done(pool.create_volume_xml(XML, CREATE));
        call(pool, &volume)
    })
}

fn with_gone<T>(connection: &Connection, call: impl FnOnce(&StorageVolume) -> T) -> T {
    with(connection, |_, volume| {
        done(volume.delete(StorageVolumeDeleteFlags::empty()));
        call(volume)
    })
}

fn put(volume: &StorageVolume, offset: u64, bytes: &[u8]) {
    let stream = done(volume.upload(offset, 0, UPLOAD));
    done(stream.send_all(bytes));
    done(stream.finish());
}

fn taken(volume: &StorageVolume, offset: u64, length: u64) -> Vec<u8> {
    done(done(volume.download(offset, length, DOWNLOAD)).receive_all(1 << 20))
}

/// What is sent with holes is told with holes, to those who ask for them.
fn holes_come_and_go(connection: &Connection, volume: &StorageVolume) {
    // A driver on the host's own files may tell fewer holes; the bytes are the same.
    let exact = done(connection.hypervisor_type()) == "TEST";
    put(volume, 0, &[1; 10000]);
    let stream = done(volume.upload(0, 0, StorageVolumeUploadFlags::SPARSE_STREAM));
    done(stream.send_all(b"begin"));
    done(stream.send_hole(9992));
    done(stream.send_all(b"end"));
    if exact {
        fails(ErrorCode::SystemError, "cannot write", stream.send_hole(1));
    }
    done(stream.finish());
    let stream = done(volume.download(0, 0, StorageVolumeDownloadFlags::SPARSE_STREAM));
    let mut parts = Vec::new();
    while !matches!(parts.last(), Some(StreamPart::End)) {
        parts.push(done(stream.receive_part(4096)));
    }
    if exact {
        let lengths: Vec<u64> = parts
            .iter()
            .map(|part| match part {
                StreamPart::Data(bytes) => bytes.len() as u64,
                StreamPart::Hole(length) => *length,
                StreamPart::End => 0,
            })
            .collect();
        assert_eq!(lengths, [4096, 4096, 1808, 0]);
        assert_eq!(parts[1], StreamPart::Hole(4096));
    }
    let all = taken(volume, 0, 0);
    assert!(all.starts_with(b"begin\0\0") && all.ends_with(b"\0\0end") && all.len() == 10000);
    // Given up, it is of no use any more.
    stream.abort();
    fails(ErrorCode::InvalidStream, "aborted", stream.receive(1));
}

/// Of volumes.
pub const CASES: &[Case] = &[
    Case {
        operation: "virStorageVolLookupByKey",
        good: |connection| {
            with(connection, |_, volume| {
                let key = &volume.identity().key;
                assert_eq!(done(connection.lookup_volume_by_key(key)), *volume);
            });
        },
        bad: |connection| tried(connection.lookup_volume_by_key("nobody")),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolLookupByPath",
        good: |connection| {
            with(connection, |_, volume| {
                assert_eq!(done(connection.lookup_volume_by_path(&done(volume.path()))), *volume);
            });
        },
        bad: |connection| tried(connection.lookup_volume_by_path("/nowhere/v")),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolLookupByName",
        good: |connection| with(connection, |pool, volume| assert_eq!(done(pool.lookup_volume_by_name("v")), *volume)),
        bad: |connection| with(connection, |pool, _| tried(pool.lookup_volume_by_name("w"))),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolCreateXML",
        good: |connection| {
            with(connection, |pool, volume| {
                assert_eq!(done(volume.path()), format!("/pools/{}/v", pool.name()));
                let huge = "<volume><name>w</name><capacity unit='PiB'>1</capacity></volume>";
                fails(ErrorCode::InternalError, "free space", pool.create_volume_xml(huge, CREATE));
            });
        },
        bad: |connection| with(connection, |pool, _| tried(pool.create_volume_xml(XML, CREATE))),
        code: ErrorCode::OperationFailed,
    },
    Case {
        operation: "virStorageVolCreateXMLFrom",
        good: |connection| {
            with(connection, |pool, volume| {
                put(volume, 5000, b"copied");
                let document = "<volume><name>w</name><allocation>0</allocation></volume>";
                let copy = done(pool.create_volume_xml_from(document, volume, CREATE));
                assert_eq!((done(copy.info()).capacity, taken(&copy, 5000, 6)), (10000, b"copied".to_vec()));
                put(volume, 5000, b"change");
                assert_eq!(taken(&copy, 5000, 6), b"copied");
            });
        },
        bad: |connection| with(connection, |pool, volume| tried(pool.create_volume_xml_from(XML, volume, CREATE))),
        code: ErrorCode::OperationFailed,
    },
    Case {
        operation: "virStorageVolGetXMLDesc",
        good: |connection| {
            with(connection, |_, volume| {
                let text = done(volume.xml_desc(0));
                holds(&text, "<capacity unit='bytes'>10000</capacity><allocation unit='bytes'>0</allocation>");
                holds(&text, "<format type='raw'/>");
            });
        },
        bad: |connection| with_gone(connection, |volume| tried(volume.xml_desc(0))),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolGetPath",
        good: |connection| with(connection, |_, volume| assert_eq!(done(volume.path()), volume.identity().key)),
        bad: |connection| with_gone(connection, |volume| tried(volume.path())),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolGetInfoFlags",
        good: |connection| {
            with(connection, |pool, volume| {
                put(volume, 0, b"x");
                let info = done(volume.info_flags(StorageVolumeInfoFlags::GET_PHYSICAL));
                assert_eq!((info.kind, info.capacity, info.allocation), (StorageVolumeType::File, 10000, 4096));
                assert_eq!(done(pool.info()).allocation, 4096);
            });
        },
        bad: |connection| with_gone(connection, |volume| tried(volume.info())),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolDelete",
        good: |connection| {
            with_gone(connection, |volume| {
                fails(ErrorCode::NoStorageVol, "", connection.lookup_volume_by_key(&volume.identity().key));
            })
        },
        bad: |connection| with_gone(connection, |volume| tried(volume.delete(StorageVolumeDeleteFlags::empty()))),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolResize",
        good: |connection| {
            use StorageVolumeResizeFlags as F;
            with(connection, |_, volume| {
                for (capacity, flags, expected) in
                    [(20000, RESIZE, 20000), (5, F::DELTA, 20005), (10, F::DELTA | F::SHRINK, 19995), (7, F::SHRINK, 7)]
                {
                    done(volume.resize(capacity, flags));
                    assert_eq!(done(volume.info()).capacity, expected);
                }
                fails(ErrorCode::OperationFailed, "space", volume.resize(1 << 50, RESIZE));
            });
        },
        bad: |connection| with(connection, |_, volume| tried(volume.resize(1, RESIZE))),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virStorageVolWipePattern",
        good: |connection| {
            with(connection, |_, volume| {
                put(volume, 0, b"secret");
                done(volume.wipe_pattern(StorageVolumeWipeAlgorithm::Random, 0));
                assert_ne!(taken(volume, 0, 6), b"secret");
                done(volume.wipe(0));
                assert_eq!(taken(volume, 0, 6), [0; 6]);
            });
        },
        bad: |connection| with_gone(connection, |volume| tried(volume.wipe(0))),
        code: ErrorCode::NoStorageVol,
    },
    Case {
        operation: "virStorageVolUpload",
        good: |connection| {
            with(connection, |_, volume| {
                let stream = done(volume.upload(9996, 4, UPLOAD));
                done(stream.send_all(b"last"));
                fails(ErrorCode::SystemError, "cannot write", stream.send(b"!"));
                done(stream.finish());
                assert_eq!(taken(volume, 9990, 0), b"\0\0\0\0\0\0last");
            });
        },
        bad: |connection| with(connection, |_, volume| tried(volume.upload(9999, 2, UPLOAD))),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virStorageVolDownload",
        good: |connection| {
            with(connection, |_, volume| {
                put(volume, 4090, b"across a page");
                assert_eq!(taken(volume, 4090, 13), b"across a page");
                assert_eq!(taken(volume, 0, 0).len(), 10000);
            });
            with(connection, |_, volume| holes_come_and_go(connection, volume));
        },
        bad: |connection| with(connection, |_, volume| tried(volume.download(10001, 0, DOWNLOAD))),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virStoragePoolLookupByVolume",
        good: |connection| with(connection, |pool, volume| assert_eq!(done(volume.storage_pool()), *pool)),
        bad: |connection| {
            let volume = with(connection, |_, volume| volume.clone());
            tried(volume.storage_pool())
        },
        code: ErrorCode::NoStoragePool,
    },
];
