//! What QEMU says of CPUs: its expansion of a model, and the models that it offers.

use super::processor::{unusable, vendor};
use super::{FeatureSet, Processor, Signature, catalogue};
use ferrovirt_error::Result;
use serde_json::Value;
use std::collections::BTreeMap;

/// The models that a hypervisor offers, each with the features of it that this host cannot give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedModels(BTreeMap<String, FeatureSet>);

impl OfferedModels {
    /// The models in QEMU's answer to `query-cpu-definitions`: the list itself.
    pub fn from_definitions(definitions: &Value) -> Result<OfferedModels> {
        let list = definitions.as_array().ok_or_else(|| unusable("the CPU definitions are no list"))?;
        let mut models = Vec::with_capacity(list.len());
        for definition in list {
            let name = definition.get("name").and_then(Value::as_str);
            let blockers = definition.get("unavailable-features").and_then(Value::as_array);
            let blockers = blockers.into_iter().flatten().filter_map(Value::as_str);
            models.push((name.ok_or_else(|| unusable("a CPU definition has no name"))?, blockers));
        }
        Ok(OfferedModels::with_blockers(models))
    }

    /// Models, each with what the hypervisor calls the features that the host cannot give.
    pub fn with_blockers<'a, Blockers>(models: impl IntoIterator<Item = (&'a str, Blockers)>) -> OfferedModels
    where
        Blockers: IntoIterator<Item = &'a str>,
    {
        let known = |blockers: Blockers| blockers.into_iter().filter_map(|name| catalogue().feature_spelled(name));
        let model = |(name, blockers): (&'a str, Blockers)| (name.to_owned(), known(blockers).collect());
        OfferedModels(models.into_iter().map(model).collect())
    }

    /// These models, all of which the host can give whole.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> OfferedModels {
        OfferedModels(names.into_iter().map(|name| (name.to_owned(), FeatureSet::default())).collect())
    }

    /// The features of the model that the host cannot give, if the model is offered.
    pub fn blockers(&self, model: &str) -> Option<&FeatureSet> {
        self.0.get(model)
    }

    /// Whether nothing is offered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Processor {
    /// The CPU in QEMU's answer to `query-cpu-model-expansion`: `{"model": {"name": ..., "props": {...}}}`.
    pub fn from_expansion(expansion: &Value) -> Result<Processor> {
        let properties = expansion.get("model").and_then(|model| model.get("props")).and_then(Value::as_object);
        let properties = properties.ok_or_else(|| unusable("the CPU model has no properties"))?;
        let enabled = properties.iter().filter(|(_, value)| value.as_bool() == Some(true));
        let number = |name: &str| properties.get(name).and_then(Value::as_u64).and_then(|value| value.try_into().ok());
        let signature = match (number("family"), number("model"), number("stepping")) {
            (Some(family), Some(model), Some(stepping)) => Some(Signature { family, model, stepping }),
            _ => None,
        };
        let vendor = properties.get("vendor").and_then(Value::as_str);
        Ok(Processor::from_names(vendor, signature, enabled.map(|(name, _)| name.as_str())))
    }

    /// A CPU by the vendor's name as CPUID has it, its signature, and what the hypervisor calls its features.
    pub fn from_names<'a>(
        vendor_id: Option<&str>,
        signature: Option<Signature>,
        features: impl IntoIterator<Item = &'a str>,
    ) -> Processor {
        let features = features.into_iter().filter_map(|name| catalogue().feature_spelled(name)).collect();
        Processor { vendor: vendor_id.and_then(vendor), signature, features }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn expansions() {
        let props = json!({"vendor": "AuthenticAMD", "family": 23, "model": 1, "stepping": 2,
            "sse4_1": true, "sse4-1": true, "svm": false, "min-level": 13, "tsc-adjust": true});
        let processor = Processor::from_expansion(&json!({"model": {"name": "base", "props": props}})).unwrap();
        assert_eq!(processor.vendor, Some("AMD"));
        assert_eq!(processor.signature, Some(Signature { family: 23, model: 1, stepping: 2 }));
        assert_eq!(catalogue().names(&processor.features), ["sse4.1", "tsc_adjust"]);
        assert!(Processor::from_expansion(&json!({"model": {"name": "host"}})).is_err());
    }

    #[test]
    fn definitions() {
        let list = json!([{"name": "EPYC", "unavailable-features": ["svm", "made-up"]}, {"name": "qemu64"}]);
        let offered = OfferedModels::from_definitions(&list).unwrap();
        assert_eq!(offered.blockers("EPYC").map(FeatureSet::len), Some(1));
        assert_eq!(offered.blockers("qemu64").map(FeatureSet::len), Some(0));
        assert!(offered.blockers("Haswell").is_none());
        assert!(OfferedModels::from_definitions(&json!([{"typename": "x"}])).is_err());
    }
}
