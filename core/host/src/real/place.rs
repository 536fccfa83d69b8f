//! Finding the directory of a path without being led astray by another user's symbolic links.
//!
//! The fast way is one `openat2` that refuses all links. Only where a path has links, it is walked step by step, and a
//! link is followed when nobody but root or ourselves can have placed it.

use std::ffi::{OsStr, OsString};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Component, Path};

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, OFlag, OpenHow, ResolveFlag, openat, openat2, readlinkat};
use nix::libc;
use nix::sys::stat::{FileStat, Mode, fstat};
use nix::unistd::{fsync, geteuid};

/// As many links as the kernel follows in one path.
const MAX_LINKS: usize = 40;

const DIRECTORY: OFlag = OFlag::O_PATH.union(OFlag::O_DIRECTORY).union(OFlag::O_CLOEXEC);

/// A name in an open directory: where something is created, changed or removed.
pub(super) struct Place<'a> {
    pub directory: OwnedFd,
    pub name: &'a OsStr,
}

impl<'a> Place<'a> {
    /// The place that a path names. The directory is a handle (O_PATH).
    pub fn of(path: &'a Path) -> Result<Place<'a>, Errno> {
        let name = path.file_name().ok_or(Errno::EINVAL)?;
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        Ok(Place { directory: open_directory(parent)?, name })
    }

    /// Opens what is at this place, not following a link.
    pub fn open(&self, flags: OFlag, mode: u32) -> Result<OwnedFd, Errno> {
        openat(&self.directory, self.name, flags | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC, self::mode(mode))
    }

    /// Makes the directory's entries survive a power failure.
    pub fn sync(&self) -> Result<(), Errno> {
        sync(&self.directory)
    }
}

/// A handle of a directory, reached over safe links only.
pub(super) fn open_directory(path: &Path) -> Result<OwnedFd, Errno> {
    let how = OpenHow::new().flags(DIRECTORY).resolve(ResolveFlag::RESOLVE_NO_SYMLINKS);
    match openat2(AT_FDCWD, path, how) {
        // A link; or a sandbox that does not know the call.
        Err(Errno::ELOOP | Errno::ENOSYS | Errno::EPERM) => walk(path),
        result => result,
    }
}

/// Makes the entries of a directory survive a power failure.
pub(super) fn sync(directory: &OwnedFd) -> Result<(), Errno> {
    fsync(openat(directory, ".", OFlag::O_RDONLY | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC, Mode::empty())?)
}

/// Permission bits for a call.
pub(super) fn mode(bits: u32) -> Mode {
    Mode::from_bits_truncate(bits)
}

fn walk(path: &Path) -> Result<OwnedFd, Errno> {
    let mut current = openat(AT_FDCWD, ".", DIRECTORY, Mode::empty())?;
    let mut pending = Vec::new();
    push(&mut pending, path);
    let mut links = 0;
    while let Some(name) = pending.pop() {
        let next = if name == "/" {
            openat(AT_FDCWD, "/", DIRECTORY, Mode::empty())?
        } else {
            openat(&current, name.as_os_str(), OFlag::O_PATH | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC, Mode::empty())?
        };
        let status = fstat(&next)?;
        match status.st_mode & libc::S_IFMT {
            libc::S_IFDIR => current = next,
            libc::S_IFLNK => {
                links += 1;
                if links > MAX_LINKS || !trusted(&fstat(&current)?, &status) {
                    return Err(Errno::ELOOP);
                }
                let target = readlinkat(next.as_fd(), "")?;
                push(&mut pending, Path::new(&target));
            }
            _ => return Err(Errno::ENOTDIR),
        }
    }
    Ok(current)
}

/// Puts the components of a path on the stack, the first on top.
fn push(pending: &mut Vec<OsString>, path: &Path) {
    let components: Vec<Component<'_>> = path.components().collect();
    pending.extend(components.into_iter().rev().map(|component| component.as_os_str().to_owned()));
}

/// Whether nobody but root or ourselves can have placed this link in this directory.
fn trusted(directory: &FileStat, link: &FileStat) -> bool {
    let ours = |uid: libc::uid_t| uid == 0 || uid == geteuid().as_raw();
    let others_write = directory.st_mode & 0o022 != 0 && directory.st_mode & libc::S_ISVTX == 0;
    ours(link.st_uid) && ours(directory.st_uid) && !others_write
}
