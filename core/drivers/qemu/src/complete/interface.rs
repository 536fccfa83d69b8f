//! Network interfaces: MAC address and model.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource, Mac};
use ferrovirt_xml::scalar::MacAddress;

use super::Context;
use crate::rules::{self, Platform};

/// The prefix that belongs to QEMU.
const PREFIX: [u8; 3] = [0x52, 0x54, 0x00];

pub(super) fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    for interface in &mut devices.interfaces {
        complete_interface(interface, context, platform)?;
    }
    Ok(())
}

/// Fills in what one interface leaves open; for one that is plugged into a running guest as well.
pub fn complete_interface(interface: &mut Interface, context: &mut Context<'_>, platform: Platform) -> Result<()> {
    let mac = interface.mac.get_or_insert_with(Mac::default);
    if mac.address.is_none() {
        let mut bytes = [0; 3];
        context.random.fill(&mut bytes)?;
        let [a, b, c] = PREFIX;
        let [d, e, f] = bytes;
        mac.address = Some(MacAddress([a, b, c, d, e, f]));
    }
    if interface.model.is_none() && !matches!(interface.source, InterfaceSource::Hostdev(_)) {
        let model = match interface.source {
            InterfaceSource::Vdpa(_) => "virtio",
            _ => rules::default_interface(platform, context.capabilities),
        };
        interface.model = Some(model.to_owned());
    }
    Ok(())
}
