//! The one error type of Ferrovirt.
//!
//! Everything that can go wrong is an [`Error`]: libvirt's code and domain (programs compare these numbers), a full
//! sentence in libvirt's wording, the object it concerns, the cause in the words of whoever reported it, and the next
//! step. Each surface (C, Python, the wire) turns it into its own form in one place of its own.
//!
//! This crate must not know any driver, document or protocol.

mod codes;
mod labels;

pub use codes::{ErrorCode, ErrorDomain, ErrorLevel};

use std::fmt;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of object an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// A connection.
    Connection,
    /// A domain: a guest.
    Domain,
    /// A snapshot of a domain.
    DomainSnapshot,
    /// A checkpoint of a domain.
    DomainCheckpoint,
    /// A virtual network.
    Network,
    /// A port of a network.
    NetworkPort,
    /// A network interface of the host.
    Interface,
    /// A storage pool.
    StoragePool,
    /// A volume of a storage pool.
    StorageVolume,
    /// A device of the host.
    NodeDevice,
    /// A secret.
    Secret,
    /// A network filter.
    NwFilter,
    /// A network filter at a port.
    NwFilterBinding,
    /// A stream.
    Stream,
    /// A file or directory of the host.
    Path,
}

impl ObjectKind {
    /// The word for this kind in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            ObjectKind::Connection => "connection",
            ObjectKind::Domain => "domain",
            ObjectKind::DomainSnapshot => "domain snapshot",
            ObjectKind::DomainCheckpoint => "domain checkpoint",
            ObjectKind::Network => "network",
            ObjectKind::NetworkPort => "network port",
            ObjectKind::Interface => "interface",
            ObjectKind::StoragePool => "storage pool",
            ObjectKind::StorageVolume => "storage volume",
            ObjectKind::NodeDevice => "node device",
            ObjectKind::Secret => "secret",
            ObjectKind::NwFilter => "network filter",
            ObjectKind::NwFilterBinding => "network filter binding",
            ObjectKind::Stream => "stream",
            ObjectKind::Path => "path",
        }
    }
}

/// The object an error is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorObject {
    /// What kind of object it is.
    pub kind: ObjectKind,
    /// Its name; for a path, the path.
    pub name: String,
    /// Its UUID in text form, when it has one and it is known.
    pub uuid: Option<String>,
}

/// A place in a document. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// An error: what, where, why and what to do next.
///
/// `Display` prints the whole sentence, as libvirt words it; the cause is part of it only where the cause has nothing
/// of its own to add. [`Error::report`] prints the chain and the hint as well.
#[derive(Clone)]
pub struct Error(Box<Details>);

#[derive(Clone)]
struct Details {
    code: ErrorCode,
    domain: ErrorDomain,
    level: ErrorLevel,
    detail: Option<String>,
    object: Option<ErrorObject>,
    position: Option<Position>,
    document_path: Option<String>,
    cause: Option<String>,
    hint: Option<String>,
    /// Extra numbers, as in `virError.int1`: for system errors, `errno`.
    number: i32,
}

impl Error {
    /// An error with libvirt's code and domain, and a detail that follows the code's standard words.
    pub fn new(code: ErrorCode, domain: ErrorDomain, detail: impl Into<String>) -> Error {
        let detail = detail.into();
        Error(Box::new(Details {
            code,
            domain,
            level: ErrorLevel::Error,
            detail: (!detail.is_empty()).then_some(detail),
            object: None,
            position: None,
            document_path: None,
            cause: None,
            hint: None,
            number: -1,
        }))
    }

    /// A failed call to the operating system: `action` says what was tried, with the value in quotes.
    pub fn system(domain: ErrorDomain, action: impl fmt::Display, error: &std::io::Error) -> Error {
        let mut result = Error::new(ErrorCode::SystemError, domain, format!("{action}: {}", io_words(error)));
        result.0.number = error.raw_os_error().unwrap_or(-1);
        result
    }

    /// An operation that this driver does not have; `operation` is the C name.
    pub fn unsupported(domain: ErrorDomain, operation: &str) -> Error {
        Error::new(ErrorCode::NoSupport, domain, operation)
    }

    /// An argument that is not acceptable.
    pub fn invalid_argument(domain: ErrorDomain, detail: impl Into<String>) -> Error {
        Error::new(ErrorCode::InvalidArg, domain, detail)
    }

    /// A fault of ours or of a peer that breaks its own contract.
    pub fn internal(domain: ErrorDomain, detail: impl Into<String>) -> Error {
        Error::new(ErrorCode::InternalError, domain, detail)
    }

