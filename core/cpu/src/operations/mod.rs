//! What can be asked of CPU documents, whatever their architecture: each question is handed to the architecture's own
//! file, which knows nothing of the others.

mod arm;
mod ppc64;
mod s390x;
#[cfg(test)]
mod tests;
mod x86;

use crate::Architecture;
use crate::x86::OfferedModels;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Cpu;

/// How a CPU relates to a host's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The host cannot be so: why not.
    Incompatible(String),
    /// The host is just so.
    Identical,
    /// The host can be so, and has more.
    Superset,
}

/// How the best common CPU is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct BaselineOptions<'a> {
    /// The models that the hypervisor offers; all when absent.
    pub offered: Option<&'a OfferedModels>,
    /// Only what a guest keeps when it is migrated.
    pub migratable: bool,
}

/// How `cpu` relates to the CPU of the host.
pub fn compare(architecture: Architecture, host: &Cpu, cpu: &Cpu) -> Result<Comparison> {
    match architecture {
        Architecture::X86 => x86::compare(host, cpu),
        Architecture::Ppc64 => ppc64::compare(host, cpu),
        Architecture::S390x => s390x::compare(host, cpu),
        Architecture::Arm => arm::compare(host, cpu),
    }
}

/// The best CPU that all of these can be.
pub fn baseline(architecture: Architecture, cpus: &[Cpu], options: &BaselineOptions<'_>) -> Result<Cpu> {
    match architecture {
        Architecture::X86 => x86::baseline(cpus, options),
        Architecture::Ppc64 => ppc64::baseline(cpus),
        Architecture::S390x => s390x::baseline(),
        Architecture::Arm => arm::baseline(cpus),
    }
}

/// The definition with every feature of its model named.
pub fn expand(architecture: Architecture, cpu: &Cpu) -> Result<Cpu> {
    match architecture {
        Architecture::X86 => x86::expand(cpu),
        // Their models are names: what is in them is the hypervisor's business.
        Architecture::Ppc64 | Architecture::S390x | Architecture::Arm => Ok(cpu.clone()),
    }
}

/// What a guest's definition comes to on a host: the host's model where it is to be taken, at least the model where
/// that is asked for, optional features decided.
pub fn update(architecture: Architecture, guest: &Cpu, host: &Cpu) -> Result<Cpu> {
    match architecture {
        Architecture::X86 => x86::update(guest, host),
        Architecture::Ppc64 => ppc64::update(guest, host),
        Architecture::S390x => s390x::update(guest, host),
        Architecture::Arm => arm::update(guest, host),
    }
}

/// The definition without what a guest loses when it is migrated.
pub fn migratable(architecture: Architecture, cpu: &Cpu) -> Cpu {
    match architecture {
        Architecture::X86 => x86::migratable(cpu),
        Architecture::Ppc64 | Architecture::S390x | Architecture::Arm => cpu.clone(),
    }
}

/// The definition by a model that is offered: itself where its model is, else the closest with the features that
/// make it the same, unless the definition forbids that.
pub fn translate(architecture: Architecture, cpu: &Cpu, offered: &OfferedModels) -> Result<Cpu> {
    match architecture {
        Architecture::X86 => x86::translate(cpu, offered),
        Architecture::Ppc64 => Ok(ppc64::translate(cpu)),
        Architecture::S390x | Architecture::Arm => Ok(cpu.clone()),
    }
}

/// Whether every feature that the definition names is known: an error names the first that is not.
pub fn check_features(architecture: Architecture, cpu: &Cpu) -> Result<()> {
    match architecture {
        Architecture::X86 => x86::check_features(cpu),
        Architecture::Arm => arm::check_features(cpu),
        Architecture::Ppc64 => ppc64::check_features(cpu),
        // Features come and go with the hypervisor.
        Architecture::S390x => Ok(()),
    }
}

/// The names of the models, none where only the hypervisor knows them.
pub fn model_names(architecture: Architecture) -> Vec<&'static str> {
    match architecture {
        Architecture::X86 => crate::x86::catalogue().models().iter().map(|model| model.name.as_str()).collect(),
        Architecture::Ppc64 => crate::ppc64::model_names(),
        Architecture::S390x => Vec::new(),
        Architecture::Arm => crate::arm::model_names(),
    }
}
