//! What no driver can make sense of: documents that contradict themselves or lack what they need.
//!
//! Pure, and the same for all hypervisors; what one of them cannot do is its driver's to say. The checks hold for a
//! document as it was read and for one that was completed: what is absent is not judged unless it must be stated.

mod addresses;
mod character;
mod controller;
mod cpu;
mod cputune;
mod disk;
mod display;
mod hostdev;
mod interface;
mod labels;
mod memory;
mod memory_device;
mod misc;
mod numa;
mod numatune;
mod platform;
mod source;
#[cfg(test)]
mod tests;
mod throttle;
mod vcpu;

use super::Domain;
use crate::Result;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// Returns an error of this kind when the condition holds.
macro_rules! refuse {
    ($condition:expr, $kind:ident, $($message:tt)+) => {
        if $condition {
            return Err($kind(format!($($message)+)));
        }
    };
}
use refuse;

/// Refuses a document that contradicts itself or lacks what it needs.
pub fn validate(domain: &Domain) -> Result<()> {
    memory::check(domain)?;
    vcpu::check(domain)?;
    cputune::check(domain)?;
    platform::check(domain)?;
    cpu::check(domain)?;
    numa::check(domain)?;
    numatune::check(domain)?;
    labels::check(domain)?;
    throttle::check(domain)?;
    for disk in &domain.devices.disks {
        disk::check(disk)?;
    }
    disk::check_together(domain)?;
    controller::check(domain)?;
    for interface in &domain.devices.interfaces {
        interface::check(interface)?;
    }
    character::check(&domain.devices)?;
    display::check(&domain.devices)?;
    hostdev::check(&domain.devices)?;
    memory_device::check(domain)?;
    misc::check(domain)?;
    addresses::check(domain)
}

/// The error for a document that contradicts itself.
fn invalid(detail: String) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}

/// The same, where libvirt's number is another.
fn contradictory(detail: String) -> Error {
    Error::new(ErrorCode::XmlDetail, ErrorDomain::Domain, detail)
}

/// The error for what no hypervisor offers.
fn unsupported(detail: String) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Domain, detail)
}

/// The error for what libvirt calls an internal error although the document is at fault.
fn internal(detail: String) -> Error {
    Error::new(ErrorCode::InternalError, ErrorDomain::Domain, detail)
}

/// The error for a value that is no argument.
fn argument(detail: String) -> Error {
    Error::new(ErrorCode::InvalidArg, ErrorDomain::Domain, detail)
}

/// Refuses an element without an attribute that it must have.
fn required<T>(value: Option<&T>, attribute: &str, element: &str) -> Result<()> {
    refuse!(value.is_none(), invalid, "Missing required attribute '{attribute}' in element '{element}'");
    Ok(())
}
