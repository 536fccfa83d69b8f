//! Making a domain document complete: everything that it leaves open is decided here, and stays decided.
//!
//! Pure: the emulator's capabilities and a source of random numbers are handed in. What is there is never changed, so
//! completing twice changes nothing; an address that a device has once it keeps.
//!
//! This module must not know how options are spelled on QEMU's command line.

mod address;
mod alias;
mod basics;
mod block;
mod boot;
mod character;
mod controller;
mod cpu;
mod devices;
mod disk;
mod features;
mod graphics;
mod interface;
mod machine;
mod misc;
mod modules;
pub mod pci;
#[cfg(test)]
mod tests;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete::order;

pub use alias::assign_aliases;
pub use basics::architecture;
pub use block::{assign_block_indexes, assign_disk, next_block_index};
pub use disk::complete_disk;
pub use interface::complete_interface;
pub use machine::Family;

use crate::firmware::Firmware;
use crate::layout::GuestPaths;
use crate::probe::EmulatorCapabilities;

/// Where random numbers come from.
pub trait Random {
    /// Fills the bytes.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()>;
}

/// What a document is completed with.
pub struct Context<'a> {
    /// What the emulator can do.
    pub capabilities: &'a EmulatorCapabilities,
    /// The emulator that is taken when the document names none.
    pub emulator: &'a str,
    /// Whether the document defines a guest that was not there before. One that was keeps what newer versions of this
    /// program would decide otherwise.
    pub is_new: bool,
    /// Random numbers, for identities.
    pub random: &'a mut dyn Random,
    /// The firmware of the host.
    pub firmware: &'a [Firmware],
    /// Where variable stores of firmware are kept.
    pub nvram_directory: &'a str,
}

/// Fills in everything that the document leaves open.
///
/// *Behavior*
/// - What the document says stays as it is, addresses above all.
/// - Aliases and indexes of block nodes belong to a running guest: see [`prepare`].
pub fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    order::sort(domain);
    basics::complete(domain, context)?;
    machine::complete(domain, context)?;
    features::complete(domain, context)?;
    boot::complete(domain, context)?;
    cpu::complete(domain, context)?;
    modules::complete(domain, context)?;
    devices::add_defaults(domain, context)?;
    character::complete(domain)?;
    disk::complete(domain)?;
    interface::complete(domain, context)?;
    graphics::complete(domain, context)?;
    misc::complete(domain)?;
    controller::add_implicit(domain)?;
    controller::complete(domain, context)?;
    address::complete(domain, context)
}

/// Fills in what only a guest that starts has: names of devices, indexes of block nodes, sockets of channels.
pub fn prepare(domain: &mut Domain, paths: &GuestPaths) {
    assign_aliases(domain);
    assign_block_indexes(domain);
    character::assign_sockets(domain, paths);
}

/// The error for what this emulator, or this driver, can't do.
fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
}

/// The error for a document that contradicts itself.
fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
