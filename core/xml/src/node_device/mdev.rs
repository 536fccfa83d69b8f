//! Mediated devices: parts of a device that its driver makes for guests.

use super::pci::IommuGroup;
use crate::{element, group, words};
use uuid::Uuid;

/// A mediated device.
#[group]
pub struct MdevCapability {
    /// Which part of the parent it is.
    #[xml("type/@id")]
    pub type_id: Option<String>,
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// The address of the parent on its bus.
    #[xml("parent_addr")]
    pub parent_address: Option<String>,
    /// The devices that it can only be given away with.
    pub iommu_group: Option<IommuGroup>,
    /// Settings of its driver, in the order in which they are made.
    pub attributes: Vec<MdevAttribute>,
}

/// A setting of a mediated device's driver.
#[element("attr")]
pub struct MdevAttribute {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// The mediated devices that can be made on a device.
#[group]
pub struct MdevTypes {
    /// The types.
    pub types: Vec<MdevType>,
}

words! {
    /// How an emulator uses a device.
    DeviceApi {
        VfioPci "vfio-pci" "As a PCI device.",
        VfioCcw "vfio-ccw" "As a device of s390.",
        VfioAp "vfio-ap" "As a cryptographic device of s390.",
    }
}

/// A type of mediated device.
#[element("type")]
pub struct MdevType {
    /// Its identifier.
    pub id: String,
    /// Its name.
    #[xml("name")]
    pub name: Option<String>,
    /// How an emulator uses it.
    #[xml("deviceAPI")]
    pub device_api: Option<DeviceApi>,
    /// How many more can be made.
    #[xml("availableInstances")]
    pub available_instances: Option<u32>,
}
