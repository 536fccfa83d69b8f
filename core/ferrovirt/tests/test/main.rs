//! The library with the test driver's guests: one program, because each would be linked with all of the library.

#[path = "../common/mod.rs"]
mod common;

mod concurrency;
mod devices;
mod documents;
mod lifecycle;
mod operations;
