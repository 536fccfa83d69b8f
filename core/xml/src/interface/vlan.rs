//! A VLAN of another interface.

use super::Link;
use crate::{element, group};

/// A VLAN.
#[group]
pub struct VlanInterface {
    /// Its link.
    pub link: Option<Link>,
    /// Which VLAN of which interface.
    pub vlan: Option<VlanDevice>,
}

/// `<vlan>`: which VLAN of which interface.
#[element("vlan")]
pub struct VlanDevice {
    /// The VLAN's number.
    pub tag: u16,
    /// The name of the interface.
    #[xml("interface/@name")]
    pub interface: Option<String>,
}
