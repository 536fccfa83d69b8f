//! `libvirt-network.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A virtual network.
pub struct _virNetwork(());

/// A virtual network.
pub type virNetwork = _virNetwork;

/// A pointer to a `virNetwork`.
pub type virNetworkPtr = *mut virNetwork;

/// An address that a network has leased.
#[repr(C)]
pub struct _virNetworkDHCPLease {
    /// The interface of the host that gave it.
    pub iface: *mut c_char,
    /// When it ends, in seconds since 1970.
    pub expirytime: c_longlong,
    /// The `virIPAddrType`.
    pub r#type: c_int,
    /// The MAC address of the client.
    pub mac: *mut c_char,
    /// The number that an IPv6 client gave its interface.
    pub iaid: *mut c_char,
    /// The address.
    pub ipaddr: *mut c_char,
    /// How many bits of it are the network's.
    pub prefix: c_uint,
    /// The name that the client gave.
    pub hostname: *mut c_char,
    /// The identifier that the client gave.
    pub clientid: *mut c_char,
}

/// An address that a network has leased.
pub type virNetworkDHCPLease = _virNetworkDHCPLease;

/// A pointer to a `virNetworkDHCPLease`.
pub type virNetworkDHCPLeasePtr = *mut virNetworkDHCPLease;

/// A port of a virtual network.
pub struct _virNetworkPort(());

/// A port of a virtual network.
pub type virNetworkPort = _virNetworkPort;

/// A pointer to a `virNetworkPort`.
pub type virNetworkPortPtr = *mut virNetworkPort;

/// Told of a network: something happened that needs no more words.
pub type virConnectNetworkEventGenericCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, net: virNetworkPtr, opaque: *mut c_void)>;

/// Told of a network: a step in its life was made.
pub type virConnectNetworkEventLifecycleCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, net: virNetworkPtr, event: c_int, detail: c_int, opaque: *mut c_void)>;

