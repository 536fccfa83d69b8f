//! Guests run by QEMU.

pub mod agent;
pub mod qmp;
