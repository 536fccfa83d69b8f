//! Choosing the model that describes a processor best.

use super::{FeatureSet, Model, OfferedModels, Processor, catalogue};

/// What a processor is described for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To say what a host has: the model must have nothing that the host lacks.
    Host,
    /// To define a guest: features of the model can be turned off.
    Guest,
}

/// A model, and what is to be said beside it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The model.
    pub model: &'static Model,
    /// What the processor has beyond the model.
    pub extra: FeatureSet,
    /// What the model has, or hypervisors think it has, and the processor lacks.
    pub lacking: FeatureSet,
    /// What models once had and the processor lacks, named last.
    pub gone: Vec<usize>,
}

/// The cost of a feature that the processor has beyond the model.
const EXTRA_COST: usize = 2;

/// The cost of a feature that must be turned off: a guest definition that takes away is more likely to be refused
/// elsewhere than one that adds.
const LACKING_COST: usize = 5;

/// The model that describes the processor best, among those that are offered if that is stated: one that stands for
/// just this processor before any other, then one that needs few words beside it.
pub fn closest(processor: &Processor, purpose: Purpose, offered: Option<&OfferedModels>) -> Option<Choice> {
    let processor = &processor.clone().without_defects();
    let mut best: Option<((bool, usize), Choice)> = None;
    for model in catalogue().models().iter().filter(|model| model.chosen_for == Some(purpose)) {
        if model.vendor.is_some() && model.vendor != processor.vendor {
            continue;
        }
        let blockers = match offered {
            None => FeatureSet::default(),
            Some(offered) => match offered.blockers(&model.name) {
                Some(blockers) => *blockers,
                None => continue,
            },
        };
        let choice = describe(processor, model, &blockers, purpose);
        if purpose == Purpose::Host && !choice.lacking.is_empty() {
            continue;
        }
        let stands_for = |signature| model.signatures.iter().any(|range| range.contains(signature));
        let is_stranger = !processor.signature.as_ref().is_some_and(stands_for);
        let rank = (is_stranger, choice.extra.len() * EXTRA_COST + choice.lacking.len() * LACKING_COST);
        // Versions that differ in nothing that can be seen: the latest.
        let is_better = best
            .as_ref()
            .is_none_or(|(least, chosen)| rank < *least || rank == *least && chosen.model.features == model.features);
        if is_better {
            best = Some((rank, choice));
        }
    }
    best.map(|(_, choice)| choice)
}

/// What is to be said of the processor beside this model. A hypervisor's blockers are taken for features of the model
/// that the processor lacks, whatever either says.
pub(crate) fn describe(
    processor: &Processor,
    model: &'static Model,
    blockers: &FeatureSet,
    purpose: Purpose,
) -> Choice {
    let present = processor.features.without(blockers);
    let expected = model.features.union(blockers);
    let lacking = expected.without(&present);
    let unsaid = |feature: &usize| !processor.features.contains(*feature) && !lacking.contains(*feature);
    let gone = match purpose {
        Purpose::Host => Vec::new(),
        Purpose::Guest => model.gone.iter().copied().filter(unsaid).collect(),
    };
    Choice { model, extra: present.without(&expected), lacking, gone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x86::Signature;

    fn processor(model: &str, add: &[&str], drop: &[&str], signature: Option<(u32, u32)>) -> Processor {
        let model = catalogue().model(model).unwrap();
        let numbers = |names: &[&str]| names.iter().map(|name| catalogue().feature(name).unwrap()).collect();
        Processor {
            vendor: model.vendor,
            signature: signature.map(|(family, model)| Signature { family, model, stepping: 1 }),
            features: model.features.union(&numbers(add)).without(&numbers(drop)),
        }
    }

    fn check(processor: &Processor, purpose: Purpose, expected: &str, extra: &[&str], lacking: &[&str]) {
        let choice = closest(processor, purpose, None).unwrap();
        let names = |set| catalogue().names(set);
        let actual = (choice.model.name.as_str(), names(&choice.extra), names(&choice.lacking));
        assert_eq!(actual, (expected, extra.to_vec(), lacking.to_vec()));
    }

    #[test]
    fn hosts_and_guests() {
        let plain = processor("IvyBridge", &["vmx"], &[], None);
        check(&plain, Purpose::Host, "IvyBridge-v1", &["vmx"], &[]);
        check(&plain, Purpose::Guest, "IvyBridge", &["vmx"], &[]);
        let lacking = processor("IvyBridge", &[], &["erms"], Some((6, 58)));
        check(&lacking, Purpose::Guest, "IvyBridge", &[], &["erms"]);
        assert_ne!(closest(&lacking, Purpose::Host, None).unwrap().model.name, "IvyBridge-v1");
        let strange = Processor { vendor: None, ..plain };
        assert!(closest(&strange, Purpose::Guest, None).unwrap().model.vendor.is_none());
    }

    #[test]
    fn transactions_that_do_not_work() {
        let haswell = processor("Haswell", &[], &[], Some((6, 60)));
        check(&haswell, Purpose::Guest, "Haswell-noTSX", &[], &[]);
        check(&haswell, Purpose::Host, "Haswell-v2", &[], &[]);
        let mut repaired = processor("Haswell", &[], &[], None);
        repaired.signature = Some(Signature { family: 6, model: 63, stepping: 4 });
        check(&repaired, Purpose::Guest, "Haswell", &[], &[]);
    }

    #[test]
    fn what_is_offered() {
        let host = processor("Haswell", &[], &[], Some((6, 60)));
        let offered = OfferedModels::named(["Nehalem", "Haswell-noTSX"]);
        let choice = closest(&host, Purpose::Guest, Some(&offered)).unwrap();
        assert_eq!(choice.model.name, "Haswell-noTSX");
        assert!(closest(&host, Purpose::Guest, Some(&OfferedModels::default())).is_none());
    }
}
