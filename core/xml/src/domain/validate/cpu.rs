//! `<cpu>`: the model, its features, caches and the width of addresses.

use super::{invalid, refuse, unsupported};
use crate::Result;
use crate::domain::Domain;
use crate::domain::cpu::{Cpu, CpuMode};
use std::collections::HashSet;

pub(super) fn check(domain: &Domain) -> Result<()> {
    let Some(cpu) = &domain.cpu else { return Ok(()) };
    model(cpu)?;
    cache(cpu)?;
    address(cpu)?;
    let Some(topology) = &cpu.topology else { return Ok(()) };
    let parts = [
        ("sockets", topology.sockets, true),
        ("dies", topology.dies, false),
        ("clusters", topology.clusters, false),
        ("cores", topology.cores, true),
        ("threads", topology.threads, true),
    ];
    let mut product = 1_u64;
    for (name, count, must_be_there) in parts {
        if must_be_there {
            super::required(count.as_ref(), name, "topology")?;
        }
        refuse!(
            count == Some(0),
            invalid,
            "Invalid value for attribute '{name}' in element 'topology': Zero is not permitted"
        );
        product = product.saturating_mul(u64::from(count.unwrap_or(1)));
        refuse!(product > u64::from(u32::MAX), unsupported, "cpu topology results in more than '{}' cpus", u32::MAX);
    }
    let vcpus = u64::from(domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1));
    refuse!(
        product != vcpus,
        unsupported,
        "CPU topology of '{product}' CPUs doesn't match maximum vcpu count '{vcpus}'"
    );
    Ok(())
}

fn follows_host(cpu: &Cpu) -> bool {
    matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum))
}

fn model(cpu: &Cpu) -> Result<()> {
    refuse!(
        cpu.migratable.is_some() && !follows_host(cpu),
        unsupported,
        "Attribute migratable is only allowed for 'host-passthrough' / 'maximum' CPU mode"
    );
    let has_model = cpu.model.as_ref().is_some_and(|model| model.name.is_some());
    let is_custom = matches!(cpu.mode, None | Some(CpuMode::Custom));
    refuse!(
        is_custom && !has_model && cpu.vendor.is_some(),
        invalid,
        "CPU vendor '{}' specified without CPU model",
        cpu.vendor.as_deref().unwrap_or_default()
    );
    refuse!(
        is_custom && !has_model && !cpu.features.is_empty(),
        invalid,
        "Non-empty feature list specified without CPU model"
    );
    if let Some(vendor) = cpu.model.as_ref().and_then(|model| model.vendor_id.as_deref()) {
        refuse!(vendor.chars().count() != 12, invalid, "vendor_id '{vendor}' must be exactly 12 characters long");
        refuse!(vendor.contains(','), invalid, "vendor id '{vendor}' is invalid: it contains a comma");
    }
    let mut known = HashSet::new();
    for feature in &cpu.features {
        let name = feature.name.as_deref().unwrap_or_default();
        refuse!(name.is_empty(), invalid, "Invalid CPU feature name '{name}'");
        refuse!(!known.insert(name), invalid, "CPU feature '{name}' specified more than once");
    }
    Ok(())
}

fn cache(cpu: &Cpu) -> Result<()> {
    let Some(cache) = &cpu.cache else { return Ok(()) };
    super::required(cache.mode.as_ref(), "mode", "cache")?;
    if let Some(level) = cache.level {
        refuse!(!(1..=3).contains(&level), invalid, "invalid CPU cache level '{level}', must be in range [1,3]");
    }
    Ok(())
}

fn address(cpu: &Cpu) -> Result<()> {
    match &cpu.maxphysaddr {
        Some(address) => super::required(address.mode.as_ref(), "mode", "maxphysaddr"),
        None => Ok(()),
    }
}
