//! Finding descriptors: directories in order of weight, files in order of name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ferrovirt_error::{ErrorDomain, Result};
use ferrovirt_host::{FileKind, Host};

use super::Firmware;

/// A descriptor is a small file.
const MAXIMUM_LENGTH: usize = 256 * 1024;

/// The directories of a host: a file hides those of the same name in the directories before.
const DIRECTORIES: [&str; 2] = ["/usr/share/qemu/firmware", "/etc/qemu/firmware"];

/// The firmware of the host, in the order in which it is to be tried. `user` is a further directory, of the user.
///
/// *Behavior*
/// - An empty file hides a descriptor of the same name without offering one.
/// - A descriptor that can't be read or understood is passed over: one bad package must not keep guests from starting.
pub fn load(host: &dyn Host, user: Option<&Path>) -> Result<Vec<Firmware>> {
    let mut found: BTreeMap<std::ffi::OsString, PathBuf> = BTreeMap::new();
    let directories = DIRECTORIES.iter().map(Path::new).chain(user);
    for directory in directories {
        let entries = match host.files().list(directory) {
            Ok(entries) => entries,
            Err(error) if error.is_not_found() => continue,
            Err(error) => return Err(error.into_error(ErrorDomain::Qemu)),
        };
        for entry in entries {
            let is_descriptor = entry.name.to_string_lossy().ends_with(".json");
            if is_descriptor && entry.kind != FileKind::Directory {
                let path = directory.join(&entry.name);
                found.insert(entry.name, path);
            }
        }
    }
    let descriptors = found.into_values().filter_map(|path| {
        let bytes = host.files().read(&path, MAXIMUM_LENGTH).ok()?;
        Firmware::parse(&bytes).ok()
    });
    Ok(descriptors.collect())
}
