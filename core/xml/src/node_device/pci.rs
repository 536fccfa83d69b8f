//! PCI devices.

use super::mdev::MdevTypes;
use super::vpd::VitalProductData;
use crate::domain::devices::address::PciAddress;
use crate::scalar::Hex;
use crate::{element, group, words};

/// A PCI device.
#[group]
pub struct PciCapability {
    /// What kind of device it is: class, subclass and interface.
    #[xml("class", since = "5.2.0")]
    pub class: Option<Hex<6>>,
    /// The domain.
    #[xml("domain")]
    pub domain: Option<u32>,
    /// The bus.
    #[xml("bus")]
    pub bus: Option<u32>,
    /// The slot.
    #[xml("slot")]
    pub slot: Option<u32>,
    /// The function.
    #[xml("function")]
    pub function: Option<u32>,
    /// What it is.
    #[xml("product")]
    pub product: Option<DeviceId>,
    /// Who made it.
    #[xml("vendor")]
    pub vendor: Option<DeviceId>,
    /// What it can do beyond.
    pub capabilities: Vec<PciSubCapability>,
    /// The devices that it can only be given away with.
    pub iommu_group: Option<IommuGroup>,
    /// The node of the host that it is near to.
    #[xml("numa/@node")]
    pub numa_node: Option<i32>,
    /// Its PCI Express links.
    pub express: Option<PciExpress>,
}

/// A product or vendor.
#[element("product")]
pub struct DeviceId {
    /// The number.
    #[xml(hex = 4)]
    pub id: Option<u32>,
    /// The name.
    #[xml(".")]
    pub name: Option<String>,
}

/// What a PCI device can do beyond being one.
#[element("capability", by = "type")]
pub enum PciSubCapability {
    /// It is part of another device.
    #[xml("phys_function")]
    PhysicalFunction(PhysicalFunction),
    /// It can be taken apart.
    #[xml("virt_functions")]
    VirtualFunctions(VirtualFunctions),
    /// It is a bridge to a PCI bus.
    #[xml(since = "1.3.3")]
    PciBridge,
    /// It is a bridge to a CardBus.
    #[xml(since = "1.3.3")]
    CardbusBridge,
    /// Mediated devices can be made on it.
    #[xml("mdev_types", since = "3.4.0")]
    MdevTypes(MdevTypes),
    /// It says what it is made of.
    Vpd(Box<VitalProductData>),
}

/// The device that a virtual function is part of.
#[group]
pub struct PhysicalFunction {
    /// Where it is.
    pub address: Option<PciAddress>,
}

/// The parts of a device.
#[group]
pub struct VirtualFunctions {
    /// How many there can be.
    #[xml("@maxCount", since = "1.3.0")]
    pub max_count: Option<u32>,
    /// Where they are.
    pub addresses: Vec<PciAddress>,
}

/// Devices that can only be given away together.
#[element("iommuGroup")]
pub struct IommuGroup {
    /// Their number.
    pub number: u32,
    /// Where they are.
    pub addresses: Vec<PciAddress>,
}

/// PCI Express.
#[element("pci-express")]
pub struct PciExpress {
    /// The links.
    pub links: Vec<PciExpressLink>,
}

words! {
    /// What is said of a link.
    LinkValidity {
        Capable "cap" "What it can do.",
        Status "sta" "What it does.",
    }
}

/// A link.
#[element("link")]
pub struct PciExpressLink {
    /// What is said.
    pub validity: Option<LinkValidity>,
    /// The port.
    pub port: Option<u32>,
    /// The speed, in GT/s.
    pub speed: Option<String>,
    /// How many lanes it has.
    pub width: Option<u32>,
}
