//! Guests run by QEMU.

pub mod agent;
mod attach;
mod autostart;
pub mod capabilities;
mod chain;
pub mod command;
pub mod complete;
mod console;
mod cpu;
mod define;
mod definition;
mod document;
mod domains;
mod driver;
mod files;
pub mod firmware;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
mod guest;
mod host;
pub mod image;
mod instance;
mod keys;
pub mod layout;
mod lifecycle;
mod load;
mod log;
mod memory;
mod node;
mod open;
mod passt;
mod passthrough;
mod ports;
pub mod probe;
pub mod qmp;
mod read;
mod resources;
mod rules;
mod screenshot;
mod start;
mod statistics;
pub mod status;
mod stop;
mod store;
mod support;
mod sysinfo;
mod table;
pub mod validate;
mod vcpus;

use ferrovirt_api::DriverFactory;

pub use driver::QemuDriver;
pub use instance::{Instance, Opening};

/// The driver's line in the registry.
pub static FACTORY: DriverFactory =
    DriverFactory { name: "qemu", scheme: "qemu", support: support::SUPPORT, open: open::open };
