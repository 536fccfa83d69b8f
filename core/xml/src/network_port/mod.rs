//! The network port document: what an interface of a guest is given by a network.

mod plug;
#[cfg(test)]
mod tests;

pub use plug::{BridgePlug, DirectPlug, HostdevPciPlug, Plug};

use crate::model::drop_empty;
use crate::net::{BandwidthRate, VirtualPort, Vlan};
use crate::scalar::{MacAddress, YesNo};
use crate::{Document, Format, ParseOptions, Result, element};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use uuid::Uuid;

/// A port of a network.
#[element("networkport")]
pub struct NetworkPort {
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
    /// Whose it is.
    pub owner: Option<PortOwner>,
    /// The network's group of ports that it is in.
    #[xml("group")]
    pub group: Option<String>,
    /// The hardware address of the interface.
    #[xml("mac/@address")]
    pub mac: Option<MacAddress>,
    /// The profile of the switch's port.
    pub virtualport: Option<VirtualPort>,
    /// Limits of speed.
    pub bandwidth: Option<PortBandwidth>,
    /// VLANs.
    pub vlan: Option<Vlan>,
    /// Whether other isolated ports cannot be reached.
    #[xml("port/@isolated")]
    pub port_isolated: Option<YesNo>,
    /// Whether the guest's changes of its address and filters are followed.
    #[xml("rxfilters/@trustGuest")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// Where it is plugged in.
    #[xml("plug")]
    pub plug: Option<Plug>,
}

/// The guest whose port it is.
#[element("owner")]
pub struct PortOwner {
    /// Its name.
    #[xml("name")]
    pub name: Option<String>,
    /// Its identity.
    #[xml("uuid")]
    pub uuid: Option<Uuid>,
}

/// Limits of speed, with their class on the host.
#[element("bandwidth")]
pub struct PortBandwidth {
    /// The class of the host's shaping.
    #[xml("@classID")]
    pub class_id: Option<u32>,
    /// Towards the guest.
    #[xml("inbound")]
    pub inbound: Option<BandwidthRate>,
    /// From the guest.
    #[xml("outbound")]
    pub outbound: Option<BandwidthRate>,
}

impl NetworkPort {
    /// Fills in defaults, and drops what says nothing.
    pub fn complete(&mut self) {
        self.vlan.iter_mut().for_each(Vlan::complete);
        self.virtualport.iter_mut().for_each(VirtualPort::complete);
        drop_empty(&mut self.virtualport);
        if let Some(bandwidth) = &mut self.bandwidth {
            for direction in [&mut bandwidth.inbound, &mut bandwidth.outbound] {
                direction.iter_mut().for_each(BandwidthRate::complete);
                drop_empty(direction);
            }
        }
        drop_empty(&mut self.bandwidth);
        self.plug.iter_mut().for_each(Plug::complete);
    }

    /// Checks that owner, hardware address and plug are complete.
    pub fn validate(&self) -> Result<()> {
        let owner = self.owner.as_ref();
        if owner.and_then(|owner| owner.name.as_deref()).is_none_or(str::is_empty) {
            return Err(malformed("a network port has an owner with a name"));
        }
        if owner.and_then(|owner| owner.uuid).is_none() {
            return Err(malformed("a network port has an owner with a uuid"));
        }
        if self.mac.is_none() {
            return Err(malformed("a network port has a mac address"));
        }
        self.plug.as_ref().map_or(Ok(()), Plug::validate)
    }
}

/// Reads, completes and validates a definition, and writes it as it is stored.
pub fn canonical(text: &str) -> Result<String> {
    let mut port = NetworkPort::parse(text, &ParseOptions::inactive())?;
    port.complete();
    port.validate()?;
    Ok(port.to_xml(&Format::INACTIVE))
}

fn malformed(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Network, detail)
}
