//! `<guest>`: a kind of guest that the hypervisor can run.

use crate::scalar::{OnOff, YesNo};
use crate::{element, words};

words! {
    /// How a guest's operating system meets the hypervisor.
    GuestOsType {
        Hvm "hvm" "Unmodified, on full virtualization.",
        Xen "xen" "Knowing of Xen.",
        Linux "linux" "The old word for knowing of Xen.",
        Exe "exe" "A container.",
        Uml "uml" "User mode Linux.",
    }
}

/// A kind of guest.
#[element("guest")]
pub struct Guest {
    /// How its operating system meets the hypervisor.
    #[xml("os_type")]
    pub os_type: Option<GuestOsType>,
    /// Its architecture, and what runs it.
    pub arch: Option<GuestArchitecture>,
    /// What it can have.
    pub features: Option<GuestFeatures>,
}

/// The architecture of guests, and what runs it.
#[element("arch")]
pub struct GuestArchitecture {
    /// Its name.
    pub name: Option<String>,
    /// The bits of a machine word.
    #[xml("wordsize")]
    pub wordsize: Option<u32>,
    /// The emulator.
    #[xml("emulator")]
    pub emulator: Option<String>,
    /// The loader.
    #[xml("loader")]
    pub loader: Option<String>,
    /// The machines.
    pub machines: Vec<GuestMachine>,
    /// The virtualization types.
    pub domains: Vec<GuestDomain>,
}

/// A machine that a guest can have.
#[element("machine")]
pub struct GuestMachine {
    /// The machine that this name stands for.
    pub canonical: Option<String>,
    /// The most virtual CPUs.
    #[xml("@maxCpus")]
    pub max_cpus: Option<u32>,
    /// Whether it is about to be removed.
    pub deprecated: Option<YesNo>,
    /// Its name.
    #[xml(".")]
    pub name: Option<String>,
}

words! {
    /// A virtualization type.
    GuestDomainType {
        Qemu "qemu" "QEMU's own translator.",
        Kqemu "kqemu" "QEMU with an accelerator of old.",
        Kvm "kvm" "Linux's KVM.",
        Xen "xen" "Xen.",
        Uml "uml" "User mode Linux.",
        Lxc "lxc" "Containers.",
        Openvz "openvz" "OpenVZ.",
        Test "test" "The test driver.",
        Hvf "hvf" "macOS's Hypervisor framework.",
    }
}

/// A virtualization type, and what is different with it.
#[element("domain")]
pub struct GuestDomain {
    /// The type.
    pub r#type: Option<GuestDomainType>,
    /// The emulator.
    #[xml("emulator")]
    pub emulator: Option<String>,
    /// The machines.
    pub machines: Vec<GuestMachine>,
}

/// What guests can have.
#[element("features")]
pub struct GuestFeatures {
    /// Physical address extension.
    #[xml(since = "0.4.1")]
    pub pae: bool,
    /// No physical address extension.
    #[xml(since = "0.4.1")]
    pub nonpae: bool,
    /// Big endian on IA-64.
    #[xml(since = "0.4.1")]
    pub ia64_be: bool,
    /// ACPI.
    #[xml("acpi", since = "0.4.1")]
    pub acpi: Option<GuestFeature>,
    /// Interrupt controllers of the APIC kind.
    #[xml("apic", since = "0.4.1")]
    pub apic: Option<GuestFeature>,
    /// The CPU can be chosen.
    #[xml(since = "0.7.5")]
    pub cpuselection: bool,
    /// The order of devices to boot from can be chosen.
    #[xml(since = "0.8.8")]
    pub deviceboot: bool,
    /// Disks can be part of snapshots.
    #[xml("disksnapshot", since = "1.2.3")]
    pub disksnapshot: Option<GuestFeature>,
    /// Hardware assisted paging.
    #[xml("hap")]
    pub hap: Option<GuestFeature>,
    /// Snapshots can be outside of the disk images.
    #[xml("externalSnapshot")]
    pub external_snapshot: bool,
}

/// Something that can be on or off.
#[element("feature")]
pub struct GuestFeature {
    /// What it is when the definition says nothing.
    pub default: Option<OnOff>,
    /// Whether the definition can change it.
    pub toggle: Option<YesNo>,
}
