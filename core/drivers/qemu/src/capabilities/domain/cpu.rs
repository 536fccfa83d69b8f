//! `<cpu>`: the modes, and the models to choose from.

use super::DomainQuestion;
use super::host_model::host_model;
use crate::capabilities::architecture;
use crate::capabilities::facts::HostFacts;
use crate::capabilities::models::model_name;
use crate::capabilities::virtualization::VirtualizationType;
use crate::probe::CpuModel;
use ferrovirt_cpu::ppc64;
use ferrovirt_cpu::x86::{Catalogue, catalogue};
use ferrovirt_xml::domain_capabilities::{
    CpuBlockers, CpuCapabilities, CpuCustom, CpuFeatureName, CpuModeCapability, CpuModeChoices, CpuModelEntry,
    CpuModelUse, CpuUsable, Enumeration,
};
use ferrovirt_xml::scalar::YesNo;

/// What is in QEMU's list but is no processor: its name of a mode.
const NO_MODEL: &str = "host";

pub(super) fn cpu(question: &DomainQuestion<'_>, facts: &HostFacts) -> CpuCapabilities {
    CpuCapabilities {
        modes: vec![
            CpuModeCapability::HostPassthrough(host_passthrough(question, facts)),
            CpuModeCapability::Maximum(maximum(question)),
            CpuModeCapability::HostModel(host_model(question, facts)),
            CpuModeCapability::Custom(custom(question)),
        ],
    }
}

fn host_passthrough(question: &DomainQuestion<'_>, facts: &HostFacts) -> CpuModeChoices {
    let is_hardware = question.virtualization_type != VirtualizationType::Qemu;
    if !is_hardware || !architecture::is_native(&facts.architecture, question.architecture) {
        return CpuModeChoices { supported: Some(YesNo::No), enums: Vec::new() };
    }
    let mut cpus = question.capabilities.object_properties.iter().filter(|(name, _)| name.ends_with("-cpu"));
    let can_be_migratable = cpus.any(|(_, properties)| properties.contains("migratable"));
    let migratable = can_be_migratable.then_some("on").into_iter().chain(["off"]);
    CpuModeChoices {
        supported: Some(YesNo::Yes),
        enums: vec![Enumeration::new("hostPassthroughMigratable", migratable)],
    }
}

fn maximum(question: &DomainQuestion<'_>) -> CpuModeChoices {
    let capabilities = question.capabilities;
    let is_type = |name: &String| name.starts_with("max-") && name.ends_with("-cpu");
    let mut models = [&capabilities.hardware, &capabilities.tcg].into_iter().flatten().flat_map(|set| &set.cpu_models);
    if !capabilities.object_properties.keys().any(is_type) && !models.any(|model| model.name == "max") {
        return CpuModeChoices { supported: Some(YesNo::No), enums: Vec::new() };
    }
    CpuModeChoices { supported: Some(YesNo::Yes), enums: vec![Enumeration::new("maximumMigratable", ["on", "off"])] }
}

fn custom(question: &DomainQuestion<'_>) -> CpuCustom {
    let found = question.virtualization_type.accelerated(question.capabilities);
    let known = KnownModels::of(question.architecture);
    let models = found.map(|found| found.cpu_models.as_slice()).unwrap_or_default();
    let named = models.iter().map(|model| (model_name(question.architecture, &model.name), model));
    let mut models: Vec<(&str, &CpuModel)> = named.filter(|(name, _)| known.contains(name)).collect();
    models.sort_by_key(|(name, _)| *name);
    let mut entries = Vec::with_capacity(models.len());
    for (name, model) in models {
        entries.push(CpuModelEntry::Model(CpuModelUse {
            usable: Some(match model.is_usable() {
                Some(true) => CpuUsable::Yes,
                Some(false) => CpuUsable::No,
                None => CpuUsable::Unknown,
            }),
            deprecated: model.deprecated.then_some(YesNo::Yes),
            vendor: Some(known.vendor(name).unwrap_or("unknown").to_owned()),
            canonical: model.alias_of.clone().filter(|canonical| known.contains(canonical)),
            name: Some(name.to_owned()),
        }));
        entries.extend(blockers(name, model).map(CpuModelEntry::Blockers));
    }
    CpuCustom { supported: Some((!entries.is_empty()).into()), entries }
}

/// The models of an architecture that can be asked for by name.
enum KnownModels {
    /// Those of the library of models.
    X86(&'static Catalogue),
    /// Those of the library of models.
    Ppc64,
    /// The emulator's, which all are one maker's but those that QEMU made up.
    S390x,
    /// Whatever the emulator has.
    All,
}

impl KnownModels {
    fn of(architecture: &str) -> KnownModels {
        match architecture {
            "i686" | "x86_64" => KnownModels::X86(catalogue()),
            "ppc64" | "ppc64le" => KnownModels::Ppc64,
            "s390x" => KnownModels::S390x,
            _ => KnownModels::All,
        }
    }

    fn contains(&self, name: &str) -> bool {
        match self {
            KnownModels::X86(catalogue) => catalogue.model(name).is_some(),
            KnownModels::Ppc64 => ppc64::model_names().contains(&name),
            KnownModels::S390x | KnownModels::All => name != NO_MODEL,
        }
    }

    fn vendor(&self, name: &str) -> Option<&'static str> {
        match self {
            KnownModels::X86(catalogue) => catalogue.model(name)?.vendor,
            KnownModels::Ppc64 => ppc64::model_vendor(name),
            KnownModels::S390x => (!matches!(name, "max" | "qemu")).then_some("IBM"),
            KnownModels::All => None,
        }
    }
}

fn blockers(name: &str, model: &CpuModel) -> Option<CpuBlockers> {
    let missing = model.unavailable_features.as_ref().filter(|missing| !missing.is_empty())?;
    let mut names: Vec<&str> = missing.iter().map(|name| feature_name(name)).collect();
    names.sort_unstable();
    names.dedup();
    let features = names.into_iter().map(|name| CpuFeatureName { name: Some(name.to_owned()) });
    Some(CpuBlockers { model: Some(name.to_owned()), features: features.collect() })
}

/// libvirt's name of a feature that QEMU names so.
fn feature_name(qemu: &str) -> &str {
    catalogue().feature_spelled(qemu).map_or(qemu, |feature| catalogue().feature_name(feature))
}
