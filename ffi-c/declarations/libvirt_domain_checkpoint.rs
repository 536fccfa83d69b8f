//! `libvirt-domain-checkpoint.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A checkpoint of a domain.
pub struct _virDomainCheckpoint(());

/// A checkpoint of a domain.
pub type virDomainCheckpoint = _virDomainCheckpoint;

/// A pointer to a `virDomainCheckpoint`.
pub type virDomainCheckpointPtr = *mut virDomainCheckpoint;

unsafe extern "C" {
    #[named(xml = "xmlDesc")]
    pub fn virDomainCheckpointCreateXML(domain: virDomainPtr, xmlDesc: *const c_char, flags: c_uint) -> virDomainCheckpointPtr;
    pub fn virDomainCheckpointDelete(checkpoint: virDomainCheckpointPtr, flags: c_uint) -> c_int;
    /// Gives a reference to the checkpoint back; the last one releases it.
    #[by_hand(since = "5.6.0")]
    pub fn virDomainCheckpointFree(checkpoint: virDomainCheckpointPtr) -> c_int;
    /// The connection that the checkpoint came from, without a further reference.
    #[by_hand(since = "5.6.0")]
    pub fn virDomainCheckpointGetConnect(checkpoint: virDomainCheckpointPtr) -> virConnectPtr;
    /// The domain of the checkpoint.
    #[by_hand(since = "5.6.0")]
    pub fn virDomainCheckpointGetDomain(checkpoint: virDomainCheckpointPtr) -> virDomainPtr;
    /// The name of the checkpoint. It belongs to the object and lives as long as that.
    #[by_hand(since = "5.6.0")]
    pub fn virDomainCheckpointGetName(checkpoint: virDomainCheckpointPtr) -> *const c_char;
    pub fn virDomainCheckpointGetParent(checkpoint: virDomainCheckpointPtr, flags: c_uint) -> virDomainCheckpointPtr;
    pub fn virDomainCheckpointGetXMLDesc(checkpoint: virDomainCheckpointPtr, flags: c_uint) -> *mut c_char;
    pub fn virDomainCheckpointListAllChildren(checkpoint: virDomainCheckpointPtr, children: *mut *mut virDomainCheckpointPtr, flags: c_uint) -> c_int;
    pub fn virDomainCheckpointLookupByName(domain: virDomainPtr, name: *const c_char, flags: c_uint) -> virDomainCheckpointPtr;
    /// One more reference to the checkpoint, to be given back with its own call.
    #[by_hand(since = "5.6.0")]
    pub fn virDomainCheckpointRef(checkpoint: virDomainCheckpointPtr) -> c_int;
    pub fn virDomainListAllCheckpoints(domain: virDomainPtr, checkpoints: *mut *mut virDomainCheckpointPtr, flags: c_uint) -> c_int;
}
