//! Amounts of memory and storage with their unit.

use super::{InvalidScalar, Scalar};
use crate::schema::{ScalarKind, ScalarSchema, WordSchema};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use std::borrow::Cow;

/// A unit of memory or storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SizeUnit {
    /// One byte.
    Bytes,
    /// One byte, by the letter that cluster sizes have.
    B,
    /// 1000 bytes.
    Kilobytes,
    /// 1024 bytes.
    Kibibytes,
    /// 1000^2 bytes.
    Megabytes,
    /// 1024^2 bytes.
    Mebibytes,
    /// 1000^3 bytes.
    Gigabytes,
    /// 1024^3 bytes.
    Gibibytes,
    /// 1000^4 bytes.
    Terabytes,
    /// 1024^4 bytes.
    Tebibytes,
    /// 1000^5 bytes.
    Petabytes,
    /// 1024^5 bytes.
    Pebibytes,
    /// 1000^6 bytes.
    Exabytes,
    /// 1024^6 bytes.
    Exbibytes,
    /// 1024 bytes, in one letter.
    K,
    /// 1024^2 bytes, in one letter.
    M,
    /// 1024^3 bytes, in one letter.
    G,
    /// 1024^4 bytes, in one letter.
    T,
}

impl SizeUnit {
    /// How many bytes one of it is.
    pub const fn bytes(self) -> u64 {
        match self {
            SizeUnit::Bytes | SizeUnit::B => 1,
            SizeUnit::Kilobytes => 1000,
            SizeUnit::Kibibytes | SizeUnit::K => 1 << 10,
            SizeUnit::Megabytes => 1000 * 1000,
            SizeUnit::Mebibytes | SizeUnit::M => 1 << 20,
            SizeUnit::Gigabytes => 1000 * 1000 * 1000,
            SizeUnit::Gibibytes | SizeUnit::G => 1 << 30,
            SizeUnit::Terabytes => 1000 * 1000 * 1000 * 1000,
            SizeUnit::Tebibytes | SizeUnit::T => 1 << 40,
            SizeUnit::Petabytes => 1000 * 1000 * 1000 * 1000 * 1000,
            SizeUnit::Pebibytes => 1 << 50,
            SizeUnit::Exabytes => 1000 * 1000 * 1000 * 1000 * 1000 * 1000,
            SizeUnit::Exbibytes => 1 << 60,
        }
    }

    /// The usual word.
    pub const fn as_str(self) -> &'static str {
        match self {
            SizeUnit::Bytes => "bytes",
            SizeUnit::B => "B",
            SizeUnit::Kilobytes => "KB",
            SizeUnit::Kibibytes => "KiB",
            SizeUnit::Megabytes => "MB",
            SizeUnit::Mebibytes => "MiB",
            SizeUnit::Gigabytes => "GB",
            SizeUnit::Gibibytes => "GiB",
            SizeUnit::Terabytes => "TB",
            SizeUnit::Tebibytes => "TiB",
            SizeUnit::Petabytes => "PB",
            SizeUnit::Pebibytes => "PiB",
            SizeUnit::Exabytes => "EB",
            SizeUnit::Exbibytes => "EiB",
            SizeUnit::K => "k",
            SizeUnit::M => "M",
            SizeUnit::G => "G",
            SizeUnit::T => "T",
        }
    }
}

impl Scalar for SizeUnit {
    const SCHEMA: ScalarSchema = ScalarSchema {
        name: "SizeUnit",
        kind: ScalarKind::Words(&[
            WordSchema { name: "Bytes", word: "bytes", doc: "One byte." },
            WordSchema { name: "B", word: "B", doc: "One byte, by the letter that cluster sizes have." },
            WordSchema { name: "Kilobytes", word: "KB", doc: "1000 bytes." },
            WordSchema { name: "Kibibytes", word: "KiB", doc: "1024 bytes." },
            WordSchema { name: "Megabytes", word: "MB", doc: "1000^2 bytes." },
            WordSchema { name: "Mebibytes", word: "MiB", doc: "1024^2 bytes." },
            WordSchema { name: "Gigabytes", word: "GB", doc: "1000^3 bytes." },
            WordSchema { name: "Gibibytes", word: "GiB", doc: "1024^3 bytes." },
            WordSchema { name: "Terabytes", word: "TB", doc: "1000^4 bytes." },
            WordSchema { name: "Tebibytes", word: "TiB", doc: "1024^4 bytes." },
            WordSchema { name: "Petabytes", word: "PB", doc: "1000^5 bytes." },
            WordSchema { name: "Pebibytes", word: "PiB", doc: "1024^5 bytes." },
            WordSchema { name: "Exabytes", word: "EB", doc: "1000^6 bytes." },
            WordSchema { name: "Exbibytes", word: "EiB", doc: "1024^6 bytes." },
            WordSchema { name: "K", word: "k", doc: "1024 bytes, in one letter." },
            WordSchema { name: "M", word: "M", doc: "1024^2 bytes, in one letter." },
            WordSchema { name: "G", word: "G", doc: "1024^3 bytes, in one letter." },
            WordSchema { name: "T", word: "T", doc: "1024^4 bytes, in one letter." },
        ]),
        doc: "A unit of memory or storage.",
    };

