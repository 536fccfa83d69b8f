//! Small things that all architectures do with CPU documents.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain};
use ferrovirt_xml::capabilities::HostCpu;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuFallback, CpuFeature, CpuMatch, CpuMode, CpuModel, FeaturePolicy};

/// A host's CPU as a definition: its model, and each of its features required.
pub fn guest_form(host: &HostCpu) -> Cpu {
    let features = host.features.iter().filter_map(|feature| feature.name.as_deref());
    let features = features.map(|name| feature(name, FeaturePolicy::Require)).collect();
    Cpu { vendor: host.vendor.clone(), features, ..of_model(host.model.as_deref().unwrap_or_default()) }
}

/// A definition that is exactly this model.
pub(crate) fn of_model(name: &str) -> Cpu {
    Cpu {
        mode: Some(CpuMode::Custom),
        r#match: Some(CpuMatch::Exact),
        model: (!name.is_empty()).then(|| model(name, CpuFallback::Allow)),
        ..Cpu::default()
    }
}

/// The element of a model.
pub(crate) fn model(name: &str, fallback: CpuFallback) -> CpuModel {
    CpuModel { fallback: Some(fallback), name: Some(name.to_owned()), ..CpuModel::default() }
}

/// The element of a feature.
pub(crate) fn feature(name: &str, policy: FeaturePolicy) -> CpuFeature {
    CpuFeature { policy: Some(policy), name: Some(name.to_owned()) }
}

/// The name of the model, if there is one.
pub(crate) fn model_name(cpu: &Cpu) -> Option<&str> {
    cpu.model.as_ref().and_then(|model| model.name.as_deref()).filter(|name| !name.is_empty())
}

/// Whether the host decides what the CPU is.
pub(crate) fn is_the_hosts(cpu: &Cpu) -> bool {
    matches!(cpu.mode, Some(CpuMode::HostModel | CpuMode::HostPassthrough | CpuMode::Maximum))
}

/// The definition with this feature, in place of what it said of it or after all others.
pub(crate) fn set_feature(cpu: &mut Cpu, name: &str, policy: FeaturePolicy) {
    match cpu.features.iter_mut().find(|feature| feature.name.as_deref() == Some(name)) {
        Some(feature) => feature.policy = Some(policy),
        None => cpu.features.push(feature(name, policy)),
    }
}

/// A definition that cannot be had.
pub(crate) fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Cpu, detail)
}

/// A question that makes no sense for these definitions.
pub(crate) fn failed(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::OperationFailed, ErrorDomain::Cpu, detail)
}
