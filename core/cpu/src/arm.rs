//! Arm: vendor and model by the main ID register, features by their names.

use crate::text::{number, statements};
use ferrovirt_xml::capabilities::{HostCpu, HostCpuFeature};
use std::sync::OnceLock;

/// Vendors, models and features.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    /// Names by the implementer's number.
    vendors: Vec<(u32, &'static str)>,
    /// Names by the numbers of implementer and part.
    models: Vec<(u32, u32, &'static str)>,
    features: Vec<&'static str>,
}

/// The catalogue.
pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    // The data are part of the program: a test makes sure that they can be read.
    CATALOGUE.get_or_init(|| Catalogue::parse(include_str!("../data/arm.txt")).unwrap_or_default())
}

impl Catalogue {
    fn parse(text: &'static str) -> Result<Catalogue, String> {
        let mut catalogue = Catalogue::default();
        for words in statements(text) {
            match words[..] {
                ["vendor", name, implementer] => catalogue.vendors.push((number(implementer)?, name)),
                ["model", name, part] => {
                    let (implementer, _) = catalogue.vendors.last().ok_or("a model before the first vendor")?;
                    catalogue.models.push((*implementer, number(part)?, name));
                }
                ["features", ..] => catalogue.features.extend(&words[1..]),
                _ => return Err(format!("unexpected '{}'", words.join(" "))),
            }
        }
        Ok(catalogue)
    }

    /// Whether there is a feature of this name.
    pub(crate) fn has_feature(&self, name: &str) -> bool {
        self.features.contains(&name)
    }
}

/// The names of the models.
pub fn model_names() -> Vec<&'static str> {
    catalogue().models.iter().map(|(_, _, name)| *name).collect()
}

/// The CPU of a host of this architecture with this main ID register (`MIDR_EL1`) and these features, of which those
/// that the library knows count, in its order. Vendor and model stay out where they are not known.
pub fn host_definition(main_id: u64, features: &[&str], architecture: &str) -> HostCpu {
    let implementer = (main_id >> 24 & 0xff) as u32;
    let part = (main_id >> 4 & 0xfff) as u32;
    let vendor = catalogue().vendors.iter().find(|(number, _)| *number == implementer);
    let model = catalogue().models.iter().find(|(vendor, number, _)| (*vendor, *number) == (implementer, part));
    let present = catalogue().features.iter().filter(|name| features.contains(name));
    HostCpu {
        architecture: Some(architecture.to_owned()),
        model: model.map(|(_, _, name)| (*name).to_owned()),
        vendor: vendor.map(|(_, name)| (*name).to_owned()),
        features: present.map(|name| HostCpuFeature { name: Some((*name).to_owned()) }).collect(),
        ..HostCpu::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_by_their_main_id() {
        assert!(Catalogue::parse(include_str!("../data/arm.txt")).is_ok());
        let host = host_definition(0x413f_d0c1, &["asimd", "made-up", "fp"], "aarch64");
        assert_eq!((host.vendor.as_deref(), host.model.as_deref()), (Some("ARM"), Some("neoverse-n1")));
        let features: Vec<_> = host.features.iter().filter_map(|feature| feature.name.as_deref()).collect();
        assert_eq!(features, ["fp", "asimd"]);
        let unknown = host_definition(0, &[], "aarch64");
        assert_eq!((unknown.vendor, unknown.model), (None, None));
    }
}
