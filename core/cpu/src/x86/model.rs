//! Models: sets of features with a name, and reading them from the file of data.

use super::feature::Features;
use super::{FeatureSet, Purpose};
use crate::text::{number, statements};
use std::ops::RangeInclusive;

/// What a processor says it is: family, model within it, revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The family.
    pub family: u32,
    /// The model within the family.
    pub model: u32,
    /// The revision.
    pub stepping: u32,
}

/// Processors by what they say they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureRange {
    family: u32,
    model: u32,
    steppings: RangeInclusive<u32>,
}

impl SignatureRange {
    /// Whether the processor is among them.
    pub fn contains(&self, signature: &Signature) -> bool {
        self.family == signature.family && self.model == signature.model && self.steppings.contains(&signature.stepping)
    }

    fn parse(word: &str) -> Result<SignatureRange, String> {
        let mut numbers = word.split([':', '-']).map(number);
        let mut next = || numbers.next().unwrap_or_else(|| Err(format!("'{word}' is no signature")));
        let (family, model) = (next()?, next()?);
        let steppings = if word.matches(':').count() == 2 { next()?..=next()? } else { 0..=u32::MAX };
        Ok(SignatureRange { family, model, steppings })
    }
}

/// A model: a name for a set of features.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// The version that this name stands for, when it is an alias.
    pub canonical: Option<String>,
    /// The vendor whose processors it stands for; any when absent.
    pub vendor: Option<&'static str>,
    /// The processors that it stands for.
    pub signatures: Vec<SignatureRange>,
    /// What it has.
    pub features: FeatureSet,
    /// What hypervisors once had in the model. Only a definition that names them says whether they are there.
    pub gone: Vec<usize>,
    /// What it is chosen for when a processor is to be described; nothing when it is only understood.
    pub chosen_for: Option<Purpose>,
}

/// A model being read: its versions share all but the features.
struct Family {
    name: &'static str,
    shared: Model,
    n_versions: u32,
    hidden: bool,
}

/// Reads the file of data.
pub(super) fn parse(text: &'static str, features: &Features) -> Result<Vec<Model>, String> {
    let mut models = Vec::new();
    let mut family: Option<Family> = None;
    for words in statements(text) {
        match (&words[..], family.as_mut()) {
            (["model", name, vendor, signatures @ ..], _) => family = Some(Family::parse(name, vendor, signatures)?),
            (["features", names @ ..], Some(family)) => change(&mut family.shared.features, names, features)?,
            (["gone", names @ ..], Some(family)) => {
                let known = |name: &&str| features.by_name(name).ok_or_else(|| format!("unknown feature '{name}'"));
                family.shared.gone = names.iter().map(known).collect::<Result<_, _>>()?;
            }
            (["version", words @ ..], Some(family)) => family.add_version(words, true, features, &mut models)?,
            (["unnamed", words @ ..], Some(family)) => family.add_version(words, false, features, &mut models)?,
            _ => return Err(format!("unexpected line '{}'", words.join(" "))),
        }
    }
    Ok(models)
}

/// Adds features, and takes out those with a minus.
fn change(set: &mut FeatureSet, names: &[&str], features: &Features) -> Result<(), String> {
    for name in names {
        let plain = name.trim_start_matches(['+', '-']);
        let feature = features.by_name(plain).ok_or_else(|| format!("unknown feature '{plain}'"))?;
        if name.starts_with('-') { set.remove(feature) } else { set.insert(feature) }
    }
    Ok(())
}

impl Family {
    fn parse(name: &'static str, vendor: &'static str, signatures: &[&str]) -> Result<Family, String> {
        let signatures = signatures.iter().map(|word| SignatureRange::parse(word)).collect::<Result<_, _>>()?;
        let shared = Model {
            name: String::new(),
            canonical: None,
            vendor: (vendor != "-").then_some(vendor),
            signatures,
            features: FeatureSet::default(),
            gone: Vec::new(),
            chosen_for: None,
        };
        Ok(Family { name: name.trim_start_matches('~'), shared, n_versions: 0, hidden: name.starts_with('~') })
    }

    fn add_version(
        &mut self,
        words: &[&str],
        is_named: bool,
        features: &Features,
        models: &mut Vec<Model>,
    ) -> Result<(), String> {
        self.n_versions += 1;
        let n_aliases = words.iter().take_while(|word| !word.starts_with(['+', '-'])).count();
        let (aliases, changes) = words.split_at(n_aliases);
        change(&mut self.shared.features, changes, features)?;
        let version = format!("{}-v{}", self.name, self.n_versions);
        let own_name = (self.n_versions == 1).then_some(self.name);
        for alias in own_name.iter().chain(aliases) {
            models.push(Model {
                name: alias.trim_start_matches('~').to_owned(),
                canonical: is_named.then(|| version.clone()),
                chosen_for: (!self.hidden && !alias.starts_with('~')).then_some(Purpose::Guest),
                ..self.shared.clone()
            });
        }
        if is_named {
            let chosen_for = (!self.hidden).then_some(Purpose::Host);
            models.push(Model { name: version, chosen_for, ..self.shared.clone() });
        }
        Ok(())
    }
}
