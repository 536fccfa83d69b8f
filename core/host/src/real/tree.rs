//! Creating and removing whole directory trees, following no link.

use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use nix::dir::Dir;
use nix::errno::Errno;
use nix::fcntl::{AtFlags, OFlag, OpenHow, ResolveFlag, openat, openat2};
use nix::libc;
use nix::sys::stat::{Mode, fchmod, fstat, fstatat, mkdirat};
use nix::unistd::{UnlinkatFlags, unlinkat};

use super::place::{self, Place};

/// Deeper trees are left alone: each level holds a descriptor, and ours are far below it.
const MAX_DEPTH: usize = 128;

const OPEN: OFlag =
    OFlag::O_RDONLY.union(OFlag::O_DIRECTORY).union(OFlag::O_NOFOLLOW).union(OFlag::O_NONBLOCK).union(OFlag::O_CLOEXEC);

/// Creates a directory and those above it that are missing.
pub(super) fn create(path: &Path, mode: u32) -> Result<(), Errno> {
    match place::open_directory(path) {
        Ok(_) => return Ok(()),
        Err(Errno::ENOENT) => {}
        Err(errno) => return Err(errno),
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        create(parent, mode)?;
    }
    // A last component of "..": whatever it names was checked above.
    if path.file_name().is_none() {
        return place::open_directory(path).map(drop);
    }
    let place = Place::of(path)?;
    match mkdirat(&place.directory, place.name, place::mode(mode)) {
        Ok(()) => {}
        // Somebody else was faster, or it is a link that leads nowhere.
        Err(Errno::EEXIST) => return place::open_directory(path).map(drop),
        Err(errno) => return Err(errno),
    }
    // Only the umask can have taken bits away, and it concerns us alone when nobody else is to enter.
    if mode & 0o077 != 0 {
        fchmod(place.open(OPEN, 0)?, place::mode(mode))?;
    }
    Ok(())
}

/// Removes a directory with all below it.
pub(super) fn remove(path: &Path) -> Result<bool, Errno> {
    let place = match Place::of(path) {
        Err(Errno::ENOENT) => return Ok(false),
        result => result?,
    };
    let directory = match place.open(OPEN, 0) {
        Err(Errno::ENOENT) => return Ok(false),
        // What the kernel says of a link here; it would not be about a directory at all.
        Err(Errno::ELOOP) => return Err(Errno::ENOTDIR),
        result => result?,
    };
    empty(directory, MAX_DEPTH)?;
    match unlinkat(&place.directory, place.name, UnlinkatFlags::RemoveDir) {
        Err(Errno::ENOENT) => Ok(false),
        result => result.map(|()| true),
    }
}

fn empty(directory: OwnedFd, depth: usize) -> Result<(), Errno> {
    let depth = depth.checked_sub(1).ok_or(Errno::ENAMETOOLONG)?;
    let mut entries = Dir::from_fd(directory)?;
    let handle = openat(entries.as_fd(), ".", OPEN, Mode::empty())?;
    // Entries may be skipped while others are removed: read to the end before removing.
    let names: Vec<_> = entries
        .iter()
        .map(|entry| entry.map(|entry| entry.file_name().to_owned()))
        .filter(|name| !matches!(name.as_deref().map(|name| name.to_bytes()), Ok(b"." | b"..")))
        .collect::<Result<_, Errno>>()?;
    drop(entries);
    for name in names {
        let name = name.as_c_str();
        let status = match fstatat(&handle, name, AtFlags::AT_SYMLINK_NOFOLLOW) {
            Err(Errno::ENOENT) => continue,
            result => result?,
        };
        let flag = if status.st_mode & libc::S_IFMT == libc::S_IFDIR {
            empty(open_below(&handle, name)?, depth)?;
            UnlinkatFlags::RemoveDir
        } else {
            UnlinkatFlags::NoRemoveDir
        };
        match unlinkat(&handle, name, flag) {
            Ok(()) | Err(Errno::ENOENT) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

/// Opens a directory for emptying, unless something is mounted on it: that is not ours to remove.
fn open_below(parent: &OwnedFd, name: &std::ffi::CStr) -> Result<OwnedFd, Errno> {
    let resolve = ResolveFlag::RESOLVE_NO_XDEV | ResolveFlag::RESOLVE_NO_SYMLINKS | ResolveFlag::RESOLVE_BENEATH;
    match openat2(parent, name, OpenHow::new().flags(OPEN).resolve(resolve)) {
        Err(Errno::ENOSYS | Errno::EPERM) => {
            let directory = openat(parent, name, OPEN, Mode::empty())?;
            if fstat(&directory)?.st_dev == fstat(parent)?.st_dev { Ok(directory) } else { Err(Errno::EXDEV) }
        }
        result => result,
    }
}
