//! Files and directories: the interface and its values.

use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::{FileLock, HostResult, LockState};

/// Files, directories and locks.
///
/// *Behavior*
/// - Calls that read follow symbolic links, as every program does.
/// - Calls that create, change or remove never follow a link in the last component, and before that only links that
///   nobody but root or ourselves can have placed: the link and its directory belong to root or to us, and the directory
///   is not writable for others. Any other link is the error ELOOP.
/// - What is created has its mode from the first instant, whatever the umask.
/// - Every call blocks until done; none waits for a peer (a FIFO or a terminal is never waited for).
pub trait Files: Send + Sync {
    /// The whole file; more than `limit` bytes is the error EFBIG.
    fn read(&self, path: &Path, limit: usize) -> HostResult<Vec<u8>>;

    /// The last `limit` bytes of a file, or all of a shorter one.
    fn read_tail(&self, path: &Path, limit: usize) -> HostResult<Vec<u8>>;

    /// Replaces a file at once: readers see the old or the new content, and death of this process at any moment leaves
    /// one of the two. A power failure may still lose it: for state that does not outlive the running kernel.
    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32) -> HostResult<()>;

    /// As [`Files::write_atomic`], and once it returns the content survives a power failure.
    fn write_durable(&self, path: &Path, content: &[u8], mode: u32) -> HostResult<()>;

    /// Removes the temporary files that killed processes left in this directory, if they are at least this old: younger
    /// ones may still be written to. Who is alone in the directory has no need of an age. Returns how many there were.
    fn sweep_temporaries(&self, directory: &Path, least_age: Duration) -> HostResult<usize>;

    /// Opens an existing file, following links, or with a mode that creates, one that is no link. Never becomes the
    /// controlling terminal.
    fn open(&self, path: &Path, mode: OpenMode) -> HostResult<OwnedFd>;

    /// Removes a file, socket or symbolic link.
    fn remove_file(&self, path: &Path) -> HostResult<()>;

    /// Removes a file, socket or symbolic link; `false` when there was none.
    fn remove_file_if_exists(&self, path: &Path) -> HostResult<bool>;

    /// Removes a directory with all below it, without following links or leaving the file system; `false` when there
    /// was none.
    fn remove_tree(&self, path: &Path) -> HostResult<bool>;

    /// Removes an empty directory.
    fn remove_directory(&self, path: &Path) -> HostResult<()>;

    /// Creates a directory and those above it that are missing, all with this mode. An existing one is left as it is.
    fn create_directories(&self, path: &Path, mode: u32) -> HostResult<()>;

    /// The entries of a directory in the order of their names, without `.` and `..`.
    fn list(&self, path: &Path) -> HostResult<Vec<DirectoryEntry>>;

    /// What the path leads to.
    fn status(&self, path: &Path) -> HostResult<FileStatus>;

    /// What is at the path itself, be it a symbolic link.
    fn link_status(&self, path: &Path) -> HostResult<FileStatus>;

    /// Renames a file or directory, replacing what `to` names.
    fn rename(&self, from: &Path, to: &Path) -> HostResult<()>;

    /// Makes creations, removals and renames in this directory survive a power failure.
    fn sync_directory(&self, path: &Path) -> HostResult<()>;

    /// Creates a symbolic link at `link`.
    fn create_link(&self, target: &Path, link: &Path) -> HostResult<()>;

    /// Where a symbolic link points.
    fn read_link(&self, path: &Path) -> HostResult<PathBuf>;

    /// The absolute path without links or dots; everything on it must exist.
    fn canonical_path(&self, path: &Path) -> HostResult<PathBuf>;

    /// The space of the file system that holds the path.
    fn space(&self, path: &Path) -> HostResult<Space>;

    /// Sets the permission bits of a file, directory or socket.
    fn set_mode(&self, path: &Path, mode: u32) -> HostResult<()>;

    /// Sets owner and group of a file, directory or socket; `None` keeps it.
    fn set_owner(&self, path: &Path, uid: Option<u32>, gid: Option<u32>) -> HostResult<()>;

    /// Copies a regular file to a new one, sharing blocks where the file system can and keeping holes. `to` must not
    /// exist; on failure it does not exist either. Returns the length.
    fn copy(&self, from: &Path, to: &Path, mode: u32) -> HostResult<u64>;

    /// The first component of the path that denies us, and why; `None` when nothing does.
    fn explain_access(&self, path: &Path, access: Access) -> HostResult<Option<Denial>>;

    /// Takes the lock of this file, which is created when missing and emptied; `None` while somebody else holds it.
    ///
    /// Passed to a child in its `ProcessSpec`, the lock lives exactly as long as the child does.
    fn lock_file(&self, path: &Path) -> HostResult<Option<FileLock>>;

    /// Whether somebody holds the lock of this file, and which process says so. A missing file is free.
    fn lock_state(&self, path: &Path) -> HostResult<LockState>;

    /// Whether somebody holds the lock of this file.
    fn is_locked(&self, path: &Path) -> HostResult<bool> {
        Ok(self.lock_state(path)? != LockState::Free)
    }

    /// Whether there is anything at the path, following links.
    fn exists(&self, path: &Path) -> HostResult<bool> {
        match self.status(path) {
            Ok(_) => Ok(true),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

/// How [`Files::open`] opens. The modes that create take the permission bits of the new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// An existing file, to read.
    Read,
    /// An existing file, to write.
    Write,
    /// An existing file, to read and write.
    ReadWrite,
    /// Created when missing; every write goes to the end.
    Append(u32),
    /// Created when missing, emptied otherwise; to read and write.
    Truncate(u32),
    /// Must not exist yet; to read and write.
    CreateNew(u32),
    /// Any object, as a handle to pass on: no access to its content (O_PATH).
    Handle,
}

/// What kind of file something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A block device.
    BlockDevice,
    /// A character device.
    CharacterDevice,
    /// A FIFO.
    Fifo,
    /// A UNIX socket.
    Socket,
}

