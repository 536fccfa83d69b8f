//! Refusing what this emulator or this driver can't do, before anything is started.
//!
//! Pure, in three steps: [`stated`] judges a document as it was read, before defaults and addresses are filled in that
//! rest on it; [`validate`] judges a complete document; [`starting`] judges what counts only when a guest starts, so that
//! it can be defined elsewhere. What contradicts itself is an XML error, what is well-formed but can't be had is an
//! unsupported configuration.

mod characters;
mod controllers;
mod cpu;
mod devices;
mod disks;
mod display;
mod features;
mod firmware;
mod general;
mod hostdevs;
mod interfaces;
mod memory;
mod starting;
mod stated;
#[cfg(test)]
mod tests;
mod usb;

pub use starting::starting;
pub use stated::stated;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;

use crate::probe::EmulatorCapabilities;
use crate::rules::Platform;

/// Returns an error of this kind when the condition holds.
macro_rules! refuse {
    ($condition:expr, $kind:ident, $($message:tt)+) => {
        if $condition {
            return Err($kind(format!($($message)+)));
        }
    };
}
use refuse;

/// What the checks of one document rest on.
#[derive(Clone, Copy)]
struct Subject<'a> {
    domain: &'a Domain,
    capabilities: &'a EmulatorCapabilities,
    platform: Platform,
}

impl Subject<'_> {
    /// The machine's name.
    fn machine(&self) -> &str {
        let kind = self.domain.os.os_type.as_ref();
        kind.and_then(|kind| kind.machine.as_deref()).unwrap_or_default()
    }

    /// The architecture's name.
    fn architecture(&self) -> &str {
        let kind = self.domain.os.os_type.as_ref();
        kind.and_then(|kind| kind.arch.as_deref()).unwrap_or_default()
    }

    /// Whether the emulator is at least of this version.
    fn is_since(&self, major: u32, minor: u32) -> bool {
        let version = self.capabilities.version;
        // Tests state capabilities without a version; those have everything.
        version.major == 0 || (version.major, version.minor) >= (major, minor)
    }

    /// Whether processes other than the emulator can see the guest's memory.
    fn shares_memory(&self) -> bool {
        use ferrovirt_xml::domain::memory::MemoryAccess;
        let backing = self.domain.memory_backing.as_ref();
        let is_shared = |access: Option<MemoryAccess>| access == Some(MemoryAccess::Shared);
        if is_shared(backing.and_then(|backing| backing.access)) {
            return true;
        }
        let cells = self.domain.cpu.iter().flat_map(|cpu| &cpu.numa).flat_map(|numa| &numa.cells);
        let mut accesses = cells.map(|cell| cell.mem_access).peekable();
        accesses.peek().is_some() && accesses.all(is_shared)
    }
}

/// Refuses a complete document that can't work.
pub fn validate(domain: &Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
    let subject = Subject { domain, capabilities, platform: Platform::of(domain) };
    ferrovirt_xml::domain::validate::validate(domain)?;
    general::check(&subject)?;
    features::check(&subject)?;
    firmware::check(&subject)?;
    cpu::check(&subject)?;
    memory::check(&subject)?;
    disks::check(&subject)?;
    controllers::check(&subject)?;
    usb::check(domain)?;
    interfaces::check(&subject)?;
    characters::check(&subject)?;
    display::check(&subject)?;
    hostdevs::check(&subject)?;
    devices::check(&subject)
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}

/// What libvirt calls an internal error although the document is at fault.
fn internal(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::InternalError, ErrorDomain::Qemu, detail)
}
