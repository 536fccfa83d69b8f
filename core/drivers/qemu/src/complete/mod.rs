//! Making a domain document complete: everything that it leaves open is decided here, and stays decided.
//!
//! Pure: the emulator's capabilities and a source of random numbers are handed in. What is there is never changed, so
//! completing twice changes nothing; an address that a device has once it keeps.
//!
//! This module must not know how options are spelled on QEMU's command line.

mod address;
mod alias;
mod audio;
mod basics;
mod block;
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
mod security;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as shared;

pub use alias::assign_aliases;
pub use audio::HostAudio;
pub use basics::architecture;
pub use block::{assign_block_indexes, assign_disk, next_block_index};
pub use disk::complete_disk;
pub use interface::complete_interface;
pub use machine::Family;

use crate::firmware::{self, Firmware};
use crate::layout::{GuestPaths, Layout};
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
    /// Where the driver keeps its files.
    pub layout: &'a Layout,
    /// Where sound goes on the host.
    pub audio: &'a HostAudio,
}

/// Fills in everything that the document leaves open.
///
/// *Behavior*
/// - What the document says stays as it is, addresses above all.
/// - Aliases and indexes of block nodes belong to a running guest: see [`prepare`].
pub fn complete(domain: &mut Domain, context: &mut Context<'_>) -> Result<()> {
    basics::complete(domain, context)?;
    machine::complete(domain, context)?;
    features::complete(domain, context)?;
    let random = RefCell::new(&mut *context.random);
    let mut new_uuid = || basics::new_uuid(*random.borrow_mut());
    graphics::forget_sockets(domain, context.layout);
    let mut new_mac = || interface::new_mac(*random.borrow_mut());
    let architecture = architecture(&context.capabilities.architecture);
    shared::complete(domain, &mut shared::Context { architecture, new_uuid: &mut new_uuid, new_mac: &mut new_mac })?;
    firmware::complete(domain, context.firmware, &context.layout.nvram_directory, context.is_new);
    cpu::complete(domain, context)?;
    modules::complete(domain, context)?;
    devices::add_defaults(domain, context)?;
    character::complete(domain, context.layout);
    disk::complete(domain)?;
    interface::complete(domain, context.capabilities);
    graphics::complete(domain, context)?;
    audio::complete(&mut domain.devices, context.audio);
    security::complete(domain);
    misc::complete(domain, context)?;
    controller::add_implicit(domain)?;
    controller::complete(domain, context)?;
    address::complete(domain, context)
}

/// Fills in what only a guest that starts has: names of devices, indexes of block nodes, sockets of channels.
pub fn prepare(domain: &mut Domain, paths: &GuestPaths) -> Result<()> {
    // Documents of old have no ports of USB devices, and keep none: they may start with an older emulator again.
    address::usb::complete(domain)?;
    for disk in &mut domain.devices.disks {
        disk::prepare(disk);
    }
    assign_aliases(domain);
    assign_block_indexes(domain);
    character::assign_sockets(domain, paths);
    Ok(())
}

/// The error for what this emulator, or this driver, can't do.
fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
}

/// The error for a document that contradicts itself.
fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
