//! Reading the beginning of an image: the seam to the host.

use std::io::Read;
use std::path::Path;

use ferrovirt_error::{Error, ErrorDomain, ObjectKind, Result};
use ferrovirt_host::{Host, OpenMode};

use super::MAXIMUM_HEADER_LENGTH;

/// Where headers come from.
pub trait ImageSource {
    /// The first bytes of the image, at most [`MAXIMUM_HEADER_LENGTH`].
    fn beginning(&self, path: &str) -> Result<Vec<u8>>;

    /// The path without links or dots, by which a loop is recognized.
    fn canonical_path(&self, path: &str) -> Result<String>;

    /// Checks that the image exists, without reading it.
    fn check_exists(&self, path: &str) -> Result<()>;
}

/// The images of a host.
pub struct HostImages<'a>(pub &'a dyn Host);

impl ImageSource for HostImages<'_> {
    fn beginning(&self, path: &str) -> Result<Vec<u8>> {
        let descriptor =
            self.0.files().open(Path::new(path), OpenMode::Read).map_err(|error| cannot_access(path, &error.into()))?;
        let mut bytes = Vec::new();
        let limit = MAXIMUM_HEADER_LENGTH as u64;
        std::fs::File::from(descriptor)
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|error| cannot_access(path, &error))?;
        Ok(bytes)
    }

    fn canonical_path(&self, path: &str) -> Result<String> {
        let path_on_disk =
            self.0.files().canonical_path(Path::new(path)).map_err(|error| cannot_access(path, &error.into()))?;
        Ok(path_on_disk.to_string_lossy().into_owned())
    }

    fn check_exists(&self, path: &str) -> Result<()> {
        self.0.files().status(Path::new(path)).map_err(|error| cannot_access(path, &error.into()))?;
        Ok(())
    }
}

/// The error for an image that can't be reached.
pub(super) fn cannot_access(path: &str, error: &std::io::Error) -> Error {
    Error::system(ErrorDomain::Storage, format_args!("Cannot access storage file '{path}'"), error).with_object(
        ObjectKind::Path,
        path,
        None,
    )
}
