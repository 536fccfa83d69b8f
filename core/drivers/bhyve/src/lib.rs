//! Guests run by bhyve, the hypervisor of FreeBSD.
//!
//! This is the pure part: documents, and the command lines that they become and come from. Nothing here starts anything.

pub mod capabilities;
pub mod command;
pub mod complete;
pub mod native;
pub mod validate;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// The error for what bhyve, or this driver, can't do.
fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Bhyve, detail)
}

/// The error for a document that contradicts itself.
fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail)
}
