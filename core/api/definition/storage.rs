//! Operations of storage pools and volumes.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A storage pool: a place of the host or of the network that has volumes.
#[object(family = "storage", key = "uuid")]
pub trait StoragePool {
    /// The pool as a document: as it is, or as it is stored.
    #[operation(c = "virStoragePoolGetXMLDesc", since = "0.4.1", access = "storage-pool:read", wire = 88, priority = "high")]
    fn xml_desc(flags: StorageXmlFlags) -> String;

    /// State and sizes.
    #[operation(c = "virStoragePoolGetInfo", since = "0.4.1", access = "storage-pool:read", wire = 87, priority = "high")]
    fn info() -> StoragePoolInfo;

    /// Makes what the pool needs: a directory, a file system, a partition table, a volume group.
    #[operation(c = "virStoragePoolBuild", since = "0.4.1", access = "storage-pool:format", wire = 79, exclusive = "OVERWRITE|NO_OVERWRITE")]
    fn build(flags: StoragePoolBuildFlags);

    /// Makes the defined pool active.
    #[operation(
        c = "virStoragePoolCreate", since = "0.4.1", access = "storage-pool:start", wire = 78,
        exclusive = "WITH_BUILD_OVERWRITE|WITH_BUILD_NO_OVERWRITE",
    )]
    fn create(flags: StoragePoolCreateFlags);

    /// Makes the pool inactive; its volumes stay.
    #[operation(c = "virStoragePoolDestroy", since = "0.4.1", access = "storage-pool:stop", wire = 80, priority = "high")]
    fn destroy();

    /// Removes what the pool was built from, with everything in it.
    #[operation(c = "virStoragePoolDelete", since = "0.4.1", access = "storage-pool:format", wire = 81)]
    fn delete(flags: StoragePoolDeleteFlags);

    /// Removes the stored definition of the inactive pool.
    #[operation(c = "virStoragePoolUndefine", since = "0.4.1", access = "storage-pool:delete", wire = 82, priority = "high")]
    fn undefine();

    /// Looks anew which volumes there are.
    #[operation(c = "virStoragePoolRefresh", since = "0.4.1", access = "storage-pool:refresh", wire = 83)]
    fn refresh(#[unused_flags] flags: u32);

    /// Whether the pool becomes active with the host.
    #[operation(c = "virStoragePoolGetAutostart", since = "0.4.1", access = "storage-pool:read", wire = 89, priority = "high")]
    fn autostart() -> bool;

    /// Says whether the pool becomes active with the host.
    #[operation(c = "virStoragePoolSetAutostart", since = "0.4.1", access = "storage-pool:write", wire = 90, priority = "high")]
    fn set_autostart(autostart: bool);

    /// Whether the pool is active.
    #[operation(c = "virStoragePoolIsActive", since = "0.7.3", access = "storage-pool:read", wire = 154, priority = "high")]
    fn is_active() -> bool;

    /// Whether there is a stored definition.
    #[operation(c = "virStoragePoolIsPersistent", since = "0.7.3", access = "storage-pool:read", wire = 155, priority = "high")]
    fn is_persistent() -> bool;

    /// The volumes of the pool. The order is not defined.
    #[operation(
        c = "virStoragePoolListAllVolumes", since = "0.10.2", access = "storage-pool:search-storage-vols", filter = "storage-vol:getattr", wire = 282, priority = "high",
    )]
    fn list_all_volumes(#[unused_flags] flags: u32) -> Vec<StorageVolume>;

    /// How many volumes the pool has.
    #[operation(
        c = "virStoragePoolNumOfVolumes", since = "0.4.1", access = "storage-pool:search-storage-vols", filter = "storage-vol:getattr", wire = 91, priority = "high",
        via = "self.list_all_volumes(0)",
        then = "count",
    )]
    fn count_volumes() -> u32;

    /// The names of the pool's volumes.
    #[operation(
        c = "virStoragePoolListVolumes", since = "0.4.1", access = "storage-pool:search-storage-vols", filter = "storage-vol:getattr", wire = 92, priority = "high",
        via = "self.list_all_volumes(0)",
        then = "names",
    )]
    fn list_volume_names() -> Vec<String>;

    /// The volume with this name.
    #[operation(c = "virStorageVolLookupByName", since = "0.4.1", access = "storage-vol:getattr", wire = 95, priority = "high")]
    fn lookup_volume_by_name(name: String) -> StorageVolume;

    /// Makes a volume, as a document says.
    #[operation(c = "virStorageVolCreateXML", since = "0.4.1", access = "storage-vol:create", wire = 93)]
    fn create_volume_xml(xml: String, flags: StorageVolumeCreateFlags) -> StorageVolume;

    /// Makes a volume, as a document says, with what is in another one.
    #[operation(c = "virStorageVolCreateXMLFrom", since = "0.6.4", access = "storage-vol:create", wire = 125)]
    fn create_volume_xml_from(xml: String, source: StorageVolume, flags: StorageVolumeCreateFlags) -> StorageVolume;
}

