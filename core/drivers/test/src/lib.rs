//! The test driver: guests that exist in memory only, with the behaviour of real ones.
//!
//! It is the double that the layers above are tested with. Of the host it takes name, clock, randomness and the files
//! that somebody names; it must not know sockets, processes or any emulator. What one process defines, no other sees.

mod agent;
mod application_metadata;
mod attach;
mod beginning;
mod capabilities;
mod checkpoints;
mod complete;
mod document;
mod domain;
mod domains;
mod driver;
mod events;
mod faults;
/// What `cargo xtask codegen` writes for this driver.
mod generated {
    mod around;
}
mod inside;
mod iothreads;
mod lifecycle;
mod metadata;
mod moments;
mod node;
mod node_facts;
mod open;
mod operations;
mod png;
mod processors;
mod resources;
mod save;
mod settings;
mod snapshots;
mod statistics;
mod support;
mod table;
mod throttle;
mod tune;
mod validate;
mod virtual_clock;

use ferrovirt_api::DriverFactory;

pub use driver::TestDriver;

/// The line of the registry.
pub static FACTORY: DriverFactory =
    DriverFactory { name: "test", scheme: "test", support: support::SUPPORT, open: open::open };
