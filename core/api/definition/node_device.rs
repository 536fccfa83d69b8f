//! Operations of the host's devices.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A device of the host: a PCI function, a disk, a USB device, a mediated device, ...
#[object(family = "node_device", key = "name")]
pub trait NodeDevice {
    /// The device as a document: as it is, or as it is stored.
    #[operation(c = "virNodeDeviceGetXMLDesc", since = "0.5.0", access = "node-device:read", wire = 114)]
    fn xml_desc(flags: NodeDeviceXmlFlags) -> String;

    /// The name of the device that it is part of; the computer itself is part of none.
    #[operation(c = "virNodeDeviceGetParent", since = "0.5.0", access = "node-device:read", wire = 115, priority = "high")]
    fn parent() -> Option<String>;

    /// What the device is, as in `pci` or `net`.
    #[operation(c = "virNodeDeviceListCaps", since = "0.5.0", access = "node-device:read", wire = 117, priority = "high")]
    fn list_capabilities() -> Vec<String>;

    /// How many capabilities the device has.
    #[operation(
        c = "virNodeDeviceNumOfCaps", since = "0.5.0", access = "node-device:read", wire = 116, priority = "high",
        via = "self.list_capabilities()",
        then = "count",
    )]
    fn count_capabilities() -> u32;

    /// Takes the device from its driver in the host, so that a guest can have it.
    #[operation(
        c = "virNodeDeviceDettach", since = "0.6.1", access = "node-device:detach", wire = 118,
        via = "self.detach_flags(None, 0)",
    )]
    fn detach();

    /// Takes the device from its driver in the host and gives it to a driver for guests; which one, the hypervisor
    /// chooses unless it is named.
    #[operation(c = "virNodeDeviceDetachFlags", since = "1.0.5", access = "node-device:detach", wire = 301)]
    fn detach_flags(driver_name: Option<String>, #[unused_flags] flags: u32);

    /// Gives the device back to its driver in the host.
    #[operation(c = "virNodeDeviceReAttach", since = "0.6.1", access = "node-device:detach", wire = 119)]
    fn reattach();

    /// Resets the device, so that nothing of its last user stays in it.
    #[operation(c = "virNodeDeviceReset", since = "0.6.1", access = "node-device:detach", wire = 120)]
    fn reset();

    /// Removes the device from the host: a virtual function, a mediated device.
    #[operation(c = "virNodeDeviceDestroy", since = "0.6.3", access = "node-device:stop", wire = 124, priority = "high")]
    fn destroy();

    /// Makes the defined device be there.
    #[operation(c = "virNodeDeviceCreate", since = "7.3.0", access = "node-device:start", wire = 430, priority = "high")]
    fn create(#[unused_flags] flags: u32);

    /// Removes the stored definition of the device.
    #[operation(c = "virNodeDeviceUndefine", since = "7.3.0", access = "node-device:delete", wire = 429, priority = "high")]
    fn undefine(#[unused_flags] flags: u32);

    /// Changes the device to what a document says: as it is, as it is stored, or both.
    #[operation(
        c = "virNodeDeviceUpdate", since = "10.1.0", access = "node-device:write, node-device:save@flags=!VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG|VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE, node-device:save@flags=VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG", wire = 447, priority = "high",
    )]
    fn update(xml: String, flags: NodeDeviceUpdateFlags);

    /// Whether the device is there.
    #[operation(c = "virNodeDeviceIsActive", since = "7.8.0", access = "node-device:read", wire = 436, priority = "high")]
    fn is_active() -> bool;

    /// Whether there is a stored definition.
    #[operation(c = "virNodeDeviceIsPersistent", since = "7.8.0", access = "node-device:read", wire = 435, priority = "high")]
    fn is_persistent() -> bool;

    /// Whether the device is made when its parent appears.
    #[operation(c = "virNodeDeviceGetAutostart", since = "7.8.0", access = "node-device:read", wire = 433, priority = "high")]
    fn autostart() -> bool;

    /// Says whether the device is made when its parent appears.
    #[operation(c = "virNodeDeviceSetAutostart", since = "7.8.0", access = "node-device:write", wire = 434, priority = "high")]
    fn set_autostart(autostart: bool);
}

/// Devices of the host.
#[extends(family = "node_device")]
pub trait Connection {
    /// The devices that match the flags; all of them when there is none. The order is not defined.
    #[operation(
        c = "virConnectListAllNodeDevices", since = "0.10.2", access = "connect:search-node-devices", filter = "node-device:getattr", wire = 285, priority = "high",
    )]
    fn list_all_node_devices(flags: ListAllNodeDevicesFlags) -> Vec<NodeDevice>;

    /// The names of the devices that have a capability, or of all.
    #[operation(
        c = "virNodeListDevices", since = "0.5.0", access = "connect:search-node-devices", filter = "node-device:getattr", wire = 112, priority = "high",
    )]
    fn list_node_device_names(capability: Option<String>, #[unused_flags] flags: u32) -> Vec<String>;

    /// How many devices have a capability, or how many there are.
    #[operation(
        c = "virNodeNumOfDevices", since = "0.5.0", access = "connect:search-node-devices", filter = "node-device:getattr", wire = 111, priority = "high",
        via = "self.list_node_device_names(capability, flags)",
        then = "count",
    )]
    fn count_node_devices(capability: Option<String>, #[unused_flags] flags: u32) -> u32;

    /// The device with this name.
    #[operation(c = "virNodeDeviceLookupByName", since = "0.5.0", access = "node-device:getattr", wire = 113, priority = "high")]
    fn lookup_node_device_by_name(name: String) -> NodeDevice;

    /// The SCSI host with these world wide names of node and port.
    #[operation(c = "virNodeDeviceLookupSCSIHostByWWN", since = "1.0.3", access = "node-device:getattr", wire = 297, priority = "high")]
    fn lookup_scsi_host_by_wwn(node_name: String, port_name: String, #[unused_flags] flags: u32) -> NodeDevice;

    /// Makes a device, as a document says; it is gone when it is destroyed or the host restarts.
    #[operation(c = "virNodeDeviceCreateXML", since = "0.6.3", access = "node-device:write, node-device:start", wire = 123)]
    fn create_node_device_xml(xml: String, flags: NodeDeviceCreateXmlFlags) -> NodeDevice;

    /// Stores a device's definition, or replaces the one with the same UUID.
    #[operation(c = "virNodeDeviceDefineXML", since = "7.3.0", access = "node-device:write, node-device:save", wire = 428)]
    fn define_node_device_xml(xml: String, flags: NodeDeviceDefineXmlFlags) -> NodeDevice;
}
