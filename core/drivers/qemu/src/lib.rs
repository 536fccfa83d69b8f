//! Guests run by QEMU.

pub mod agent;
pub mod capabilities;
pub mod layout;
pub mod probe;
pub mod qmp;
