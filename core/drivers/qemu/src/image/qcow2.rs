//! The headers of QEMU's own formats: qcow, qcow2 and qed.

use super::header::{Bytes, Header};

/// The smallest header of qcow2 version 3; version 2 has 72 bytes without the length field.
const VERSION_2_LENGTH: u32 = 72;
const VERSION_3_MINIMUM_LENGTH: u32 = 104;

const EXTENSION_END: u32 = 0;
const EXTENSION_BACKING_FORMAT: u32 = 0xe279_2aca;
const EXTENSION_DATA_FILE: u32 = 0x4441_5441;
/// More than the format defines; a header with more than these is a loop of nonsense.
const MAXIMUM_EXTENSIONS: usize = 64;

const INCOMPATIBLE_DATA_FILE: u64 = 1 << 2;

/// Reads a header of version 2 or 3.
pub(super) fn parse(bytes: &[u8]) -> Result<Header, String> {
    let bytes = Bytes(bytes);
    let version = bytes.big_endian_u32(4)?;
    let (length, incompatible) = match version {
        2 => (VERSION_2_LENGTH, 0),
        3 => (bytes.big_endian_u32(100)?, bytes.big_endian_u64(72)?),
        _ => return Err(format!("version {version} is not known")),
    };
    if version == 3 && length < VERSION_3_MINIMUM_LENGTH {
        return Err(format!("a header of {length} bytes is too short"));
    }
    let cluster_bits = bytes.big_endian_u32(20)?;
    if !(9..=21).contains(&cluster_bits) {
        return Err(format!("clusters of 2^{cluster_bits} bytes are not possible"));
    }

    let mut header = Header {
        virtual_size: Some(bytes.big_endian_u64(24)?),
        encrypted: bytes.big_endian_u32(32)? != 0,
        backing: backing(&bytes)?,
        ..Header::default()
    };
    // What lies between the header and the backing file's name, and in any case the first cluster, ends the extensions.
    let backing_offset = bytes.big_endian_u64(8)?;
    let cluster = 1_u64 << cluster_bits;
    let end = if backing_offset == 0 { cluster } else { backing_offset.min(cluster) };
    extensions(&bytes, length, end, &mut header)?;
    if incompatible & INCOMPATIBLE_DATA_FILE == 0 {
        header.data_file = None;
    } else if header.data_file.is_none() {
        return Err("it has an external data file but doesn't name it".to_owned());
    }
    Ok(header)
}

/// Reads a header of version 1.
pub(super) fn parse_version_1(bytes: &[u8]) -> Result<Header, String> {
    let bytes = Bytes(bytes);
    Ok(Header {
        virtual_size: Some(bytes.big_endian_u64(24)?),
        encrypted: bytes.big_endian_u32(36)? != 0,
        backing: backing(&bytes)?,
        ..Header::default()
    })
}

/// Reads a header of the qed format.
pub(super) fn parse_qed(bytes: &[u8]) -> Result<Header, String> {
    const FEATURE_BACKING: u64 = 1;
    const FEATURE_BACKING_RAW: u64 = 4;
    let bytes = Bytes(bytes);
    let features = bytes.little_endian_u64(16)?;
    let mut header = Header { virtual_size: Some(bytes.little_endian_u64(48)?), ..Header::default() };
    if features & FEATURE_BACKING != 0 {
        let offset = bytes.little_endian_u32(56)?;
        header.backing = Some(bytes.name(offset.into(), bytes.little_endian_u32(60)?)?);
        header.backing_format = (features & FEATURE_BACKING_RAW != 0).then(|| "raw".to_owned());
    }
    Ok(header)
}

fn backing(bytes: &Bytes<'_>) -> Result<Option<String>, String> {
    let offset = bytes.big_endian_u64(8)?;
    let length = bytes.big_endian_u32(16)?;
    if offset == 0 || length == 0 {
        return Ok(None);
    }
    bytes.name(offset, length).map(Some)
}

fn extensions(bytes: &Bytes<'_>, start: u32, end: u64, header: &mut Header) -> Result<(), String> {
    let mut offset = u64::from(start);
    for _ in 0..MAXIMUM_EXTENSIONS {
        if offset + 8 > end {
            return Ok(());
        }
        let place = usize::try_from(offset).map_err(|_| format!("offset {offset} is too large"))?;
        let kind = bytes.big_endian_u32(place)?;
        let length = bytes.big_endian_u32(place + 4)?;
        let content = offset + 8;
        if content + u64::from(length) > end {
            return Err(format!("an extension of {length} bytes at offset {offset} is too long"));
        }
        match kind {
            EXTENSION_END => return Ok(()),
            EXTENSION_BACKING_FORMAT => header.backing_format = Some(bytes.name(content, length)?),
            EXTENSION_DATA_FILE => header.data_file = Some(bytes.name(content, length)?),
            _ => {}
        }
        // Extensions are padded to eight bytes.
        offset = content + u64::from(length).next_multiple_of(8);
    }
    Err("it has too many extensions".to_owned())
}

#[cfg(test)]
pub(super) mod testing {
    /// A version 3 header with a backing file and its format.
    pub(in crate::image) fn image(backing: Option<(&str, Option<&str>)>) -> Vec<u8> {
        let mut bytes = vec![0; 512];
        bytes[..8].copy_from_slice(b"QFI\xfb\0\0\0\x03");
        bytes[20..24].copy_from_slice(&16_u32.to_be_bytes());
        bytes[24..32].copy_from_slice(&(1_u64 << 30).to_be_bytes());
        bytes[100..104].copy_from_slice(&104_u32.to_be_bytes());
        if let Some((name, format)) = backing {
            bytes[8..16].copy_from_slice(&256_u64.to_be_bytes());
            bytes[16..20].copy_from_slice(&(name.len() as u32).to_be_bytes());
            bytes[256..256 + name.len()].copy_from_slice(name.as_bytes());
            if let Some(format) = format {
                bytes[104..108].copy_from_slice(&super::EXTENSION_BACKING_FORMAT.to_be_bytes());
                bytes[108..112].copy_from_slice(&(format.len() as u32).to_be_bytes());
                bytes[112..112 + format.len()].copy_from_slice(format.as_bytes());
            }
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_states_size_and_backing() {
        let header = parse(&testing::image(Some(("base.img", Some("raw"))))).unwrap();
        assert_eq!(header.virtual_size, Some(1 << 30));
        assert_eq!(header.backing.as_deref(), Some("base.img"));
        assert_eq!(header.backing_format.as_deref(), Some("raw"));
        assert_eq!(parse(&testing::image(None)).unwrap().backing, None);
    }

    #[test]
    fn nonsense_is_refused_and_never_panics() {
        let good = testing::image(Some(("base.img", Some("raw"))));
        for length in 0..300 {
            let _ = parse(&good[..length]);
        }
        for index in 0..300 {
            for value in [0, 1, 0x7f, 0xff] {
                let mut bytes = good.clone();
                bytes[index] = value;
                let _ = parse(&bytes);
                let _ = parse_version_1(&bytes);
                let _ = parse_qed(&bytes);
            }
        }
        let mut long = good;
        long[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
        assert!(parse(&long).unwrap_err().contains("too long"));
    }
}
