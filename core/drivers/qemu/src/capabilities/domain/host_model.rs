//! `<mode name='host-model'>`: what the host's CPU is as a model with features.

use super::DomainQuestion;
use crate::capabilities::architecture;
use crate::capabilities::facts::HostFacts;
use crate::capabilities::virtualization::VirtualizationType;
use crate::cpu;
use ferrovirt_cpu::{guest_form, ppc64};
use ferrovirt_xml::capabilities::{HostMaxPhysAddr, PhysAddrMode};
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::FeaturePolicy;
use ferrovirt_xml::domain_capabilities::{CpuFeaturePolicy, CpuHostModel, CpuHostModelFeature, CpuHostModelName};
use ferrovirt_xml::scalar::YesNo;

pub(super) fn host_model(question: &DomainQuestion<'_>, facts: &HostFacts) -> CpuHostModel {
    let Some(cpu) = guest_cpu(question, facts) else {
        return CpuHostModel { supported: Some(YesNo::No), ..CpuHostModel::default() };
    };
    CpuHostModel {
        supported: Some(YesNo::Yes),
        model: cpu.model.map(|model| CpuHostModelName {
            fallback: model.fallback.map(|fallback| fallback.as_str().to_owned()),
            vendor_id: model.vendor_id,
            name: model.name,
        }),
        vendor: cpu.vendor,
        maxphysaddr: address_bits(question, facts),
        features: cpu
            .features
            .into_iter()
            .map(|feature| CpuHostModelFeature { policy: feature.policy.map(policy), name: feature.name })
            .collect(),
    }
}

/// The CPU that a guest gets which asks for the host's; none where nobody can tell.
fn guest_cpu(question: &DomainQuestion<'_>, facts: &HostFacts) -> Option<Cpu> {
    let found = question.virtualization_type.accelerated(question.capabilities)?;
    match question.architecture {
        "ppc64" | "ppc64le" if is_native_hardware(question, facts) => {
            let version = facts.processor.version_register?;
            let host = ppc64::host_definition(version, question.architecture).ok()?;
            let mut cpu = guest_form(&host);
            // Any emulator that knows a later processor has this one.
            (cpu.vendor, cpu.features) = (None, Vec::new());
            Some(cpu)
        }
        architecture => cpu::host_model(found, architecture, cpu::Extent::Whole),
    }
}

fn is_native_hardware(question: &DomainQuestion<'_>, facts: &HostFacts) -> bool {
    question.virtualization_type != VirtualizationType::Qemu
        && architecture::is_native(&facts.architecture, question.architecture)
}

/// Only hardware passes on the host's number of address bits. IBM Z has none.
fn address_bits(question: &DomainQuestion<'_>, facts: &HostFacts) -> Option<HostMaxPhysAddr> {
    if !is_native_hardware(question, facts) || question.architecture == "s390x" {
        return None;
    }
    let limit = facts.processor.address_bits?;
    Some(HostMaxPhysAddr { mode: Some(PhysAddrMode::Passthrough), bits: None, limit: Some(limit) })
}

fn policy(policy: FeaturePolicy) -> CpuFeaturePolicy {
    match policy {
        FeaturePolicy::Force => CpuFeaturePolicy::Force,
        FeaturePolicy::Require => CpuFeaturePolicy::Require,
        FeaturePolicy::Optional => CpuFeaturePolicy::Optional,
        FeaturePolicy::Disable => CpuFeaturePolicy::Disable,
        FeaturePolicy::Forbid => CpuFeaturePolicy::Forbid,
    }
}
