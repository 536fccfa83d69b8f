//! The checks that the definition states for arguments; handles run them before a driver sees a call.

use crate::connection::Connection;
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::operation::Operation;

/// Refuses flags that the operation does not know, and combinations that it rules out.
#[inline]
pub fn flags(operation: &Operation, flags: u32) -> Result<()> {
    // What the interface rules out comes before what a driver does not know.
    for rule in operation.exclusive {
        if flags & rule.first.0 != 0 && flags & rule.second.0 != 0 {
            let detail = format!("flags '{}' and '{}' are mutually exclusive", rule.first.1, rule.second.1);
            return Err(invalid(operation, detail));
        }
    }
    for rule in operation.requires {
        if flags & rule.first.0 != 0 && flags & rule.second.0 == 0 {
            return Err(invalid(operation, format!("flag '{}' is required by flag '{}'", rule.second.1, rule.first.1)));
        }
    }
    supported_flags(operation.c_name, flags, operation.known_flags)
}

/// Refuses flags outside of `supported`; drivers call it for flags that the operation has and they have not.
#[inline]
pub fn supported_flags(c_name: &str, flags: u32, supported: u32) -> Result<()> {
    match flags & !supported {
        0 => Ok(()),
        unknown => Err(Error::invalid_argument(
            ErrorDomain::None,
            format!("unsupported flags (0x{unknown:x}) in function {c_name}"),
        )),
    }
}

/// Refuses an empty text, or a list without values.
pub fn non_empty(operation: &Operation, name: &str, length: usize) -> Result<()> {
    match length == 0 {
        true => Err(invalid(operation, format!("{name} in {} must not be empty", operation.c_name))),
        false => Ok(()),
    }
}

/// Refuses zero.
pub fn non_zero(operation: &Operation, name: &str, number: u64) -> Result<()> {
    match number {
        0 => Err(invalid(operation, format!("{name} in {} must not be zero", operation.c_name))),
        _ => Ok(()),
    }
}

/// Refuses zero and what is below it.
pub fn positive(operation: &Operation, name: &str, number: i64) -> Result<()> {
    match number > 0 {
        true => Ok(()),
        false => Err(invalid(operation, format!("{name} in {} must be greater than zero", operation.c_name))),
    }
}

/// Refuses what is below zero.
pub fn non_negative(operation: &Operation, name: &str, number: i64) -> Result<()> {
    match number >= 0 {
        true => Ok(()),
        false => Err(invalid(operation, format!("{name} in {} must be zero or greater", operation.c_name))),
    }
}

/// Refuses numbers that have no room where they go.
pub fn at_most(operation: &Operation, number: u64, most: u64) -> Result<()> {
    match number <= most {
        true => Ok(()),
        false => Err(Error::new(ErrorCode::Overflow, domain(operation), format!("input too large: {number}"))),
    }
}

/// Refuses an object of another connection.
pub fn same_connection(operation: &Operation, mine: &Connection, other: &Connection) -> Result<()> {
    match mine.is_same(other) {
        true => Ok(()),
        false => Err(invalid(operation, format!("objects in {} must be of the same connection", operation.c_name))),
    }
}

/// Refuses a list that is too short or too long.
pub fn length(operation: &Operation, name: &str, length: usize, least: usize, most: usize) -> Result<()> {
    match (least..=most).contains(&length) {
        true => Ok(()),
        false => {
            let function = operation.c_name;
            Err(invalid(operation, format!("{name} in {function} must have {least} to {most} values, not {length}")))
        }
    }
}

fn invalid(operation: &Operation, detail: String) -> Error {
    Error::invalid_argument(domain(operation), detail)
}

/// The part of the system that an operation belongs to.
pub(crate) fn domain(operation: &Operation) -> ErrorDomain {
    let name = operation.c_name;
    match operation.family {
        "network" => ErrorDomain::Network,
        "storage" => ErrorDomain::Storage,
        "interface" => ErrorDomain::Interface,
        "node_device" => ErrorDomain::Nodedev,
        "secret" => ErrorDomain::Secret,
        "nwfilter" => ErrorDomain::Nwfilter,
        _ if name.contains("Snapshot") => ErrorDomain::DomainSnapshot,
        _ if name.contains("Checkpoint") => ErrorDomain::DomainCheckpoint,
        _ if name.contains("Domain") => ErrorDomain::Domain,
        _ => ErrorDomain::None,
    }
}
