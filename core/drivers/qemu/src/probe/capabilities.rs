//! What one emulator can do: the result of a probe.

use super::schema::Schema;
use crate::qmp::QemuVersion;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What one emulator can do on this host.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EmulatorCapabilities {
    /// Its version.
    pub version: QemuVersion,
    /// What the distributor adds to it.
    pub package: String,
    /// The guest architecture in QEMU's words, as in `x86_64`, `aarch64`, `i386`, `arm`.
    pub architecture: String,
    /// Whether and how KVM works with it.
    pub kvm: KvmSupport,
    /// The accelerators that it was built with, as in `kvm`, `tcg`, `hvf`.
    pub accelerators: BTreeSet<String>,
    /// What depends on the accelerator, with the fastest that works (KVM, or HVF on macOS); none when only TCG does.
    pub hardware: Option<AcceleratorCapabilities>,
    /// What depends on the accelerator, with TCG; none when the emulator was built without it.
    pub tcg: Option<AcceleratorCapabilities>,
    /// The names of its object types; CPU models and machines are left out, which have lists of their own.
    pub types: BTreeSet<String>,
    /// The properties of those device types that the driver uses.
    pub device_properties: BTreeMap<String, BTreeSet<String>>,
    /// The properties of further object types: memory back ends, machines, the `max` CPU.
    pub object_properties: BTreeMap<String, BTreeSet<String>>,
    /// The protocol.
    pub schema: Schema,
    /// The options of the command line that take parameters, and those parameters.
    pub command_line_options: BTreeMap<String, BTreeSet<String>>,
    /// The TPM front ends.
    pub tpm_models: Vec<String>,
    /// The TPM back ends.
    pub tpm_types: Vec<String>,
    /// What can be asked of a migration.
    pub migration_capabilities: BTreeSet<String>,
    /// AMD's memory encryption; none when the host has none.
    pub sev: Option<SevCapabilities>,
    /// Intel's enclaves; none when the host has none.
    pub sgx: Option<SgxCapabilities>,
    /// ARM's interrupt controllers.
    pub gic: Vec<GicCapability>,
}

/// Whether KVM works. A kernel whose KVM opens but whose guests hang looks the same as one that works.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KvmSupport {
    /// Whether the emulator was built with it.
    pub built_in: bool,
    /// Whether the emulator could initialize it during the probe.
    pub enabled: bool,
    /// Why the host's KVM device can't be used; none when it can.
    pub unusable: Option<String>,
}

/// Which accelerator something was asked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accelerator {
    /// The kernel's.
    Kvm,
    /// macOS's.
    Hvf,
    /// QEMU's own translator.
    Tcg,
}

/// What depends on the accelerator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceleratorCapabilities {
    /// The accelerator.
    pub accelerator: Accelerator,
    /// The machines, in QEMU's order.
    pub machines: Vec<Machine>,
    /// The CPU models, in QEMU's order.
    pub cpu_models: Vec<CpuModel>,
    /// The most capable CPU: `host` with hardware, `max` with TCG. None where QEMU can't tell.
    pub host_cpu: Option<HostCpu>,
}

/// A machine type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Machine {
    /// Its name, as in `pc-q35-7.2`.
    pub name: String,
    /// Another name for it, as in `q35`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// Whether it is the one that QEMU takes when none is asked for.
    pub is_default: bool,
    /// The most virtual CPUs.
    pub cpu_max: u32,
    /// Whether virtual CPUs can be plugged.
    pub hotpluggable_cpus: bool,
    /// Whether NUMA nodes can have plain memory sizes.
    pub numa_mem_supported: bool,
    /// Whether it is about to be removed.
    pub deprecated: bool,
    /// The CPU type that it has when none is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_cpu_type: Option<String>,
    /// The name of its main memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_ram_id: Option<String>,
    /// Whether it has ACPI (QEMU 8.0).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acpi: Option<bool>,
}

/// A CPU model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct CpuModel {
    /// Its name.
    pub name: String,
    /// Its device type.
    pub typename: String,
    /// What it lacks on this host to be usable; none when QEMU does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailable_features: Option<Vec<String>>,
    /// The model that it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<String>,
    /// Whether it is about to be removed.
    pub deprecated: bool,
    /// Whether it is the same on every host, in every version.
    #[serde(rename = "static")]
    pub is_static: bool,
    /// Whether a guest with it can move to another host that has it; none when QEMU does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub migration_safe: Option<bool>,
    /// The features whose use is discouraged (QEMU 9.1, s390x).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated_props: Option<Vec<String>>,
}

