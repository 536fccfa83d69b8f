//! `libvirt-nodedev.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A device of the host.
pub struct _virNodeDevice(());

/// A device of the host.
pub type virNodeDevice = _virNodeDevice;

/// A pointer to a `virNodeDevice`.
pub type virNodeDevicePtr = *mut virNodeDevice;

/// Told of a node device: something happened that needs no more words.
pub type virConnectNodeDeviceEventGenericCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dev: virNodeDevicePtr, opaque: *mut c_void)>;

/// Told of a node device: a step in its life was made.
pub type virConnectNodeDeviceEventLifecycleCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, dev: virNodeDevicePtr, event: c_int, detail: c_int, opaque: *mut c_void)>;

/// No flag of `virNodeDeviceUpdateFlags`.
pub const VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT: c_int = 0;

unsafe extern "C" {
    pub fn virConnectListAllNodeDevices(conn: virConnectPtr, devices: *mut *mut virNodeDevicePtr, flags: c_uint) -> c_int;
    /// Ends the callback with this number; its free function is called when nobody can call it any more.
    #[by_hand(since = "2.2.0")]
    pub fn virConnectNodeDeviceEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    /// Asks to be told of an event, of all objects or of one, on the thread of the event loop, and gives the number of
    /// the callback.
    #[by_hand(since = "2.2.0")]
    #[optional(freecb)]
    pub fn virConnectNodeDeviceEventRegisterAny(conn: virConnectPtr, dev: virNodeDevicePtr, eventID: c_int, cb: virConnectNodeDeviceEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    pub fn virNodeDeviceCreate(dev: virNodeDevicePtr, flags: c_uint) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virNodeDeviceCreateXML(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virNodeDevicePtr;
    #[named(xml = "xmlDesc")]
    pub fn virNodeDeviceDefineXML(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virNodeDevicePtr;
    pub fn virNodeDeviceDestroy(dev: virNodeDevicePtr) -> c_int;
    #[named(driver_name = "driverName")]
    pub fn virNodeDeviceDetachFlags(dev: virNodeDevicePtr, driverName: *const c_char, flags: c_uint) -> c_int;
    pub fn virNodeDeviceDettach(dev: virNodeDevicePtr) -> c_int;
    /// Gives a reference to the device back; the last one releases it.
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceFree(dev: virNodeDevicePtr) -> c_int;
    pub fn virNodeDeviceGetAutostart(dev: virNodeDevicePtr, autostart: *mut c_int) -> c_int;
    /// The name of the device. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceGetName(dev: virNodeDevicePtr) -> *const c_char;
    pub fn virNodeDeviceGetParent(dev: virNodeDevicePtr) -> *const c_char;
    pub fn virNodeDeviceGetXMLDesc(dev: virNodeDevicePtr, flags: c_uint) -> *mut c_char;
    pub fn virNodeDeviceIsActive(dev: virNodeDevicePtr) -> c_int;
    pub fn virNodeDeviceIsPersistent(dev: virNodeDevicePtr) -> c_int;
    pub fn virNodeDeviceListCaps(dev: virNodeDevicePtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virNodeDeviceLookupByName(conn: virConnectPtr, name: *const c_char) -> virNodeDevicePtr;
    #[named(node_name = "wwnn", port_name = "wwpn")]
    pub fn virNodeDeviceLookupSCSIHostByWWN(conn: virConnectPtr, wwnn: *const c_char, wwpn: *const c_char, flags: c_uint) -> virNodeDevicePtr;
    pub fn virNodeDeviceNumOfCaps(dev: virNodeDevicePtr) -> c_int;
    pub fn virNodeDeviceReAttach(dev: virNodeDevicePtr) -> c_int;
    /// One more reference to the device, to be given back with its own call.
    #[by_hand(since = "0.6.0")]
    pub fn virNodeDeviceRef(dev: virNodeDevicePtr) -> c_int;
    pub fn virNodeDeviceReset(dev: virNodeDevicePtr) -> c_int;
    pub fn virNodeDeviceSetAutostart(dev: virNodeDevicePtr, autostart: c_int) -> c_int;
    pub fn virNodeDeviceUndefine(dev: virNodeDevicePtr, flags: c_uint) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virNodeDeviceUpdate(dev: virNodeDevicePtr, xmlDesc: *const c_char, flags: c_uint) -> c_int;
    #[named(capability = "cap")]
    pub fn virNodeListDevices(conn: virConnectPtr, cap: *const c_char, names: *mut *mut c_char, maxnames: c_int, flags: c_uint) -> c_int;
    #[named(capability = "cap")]
    pub fn virNodeNumOfDevices(conn: virConnectPtr, cap: *const c_char, flags: c_uint) -> c_int;
}
