//! Addresses: the place of each device on its bus.
//!
//! Places that the document states are taken first, then the others in a fixed order; so the same document gets the
//! same places, and a place once given stays.

pub(super) mod drive;
mod order;
mod spapr_vio;
#[cfg(test)]
mod tests;
pub(super) mod usb;
mod virtio;
mod virtio_serial;
mod zpci;

use std::collections::BTreeSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, DimmAddress};
use ferrovirt_xml::domain::devices::chardev::ConsoleTargetType;
use ferrovirt_xml::domain::devices::memory_device::MemoryModel;

use super::{Context, pci};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    memory_slots(domain);
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

/// Modules that are on no bus have a slot.
fn memory_slots(domain: &mut Domain) {
    let has_slot = |model: Option<MemoryModel>| matches!(model, Some(MemoryModel::Dimm | MemoryModel::Nvdimm));
    let modules = domain.devices.memories.iter_mut().filter(|module| has_slot(module.model));
    let mut open: Vec<&mut DimmAddress> = Vec::new();
    let mut taken = BTreeSet::new();
    for module in modules {
        if let Address::Dimm(address) = module.info.address.get_or_insert_with(|| Address::Dimm(DimmAddress::default()))
        {
            match address.slot {
                Some(slot) => {
                    taken.insert(slot);
                }
                None => open.push(address),
            }
        }
    }
    let mut free = (0..).filter(|slot| !taken.contains(slot));
    for address in open {
        address.slot = free.next();
    }
}
