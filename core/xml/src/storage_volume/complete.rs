//! What the pool's type says about a new volume.

use super::{StorageVolume, VolumeFormat, VolumeType};
use crate::Result;
use crate::scalar::StorageSize;
use crate::storage::complete_permissions;
use crate::storage_pool::PoolType;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

/// Whether a volume's document has to say how much it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// It has to.
    Mandatory,
    /// Something else says it: a backing store, or the volume that is copied.
    Optional,
}

/// The formats of volumes in pools of this type, the default first.
fn formats(pool_type: PoolType) -> &'static [VolumeFormat] {
    use PoolType::{Dir, Disk, Fs, Gluster, IscsiDirect, Netfs, Rbd, Sheepdog, Vstorage};
    match pool_type {
        Dir | Fs | Netfs | Rbd | Sheepdog | Gluster | IscsiDirect | Vstorage => VolumeFormat::IMAGES,
        Disk => VolumeFormat::PARTITIONS,
        PoolType::Logical | PoolType::Iscsi | PoolType::Scsi | PoolType::Mpath | PoolType::Zfs => &[],
    }
}

impl StorageVolume {
    /// Fills in what a pool of this type makes of the volume, drops what is found out rather than defined, and
    /// refuses what cannot be.
    pub fn complete(&mut self, pool_type: PoolType, capacity: Capacity) -> Result<()> {
        if self.name.is_empty() {
            return Err(invalid("missing volume name element"));
        }
        self.volume_type.get_or_insert(VolumeType::File);
        self.complete_sizes(capacity)?;
        // Where it lies, how long its file is and when it was used is for the pool to say.
        (self.source, self.physical) = (None, None);

        let formats = formats(pool_type);
        let target = self.target.get_or_insert_default();
        target.format = complete_format(formats, target.format)?;
        complete_permissions(&mut target.permissions);
        target.timestamps = None;
        // Not a property of the volume that could be read back.
        target.nocow = false;
        if target.features.is_some() {
            target.compat.get_or_insert_with(|| "1.1".to_owned());
        }
        if let Some(compat) = &target.compat {
            check_compat(compat)?;
        }
        if let Some(size) = &mut target.cluster_size {
            *size = StorageSize { unit: Some(crate::scalar::SizeUnit::B), value: size.bytes()? };
        }

        if let Some(backing_store) = &mut self.backing_store {
            backing_store.format = complete_format(formats, backing_store.format)?;
            complete_permissions(&mut backing_store.permissions);
            backing_store.timestamps = None;
            if backing_store.path.is_none() {
                self.backing_store = None;
            }
        }
        Ok(())
    }

    fn complete_sizes(&mut self, rule: Capacity) -> Result<()> {
        let capacity = match (self.capacity, rule) {
            (Some(size), _) => size.bytes()?,
            (None, Capacity::Optional) => 0,
            (None, Capacity::Mandatory) => return Err(invalid("missing capacity element")),
        };
        let allocation = self.allocation.map(StorageSize::bytes).transpose()?.unwrap_or(capacity);
        self.capacity = Some(StorageSize::from_bytes(capacity));
        self.allocation = Some(StorageSize::from_bytes(allocation));
        Ok(())
    }
}

fn complete_format(formats: &[VolumeFormat], format: Option<VolumeFormat>) -> Result<Option<VolumeFormat>> {
    match (formats, format) {
        ([], _) => Ok(None),
        ([default, ..], None) => Ok(Some(*default)),
        (formats, Some(format)) if formats.contains(&format) => Ok(Some(format)),
        (_, Some(format)) => {
            let detail = format!("unknown volume format type '{format}'");
            Err(Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Storage, detail))
        }
    }
}

/// Two numbers with a dot between.
fn check_compat(compat: &str) -> Result<()> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match compat.split_once('.') {
        Some((major, minor)) if is_number(major) && is_number(minor) => Ok(()),
        _ => Err(invalid(format!("forbidden characters in 'compat' attribute: '{compat}'"))),
    }
}

fn invalid(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::XmlError, ErrorDomain::Storage, detail)
}

#[cfg(test)]
mod tests {
    use super::Capacity;
    use crate::storage_pool::PoolType;
    use crate::storage_volume::StorageVolume;
    use crate::{Document, Format, ParseOptions};

    fn complete(content: &str, pool_type: PoolType) -> crate::Result<String> {
        let text = format!("<volume>{content}</volume>");
        let mut volume = StorageVolume::parse(&text, &ParseOptions::default().strict())?;
        volume.complete(pool_type, Capacity::Mandatory)?;
        Ok(volume.to_xml(&Format::INACTIVE))
    }

    fn check(content: &str, pool_type: PoolType, expected: &str) {
        let text = complete(content, pool_type).unwrap();
        assert!(text.contains(expected), "{expected} is missing in {text}");
    }

    fn check_error(content: &str, pool_type: PoolType, expected: &str) {
        assert_eq!(complete(content, pool_type).unwrap_err().detail(), Some(expected));
    }

    #[test]
    fn all_of_it_is_allocated_unless_said_otherwise() {
        let name = "<name>v</name><capacity unit='k'>2</capacity>";
        check(name, PoolType::Dir, "<allocation unit='bytes'>2048</allocation>");
        check(&format!("{name}<allocation>1</allocation>"), PoolType::Dir, "<allocation unit='bytes'>1</allocation>");
        check_error("<name>v</name>", PoolType::Dir, "missing capacity element");
        check_error("<capacity>1</capacity>", PoolType::Dir, "missing volume name element");
    }

    #[test]
    fn the_pool_knows_the_formats() {
        let volume = |format: &str| format!("<name>v</name><capacity>1</capacity><target>{format}</target>");
        check(&volume(""), PoolType::Dir, "<format type='raw'/>");
        check(&volume(""), PoolType::Disk, "<format type='none'/>");
        check(&volume("<format type='raw'/>"), PoolType::Logical, "<target/>");
        check_error(&volume("<format type='ext4'/>"), PoolType::Disk, "unknown volume format type 'ext4'");
    }

    #[test]
    fn features_need_a_version() {
        let volume = |target: &str| format!("<name>v</name><capacity>1</capacity><target>{target}</target>");
        check(&volume("<features/>"), PoolType::Dir, "<compat>1.1</compat>");
        check(&volume("<clusterSize unit='KiB'>4</clusterSize>"), PoolType::Dir, "<clusterSize unit='B'>4096<");
        check_error(
            &volume("<compat>new</compat>"),
            PoolType::Dir,
            "forbidden characters in 'compat' attribute: 'new'",
        );
    }
}
