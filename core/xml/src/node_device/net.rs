//! Network interfaces.

use crate::{element, group, words};

/// A network interface.
#[group]
pub struct NetCapability {
    /// Its name.
    #[xml("interface")]
    pub interface: Option<String>,
    /// Its hardware address, of whatever length its kind of network has.
    #[xml("address")]
    pub address: Option<String>,
    /// Its link.
    pub link: Option<NetLink>,
    /// What it does in hardware.
    pub features: Vec<NetFeature>,
    /// Its kind of network.
    pub capabilities: Vec<NetSubCapability>,
}

words! {
    /// The state of a link.
    NetLinkState {
        Unknown "unknown" "It is not known.",
        NotPresent "notpresent" "There is no device.",
        Down "down" "It is down.",
        LowerLayerDown "lowerlayerdown" "What it is on is down.",
        Testing "testing" "It is being tested.",
        Dormant "dormant" "It waits.",
        Up "up" "It is up.",
    }
}

/// A link.
#[element("link")]
pub struct NetLink {
    /// The speed, in Mbit/s.
    pub speed: Option<u32>,
    /// The state.
    pub state: Option<NetLinkState>,
}

/// Something that an interface does in hardware.
#[element("feature")]
pub struct NetFeature {
    /// Its name.
    pub name: String,
}

/// A kind of network.
#[element("capability", by = "type")]
pub enum NetSubCapability {
    /// Ethernet.
    #[xml("80203")]
    Ethernet,
    /// Wireless.
    #[xml("80211")]
    Wireless,
}
