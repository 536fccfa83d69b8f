//! Refusing what this emulator or this driver can't do, before anything is started.
//!
//! Pure; runs on a complete document. What contradicts itself is an XML error, what is well-formed but can't be had is an
//! unsupported configuration.

mod devices;
mod disks;
mod general;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;

use crate::probe::EmulatorCapabilities;

/// Refuses what can't work.
pub fn validate(domain: &Domain, capabilities: &EmulatorCapabilities) -> Result<()> {
    general::check(domain, capabilities)?;
    disks::check(domain)?;
    devices::check(domain, capabilities)
}

fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
