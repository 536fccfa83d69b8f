//! libvirt's virtualization types, as far as QEMU has them.

use super::architecture;
use crate::probe::{Accelerator, AcceleratorCapabilities, EmulatorCapabilities};

/// The virtualization types of other hypervisors: known words, but nothing that QEMU could do.
const OTHERS: &[&str] = &[
    "bhyve",
    "hyperv",
    "kqemu",
    "lxc",
    "none",
    "openvz",
    "parallels",
    "phyp",
    "test",
    "uml",
    "vbox",
    "vmware",
    "vz",
    "xen",
];

/// A virtualization type: which accelerator a guest runs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VirtualizationType {
    /// QEMU's own translator.
    Qemu,
    /// Linux's KVM.
    Kvm,
    /// macOS's Hypervisor framework.
    Hvf,
}

/// What a word for a virtualization type means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// One of QEMU's.
    Ours(VirtualizationType),
    /// One of other hypervisors.
    Others,
    /// Nothing.
    Unknown,
}

impl Word {
    pub(super) fn parse(word: &str) -> Word {
        match word {
            "qemu" => Word::Ours(VirtualizationType::Qemu),
            "kvm" => Word::Ours(VirtualizationType::Kvm),
            "hvf" => Word::Ours(VirtualizationType::Hvf),
            other if OTHERS.contains(&other) => Word::Others,
            _ => Word::Unknown,
        }
    }
}

impl VirtualizationType {
    /// libvirt's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            VirtualizationType::Qemu => "qemu",
            VirtualizationType::Kvm => "kvm",
            VirtualizationType::Hvf => "hvf",
        }
    }

    /// Whether guests of an architecture can run so, on a host of an architecture, in this emulator.
    pub fn works(self, capabilities: &EmulatorCapabilities, host: &str, guest: &str) -> bool {
        match self {
            VirtualizationType::Qemu => capabilities.tcg.is_some(),
            _ => self.accelerated(capabilities).is_some() && architecture::is_native(host, guest),
        }
    }

    /// What depends on the accelerator; none when it does not work.
    pub fn accelerated(self, capabilities: &EmulatorCapabilities) -> Option<&AcceleratorCapabilities> {
        capabilities.accelerated(match self {
            VirtualizationType::Qemu => Accelerator::Tcg,
            VirtualizationType::Kvm => Accelerator::Kvm,
            VirtualizationType::Hvf => Accelerator::Hvf,
        })
    }
}
