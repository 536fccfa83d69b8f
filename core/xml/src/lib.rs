//! The XML object model: documents as typed values.
//!
//! A document is read into a [`tree`] with positions, from there into the structs of [`domain`] and its siblings, and
//! written back in libvirt's canonical form. Each element is declared once (see [`element`]); reading, writing, serde
//! and the [`schema`] follow from the declaration. Reading is pure: defaults and cross-checks are the drivers' business.
//!
//! This crate does no I/O and knows no driver.

extern crate self as ferrovirt_xml;

pub mod capabilities;
pub mod document;
pub mod domain;
pub mod domain_capabilities;
pub mod json;
pub mod model;
pub mod net;
mod options;
pub mod raw;
pub mod scalar;
pub mod schema;
pub mod tree;
mod write;

pub use document::{Document, from_xml, to_xml};
pub use ferrovirt_error::{Error, Result};
pub use ferrovirt_xml_derive::{element, group};
pub use options::{Format, Limits, ParseOptions};
pub use raw::{RawElement, RawNode};
pub use write::Writer;

#[doc(hidden)]
pub use serde;
