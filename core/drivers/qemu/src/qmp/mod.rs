//! QMP: the protocol in which a driver talks to a running QEMU.
//!
//! [`connect`] does the handshake on any byte stream and starts one task that owns it. [`Monitor`] is the handle to that
//! task: cheap to clone, every call with a deadline. [`Events`] yields what QEMU reports by itself.
//!
//! QEMU is not trusted: the length of a line, the depth and number of JSON values, and the number and size of waiting
//! events are all limited ([`Limits`]). This module must not know domains, their states or their documents.

mod client;
mod commands;
mod connection;
mod error;
mod events;
mod frame;
#[cfg(feature = "fuzzing")]
pub mod fuzzing;
pub(crate) mod json;
mod queue;

pub use client::{Monitor, Statistics, connect};
pub use commands::block::{BlockDevice, BlockStatistics, InsertedMedium, IoThrottle, OperationCounters};
pub use commands::console::{ScreendumpFormat, VncInfo, VncServer};
pub use commands::cpu::{CpuProperties, HotpluggableCpu, IoThread, VirtualCpu};
pub use commands::device::{ChardevInfo, MemoryDevice, MemoryDeviceKind, MemorySize, QomEntry};
pub use commands::lifecycle::{RunState, Status};
pub use connection::{Greeting, Limits, QemuVersion};
pub use error::QmpError;
pub use events::{
    AcpiOst, BlockJobProgress, ClientServer, Event, EventKind, MemoryFailureFlags, NetworkAddress, Timestamp,
};
pub use queue::Events;

pub(crate) use json::parse as parse_json;

#[cfg(test)]
mod live_tests;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
