//! Storage pools.

use super::*;

const CREATE: StoragePoolCreateFlags = StoragePoolCreateFlags::empty();
const BUILD: StoragePoolBuildFlags = StoragePoolBuildFlags::empty();

/// The document of a pool in a folder of its own.
pub fn xml(name: &str) -> String {
    format!("<pool type='dir'><name>{name}</name><target><path>/pools/{name}</path></target></pool>")
}

/// A pool that is stored and not active.
pub fn defined(connection: &Connection) -> StoragePool {
    done(connection.define_storage_pool_xml(&xml(&fresh()), StoragePoolDefineFlags::empty()))
}

fn with_defined<T>(connection: &Connection, call: impl FnOnce(&StoragePool) -> T) -> T {
    let pool = defined(connection);
    let answer = call(&pool);
    done(pool.undefine());
    answer
}

/// Calls for a pool that is active and not stored, and stops it.
pub fn with_running<T>(connection: &Connection, call: impl FnOnce(&StoragePool) -> T) -> T {
    let pool = done(connection.create_storage_pool_xml(&xml(&fresh()), CREATE));
    let answer = call(&pool);
    done(pool.destroy());
    answer
}

fn gone(connection: &Connection) -> StoragePool {
    with_defined(connection, StoragePool::clone)
}

