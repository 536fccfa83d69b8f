//! Firmware: the descriptor files of the host, choosing one, and the store of its variables.
//!
//! This module must not know QEMU's command line.

mod choose;
mod descriptor;
mod load;

pub use choose::{complete, is_settled};
pub use descriptor::{Firmware, FirmwareFile, FirmwareKind, FlashMode};
pub use load::load;
