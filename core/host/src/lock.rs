//! File locks that a child inherits: while the lock is held, the child lives.

use std::any::Any;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

/// A lock that is held until this value, and every process that inherited it, is gone.
///
/// Dropping it only closes our descriptor: a child that inherited it goes on holding the lock.
pub struct FileLock {
    path: PathBuf,
    descriptor: OwnedFd,
    /// What a host without kernel locks needs to notice the release.
    #[expect(dead_code, reason = "only its drop matters")]
    token: Option<Box<dyn Any + Send + Sync>>,
}

impl FileLock {
    pub(crate) fn new(path: &Path, descriptor: OwnedFd) -> FileLock {
        FileLock { path: path.to_owned(), descriptor, token: None }
    }

    /// A lock whose end is noticed by the token's.
    pub(crate) fn with_token(path: &Path, descriptor: OwnedFd, token: Box<dyn Any + Send + Sync>) -> FileLock {
        FileLock { path: path.to_owned(), descriptor, token: Some(token) }
    }

    /// The lock file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl AsFd for FileLock {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }
}

impl std::fmt::Debug for FileLock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("FileLock").field(&self.path).finish()
    }
}

/// Who holds a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// Nobody.
    Free,
    /// Somebody; with the process id that the holder wrote into the file, once it has.
    Held(Option<i32>),
}
