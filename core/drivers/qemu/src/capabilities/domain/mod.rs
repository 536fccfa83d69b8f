//! `<domainCapabilities>` from facts.

mod cpu;
mod devices;
mod features;
mod host_model;

use super::architecture;
use super::facts::HostFacts;
use super::firmware::FirmwareChoices;
use super::virtualization::VirtualizationType;
use crate::probe::{EmulatorCapabilities, Machine};
use ferrovirt_xml::domain_capabilities::{
    DomainCapabilities, Enumeration, LoaderCapabilities, OsCapabilities, Support,
};
use ferrovirt_xml::scalar::YesNo;

/// Which guests are meant.
#[derive(Clone, Copy, Debug)]
pub struct DomainQuestion<'a> {
    /// The emulator's path.
    pub path: &'a str,
    /// What the emulator can do.
    pub capabilities: &'a EmulatorCapabilities,
    /// The guests' architecture, by libvirt's name.
    pub architecture: &'a str,
    /// Their machine.
    pub machine: &'a Machine,
    /// Their virtualization type.
    pub virtualization_type: VirtualizationType,
}

/// What such guests can have on this host.
pub fn domain_capabilities(
    question: &DomainQuestion<'_>,
    facts: &HostFacts,
    firmware: &FirmwareChoices,
) -> DomainCapabilities {
    let DomainQuestion { capabilities, machine, virtualization_type, .. } = *question;
    let max = virtualization_type.accelerated(capabilities).and_then(|accelerated| {
        accelerated.machines.iter().find(|known| known.name == machine.name).map(|known| known.cpu_max)
    });
    DomainCapabilities {
        path: Some(question.path.to_owned()),
        domain: Some(virtualization_type.as_str().to_owned()),
        machine: Some(machine.name.clone()),
        arch: Some(question.architecture.to_owned()),
        vcpu_max: max.filter(|max| *max > 0),
        iothreads: Some(Support::plain(capabilities.has_device("iothread"))),
        os: Some(os(firmware)),
        cpu: Some(cpu::cpu(question, facts)),
        memory_backing: Some(memory_backing(capabilities)),
        devices: Some(devices::devices(question, facts)),
        features: Some(features::features(question, facts)),
    }
}

fn os(firmware: &FirmwareChoices) -> OsCapabilities {
    let secure = firmware.secure.then_some("yes").into_iter().chain(["no"]);
    OsCapabilities {
        supported: Some(YesNo::Yes),
        enums: vec![Enumeration::new("firmware", firmware.kinds.iter().map(String::as_str))],
        loader: Some(LoaderCapabilities {
            supported: Some(YesNo::Yes),
            values: firmware.loaders.clone(),
            enums: vec![
                Enumeration::new("type", ["rom", "pflash"]),
                Enumeration::new("readonly", ["yes", "no"]),
                Enumeration::new("secure", secure),
            ],
        }),
    }
}

fn memory_backing(capabilities: &EmulatorCapabilities) -> Support {
    let sources = [("file", true), ("anonymous", true), ("memfd", capabilities.has_device("memory-backend-memfd"))];
    Support::with(vec![choice("sourceType", sources)])
}

/// A choice of those words that apply.
fn choice<const N: usize>(name: &str, words: [(&str, bool); N]) -> Enumeration {
    Enumeration::new(name, words.into_iter().filter(|(_, applies)| *applies).map(|(word, _)| word))
}

/// Supported if there is any word to choose.
fn if_any(choice: Enumeration) -> Support {
    if choice.values.is_empty() { Support::plain(false) } else { Support::with(vec![choice]) }
}

impl DomainQuestion<'_> {
    /// Whether there is a device of this type.
    fn has(&self, device: &str) -> bool {
        self.capabilities.has_device(device)
    }

    /// Whether there is a virtio device of this name on any bus.
    fn has_virtio(&self, name: &str) -> bool {
        ["pci", "ccw", "device"].iter().any(|bus| self.has(&format!("{name}-{bus}")))
    }

    /// Whether the machine is of a family: `pc-i440fx` is that name, and those that continue with a hyphen and a version.
    fn is_machine(&self, families: &[&str]) -> bool {
        let is_of = |family: &str| {
            self.machine.name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        families.iter().any(|family| is_of(family))
    }

    fn is_x86(&self) -> bool {
        architecture::is_x86(self.architecture)
    }
}