    /// Letter case does not matter.
    fn parse(text: &str) -> std::result::Result<Self, InvalidScalar> {
        Ok(match text.to_ascii_lowercase().as_str() {
            "b" => SizeUnit::B,
            "byte" | "bytes" => SizeUnit::Bytes,
            "kb" => SizeUnit::Kilobytes,
            "k" => SizeUnit::K,
            "kib" => SizeUnit::Kibibytes,
            "mb" => SizeUnit::Megabytes,
            "m" => SizeUnit::M,
            "mib" => SizeUnit::Mebibytes,
            "gb" => SizeUnit::Gigabytes,
            "g" => SizeUnit::G,
            "gib" => SizeUnit::Gibibytes,
            "tb" => SizeUnit::Terabytes,
            "t" => SizeUnit::T,
            "tib" => SizeUnit::Tebibytes,
            "pb" => SizeUnit::Petabytes,
            "p" | "pib" => SizeUnit::Pebibytes,
            "eb" => SizeUnit::Exabytes,
            "e" | "eib" => SizeUnit::Exbibytes,
            _ => return Err(InvalidScalar("Expected a unit such as 'KiB' or 'GiB'")),
        })
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

crate::scalar_field!(SizeUnit);
crate::scalar_as_text!(SizeUnit);

/// An amount of memory: the number and the unit as the document has them.
#[crate::element("memory")]
#[derive(Copy, Eq)]
pub struct MemorySize {
    /// The unit; KiB when absent.
    pub unit: Option<SizeUnit>,
    /// The number.
    #[xml(".")]
    pub value: u64,
}

impl MemorySize {
    /// An amount in KiB, the unit that libvirt writes.
    pub const fn from_kibibytes(value: u64) -> MemorySize {
        MemorySize { unit: Some(SizeUnit::Kibibytes), value }
    }

    /// The amount in bytes.
    pub fn bytes(self) -> Result<u64> {
        multiply(self.value, self.unit.unwrap_or(SizeUnit::Kibibytes))
    }

    /// The amount in KiB, rounded up.
    pub fn kibibytes(self) -> Result<u64> {
        match self.unit.unwrap_or(SizeUnit::Kibibytes) {
            // Not by way of bytes: an amount in KiB may be the greatest number that there is.
            SizeUnit::Kibibytes | SizeUnit::K => Ok(self.value),
            _ => Ok(self.bytes()?.div_ceil(1024)),
        }
    }
}

/// An amount of storage: the number and the unit as the document has them.
#[crate::element("capacity")]
#[derive(Copy, Eq)]
pub struct StorageSize {
    /// The unit; bytes when absent.
    pub unit: Option<SizeUnit>,
    /// The number.
    #[xml(".")]
    pub value: u64,
}

impl StorageSize {
    /// An amount in bytes, the unit that libvirt writes.
    pub const fn from_bytes(value: u64) -> StorageSize {
        StorageSize { unit: Some(SizeUnit::Bytes), value }
    }

    /// The amount in bytes.
    pub fn bytes(self) -> Result<u64> {
        multiply(self.value, self.unit.unwrap_or(SizeUnit::Bytes))
    }
}

fn multiply(value: u64, unit: SizeUnit) -> Result<u64> {
    value.checked_mul(unit.bytes()).ok_or_else(|| {
        let detail = format!("value too large: {value}{}", unit.as_str());
        Error::new(ErrorCode::Overflow, ErrorDomain::Xml, detail)
    })
}
