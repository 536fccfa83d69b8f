//! `libvirt-domain-snapshot.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A snapshot of a domain.
pub struct _virDomainSnapshot(());

/// A snapshot of a domain.
pub type virDomainSnapshot = _virDomainSnapshot;

/// A pointer to a `virDomainSnapshot`.
pub type virDomainSnapshotPtr = *mut virDomainSnapshot;

unsafe extern "C" {
    pub fn virDomainHasCurrentSnapshot(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainListAllSnapshots(domain: virDomainPtr, snaps: *mut *mut virDomainSnapshotPtr, flags: c_uint) -> c_int;
    pub fn virDomainRevertToSnapshot(snapshot: virDomainSnapshotPtr, flags: c_uint) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virDomainSnapshotCreateXML(domain: virDomainPtr, xmlDesc: *const c_char, flags: c_uint) -> virDomainSnapshotPtr;
    pub fn virDomainSnapshotCurrent(domain: virDomainPtr, flags: c_uint) -> virDomainSnapshotPtr;
    pub fn virDomainSnapshotDelete(snapshot: virDomainSnapshotPtr, flags: c_uint) -> c_int;
    /// Gives a reference to the snapshot back; the last one releases it.
    #[by_hand(since = "0.8.0")]
    pub fn virDomainSnapshotFree(snapshot: virDomainSnapshotPtr) -> c_int;
    /// The connection that the snapshot came from, without a further reference.
    #[by_hand(since = "0.9.5")]
    pub fn virDomainSnapshotGetConnect(snapshot: virDomainSnapshotPtr) -> virConnectPtr;
    /// The domain of the snapshot.
    #[by_hand(since = "0.9.5")]
    pub fn virDomainSnapshotGetDomain(snapshot: virDomainSnapshotPtr) -> virDomainPtr;
    /// The name of the snapshot. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.9.5")]
    pub fn virDomainSnapshotGetName(snapshot: virDomainSnapshotPtr) -> *const c_char;
    pub fn virDomainSnapshotGetParent(snapshot: virDomainSnapshotPtr, flags: c_uint) -> virDomainSnapshotPtr;
    pub fn virDomainSnapshotGetXMLDesc(snapshot: virDomainSnapshotPtr, flags: c_uint) -> *mut c_char;
    pub fn virDomainSnapshotHasMetadata(snapshot: virDomainSnapshotPtr, flags: c_uint) -> c_int;
    pub fn virDomainSnapshotIsCurrent(snapshot: virDomainSnapshotPtr, flags: c_uint) -> c_int;
    pub fn virDomainSnapshotListAllChildren(snapshot: virDomainSnapshotPtr, snaps: *mut *mut virDomainSnapshotPtr, flags: c_uint) -> c_int;
    pub fn virDomainSnapshotListChildrenNames(snapshot: virDomainSnapshotPtr, names: *mut *mut c_char, nameslen: c_int, flags: c_uint) -> c_int;
    pub fn virDomainSnapshotListNames(domain: virDomainPtr, names: *mut *mut c_char, nameslen: c_int, flags: c_uint) -> c_int;
    pub fn virDomainSnapshotLookupByName(domain: virDomainPtr, name: *const c_char, flags: c_uint) -> virDomainSnapshotPtr;
    pub fn virDomainSnapshotNum(domain: virDomainPtr, flags: c_uint) -> c_int;
    pub fn virDomainSnapshotNumChildren(snapshot: virDomainSnapshotPtr, flags: c_uint) -> c_int;
    /// One more reference to the snapshot, to be given back with its own call.
    #[by_hand(since = "0.9.13")]
    pub fn virDomainSnapshotRef(snapshot: virDomainSnapshotPtr) -> c_int;
}
