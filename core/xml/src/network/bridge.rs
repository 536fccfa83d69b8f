//! `<bridge>` of a network.

use crate::domain::devices::interface_source::MacTableManager;
use crate::element;
use crate::scalar::OnOff;

/// The bridge of the host that a network uses.
#[element("bridge")]
pub struct NetworkBridge {
    /// Its name.
    pub name: Option<String>,
    /// The zone of the host's firewall that it is in.
    #[xml(since = "5.1.0")]
    pub zone: Option<String>,
    /// Whether it takes part in the spanning tree protocol.
    pub stp: Option<OnOff>,
    /// Seconds before it forwards.
    pub delay: Option<u64>,
    /// Who keeps its table of addresses.
    #[xml("@macTableManager", since = "1.2.11")]
    pub mac_table_manager: Option<MacTableManager>,
}
