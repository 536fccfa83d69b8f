//! The driver with real guests: one program, because each would be linked with all of the driver.

#[path = "../common/mod.rs"]
mod common;

mod crash;
mod definitions;
mod devices;
mod full_disk;
mod lifecycle;
mod many;
mod operating_system;
mod refusals;
