//! The host itself.

use crate::{element, group};
use uuid::Uuid;

/// The host itself.
#[group]
pub struct SystemCapability {
    /// Its name as a product.
    #[xml("product")]
    pub product: Option<String>,
    /// The machine.
    pub hardware: Option<SystemHardware>,
    /// Its firmware.
    pub firmware: Option<SystemFirmware>,
}

/// A machine.
#[element("hardware")]
pub struct SystemHardware {
    /// Its maker.
    #[xml("vendor")]
    pub vendor: Option<String>,
    /// Its version.
    #[xml("version")]
    pub version: Option<String>,
    /// Its serial number.
    #[xml("serial")]
    pub serial: Option<String>,
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
}

/// Firmware.
#[element("firmware")]
pub struct SystemFirmware {
    /// Its maker.
    #[xml("vendor")]
    pub vendor: Option<String>,
    /// Its version.
    #[xml("version")]
    pub version: Option<String>,
    /// When it was released.
    #[xml("release_date")]
    pub release_date: Option<String>,
}
