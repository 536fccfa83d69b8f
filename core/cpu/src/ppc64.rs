//! POWER: a processor is one of a line of models, and runs as any before it in the line.

use crate::definition::{model, unsupported};
use crate::text::{number, statements};
use ferrovirt_error::Result;
use ferrovirt_xml::capabilities::HostCpu;
use ferrovirt_xml::domain::Cpu;
use std::sync::OnceLock;

/// A model.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) name: &'static str,
    pub(crate) vendor: &'static str,
    /// The upper halves of the processor version registers of its processors.
    versions: Vec<u32>,
    /// Names of revisions in older definitions.
    revisions: Vec<&'static str>,
}

/// The models in the order of their age.
pub(crate) fn models() -> &'static [Model] {
    static MODELS: OnceLock<Vec<Model>> = OnceLock::new();
    // The data are part of the program: a test makes sure that they can be read.
    MODELS.get_or_init(|| parse(include_str!("../data/ppc64.txt")).unwrap_or_default())
}

fn parse(text: &'static str) -> Result<Vec<Model>, String> {
    statements(text).iter().map(|words| model_of(words)).collect()
}

fn model_of(words: &[&'static str]) -> Result<Model, String> {
    let ["model", name, vendor, rest @ ..] = words else { return Err(format!("unexpected '{}'", words.join(" "))) };
    let mut parts = rest.split(|word| *word == "also");
    let versions = parts.next().unwrap_or_default().iter().map(|word| number(word)).collect::<Result<_, _>>()?;
    let revisions = parts.next().unwrap_or_default().to_vec();
    Ok(Model { name, vendor, versions, revisions })
}

/// The model of this name, or of this name of a revision.
pub(crate) fn find(name: &str) -> Option<&'static Model> {
    models().iter().find(|model| model.name == name || model.revisions.contains(&name))
}

/// The names of the models.
pub fn model_names() -> Vec<&'static str> {
    models().iter().map(|model| model.name).collect()
}

/// The maker of the processors that a model stands for.
pub fn model_vendor(name: &str) -> Option<&'static str> {
    find(name).map(|model| model.vendor)
}

/// The CPU of a host of this architecture with this processor version register.
pub fn host_definition(version: u32, architecture: &str) -> Result<HostCpu> {
    let model = models().iter().find(|model| model.versions.contains(&(version >> 16)));
    let model = model.ok_or_else(|| unsupported(format!("Cannot find CPU model with PVR 0x{version:08x}")))?;
    Ok(HostCpu {
        architecture: Some(architecture.to_owned()),
        model: Some(model.name.to_owned()),
        vendor: Some(model.vendor.to_owned()),
        ..HostCpu::default()
    })
}

/// The definition with today's name of its model.
pub(crate) fn renamed(cpu: &Cpu) -> Cpu {
    let mut renamed = cpu.clone();
    let own = crate::definition::model_name(cpu).and_then(find);
    if let Some(own) = own {
        let said =
            renamed.model.take().unwrap_or_else(|| model(own.name, ferrovirt_xml::domain::cpu::CpuFallback::Allow));
        renamed.model = Some(ferrovirt_xml::domain::cpu::CpuModel { name: Some(own.name.to_owned()), ..said });
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processors_by_their_version() {
        assert!(parse(include_str!("../data/ppc64.txt")).is_ok());
        let name = |version| host_definition(version, "ppc64le").map(|host| host.model.unwrap_or_default());
        assert_eq!(name(0x004e_1202).unwrap(), "POWER9");
        assert_eq!(name(0x004c_0100).unwrap(), "POWER8");
        assert!(name(0x1234_0000).is_err());
        assert_eq!(find("POWER7+_v2.1").map(|model| model.name), Some("POWER7"));
    }
}
