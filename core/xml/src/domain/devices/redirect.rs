//! `<redirdev>` and `<redirfilter>`: USB devices that come over a channel.

use super::DeviceInfo;
use super::chardev::{CharLog, CharSource};
use crate::scalar::YesNo;
use crate::{element, words};

words! {
    /// The bus of devices that come over a channel.
    RedirBus or ConfigUnsupported {
        Usb "usb" "USB.",
    }
}

/// A USB device that comes over a channel.
#[element("redirdev")]
pub struct Redirdev {
    /// Its bus.
    pub bus: Option<RedirBus>,
    /// The channel.
    pub source: CharSource,
    /// Where what it says is written as well.
    pub log: Option<CharLog>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// Which USB devices are let in; the first rule that fits counts.
#[element("redirfilter")]
pub struct RedirFilter {
    /// The rules.
    pub usbdevs: Vec<RedirFilterRule>,
}

/// A rule; what it does not give, fits all.
#[element("usbdev")]
pub struct RedirFilterRule {
    /// The class of devices.
    pub class: Option<String>,
    /// The maker.
    pub vendor: Option<String>,
    /// The product.
    pub product: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// Whether they are let in.
    pub allow: Option<YesNo>,
}
