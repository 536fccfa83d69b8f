//! The API as C programs know it: `libvirt.so.0` and its kind, over the handles of the core.
//!
//! `generated` holds the functions that follow from their operation (`declarations` says how they look in C); the other
//! modules hold what no operation states: references, errors, event loops, streams, typed parameters. This crate
//! converts; it decides nothing. No panic leaves it ([`boundary`]), and what it gives out is `malloc`ed ([`memory`]).

pub mod admin;
pub mod authentication;
pub mod boundary;
pub mod connection;
pub mod domain;
pub mod error;
pub mod event_calls;
pub mod event_loop;
pub mod event_registration;
pub mod events;
pub mod faults;
/// What `cargo xtask codegen` wrote.
#[allow(unused_imports)]
pub mod generated {
    pub mod layout;
    pub mod libvirt_domain;
    pub mod libvirt_domain_checkpoint;
    pub mod libvirt_domain_snapshot;
    pub mod libvirt_host;
    pub mod libvirt_interface;
    pub mod libvirt_lxc;
    pub mod libvirt_network;
    pub mod libvirt_nodedev;
    pub mod libvirt_nwfilter;
    pub mod libvirt_qemu;
    pub mod libvirt_secret;
    pub mod libvirt_storage;
    mod types;
}
pub mod give;
pub mod host;
pub mod lxc;
pub mod memory;
pub mod object;
pub mod objects;
pub mod parameters;
pub mod stream;
pub mod structures;
pub mod take;

/// Waits for a call of the core, as long as it takes.
#[inline(always)]
fn wait<T>(call: impl Future<Output = ferrovirt::Result<T>>) -> ferrovirt::Result<T> {
    ferrovirt::blocking::wait(call, None)
}
