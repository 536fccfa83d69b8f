//! Which component of a path denies us.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::libc;
use nix::unistd::{AccessFlags, eaccess};

use crate::{Access, Denial, DenialReason};

/// As many links inside links as are looked through.
const MAX_LINKS: usize = 16;

/// What is wanted of one component.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Search,
    Last(Access),
}

pub(super) fn explain(path: &Path, access: Access) -> io::Result<Option<Denial>> {
    look(&std::path::absolute(path)?, Want::Last(access), MAX_LINKS)
}

fn look(path: &Path, last: Want, links: usize) -> io::Result<Option<Denial>> {
    let mut prefix = PathBuf::new();
    let mut components = path.components().peekable();
    while let Some(component) = components.next() {
        let parent = prefix.clone();
        prefix.push(component);
        let want = if components.peek().is_some() { Want::Search } else { last };
        if let Some(denial) = look_at(&parent, &prefix, want, links)? {
            return Ok(Some(denial));
        }
    }
    Ok(None)
}

/// Looks at one component; all before it can be searched.
fn look_at(parent: &Path, path: &Path, want: Want, links: usize) -> io::Result<Option<Denial>> {
    let denial = |reason| Ok(Some(Denial { path: path.to_owned(), reason }));
    let status = match fs::symlink_metadata(path) {
        Ok(status) => status,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match want {
                Want::Last(Access::Write) => Ok(creation_denied(parent)),
                _ => denial(DenialReason::Missing),
            };
        }
        Err(error) => return Err(error),
    };
    if status.file_type().is_symlink() {
        let Some(links) = links.checked_sub(1) else { return denial(DenialReason::BrokenLink) };
        let target = parent.join(fs::read_link(path)?);
        return match look(&target, want, links)? {
            Some(Denial { reason: DenialReason::Missing, .. }) => denial(DenialReason::BrokenLink),
            result => Ok(result),
        };
    }
    let flags = match want {
        Want::Search if !status.is_dir() => return denial(DenialReason::NotADirectory),
        Want::Search => [(AccessFlags::X_OK, DenialReason::NoSearch)].as_slice(),
        Want::Last(Access::Read) => [(AccessFlags::R_OK, DenialReason::NoRead)].as_slice(),
        Want::Last(Access::Execute) => [(AccessFlags::X_OK, DenialReason::NoExecute)].as_slice(),
        Want::Last(Access::Write) => {
            [(AccessFlags::W_OK, DenialReason::NoWrite), (AccessFlags::R_OK, DenialReason::NoRead)].as_slice()
        }
    };
    for (flag, reason) in flags {
        match eaccess(path, *flag) {
            Ok(()) => {}
            Err(Errno::EROFS) => return denial(DenialReason::ReadOnly),
            Err(Errno::EACCES | Errno::EPERM) => return denial(*reason),
            Err(errno) => return Err(io::Error::from_raw_os_error(errno as libc::c_int)),
        }
    }
    Ok(None)
}

/// Why no file can be created in this directory.
fn creation_denied(directory: &Path) -> Option<Denial> {
    let reason = match eaccess(directory, AccessFlags::W_OK) {
        Ok(()) => return None,
        Err(Errno::EROFS) => DenialReason::ReadOnly,
        Err(_) => DenialReason::NoWrite,
    };
    Some(Denial { path: directory.to_owned(), reason })
}
