//! The library with real guests: one program, because each would be linked with all of the library.

#[path = "../guests/mod.rs"]
mod guests;

mod devices;
mod killed;
mod many;
mod paths;
mod stuck;