/// A volume of a storage pool: a disk image, a partition, a logical volume.
#[object(family = "storage", key = "key")]
pub trait StorageVolume {
    /// The volume as a document.
    #[operation(c = "virStorageVolGetXMLDesc", since = "0.4.1", access = "storage-vol:read", wire = 99, priority = "high")]
    fn xml_desc(#[unused_flags] flags: u32) -> String;

    /// Where guests find the volume: a path, or a name that the pool's protocol has for it.
    #[operation(c = "virStorageVolGetPath", since = "0.4.1", access = "storage-vol:read", wire = 100, priority = "high")]
    fn path() -> String;

    /// Kind and sizes.
    #[operation(
        c = "virStorageVolGetInfo", since = "0.4.1", access = "storage-vol:read", wire = 98, priority = "high",
        via = "self.info_flags(StorageVolumeInfoFlags::empty())",
    )]
    fn info() -> StorageVolumeInfo;

    /// Kind and sizes, with the size on the host that the flags say.
    #[operation(c = "virStorageVolGetInfoFlags", since = "3.0.0", access = "storage-vol:read", wire = 378, priority = "high")]
    fn info_flags(flags: StorageVolumeInfoFlags) -> StorageVolumeInfo;

    /// Removes the volume with what is in it.
    #[operation(c = "virStorageVolDelete", since = "0.4.1", access = "storage-vol:delete", wire = 94)]
    fn delete(flags: StorageVolumeDeleteFlags);

    /// Gives the volume another capacity, in bytes.
    #[operation(c = "virStorageVolResize", since = "0.9.10", access = "storage-vol:resize", wire = 260)]
    fn resize(capacity: u64, flags: StorageVolumeResizeFlags);

    /// Writes zeros over everything in the volume.
    #[operation(
        c = "virStorageVolWipe", since = "0.8.0", access = "storage-vol:format", wire = 165,
        via = "self.wipe_pattern(StorageVolumeWipeAlgorithm::Zero, flags)",
        long = "call",
    )]
    fn wipe(#[unused_flags] flags: u32);

    /// Writes over everything in the volume in this way.
    #[operation(c = "virStorageVolWipePattern", since = "0.9.10", access = "storage-vol:format", wire = 259, long = "call")]
    fn wipe_pattern(algorithm: StorageVolumeWipeAlgorithm, #[unused_flags] flags: u32);

    /// Opens the volume for writing from an offset on; `length` bytes at most, without limit where it is 0.
    #[operation(c = "virStorageVolUpload", since = "0.9.0", access = "storage-vol:data-write", wire = 208)]
    fn upload(offset: u64, length: u64, flags: StorageVolumeUploadFlags) -> Stream;

    /// Opens the volume for reading from an offset on; `length` bytes, or up to its end where that is 0.
    #[operation(c = "virStorageVolDownload", since = "0.9.0", access = "storage-vol:data-read", wire = 209)]
    fn download(offset: u64, length: u64, flags: StorageVolumeDownloadFlags) -> Stream;

    /// The pool that the volume is in.
    #[operation(c = "virStoragePoolLookupByVolume", since = "0.4.1", access = "storage-pool:getattr", wire = 86, priority = "high")]
    fn storage_pool() -> StoragePool;
}

/// Storage of the connection.
#[extends(family = "storage")]
pub trait Connection {
    /// The pools that match the flags; all of them when there is none. The order is not defined.
    #[operation(
        c = "virConnectListAllStoragePools", since = "0.10.2", access = "connect:search-storage-pools", filter = "storage-pool:getattr", wire = 281, priority = "high",
    )]
    fn list_all_storage_pools(flags: ListAllStoragePoolsFlags) -> Vec<StoragePool>;

    /// How many pools are active.
    #[operation(
        c = "virConnectNumOfStoragePools", since = "0.4.1", access = "connect:search-storage-pools", filter = "storage-pool:getattr", wire = 71, priority = "high",
        via = "self.list_all_storage_pools(ListAllStoragePoolsFlags::ACTIVE)",
        then = "count",
    )]
    fn count_storage_pools() -> u32;

    /// The names of the active pools.
    #[operation(
        c = "virConnectListStoragePools", since = "0.4.1", access = "connect:search-storage-pools", filter = "storage-pool:getattr", wire = 72, priority = "high",
        via = "self.list_all_storage_pools(ListAllStoragePoolsFlags::ACTIVE)",
        then = "names",
    )]
    fn list_storage_pool_names() -> Vec<String>;

    /// How many pools are defined and not active.
    #[operation(
        c = "virConnectNumOfDefinedStoragePools", since = "0.4.1", access = "connect:search-storage-pools", filter = "storage-pool:getattr", wire = 73, priority = "high",
        via = "self.list_all_storage_pools(ListAllStoragePoolsFlags::INACTIVE)",
        then = "count",
    )]
    fn count_defined_storage_pools() -> u32;

    /// The names of the pools that are defined and not active.
    #[operation(
        c = "virConnectListDefinedStoragePools", since = "0.4.1", access = "connect:search-storage-pools", filter = "storage-pool:getattr", wire = 74, priority = "high",
        via = "self.list_all_storage_pools(ListAllStoragePoolsFlags::INACTIVE)",
        then = "names",
    )]
    fn list_defined_storage_pool_names() -> Vec<String>;

    /// What pools of a type could be made of: a `<sources>` document. The specification is a `<source>` document that
    /// says where to look.
    #[operation(c = "virConnectFindStoragePoolSources", since = "0.4.5", access = "connect:detect-storage-pools", wire = 75)]
    fn find_storage_pool_sources(
        pool_type: String,
        specification: Option<String>,
        #[unused_flags] flags: u32,
    ) -> String;

    /// Which kinds of pools and volumes there can be: a `<storagepoolCapabilities>` document.
    #[operation(c = "virConnectGetStoragePoolCapabilities", since = "5.2.0", access = "connect:read", wire = 403)]
    fn storage_pool_capabilities(#[unused_flags] flags: u32) -> String;

    /// The pool with this name.
    #[operation(c = "virStoragePoolLookupByName", since = "0.4.1", access = "storage-pool:getattr", wire = 84, priority = "high")]
    fn lookup_storage_pool_by_name(name: String) -> StoragePool;

    /// The pool with this UUID.
    #[operation(c = "virStoragePoolLookupByUUID", since = "0.4.1", access = "storage-pool:getattr", wire = 85, priority = "high")]
    fn lookup_storage_pool_by_uuid(uuid: Uuid) -> StoragePool;

    /// The pool whose volumes are in this folder.
    #[operation(c = "virStoragePoolLookupByTargetPath", since = "4.1.0", access = "storage-pool:getattr", wire = 391, priority = "high")]
    fn lookup_storage_pool_by_target_path(path: String) -> StoragePool;

    /// Stores a pool's definition, or replaces the one with the same name and UUID.
    #[operation(c = "virStoragePoolDefineXML", since = "0.4.1", access = "storage-pool:write, storage-pool:save", wire = 77, priority = "high")]
    fn define_storage_pool_xml(xml: String, flags: StoragePoolDefineFlags) -> StoragePool;

    /// Makes a pool active from a document; without a stored definition of the same name it is transient.
    #[operation(
        c = "virStoragePoolCreateXML", since = "0.4.1", access = "storage-pool:start, storage-pool:write", wire = 76,
        exclusive = "WITH_BUILD_OVERWRITE|WITH_BUILD_NO_OVERWRITE",
    )]
    fn create_storage_pool_xml(xml: String, flags: StoragePoolCreateFlags) -> StoragePool;

    /// The volume with this key, in any pool.
    #[operation(c = "virStorageVolLookupByKey", since = "0.4.1", access = "storage-vol:getattr", wire = 96, priority = "high")]
    fn lookup_volume_by_key(key: String) -> StorageVolume;

    /// The volume with this path, in any pool.
    #[operation(c = "virStorageVolLookupByPath", since = "0.4.1", access = "storage-vol:getattr", wire = 97, priority = "high")]
    fn lookup_volume_by_path(path: String) -> StorageVolume;
}
