//! Files and directories by the kernel.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::{AT_FDCWD, AtFlags, FcntlArg, OFlag, fcntl, openat, renameat};
use nix::libc;
use nix::sys::stat::{FchmodatFlags, Mode, fchmod, fchmodat, fstat};
use nix::sys::statvfs::statvfs;
use nix::unistd::{Gid, Uid, UnlinkatFlags, fchownat, symlinkat, unlinkat};

use super::place::{self, Place};
use super::{access, copy, locks, tree, write};
use crate::error::Context;
use crate::{
    Access, Denial, DirectoryEntry, FileKind, FileLock, FileStatus, Files, HostError, HostResult, LockState, OpenMode,
    RealHost, Space,
};

/// A directory with more entries is not one of ours.
const MAX_ENTRIES: usize = 1_000_000;

/// For opening what exists: never waits for a FIFO's other end, never becomes the terminal.
const EXISTING: OFlag = OFlag::O_CLOEXEC.union(OFlag::O_NONBLOCK).union(OFlag::O_NOCTTY);

impl Files for RealHost {
    fn read(&self, path: &Path, limit: usize) -> HostResult<Vec<u8>> {
        read_limited(path, limit).at("cannot read", path)
    }

    fn read_tail(&self, path: &Path, limit: usize) -> HostResult<Vec<u8>> {
        read_tail(path, limit).at("cannot read", path)
    }

    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32) -> HostResult<()> {
        write::replace(path, content, mode, false).at("cannot write", path)
    }

    fn write_durable(&self, path: &Path, content: &[u8], mode: u32) -> HostResult<()> {
        write::replace(path, content, mode, true).at("cannot write", path)
    }

    fn sweep_temporaries(&self, directory: &Path, least_age: Duration) -> HostResult<usize> {
        write::sweep(directory, least_age).at("cannot remove temporary files in", directory)
    }

    fn open(&self, path: &Path, mode: OpenMode) -> HostResult<OwnedFd> {
        open(path, mode).at("cannot open", path)
    }

    fn remove_file(&self, path: &Path) -> HostResult<()> {
        remove(path, UnlinkatFlags::NoRemoveDir).at("cannot remove", path)
    }

    fn remove_file_if_exists(&self, path: &Path) -> HostResult<bool> {
        match remove(path, UnlinkatFlags::NoRemoveDir) {
            Err(Errno::ENOENT) => Ok(false),
            result => result.map(|()| true).at("cannot remove", path),
        }
    }

    fn remove_tree(&self, path: &Path) -> HostResult<bool> {
        tree::remove(path).at("cannot remove directory", path)
    }

    fn remove_directory(&self, path: &Path) -> HostResult<()> {
        remove(path, UnlinkatFlags::RemoveDir).at("cannot remove directory", path)
    }

    fn create_directories(&self, path: &Path, mode: u32) -> HostResult<()> {
        tree::create(path, mode).at("cannot create directory", path)
    }

    fn list(&self, path: &Path) -> HostResult<Vec<DirectoryEntry>> {
        list(path).at("cannot list directory", path)
    }

    fn status(&self, path: &Path) -> HostResult<FileStatus> {
        fs::metadata(path).map(|status| file_status(&status)).at("cannot get status of", path)
    }

    fn link_status(&self, path: &Path) -> HostResult<FileStatus> {
        fs::symlink_metadata(path).map(|status| file_status(&status)).at("cannot get status of", path)
    }

    fn rename(&self, from: &Path, to: &Path) -> HostResult<()> {
        let source = Place::of(from).at("cannot rename", from)?;
        let target = Place::of(to).at("cannot rename to", to)?;
        renameat(&source.directory, source.name, &target.directory, target.name)
            .map_err(|errno| HostError::at(&format!("cannot rename '{}' to", from.display()), to, errno))
    }

    fn sync_directory(&self, path: &Path) -> HostResult<()> {
        place::open_directory(path).and_then(|directory| place::sync(&directory)).at("cannot sync directory", path)
    }

    fn create_link(&self, target: &Path, link: &Path) -> HostResult<()> {
        Place::of(link)
            .and_then(|place| symlinkat(target, &place.directory, place.name))
            .at("cannot create symbolic link", link)
    }

    fn read_link(&self, path: &Path) -> HostResult<PathBuf> {
        fs::read_link(path).at("cannot read symbolic link", path)
    }

    fn canonical_path(&self, path: &Path) -> HostResult<PathBuf> {
        fs::canonicalize(path).at("cannot resolve", path)
    }

    fn space(&self, path: &Path) -> HostResult<Space> {
        let status = statvfs(path).at("cannot get free space of", path)?;
        let bytes = |blocks: u64| blocks.saturating_mul(status.fragment_size());
        Ok(Space {
            total: bytes(status.blocks()),
            free: bytes(status.blocks_free()),
            available: bytes(status.blocks_available()),
        })
    }

    fn set_mode(&self, path: &Path, mode: u32) -> HostResult<()> {
        set_mode(path, mode).at("cannot set permissions of", path)
    }

    fn set_owner(&self, path: &Path, uid: Option<u32>, gid: Option<u32>) -> HostResult<()> {
        let (uid, gid) = (uid.map(Uid::from_raw), gid.map(Gid::from_raw));
        Place::of(path)
            .and_then(|place| fchownat(&place.directory, place.name, uid, gid, AtFlags::AT_SYMLINK_NOFOLLOW))
            .at("cannot set owner of", path)
    }

    fn copy(&self, from: &Path, to: &Path, mode: u32) -> HostResult<u64> {
        copy::copy(from, to, mode)
            .map_err(|error| HostError::at(&format!("cannot copy '{}' to", from.display()), to, error))
    }

    fn explain_access(&self, path: &Path, access: Access) -> HostResult<Option<Denial>> {
        access::explain(path, access).at("cannot check access to", path)
    }

    fn lock_file(&self, path: &Path) -> HostResult<Option<FileLock>> {
        locks::lock(path).at("cannot lock", path)
    }

    fn lock_state(&self, path: &Path) -> HostResult<LockState> {
        locks::state(path).at("cannot check lock of", path)
    }
}

