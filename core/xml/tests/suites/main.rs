//! The documents from outside: one program, because each would be linked with all of the crate.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod corpus;
mod declarations;
mod documents;
mod domain;
mod mechanism;
mod network_corpus;
