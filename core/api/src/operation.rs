//! The shape of an operation's entry in the table.

/// One operation of the API, as data.
#[derive(Debug)]
pub struct Operation {
    /// The kind of handle it belongs to, as in `Domain`.
    pub object: &'static str,
    /// Its name in Rust, as in `create_with_flags`.
    pub name: &'static str,
    /// Its name in C, as in `virDomainCreateWithFlags`; the name in errors and support tables.
    pub c_name: &'static str,
    /// The driver family, as in `hypervisor`.
    pub family: &'static str,
    /// The release of libvirt that brought it.
    pub since: &'static str,
    /// The permissions that it needs.
    pub access: &'static [AccessRule],
    /// The permission that an object needs to appear in the result: object and permission.
    pub filter: Option<(&'static str, &'static str)>,
    /// Its procedure number in the wire protocol.
    pub wire: Option<u32>,
    /// Whether the daemon must never queue it behind others.
    pub high_priority: bool,
    /// Whether it is another operation with fixed arguments, so that drivers do not see it.
    pub derived: bool,
    /// The C name of the operation that it is derived from.
    pub base: Option<&'static str>,
    /// Its arguments and the checks that the handles make on them.
    pub arguments: &'static [Argument],
    /// All flags that it knows.
    pub known_flags: u32,
    /// Pairs of flags that exclude each other.
    pub exclusive: &'static [FlagRule],
    /// Flags that need another one.
    pub requires: &'static [FlagRule],
}

/// An argument of an operation.
#[derive(Debug)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// What it must be.
    pub check: ArgumentCheck,
}

/// What an argument must be, before a driver sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentCheck {
    /// Anything that its type allows.
    None,
    /// Known flags only.
    Flags,
    /// A text that is not empty.
    NonEmpty,
    /// A number that is not zero.
    NonZero,
    /// A list with at least and at most so many values.
    Length(usize, usize),
}

/// A permission that an operation needs.
#[derive(Debug)]
pub struct AccessRule {
    /// The kind of object, as in `domain`.
    pub object: &'static str,
    /// The permission, as in `read-secure`.
    pub permission: &'static str,
    /// The flags on which the need depends; `true` when it is their absence that counts.
    pub condition: Option<(u32, bool)>,
}

/// A rule between two flags, each with its C name.
#[derive(Debug)]
pub struct FlagRule {
    /// One flag.
    pub first: (u32, &'static str),
    /// The other.
    pub second: (u32, &'static str),
}

impl AccessRule {
    /// Whether the permission is needed with these flags.
    pub fn applies(&self, flags: u32) -> bool {
        match self.condition {
            None => true,
            Some((mask, negated)) => (flags & mask != 0) != negated,
        }
    }

    /// Whether the permission lets its holder only look.
    pub fn is_read(&self) -> bool {
        matches!(self.permission, "getattr" | "read") || self.permission.starts_with("search-")
    }
}

impl Operation {
    /// Whether a read-only connection may call it with these flags.
    pub fn is_allowed_read_only(&self, flags: u32) -> bool {
        self.access.iter().all(|rule| rule.is_read() || !rule.applies(flags))
    }
}
