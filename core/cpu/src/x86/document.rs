//! Descriptions of processors as documents.

use super::{Choice, OfferedModels, Processor, Purpose, catalogue, closest};
use crate::definition::{feature, model};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::capabilities::{HostCpu, HostCpuFeature, HostCpuSignature};
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuFallback, CpuMatch, CpuMode, FeaturePolicy};

/// The processor as the CPU of a host of this architecture.
pub fn host_definition(processor: &Processor, architecture: &str) -> Result<HostCpu> {
    let choice = closest(processor, Purpose::Host, None).ok_or_else(no_model)?;
    let signature = processor.signature.map(|signature| HostCpuSignature {
        family: Some(signature.family),
        model: Some(signature.model),
        stepping: Some(signature.stepping),
    });
    let feature = |name: &str| HostCpuFeature { name: Some(name.to_owned()) };
    Ok(HostCpu {
        architecture: Some(architecture.to_owned()),
        model: Some(choice.model.name.clone()),
        vendor: processor.vendor.map(str::to_owned),
        signature,
        features: catalogue().names(&choice.extra).into_iter().map(feature).collect(),
        ..HostCpu::default()
    })
}

/// The processor as the definition of a guest's CPU, with a model among those that are offered if that is stated.
pub fn guest_definition(processor: &Processor, offered: Option<&OfferedModels>) -> Result<Cpu> {
    let choice = closest(processor, Purpose::Guest, offered).ok_or_else(no_model)?;
    Ok(definition_of(&choice, processor.vendor))
}

/// The choice as the definition of a guest's CPU.
pub(crate) fn definition_of(choice: &Choice, vendor: Option<&str>) -> Cpu {
    let names = |set| catalogue().names(set).into_iter();
    let gone = choice.gone.iter().map(|feature| catalogue().feature_name(*feature));
    let required = names(&choice.extra).map(|name| (name, FeaturePolicy::Require));
    let disabled = names(&choice.lacking).chain(gone).map(|name| (name, FeaturePolicy::Disable));
    Cpu {
        mode: Some(CpuMode::Custom),
        r#match: Some(CpuMatch::Exact),
        model: Some(model(&choice.model.name, CpuFallback::Forbid)),
        vendor: vendor.map(str::to_owned),
        features: required.chain(disabled).map(|(name, policy)| feature(name, policy)).collect(),
        ..Cpu::default()
    }
}

fn no_model() -> Error {
    let detail = "Cannot find suitable CPU model for given data";
    Error::new(ErrorCode::InternalError, ErrorDomain::Cpu, detail)
}
