//! Linux containers.
//!
//! This is the pure part: documents, and LXC's own configuration files. Nothing here starts anything.

pub mod complete;
pub mod native;
pub mod validate;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// The error for what containers, or this driver, can't do.
fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Lxc, detail)
}
