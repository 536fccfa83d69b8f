//! Addresses: the place of each device on its bus.
//!
//! Places that the document states are taken first, then the others in a fixed order; so the same document gets the
//! same places, and a place once given stays.

pub(super) mod drive;
mod order;
mod spapr_vio;
mod usb;
mod virtio;
mod virtio_serial;
mod zpci;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::chardev::ConsoleTargetType;

use super::{Context, pci};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    virtio_serial::complete(domain)?;
    if context.is_new {
        usb::complete(domain)?;
    }
    spapr_vio::complete(domain)?;
    virtio::complete(domain)?;
    pci::complete(domain, context.capabilities)?;
    zpci::complete(domain, context.capabilities)?;
    first_console(domain);
    Ok(())
}

/// The first console is the first serial port under another name, so it is in the same place.
fn first_console(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let Some(serial) = devices.serials.first() else { return };
    let Some(console) = devices.consoles.first_mut() else { return };
    let kind = console.target.as_ref().and_then(|target| target.target_type);
    if kind == Some(ConsoleTargetType::Serial) && serial.info.address.is_some() {
        console.info.address = serial.info.address.clone();
    }
}
