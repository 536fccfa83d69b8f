//! Where a device is in the guest, and what all devices have in common.

use crate::scalar::{OnOff, YesNo};
use crate::{Format, element, group};

/// What all devices have in common.
#[group]
pub struct DeviceInfo {
    /// When it is tried to boot.
    #[xml(since = "0.8.8")]
    pub boot: Option<DeviceBoot>,
    /// The name by which the hypervisor knows it; users' own begin with `ua-`.
    #[xml("alias/@name", when = alias_is_shown, since = "3.9.0")]
    pub alias: Option<String>,
    /// The first port of a USB companion controller.
    #[xml("master/@startport")]
    pub usb_master_startport: Option<u32>,
    /// Its boot ROM.
    #[xml(since = "0.9.7", drivers = "qemu")]
    pub rom: Option<Rom>,
    /// The number that the guest's operating system names it by.
    #[xml("acpi/@index")]
    pub acpi_index: Option<u32>,
    /// Where it is.
    pub address: Option<Address>,
}

/// Aliases that the hypervisor chose belong to the running guest only.
fn alias_is_shown(alias: &str, view: &Format) -> bool {
    view.live || alias.starts_with("ua-")
}

/// When a device is tried to boot.
#[element("boot")]
pub struct DeviceBoot {
    /// The place in the order; 1 is the first.
    pub order: Option<u32>,
    /// What s390 firmware loads.
    #[xml(since = "3.5.0")]
    pub loadparm: Option<String>,
}

/// A boot ROM.
#[element("rom")]
pub struct Rom {
    /// Whether the device has one.
    #[xml(since = "4.3.0", drivers = "qemu")]
    pub enabled: Option<YesNo>,
    /// Whether the guest can see it.
    #[xml(since = "0.9.7", drivers = "qemu")]
    pub bar: Option<OnOff>,
    /// The file of the host that is it.
    #[xml(since = "0.9.10", drivers = "qemu")]
    pub file: Option<String>,
}

/// Where a device is.
#[element("address", by = "type")]
pub enum Address {
    /// On a PCI bus; with nothing given, anywhere there.
    Pci(PciAddress),
    /// On a disk controller.
    Drive(DriveAddress),
    /// On a virtio serial controller.
    VirtioSerial(VirtioSerialAddress),
    /// On a smart card controller.
    #[xml(since = "0.8.8")]
    Ccid(CcidAddress),
    /// On a USB bus.
    Usb(UsbPortAddress),
    /// On POWER's virtual bus.
    #[xml(since = "0.9.9")]
    SpaprVio(SpaprVioAddress),
    /// On s390's virtio bus.
    #[xml("virtio-s390")]
    VirtioS390,
    /// On s390's channels.
    #[xml(since = "1.0.4")]
    Ccw(CcwAddress),
    /// On the memory bus.
    #[xml(since = "1.1.3")]
    VirtioMmio,
    /// On an ISA bus.
    #[xml(since = "1.2.1")]
    Isa(IsaAddress),
    /// In a memory slot.
    Dimm(DimmAddress),
    /// Nowhere: the guest does not see it.
    #[xml(since = "6.0.0")]
    Unassigned,
}

/// A place on a PCI bus.
#[element("address")]
#[derive(Eq)]
pub struct PciAddress {
    /// The domain.
    #[xml(hex = 4)]
    pub domain: Option<u32>,
    /// The bus.
    #[xml(hex = 2)]
    pub bus: Option<u8>,
    /// The slot.
    #[xml(hex = 2, max = 0x1f)]
    pub slot: Option<u8>,
    /// The function.
    #[xml(hex = 1, max = 7)]
    pub function: Option<u8>,
    /// Whether the slot has more functions.
    #[xml(since = "0.9.7")]
    pub multifunction: Option<OnOff>,
    /// The IDs that s390 gives it.
    #[xml(since = "4.10.0")]
    pub zpci: Option<ZpciAddress>,
}

impl PciAddress {
    /// The place with these numbers.
    pub fn new(domain: u32, bus: u8, slot: u8, function: u8) -> PciAddress {
        PciAddress {
            domain: Some(domain),
            bus: Some(bus),
            slot: Some(slot),
            function: Some(function),
            ..PciAddress::default()
        }
    }

    /// States all numbers; those not given are zero.
    pub fn fill(&mut self) {
        self.domain.get_or_insert(0);
        self.bus.get_or_insert(0);
        self.slot.get_or_insert(0);
        self.function.get_or_insert(0);
    }

    /// Whether no place is given.
    pub fn is_unset(&self) -> bool {
        self.domain.is_none() && self.bus.is_none() && self.slot.is_none() && self.function.is_none()
    }

    /// Domain, bus, slot and function; those not given are zero.
    pub fn numbers(&self) -> (u32, u8, u8, u8) {
        let Self { domain, bus, slot, function, .. } = self;
        (domain.unwrap_or(0), bus.unwrap_or(0), slot.unwrap_or(0), function.unwrap_or(0))
    }
}

/// The IDs that s390 gives a PCI function.
#[element("zpci")]
#[derive(Eq)]
pub struct ZpciAddress {
    /// The user's ID.
    #[xml(hex = 4)]
    pub uid: Option<u32>,
    /// The function's ID.
    #[xml(hex = 8)]
    pub fid: Option<u32>,
}

/// A place on a disk controller.
#[group]
pub struct DriveAddress {
    /// The controller.
    pub controller: Option<u32>,
    /// Its bus.
    pub bus: Option<u32>,
    /// The target on the bus.
    #[xml(since = "0.9.11")]
    pub target: Option<u32>,
    /// The unit of the target.
    pub unit: Option<u32>,
}

/// A place on a virtio serial controller.
#[group]
pub struct VirtioSerialAddress {
    /// The controller.
    pub controller: Option<u32>,
    /// Its bus.
    pub bus: Option<u32>,
    /// The port.
    pub port: Option<u32>,
}

/// A place on a smart card controller.
#[group]
pub struct CcidAddress {
    /// The controller.
    pub controller: Option<u32>,
    /// The slot.
    pub slot: Option<u32>,
}

/// A place on a USB bus.
#[group]
pub struct UsbPortAddress {
    /// The bus.
    pub bus: Option<u32>,
    /// The port, through hubs as in `1.2`.
    pub port: Option<String>,
}

/// A place on POWER's virtual bus.
#[group]
pub struct SpaprVioAddress {
    /// The register.
    #[xml(hex = 8)]
    pub reg: Option<u64>,
}

/// A place on s390's channels.
#[group]
pub struct CcwAddress {
    /// The channel subsystem.
    #[xml(hex = 1)]
    pub cssid: Option<u8>,
    /// The set of subchannels.
    #[xml(hex = 1, max = 3)]
    pub ssid: Option<u8>,
    /// The device number.
    #[xml(hex = 4)]
    pub devno: Option<u16>,
}

/// A place on an ISA bus.
#[group]
pub struct IsaAddress {
    /// The first I/O port.
    #[xml(hex = 1)]
    pub iobase: Option<u32>,
    /// The interrupt.
    #[xml(hex = 1)]
    pub irq: Option<u32>,
}

/// A memory slot.
#[group]
pub struct DimmAddress {
    /// The slot.
    pub slot: Option<u32>,
    /// The address in the guest.
    #[xml(hex = 1)]
    pub base: Option<u64>,
}
