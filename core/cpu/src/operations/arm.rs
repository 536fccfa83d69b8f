//! Arm: models compare by name, features one by one.

use super::Comparison;
use crate::arm::catalogue;
use crate::definition::{failed, is_the_hosts, model_name, of_model, set_feature, unsupported};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuMode, FeaturePolicy};

pub(super) fn compare(host: &Cpu, cpu: &Cpu) -> Result<Comparison> {
    if is_the_hosts(cpu) {
        return Ok(Comparison::Identical);
    }
    let wanted = model_name(cpu);
    if let Some(wanted) = wanted.filter(|_| wanted != model_name(host)) {
        let own = model_name(host).unwrap_or("unknown");
        let reason = format!("host CPU model '{own}' does not match required CPU model '{wanted}'");
        return Ok(Comparison::Incompatible(reason));
    }
    for said in &cpu.features {
        let name = said.name.as_deref().unwrap_or_default();
        let reason = match (said.policy.unwrap_or(FeaturePolicy::Require), has(host, name)) {
            (FeaturePolicy::Require, false) => format!("host CPU does not provide required features: {name}"),
            (FeaturePolicy::Forbid, true) => format!("host CPU provides forbidden features: {name}"),
            _ => continue,
        };
        return Ok(Comparison::Incompatible(reason));
    }
    Ok(Comparison::Identical)
}

pub(super) fn baseline(cpus: &[Cpu]) -> Result<Cpu> {
    let (first, rest) = cpus.split_first().ok_or_else(|| failed("No CPUs given"))?;
    if rest.iter().any(|cpu| model_name(cpu) != model_name(first) || cpu.vendor != first.vendor) {
        return Err(failed("CPUs are incompatible"));
    }
    let mut baseline = Cpu { vendor: first.vendor.clone(), ..of_model(model_name(first).unwrap_or_default()) };
    let names = first.features.iter().filter_map(|feature| feature.name.as_deref());
    for name in names.filter(|name| cpus.iter().all(|cpu| has(cpu, name))) {
        set_feature(&mut baseline, name, FeaturePolicy::Require);
    }
    Ok(baseline)
}

pub(super) fn update(guest: &Cpu, host: &Cpu) -> Result<Cpu> {
    let mut updated = guest.clone();
    if guest.mode == Some(CpuMode::HostModel) && model_name(guest).is_none() {
        updated.model = host.model.clone();
        updated.vendor = host.vendor.clone();
    }
    for said in &mut updated.features {
        if said.policy == Some(FeaturePolicy::Optional) {
            let present = has(host, said.name.as_deref().unwrap_or_default());
            said.policy = Some(if present { FeaturePolicy::Require } else { FeaturePolicy::Disable });
        }
    }
    Ok(updated)
}

pub(super) fn check_features(cpu: &Cpu) -> Result<()> {
    let mut names = cpu.features.iter().map(|feature| feature.name.as_deref().unwrap_or_default());
    match names.find(|name| !catalogue().has_feature(name)) {
        None => Ok(()),
        Some(name) => Err(unsupported(format!("Unknown CPU feature {name}"))),
    }
}

/// Whether the definition has the feature.
fn has(cpu: &Cpu, name: &str) -> bool {
    let said = cpu.features.iter().find(|feature| feature.name.as_deref() == Some(name));
    said.is_some_and(|feature| matches!(feature.policy, None | Some(FeaturePolicy::Require | FeaturePolicy::Force)))
}
