//! The root and the mounts of a container.

use super::Configuration;
use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::filesystem::{
    AccessMode, Filesystem, FilesystemBlock, FilesystemMount, FilesystemRam, FilesystemSource,
};
use ferrovirt_xml::scalar::SizeUnit;

/// What every container of ours has.
const ALWAYS_THERE: &[&str] = &["proc", "sysfs", "devpts", "mqueue", "cgroup", "securityfs"];

pub(super) fn read(file: &Configuration<'_>, root: &str, devices: &mut Devices) -> Result<()> {
    let root = root.strip_prefix("dir:").unwrap_or(root);
    devices.filesystems.push(filesystem(of_path(root), "/".to_owned(), false));
    for entry in file.all(&["lxc.mount.entry"]) {
        let words: Vec<&str> = entry.split_whitespace().collect();
        let [source, target, kind, options, ..] = &words[..] else {
            return Err(unsupported(format!("'lxc.mount.entry' is no line of a table of mounts: '{entry}'")));
        };
        if ALWAYS_THERE.contains(kind) {
            continue;
        }
        let options: Vec<&str> = options.split(',').collect();
        let source = match *kind {
            "tmpfs" => memory(&options)?,
            _ => of_path(source),
        };
        let target = target.strip_prefix(root).unwrap_or(target).trim_start_matches('/');
        devices.filesystems.push(filesystem(source, format!("/{target}"), options.contains(&"ro")));
    }
    Ok(())
}

fn filesystem(source: FilesystemSource, target: String, readonly: bool) -> Filesystem {
    let accessmode = Some(AccessMode::Passthrough);
    Filesystem { source, accessmode, target: Some(target), readonly, ..Filesystem::default() }
}

fn of_path(path: &str) -> FilesystemSource {
    let path = Some(path.to_owned());
    match path.as_deref().is_some_and(|path| path.starts_with("/dev/")) {
        true => FilesystemSource::Block(Some(FilesystemBlock { dev: path })),
        false => FilesystemSource::Mount(Some(FilesystemMount { dir: path, ..FilesystemMount::default() })),
    }
}

/// A file system in memory, with its size in KiB.
fn memory(options: &[&str]) -> Result<FilesystemSource> {
    let size = options.iter().find_map(|option| option.strip_prefix("size="));
    let usage = match size {
        None => 0,
        Some(text) => super::limits::bytes(text).ok_or_else(|| super::bad("lxc.mount.entry", text))? / 1024,
    };
    Ok(FilesystemSource::Ram(Some(FilesystemRam { usage: Some(usage), units: Some(SizeUnit::Kibibytes) })))
}
