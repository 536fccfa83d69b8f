//! `<hostdev>`: devices of the host that the guest drives itself.

use super::DeviceInfo;
use super::address::PciAddress;
use super::disk::SgIo;
use super::disk_source::{DiskAuth, SourceHost, StartupPolicy};
use super::interface::{IpAddress, IpRoute, Teaming};
use super::private_data::SourcePrivateData;
use super::virtio::VirtioModel;
use crate::scalar::{OnOff, YesNo};
use crate::{element, group, words};
use uuid::Uuid;

words! {
    /// How a device of the host is given to the guest.
    HostdevMode {
        Subsystem "subsystem" "As a device.",
        Capabilities "capabilities" "As a node or interface of a container.",
    }
}

/// A device of the host.
#[element("hostdev")]
pub struct Hostdev {
    /// How it is given.
    pub mode: Option<HostdevMode>,
    /// Which device.
    pub source: HostdevSource,
    /// Whether the host's driver is taken off it and put back.
    pub managed: Option<YesNo>,
    /// Which SCSI commands the guest may send.
    #[xml(since = "1.0.6")]
    pub sgio: Option<SgIo>,
    /// Whether the emulator may send any SCSI command.
    #[xml(since = "1.2.9")]
    pub rawio: Option<YesNo>,
    /// What goes on in a migration.
    #[xml(since = "7.1.0", drivers = "qemu")]
    pub teaming: Option<Teaming>,
    /// Whether the guest cannot write.
    #[xml(since = "1.0.6", drivers = "qemu")]
    pub readonly: bool,
    /// Whether guests may use it together.
    #[xml(since = "1.0.6")]
    pub shareable: bool,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// Which device of the host.
#[group(by = "type")]
pub enum HostdevSource {
    /// A USB device.
    Usb(UsbHostdev),
    /// A PCI device.
    #[xml(since = "0.6.0")]
    Pci(PciHostdev),
    /// A SCSI device.
    #[xml(since = "1.0.6", drivers = "qemu")]
    Scsi(Box<ScsiHostdev>),
    /// A SCSI controller.
    #[xml("scsi_host", since = "2.5.0")]
    ScsiHost(ScsiHostHostdev),
    /// Part of a device that the host divides.
    #[xml(since = "3.2.0")]
    Mdev(MdevHostdev),
    /// A block device, for a container.
    #[xml(drivers = "lxc")]
    Storage(StorageHostdev),
    /// A character device, for a container.
    #[xml(drivers = "lxc")]
    Misc(MiscHostdev),
    /// A network interface, for a container.
    #[xml(drivers = "lxc")]
    Net(NetHostdev),
}

impl Default for HostdevSource {
    fn default() -> Self {
        HostdevSource::Pci(PciHostdev::default())
    }
}

/// A USB device.
#[group]
pub struct UsbHostdev {
    /// Which.
    #[xml("source")]
    pub source: Option<UsbSource>,
}

words! {
    /// When the guest may reset a device.
    GuestReset {
        Off "off" "Never.",
        Uninitialized "uninitialized" "Before it is set up.",
        On "on" "Always.",
    }
}

/// Which USB device: by what it is, or by where it is.
#[element("source")]
pub struct UsbSource {
    /// What happens at start when it is not there.
    #[xml("@startupPolicy", since = "1.0.0")]
    pub startup_policy: Option<StartupPolicy>,
    /// When the guest may reset it.
    #[xml("@guestReset", since = "8.6.0")]
    pub guest_reset: Option<GuestReset>,
    /// Whether it was not there at start.
    #[xml(live)]
    pub missing: Option<YesNo>,
    /// Its maker.
    #[xml("vendor")]
    pub vendor: Option<UsbId>,
    /// Its number as a product.
    #[xml("product")]
    pub product: Option<UsbId>,
    /// Where it is on the host.
    #[xml("address")]
    pub address: Option<UsbHostAddress>,
}

/// A number of a maker or product.
#[element("vendor")]
pub struct UsbId {
    /// The number.
    #[xml(hex = 4)]
    pub id: Option<u16>,
}

/// Where a USB device is on the host.
#[element("address")]
pub struct UsbHostAddress {
    /// The bus.
    pub bus: Option<u32>,
    /// Its number on the bus.
    pub device: Option<u32>,
    /// The ports on the way to it.
    pub port: Option<String>,
}

words! {
    /// The host's driver of a device that a guest drives.
    HostdevDriverName {
        Kvm "kvm" "The old one.",
        Vfio "vfio" "VFIO.",
        Xen "xen" "Xen's.",
    }
}

/// The host's driver.
#[element("driver")]
pub struct HostdevDriver {
    /// Which.
    #[xml(since = "1.0.5", drivers = "qemu")]
    pub name: Option<HostdevDriverName>,
    /// Its kernel module.
    pub model: Option<String>,
}

/// A PCI device.
#[group]
pub struct PciHostdev {
    /// The host's driver.
    pub driver: Option<HostdevDriver>,
    /// Which.
    #[xml("source")]
    pub source: Option<PciSource>,
    /// Whether it shows the guest's display.
    pub display: Option<OnOff>,
    /// Whether it shows a display before its driver does.
    pub ramfb: Option<OnOff>,
}

/// Which PCI device.
#[element("source")]
pub struct PciSource {
    /// What happens at start when it is not there.
    #[xml("@startupPolicy")]
    pub startup_policy: Option<StartupPolicy>,
    /// Whether writes to its configuration are filtered.
    #[xml("@writeFiltering", since = "6.8.0", drivers = "xen")]
    pub write_filtering: Option<YesNo>,
    /// Where it is on the host.
    #[xml("address")]
    pub address: Option<PciAddress>,
    /// What its driver was before.
    #[xml("origstates", status)]
    pub original_states: Option<OriginalStates>,
}

/// What is to be done with a device of the host when the guest gives it back.
#[element("origstates")]
pub struct OriginalStates {
    /// It is taken off the driver that guests use.
    pub unbind: bool,
    /// That driver forgets it.
    #[xml("removeslot")]
    pub remove_slot: bool,
    /// The host's driver is looked for.
    pub reprobe: bool,
}

/// A SCSI device.
#[group]
pub struct ScsiHostdev {
    /// Which.
    #[xml("source")]
    pub source: Option<ScsiSource>,
}

words! {
    /// How a SCSI device is reached.
    ScsiProtocol {
        Adapter "adapter" "Through a controller of the host.",
        Iscsi "iscsi" "iSCSI.",
    }
}

/// Which SCSI device.
#[element("source")]
pub struct ScsiSource {
    /// How it is reached.
    pub protocol: Option<ScsiProtocol>,
    /// The name of an iSCSI target.
    pub name: Option<String>,
    /// The servers of an iSCSI target.
    pub hosts: Vec<SourceHost>,
    /// The driver's own state.
    #[xml("privateData", status)]
    pub private_data: Option<Box<SourcePrivateData>>,
    /// Who may use an iSCSI target.
    pub auth: Option<DiskAuth>,
    /// The name of the iSCSI initiator.
    #[xml("initiator/iqn/@name", since = "6.7.0")]
    pub initiator: Option<String>,
    /// The controller of the host.
    #[xml("adapter/@name")]
    pub adapter: Option<String>,
    /// Where it is on the controller.
    #[xml("address")]
    pub address: Option<ScsiHostAddress>,
}

/// Where a SCSI device is on the host.
#[element("address")]
pub struct ScsiHostAddress {
    /// The bus.
    pub bus: Option<u32>,
    /// The target.
    pub target: Option<u32>,
    /// The unit.
    pub unit: Option<u64>,
}

/// A SCSI controller.
#[group]
pub struct ScsiHostHostdev {
    /// Which virtio standard it follows.
    #[xml(since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// Which.
    #[xml("source")]
    pub source: Option<ScsiHostSource>,
}

/// Which SCSI controller.
#[element("source")]
pub struct ScsiHostSource {
    /// How it is reached.
    pub protocol: Option<ScsiHostProtocol>,
    /// Its world wide port name.
    pub wwpn: Option<String>,
}

words! {
    /// How a SCSI controller of the host is reached.
    ScsiHostProtocol {
        None "none" "Not.",
        Vhost "vhost" "Through the host's kernel.",
    }
}

words! {
    /// What a divided device is to the guest.
    MdevModel {
        VfioPci "vfio-pci" "A PCI device.",
        VfioCcw "vfio-ccw" "A channel device of s390.",
        VfioAp "vfio-ap" "A cryptographic device of s390.",
    }
}

/// Part of a device that the host divides.
#[group]
pub struct MdevHostdev {
    /// What it is to the guest.
    pub model: Option<MdevModel>,
    /// Whether it shows the guest's display.
    #[xml(since = "4.6.0")]
    pub display: Option<OnOff>,
    /// Whether it shows a display before its driver does.
    #[xml(since = "5.10.0")]
    pub ramfb: Option<OnOff>,
    /// Which part.
    #[xml("source/address/@uuid")]
    pub uuid: Option<Uuid>,
}

/// A block device, for a container.
#[group]
pub struct StorageHostdev {
    /// Its path.
    #[xml("source/block")]
    pub block: Option<String>,
}

/// A character device, for a container.
#[group]
pub struct MiscHostdev {
    /// Its path.
    #[xml("source/char")]
    pub char: Option<String>,
}

/// A network interface, for a container.
#[group]
pub struct NetHostdev {
    /// Its name.
    #[xml("source/interface")]
    pub interface: Option<String>,
    /// Its addresses in the container.
    pub ips: Vec<IpAddress>,
    /// Its routes in the container.
    pub routes: Vec<IpRoute>,
}
