//! The native module of the Python package: PyO3 glue over the UniFFI definition in `bindings`.
//!
//! ```text
//! generated/blocking.rs      ── wait.rs ── polls once, then waits without the GIL ──┐
//! generated/asynchronous.rs  ── call.rs ── polls once, then runs on the I/O threads ┤── bindings
//! generated/records.rs, generated/enumerations.rs ── convert.rs, numbers.rs ────────┘
//! ```
//!
//! This crate converts and waits; it decides nothing. It must not know any driver.

mod call;
mod convert;
mod delivery;
mod ending;
mod errors;
mod numbers;
mod record;
mod wait;

/// The definition under one name.
mod api {
    pub use ferrovirt_bindings::documents::{
        DocumentChange, DocumentKind, diff_documents, read_document, write_document,
    };
    pub use ferrovirt_bindings::error::{Error, Result};
    pub use ferrovirt_bindings::events::{Event, EventSubscription};
    pub use ferrovirt_bindings::generated::objects::*;
    pub use ferrovirt_bindings::generated::types::*;
    pub use ferrovirt_bindings::long_operation::{LongOperation, LongOperationProgress, LongOperationState};
    pub use ferrovirt_bindings::objects::{Connection, Domain, Screenshot, Stream, StreamPart, open};

    pub use ferrovirt_bindings::sys::duplicate;

    pub use ferrovirt::{FileDescriptor, Name, Uuid};
}

/// What `cargo run -p ferrovirt-bindings-generator -- python` wrote.
mod generated {
    // PyO3 takes arguments by value and results by its own traits, so some lints see what they cannot know.
    #![allow(clippy::needless_pass_by_value, missing_docs, unused_imports)]
    pub mod asynchronous;
    pub mod blocking;
    pub mod enumerations;
    pub mod records;
}

use pyo3::prelude::*;

/// The native part of `ferrovirt`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ending::register(module)?;
    module.add_class::<call::Call>()?;
    generated::records::register(module)?;
    generated::blocking::register(module)?;
    generated::asynchronous::register(module)
}
