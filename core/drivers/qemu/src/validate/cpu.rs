//! The CPU: modes, caches, addresses, features that exclude each other, granularity of plugging.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::{Cpu, CpuCacheMode, CpuMode, FeaturePolicy, MaxPhysAddrMode};

use super::{Subject, refuse, unsupported};
use crate::rules::{Architecture, Family};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    granularity(subject)?;
    let Some(cpu) = &subject.domain.cpu else { return Ok(()) };
    cache(cpu)?;
    address(cpu)?;
    if subject.platform.architecture == Architecture::Arm {
        vectors(cpu)?;
    }
    Ok(())
}

fn follows_host(cpu: &Cpu) -> bool {
    matches!(cpu.mode, Some(CpuMode::HostPassthrough | CpuMode::Maximum))
}

fn cache(cpu: &Cpu) -> Result<()> {
    let Some(cache) = &cpu.cache else { return Ok(()) };
    match cache.mode {
        Some(CpuCacheMode::Emulate) => {
            refuse!(cache.level != Some(3), unsupported, "CPU cache mode 'emulate' can only be used with level='3'");
        }
        Some(CpuCacheMode::Passthrough) => {
            refuse!(
                !follows_host(cpu),
                unsupported,
                "CPU cache mode 'passthrough' can only be used with 'host-passthrough' / 'maximum' CPUs"
            );
            refuse!(cache.level.is_some(), unsupported, "unsupported CPU cache level for mode 'passthrough'");
        }
        Some(CpuCacheMode::Disable) => {
            refuse!(cache.level.is_some(), unsupported, "unsupported CPU cache level for mode 'disable'");
        }
        None => {}
    }
    Ok(())
}

fn address(cpu: &Cpu) -> Result<()> {
    let Some(address) = &cpu.maxphysaddr else { return Ok(()) };
    let is_passthrough = address.mode == Some(MaxPhysAddrMode::Passthrough);
    refuse!(
        is_passthrough && address.bits.is_some(),
        unsupported,
        "CPU maximum physical address bits number specification cannot be used with mode='passthrough'"
    );
    refuse!(
        !is_passthrough && address.limit.is_some(),
        unsupported,
        "attribute 'limit' is only supported for maxphysaddr mode 'passthrough'"
    );
    Ok(())
}

/// Lengths of vectors are part of the feature: without it, none can be asked for.
fn vectors(cpu: &Cpu) -> Result<()> {
    let is_off = |policy: Option<FeaturePolicy>| matches!(policy, Some(FeaturePolicy::Disable | FeaturePolicy::Forbid));
    let sve = cpu.features.iter().find(|feature| feature.name.as_deref() == Some("sve"));
    if !sve.is_some_and(|sve| is_off(sve.policy)) {
        return Ok(());
    }
    for feature in cpu.features.iter().filter(|feature| !is_off(feature.policy)) {
        let name = feature.name.as_deref().unwrap_or_default();
        let length = name.strip_prefix("sve").filter(|rest| rest.parse::<u32>().is_ok());
        refuse!(length.is_some(), unsupported, "SVE disabled, but SVE vector length '{name}' requested");
    }
    Ok(())
}

/// On POWER, all threads of a core are plugged together.
fn granularity(subject: &Subject<'_>) -> Result<()> {
    if subject.platform.family != Family::Pseries {
        return Ok(());
    }
    let domain = subject.domain;
    let threads = domain.cpu.as_ref().and_then(|cpu| cpu.topology.as_ref()).and_then(|topology| topology.threads);
    let (Some(threads @ 2..), Some(vcpu)) = (threads, &domain.vcpu) else { return Ok(()) };
    for count in [vcpu.count, vcpu.current].into_iter().flatten() {
        refuse!(
            count % threads != 0,
            unsupported,
            "vCPUs count '{count}' must be a multiple of the vCPU hotplug granularity ({threads})"
        );
    }
    Ok(())
}
