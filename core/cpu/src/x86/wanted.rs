//! What a CPU document asks for, as sets of features.

use super::{FeatureSet, Model, catalogue};
use crate::definition::{model_name, unsupported};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Cpu;
use ferrovirt_xml::domain::cpu::FeaturePolicy;

use super::processor::is_known_vendor;

/// What a CPU document asks for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The model.
    pub(crate) model: &'static Model,
    /// By policy, in the order of [`POLICIES`].
    by_policy: [FeatureSet; POLICIES.len()],
}

const POLICIES: [FeaturePolicy; 5] = [
    FeaturePolicy::Force,
    FeaturePolicy::Require,
    FeaturePolicy::Optional,
    FeaturePolicy::Disable,
    FeaturePolicy::Forbid,
];

impl Wanted {
    /// Reads a document that names a model.
    pub(crate) fn read(cpu: &Cpu) -> Result<Wanted> {
        let name = model_name(cpu).ok_or_else(|| unsupported("no CPU model specified"))?;
        let model = catalogue().model(name).ok_or_else(|| unsupported(format!("Unknown CPU model {name}")))?;
        if let Some(vendor) = cpu.vendor.as_deref()
            && !is_known_vendor(vendor)
        {
            return Err(unsupported(format!("Unknown CPU vendor {vendor}")));
        }
        let mut by_policy = [FeatureSet::default(); POLICIES.len()];
        for feature in &cpu.features {
            let number = checked_feature(feature.name.as_deref())?;
            let policy = feature.policy.unwrap_or(FeaturePolicy::Require);
            for (set, _) in by_policy.iter_mut().zip(POLICIES).filter(|(_, own)| *own == policy) {
                set.insert(number);
            }
        }
        Ok(Wanted { model, by_policy })
    }

    /// The features with this policy.
    pub(crate) fn with(&self, policy: FeaturePolicy) -> FeatureSet {
        let sets = self.by_policy.iter().zip(POLICIES);
        sets.filter(|(_, own)| *own == policy).fold(FeatureSet::default(), |all, (set, _)| all.union(set))
    }

    /// What a processor must have to be so: the model and what is required, without what is said otherwise.
    pub(crate) fn needed(&self) -> FeatureSet {
        let spared = [FeaturePolicy::Force, FeaturePolicy::Optional, FeaturePolicy::Disable, FeaturePolicy::Forbid];
        let model = spared.iter().fold(self.model.features, |set, policy| set.without(&self.with(*policy)));
        model.union(&self.with(FeaturePolicy::Require))
    }

    /// What a processor that is described so has: the host's own account of itself.
    pub(crate) fn described(&self) -> FeatureSet {
        let more = self.with(FeaturePolicy::Require).union(&self.with(FeaturePolicy::Force));
        let less = self.with(FeaturePolicy::Disable).union(&self.with(FeaturePolicy::Forbid));
        self.model.features.union(&more).without(&less)
    }
}

/// The number of a feature that must be known.
pub(crate) fn checked_feature(name: Option<&str>) -> Result<usize> {
    let name = name.ok_or_else(|| unsupported("Missing CPU feature name"))?;
    catalogue().feature(name).ok_or_else(|| unsupported(format!("Unknown CPU feature {name}")))
}
