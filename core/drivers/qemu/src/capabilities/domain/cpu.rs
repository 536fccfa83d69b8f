//! `<cpu>`: the modes, and the models to choose from.
//!
//! What the host's CPU is as a model with features takes a library of CPU models, so that mode is not offered here.

use super::DomainQuestion;
use crate::capabilities::architecture;
use crate::capabilities::facts::HostFacts;
use crate::capabilities::virtualization::VirtualizationType;
use crate::probe::CpuModel;
use ferrovirt_xml::domain_capabilities::{
    CpuBlockers, CpuCapabilities, CpuCustom, CpuFeatureName, CpuHostModel, CpuModeCapability, CpuModeChoices,
    CpuModelEntry, CpuModelUse, CpuUsable, Enumeration,
};
use ferrovirt_xml::scalar::YesNo;

/// What is in QEMU's list but is no processor: its name of a mode.
const NO_MODELS: &[&str] = &["host"];

/// The same on x86, whose list also has the common ground of all models, and where `max` is only a mode.
const NO_MODELS_X86: &[&str] = &["base", "host", "max"];

/// QEMU's names of features that libvirt names otherwise: libvirt kept those of its first days.
const RENAMED: &[(&str, &str)] = &[
    ("cmp-legacy", "cmp_legacy"),
    ("ds-cpl", "ds_cpl"),
    ("fxsr-opt", "fxsr_opt"),
    ("kvm-pv-eoi", "kvm_pv_eoi"),
    ("kvm-pv-unhalt", "kvm_pv_unhalt"),
    ("lahf-lm", "lahf_lm"),
    ("nodeid-msr", "nodeid_msr"),
    ("nrip_save", "nrip-save"),
    ("pclmulqdq", "pclmuldq"),
    ("perfctr-core", "perfctr_core"),
    ("perfctr-nb", "perfctr_nb"),
    ("sse4-1", "sse4.1"),
    ("sse4-2", "sse4.2"),
    ("tsc-adjust", "tsc_adjust"),
];

pub(super) fn cpu(question: &DomainQuestion<'_>, facts: &HostFacts) -> CpuCapabilities {
    CpuCapabilities {
        modes: vec![
            CpuModeCapability::HostPassthrough(host_passthrough(question, facts)),
            CpuModeCapability::Maximum(maximum(question)),
            CpuModeCapability::HostModel(CpuHostModel { supported: Some(YesNo::No), ..CpuHostModel::default() }),
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
    let mut models: Vec<&CpuModel> = found.map(|found| found.cpu_models.iter().collect()).unwrap_or_default();
    let no_models = if question.is_x86() { NO_MODELS_X86 } else { NO_MODELS };
    models.retain(|model| !no_models.contains(&model.name.as_str()));
    models.sort_by(|left, right| left.name.cmp(&right.name));
    let mut entries = Vec::with_capacity(models.len());
    for model in models {
        entries.push(CpuModelEntry::Model(usable(question, model)));
        entries.extend(blockers(model).map(CpuModelEntry::Blockers));
    }
    CpuCustom { supported: Some((!entries.is_empty()).into()), entries }
}

fn usable(question: &DomainQuestion<'_>, model: &CpuModel) -> CpuModelUse {
    CpuModelUse {
        usable: Some(match model.is_usable() {
            Some(true) => CpuUsable::Yes,
            Some(false) => CpuUsable::No,
            None => CpuUsable::Unknown,
        }),
        deprecated: model.deprecated.then_some(YesNo::Yes),
        vendor: Some(if question.architecture == "s390x" { "IBM" } else { "unknown" }.to_owned()),
        canonical: model.alias_of.clone(),
        name: Some(model.name.clone()),
    }
}

fn blockers(model: &CpuModel) -> Option<CpuBlockers> {
    let missing = model.unavailable_features.as_ref().filter(|missing| !missing.is_empty())?;
    let mut names: Vec<&str> = missing.iter().map(|name| libvirt_name(name)).collect();
    names.sort_unstable();
    names.dedup();
    let features = names.into_iter().map(|name| CpuFeatureName { name: Some(name.to_owned()) });
    Some(CpuBlockers { model: Some(model.name.clone()), features: features.collect() })
}

/// libvirt's name of a feature that QEMU names so.
fn libvirt_name(qemu: &str) -> &str {
    RENAMED.iter().find(|(name, _)| *name == qemu).map_or(qemu, |(_, renamed)| renamed)
}
