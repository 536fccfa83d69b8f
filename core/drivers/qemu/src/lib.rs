//! Guests run by QEMU.

pub mod agent;
pub mod capabilities;
pub mod command;
pub mod complete;
pub mod firmware;
pub mod image;
pub mod layout;
pub mod probe;
pub mod qmp;
