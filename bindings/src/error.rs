//! Errors on their way to a language: every field that a caller could want, and the kind by name.

use std::fmt;

use ferrovirt::error::Position;

/// The result of every exported call.
pub type Result<T> = std::result::Result<T, Error>;

/// All about an error. Numbers are libvirt's.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ErrorDetails {
    /// The error number, as in `virErrorNumber`.
    pub code: i32,
    /// The name of the number in C, as in `VIR_ERR_NO_DOMAIN`.
    pub code_name: String,
    /// Which part of the system raised it, as in `virErrorDomain`.
    pub domain: i32,
    /// How serious it is: 1 is a warning, 2 an error.
    pub level: i32,
    /// The whole sentence, in libvirt's wording.
    pub message: String,
    /// The kind of object it is about, as in `domain`.
    pub object_kind: Option<String>,
    /// The name of that object.
    pub object_name: Option<String>,
    /// The UUID of that object.
    pub object_uuid: Option<String>,
    /// The line of the document it is about, from 1.
    pub line: Option<u32>,
    /// The column in that line, from 1.
    pub column: Option<u32>,
    /// The cause, in the words of whoever reported it.
    pub cause: Option<String>,
    /// The step that would mend it.
    pub hint: Option<String>,
    /// `errno` of a system error, else -1.
    pub number: i32,
}

/// A call failed.
#[derive(Clone, Debug, uniffi::Error)]
pub enum Error {
    /// The call failed for the reason that the details give.
    Failed {
        /// All about it.
        details: ErrorDetails,
    },
}

impl Error {
    /// All about it.
    pub fn details(&self) -> &ErrorDetails {
        let Error::Failed { details } = self;
        details
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.details().message)
    }
}

impl std::error::Error for Error {}

impl From<ferrovirt::Error> for Error {
    fn from(error: ferrovirt::Error) -> Error {
        let object = error.object();
        let position = error.position();
        let details = ErrorDetails {
            code: error.code().number(),
            code_name: error.code().c_name().to_owned(),
            domain: error.domain().number(),
            level: error.level().number(),
            message: error.to_string(),
            object_kind: object.map(|object| object.kind.as_str().to_owned()),
            object_name: object.map(|object| object.name.clone()),
            object_uuid: object.and_then(|object| object.uuid.clone()),
            line: position.map(|Position { line, .. }| line),
            column: position.map(|Position { column, .. }| column),
            cause: error.cause().map(str::to_owned),
            hint: error.hint().map(str::to_owned),
            number: error.number(),
        };
        Error::Failed { details }
    }
}
