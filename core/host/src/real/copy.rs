//! Copying a file: shared blocks where possible, holes kept.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, OFlag, copy_file_range, openat};
use nix::libc;
use nix::sys::stat::{Mode, fchmod, fstat};
use nix::sys::uio::{pread, pwrite};
use nix::unistd::{UnlinkatFlags, Whence, ftruncate, lseek, unlinkat};

use super::place::{self, Place};
use crate::sys;

/// As much as one call copies.
const CHUNK: i64 = 64 << 20;

pub(super) fn copy(from: &Path, to: &Path, mode: u32) -> io::Result<u64> {
    let flags = OFlag::O_RDONLY | OFlag::O_CLOEXEC | OFlag::O_NONBLOCK | OFlag::O_NOCTTY;
    let source = File::from(openat(AT_FDCWD, from, flags, Mode::empty())?);
    let status = fstat(&source)?;
    match status.st_mode & libc::S_IFMT {
        libc::S_IFREG => {}
        libc::S_IFDIR => return Err(Errno::EISDIR.into()),
        _ => return Err(Errno::EINVAL.into()),
    }
    let place = Place::of(to)?;
    let target = File::from(place.open(OFlag::O_WRONLY | OFlag::O_CREAT | OFlag::O_EXCL, mode & 0o700)?);
    let result = fill(&source, &target, status.st_size).and_then(|()| fchmod(&target, place::mode(mode)));
    if let Err(errno) = result {
        // The copy's own error is what the caller needs to know.
        let _ = unlinkat(&place.directory, place.name, UnlinkatFlags::NoRemoveDir);
        return Err(errno.into());
    }
    Ok(u64::try_from(status.st_size).unwrap_or_default())
}

fn fill(source: &File, target: &File, size: i64) -> Result<(), Errno> {
    if sys::clone_file(source.as_fd(), target.as_fd()).is_ok() {
        return Ok(());
    }
    ftruncate(target, size)?;
    let mut position = 0;
    while position < size {
        let start = match lseek(source, position, Whence::SeekData) {
            // Nothing but a hole up to the end.
            Err(Errno::ENXIO) => break,
            Err(Errno::EINVAL) => position,
            result => result?,
        };
        let end = match lseek(source, start, Whence::SeekHole) {
            Err(Errno::EINVAL) => size,
            result => result?.min(size),
        };
        copy_range(source, target, start, end)?;
        position = end.max(start.saturating_add(1));
    }
    Ok(())
}

fn copy_range(source: &File, target: &File, start: i64, end: i64) -> Result<(), Errno> {
    let (mut read, mut written) = (start, start);
    while read < end {
        let length = usize::try_from((end - read).min(CHUNK)).unwrap_or_default();
        match copy_file_range(source, Some(&mut read), target, Some(&mut written), length) {
            // The file became shorter meanwhile.
            Ok(0) => return Ok(()),
            Ok(_) | Err(Errno::EINTR) => {}
            Err(Errno::EXDEV | Errno::EINVAL | Errno::ENOSYS | Errno::EOPNOTSUPP | Errno::EPERM) => {
                return copy_bytes(source, target, read, end);
            }
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

/// For file systems that can't copy by themselves.
fn copy_bytes(source: &File, target: &File, start: i64, end: i64) -> Result<(), Errno> {
    let mut buffer = vec![0; 256 << 10];
    let mut position = start;
    while position < end {
        let wanted = usize::try_from(end - position).unwrap_or(usize::MAX).min(buffer.len());
        let count = match pread(source, buffer.get_mut(..wanted).unwrap_or_default(), position) {
            Ok(0) => return Ok(()),
            Err(Errno::EINTR) => continue,
            result => result?,
        };
        let mut rest = buffer.get(..count).unwrap_or_default();
        while !rest.is_empty() {
            match pwrite(target, rest, position) {
                Ok(count) => {
                    position = position.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
                    rest = rest.get(count..).unwrap_or_default();
                }
                Err(Errno::EINTR) => {}
                Err(errno) => return Err(errno),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn bytes_are_copied_where_the_file_system_cannot() {
        let (mut source, target) = (tempfile::tempfile().expect("file"), tempfile::tempfile().expect("file"));
        let content: Vec<u8> = (0..600_000u32).map(|number| number as u8).collect();
        source.write_all(&content).expect("write");
        copy_bytes(&source, &target, 100, 599_900).expect("copy");
        let mut copied = vec![0; 599_900];
        std::os::unix::fs::FileExt::read_exact_at(&target, &mut copied, 0).expect("read");
        assert!(copied[..100].iter().all(|byte| *byte == 0));
        assert_eq!(copied[100..], content[100..599_900]);
    }
}
