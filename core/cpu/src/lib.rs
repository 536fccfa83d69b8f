//! The CPU model library: which models there are, and which one a processor is.
//!
//! Models and features are data (`core/cpu/data`), read once when they are first asked for. [`x86`] reads what a
//! processor or a hypervisor says of itself and finds the closest model.
//!
//! This crate does no I/O and knows no driver: who asks the processor or the hypervisor hands in the answers.

mod text;
pub mod x86;
