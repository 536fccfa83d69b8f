//! `libvirt-storage.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A storage pool.
pub struct _virStoragePool(());

/// A storage pool.
pub type virStoragePool = _virStoragePool;

/// A pointer to a `virStoragePool`.
pub type virStoragePoolPtr = *mut virStoragePool;

/// State and sizes of a storage pool, in bytes.
#[repr(C)]
pub struct _virStoragePoolInfo {
    /// The `virStoragePoolState`.
    pub state: c_int,
    /// All of it.
    pub capacity: c_ulonglong,
    /// What is in use.
    pub allocation: c_ulonglong,
    /// What is free.
    pub available: c_ulonglong,
}

/// State and sizes of a storage pool, in bytes.
pub type virStoragePoolInfo = _virStoragePoolInfo;

/// A pointer to a `virStoragePoolInfo`.
pub type virStoragePoolInfoPtr = *mut virStoragePoolInfo;

/// A volume of a storage pool.
pub struct _virStorageVol(());

/// A volume of a storage pool.
pub type virStorageVol = _virStorageVol;

/// A pointer to a `virStorageVol`.
pub type virStorageVolPtr = *mut virStorageVol;

/// Kind and sizes of a volume, in bytes.
#[repr(C)]
pub struct _virStorageVolInfo {
    /// The `virStorageVolType`.
    pub r#type: c_int,
    /// What a guest sees.
    pub capacity: c_ulonglong,
    /// What is in use.
    pub allocation: c_ulonglong,
}

/// Kind and sizes of a volume, in bytes.
pub type virStorageVolInfo = _virStorageVolInfo;

/// A pointer to a `virStorageVolInfo`.
pub type virStorageVolInfoPtr = *mut virStorageVolInfo;

/// Told of a storage pool: something happened that needs no more words.
pub type virConnectStoragePoolEventGenericCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, pool: virStoragePoolPtr, opaque: *mut c_void)>;

/// Told of a storage pool: a step in its life was made.
pub type virConnectStoragePoolEventLifecycleCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, pool: virStoragePoolPtr, event: c_int, detail: c_int, opaque: *mut c_void)>;

/// No flag of `virStoragePoolBuildFlags`.
pub const VIR_STORAGE_POOL_BUILD_NEW: c_int = 0;

/// No flag of `virStoragePoolCreateFlags`.
pub const VIR_STORAGE_POOL_CREATE_NORMAL: c_int = 0;

/// No flag of `virStoragePoolDeleteFlags`.
pub const VIR_STORAGE_POOL_DELETE_NORMAL: c_int = 0;

/// No flag of `virStorageVolDeleteFlags`.
pub const VIR_STORAGE_VOL_DELETE_NORMAL: c_int = 0;

/// No flag of `virStorageVolInfoFlags`.
pub const VIR_STORAGE_VOL_USE_ALLOCATION: c_int = 0;

