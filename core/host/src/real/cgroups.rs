//! Control groups of this machine.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::unistd::{AccessFlags, eaccess};

use super::files::read_limited;
use crate::error::Context;
use crate::{Cgroups, HostResult, RealHost};

const LIMIT: usize = 1 << 20;

impl Cgroups for RealHost {
    fn own(&self) -> HostResult<Option<PathBuf>> {
        let (groups, mounts) = (Path::new("/proc/self/cgroup"), Path::new("/proc/self/mountinfo"));
        let groups = read_limited(groups, LIMIT).at("cannot read", groups)?;
        let mounts = read_limited(mounts, LIMIT).at("cannot read", mounts)?;
        Ok(own_group(&String::from_utf8_lossy(&groups), &String::from_utf8_lossy(&mounts)))
    }

    fn is_delegated(&self, group: &Path) -> HostResult<bool> {
        let writable = |path: &Path| match eaccess(path, AccessFlags::W_OK) {
            Ok(()) => Ok(true),
            Err(Errno::EACCES | Errno::EROFS | Errno::EPERM) => Ok(false),
            Err(errno) => Err(errno),
        };
        let all = [group.to_owned(), group.join("cgroup.procs"), group.join("cgroup.subtree_control")];
        for path in all {
            if !writable(&path).at("cannot check access to", &path)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn create(&self, group: &Path) -> HostResult<()> {
        match fs::create_dir(group) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            result => result.at("cannot create control group", group),
        }
    }

    fn add_process(&self, group: &Path, pid: i32) -> HostResult<()> {
        self.write(group, "cgroup.procs", &pid.to_string())
    }

    fn read(&self, group: &Path, file: &str) -> HostResult<String> {
        let path = file_of(group, file)?;
        let content = read_limited(&path, LIMIT).at("cannot read", &path)?;
        Ok(String::from_utf8_lossy(&content).into_owned())
    }

    fn write(&self, group: &Path, file: &str, value: &str) -> HostResult<()> {
        let path = file_of(group, file)?;
        let open = fs::OpenOptions::new().write(true).open(&path);
        open.and_then(|mut file| io::Write::write_all(&mut file, value.as_bytes()))
            .at(&format!("cannot write '{value}' to"), &path)
    }

    fn remove(&self, group: &Path) -> HostResult<bool> {
        match fs::remove_dir(group) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            result => result.map(|()| true).at("cannot remove control group", group),
        }
    }
}

fn file_of(group: &Path, file: &str) -> HostResult<PathBuf> {
    if file.contains('/') {
        return Err(Errno::EINVAL).at("cannot use as a file of a control group", Path::new(file));
    }
    Ok(group.join(file))
}

/// The directory of the group that /proc/self/cgroup names, under the mount of the unified hierarchy.
fn own_group(groups: &str, mounts: &str) -> Option<PathBuf> {
    let group = groups.lines().find_map(|line| line.strip_prefix("0::"))?;
    let (root, mount) = mounts.lines().find_map(unified_mount)?;
    // In a container the mount may show only a part of the hierarchy.
    let below = Path::new(group).strip_prefix(&root).unwrap_or(Path::new(group).strip_prefix("/").ok()?);
    Some(mount.join(below))
}

/// The root and mount point of a line of mountinfo about the unified hierarchy.
fn unified_mount(line: &str) -> Option<(PathBuf, PathBuf)> {
    let (mount, system) = line.split_once(" - ")?;
    if system.split(' ').next() != Some("cgroup2") {
        return None;
    }
    let mut fields = mount.split(' ').skip(3);
    Some((unescape(fields.next()?), unescape(fields.next()?)))
}

/// The kernel writes blanks and backslashes in paths as three octal digits.
fn unescape(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..3).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            Some(byte) if *first == b'\\' => {
                bytes.push(byte);
                rest = tail.get(3..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_group() {
        let check = |groups: &str, mounts: &str, expected: Option<&str>| {
            assert_eq!(own_group(groups, mounts).as_deref(), expected.map(Path::new));
        };
        let mounts = "30 1 0:26 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw\n";
        check("0::/user.slice/a\n", mounts, Some("/sys/fs/cgroup/user.slice/a"));
        check("1:cpu:/x\n0::/\n", mounts, Some("/sys/fs/cgroup"));
        check("1:cpu:/x\n", mounts, None);
        check("0::/a\n", "30 1 0:26 / /sys/fs/cgroup rw - tmpfs tmpfs rw\n", None);
        check("0::/a/b\n", "30 1 0:26 /a /sys/fs/c\\040g rw - cgroup2 cgroup2 rw\n", Some("/sys/fs/c g/b"));
    }
}
