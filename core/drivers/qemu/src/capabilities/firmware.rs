//! Which firmware is installed for a machine, from the descriptor files of QEMU's `docs/interop/firmware.json`.
//!
//! This only lists the choices that a client has; it chooses nothing.

use crate::probe::qemu_architecture;
use crate::qmp::json;
use ferrovirt_host::Host;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where packages put descriptors, and where the administrator overrides them.
const DIRECTORIES: [&str; 2] = ["/usr/share/qemu/firmware", "/etc/qemu/firmware"];

/// More than a descriptor has.
const FILE_MAX: usize = 256 << 10;

/// More descriptors than a host has.
const FILES_MAX: usize = 512;

/// The firmware that is installed for a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirmwareChoices {
    /// The kinds that can be asked for without naming a file: `bios`, `efi`.
    pub kinds: Vec<String>,
    /// The files that can be named.
    pub loaders: Vec<String>,
    /// Whether there is one that keeps its settings from the guest (Secure Boot, held by SMM).
    pub secure: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Descriptor {
    interface_types: Vec<String>,
    mapping: Mapping,
    targets: Vec<Target>,
    #[serde(default)]
    features: Vec<String>,
}

#[derive(Deserialize)]
#[serde(tag = "device", rename_all = "kebab-case")]
enum Mapping {
    Flash {
        executable: File,
    },
    Memory {
        filename: String,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct File {
    filename: String,
}

#[derive(Deserialize)]
struct Target {
    architecture: String,
    machines: Vec<String>,
}

impl FirmwareChoices {
    /// Reads what is installed for guests of an architecture (by libvirt's name) with a machine. A descriptor that can't
    /// be read or understood is skipped.
    pub fn read(host: &dyn Host, architecture: &str, machine: &str) -> FirmwareChoices {
        let architecture = qemu_architecture(architecture);
        let is_target = |target: &Target| {
            target.architecture == architecture && target.machines.iter().any(|pattern| matches(pattern, machine))
        };
        let mut choices = FirmwareChoices::default();
        let (mut bios, mut efi) = (false, false);
        for path in descriptors(host) {
            let Ok(content) = host.files().read(&path, FILE_MAX) else { continue };
            let Ok(descriptor) = json::typed::<Descriptor>(&content) else { continue };
            if !descriptor.targets.iter().any(is_target) {
                continue;
            }
            let offers = |kind: &str| descriptor.interface_types.iter().any(|offered| offered == kind);
            bios |= offers("bios");
            efi |= offers("uefi");
            choices.secure |= matches!(descriptor.mapping, Mapping::Flash { .. })
                && descriptor.features.iter().any(|feature| feature == "requires-smm");
            let loader = match descriptor.mapping {
                Mapping::Flash { executable } => executable.filename,
                Mapping::Memory { filename } => filename,
                Mapping::Other => continue,
            };
            let is_there = host.files().exists(Path::new(&loader)).unwrap_or(false);
            if is_there && !choices.loaders.contains(&loader) {
                choices.loaders.push(loader);
            }
        }
        let kinds = [("bios", bios), ("efi", efi)].into_iter().filter(|(_, is_offered)| *is_offered);
        choices.kinds = kinds.map(|(kind, _)| kind.to_owned()).collect();
        choices
    }
}

/// The descriptors that count, by name: a file replaces one of the same name in an earlier directory, and an empty one
/// only hides it.
fn descriptors(host: &dyn Host) -> Vec<PathBuf> {
    let mut found: BTreeMap<String, (PathBuf, bool)> = BTreeMap::new();
    let user = user_directory(host);
    for directory in DIRECTORIES.iter().map(PathBuf::from).chain(user) {
        for entry in host.files().list(&directory).unwrap_or_default().into_iter().take(FILES_MAX) {
            let Ok(name) = entry.name.into_string() else { continue };
            if name.starts_with('.') || !name.ends_with(".json") {
                continue;
            }
            let path = directory.join(&name);
            let is_empty = host.files().status(&path).map_or(true, |status| status.size == 0);
            found.insert(name, (path, is_empty));
        }
    }
    found.into_values().filter(|(_, is_empty)| !is_empty).map(|(path, _)| path).collect()
}

/// A user's own descriptors; the administrator's programs never read them.
fn user_directory(host: &dyn Host) -> Option<PathBuf> {
    let system = host.system();
    if system.effective_uid() == 0 {
        return None;
    }
    let configuration = system.variable("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let configuration = configuration.or_else(|| Some(PathBuf::from(system.variable("HOME")?).join(".config")));
    configuration.map(|path| path.join("qemu/firmware"))
}

/// Whether a name matches a pattern with `*` and `?`, as a shell's does.
fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let (mut at, mut of) = (0, 0);
    // Where the last star is, and how much of the name it takes so far.
    let mut star: Option<(usize, usize)> = None;
    while of < name.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, of));
                at += 1;
            }
            Some(byte) if *byte == b'?' || *byte == name[of] => (at, of) = (at + 1, of + 1),
            _ => match &mut star {
                Some((position, taken)) => {
                    *taken += 1;
                    (at, of) = (*position + 1, *taken);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_host::ScriptedHost;

    fn descriptor(kind: &str, mapping: &str, machines: &str, features: &str) -> String {
        format!(
            "{{\"interface-types\":[\"{kind}\"],\"mapping\":{mapping},\"features\":[{features}],\
             \"targets\":[{{\"architecture\":\"x86_64\",\"machines\":[\"{machines}\"]}}]}}"
        )
    }

    #[test]
    fn descriptors_are_merged_and_hidden() {
        let host = ScriptedHost::new();
        let flash = |file: &str| format!("{{\"device\":\"flash\",\"executable\":{{\"filename\":\"{file}\"}}}}");
        let packaged = |name: &str, text: String| {
            host.file(format!("/usr/share/qemu/firmware/{name}"), text);
        };
        packaged("10-secure.json", descriptor("uefi", &flash("/secure.fd"), "pc-q35-*", "\"requires-smm\""));
        packaged("20-plain.json", descriptor("uefi", &flash("/plain.fd"), "pc-*", ""));
        packaged("30-bios.json", descriptor("bios", "{\"device\":\"memory\",\"filename\":\"/bios\"}", "pc-*", ""));
        packaged("40-hidden.json", descriptor("uefi", &flash("/hidden.fd"), "*", ""));
        packaged("50-nonsense.json", "{".to_owned());
        packaged("60-kernel.json", descriptor("uefi", "{\"device\":\"kernel\",\"filename\":\"/k\"}", "pc-*", ""));
        packaged("README", descriptor("uefi", &flash("/readme.fd"), "*", ""));
        host.file("/etc/qemu/firmware/40-hidden.json", "");
        for file in ["/secure.fd", "/plain.fd", "/hidden.fd", "/readme.fd"] {
            host.file(file, "");
        }
        let check = |machine: &str, loaders: &[&str], secure: bool| {
            let found = FirmwareChoices::read(&host, "x86_64", machine);
            assert_eq!(
                (found.loaders.iter().map(String::as_str).collect::<Vec<_>>(), found.secure),
                (loaders.to_vec(), secure)
            );
            assert_eq!(found.kinds, ["bios", "efi"]);
        };
        check("pc-q35-9.0", &["/secure.fd", "/plain.fd"], true);
        check("pc-i440fx-9.0", &["/plain.fd"], false);
        assert_eq!(FirmwareChoices::read(&host, "i686", "pc-q35-9.0"), FirmwareChoices::default());
    }

    #[test]
    fn patterns() {
        assert!(matches("pc-q35-*", "pc-q35-9.0") && matches("*", "") && matches("a*b?d", "aXbbcd"));
        assert!(!matches("pc-q35-*", "pc-i440fx-9.0") && !matches("virt", "virt-9.0") && !matches("a*b", "abc"));
    }
}
