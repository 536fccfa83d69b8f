//! The header of an image: its size, and what other files it needs.

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};

use super::{ImageFormat, qcow2, vmdk};

/// How much of an image's beginning is ever looked at.
pub const MAXIMUM_HEADER_LENGTH: usize = 64 * 1024;

/// The longest name of another image that a header may hold; QEMU's own limit is 1023.
pub(super) const MAXIMUM_REFERENCE_LENGTH: usize = 4096;

/// What the header of an image says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The size that the guest sees, where the header states it.
    pub virtual_size: Option<u64>,
    /// The image under this one, in the header's own words.
    pub backing: Option<String>,
    /// The format of that image, where the header states it.
    pub backing_format: Option<String>,
    /// The file that holds the data, when this one holds metadata alone.
    pub data_file: Option<String>,
    /// Whether the data are encrypted.
    pub encrypted: bool,
}

/// Reads the header of an image of this format. `path` is for messages.
pub fn parse_header(path: &str, format: ImageFormat, bytes: &[u8]) -> Result<Header> {
    let parsed = match format {
        ImageFormat::Qcow => qcow2::parse_version_1(bytes),
        ImageFormat::Qcow2 => qcow2::parse(bytes),
        ImageFormat::Qed => qcow2::parse_qed(bytes),
        ImageFormat::Vmdk => vmdk::parse(bytes),
        _ => Ok(Header::default()),
    };
    parsed.map_err(|fault| {
        Error::new(
            ErrorCode::ConfigUnsupported,
            ErrorDomain::Storage,
            format!("the header of the {} image '{path}' is not valid: {fault}", format.as_str()),
        )
        .with_hint(format!("'qemu-img check {path}' tells more; a disk without a header needs the format 'raw'"))
    })
}

/// Fixed-width numbers at checked places of untrusted bytes.
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn slice(&self, offset: usize, length: usize) -> Result<&'a [u8], String> {
        offset.checked_add(length).and_then(|end| self.0.get(offset..end)).ok_or_else(|| {
            format!("{length} bytes at offset {offset} are beyond its end or beyond the part that is read")
        })
    }

    pub(super) fn big_endian_u32(&self, offset: usize) -> Result<u32, String> {
        let bytes = self.slice(offset, 4)?;
        Ok(bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }

    pub(super) fn big_endian_u64(&self, offset: usize) -> Result<u64, String> {
        let bytes = self.slice(offset, 8)?;
        Ok(bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    pub(super) fn little_endian_u32(&self, offset: usize) -> Result<u32, String> {
        Ok(self.big_endian_u32(offset)?.swap_bytes())
    }

    pub(super) fn little_endian_u64(&self, offset: usize) -> Result<u64, String> {
        Ok(self.big_endian_u64(offset)?.swap_bytes())
    }

    /// A name of `length` bytes.
    pub(super) fn name(&self, offset: u64, length: u32) -> Result<String, String> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > MAXIMUM_REFERENCE_LENGTH {
            return Err(format!("a name of {length} bytes is too long"));
        }
        let offset = usize::try_from(offset).map_err(|_| format!("offset {offset} is too large"))?;
        let bytes = self.slice(offset, length)?;
        if bytes.contains(&0) {
            return Err("a name holds a NUL character".to_owned());
        }
        String::from_utf8(bytes.to_vec()).map_err(|_| "a name is not valid UTF-8".to_owned())
    }
}
