//! Everything the operating system does for us, behind one interface.
//!
//! [`Host`] is the door; behind it is a small trait per subject: [`Files`], [`Processes`], [`Sockets`], [`Clock`],
//! [`System`] and [`Cgroups`]. [`RealHost`] asks the kernel. [`ScriptedHost`] is a host that a test
//! states: its files, programs, processes and clock are values in memory, what was asked is recorded in order, and any
//! call can be made to fail.
//!
//! File calls are plain blocking functions: the caller decides where they run. Whatever waits for somebody else (a
//! process, a peer, time) is async and runs inside a tokio runtime.
//!
//! This crate must not know any driver, document or protocol.

mod cgroups;
mod clock;
mod error;
mod files;
mod lock;
mod processes;
mod real;
pub mod scripted;
mod sockets;
mod sys;
mod system;

pub use cgroups::Cgroups;
pub use clock::{Clock, timeout};
pub use error::{HostError, HostResult};
pub use files::{Access, Denial, DenialReason, DirectoryEntry, FileKind, FileStatus, Files, OpenMode, Space};
pub use lock::{FileLock, LockState};
pub use processes::{
    Exit, Identity, Output, OutputLimits, PassedDescriptor, Process, ProcessSpec, ProcessUsage, Processes,
    ResourceLimits, Signal, ThreadUsage,
};
pub use real::RealHost;
#[doc(inline)]
pub use scripted::ScriptedHost;
pub use sockets::{Duplex, PeerCredentials, Sockets, UNIX_PATH_MAX};
pub use system::{CpuidRegisters, Cpus, Memory, System, TimeStampCounter};

use std::future::Future;
use std::pin::Pin;

/// A boxed future: what an async method of a trait object returns.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A host: the operating system as the rest of Ferrovirt sees it. Used as `Arc<dyn Host>`.
pub trait Host: Send + Sync {
    /// Files, directories, locks.
    fn files(&self) -> &dyn Files;

    /// Starting and watching processes.
    fn processes(&self) -> &dyn Processes;

    /// Sockets and terminals.
    fn sockets(&self) -> &dyn Sockets;

    /// Time.
    fn clock(&self) -> &dyn Clock;

    /// Facts of the machine and of this process, and randomness.
    fn system(&self) -> &dyn System;

    /// Control groups, version 2.
    fn cgroups(&self) -> &dyn Cgroups;
}
