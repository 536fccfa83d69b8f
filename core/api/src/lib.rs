//! The API: one definition of every operation, the handles that callers hold, the traits that drivers implement.
//!
//! ```text
//!   caller ── handle (Connection, Domain, Stream) ── checks ── driver trait ── a driver
//!                      generated/handles.rs         check.rs   generated/drivers.rs
//! ```
//!
//! `core/api/definition` states the operations; `cargo xtask codegen` writes `generated/` from it. This crate must not
//! know any driver, any document's content, the wire protocol or any language.

pub mod authentication;
pub mod blocking;
pub mod check;
pub mod configuration;
pub mod connection;
pub mod deadline;
pub mod domain;
pub mod driver;
mod driver_future;
pub mod event;
pub mod event_filter;
mod event_queue;
pub mod file;
mod flags;
mod handle;
pub mod identity;
pub mod long_operation;
pub mod operation;
pub mod parameters;
pub mod runtime;
pub mod stream;
mod subject;
pub mod surroundings;
mod sync;
mod transfer;
pub mod uri;

/// What `cargo xtask codegen` wrote.
pub mod generated {
    pub mod drivers;
    pub mod exercise;
    pub mod handles;
    pub mod table;
    pub mod types;
}

/// The error type, under the name that everybody uses.
pub use ferrovirt_error as error;

pub use authentication::{Authenticator, CredentialRequest, Credentials};
pub use connection::Connection;
pub use domain::Domain;
pub use driver::{Driver, DriverFactory, DriverFuture, Drivers, OpenOptions, Support};
pub use error::{Error, ErrorCode, ErrorDomain, Result};
pub use event::{
    DomainEvent, Event, EventHub, EventSubscription, MonitorEvent, NetworkEvent, NodeDeviceEvent, SecretEvent,
    StoragePoolEvent,
};
pub use event_filter::{EventFilter, EventSource, MonitorSource};
pub use file::FileDescriptor;
pub use generated::drivers::*;
pub use generated::handles::*;
pub use generated::types::*;
pub use identity::{Name, Uuid};
pub use long_operation::{LongOperation, LongOperationProgress, LongOperationState};
pub use parameters::{IndexedParameter, Parameter, ParameterSet, TypedParameters};
pub use stream::{Readable, Screenshot, Stream, StreamPart};
pub use uri::ConnectUri;
