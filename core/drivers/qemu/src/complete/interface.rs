//! Network interfaces: what is not the same in all drivers, the address's prefix and the model.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as shared;
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource};
use ferrovirt_xml::scalar::MacAddress;

use super::{Context, Random};
use crate::probe::EmulatorCapabilities;
use crate::rules::{self, Platform};

/// The prefix that belongs to QEMU.
const PREFIX: [u8; 3] = [0x52, 0x54, 0x00];

pub(super) fn complete(domain: &mut Domain, capabilities: &EmulatorCapabilities) {
    let platform = Platform::of(domain);
    for interface in &mut domain.devices.interfaces {
        complete_model(interface, capabilities, platform);
    }
}

/// Fills in what one interface leaves open: for one that is plugged into a running guest.
pub fn complete_interface(interface: &mut Interface, context: &mut Context<'_>, platform: Platform) -> Result<()> {
    let mut new_mac = || new_mac(context.random);
    shared::complete_interface(interface, &mut new_mac)?;
    complete_model(interface, context.capabilities, platform);
    Ok(())
}

/// A hardware address that no other guest has, most likely.
pub(super) fn new_mac(random: &mut dyn Random) -> Result<MacAddress> {
    let mut bytes = [0; 3];
    random.fill(&mut bytes)?;
    let ([a, b, c], [d, e, f]) = (PREFIX, bytes);
    Ok(MacAddress([a, b, c, d, e, f]))
}

fn complete_model(interface: &mut Interface, capabilities: &EmulatorCapabilities, platform: Platform) {
    if interface.model.is_none() && !matches!(interface.source, InterfaceSource::Hostdev(_)) {
        let model = match interface.source {
            // What is served from outside of QEMU speaks virtio only.
            InterfaceSource::Vdpa(_) | InterfaceSource::VhostUser(_) => "virtio",
            _ => rules::default_interface(platform, capabilities),
        };
        interface.model = Some(model.to_owned());
    }
}
