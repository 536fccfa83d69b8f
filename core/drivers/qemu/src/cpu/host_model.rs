//! The host's CPU as QEMU gives it to guests: as a model with features.

use std::collections::BTreeSet;

use ferrovirt_cpu::x86::{OfferedModels, Processor, Signature};
use ferrovirt_cpu::{Architecture, migratable, s390x, x86};
use ferrovirt_xml::domain::Cpu;

use crate::probe::{AcceleratorCapabilities, CpuModel, HostCpu};

/// How much of the host's CPU is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All that a guest can have.
    Whole,
    /// What a guest keeps when it moves to another host.
    Migratable,
}

/// The host's CPU; none where QEMU does not tell.
pub(crate) fn host_model(found: &AcceleratorCapabilities, architecture: &str, extent: Extent) -> Option<Cpu> {
    let host = found.host_cpu.as_ref()?;
    let kept = host.migratable.as_ref().filter(|_| extent == Extent::Migratable);
    match Architecture::named(architecture)? {
        Architecture::X86 => {
            let offered = offered_models(&found.cpu_models);
            let offered = Some(&offered).filter(|offered| !offered.is_empty());
            let cpu = x86::guest_definition(&processor(host, kept), offered).ok()?;
            Some(match extent {
                Extent::Whole => cpu,
                Extent::Migratable => migratable(Architecture::X86, &cpu),
            })
        }
        Architecture::S390x => {
            let features = host.properties.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_bool()?)));
            Some(s390x::guest_definition(&host.model, features))
        }
        Architecture::Ppc64 | Architecture::Arm => None,
    }
}

/// The models that QEMU offers, with what keeps each from being had whole.
pub(crate) fn offered_models(models: &[CpuModel]) -> OfferedModels {
    OfferedModels::with_blockers(models.iter().map(|model| {
        let blockers = model.unavailable_features.as_deref().unwrap_or_default();
        (model.name.as_str(), blockers.iter().map(String::as_str))
    }))
}

/// The processor that QEMU shows, with all of its features or those that are kept.
fn processor(host: &HostCpu, kept: Option<&BTreeSet<String>>) -> Processor {
    let number = |name: &str| u32::try_from(host.properties.get(name)?.as_u64()?).ok();
    let signature = match (number("family"), number("model"), number("stepping")) {
        (Some(family), Some(model), Some(stepping)) => Some(Signature { family, model, stepping }),
        _ => None,
    };
    let vendor = host.properties.get("vendor").and_then(|vendor| vendor.as_str());
    let enabled = host.properties.iter().filter(|(_, value)| value.as_bool() == Some(true)).map(|(name, _)| name);
    let enabled = enabled.filter(|name| kept.is_none_or(|kept| kept.contains(*name)));
    Processor::from_names(vendor, signature, enabled.map(String::as_str))
}
