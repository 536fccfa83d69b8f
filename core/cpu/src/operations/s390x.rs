//! IBM Z: only the hypervisor knows what is in a model, so comparing and baselines are questions to it.

use super::Comparison;
use crate::definition::{feature, set_feature, unsupported};
use ferrovirt_error::{Error, ErrorDomain, Result};
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuFeature, CpuMatch, CpuMode, FeaturePolicy};

pub(super) fn compare(_host: &Cpu, cpu: &Cpu) -> Result<Comparison> {
    match cpu.mode {
        Some(CpuMode::HostModel | CpuMode::HostPassthrough | CpuMode::Maximum) => Ok(Comparison::Identical),
        _ => Err(Error::unsupported(ErrorDomain::Cpu, "virConnectCompareCPU")
            .with_hint("ask the hypervisor: virConnectCompareHypervisorCPU")),
    }
}

pub(super) fn baseline() -> Result<Cpu> {
    Err(Error::unsupported(ErrorDomain::Cpu, "virConnectBaselineCPU")
        .with_hint("ask the hypervisor: virConnectBaselineHypervisorCPU"))
}

pub(super) fn update(guest: &Cpu, host: &Cpu) -> Result<Cpu> {
    match guest.mode {
        Some(CpuMode::HostModel) => {
            let mut updated = Cpu {
                mode: Some(CpuMode::Custom),
                r#match: Some(CpuMatch::Exact),
                model: host.model.clone(),
                features: host.features.iter().map(plain).collect::<Result<_>>()?,
                ..guest.clone()
            };
            for said in &guest.features {
                let said = plain(said)?;
                let policy = said.policy.unwrap_or(FeaturePolicy::Require);
                set_feature(&mut updated, said.name.as_deref().unwrap_or_default(), policy);
            }
            Ok(updated)
        }
        Some(CpuMode::HostPassthrough | CpuMode::Maximum) => Ok(guest.clone()),
        Some(CpuMode::Custom) | None => {
            if guest.r#match.is_some_and(|how| how != CpuMatch::Exact) {
                return Err(unsupported("only match='exact' is supported for this architecture"));
            }
            let features = guest.features.iter().map(plain).collect::<Result<_>>()?;
            Ok(Cpu { features, ..guest.clone() })
        }
    }
}

/// The feature, there or not there: anything between cannot be told to the hypervisor.
fn plain(said: &CpuFeature) -> Result<CpuFeature> {
    let name = said.name.as_deref().unwrap_or_default();
    match said.policy.unwrap_or(FeaturePolicy::Require) {
        policy @ (FeaturePolicy::Require | FeaturePolicy::Disable) => Ok(feature(name, policy)),
        policy => Err(unsupported(format!(
            "only the feature policies 'require' and 'disable' are supported for this architecture, not '{}' of '{name}'",
            policy.as_str()
        ))),
    }
}
