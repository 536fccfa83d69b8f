//! `<cpu>`: the CPUs that a guest can have, by mode.

use super::Enumeration;
use crate::capabilities::HostMaxPhysAddr;
use crate::scalar::YesNo;
use crate::{element, group, words};

/// The CPUs that a guest can have.
#[element("cpu")]
pub struct CpuCapabilities {
    /// Each mode.
    pub modes: Vec<CpuModeCapability>,
}

/// What a mode offers.
#[element("mode", by = "name")]
pub enum CpuModeCapability {
    /// The host's CPU as it is.
    HostPassthrough(CpuModeChoices),
    /// All that the hypervisor can do.
    Maximum(CpuModeChoices),
    /// The host's CPU, as a model with features.
    HostModel(CpuHostModel),
    /// A model of the guest's choice.
    Custom(CpuCustom),
}

/// Whether a mode works, and its choices.
#[group]
pub struct CpuModeChoices {
    /// Whether it works.
    pub supported: Option<YesNo>,
    /// The choices.
    pub enums: Vec<Enumeration>,
}

/// What the host's CPU is as a model with features.
#[group]
pub struct CpuHostModel {
    /// Whether that works.
    pub supported: Option<YesNo>,
    /// The model.
    pub model: Option<CpuHostModelName>,
    /// Its maker.
    #[xml("vendor")]
    pub vendor: Option<String>,
    /// How many address bits it has.
    pub maxphysaddr: Option<HostMaxPhysAddr>,
    /// Features on top of the model.
    pub features: Vec<CpuHostModelFeature>,
}

/// The model of the host's CPU.
#[element("model")]
pub struct CpuHostModelName {
    /// What happens if the hypervisor does not know it: `allow`, `forbid`.
    pub fallback: Option<String>,
    /// The maker that it states.
    pub vendor_id: Option<String>,
    /// Its name.
    #[xml(".")]
    pub name: Option<String>,
}

words! {
    /// What a guest does about a feature.
    CpuFeaturePolicy {
        Force "force" "Has it, whatever the host says.",
        Require "require" "Has it, or does not start.",
        Optional "optional" "Has it if the host does.",
        Disable "disable" "Does not have it.",
        Forbid "forbid" "Does not start if the host has it.",
    }
}

/// A feature on top of the model.
#[element("feature")]
pub struct CpuHostModelFeature {
    /// Whether it is there.
    pub policy: Option<CpuFeaturePolicy>,
    /// Its name.
    pub name: Option<String>,
}

/// The models to choose from.
#[group]
pub struct CpuCustom {
    /// Whether there is a choice.
    pub supported: Option<YesNo>,
    /// The models, each followed by what keeps it from being usable.
    pub entries: Vec<CpuModelEntry>,
}

/// A model, or what keeps one from being usable.
#[group(choice)]
pub enum CpuModelEntry {
    /// A model.
    Model(CpuModelUse),
    /// What keeps a model from being usable.
    Blockers(CpuBlockers),
}

words! {
    /// Whether a model can be used on this host.
    CpuUsable {
        Yes "yes" "It can.",
        No "no" "It lacks features.",
        Unknown "unknown" "The hypervisor does not tell.",
    }
}

/// A CPU model.
#[element("model")]
pub struct CpuModelUse {
    /// Whether it can be used on this host.
    pub usable: Option<CpuUsable>,
    /// Whether it is about to be removed.
    #[xml(since = "7.1.0")]
    pub deprecated: Option<YesNo>,
    /// Its maker.
    #[xml(since = "8.9.0")]
    pub vendor: Option<String>,
    /// The model that this name stands for.
    pub canonical: Option<String>,
    /// Its name.
    #[xml(".")]
    pub name: Option<String>,
}

/// What keeps a model from being usable on this host.
#[element("blockers")]
pub struct CpuBlockers {
    /// The model.
    pub model: Option<String>,
    /// The features that the host lacks.
    pub features: Vec<CpuFeatureName>,
}

/// A feature by its name.
#[element("feature")]
pub struct CpuFeatureName {
    /// The name.
    pub name: Option<String>,
}
