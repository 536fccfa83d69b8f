//! The test driver: guests that exist in memory only, with the behaviour of real ones.
//!
//! It is the double that the layers above are tested with. Of the host it takes name, clock, randomness and the files
//! that somebody names; it must not know sockets, processes or any emulator. What one process defines, no other sees.

mod beginning;
mod capabilities;
mod complete;
mod document;
mod domain;
mod domains;
mod driver;
mod events;
mod lifecycle;
mod node;
mod open;
mod png;
mod resources;
mod settings;
mod statistics;
mod support;
mod table;
mod validate;

use ferrovirt_api::DriverFactory;

pub use driver::TestDriver;

/// The line of the registry.
pub static FACTORY: DriverFactory =
    DriverFactory { name: "test", scheme: "test", support: support::SUPPORT, open: open::open };
