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
    /// Whether a read-only connection is refused it whatever the permissions say.
    pub refused_read_only: bool,
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
    /// A number above zero.
    Positive,
    /// A number that is not below zero.
    NonNegative,
    /// A number up to this one; larger ones are an overflow.
    AtMost(u64),
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
    /// On what the need depends.
    pub condition: Option<Condition>,
}

/// On what the need of a permission depends.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// One of these flags is there.
    Flags(u32),
    /// None of these flags is there.
    NoFlags(u32),
    /// Another argument, which counts instead of the flags then, has this value.
    Argument(u32),
}

/// A function of the C interface that is no operation of a driver.
#[derive(Debug)]
pub struct HandWritten {
    /// Its name in C.
    pub c_name: &'static str,
    /// What stands for it.
    pub place: &'static str,
    /// The permissions that it needs.
    pub access: &'static [AccessRule],
    /// The permission that an object needs for its events to be told.
    pub filter: Option<(&'static str, &'static str)>,
    /// Its procedure number in the wire protocol.
    pub wire: Option<u32>,
    /// Whether the daemon must never queue it behind others.
    pub high_priority: bool,
}

/// A rule between two flags, each with its C name.
#[derive(Debug)]
pub struct FlagRule {
    /// One flag.
    pub first: (u32, &'static str),
    /// The other.
    pub second: (u32, &'static str),
}

impl HandWritten {
    /// Whether this is the function of this name, and a read-only connection may do what stands for it.
    pub fn is_allowed_read_only(&self, c_name: &str) -> bool {
        self.c_name == c_name && self.access.iter().all(AccessRule::is_read)
    }
}

impl AccessRule {
    /// Whether the permission is needed with these flags, or with this value of the argument that counts.
    pub fn applies(&self, flags: u32) -> bool {
        match self.condition {
            None => true,
            Some(Condition::Flags(mask)) => flags & mask != 0,
            Some(Condition::NoFlags(mask)) => flags & mask == 0,
            Some(Condition::Argument(value)) => flags == value,
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
        !self.refused_read_only && self.access.iter().all(|rule| rule.is_read() || !rule.applies(flags))
    }
}
