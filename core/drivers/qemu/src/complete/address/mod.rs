//! Addresses: the place of each device on its bus.
//!
//! Places that the document states are taken first, then the others in a fixed order; so the same document gets the
//! same places, and a place once given stays.

pub(super) mod drive;
mod usb;
mod virtio_serial;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;

use super::{Context, pci};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    virtio_serial::complete(domain)?;
    if context.is_new {
        usb::complete(domain)?;
    }
    pci::complete(domain, context.capabilities)
}
