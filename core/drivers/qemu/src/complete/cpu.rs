//! The CPU: QEMU's default is made explicit, and what a stated one leaves open is filled in.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::{Cpu, CpuCheck, CpuFallback, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::scalar::OnOff;

use super::{Context, machine};
use crate::probe::{EmulatorCapabilities, Machine};
use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let is_hardware = domain.domain_type != DomainType::Qemu;
    let platform = Platform::of(domain);
    let default = default_model(domain, context.capabilities, platform);
    let vcpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    if domain.cpu.is_none() && default.is_none() {
        return Ok(());
    }
    let cpu = domain.cpu.get_or_insert_with(Cpu::default);
    let has_model = cpu.model.as_ref().is_some_and(|model| model.name.is_some());

    if cpu.mode.is_none() && !has_model {
        match default.as_deref() {
            Some("host") if rules::host_is_a_model(platform) => cpu.mode = Some(CpuMode::HostModel),
            Some("host") => cpu.mode = Some(CpuMode::HostPassthrough),
            Some("max") => cpu.mode = Some(CpuMode::Maximum),
            Some(name) => {
                cpu.mode = Some(CpuMode::Custom);
                cpu.r#match = Some(CpuMatch::Exact);
                cpu.check.get_or_insert(CpuCheck::None);
                cpu.model = Some(CpuModel {
                    name: Some(name.to_owned()),
                    fallback: Some(CpuFallback::Forbid),
                    ..CpuModel::default()
                });
            }
            None => {}
        }
    }
    match cpu.mode {
        Some(CpuMode::HostPassthrough | CpuMode::Maximum) => {
            cpu.check.get_or_insert(CpuCheck::None);
            if rules::cpu_can_be_migratable(platform) {
                cpu.migratable.get_or_insert(OnOff::On);
            }
        }
        Some(CpuMode::HostModel) => {
            cpu.check.get_or_insert(CpuCheck::Partial);
            // The model is whatever the host has when the guest starts.
            cpu.model = None;
        }
        Some(CpuMode::Custom) | None if cpu.model.is_some() => {
            cpu.mode = Some(CpuMode::Custom);
            cpu.r#match.get_or_insert(CpuMatch::Exact);
            cpu.check.get_or_insert(if is_hardware { CpuCheck::Partial } else { CpuCheck::None });
        }
        Some(CpuMode::Custom) | None => {}
    }
    if let Some(model) = &mut cpu.model {
        model.fallback.get_or_insert(CpuFallback::Allow);
    }
    for feature in &mut cpu.features {
        feature.policy.get_or_insert(FeaturePolicy::Require);
    }
    topology(cpu, vcpus)?;
    Ok(())
}

/// The model that QEMU takes for the machine when none is asked for.
fn default_model(domain: &Domain, capabilities: &EmulatorCapabilities, platform: Platform) -> Option<String> {
    let is_hardware = domain.domain_type != DomainType::Qemu;
    if !rules::has_default_cpu(platform) || is_hardware && !rules::default_cpu_is_for_hardware(platform) {
        return None;
    }
    let wanted = if is_hardware { &capabilities.hardware } else { &capabilities.tcg };
    let accelerated = [wanted, &capabilities.hardware, &capabilities.tcg].into_iter().flatten().next()?;
    let name = machine::name(domain);
    let is_it = |found: &&Machine| found.name == name || found.alias.as_deref() == Some(name);
    let kind = accelerated.machines.iter().find(is_it)?.default_cpu_type.as_deref()?;
    let model = accelerated.cpu_models.iter().find(|model| model.typename == kind);
    let name = model.map_or_else(|| model_of_type(kind, &capabilities.architecture), |model| model.name.clone());
    Some(rules::cpu_model_name(platform, name))
}

/// `qemu64-x86_64-cpu` is the type of the model `qemu64`.
fn model_of_type(kind: &str, architecture: &str) -> String {
    let suffix = format!("-{architecture}-cpu");
    kind.strip_suffix(&suffix).or_else(|| kind.strip_suffix("-cpu")).unwrap_or(kind).to_owned()
}

fn topology(cpu: &mut Cpu, vcpus: u32) -> Result<()> {
    let Some(topology) = &mut cpu.topology else { return Ok(()) };
    topology.dies.get_or_insert(1);
    topology.clusters.get_or_insert(1);
    let parts = [topology.sockets, topology.dies, topology.clusters, topology.cores, topology.threads];
    let product = parts.into_iter().try_fold(1_u64, |product, part| product.checked_mul(part.unwrap_or(1).into()));
    if product != Some(vcpus.into()) {
        return Err(super::unsupported("CPU topology doesn't match maximum vcpu count"));
    }
    Ok(())
}
