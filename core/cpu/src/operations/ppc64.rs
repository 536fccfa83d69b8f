//! POWER: models compare by name; a guest in the host's model can be one of an older age.

use super::Comparison;
use crate::definition::{failed, model, model_name, unsupported};
use crate::ppc64::{find, models, renamed};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::{CpuFallback, CpuMode};

pub(super) fn compare(host: &Cpu, cpu: &Cpu) -> Result<Comparison> {
    let host_model = known(host)?;
    match (cpu.mode.unwrap_or(CpuMode::Custom), model_name(cpu)) {
        (CpuMode::HostPassthrough | CpuMode::Maximum, _) | (CpuMode::HostModel, None) => Ok(Comparison::Identical),
        // Compatibility modes are spelled in small letters.
        (CpuMode::HostModel, Some(name)) => {
            let compatible = models().iter().position(|model| model.name.eq_ignore_ascii_case(name));
            let compatible = compatible.ok_or_else(|| unsupported(format!("Unknown CPU model {name}")))?;
            let own = models().iter().position(|model| model.name == host_model);
            Ok(match own {
                Some(own) if compatible <= own => Comparison::Identical,
                _ => Comparison::Incompatible(format!(
                    "Host CPU does not support compatibility mode '{name}' (it is {host_model})"
                )),
            })
        }
        (CpuMode::Custom, _) => {
            let wanted = known(cpu)?;
            if wanted == host_model {
                return Ok(Comparison::Identical);
            }
            let reason = format!("host CPU model '{host_model}' does not match required CPU model '{wanted}'");
            Ok(Comparison::Incompatible(reason))
        }
    }
}

pub(super) fn baseline(cpus: &[Cpu]) -> Result<Cpu> {
    let (first, rest) = cpus.split_first().ok_or_else(|| failed("No CPUs given"))?;
    let name = known(first)?;
    for cpu in rest {
        if known(cpu)? != name {
            return Err(failed("CPUs are incompatible"));
        }
    }
    let all_say_vendor = cpus.iter().all(|cpu| cpu.vendor.is_some());
    let vendor = first.vendor.clone().filter(|_| all_say_vendor);
    Ok(Cpu { vendor, ..crate::definition::of_model(name) })
}

pub(super) fn update(guest: &Cpu, host: &Cpu) -> Result<Cpu> {
    match guest.mode {
        Some(CpuMode::HostModel) if model_name(guest).is_none() => {
            Ok(Cpu { model: Some(model(known(host)?, CpuFallback::Allow)), ..guest.clone() })
        }
        Some(CpuMode::Custom) | None => Ok(renamed(guest)),
        _ => Ok(guest.clone()),
    }
}

pub(super) fn translate(cpu: &Cpu) -> Cpu {
    renamed(cpu)
}

/// POWER processors have no features that a definition could name.
pub(super) fn check_features(cpu: &Cpu) -> Result<()> {
    match cpu.features.first() {
        None => Ok(()),
        Some(feature) => {
            let name = feature.name.as_deref().unwrap_or_default();
            Err(unsupported(format!("Unknown CPU feature {name}")))
        }
    }
}

/// Today's name of the definition's model, which must be known.
fn known(cpu: &Cpu) -> Result<&'static str> {
    let name = model_name(cpu).ok_or_else(|| unsupported("no CPU model specified"))?;
    find(name).map(|model| model.name).ok_or_else(|| unsupported(format!("Unknown CPU model {name}")))
}
