//! Network interfaces: MAC address and model.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource, Mac};
use ferrovirt_xml::scalar::MacAddress;

use super::Context;
use crate::probe::EmulatorCapabilities;

/// The prefix that belongs to QEMU.
const PREFIX: [u8; 3] = [0x52, 0x54, 0x00];

pub(super) fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    let devices = &mut domain.devices;
    for interface in &mut devices.interfaces {
        complete_interface(interface, context)?;
    }
    Ok(())
}

/// Fills in what one interface leaves open; for one that is plugged into a running guest as well.
pub fn complete_interface(interface: &mut Interface, context: &mut Context<'_>) -> Result<()> {
    let mac = interface.mac.get_or_insert_with(Mac::default);
    if mac.address.is_none() {
        let mut bytes = [0; 3];
        context.random.fill(&mut bytes)?;
        let [a, b, c] = PREFIX;
        let [d, e, f] = bytes;
        mac.address = Some(MacAddress([a, b, c, d, e, f]));
    }
    if interface.model.is_none() && !matches!(interface.source, InterfaceSource::Hostdev(_)) {
        interface.model = Some(default_model(context.capabilities, &interface.source).to_owned());
    }
    Ok(())
}

/// Each of these is known to fewer guests than the one before.
fn default_model(capabilities: &EmulatorCapabilities, source: &InterfaceSource) -> &'static str {
    if matches!(source, InterfaceSource::Vdpa(_)) {
        return "virtio";
    }
    let candidates = [("rtl8139", "rtl8139"), ("e1000", "e1000"), ("virtio", "virtio-net-pci")];
    let is_x86 = matches!(capabilities.architecture.as_str(), "x86_64" | "i386");
    let found = candidates.iter().find(|(_, device)| capabilities.has_device(device));
    match found {
        Some((model, _)) if is_x86 => model,
        _ => "virtio",
    }
}
