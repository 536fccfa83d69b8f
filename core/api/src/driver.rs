//! What a driver is: what it is called, what it declares, how it is opened.
//!
//! # Behaviour that callers rely on
//! - A method that a driver does not have answers [`ErrorCode::NoSupport`](crate::ErrorCode::NoSupport); its declared
//!   support says the same, and a test compares the two.
//! - The futures wait on channels only: they run on any executor, or on none (see [`crate::blocking`]). A driver that
//!   needs sockets or timers owns tasks on [`crate::runtime`].
//! - Dropping a future stops the work or lets it end in the background; it never leaves it half done.
//! - Reads answer from what the driver knows and never wait for a job.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use crate::error::{Error, ErrorDomain, Result};
use crate::event::EventHub;
use crate::generated::drivers::HypervisorDriver;
use crate::uri::ConnectUri;

/// What every driver method returns.
pub type DriverFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// An answer that is there already.
pub fn ready<'a, T: Send + 'a>(answer: Result<T>) -> DriverFuture<'a, T> {
    Box::pin(std::future::ready(answer))
}

/// The answer to an operation that a driver does not have.
pub fn unsupported<'a, T: Send + 'a>(domain: ErrorDomain, c_name: &str) -> DriverFuture<'a, T> {
    ready(Err(Error::unsupported(domain, c_name)))
}

/// What all drivers have in common.
pub trait Driver: Send + Sync {
    /// The name in support tables, as in `qemu`.
    fn name(&self) -> &'static str;

    /// The domain of the errors it raises.
    fn error_domain(&self) -> ErrorDomain;

    /// Where its events come from.
    fn events(&self) -> &EventHub;
}

/// An operation that a driver has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// The C name of the operation.
    pub operation: &'static str,
    /// The release of Ferrovirt since which the driver has it.
    pub since: &'static str,
}

/// The drivers behind one connection, a field per family.
#[derive(Clone)]
pub struct Drivers {
    /// Domains and the host.
    pub hypervisor: Arc<dyn HypervisorDriver>,
}

/// How a connection is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenOptions {
    /// Without the right to change anything.
    pub read_only: bool,
}

/// How to open connections of one driver: its line in the registry.
pub struct DriverFactory {
    /// The name in support tables.
    pub name: &'static str,
    /// The URI scheme that it serves.
    pub scheme: &'static str,
    /// What it supports, as data.
    pub support: &'static [Support],
    /// Opens a connection. `ConnectUri` has this factory's scheme.
    pub open: fn(ConnectUri, OpenOptions) -> DriverFuture<'static, Drivers>,
}
