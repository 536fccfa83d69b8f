//! `<guest>`: what an emulator can run.

use super::architecture;
use super::facts::HostFacts;
use super::machine::NO_MACHINE;
use super::virtualization::VirtualizationType;
use crate::probe::{EmulatorCapabilities, Machine};
use ferrovirt_xml::capabilities::{
    Guest, GuestArchitecture, GuestDomain, GuestDomainType, GuestFeature, GuestFeatures, GuestMachine, GuestOsType,
};
use ferrovirt_xml::scalar::{OnOff, YesNo};

/// An emulator, and the guests that it is asked to run.
#[derive(Clone, Copy, Debug)]
pub struct GuestEmulator<'a> {
    /// The guests' architecture, by libvirt's name.
    pub architecture: &'a str,
    /// The emulator's path.
    pub path: &'a str,
    /// What it can do.
    pub capabilities: &'a EmulatorCapabilities,
}

pub(super) fn guest(facts: &HostFacts, emulator: &GuestEmulator<'_>) -> Guest {
    let GuestEmulator { architecture, path, capabilities } = *emulator;
    let types = [VirtualizationType::Qemu, VirtualizationType::Kvm, VirtualizationType::Hvf];
    let works = types.into_iter().filter(|kind| kind.works(capabilities, &facts.architecture, architecture));
    let domains = works.map(|kind| GuestDomain { r#type: Some(domain_type(kind)), ..GuestDomain::default() });
    Guest {
        os_type: Some(GuestOsType::Hvm),
        arch: Some(GuestArchitecture {
            name: Some(architecture.to_owned()),
            wordsize: architecture::word_size(architecture),
            emulator: Some(path.to_owned()),
            loader: None,
            machines: machines(capabilities),
            domains: domains.collect(),
        }),
        features: Some(features(capabilities, architecture)),
    }
}

fn domain_type(kind: VirtualizationType) -> GuestDomainType {
    match kind {
        VirtualizationType::Qemu => GuestDomainType::Qemu,
        VirtualizationType::Kvm => GuestDomainType::Kvm,
        VirtualizationType::Hvf => GuestDomainType::Hvf,
    }
}

/// The default first, then in QEMU's order; a machine's other name follows it.
fn machines(capabilities: &EmulatorCapabilities) -> Vec<GuestMachine> {
    let mut ordered: Vec<&Machine> =
        capabilities.machines().iter().filter(|machine| machine.name != NO_MACHINE).collect();
    if let Some(default) = ordered.iter().position(|machine| machine.is_default) {
        ordered[..=default].rotate_right(1);
    }
    let entry = |machine: &Machine, name: &str, canonical: Option<&str>| GuestMachine {
        canonical: canonical.map(str::to_owned),
        max_cpus: (machine.cpu_max > 0).then_some(machine.cpu_max),
        deprecated: machine.deprecated.then_some(YesNo::Yes),
        name: Some(name.to_owned()),
    };
    let mut machines = Vec::with_capacity(ordered.len() + 4);
    for machine in ordered {
        machines.push(entry(machine, &machine.name, None));
        machines.extend(machine.alias.as_deref().map(|alias| entry(machine, alias, Some(&machine.name))));
    }
    machines
}

fn features(capabilities: &EmulatorCapabilities, architecture: &str) -> GuestFeatures {
    let toggle = |can_toggle: bool| GuestFeature { default: Some(OnOff::On), toggle: Some(can_toggle.into()) };
    let is_x86 = architecture::is_x86(architecture);
    let models = [&capabilities.hardware, &capabilities.tcg].into_iter().flatten();
    GuestFeatures {
        pae: architecture == "i686",
        nonpae: architecture == "i686",
        acpi: (is_x86 || architecture == "aarch64").then(|| toggle(true)),
        apic: is_x86.then(|| toggle(false)),
        cpuselection: models.into_iter().any(|accelerated| !accelerated.cpu_models.is_empty()),
        deviceboot: true,
        disksnapshot: Some(toggle(false)),
        external_snapshot: true,
        ..GuestFeatures::default()
    }
}