/// Told of a network: metadata changed.
pub type virConnectNetworkEventMetadataChangeCallback = Option<unsafe extern "C" fn(conn: virConnectPtr, net: virNetworkPtr, r#type: c_int, nsuri: *const c_char, opaque: *mut c_void)>;

/// No flag of `virNetworkUpdateFlags`.
pub const VIR_NETWORK_UPDATE_AFFECT_CURRENT: c_int = 0;

unsafe extern "C" {
    pub fn virConnectListAllNetworks(conn: virConnectPtr, nets: *mut *mut virNetworkPtr, flags: c_uint) -> c_int;
    pub fn virConnectListDefinedNetworks(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    pub fn virConnectListNetworks(conn: virConnectPtr, names: *mut *mut c_char, maxnames: c_int) -> c_int;
    /// Ends the callback with this number; its free function is called when nobody can call it any more.
    #[by_hand(since = "1.2.1")]
    pub fn virConnectNetworkEventDeregisterAny(conn: virConnectPtr, callbackID: c_int) -> c_int;
    /// Asks to be told of an event, of all objects or of one, on the thread of the event loop, and gives the number of
    /// the callback.
    #[by_hand(since = "1.2.1")]
    #[optional(freecb)]
    pub fn virConnectNetworkEventRegisterAny(conn: virConnectPtr, net: virNetworkPtr, eventID: c_int, cb: virConnectNetworkEventGenericCallback, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    pub fn virConnectNumOfDefinedNetworks(conn: virConnectPtr) -> c_int;
    pub fn virConnectNumOfNetworks(conn: virConnectPtr) -> c_int;
    pub fn virNetworkCreate(network: virNetworkPtr) -> c_int;
    #[named(xml = "xmlDesc")]
    pub fn virNetworkCreateXML(conn: virConnectPtr, xmlDesc: *const c_char) -> virNetworkPtr;
    #[named(xml = "xmlDesc")]
    pub fn virNetworkCreateXMLFlags(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virNetworkPtr;
    /// Releases what `virNetworkGetDHCPLeases` gave.
    #[by_hand(since = "1.2.6")]
    pub fn virNetworkDHCPLeaseFree(lease: virNetworkDHCPLeasePtr);
    pub fn virNetworkDefineXML(conn: virConnectPtr, xml: *const c_char) -> virNetworkPtr;
    pub fn virNetworkDefineXMLFlags(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virNetworkPtr;
    pub fn virNetworkDestroy(network: virNetworkPtr) -> c_int;
    /// Gives a reference to the network back; the last one releases it.
    #[by_hand(since = "0.2.0")]
    pub fn virNetworkFree(network: virNetworkPtr) -> c_int;
    #[required(autostart)]
    pub fn virNetworkGetAutostart(network: virNetworkPtr, autostart: *mut c_int) -> c_int;
    pub fn virNetworkGetBridgeName(network: virNetworkPtr) -> *mut c_char;
    /// The connection that the network came from, without a further reference.
    #[by_hand(since = "0.3.0")]
    pub fn virNetworkGetConnect(net: virNetworkPtr) -> virConnectPtr;
    pub fn virNetworkGetDHCPLeases(network: virNetworkPtr, mac: *const c_char, leases: *mut *mut virNetworkDHCPLeasePtr, flags: c_uint) -> c_int;
    #[named(metadata_type = "type", namespace_uri = "uri")]
    pub fn virNetworkGetMetadata(network: virNetworkPtr, r#type: c_int, uri: *const c_char, flags: c_uint) -> *mut c_char;
    /// The name of the network. It belongs to the object and lives as long as that.
    #[by_hand(since = "0.2.0")]
    pub fn virNetworkGetName(network: virNetworkPtr) -> *const c_char;
    /// Writes the 16 bytes of the UUID of the network.
    #[by_hand(since = "0.2.0")]
    pub fn virNetworkGetUUID(network: virNetworkPtr, uuid: *mut c_uchar) -> c_int;
    /// Writes the UUID of the network as text, for which `VIR_UUID_STRING_BUFLEN` bytes are needed.
    #[by_hand(since = "0.2.0")]
    pub fn virNetworkGetUUIDString(network: virNetworkPtr, buf: *mut c_char) -> c_int;
    pub fn virNetworkGetXMLDesc(network: virNetworkPtr, flags: c_uint) -> *mut c_char;
    pub fn virNetworkIsActive(net: virNetworkPtr) -> c_int;
    pub fn virNetworkIsPersistent(net: virNetworkPtr) -> c_int;
    pub fn virNetworkListAllPorts(network: virNetworkPtr, ports: *mut *mut virNetworkPortPtr, flags: c_uint) -> c_int;
    pub fn virNetworkLookupByName(conn: virConnectPtr, name: *const c_char) -> virNetworkPtr;
    pub fn virNetworkLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virNetworkPtr;
    /// The network with this UUID.
    #[by_hand(since = "0.2.0")]
    pub fn virNetworkLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virNetworkPtr;
    #[named(xml = "xmldesc")]
    pub fn virNetworkPortCreateXML(net: virNetworkPtr, xmldesc: *const c_char, flags: c_uint) -> virNetworkPortPtr;
    pub fn virNetworkPortDelete(port: virNetworkPortPtr, flags: c_uint) -> c_int;
    /// Gives a reference to the port back; the last one releases it.
    #[by_hand(since = "5.5.0")]
    pub fn virNetworkPortFree(port: virNetworkPortPtr) -> c_int;
    /// The network of the port.
    #[by_hand(since = "5.5.0")]
    pub fn virNetworkPortGetNetwork(port: virNetworkPortPtr) -> virNetworkPtr;
    pub fn virNetworkPortGetParameters(port: virNetworkPortPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// Writes the 16 bytes of the UUID of the port.
    #[by_hand(since = "5.5.0")]
    pub fn virNetworkPortGetUUID(port: virNetworkPortPtr, uuid: *mut c_uchar) -> c_int;
    /// Writes the UUID of the port as text, for which `VIR_UUID_STRING_BUFLEN` bytes are needed.
    #[by_hand(since = "5.5.0")]
    pub fn virNetworkPortGetUUIDString(port: virNetworkPortPtr, buf: *mut c_char) -> c_int;
    pub fn virNetworkPortGetXMLDesc(port: virNetworkPortPtr, flags: c_uint) -> *mut c_char;
    pub fn virNetworkPortLookupByUUID(net: virNetworkPtr, uuid: *const c_uchar) -> virNetworkPortPtr;
    /// The port with this UUID.
    #[by_hand(since = "5.5.0")]
    pub fn virNetworkPortLookupByUUIDString(net: virNetworkPtr, uuidstr: *const c_char) -> virNetworkPortPtr;
    /// One more reference to the port, to be given back with its own call.
    #[by_hand(since = "5.5.0")]
    pub fn virNetworkPortRef(port: virNetworkPortPtr) -> c_int;
    #[named(parameters = "params")]
    pub fn virNetworkPortSetParameters(port: virNetworkPortPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    /// One more reference to the network, to be given back with its own call.
    #[by_hand(since = "0.6.0")]
    pub fn virNetworkRef(network: virNetworkPtr) -> c_int;
    pub fn virNetworkSetAutostart(network: virNetworkPtr, autostart: c_int) -> c_int;
    #[named(metadata_type = "type", namespace_uri = "uri")]
    pub fn virNetworkSetMetadata(network: virNetworkPtr, r#type: c_int, metadata: *const c_char, key: *const c_char, uri: *const c_char, flags: c_uint) -> c_int;
    pub fn virNetworkUndefine(network: virNetworkPtr) -> c_int;
    #[named(parent_index = "parentIndex")]
    pub fn virNetworkUpdate(network: virNetworkPtr, command: c_uint, section: c_uint, parentIndex: c_int, xml: *const c_char, flags: c_uint) -> c_int;
}