    /// The same error, about this object.
    pub fn with_object(mut self, kind: ObjectKind, name: impl Into<String>, uuid: Option<String>) -> Error {
        self.0.object = Some(ErrorObject { kind, name: name.into(), uuid });
        self
    }

    /// The same error at this place of a document; `path` names the element, as in `/domain/devices/disk[2]`.
    pub fn with_position(mut self, position: Position, path: impl Into<String>) -> Error {
        self.0.position = Some(position);
        self.0.document_path = Some(path.into());
        self
    }

    /// The same error with the cause in the words of whoever reported it (QEMU's log, a QMP error, an errno).
    pub fn with_cause(mut self, cause: impl Into<String>) -> Error {
        self.0.cause = Some(cause.into());
        self
    }

    /// The same error with the step that would mend it.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Error {
        self.0.hint = Some(hint.into());
        self
    }

    /// The same error, raised by another part.
    pub fn with_domain(mut self, domain: ErrorDomain) -> Error {
        self.0.domain = domain;
        self
    }

    /// libvirt's error number.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The part that raised it.
    pub fn domain(&self) -> ErrorDomain {
        self.0.domain
    }

    /// How serious it is.
    pub fn level(&self) -> ErrorLevel {
        self.0.level
    }

    /// The detail without the code's standard words.
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The object it is about.
    pub fn object(&self) -> Option<&ErrorObject> {
        self.0.object.as_ref()
    }

    /// The place in the document it is about.
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }

    /// The path of the element it is about.
    pub fn document_path(&self) -> Option<&str> {
        self.0.document_path.as_deref()
    }

    /// The cause in its reporter's words.
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// The step that would mend it.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// `errno` of a system error, else -1.
    pub fn number(&self) -> i32 {
        self.0.number
    }

    /// The whole sentence in libvirt's wording.
    pub fn message(&self) -> String {
        self.to_string()
    }

    /// Message, cause and hint, a line each.
    pub fn report(&self) -> String {
        let mut text = self.to_string();
        if let Some(cause) = self.cause() {
            text.push_str("\ncause: ");
            text.push_str(cause);
        }
        if let Some(hint) = self.hint() {
            text.push_str("\nhint: ");
            text.push_str(hint);
        }
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.detail {
            None => formatter.write_str(self.0.code.summary())?,
            Some(detail) => match self.0.code.pattern().split_once("{}") {
                Some((before, after)) => write!(formatter, "{before}{detail}{after}")?,
                None => formatter.write_str(self.0.code.pattern())?,
            },
        }
        if let Some(position) = self.0.position {
            write!(formatter, " (at {position}")?;
            if let Some(path) = &self.0.document_path {
                write!(formatter, ", {path}")?;
            }
            formatter.write_str(")")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Error");
        debug.field("code", &self.0.code).field("domain", &self.0.domain).field("message", &self.to_string());
        if let Some(object) = &self.0.object {
            debug.field("object", object);
        }
        if let Some(cause) = &self.0.cause {
            debug.field("cause", cause);
        }
        if let Some(hint) = &self.0.hint {
            debug.field("hint", hint);
        }
        debug.finish()
    }
}

impl std::error::Error for Error {}

/// The operating system's words for an error, without Rust's "(os error N)".
fn io_words(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_libvirts() {
        let error = Error::new(ErrorCode::NoDomain, ErrorDomain::Test, "no domain with matching name 'web'");
        assert_eq!(error.to_string(), "Domain not found: no domain with matching name 'web'");
        assert_eq!(Error::new(ErrorCode::DomExist, ErrorDomain::Test, "").to_string(), "this domain exists already");
    }

    #[test]
    fn a_position_follows_the_sentence() {
        let error = Error::new(ErrorCode::XmlError, ErrorDomain::Domain, "missing <name>")
            .with_position(Position { line: 3, column: 5 }, "/domain");
        assert_eq!(error.to_string(), "XML error: missing <name> (at line 3, column 5, /domain)");
    }

    #[test]
    fn a_system_error_keeps_errno_and_drops_rusts_suffix() {
        let error = Error::system(ErrorDomain::None, "cannot open '/x'", &std::io::Error::from_raw_os_error(2));
        assert_eq!(error.to_string(), "cannot open '/x': No such file or directory");
        assert_eq!(error.number(), 2);
    }

    #[test]
    fn numbers_and_values_agree() {
        for code in ErrorCode::ALL {
            assert_eq!(ErrorCode::from_number(code.number()), Some(*code));
        }
        assert_eq!(ErrorCode::from_number(9999), None);
    }
}
