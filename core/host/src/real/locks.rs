//! File locks by flock(2).

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, OFlag, openat};
use nix::sys::stat::{Mode, fstat};
use nix::unistd::ftruncate;

use super::place::Place;
use crate::sys::{self, Flock};
use crate::{FileLock, LockState};

/// A look at a lock holds it for a moment, and so does a child of ours between its start and its program: only who
/// finds it held several times may say so.
const ATTEMPTS: usize = 4;
const PAUSE: Duration = Duration::from_millis(2);

pub(super) fn lock(path: &Path) -> io::Result<Option<FileLock>> {
    loop {
        let place = Place::of(path)?;
        let file = place.open(OFlag::O_RDWR | OFlag::O_CREAT | OFlag::O_NONBLOCK | OFlag::O_NOCTTY, 0o600)?;
        if !patiently(&file, Flock::Exclusive)? {
            return Ok(None);
        }
        if is_at(&file, path)? {
            // An earlier holder's pid says nothing any more.
            ftruncate(&file, 0)?;
            return Ok(Some(FileLock::new(path, file)));
        }
        // Its last holder removed the file between our open and our lock.
    }
}

pub(super) fn state(path: &Path) -> io::Result<LockState> {
    let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_NOCTTY | OFlag::O_CLOEXEC;
    let file = match openat(AT_FDCWD, path, flags, Mode::empty()) {
        Ok(file) => file,
        Err(Errno::ENOENT | Errno::ENOTDIR) => return Ok(LockState::Free),
        Err(errno) => return Err(errno.into()),
    };
    if patiently(&file, Flock::Shared)? {
        return Ok(LockState::Free);
    }
    let mut text = String::new();
    // Anything but a number in there was not written by a holder.
    let read = File::from(file).take(32).read_to_string(&mut text);
    let pid = read.ok().and_then(|_| text.trim().parse().ok()).filter(|pid| *pid > 0);
    Ok(LockState::Held(pid))
}

fn patiently(file: &OwnedFd, kind: Flock) -> io::Result<bool> {
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            thread::sleep(PAUSE);
        }
        if sys::try_flock(file.as_fd(), kind)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the path still names this file.
fn is_at(file: &OwnedFd, path: &Path) -> io::Result<bool> {
    let ours = fstat(file)?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok(there.ino() == ours.st_ino && there.dev() == ours.st_dev),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
