//! `<networkstatus>`: what the driver keeps of a running network.

use super::Network;
use crate::{element, words};

/// A running network.
#[element("networkstatus")]
pub struct NetworkStatus {
    /// The classes of the host's shaping that are in use.
    #[xml("class_id/@bitmap")]
    pub class_ids: Option<String>,
    /// KiB a second that its guests are promised together.
    #[xml("floor/@sum")]
    pub floor_sum: Option<u64>,
    /// What makes its behaviour the user's own business.
    pub taints: Vec<NetworkTaint>,
    /// The network.
    pub network: Network,
}

words! {
    /// What makes a network's behaviour the user's own business.
    NetworkTaintFlag {
        HookScript "hook-script" "A script was run for it.",
    }
}

/// A reason for doubt.
#[element("taint")]
pub struct NetworkTaint {
    /// Which.
    pub flag: Option<NetworkTaintFlag>,
}
