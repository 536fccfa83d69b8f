//! `<device>`: a device of the host, and what it can do.

pub mod channel;
mod complete;
pub mod crypto;
pub mod mdev;
pub mod net;
pub mod pci;
pub mod scsi;
pub mod storage;
pub mod system;
pub mod usb;
pub mod vpd;

use crate::{element, group, words};

/// A device of the host.
#[element("device")]
pub struct NodeDevice {
    /// Its name, unique on the host.
    #[xml("name", default)]
    pub name: String,
    /// Its directory in sysfs.
    #[xml("path")]
    pub path: Option<String>,
    /// Its files in `/dev`.
    pub device_nodes: Vec<DeviceNode>,
    /// The device that it is part of.
    pub parent: Option<NodeDeviceParent>,
    /// The driver of the host that serves it.
    #[xml("driver/name")]
    pub driver: Option<String>,
    /// What it can do.
    pub capabilities: Vec<Capability>,
}

words! {
    /// What a file in `/dev` is.
    DeviceNodeType {
        Dev "dev" "The device.",
        Link "link" "A link to it.",
    }
}

/// A file in `/dev`.
#[element("devnode")]
pub struct DeviceNode {
    /// What it is.
    #[xml("@type")]
    pub node_type: Option<DeviceNodeType>,
    /// Its path.
    #[xml(".")]
    pub path: Option<String>,
}

/// The device that a device is part of, or on which a new one is to be made.
#[element("parent")]
pub struct NodeDeviceParent {
    /// Its node name, for a Fibre Channel adapter.
    pub wwnn: Option<String>,
    /// Its port name, for a Fibre Channel adapter.
    pub wwpn: Option<String>,
    /// Its fabric, for a Fibre Channel adapter.
    #[xml("@fabric_wwn")]
    pub fabric_wwn: Option<String>,
    /// Its name.
    #[xml(".")]
    pub name: Option<String>,
}

/// What a device can do.
#[element("capability", by = "type")]
pub enum Capability {
    /// The host itself.
    System(Box<system::SystemCapability>),
    /// A PCI device.
    Pci(Box<pci::PciCapability>),
    /// A USB device.
    #[xml("usb_device")]
    UsbDevice(usb::UsbDeviceCapability),
    /// An interface of a USB device.
    Usb(usb::UsbInterfaceCapability),
    /// A network interface.
    Net(Box<net::NetCapability>),
    /// A SCSI device as programs without a driver use it.
    #[xml("scsi_generic")]
    ScsiGeneric(scsi::ScsiGenericCapability),
    /// A SCSI host adapter.
    #[xml("scsi_host")]
    ScsiHost(scsi::ScsiHostCapability),
    /// A SCSI target.
    #[xml("scsi_target")]
    ScsiTarget(scsi::ScsiTargetCapability),
    /// A SCSI device.
    Scsi(scsi::ScsiCapability),
    /// A block device.
    Storage(Box<storage::StorageCapability>),
    /// A graphics card.
    Drm(DrmCapability),
    /// A mediated device.
    #[xml(since = "3.4.0")]
    Mdev(Box<mdev::MdevCapability>),
    /// A device of s390.
    Ccw(channel::CcwCapability),
    /// A group of devices of s390 that work as one.
    #[xml("ccwgroup")]
    CcwGroup(Box<channel::CcwGroupCapability>),
    /// A subchannel of s390.
    Css(channel::CssCapability),
    /// A vDPA device.
    #[xml(since = "6.9.0")]
    Vdpa(VdpaCapability),
    /// A cryptographic adapter of s390.
    #[xml("ap_card")]
    ApCard(crypto::ApCardCapability),
    /// A queue of a cryptographic adapter of s390.
    #[xml("ap_queue")]
    ApQueue(crypto::ApQueueCapability),
    /// The parts of cryptographic adapters that guests may have.
    #[xml("ap_matrix")]
    ApMatrix(crypto::ApMatrixCapability),
}

words! {
    /// A kind of node of a graphics card.
    DrmType {
        Primary "primary" "Everything.",
        Control "control" "Modes of displays.",
        Render "render" "Rendering.",
    }
}

/// A graphics card.
#[group]
pub struct DrmCapability {
    /// The kind of its node.
    #[xml("type")]
    pub drm_type: Option<DrmType>,
}

/// A vDPA device.
#[group]
pub struct VdpaCapability {
    /// Its file in `/dev`.
    #[xml("chardev")]
    pub chardev: Option<String>,
}
