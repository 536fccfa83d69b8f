//! How documents are read and which view of them is written.

/// Which of a document's content is written.
///
/// The default shows neither runtime content nor secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Runtime content of a running guest: aliases, chosen ports, sources in use.
    pub live: bool,
    /// Secrets: display passwords and the like.
    pub secure: bool,
    /// Leave out what an older peer of a migration would not understand.
    pub migratable: bool,
    /// Content that only status files hold.
    pub status: bool,
}

impl Format {
    /// The view of a running guest.
    pub const LIVE: Format = Format { live: true, secure: false, migratable: false, status: false };
    /// The view that is stored as the persistent definition.
    pub const INACTIVE: Format = Format { live: false, secure: true, migratable: false, status: false };
    /// The view that is sent to the destination of a migration.
    pub const MIGRATABLE: Format = Format { live: true, secure: true, migratable: true, status: false };
    /// Everything, for the status file of a running guest.
    pub const STATUS: Format = Format { live: true, secure: true, migratable: false, status: true };
}

/// How a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseOptions {
    /// Refuse elements and attributes that the object model does not know, rather than ignore them.
    pub strict: bool,
    /// What to take from the document: content outside this view is dropped. By default everything but status content.
    pub view: Format,
    /// What a document may cost.
    pub limits: Limits,
}

impl Default for ParseOptions {
    fn default() -> Self {
        let view = Format { live: true, secure: true, migratable: false, status: false };
        ParseOptions { strict: false, view, limits: Limits::default() }
    }
}

impl ParseOptions {
    /// Reading a persistent definition: runtime content in it is ignored.
    pub fn inactive() -> ParseOptions {
        ParseOptions { view: Format::INACTIVE, ..ParseOptions::default() }
    }

    /// Reading a status file.
    pub fn status() -> ParseOptions {
        ParseOptions { view: Format::STATUS, ..ParseOptions::default() }
    }

    /// The same, refusing unknown content.
    pub fn strict(self) -> ParseOptions {
        ParseOptions { strict: true, ..self }
    }
}

/// What a document may cost at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the document.
    pub bytes: usize,
    /// Elements inside each other.
    pub depth: usize,
    /// Elements, texts and comments together.
    pub nodes: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Bytes of one text.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 16 << 20, depth: 256, nodes: 400_000, attributes: 256, text: 10 << 20 }
    }
}
