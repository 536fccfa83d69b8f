//! The CPU: QEMU's default is made explicit, and what a stated one leaves open is filled in.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::{Cpu, CpuCheck, CpuFallback, CpuMatch, CpuMode, CpuModel, FeaturePolicy};
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::scalar::OnOff;

use super::{Context, machine};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let is_hardware = domain.domain_type != DomainType::Qemu;
    let default =
        context.capabilities.machine(machine::name(domain)).and_then(|machine| machine.default_cpu_type.clone());
    let default = default.map(|kind| model_of_type(&kind, &context.capabilities.architecture));
    let vcpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    let cpu = domain.cpu.get_or_insert_with(Cpu::default);
    let has_model = cpu.model.as_ref().is_some_and(|model| model.name.is_some());

    if cpu.mode.is_none() && !has_model {
        match default.as_deref() {
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
            if is_hardware || cpu.mode == Some(CpuMode::Maximum) {
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
    numa(cpu);
    Ok(())
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

fn numa(cpu: &mut Cpu) {
    use ferrovirt_xml::scalar::{MemorySize, SizeUnit};
    let Some(numa) = &mut cpu.numa else { return };
    for (cell, number) in numa.cells.iter_mut().zip(0..) {
        cell.id.get_or_insert(number);
        if let Some(value) = cell.memory
            && let Ok(kibibytes) = (MemorySize { unit: cell.unit, value }).kibibytes()
        {
            cell.memory = Some(kibibytes);
            cell.unit = Some(SizeUnit::Kibibytes);
        }
    }
    numa.cells.sort_by_key(|cell| cell.id);
}
