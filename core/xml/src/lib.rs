//! The XML object model: documents as typed values.
//!
//! A document is read into a [`tree`] with positions, from there into the structs of [`domain`] and its siblings, and
//! written back in libvirt's canonical form. Each element is declared once (see [`element`]); reading, writing, serde
//! and the [`schema`] follow from the declaration. Reading is pure: defaults and cross-checks are the drivers' business.
//!
//! This crate does no I/O and knows no driver.
//!
//! # Adding content
//!
//! An attribute or a child with one value is one line (and its documentation) in the struct of its element, at the
//! place where libvirt writes it:
//!
//! ```
//! use ferrovirt_xml::scalar::YesNo;
//! use ferrovirt_xml::{Document, Format, ParseOptions, element};
//!
//! /// A lamp.
//! #[element("lamp")]
//! pub struct Lamp {
//!     /// How bright it is: an attribute, since numbers are.
//!     pub lumen: Option<u32>,
//!     /// Whether it can be dimmed: an attribute whose name is not the field's.
//!     #[xml("@canDim")]
//!     pub can_dim: Option<YesNo>,
//!     /// Its maker: the text of a child.
//!     #[xml("maker")]
//!     pub maker: Option<String>,
//!     /// Its colour: an attribute of a child, only while it is lit.
//!     #[xml("light/@colour", live)]
//!     pub colour: Option<String>,
//! }
//!
//! let lamp = Lamp::parse("<lamp lumen='800'><light colour='white'/></lamp>", &ParseOptions::default())?;
//! assert_eq!(lamp.colour.as_deref(), Some("white"));
//! assert_eq!(lamp.to_xml(&Format::INACTIVE), "<lamp lumen='800'/>\n");
//! # Ok::<(), ferrovirt_xml::Error>(())
//! ```
//!
//! An element is a struct of its own and a field in its parent; a vocabulary is a [`words!`] list.

extern crate self as ferrovirt_xml;

pub mod capabilities;
pub mod diff;
pub mod document;
pub mod domain;
pub mod domain_backup;
pub mod domain_capabilities;
pub mod domain_checkpoint;
pub mod domain_snapshot;
pub mod domain_status;
pub mod interface;
pub mod json;
pub mod kinds;
pub mod model;
pub mod net;
pub mod network;
pub mod network_port;
pub mod node_device;
pub mod nwfilter;
pub mod nwfilter_binding;
mod options;
pub mod passed_over;
pub mod raw;
pub mod scalar;
pub mod schema;
pub mod secret;
pub mod storage;
pub mod storage_pool;
pub mod storage_pool_capabilities;
pub mod storage_volume;
pub mod sysinfo;
pub mod tree;
mod write;

pub use diff::Change;
pub use document::{Document, from_xml, to_xml};
pub use ferrovirt_error::{Error, Result};
pub use ferrovirt_xml_derive::{element, group};
pub use kinds::DocumentKind;
pub use options::{Format, Limits, ParseOptions};
pub use raw::{RawElement, RawNode};
pub use write::Writer;

#[doc(hidden)]
pub use serde;
