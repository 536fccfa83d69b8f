//! The error of a call to the host: what was tried, on which path, and the kernel's answer.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use ferrovirt_error::{Error, ErrorDomain, ObjectKind};

/// The result of a call to the host.
pub type HostResult<T> = Result<T, HostError>;

/// A failed call to the host.
///
/// Callers match on [`HostError::kind`] or [`HostError::errno`], or turn it into the [`Error`] of their own domain.
#[derive(Debug)]
pub struct HostError {
    action: String,
    path: Option<PathBuf>,
    source: io::Error,
    hint: Option<String>,
}

impl HostError {
    /// `action` says what was tried, with the value in quotes: "cannot start '/usr/bin/qemu'".
    pub fn new(action: impl Into<String>, source: impl Into<io::Error>) -> HostError {
        HostError { action: action.into(), path: None, source: source.into(), hint: None }
    }

    /// A failure that concerns a path: `verb` is followed by the path in quotes.
    pub fn at(verb: &str, path: &Path, source: impl Into<io::Error>) -> HostError {
        let source = source.into();
        let hint = (source.raw_os_error() == Some(nix::libc::ELOOP)).then(|| {
            "a symbolic link is not followed where another user could have placed it; use the path it leads to"
                .to_owned()
        });
        HostError { action: format!("{verb} '{}'", path.display()), path: Some(path.to_owned()), source, hint }
    }

    /// The same error with the step that would mend it.
    pub fn with_hint(mut self, hint: impl Into<String>) -> HostError {
        self.hint = Some(hint.into());
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }

    /// The kernel's error number, when the kernel reported it.
    pub fn errno(&self) -> Option<i32> {
        self.source.raw_os_error()
    }

    /// Whether a file, directory or process was not there.
    pub fn is_not_found(&self) -> bool {
        self.kind() == io::ErrorKind::NotFound
    }

    /// The path it concerns.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What was tried.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The step that would mend it.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The same failure as an error of this domain.
    pub fn into_error(self, domain: ErrorDomain) -> Error {
        let mut error = Error::system(domain, &self.action, &self.source);
        if let Some(path) = &self.path {
            error = error.with_object(ObjectKind::Path, path.to_string_lossy(), None);
        }
        match self.hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.action, self.source)
    }
}

impl std::error::Error for HostError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl From<HostError> for io::Error {
    fn from(error: HostError) -> io::Error {
        io::Error::new(error.kind(), error)
    }
}

/// Adds what was tried to a bare error of the kernel.
pub(crate) trait Context<T> {
    /// `verb` is followed by the path in quotes.
    fn at(self, verb: &str, path: &Path) -> HostResult<T>;

    /// `action` is the whole phrase.
    fn doing(self, action: &str) -> HostResult<T>;
}

impl<T, E: Into<io::Error>> Context<T> for Result<T, E> {
    fn at(self, verb: &str, path: &Path) -> HostResult<T> {
        self.map_err(|error| HostError::at(verb, path, error))
    }

    fn doing(self, action: &str) -> HostResult<T> {
        self.map_err(|error| HostError::new(action, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_and_errno_survive() {
        let error = HostError::at("cannot write", Path::new("/a/b"), nix::errno::Errno::ENOSPC);
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert_eq!(error.errno(), Some(nix::libc::ENOSPC));
        let error = error.into_error(ErrorDomain::Qemu);
        assert_eq!(error.detail(), Some("cannot write '/a/b': No space left on device"));
        assert_eq!(error.object().map(|object| object.name.as_str()), Some("/a/b"));
        assert_eq!(error.number(), nix::libc::ENOSPC);
    }
}
