//! A descriptor: a JSON file that says what a firmware is for and what it can do.

use crate::qmp::json;
use serde::Deserialize;

/// What a firmware is for and what it can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Firmware {
    /// The interfaces that it offers: `uefi`, `bios`.
    pub interfaces: Vec<String>,
    /// How it is loaded, and its files.
    pub kind: FirmwareKind,
    /// The machines that it is for: architecture in QEMU's words, and patterns of machine names.
    pub targets: Vec<(String, Vec<String>)>,
    /// What it can do: `secure-boot`, `enrolled-keys`, `requires-smm`, ...
    pub features: Vec<String>,
}

/// How a firmware is loaded, and its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FirmwareKind {
    /// Into flash memory.
    Flash {
        /// The code.
        executable: FirmwareFile,
        /// What a new store of variables is copied from; a firmware without one keeps none, or keeps them in the code.
        template: Option<FirmwareFile>,
        /// How it keeps variables.
        mode: FlashMode,
    },
    /// Into memory as it is.
    Memory(String),
    /// In another way, which can't be used here.
    #[default]
    Other,
}

/// How firmware in flash memory keeps variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlashMode {
    /// In a file of their own.
    #[default]
    Split,
    /// In the file with the code, of which each guest has its own copy.
    Combined,
    /// Not at all.
    Stateless,
}

/// A file of a firmware.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirmwareFile {
    /// Its path.
    pub path: String,
    /// Its format: `raw`, `qcow2`.
    pub format: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Document {
    #[serde(default)]
    interface_types: Vec<String>,
    mapping: Mapping,
    #[serde(default)]
    targets: Vec<Target>,
    #[serde(default)]
    features: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Mapping {
    device: String,
    mode: Option<String>,
    executable: Option<File>,
    nvram_template: Option<File>,
    filename: Option<String>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    format: Option<String>,
}

#[derive(Deserialize)]
struct Target {
    architecture: String,
    #[serde(default)]
    machines: Vec<String>,
}

impl From<File> for FirmwareFile {
    fn from(file: File) -> FirmwareFile {
        FirmwareFile { path: file.filename, format: file.format.unwrap_or_else(|| "raw".to_owned()) }
    }
}

impl Firmware {
    /// Reads a descriptor.
    pub fn parse(bytes: &[u8]) -> Result<Firmware, serde_json::Error> {
        let document: Document = json::typed(bytes)?;
        let mapping = document.mapping;
        let kind = match (mapping.device.as_str(), mapping.executable, mapping.filename) {
            ("flash", Some(executable), _) => FirmwareKind::Flash {
                executable: executable.into(),
                template: mapping.nvram_template.map(FirmwareFile::from),
                mode: match mapping.mode.as_deref() {
                    Some("combined") => FlashMode::Combined,
                    Some("stateless") => FlashMode::Stateless,
                    _ => FlashMode::Split,
                },
            },
            ("memory", _, Some(path)) => FirmwareKind::Memory(path),
            _ => FirmwareKind::Other,
        };
        let targets = document.targets.into_iter().map(|target| (target.architecture, target.machines)).collect();
        Ok(Firmware { interfaces: document.interface_types, kind, targets, features: document.features })
    }

    /// Whether it can do this.
    pub fn has_feature(&self, name: &str) -> bool {
        self.features.iter().any(|feature| feature == name)
    }

    /// Whether it is for this machine; `machine` is the full name.
    pub fn is_for(&self, architecture: &str, machine: &str) -> bool {
        self.targets.iter().any(|(target, machines)| {
            target == architecture && machines.iter().any(|pattern| matches(pattern, machine))
        })
    }
}

/// Whether a name fits a pattern, in which `*` is any text and `?` any character.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut at_pattern, mut at_name) = (0, 0);
    // After a star, where to go on when what follows it does not fit.
    let mut retry: Option<(usize, usize)> = None;
    while at_name < name.len() {
        match pattern.get(at_pattern) {
            Some('*') => {
                retry = Some((at_pattern + 1, at_name));
                at_pattern += 1;
            }
            Some(expected) if *expected == '?' || Some(expected) == name.get(at_name) => {
                at_pattern += 1;
                at_name += 1;
            }
            _ => match retry {
                Some((after_star, from)) => {
                    retry = Some((after_star, from + 1));
                    at_pattern = after_star;
                    at_name = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(at_pattern..).unwrap_or_default().iter().all(|character| *character == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_shells_do() {
        for (pattern, name, expected) in [
            ("pc-q35-*", "pc-q35-7.2", true),
            ("pc-q35-*", "pc-i440fx-7.2", false),
            ("*", "", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b", "axxbyyc", false),
            ("q3?", "q35", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn a_descriptor_names_its_files() {
        let text = r#"{"interface-types":["uefi"],"features":["secure-boot"],
            "mapping":{"device":"flash","executable":{"filename":"/c","format":"raw"},
                       "nvram-template":{"filename":"/v","format":"qcow2"}},
            "targets":[{"architecture":"x86_64","machines":["pc-q35-*"]}]}"#;
        let firmware = Firmware::parse(text.as_bytes()).unwrap();
        assert!(firmware.is_for("x86_64", "pc-q35-9.0"));
        let FirmwareKind::Flash { executable, template, .. } = firmware.kind else { panic!("not flash") };
        assert_eq!(executable.path, "/c");
        assert_eq!(template.map(|file| file.format).as_deref(), Some("qcow2"));
        assert!(Firmware::parse(b"{").is_err());
    }
}
