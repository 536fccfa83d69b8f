//! What a driver is: what it is called, what it declares, how it is opened.
//!
//! # Behaviour that callers rely on
//! - A method that a driver does not have answers [`ErrorCode::NoSupport`](crate::ErrorCode::NoSupport); its declared
//!   support says the same, and a test compares the two.
//! - The futures wait on channels only: they run on any executor, or on none (see [`crate::blocking`]). A driver that
//!   needs sockets or timers owns tasks on [`crate::runtime`].
//! - Dropping a future stops the work or lets it end in the background; it never leaves it half done.
//! - Reads answer from what the driver knows and never wait for a job.

use std::sync::Arc;

use crate::authentication::Authenticator;
pub use crate::driver_future::{DriverFuture, ready, unsupported, waiting};
use crate::error::ErrorDomain;
use crate::event::EventHub;
use crate::generated::drivers::{
    HypervisorDriver, InterfaceDriver, NetworkDriver, NodeDeviceDriver, NwfilterDriver, SecretDriver, StorageDriver,
};
use crate::generated::types::ConnectCloseReason;
use crate::uri::ConnectUri;

/// What all drivers have in common.
pub trait Driver: Send + Sync {
    /// The name in support tables, as in `qemu`.
    fn name(&self) -> &'static str;

    /// The domain of the errors it raises.
    fn error_domain(&self) -> ErrorDomain;

    /// Where its events come from.
    fn events(&self) -> &EventHub;

    /// Whether each of its events is published by the call that causes it, before that returns. Then nothing need be
    /// watched for them but calls.
    fn publishes_within_calls(&self) -> bool {
        false
    }

    /// Ends when the other end of the connection is lost, and says how. There is none to lose within a process.
    fn lost(&self) -> DriverFuture<'_, ConnectCloseReason> {
        waiting(std::future::pending())
    }
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
    /// Networks and their ports.
    pub network: Arc<dyn NetworkDriver>,
    /// Storage pools and volumes.
    pub storage: Arc<dyn StorageDriver>,
    /// Interfaces of the host.
    pub interface: Arc<dyn InterfaceDriver>,
    /// Devices of the host.
    pub node_device: Arc<dyn NodeDeviceDriver>,
    /// Secrets.
    pub secret: Arc<dyn SecretDriver>,
    /// Network filters and their bindings.
    pub nwfilter: Arc<dyn NwfilterDriver>,
}

impl Drivers {
    /// A hypervisor alone: the operations of every other family are "not supported". Fill in those that there are.
    pub fn of_hypervisor(hypervisor: Arc<dyn HypervisorDriver>) -> Drivers {
        let missing = Arc::new(Missing { events: EventHub::new() });
        Drivers {
            hypervisor,
            network: missing.clone(),
            storage: missing.clone(),
            interface: missing.clone(),
            node_device: missing.clone(),
            secret: missing.clone(),
            nwfilter: missing,
        }
    }
}

/// Stands for the families that a connection does not have.
struct Missing {
    events: EventHub,
}

impl Driver for Missing {
    fn name(&self) -> &'static str {
        "none"
    }

    fn error_domain(&self) -> ErrorDomain {
        ErrorDomain::None
    }

    fn events(&self) -> &EventHub {
        &self.events
    }
}

impl NetworkDriver for Missing {}
impl StorageDriver for Missing {}
impl InterfaceDriver for Missing {}
impl NodeDeviceDriver for Missing {}
impl SecretDriver for Missing {}
impl NwfilterDriver for Missing {}

/// How a connection is opened.
#[derive(Clone, Default)]
pub struct OpenOptions {
    /// Without the right to change anything.
    pub read_only: bool,
    /// Do not look the URI up among the configured aliases.
    pub no_aliases: bool,
    /// Who answers when the other end wants to know who comes.
    pub authenticator: Option<Arc<dyn Authenticator>>,
}

impl OpenOptions {
    /// Without the right to change anything.
    pub fn read_only() -> OpenOptions {
        OpenOptions { read_only: true, ..OpenOptions::default() }
    }
}

impl std::fmt::Debug for OpenOptions {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpenOptions")
            .field("read_only", &self.read_only)
            .field("no_aliases", &self.no_aliases)
            .finish_non_exhaustive()
    }
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
