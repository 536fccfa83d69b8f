//! What is done with cases: a line per operation.

mod bhyve;
mod cpu;
mod documents;
mod domain;
mod emulator;
mod lxc;
mod moments;
mod network;
mod node_device;
mod qemu;
mod secret;
mod storage;
mod sysinfo;

use crate::case::Case;
use crate::failure::{Failure, Outcome};

/// What does an operation.
type Operation = fn(&Case) -> Outcome;

/// The operations by name.
const OPERATIONS: &[(&str, Operation)] = &[
    ("domain-xml", domain::xml),
    ("domain-error", domain::error),
    ("domain-to-qemu-argv", qemu::argv),
    ("qemu-status-xml", qemu::status),
    ("domain-to-bhyve-argv", bhyve::argv),
    ("bhyve-argv-to-xml", bhyve::from_argv),
    ("lxcconf-to-xml", lxc::from_configuration),
    ("lxcconf-error", lxc::bad_configuration),
    ("qmp-replies-to-capabilities", emulator::probe),
    ("domain-capabilities", emulator::guests),
    ("network-xml", network::network),
    ("network-error", network::network_error),
    ("networkport-xml", network::port),
    ("interface-xml", network::interface),
    ("nwfilter-xml", network::filter),
    ("nwfilterbinding-xml", network::filter_binding),
    ("storagepool-xml", storage::pool),
    ("storagevol-xml", storage::volume),
    ("secret-xml", secret::xml),
    ("nodedev-xml", node_device::xml),
    ("snapshot-xml", moments::snapshot),
    ("checkpoint-xml", moments::checkpoint),
    ("backup-xml", moments::backup),
    ("sysinfo-to-xml", sysinfo::xml),
    ("cpuid-to-host-cpu", cpu::host),
    ("cpuid-to-guest-cpu", cpu::guest),
    ("qemu-cpu-to-guest-cpu", cpu::qemu),
];

/// Does what the case asks for.
pub fn perform(case: &Case) -> Outcome {
    match OPERATIONS.iter().find(|(name, _)| *name == case.operation) {
        Some((_, perform)) => perform(case),
        None => Err(Failure::NotBuilt(format!("operation '{}'", case.operation))),
    }
}
