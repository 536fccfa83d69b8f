//! Disk images: what their headers say, and the chains that they form.
//!
//! A header is untrusted: a guest that owns a raw disk writes its first bytes. So a stated format is never second-guessed,
//! probing happens only where the document leaves the format open, every read is bounded and every offset is checked.
//!
//! This module must not know QEMU's command line.

mod backing;
mod chain;
mod format;
mod header;
mod qcow2;
mod read;
mod vmdk;

pub use backing::BackingReference;
pub use chain::{ChainEntry, MAXIMUM_CHAIN_DEPTH, load_chain};
pub use format::ImageFormat;
pub use header::{Header, MAXIMUM_HEADER_LENGTH, parse_header};
pub use read::{HostImages, ImageSource};