/// Of pools.
pub const CASES: &[Case] = &[
    Case {
        operation: "virConnectListAllStoragePools",
        good: |connection| {
            use ListAllStoragePoolsFlags as F;
            with_defined(connection, |pool| {
                let has = |flags| done(connection.list_all_storage_pools(flags)).contains(pool);
                assert!(has(F::empty()) && has(F::DIR | F::FS) && has(F::INACTIVE | F::PERSISTENT | F::NO_AUTOSTART));
                assert!(!has(F::FS) && !has(F::ACTIVE) && !has(F::DIR | F::TRANSIENT) && !has(F::AUTOSTART));
                assert!(done(connection.list_defined_storage_pool_names()).contains(&pool.name().to_string()));
                assert!(done(connection.count_defined_storage_pools()) >= 1);
            });
            with_running(connection, |pool| {
                assert!(done(connection.list_storage_pool_names()).contains(&pool.name().to_string()));
                assert!(done(connection.count_storage_pools()) >= 1);
            });
        },
        bad: |_| tried(closed().list_all_storage_pools(ListAllStoragePoolsFlags::empty())),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virConnectFindStoragePoolSources",
        good: |connection| {
            holds(&done(connection.find_storage_pool_sources("logical", None, 0)), "<format type='lvm2'/>");
        },
        bad: |connection| tried(connection.find_storage_pool_sources("netfs", Some("<source/>"), 0)),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virConnectGetStoragePoolCapabilities",
        good: |connection| {
            holds(&done(connection.storage_pool_capabilities(0)), "<pool type='dir' supported='yes'>");
        },
        bad: |_| tried(closed().storage_pool_capabilities(0)),
        code: ErrorCode::InvalidConn,
    },
    Case {
        operation: "virStoragePoolLookupByName",
        good: |connection| {
            with_defined(connection, |pool| {
                assert_eq!(done(connection.lookup_storage_pool_by_name(&pool.name())), *pool);
            });
        },
        bad: |connection| tried(connection.lookup_storage_pool_by_name(&fresh())),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolLookupByUUID",
        good: |connection| {
            with_defined(connection, |pool| {
                assert_eq!(done(connection.lookup_storage_pool_by_uuid(pool.uuid())).name(), pool.name());
            });
        },
        bad: |connection| tried(connection.lookup_storage_pool_by_uuid(Uuid::new_v4())),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolLookupByTargetPath",
        good: |connection| {
            with_running(connection, |pool| {
                let path = format!("/pools/{}/", pool.name());
                assert_eq!(done(connection.lookup_storage_pool_by_target_path(&path)), *pool);
            });
        },
        bad: |connection| tried(connection.lookup_storage_pool_by_target_path("/nowhere")),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolDefineXML",
        good: |connection| {
            with_defined(connection, |pool| {
                let text = done(pool.xml_desc(StorageXmlFlags::empty()));
                let again = done(connection.define_storage_pool_xml(&text, StoragePoolDefineFlags::empty()));
                assert_eq!(again, *pool);
                assert_eq!(done(pool.xml_desc(StorageXmlFlags::INACTIVE)), text);
            });
        },
        bad: |connection| {
            with_defined(connection, |pool| {
                // Another pool in the same folder.
                let document = xml(&pool.name()).replace("<name>", "<name>other-");
                tried(connection.define_storage_pool_xml(&document, StoragePoolDefineFlags::empty()))
            })
        },
        code: ErrorCode::OperationFailed,
    },
    Case {
        operation: "virStoragePoolCreateXML",
        good: |connection| {
            with_running(connection, |pool| assert!(done(pool.is_active()) && !done(pool.is_persistent())))
        },
        bad: |connection| {
            with_running(connection, |pool| {
                let text = done(pool.xml_desc(StorageXmlFlags::empty()));
                tried(connection.create_storage_pool_xml(&text, CREATE))
            })
        },
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolGetXMLDesc",
        good: |connection| {
            with_running(connection, |pool| {
                let text = done(pool.xml_desc(StorageXmlFlags::empty()));
                holds(&text, &format!("<path>/pools/{}</path>", pool.name()));
                holds(&text, "<allocation unit='bytes'>0</allocation>");
            });
        },
        bad: |connection| tried(gone(connection).xml_desc(StorageXmlFlags::empty())),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolGetInfo",
        good: |connection| {
            with_defined(connection, |pool| {
                let info = done(pool.info());
                assert_eq!((info.state, info.available), (StoragePoolState::Inactive, info.capacity));
            });
        },
        bad: |connection| tried(gone(connection).info()),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolBuild",
        good: |connection| with_defined(connection, |pool| done(pool.build(BUILD))),
        bad: |connection| with_running(connection, |pool| tried(pool.build(BUILD))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolCreate",
        good: |connection| {
            with_defined(connection, |pool| {
                done(pool.create(StoragePoolCreateFlags::WITH_BUILD));
                assert!(done(pool.is_active()) && done(pool.is_persistent()));
                done(pool.destroy());
            });
        },
        bad: |connection| with_running(connection, |pool| tried(pool.create(CREATE))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolDestroy",
        good: |connection| {
            let pool = with_running(connection, StoragePool::clone);
            fails(ErrorCode::NoStoragePool, "", pool.is_active());
        },
        bad: |connection| with_defined(connection, |pool| tried(pool.destroy())),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolDelete",
        good: |connection| with_defined(connection, |pool| done(pool.delete(StoragePoolDeleteFlags::empty()))),
        bad: |connection| with_running(connection, |pool| tried(pool.delete(StoragePoolDeleteFlags::empty()))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolUndefine",
        good: |connection| {
            let name = gone(connection).name();
            fails(ErrorCode::NoStoragePool, "", connection.lookup_storage_pool_by_name(&name));
        },
        bad: |connection| with_running(connection, |pool| tried(pool.undefine())),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolRefresh",
        good: |connection| with_running(connection, |pool| done(pool.refresh(0))),
        bad: |connection| with_defined(connection, |pool| tried(pool.refresh(0))),
        code: ErrorCode::OperationInvalid,
    },
    Case {
        operation: "virStoragePoolGetAutostart",
        good: |connection| with_defined(connection, |pool| assert!(!done(pool.autostart()))),
        bad: |connection| tried(gone(connection).autostart()),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolSetAutostart",
        good: |connection| {
            with_defined(connection, |pool| {
                done(pool.set_autostart(true));
                assert!(done(pool.autostart()));
            });
        },
        bad: |connection| with_running(connection, |pool| tried(pool.set_autostart(true))),
        code: ErrorCode::InvalidArg,
    },
    Case {
        operation: "virStoragePoolIsActive",
        good: |connection| with_defined(connection, |pool| assert!(!done(pool.is_active()))),
        bad: |connection| tried(gone(connection).is_active()),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolIsPersistent",
        good: |connection| with_defined(connection, |pool| assert!(done(pool.is_persistent()))),
        bad: |connection| tried(gone(connection).is_persistent()),
        code: ErrorCode::NoStoragePool,
    },
    Case {
        operation: "virStoragePoolListAllVolumes",
        good: |connection| {
            with_running(connection, |pool| {
                let volume = done(pool.create_volume_xml(volumes::XML, StorageVolumeCreateFlags::empty()));
                assert_eq!(done(pool.list_all_volumes(0)), [volume]);
                assert_eq!((done(pool.list_volume_names()), done(pool.count_volumes())), (vec!["v".to_owned()], 1));
            });
        },
        bad: |connection| with_defined(connection, |pool| tried(pool.list_all_volumes(0))),
        code: ErrorCode::OperationInvalid,
    },
];