unsafe extern "C" {
    #[named(pool_type = "type", specification = "srcSpec")]
    pub fn virConnectFindStoragePoolSources(conn: virConnectPtr, r#type: *const c_char, srcSpec: *const c_char, flags: c_uint) -> *mut c_char;
    pub fn virConnectGetStoragePoolCapabilities(conn: virConnectPtr, flags: c_uint) -> *mut c_char;
    pub fn virConnectListAllStoragePools(conn: virConnectPtr, pools: *mut *mut virStoragePoolPtr, flags: c_uint) -> c_int;
    pub fn virConnectListDefinedStoragePools(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectListStoragePools(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectNumOfDefinedStoragePools(conn: virConnectPtr) -> c_int;
    pub fn virConnectNumOfStoragePools(conn: virConnectPtr) -> c_int;
    /// Ends the callback with this number; its free function is called when nobody can call it any more.
    #[by_hand(since = "2.0.0")]
    pub fn virConnectStoragePoolEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    /// Asks to be told of an event, of all objects or of one, on the thread of the event loop, and gives the number of
    /// the callback.
    #[by_hand(since = "2.0.0")]
    #[optional(freecb)]
    pub fn virConnectStoragePoolEventRegisterAny(conn: virConnectPtr, pool: virStoragePoolPtr, eventID: c_int, cb: virConnectStoragePoolEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    pub fn virStoragePoolBuild(pool: virStoragePoolPtr, flags: c_uint) -> c_int;
    pub fn virStoragePoolCreate(pool: virStoragePoolPtr, flags: c_uint) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virStoragePoolCreateXML(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virStoragePoolPtr;
    pub fn virStoragePoolDefineXML(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virStoragePoolPtr;
    pub fn virStoragePoolDelete(pool: virStoragePoolPtr, flags: c_uint) -> c_int;
    pub fn virStoragePoolDestroy(pool: virStoragePoolPtr) -> c_int;
    /// Gives a reference to the storage pool back; the last one releases it.
    #[by_hand(since = "0.4.1")]
    pub fn virStoragePoolFree(pool: virStoragePoolPtr) -> c_int;
    #[required(autostart)]
    pub fn virStoragePoolGetAutostart(pool: virStoragePoolPtr, autostart: *mut c_int) -> c_int;
    /// The connection that the storage pool came from, without a further reference.
    #[by_hand(since = "0.4.1")]
    pub fn virStoragePoolGetConnect(pool: virStoragePoolPtr) -> virConnectPtr;
    #[required(info)]
    pub fn virStoragePoolGetInfo(pool: virStoragePoolPtr, info: virStoragePoolInfoPtr) -> c_int;
    /// The name of the storage pool. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.4.1")]
    pub fn virStoragePoolGetName(pool: virStoragePoolPtr) -> *const c_char;
    /// Writes the 16 bytes of the UUID of the storage pool.
    #[by_hand(since = "0.4.1")]
    pub fn virStoragePoolGetUUID(pool: virStoragePoolPtr, uuid: *mut c_uchar) -> c_int;
    /// Writes the UUID of the storage pool as text, for which `VIR_UUID_STRING_BUFLEN` bytes are needed.
    #[by_hand(since = "0.4.1")]
    pub fn virStoragePoolGetUUIDString(pool: virStoragePoolPtr, buf: *mut c_char) -> c_int;
    pub fn virStoragePoolGetXMLDesc(pool: virStoragePoolPtr, flags: c_uint) -> *mut c_char;
    pub fn virStoragePoolIsActive(pool: virStoragePoolPtr) -> c_int;
    pub fn virStoragePoolIsPersistent(pool: virStoragePoolPtr) -> c_int;
    pub fn virStoragePoolListAllVolumes(pool: virStoragePoolPtr, vols: *mut *mut virStorageVolPtr, flags: c_uint) -> c_int;
    pub fn virStoragePoolListVolumes(pool: virStoragePoolPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virStoragePoolLookupByName(conn: virConnectPtr, name: *const c_char) -> virStoragePoolPtr;
    pub fn virStoragePoolLookupByTargetPath(conn: virConnectPtr, path: *const c_char) -> virStoragePoolPtr;
    pub fn virStoragePoolLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virStoragePoolPtr;
    /// The pool with this UUID.
    #[by_hand(since = "0.4.1")]
    pub fn virStoragePoolLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virStoragePoolPtr;
    pub fn virStoragePoolLookupByVolume(vol: virStorageVolPtr) -> virStoragePoolPtr;
    pub fn virStoragePoolNumOfVolumes(pool: virStoragePoolPtr) -> c_int;
    /// One more reference to the storage pool, to be given back with its own call.
    #[by_hand(since = "0.6.0")]
    pub fn virStoragePoolRef(pool: virStoragePoolPtr) -> c_int;
    pub fn virStoragePoolRefresh(pool: virStoragePoolPtr, flags: c_uint) -> c_int;
    pub fn virStoragePoolSetAutostart(pool: virStoragePoolPtr, autostart: c_int) -> c_int;
    pub fn virStoragePoolUndefine(pool: virStoragePoolPtr) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virStorageVolCreateXML(pool: virStoragePoolPtr, xmlDesc: *const c_char, flags: c_uint) -> virStorageVolPtr;
    #[named(xml = "xmlDesc", source = "clonevol")]
    pub fn virStorageVolCreateXMLFrom(pool: virStoragePoolPtr, xmlDesc: *const c_char, clonevol: virStorageVolPtr, flags: c_uint) -> virStorageVolPtr;
    pub fn virStorageVolDelete(vol: virStorageVolPtr, flags: c_uint) -> c_int;
    pub fn virStorageVolDownload(vol: virStorageVolPtr, stream: virStreamPtr, offset: c_ulonglong, length: c_ulonglong, flags: c_uint) -> c_int;
    /// Gives a reference to the volume back; the last one releases it.
    #[by_hand(since = "0.4.1")]
    pub fn virStorageVolFree(vol: virStorageVolPtr) -> c_int;
    /// The connection that the volume came from, without a further reference.
    #[by_hand(since = "0.4.1")]
    pub fn virStorageVolGetConnect(vol: virStorageVolPtr) -> virConnectPtr;
    #[required(info)]
    pub fn virStorageVolGetInfo(vol: virStorageVolPtr, info: virStorageVolInfoPtr) -> c_int;
    #[required(info)]
    pub fn virStorageVolGetInfoFlags(vol: virStorageVolPtr, info: virStorageVolInfoPtr, flags: c_uint) -> c_int;
    /// The key of the volume. It belongs to the object.
    #[by_hand(since = "0.4.1")]
    pub fn virStorageVolGetKey(vol: virStorageVolPtr) -> *const c_char;
    /// The name of the volume. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.4.1")]
    pub fn virStorageVolGetName(vol: virStorageVolPtr) -> *const c_char;
    pub fn virStorageVolGetPath(vol: virStorageVolPtr) -> *mut c_char;
    pub fn virStorageVolGetXMLDesc(vol: virStorageVolPtr, flags: c_uint) -> *mut c_char;
    pub fn virStorageVolLookupByKey(conn: virConnectPtr, key: *const c_char) -> virStorageVolPtr;
    pub fn virStorageVolLookupByName(pool: virStoragePoolPtr, name: *const c_char) -> virStorageVolPtr;
    pub fn virStorageVolLookupByPath(conn: virConnectPtr, path: *const c_char) -> virStorageVolPtr;
    /// One more reference to the volume, to be given back with its own call.
    #[by_hand(since = "0.6.0")]
    pub fn virStorageVolRef(vol: virStorageVolPtr) -> c_int;
    pub fn virStorageVolResize(vol: virStorageVolPtr, capacity: c_ulonglong, flags: c_uint) -> c_int;
    pub fn virStorageVolUpload(vol: virStorageVolPtr, stream: virStreamPtr, offset: c_ulonglong, length: c_ulonglong, flags: c_uint) -> c_int;
    pub fn virStorageVolWipe(vol: virStorageVolPtr, flags: c_uint) -> c_int;
    pub fn virStorageVolWipePattern(vol: virStorageVolPtr, algorithm: c_uint, flags: c_uint) -> c_int;
}
