//! USB devices and their interfaces.

use super::pci::DeviceId;
use crate::group;

/// A USB device.
#[group]
pub struct UsbDeviceCapability {
    /// The bus.
    #[xml("bus")]
    pub bus: Option<u32>,
    /// Its number on the bus.
    #[xml("device")]
    pub device: Option<u32>,
    /// What it is.
    #[xml("product")]
    pub product: Option<DeviceId>,
    /// Who made it.
    #[xml("vendor")]
    pub vendor: Option<DeviceId>,
}

/// An interface of a USB device.
#[group]
pub struct UsbInterfaceCapability {
    /// Its number.
    #[xml("number")]
    pub number: Option<u32>,
    /// The class.
    #[xml("class")]
    pub class: Option<u32>,
    /// The subclass.
    #[xml("subclass")]
    pub subclass: Option<u32>,
    /// The protocol.
    #[xml("protocol")]
    pub protocol: Option<u32>,
    /// A description.
    #[xml("description")]
    pub description: Option<String>,
}
