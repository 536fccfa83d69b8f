//! Capabilities on disk, so that an emulator is probed once and not at each start of ours.
//!
//! A file for each emulator, with the key that its content is valid for. A file that is unreadable, malformed, of
//! another version or for another key is as good as none; one that can't be written costs a probe next time.

use super::capabilities::EmulatorCapabilities;
use crate::qmp::json;
use ferrovirt_host::{Host, HostResult};
use serde::{Deserialize, Serialize};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Changes whenever the meaning of the files does.
const FORMAT: u32 = 2;
/// More than any emulator's capabilities take.
const FILE_MAX: usize = 16 << 20;

/// All that the capabilities of an emulator depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Key {
    format: u32,
    program_version: String,
    emulator: PathBuf,
    size: u64,
    modified: (i64, u32),
    changed: (i64, u32),
    /// When the directories changed last from which QEMU loads parts of itself.
    modules: Vec<(i64, u32)>,
    kernel: String,
    /// A new boot may come with other microcode, and so with another host CPU.
    boot: String,
    /// The version of the KVM interface, or why it can't be used.
    kvm: Result<i32, String>,
}

impl Key {
    /// The key of an emulator as it is now.
    pub(super) fn now(host: &dyn Host, emulator: &Path) -> HostResult<Key> {
        let (files, system) = (host.files(), host.system());
        let status = files.status(emulator)?;
        let machine = system.machine().unwrap_or_default();
        let modules = ["/usr/lib/qemu".into(), "/usr/lib64/qemu".into(), format!("/usr/lib/{machine}-linux-gnu/qemu")];
        let changed = |path: &String| files.status(Path::new(path)).map_or((0, 0), |status| status.changed);
        let boot = files.read(Path::new("/proc/sys/kernel/random/boot_id"), 4096).unwrap_or_default();
        Ok(Key {
            format: FORMAT,
            program_version: env!("CARGO_PKG_VERSION").to_owned(),
            emulator: emulator.to_owned(),
            size: status.size,
            modified: status.modified,
            changed: status.changed,
            modules: modules.iter().map(changed).collect(),
            kernel: system.kernel_release().unwrap_or_default(),
            boot: String::from_utf8_lossy(&boot).trim().to_owned(),
            kvm: system.kvm_version().map_err(|error| error.to_string()),
        })
    }

    /// Why the host's KVM can't be used.
    pub(super) fn kvm_problem(&self) -> Option<&str> {
        self.kvm.as_ref().err().map(String::as_str)
    }
}

#[derive(Serialize)]
struct Written<'a> {
    key: &'a Key,
    capabilities: &'a EmulatorCapabilities,
}

#[derive(Deserialize)]
struct Read {
    key: Key,
    capabilities: EmulatorCapabilities,
}

/// What is stored for this key.
pub(super) fn load(host: &dyn Host, directory: &Path, key: &Key) -> Option<EmulatorCapabilities> {
    let content = host.files().read(&file(directory, &key.emulator), FILE_MAX).ok()?;
    let read: Read = json::typed(&content).ok()?;
    (read.key == *key).then_some(read.capabilities)
}

/// What a file holds, whatever its key.
#[cfg(feature = "fuzzing")]
pub(super) fn parse(content: &[u8]) -> Option<EmulatorCapabilities> {
    json::typed(content).ok().map(|read: Read| read.capabilities)
}

/// Stores capabilities for this key; returns whether that worked.
pub(super) fn store(host: &dyn Host, directory: &Path, key: &Key, capabilities: &EmulatorCapabilities) -> bool {
    let Ok(content) = serde_json::to_vec(&Written { key, capabilities }) else { return false };
    let path = file(directory, &key.emulator);
    let directory = path.parent().unwrap_or(directory);
    host.files().create_directories(directory, 0o700).is_ok()
        && host.files().write_atomic(&path, &content, 0o600).is_ok()
}

/// The file of an emulator: its name for people, and a hash of its path. Were two paths to share a hash, they would only
/// replace each other's file, as the path is part of the key.
pub(super) fn file(directory: &Path, emulator: &Path) -> PathBuf {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in emulator.as_os_str().as_bytes() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let name = emulator.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let name: String = name.chars().filter(|char| char.is_ascii_graphic()).take(40).collect();
    directory.join("capabilities").join(format!("{name}-{hash:016x}.json"))
}
