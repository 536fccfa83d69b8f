//! Open files that callers hand over or are handed.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

use crate::error::{Error, ErrorDomain, Result};

/// An open file. Clones share it; it closes with the last of them.
#[derive(Clone, Debug)]
pub struct FileDescriptor(Arc<OwnedFd>);

impl FileDescriptor {
    /// A file that swallows everything.
    pub fn null() -> Result<FileDescriptor> {
        let opened = File::options().read(true).write(true).open("/dev/null");
        let file = opened.map_err(|error| Error::system(ErrorDomain::None, "cannot open '/dev/null'", &error))?;
        Ok(FileDescriptor::from(OwnedFd::from(file)))
    }

    /// The descriptor for its new owner: this one if nobody shares it, else a duplicate.
    pub fn into_owned(self) -> io::Result<OwnedFd> {
        Arc::try_unwrap(self.0).or_else(|shared| shared.try_clone())
    }
}

impl From<OwnedFd> for FileDescriptor {
    fn from(descriptor: OwnedFd) -> FileDescriptor {
        FileDescriptor(Arc::new(descriptor))
    }
}

impl AsFd for FileDescriptor {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

impl PartialEq for FileDescriptor {
    fn eq(&self, other: &FileDescriptor) -> bool {
        self.0.as_raw_fd() == other.0.as_raw_fd()
    }
}
