//! Features that a machine has whether or not the document speaks of them.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::cpu::{CpuFeature, FeaturePolicy};
use ferrovirt_xml::domain::features::{Gic, GicVersion};
use ferrovirt_xml::domain::{Domain, DomainType};
use ferrovirt_xml::scalar::{MemorySize, YesNo};

use super::Context;
use crate::rules::{self, Architecture, Platform};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    if let Some(size) = domain.features.as_mut().and_then(|features| features.hpt.as_mut()?.maxpagesize.as_mut()) {
        *size = MemorySize::from_kibibytes(size.kibibytes()?);
    }
    if let Some(teardown) = domain.features.as_mut().and_then(|features| features.async_teardown.as_mut()) {
        teardown.enabled.get_or_insert(YesNo::Yes);
    }
    vector_lengths(domain);
    for mut device in domain.devices.iter_mut() {
        // The firmware knows no small letters.
        if let Some(name) = device.info_mut().boot.as_mut().and_then(|boot| boot.loadparm.as_mut()) {
            name.make_ascii_uppercase();
        }
    }
    if !rules::has_gic(Platform::of(domain)) {
        return Ok(());
    }
    let version = interrupt_controller(domain.domain_type, context);
    let gic = domain.features.get_or_insert_default().gic.get_or_insert_with(Gic::default);
    gic.version.get_or_insert(version);
    Ok(())
}

/// Arm's vectors are there when any length of them is asked for.
fn vector_lengths(domain: &mut Domain) {
    if Platform::of(domain).architecture != Architecture::Arm {
        return;
    }
    let Some(cpu) = &mut domain.cpu else { return };
    let is_length = |feature: &CpuFeature| {
        let name = feature.name.as_deref().unwrap_or_default();
        let length = name.strip_prefix("sve").unwrap_or_default();
        !length.is_empty()
            && length.bytes().all(|digit| digit.is_ascii_digit())
            && matches!(feature.policy, None | Some(FeaturePolicy::Require))
    };
    if cpu.features.iter().any(is_length) && !cpu.features.iter().any(|feature| feature.name.as_deref() == Some("sve"))
    {
        let name = Some("sve".to_owned());
        cpu.features.push(CpuFeature { name, policy: Some(FeaturePolicy::Require) });
    }
}

/// The newest that the kernel has. The translator's second version is preferred: its third had no message interrupts.
fn interrupt_controller(kind: DomainType, context: &Context<'_>) -> GicVersion {
    let versions = &context.capabilities.gic;
    let has = |version: u32| {
        versions.iter().any(|found| {
            found.version == version && if kind == DomainType::Qemu { found.emulated } else { found.kernel }
        })
    };
    let preferred = if kind == DomainType::Qemu { [2, 3] } else { [3, 2] };
    match preferred.into_iter().find(|version| has(*version)) {
        Some(3) => GicVersion::V3,
        _ => GicVersion::V2,
    }
}
