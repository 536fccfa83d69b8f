//! `libvirt-interface.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// An interface of the host.
pub struct _virInterface(());

/// An interface of the host.
pub type virInterface = _virInterface;

/// A pointer to a `virInterface`.
pub type virInterfacePtr = *mut virInterface;

unsafe extern "C" {
    pub fn virConnectListAllInterfaces(conn: virConnectPtr, ifaces: *mut *mut virInterfacePtr, flags: c_uint) -> c_int;
    pub fn virConnectListDefinedInterfaces(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectListInterfaces(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectNumOfDefinedInterfaces(conn: virConnectPtr) -> c_int;
    pub fn virConnectNumOfInterfaces(conn: virConnectPtr) -> c_int;
    pub fn virInterfaceChangeBegin(conn: virConnectPtr, flags: c_uint) -> c_int;
    pub fn virInterfaceChangeCommit(conn: virConnectPtr, flags: c_uint) -> c_int;
    pub fn virInterfaceChangeRollback(conn: virConnectPtr, flags: c_uint) -> c_int;
    pub fn virInterfaceCreate(iface: virInterfacePtr, flags: c_uint) -> c_int;
    pub fn virInterfaceDefineXML(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virInterfacePtr;
    pub fn virInterfaceDestroy(iface: virInterfacePtr, flags: c_uint) -> c_int;
    /// Gives a reference to the interface back; the last one releases it.
    #[by_hand(since = "0.6.4")]
    pub fn virInterfaceFree(iface: virInterfacePtr) -> c_int;
    /// The connection that the interface came from, without a further reference.
    #[by_hand(since = "0.6.4")]
    pub fn virInterfaceGetConnect(iface: virInterfacePtr) -> virConnectPtr;
    /// The MAC address. It belongs to the object.
    #[by_hand(since = "0.6.4")]
    pub fn virInterfaceGetMACString(iface: virInterfacePtr) -> *const c_char;
    /// The name of the interface. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.6.4")]
    pub fn virInterfaceGetName(iface: virInterfacePtr) -> *const c_char;
    pub fn virInterfaceGetXMLDesc(iface: virInterfacePtr, flags: c_uint) -> *mut c_char;
    pub fn virInterfaceIsActive(iface: virInterfacePtr) -> c_int;
    #[named(mac = "macstr")]
    pub fn virInterfaceLookupByMACString(conn: virConnectPtr, macstr: *const c_char) -> virInterfacePtr;
    pub fn virInterfaceLookupByName(conn: virConnectPtr, name: *const c_char) -> virInterfacePtr;
    /// One more reference to the interface, to be given back with its own call.
    #[by_hand(since = "0.6.4")]
    pub fn virInterfaceRef(iface: virInterfacePtr) -> c_int;
    pub fn virInterfaceUndefine(iface: virInterfacePtr) -> c_int;
}
