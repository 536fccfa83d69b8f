//! Replacing a file at once, and clearing up after those that died while they did.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use nix::dir::Dir;
use nix::errno::Errno;
use nix::fcntl::{AtFlags, OFlag, openat, renameat};
use nix::libc;
use nix::sys::stat::{Mode, fchmod, fstatat};
use nix::unistd::{UnlinkatFlags, unlinkat};

use super::place::{self, Place};
use crate::sys;

const PREFIX: &str = ".ferrovirt-";
const SUFFIX: &str = ".tmp";

pub(super) fn replace(path: &Path, content: &[u8], mode: u32, durable: bool) -> io::Result<()> {
    let place = Place::of(path)?;
    let name = temporary_name()?;
    let flags = OFlag::O_WRONLY | OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
    let mut file = File::from(openat(&place.directory, name.as_str(), flags, place::mode(mode & 0o700))?);
    let result = (|| {
        file.write_all(content)?;
        fchmod(&file, place::mode(mode))?;
        if durable {
            file.sync_all()?;
        }
        renameat(&place.directory, name.as_str(), &place.directory, place.name)?;
        if durable {
            place.sync()?;
        }
        Ok(())
    })();
    if result.is_err() {
        // Already renamed when only the last step failed: then there is nothing to remove.
        let _ = unlinkat(&place.directory, name.as_str(), UnlinkatFlags::NoRemoveDir);
    }
    result
}

pub(super) fn sweep(directory: &Path, least_age: Duration) -> io::Result<usize> {
    let directory = place::open_directory(directory)?;
    let flags = OFlag::O_RDONLY | OFlag::O_DIRECTORY | OFlag::O_CLOEXEC;
    let mut entries = Dir::openat(directory.as_fd(), ".", flags, Mode::empty())?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut removed = 0;
    for entry in entries.iter() {
        let entry = entry?;
        let name = entry.file_name();
        let ours = name.to_str().is_ok_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if !ours {
            continue;
        }
        let status = match fstatat(&directory, name, AtFlags::AT_SYMLINK_NOFOLLOW) {
            Ok(status) => status,
            Err(Errno::ENOENT) => continue,
            Err(errno) => return Err(errno.into()),
        };
        let modified = Duration::from_secs(u64::try_from(status.st_mtime).unwrap_or_default());
        if status.st_mode & libc::S_IFMT == libc::S_IFREG && now.saturating_sub(modified) >= least_age {
            match unlinkat(&directory, name, UnlinkatFlags::NoRemoveDir) {
                Ok(()) => removed += 1,
                Err(Errno::ENOENT) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
    }
    Ok(removed)
}

fn temporary_name() -> io::Result<String> {
    let mut random = [0; 8];
    sys::fill_random(&mut random)?;
    Ok(format!("{PREFIX}{:016x}{SUFFIX}", u64::from_ne_bytes(random)))
}
