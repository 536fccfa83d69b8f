//! All features and models: the files of data, read once.

use super::feature::{Feature, Features};
use super::model::{self, Model};
use super::{FeatureSet, Signature};
use std::collections::HashMap;
use std::sync::OnceLock;

/// All features and models.
#[derive(Debug, Default)]
pub struct Catalogue {
    features: Features,
    models: Vec<Model>,
    models_by_name: HashMap<String, usize>,
}

/// The catalogue.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    // The data are part of the program: a test makes sure that they can be read.
    CATALOGUE.get_or_init(|| Catalogue::parse().unwrap_or_default())
}

impl Catalogue {
    fn parse() -> Result<Catalogue, String> {
        let features = Features::parse(include_str!("../../data/x86/features.txt"))?;
        let models = model::parse(include_str!("../../data/x86/models.txt"), &features)?;
        let models_by_name = models.iter().enumerate().map(|(index, model)| (model.name.clone(), index)).collect();
        Ok(Catalogue { features, models, models_by_name })
    }

    /// The features in the order in which documents list them: a feature's number is its place here.
    pub fn features(&self) -> &[Feature] {
        &self.features.list
    }

    /// The models, aliases included.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model of this name.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.get(*self.models_by_name.get(name)?)
    }

    /// The number of the feature of this name.
    pub fn feature(&self, name: &str) -> Option<usize> {
        self.features.by_name(name)
    }

    /// The number of the feature that a hypervisor spells so.
    pub fn feature_spelled(&self, spelling: &str) -> Option<usize> {
        self.features.by_spelling(spelling)
    }

    /// The name of the feature with this number.
    pub fn feature_name(&self, feature: usize) -> &'static str {
        self.features.list.get(feature).map_or("", |feature| feature.name)
    }

    /// The names of the features in the set, in the order in which documents list them.
    pub fn names(&self, features: &FeatureSet) -> Vec<&'static str> {
        features.iter().map(|feature| self.feature_name(feature)).collect()
    }

    /// The features that a guest keeps when it is migrated.
    pub fn migratable(&self) -> FeatureSet {
        let features = self.features.list.iter().enumerate();
        features.filter(|(_, feature)| feature.migratable).map(|(index, _)| index).collect()
    }

    /// The features that an Intel processor has by its own account, but that do not work: on Haswell processors before
    /// a certain revision, transactions (erratum HSW136/HSD136).
    pub fn defective(&self, signature: &Signature) -> FeatureSet {
        let defective = match (signature.family, signature.model) {
            (6, 60 | 69 | 70) => true,
            (6, 63) => signature.stepping < 4,
            _ => false,
        };
        let names: &[&str] = if defective { &["hle", "rtm"] } else { &[] };
        names.iter().filter_map(|name| self.feature(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read() {
        let catalogue = Catalogue::parse().unwrap();
        assert!(catalogue.features().len() > 300 && catalogue.models().len() > 130);
        assert_eq!(catalogue.models_by_name.len(), catalogue.models().len());
    }

    #[test]
    fn spellings() {
        let check = |spelling: &str, name: &str, hypervisor_name: &str| {
            let feature = &catalogue().features()[catalogue().feature_spelled(spelling).unwrap()];
            assert_eq!((feature.name, feature.hypervisor_name), (name, hypervisor_name));
        };
        check("sse4-1", "sse4.1", "sse4.1");
        check("ffxsr", "fxsr_opt", "fxsr-opt");
        check("pclmulqdq", "pclmuldq", "pclmulqdq");
        assert_eq!(catalogue().feature("xd"), None);
        let flags = |name: &str| {
            let feature = &catalogue().features()[catalogue().feature(name).unwrap()];
            (feature.migratable, feature.offered)
        };
        assert_eq!([flags("vmx"), flags("invtsc"), flags("osxsave")], [(true, true), (false, true), (false, false)]);
    }

    #[test]
    fn versions_build_on_each_other() {
        let has = |model: &str, feature: &str| {
            let catalogue = catalogue();
            catalogue.model(model).unwrap().features.contains(catalogue.feature(feature).unwrap())
        };
        assert!(has("Haswell", "rtm") && !has("Haswell-noTSX", "rtm") && has("Haswell-v3", "rtm"));
        assert!(has("Haswell-noTSX-IBRS", "spec-ctrl") && !has("Haswell-noTSX-IBRS", "hle"));
        assert_eq!(catalogue().model("EPYC-IBPB").unwrap().canonical.as_deref(), Some("EPYC-v2"));
        assert!(catalogue().model("EPYC-v9").is_none());
    }
}
