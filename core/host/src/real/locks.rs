//! File locks of the kind that belongs to the open file (F_OFD_SETLK): a child that inherits the descriptor holds the
//! lock too, and it is gone with the last copy. Unlike flock(2), one can ask who holds it without taking it, so a look
//! never keeps anybody from the lock.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, FcntlArg, OFlag, fcntl, openat};
use nix::libc;
use nix::sys::stat::{Mode, fstat};
use nix::unistd::ftruncate;

use super::place::Place;
use super::procfs;
use crate::{FileLock, LockState};

/// Between its start and its program any child has copies of all our descriptors, and with them of a lock that we have
/// just released: only who finds it held for a while may say so. That while is longer where no process that lives says
/// that it holds the lock, for then it is most likely such a child, which waits for its turn on a busy machine.
const PATIENCE: Duration = Duration::from_millis(8);
const PATIENCE_WITHOUT_HOLDER: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(2);

pub(super) fn lock(path: &Path) -> io::Result<Option<FileLock>> {
    loop {
        let place = Place::of(path)?;
        let file = place.open(OFlag::O_RDWR | OFlag::O_CREAT | OFlag::O_NONBLOCK | OFlag::O_NOCTTY, 0o600)?;
        if !patiently(&file)? {
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
    let mut question = whole_file();
    fcntl(&file, FcntlArg::F_OFD_GETLK(&mut question))?;
    if i32::from(question.l_type) == libc::F_UNLCK {
        return Ok(LockState::Free);
    }
    Ok(LockState::Held(holder(File::from(file))))
}

/// The pid that a lock's holder has written.
fn holder(file: File) -> Option<i32> {
    let mut text = String::new();
    // Anything but a number in there was not written by a holder.
    let read = file.take(32).read_to_string(&mut text);
    read.ok().and_then(|_| text.trim().parse().ok()).filter(|pid| *pid > 0)
}

fn patiently(file: &OwnedFd) -> io::Result<bool> {
    let began = Instant::now();
    loop {
        match fcntl(file, FcntlArg::F_OFD_SETLK(&whole_file())) {
            Ok(_) => return Ok(true),
            Err(Errno::EAGAIN | Errno::EACCES) => {}
            Err(errno) => return Err(errno.into()),
        }
        let waited = began.elapsed();
        if waited >= PATIENCE && (waited >= PATIENCE_WITHOUT_HOLDER || says_who_holds_it(file)?) {
            return Ok(false);
        }
        thread::sleep(PAUSE);
    }
}

fn says_who_holds_it(file: &OwnedFd) -> io::Result<bool> {
    let mut reader = File::from(file.try_clone()?);
    reader.rewind()?;
    Ok(holder(reader).is_some_and(|pid| procfs::start_time(pid).is_ok()))
}

/// An exclusive lock from the start to wherever the end will be.
fn whole_file() -> libc::flock {
    let short = |value: i32| i16::try_from(value).unwrap_or_default();
    libc::flock { l_type: short(libc::F_WRLCK), l_whence: short(libc::SEEK_SET), l_start: 0, l_len: 0, l_pid: 0 }
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
