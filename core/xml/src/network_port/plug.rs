//! `<plug>`: where a port is plugged in.

use super::malformed;
use crate::domain::devices::address::PciAddress;
use crate::domain::devices::hostdev::HostdevDriver;
use crate::domain::devices::interface_source::{DirectMode, MacTableManager};
use crate::scalar::YesNo;
use crate::{Result, element, group};

/// Where a port is plugged in.
#[element("plug", by = "type")]
pub enum Plug {
    /// Nowhere.
    None,
    /// The bridge that the driver made for the network.
    Network(BridgePlug),
    /// A bridge of the host.
    Bridge(BridgePlug),
    /// An interface of the host.
    Direct(DirectPlug),
    /// A PCI device that is given to the guest.
    HostdevPci(HostdevPciPlug),
}

/// A bridge.
#[group]
pub struct BridgePlug {
    /// Its name.
    pub bridge: Option<String>,
    /// Who keeps its table of addresses.
    #[xml("@macTableManager")]
    pub mac_table_manager: Option<MacTableManager>,
}

/// An interface of the host.
#[group]
pub struct DirectPlug {
    /// Its name.
    pub dev: Option<String>,
    /// How frames reach it; `vepa` when absent.
    pub mode: Option<DirectMode>,
}

/// A PCI device of the host.
#[group]
pub struct HostdevPciPlug {
    /// Whether the host's driver is taken off it and put back.
    pub managed: Option<YesNo>,
    /// The host's driver.
    pub driver: Option<HostdevDriver>,
    /// Where it is.
    pub address: Option<PciAddress>,
}

impl Plug {
    /// Fills in defaults.
    pub fn complete(&mut self) {
        match self {
            Plug::None => {}
            Plug::Network(plug) | Plug::Bridge(plug) => {
                plug.mac_table_manager = plug.mac_table_manager.filter(|manager| *manager != MacTableManager::Default);
            }
            Plug::Direct(plug) => {
                plug.mode.get_or_insert(DirectMode::Vepa);
            }
            Plug::HostdevPci(plug) => {
                plug.managed.get_or_insert(YesNo::No);
                if let Some(address) = &mut plug.address {
                    address.fill();
                }
            }
        }
    }

    /// Checks that the other end is named.
    pub fn validate(&self) -> Result<()> {
        let missing = match self {
            Plug::Network(plug) | Plug::Bridge(plug) if plug.bridge.is_none() => "bridge",
            Plug::Direct(plug) if plug.dev.is_none() => "dev",
            Plug::HostdevPci(plug) if plug.address.is_none() => "address",
            Plug::None | Plug::Network(_) | Plug::Bridge(_) | Plug::Direct(_) | Plug::HostdevPci(_) => return Ok(()),
        };
        Err(malformed(format!("the plug of a network port has no '{missing}'")))
    }
}
