//! Files in memory that have real descriptors.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};

use nix::fcntl::{OFlag, open};
use nix::sys::memfd::{MFdFlags, memfd_create};
use nix::sys::stat::Mode;
use nix::sys::uio::pwrite;

/// An unnamed file with this content, positioned at its start.
pub(super) fn file(content: &[u8]) -> io::Result<OwnedFd> {
    let file = memfd_create("scripted", MFdFlags::MFD_CLOEXEC)?;
    let (mut rest, mut position) = (content, 0);
    while !rest.is_empty() {
        let count = pwrite(&file, rest, position)?;
        rest = rest.get(count..).unwrap_or_default();
        position = position.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
    }
    Ok(file)
}

/// The same file opened anew, with a position of its own.
pub(super) fn reopen(file: &OwnedFd, flags: OFlag) -> io::Result<OwnedFd> {
    let name = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(open(name.as_str(), flags | OFlag::O_CLOEXEC, Mode::empty())?)
}

/// All of it.
pub(super) fn content(file: impl AsFd) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let file = reopen(&file.as_fd().try_clone_to_owned()?, OFlag::O_RDONLY)?;
    File::from(file).read_to_end(&mut content)?;
    Ok(content)
}

/// A descriptor that stands for nothing.
pub(super) fn null() -> io::Result<OwnedFd> {
    Ok(open("/dev/null", OFlag::O_RDWR | OFlag::O_CLOEXEC, Mode::empty())?)
}
