//! A card of the host.

use crate::{element, group, words};

/// A card.
#[group]
pub struct EthernetInterface {
    /// Its link.
    pub link: Option<Link>,
    /// Its hardware address.
    #[xml("mac/@address")]
    pub mac: Option<String>,
}

words! {
    /// What the host knows of a link.
    LinkState {
        Unknown "unknown" "Nothing.",
        NotPresent "notpresent" "The card is not there.",
        Down "down" "It is down.",
        LowerLayerDown "lowerlayerdown" "What it stands on is down.",
        Testing "testing" "It is being tested.",
        Dormant "dormant" "It waits for something outside.",
        Up "up" "It is up.",
    }
}

/// `<link>`: a link as the host reports it.
#[element("link")]
pub struct Link {
    /// Megabits a second.
    pub speed: Option<u32>,
    /// Its state.
    pub state: Option<LinkState>,
}
