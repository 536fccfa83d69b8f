//! Values and events of the host's devices.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which device of the host.
#[record]
pub struct NodeDeviceIdentity {
    /// The name.
    pub name: Name,
}

/// Which devices to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virConnectListAllNodeDeviceFlags")]
pub enum ListAllNodeDevicesFlags {
    /// The computer itself.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM", since = "0.10.2")]
    CapSystem = 0x1,
    /// PCI functions.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV", since = "0.10.2")]
    CapPciDev = 0x2,
    /// USB devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV", since = "0.10.2")]
    CapUsbDev = 0x4,
    /// Interfaces of USB devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE", since = "0.10.2")]
    CapUsbInterface = 0x8,
    /// Network interfaces.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET", since = "0.10.2")]
    CapNet = 0x10,
    /// SCSI hosts.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST", since = "0.10.2")]
    CapScsiHost = 0x20,
    /// SCSI targets.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET", since = "0.10.2")]
    CapScsiTarget = 0x40,
    /// SCSI devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI", since = "0.10.2")]
    CapScsi = 0x80,
    /// Disks and drives.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE", since = "0.10.2")]
    CapStorage = 0x100,
    /// Fibre Channel hosts.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST", since = "1.0.4")]
    CapFcHost = 0x200,
    /// Hosts that can have virtual ports.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS", since = "1.0.4")]
    CapVports = 0x400,
    /// SCSI generic devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC", since = "1.1.0")]
    CapScsiGeneric = 0x800,
    /// Graphics devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM", since = "3.1.0")]
    CapDrm = 0x1000,
    /// Devices that mediated devices can be made of.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES", since = "3.4.0")]
    CapMdevTypes = 0x2000,
    /// Mediated devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV", since = "3.4.0")]
    CapMdev = 0x4000,
    /// CCW devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV", since = "3.4.0")]
    CapCcwDev = 0x8000,
    /// CSS devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV", since = "6.8.0")]
    CapCssDev = 0x10000,
    /// vDPA devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA", since = "6.9.0")]
    CapVdpa = 0x20000,
    /// Crypto cards.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD", since = "7.0.0")]
    CapApCard = 0x40000,
    /// Queues of crypto cards.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE", since = "7.0.0")]
    CapApQueue = 0x80000,
    /// Matrixes of crypto cards.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX", since = "7.0.0")]
    CapApMatrix = 0x100000,
    /// PCI functions with vital product data.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD", since = "7.9.0")]
    CapVpd = 0x200000,
    /// Groups of CCW devices.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV", since = "11.1.0")]
    CapCcwgroupDev = 0x400000,
    /// CCW devices that belong to a group.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER", since = "11.1.0")]
    CapCcwgroupMember = 0x800000,
    /// Devices with a stored definition.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT", since = "10.1.0")]
    Persistent = 0x10000000,
    /// Devices without a stored definition.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT", since = "10.1.0")]
    Transient = 0x20000000,
    /// Devices that are not there now.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE", since = "7.3.0")]
    Inactive = 0x40000000,
    /// Devices that are there.
    #[value(c = "VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE", since = "7.3.0")]
    Active = 0x80000000,
}

/// Which view of a device to give.
#[flags(c = "virNodeDeviceXMLFlags")]
pub enum NodeDeviceXmlFlags {
    /// As it is stored, also while it is there.
    #[value(c = "VIR_NODE_DEVICE_XML_INACTIVE", since = "10.1.0")]
    Inactive = 0x1,
}

/// How to make a device.
#[flags(c = "virNodeDeviceCreateXMLFlags")]
pub enum NodeDeviceCreateXmlFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_NODE_DEVICE_CREATE_XML_VALIDATE", since = "8.10.0")]
    Validate = 0x1,
}

/// How to store a device.
#[flags(c = "virNodeDeviceDefineXMLFlags")]
pub enum NodeDeviceDefineXmlFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_NODE_DEVICE_DEFINE_XML_VALIDATE", since = "8.10.0")]
    Validate = 0x1,
}

/// What a change of a device affects; nothing named means what is there if it is, else what is stored.
#[flags(c = "virNodeDeviceUpdateFlags")]
pub enum NodeDeviceUpdateFlags {
    /// What is there.
    #[value(c = "VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE", since = "10.1.0")]
    AffectLive = 0x1,
    /// What is stored.
    #[value(c = "VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG", since = "10.1.0")]
    AffectConfig = 0x2,
}

/// A step in the life of a device.
#[enumeration(c = "virNodeDeviceEventLifecycleType")]
pub enum NodeDeviceEventType {
    /// It is there now.
    #[value(c = "VIR_NODE_DEVICE_EVENT_CREATED", since = "2.2.0")]
    Created = 0,
    /// It is gone.
    #[value(c = "VIR_NODE_DEVICE_EVENT_DELETED", since = "2.2.0")]
    Deleted = 1,
    /// A definition was stored.
    #[value(c = "VIR_NODE_DEVICE_EVENT_DEFINED", since = "7.3.0")]
    Defined = 2,
    /// The definition was removed.
    #[value(c = "VIR_NODE_DEVICE_EVENT_UNDEFINED", since = "7.3.0")]
    Undefined = 3,
}

/// What happened to a device of the host.
#[tagged(c = "virNodeDeviceEventID")]
pub enum NodeDeviceEventKind {
    /// A step of its life; `detail` is 0 so far.
    #[value(c = "VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE", since = "2.2.0")]
    Lifecycle { event: NodeDeviceEventType, detail: i32 } = 0,
    /// What is known of it changed.
    #[value(c = "VIR_NODE_DEVICE_EVENT_ID_UPDATE", since = "2.2.0")]
    Update = 1,
}