impl CpuModel {
    /// Whether it is usable on this host; none when QEMU does not tell.
    pub fn is_usable(&self) -> Option<bool> {
        self.unavailable_features.as_ref().map(Vec::is_empty)
    }
}

/// The most capable CPU, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HostCpu {
    /// The model that it builds on.
    pub model: String,
    /// Its properties, in QEMU's order.
    pub properties: Map<String, Value>,
    /// The features that it also has when it must be migratable; none when QEMU makes no difference.
    pub migratable: Option<BTreeSet<String>>,
    /// The features whose use is discouraged (QEMU 9.1, s390x).
    pub deprecated: Vec<String>,
    /// Its Hyper-V enlightenments, those that are on: `hv-relaxed`, `hv-spinlocks` and so on.
    pub hyperv: BTreeMap<String, Value>,
}

/// AMD's memory encryption.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct SevCapabilities {
    /// The platform's Diffie-Hellman key.
    pub pdh: String,
    /// The platform's certificates.
    pub cert_chain: String,
    /// The processor's identity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu0_id: Option<String>,
    /// The bit of a page table entry that marks a page as encrypted.
    pub cbitpos: u32,
    /// By how many bits encryption shortens physical addresses.
    pub reduced_phys_bits: u32,
}

/// Intel's enclaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct SgxCapabilities {
    /// Whether there are enclaves at all.
    pub sgx: bool,
    /// Version 1.
    pub sgx1: bool,
    /// Version 2.
    pub sgx2: bool,
    /// Flexible launch control.
    pub flc: bool,
    /// The size of the enclave page cache, up to QEMU 7.0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section_size: Option<u64>,
    /// The sections of the enclave page cache.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SgxSection>,
}

/// A part of the enclave page cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SgxSection {
    /// The host's NUMA node.
    pub node: u32,
    /// Its size in bytes.
    pub size: u64,
}

/// An ARM interrupt controller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GicCapability {
    /// Its version.
    pub version: u32,
    /// Whether QEMU can emulate it.
    pub emulated: bool,
    /// Whether the kernel can.
    pub kernel: bool,
}

impl EmulatorCapabilities {
    /// Whether there is an object type of this name: a device, a back end.
    pub fn has_device(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// Whether a device type that the driver uses has this property.
    pub fn has_device_property(&self, device: &str, property: &str) -> bool {
        self.device_properties.get(device).is_some_and(|properties| properties.contains(property))
    }

    /// Whether an object type (a memory back end, a machine, the `max` CPU) has this property.
    pub fn has_object_property(&self, kind: &str, property: &str) -> bool {
        self.object_properties.get(kind).is_some_and(|properties| properties.contains(property))
    }

    /// Whether the protocol has this command.
    pub fn has_command(&self, name: &str) -> bool {
        self.schema.has_command(name)
    }

    /// Whether the protocol has what this path names; see [`Schema::has`].
    pub fn has_schema(&self, path: &str) -> bool {
        self.schema.has(path)
    }

    /// Whether a command line option exists, or takes this parameter.
    pub fn has_option(&self, option: &str, parameter: Option<&str>) -> bool {
        let Some(parameters) = self.command_line_options.get(option) else { return false };
        parameter.is_none_or(|name| parameters.contains(name))
    }

    /// What depends on the accelerator, if this one works.
    pub fn accelerated(&self, accelerator: Accelerator) -> Option<&AcceleratorCapabilities> {
        [&self.hardware, &self.tcg].into_iter().flatten().find(|found| found.accelerator == accelerator)
    }

    /// The machine of this name or alias. Both accelerators know the same machines.
    pub fn machine(&self, name: &str) -> Option<&Machine> {
        self.machines().iter().find(|machine| machine.name == name || machine.alias.as_deref() == Some(name))
    }

    /// The machine that QEMU takes when none is asked for; not every architecture has one.
    pub fn default_machine(&self) -> Option<&Machine> {
        self.machines().iter().find(|machine| machine.is_default)
    }

    /// All machines, with the fastest accelerator that works.
    pub fn machines(&self) -> &[Machine] {
        let best = self.hardware.as_ref().or(self.tcg.as_ref());
        best.map(|found| found.machines.as_slice()).unwrap_or_default()
    }
}
