//! VMware images: the text descriptor inside a sparse extent.

use super::header::{Bytes, Header};

/// VMware writes the descriptor into this many bytes behind the first sector.
const DESCRIPTOR_OFFSET: usize = 0x200;
const MAXIMUM_DESCRIPTOR_LENGTH: usize = 20 * 512;
const NO_PARENT: &str = "ffffffff";

/// Reads the size and the parent.
pub(super) fn parse(bytes: &[u8]) -> Result<Header, String> {
    const SECTOR: u64 = 512;
    let sectors = Bytes(bytes).little_endian_u64(12)?;
    let virtual_size = sectors.checked_mul(SECTOR).ok_or_else(|| format!("{sectors} sectors are too many"))?;
    let end = bytes.len().min(DESCRIPTOR_OFFSET + MAXIMUM_DESCRIPTOR_LENGTH);
    let descriptor = bytes.get(DESCRIPTOR_OFFSET..end).unwrap_or_default();
    let text = descriptor.split(|byte| *byte == 0).next().unwrap_or_default();
    let text = String::from_utf8_lossy(text);

    let value = |key: &str| {
        text.lines().find_map(|line| {
            let value = line.trim().strip_prefix(key)?.trim_start().strip_prefix('=')?;
            Some(value.trim().trim_matches('"').to_owned())
        })
    };
    let has_parent = value("parentCID").is_some_and(|parent| parent != NO_PARENT);
    let backing = has_parent.then(|| value("parentFileNameHint")).flatten();
    let backing_format = backing.is_some().then(|| "vmdk".to_owned());
    Ok(Header { virtual_size: Some(virtual_size), backing, backing_format, ..Header::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_descriptor_names_the_parent() {
        let mut bytes = b"KDMV\x01\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0".to_vec();
        bytes.resize(DESCRIPTOR_OFFSET, 0);
        bytes.extend(b"# Disk DescriptorFile\nparentCID=1234abcd\nparentFileNameHint=\"base.vmdk\"\n\0\0");
        let header = parse(&bytes).unwrap();
        assert_eq!(header.backing.as_deref(), Some("base.vmdk"));
        assert_eq!(header.virtual_size, Some(1024));
    }
}
