//! A bridge of the host.

use super::Interface;
use crate::scalar::OnOff;
use crate::{element, group};

/// A bridge.
#[group]
pub struct BridgeInterface {
    /// Its properties.
    pub bridge: Option<Bridge>,
}

/// `<bridge>`: properties and ports of a bridge.
#[element("bridge", open)]
pub struct Bridge {
    /// Whether it takes part in the spanning tree protocol.
    pub stp: Option<OnOff>,
    /// Seconds before it forwards, as written.
    pub delay: Option<String>,
    /// The interfaces that are its ports.
    pub interfaces: Vec<Interface>,
}
