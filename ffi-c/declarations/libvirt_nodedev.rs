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

unsafe extern "C" {
    #[by_hand(since = "0.10.2")]
    pub fn virConnectListAllNodeDevices(conn: virConnectPtr, devices: *mut *mut virNodeDevicePtr, flags: c_uint) -> c_int;
    #[by_hand(since = "2.2.0")]
    pub fn virConnectNodeDeviceEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    #[by_hand(since = "2.2.0")]
    pub fn virConnectNodeDeviceEventRegisterAny(conn: virConnectPtr, dev: virNodeDevicePtr, eventID: c_int, cb: virConnectNodeDeviceEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    #[by_hand(since = "7.3.0")]
    pub fn virNodeDeviceCreate(dev: virNodeDevicePtr, flags: c_uint) -> c_int;
    #[by_hand(since = "0.6.3")]
    pub fn virNodeDeviceCreateXML(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virNodeDevicePtr;
    #[by_hand(since = "7.3.0")]
    pub fn virNodeDeviceDefineXML(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virNodeDevicePtr;
    #[by_hand(since = "0.6.3")]
    pub fn virNodeDeviceDestroy(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "1.0.5")]
    pub fn virNodeDeviceDetachFlags(dev: virNodeDevicePtr, driverName: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.6.1")]
    pub fn virNodeDeviceDettach(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceFree(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "7.8.0")]
    pub fn virNodeDeviceGetAutostart(dev: virNodeDevicePtr, autostart: *mut c_int) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceGetName(dev: virNodeDevicePtr) -> *const c_char;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceGetParent(dev: virNodeDevicePtr) -> *const c_char;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceGetXMLDesc(dev: virNodeDevicePtr, flags: c_uint) -> *mut c_char;
    #[by_hand(since = "7.8.0")]
    pub fn virNodeDeviceIsActive(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "7.8.0")]
    pub fn virNodeDeviceIsPersistent(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceListCaps(dev: virNodeDevicePtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceLookupByName(conn: virConnectPtr, name: *const c_char) -> virNodeDevicePtr;
    #[by_hand(since = "1.0.3")]
    pub fn virNodeDeviceLookupSCSIHostByWWN(conn: virConnectPtr, wwnn: *const c_char, wwpn: *const c_char, flags: c_uint) -> virNodeDevicePtr;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeDeviceNumOfCaps(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "0.6.1")]
    pub fn virNodeDeviceReAttach(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "0.6.0")]
    pub fn virNodeDeviceRef(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "0.6.1")]
    pub fn virNodeDeviceReset(dev: virNodeDevicePtr) -> c_int;
    #[by_hand(since = "7.8.0")]
    pub fn virNodeDeviceSetAutostart(dev: virNodeDevicePtr, autostart: c_int) -> c_int;
    #[by_hand(since = "7.3.0")]
    pub fn virNodeDeviceUndefine(dev: virNodeDevicePtr, flags: c_uint) -> c_int;
    #[by_hand(since = "10.1.0")]
    pub fn virNodeDeviceUpdate(dev: virNodeDevicePtr, xmlDesc: *const c_char, flags: c_uint) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeListDevices(conn: virConnectPtr, cap: *const c_char, names: *mut *mut c_char, maxnames: c_int, flags: c_uint) -> c_int;
    #[by_hand(since = "0.5.0")]
    pub fn virNodeNumOfDevices(conn: virConnectPtr, cap: *const c_char, flags: c_uint) -> c_int;
}
