//! The one definition that all languages are generated from: the API as UniFFI sees it.
//!
//! `generated/` follows from `core/api/definition`; what is written by hand here is what an operation cannot state:
//! opening a connection, subscriptions, streams, errors. The generators in `generator/` read it back from the static
//! library. This crate converts; it decides nothing.

pub mod authentication;
pub mod documents;
pub mod error;
/// What `cargo xtask codegen` wrote.
pub mod generated {
    pub mod objects;
    pub mod types;
}
pub mod events;
pub mod long_operation;
pub mod objects;
pub mod sys;

uniffi::setup_scaffolding!("ferrovirt");
