//! Which CPU a guest gets: the library of CPU models decides, from what QEMU told of itself on this host.
//!
//! This module must not know how a CPU is written on a command line or in a document of capabilities.

mod decide;
mod host_model;

pub(crate) use decide::decide;
pub(crate) use host_model::{Extent, host_model};
