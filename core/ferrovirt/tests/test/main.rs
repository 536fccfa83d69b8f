//! The library with the test driver's guests: one program, because each would be linked with all of the library.

#[path = "../common/mod.rs"]
mod common;
#[path = "../crowd/mod.rs"]
mod crowd;

mod concurrency;
mod devices;
mod documents;
mod lifecycle;
mod operations;
