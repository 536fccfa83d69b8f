//! `libvirt-nwfilter.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A network filter.
pub struct _virNWFilter(());

/// A network filter.
pub type virNWFilter = _virNWFilter;

/// A pointer to a `virNWFilter`.
pub type virNWFilterPtr = *mut virNWFilter;

/// A network filter in use on a port.
pub struct _virNWFilterBinding(());

/// A network filter in use on a port.
pub type virNWFilterBinding = _virNWFilterBinding;

/// A pointer to a `virNWFilterBinding`.
pub type virNWFilterBindingPtr = *mut virNWFilterBinding;

unsafe extern "C" {
    pub fn virConnectListAllNWFilterBindings(conn: virConnectPtr, bindings: *mut *mut virNWFilterBindingPtr, flags: c_uint) -> c_int;
    pub fn virConnectListAllNWFilters(conn: virConnectPtr, filters: *mut *mut virNWFilterPtr, flags: c_uint) -> c_int;
    pub fn virConnectListNWFilters(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectNumOfNWFilters(conn: virConnectPtr) -> c_int;
    pub fn virNWFilterBindingCreateXML(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virNWFilterBindingPtr;
    pub fn virNWFilterBindingDelete(binding: virNWFilterBindingPtr) -> c_int;
    /// Gives a reference to the binding back; the last one releases it.
    #[by_hand(since = "4.5.0")]
    pub fn virNWFilterBindingFree(binding: virNWFilterBindingPtr) -> c_int;
    /// The name of the filter. It belongs to the object.
    #[by_hand(since = "4.5.0")]
    pub fn virNWFilterBindingGetFilterName(binding: virNWFilterBindingPtr) -> *const c_char;
    /// The device of the port. It belongs to the object.
    #[by_hand(since = "4.5.0")]
    pub fn virNWFilterBindingGetPortDev(binding: virNWFilterBindingPtr) -> *const c_char;
    pub fn virNWFilterBindingGetXMLDesc(binding: virNWFilterBindingPtr, flags: c_uint) -> *mut c_char;
    #[named(port_device = "portdev")]
    pub fn virNWFilterBindingLookupByPortDev(conn: virConnectPtr, portdev: *const c_char) -> virNWFilterBindingPtr;
    /// One more reference to the binding, to be given back with its own call.
    #[by_hand(since = "4.5.0")]
    pub fn virNWFilterBindingRef(binding: virNWFilterBindingPtr) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virNWFilterDefineXML(conn: virConnectPtr, xmlDesc: *const c_char) -> virNWFilterPtr;
    #[named(xml = "xmlDesc")]
    pub fn virNWFilterDefineXMLFlags(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virNWFilterPtr;
    /// Gives a reference to the network filter back; the last one releases it.
    #[by_hand(since = "0.8.0")]
    pub fn virNWFilterFree(nwfilter: virNWFilterPtr) -> c_int;
    /// The name of the network filter. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.8.0")]
    pub fn virNWFilterGetName(nwfilter: virNWFilterPtr) -> *const c_char;
    /// Writes the 16 bytes of the UUID of the network filter.
    #[by_hand(since = "0.8.0")]
    pub fn virNWFilterGetUUID(nwfilter: virNWFilterPtr, uuid: *mut c_uchar) -> c_int;
    /// Writes the UUID of the network filter as text, for which `VIR_UUID_STRING_BUFLEN` bytes are needed.
    #[by_hand(since = "0.8.0")]
    pub fn virNWFilterGetUUIDString(nwfilter: virNWFilterPtr, buf: *mut c_char) -> c_int;
    pub fn virNWFilterGetXMLDesc(nwfilter: virNWFilterPtr, flags: c_uint) -> *mut c_char;
    pub fn virNWFilterLookupByName(conn: virConnectPtr, name: *const c_char) -> virNWFilterPtr;
    pub fn virNWFilterLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virNWFilterPtr;
    /// The filter with this UUID.
    #[by_hand(since = "0.8.0")]
    pub fn virNWFilterLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virNWFilterPtr;
    /// One more reference to the network filter, to be given back with its own call.
    #[by_hand(since = "0.8.0")]
    pub fn virNWFilterRef(nwfilter: virNWFilterPtr) -> c_int;
    pub fn virNWFilterUndefine(nwfilter: virNWFilterPtr) -> c_int;
}
