//! Permissions of files, in octal digits.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema};
use std::borrow::Cow;

/// The permissions of a file, as `chmod` takes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileMode(pub u16);

impl FileMode {
    /// The greatest mode: all permissions and the three special bits.
    const MAX: u16 = 0o7777;
}

impl Scalar for FileMode {
    const SCHEMA: ScalarSchema = ScalarSchema { name: "FileMode", kind: ScalarKind::Formatted, doc: "an octal number" };

    fn parse(text: &str) -> Result<Self, InvalidScalar> {
        let invalid = InvalidScalar("Expected permissions in octal digits such as '0644'");
        let digits = text.trim();
        let is_octal = digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
        let mode = u16::from_str_radix(digits, 8).ok().filter(|mode| is_octal && *mode <= FileMode::MAX);
        mode.map(FileMode).ok_or(invalid)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Owned(format!("0{:o}", self.0))
    }
}

crate::scalar_field!(FileMode);
crate::scalar_as_text!(FileMode);
