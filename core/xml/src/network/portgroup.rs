//! `<portgroup>`: settings for some of a network's ports.

use crate::element;
use crate::net::{Bandwidth, VirtualPort, Vlan};
use crate::scalar::YesNo;

/// Settings for interfaces that name the group.
#[element("portgroup", open)]
pub struct PortGroup {
    /// Its name.
    pub name: String,
    /// Whether interfaces that name no group belong to it.
    pub default: Option<YesNo>,
    /// Whether guests' changes of their addresses and filters are followed.
    #[xml("@trustGuestRxFilters", since = "1.2.10")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// VLANs.
    pub vlan: Option<Vlan>,
    /// The profile of the switch's ports.
    pub virtualport: Option<VirtualPort>,
    /// Limits of speed, for each interface.
    #[xml(since = "1.0.1")]
    pub bandwidth: Option<Bandwidth>,
}
