//! Features: where each is read, and reading them from the file of data.

use super::FeatureSet;
use crate::text::{number, statements};
use std::collections::HashMap;

/// A register that CPUID answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CpuidRegister {
    /// EAX.
    Eax,
    /// EBX.
    Ebx,
    /// ECX.
    Ecx,
    /// EDX.
    Edx,
}

/// Where features are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Register {
    /// An answer of CPUID.
    Cpuid {
        /// What is asked for, in EAX.
        leaf: u32,
        /// What is asked for, in ECX.
        subleaf: u32,
        /// Where the answer is.
        register: CpuidRegister,
    },
    /// A model-specific register, by its number.
    Msr(u32),
}

/// A feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name in documents.
    pub name: &'static str,
    /// Its name for hypervisors.
    pub hypervisor_name: &'static str,
    /// Other spellings that hypervisors use.
    pub spellings: Vec<&'static str>,
    /// Where it is read.
    pub register: Register,
    /// The bit of the register.
    pub bit: u32,
    /// Whether a guest keeps it when it is migrated.
    pub migratable: bool,
    /// Whether hypervisors know it: others they must not be told.
    pub offered: bool,
}

/// The features, in the order in which documents list them.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub(super) list: Vec<Feature>,
    by_spelling: HashMap<&'static str, usize>,
}

impl Features {
    /// Reads the file of data.
    pub(super) fn parse(text: &'static str) -> Result<Features, String> {
        let mut features = Features::default();
        let mut register = None;
        for words in statements(text) {
            match words[..] {
                ["cpuid", place, name] => register = Some(cpuid_register(place, name)?),
                ["msr", index] => register = Some(Register::Msr(number(index)?)),
                _ => {
                    let register = register.ok_or("features before the first register")?;
                    words.iter().try_for_each(|word| features.add(register, word))?;
                }
            }
        }
        Ok(features)
    }

    fn add(&mut self, register: Register, word: &'static str) -> Result<(), String> {
        let (bit, names) = word.split_once(':').ok_or_else(|| format!("'{word}' has no bit"))?;
        let mut spellings = names.trim_start_matches(['!', '~']).split('|');
        let own = spellings.next().unwrap_or_default();
        let (name, hypervisor_name) = own.split_once('=').unwrap_or((own, own));
        let feature = Feature {
            name,
            hypervisor_name,
            spellings: spellings.collect(),
            register,
            bit: number(bit)?,
            migratable: !names.starts_with(['!', '~']),
            offered: !names.starts_with('~'),
        };
        let index = self.list.len();
        let other = (hypervisor_name != name).then_some(hypervisor_name);
        for spelling in feature.spellings.iter().copied().chain(other).chain([name]) {
            if self.by_spelling.insert(spelling, index).is_some() {
                return Err(format!("'{spelling}' twice"));
            }
        }
        self.list.push(feature);
        if self.list.len() > FeatureSet::CAPACITY { Err("too many features".to_owned()) } else { Ok(()) }
    }

    /// The number of the feature that has this name, or is spelled so by a hypervisor.
    pub(super) fn by_spelling(&self, spelling: &str) -> Option<usize> {
        self.by_spelling.get(spelling).copied()
    }

    /// The number of the feature that has this name.
    pub(super) fn by_name(&self, name: &str) -> Option<usize> {
        self.by_spelling(name).filter(|feature| self.list[*feature].name == name)
    }
}

fn cpuid_register(place: &str, name: &str) -> Result<Register, String> {
    let (leaf, subleaf) = place.split_once('.').unwrap_or((place, "0"));
    let register = match name {
        "eax" => CpuidRegister::Eax,
        "ebx" => CpuidRegister::Ebx,
        "ecx" => CpuidRegister::Ecx,
        "edx" => CpuidRegister::Edx,
        _ => return Err(format!("'{name}' is no register")),
    };
    Ok(Register::Cpuid { leaf: number(leaf)?, subleaf: number(subleaf)?, register })
}