pub(super) fn read_limited(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let file = File::from(openat(AT_FDCWD, path, OFlag::O_RDONLY | EXISTING, Mode::empty())?);
    let mut content = Vec::new();
    file.take(u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut content)?;
    if content.len() > limit { Err(Errno::EFBIG.into()) } else { Ok(content) }
}

fn read_tail(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut file = File::from(openat(AT_FDCWD, path, OFlag::O_RDONLY | EXISTING, Mode::empty())?);
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let start = file.metadata()?.len().saturating_sub(limit);
    file.seek(SeekFrom::Start(start))?;
    let mut content = Vec::new();
    file.take(limit).read_to_end(&mut content)?;
    Ok(content)
}

fn open(path: &Path, mode: OpenMode) -> Result<OwnedFd, Errno> {
    let (flags, bits) = match mode {
        OpenMode::Read => return open_existing(path, OFlag::O_RDONLY),
        OpenMode::Write => return open_existing(path, OFlag::O_WRONLY),
        OpenMode::ReadWrite => return open_existing(path, OFlag::O_RDWR),
        OpenMode::Handle => return openat(AT_FDCWD, path, OFlag::O_PATH | OFlag::O_CLOEXEC, Mode::empty()),
        OpenMode::Append(bits) => (OFlag::O_WRONLY | OFlag::O_APPEND, bits),
        OpenMode::Truncate(bits) => (OFlag::O_RDWR | OFlag::O_TRUNC, bits),
        OpenMode::CreateNew(bits) => return create_new(&Place::of(path)?, OFlag::O_RDWR, bits),
    };
    let place = Place::of(path)?;
    // Twice, because another process may create or remove the file between our two questions.
    for _ in 0..2 {
        match place.open(flags | EXISTING, 0) {
            Err(Errno::ENOENT) => {}
            result => return result.and_then(blocking),
        }
        match create_new(&place, flags, bits) {
            Err(Errno::EEXIST) => {}
            result => return result,
        }
    }
    Err(Errno::EAGAIN)
}

/// Creates a file with exactly this mode; the umask takes part only in the bits that follow at once.
fn create_new(place: &Place<'_>, flags: OFlag, mode: u32) -> Result<OwnedFd, Errno> {
    let file = place.open(flags | OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_NOCTTY, mode)?;
    if mode & 0o077 != 0 {
        fchmod(&file, place::mode(mode))?;
    }
    Ok(file)
}

fn open_existing(path: &Path, flags: OFlag) -> Result<OwnedFd, Errno> {
    openat(AT_FDCWD, path, flags | EXISTING, Mode::empty()).and_then(blocking)
}

/// Only the opening must not wait; whoever gets the descriptor expects an ordinary one.
fn blocking(file: OwnedFd) -> Result<OwnedFd, Errno> {
    let flags = OFlag::from_bits_retain(fcntl(&file, FcntlArg::F_GETFL)?);
    fcntl(&file, FcntlArg::F_SETFL(flags - OFlag::O_NONBLOCK))?;
    Ok(file)
}

fn remove(path: &Path, kind: UnlinkatFlags) -> Result<(), Errno> {
    let place = Place::of(path)?;
    unlinkat(&place.directory, place.name, kind)
}

fn set_mode(path: &Path, mode: u32) -> Result<(), Errno> {
    let file = Place::of(path)?.open(OFlag::O_PATH, 0)?;
    if fstat(&file)?.st_mode & libc::S_IFMT == libc::S_IFLNK {
        return Err(Errno::ELOOP);
    }
    // fchmod refuses handles; their name in /proc leads to the very file, whatever its path is by now.
    let name = format!("/proc/self/fd/{}", file.as_raw_fd());
    fchmodat(AT_FDCWD, name.as_str(), place::mode(mode), FchmodatFlags::FollowSymlink)
}

fn list(path: &Path) -> io::Result<Vec<DirectoryEntry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entries.len() >= MAX_ENTRIES {
            return Err(Errno::E2BIG.into());
        }
        match entry.file_type() {
            Ok(kind) => entries.push(DirectoryEntry { name: entry.file_name(), kind: file_kind(kind) }),
            // Removed since the directory was read.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    entries.sort_unstable_by(|left, right| left.name.cmp(&right.name));
    Ok(entries)
}

fn file_kind(kind: fs::FileType) -> FileKind {
    if kind.is_dir() {
        FileKind::Directory
    } else if kind.is_symlink() {
        FileKind::Link
    } else if kind.is_socket() {
        FileKind::Socket
    } else if kind.is_block_device() {
        FileKind::BlockDevice
    } else if kind.is_char_device() {
        FileKind::CharacterDevice
    } else if kind.is_fifo() {
        FileKind::Fifo
    } else {
        FileKind::File
    }
}

fn file_status(status: &fs::Metadata) -> FileStatus {
    let nanoseconds = |value: i64| u32::try_from(value).unwrap_or_default();
    FileStatus {
        kind: file_kind(status.file_type()),
        size: status.size(),
        mode: status.mode() & 0o7777,
        uid: status.uid(),
        gid: status.gid(),
        inode: status.ino(),
        device: status.dev(),
        represented_device: status.rdev(),
        modified: (status.mtime(), nanoseconds(status.mtime_nsec())),
        changed: (status.ctime(), nanoseconds(status.ctime_nsec())),
        allocated: status.blocks().saturating_mul(512),
    }
}