/// What `stat` says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// What it is.
    pub kind: FileKind,
    /// Its length in bytes.
    pub size: u64,
    /// Its permission bits, with set-uid, set-gid and sticky.
    pub mode: u32,
    /// Its owner.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
    /// Its inode number.
    pub inode: u64,
    /// The device it is on.
    pub device: u64,
    /// For a device file, the device it stands for.
    pub represented_device: u64,
    /// Time of the last change of content: seconds and nanoseconds since 1970.
    pub modified: (i64, u32),
    /// Time of the last change of content or attributes: seconds and nanoseconds since 1970.
    pub changed: (i64, u32),
    /// Bytes that it takes on the disk.
    pub allocated: u64,
}

/// One entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// Its name.
    pub name: OsString,
    /// What it is, links not followed.
    pub kind: FileKind,
}

/// The space of a file system, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// All of it.
    pub total: u64,
    /// What is free.
    pub free: u64,
    /// What is free for us: root may have a reserve.
    pub available: u64,
}

/// What one wants to do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read it.
    Read,
    /// Read and write it; where it does not exist, create it.
    Write,
    /// Run it.
    Execute,
}

/// The component of a path that denies access.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    /// The path up to and with that component.
    pub path: PathBuf,
    /// Why it denies.
    pub reason: DenialReason,
}

/// Why a component of a path denies access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DenialReason {
    /// It does not exist.
    Missing,
    /// It is no directory, but the path goes on.
    NotADirectory,
    /// The directory may not be searched by us (no `x`).
    NoSearch,
    /// It may not be read by us.
    NoRead,
    /// It may not be written by us.
    NoWrite,
    /// It may not be run by us.
    NoExecute,
    /// It is on a file system that is mounted read-only.
    ReadOnly,
    /// Its symbolic links lead nowhere, or in a circle.
    BrokenLink,
}

impl std::fmt::Display for Denial {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = match self.reason {
            DenialReason::Missing => "does not exist",
            DenialReason::NotADirectory => "is not a directory",
            DenialReason::NoSearch => "may not be searched by this user",
            DenialReason::NoRead => "may not be read by this user",
            DenialReason::NoWrite => "may not be written by this user",
            DenialReason::NoExecute => "may not be executed by this user",
            DenialReason::ReadOnly => "is on a file system mounted read-only",
            DenialReason::BrokenLink => "is a symbolic link that leads nowhere",
        };
        write!(formatter, "'{}' {words}", self.path.display())
    }
}
