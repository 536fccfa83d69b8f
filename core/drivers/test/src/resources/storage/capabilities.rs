//! `<storagepoolCapabilities>`: every type of pool can be here, since none is more than a document.

use ferrovirt_xml::scalar::YesNo;
use ferrovirt_xml::storage_pool::PoolType;
use ferrovirt_xml::storage_pool_capabilities::{
    OptionCapabilities, OptionValues, PoolTypeCapabilities, StoragePoolCapabilities,
};
use ferrovirt_xml::{Document as _, Format};

/// Formats of images.
const IMAGES: &[&str] = &[
    "none", "raw", "dir", "bochs", "cloop", "dmg", "iso", "vpc", "vdi", "fat", "vhd", "ploop", "cow", "qcow", "qcow2",
    "qed", "vmdk",
];

/// Formats of file systems.
const FILE_SYSTEMS: &[&str] =
    &["auto", "ext2", "ext3", "ext4", "ufs", "iso9660", "udf", "gfs", "gfs2", "vfat", "hfs+", "xfs", "ocfs2", "vmfs"];

const NETWORK_FILE_SYSTEMS: &[&str] = &["auto", "nfs", "glusterfs", "cifs"];
const VOLUME_GROUPS: &[&str] = &["unknown", "lvm2"];
const PARTITION_TABLES: &[&str] = &["unknown", "dos", "dvh", "gpt", "mac", "bsd", "pc98", "sun", "lvm2"];
const PARTITIONS: &[&str] = &["none", "linux", "fat16", "fat32", "linux-swap", "linux-lvm", "linux-raid", "extended"];

/// The default and all formats, of pools and of their volumes.
type Formats = Option<(&'static str, &'static [&'static str])>;

fn formats(pool_type: PoolType) -> (Formats, Formats) {
    let images = Some(("raw", IMAGES));
    match pool_type {
        PoolType::Dir | PoolType::Gluster | PoolType::Sheepdog | PoolType::Rbd | PoolType::IscsiDirect => {
            (None, images)
        }
        PoolType::Vstorage => (None, images),
        PoolType::Fs => (Some(("auto", FILE_SYSTEMS)), images),
        PoolType::Netfs => (Some(("auto", NETWORK_FILE_SYSTEMS)), images),
        PoolType::Logical => (Some(("lvm2", VOLUME_GROUPS)), None),
        PoolType::Disk => (Some(("unknown", PARTITION_TABLES)), Some(("none", PARTITIONS))),
        PoolType::Iscsi | PoolType::Scsi | PoolType::Mpath | PoolType::Zfs => (None, None),
    }
}

/// The document.
pub fn capabilities() -> String {
    let pool = |pool_type: &PoolType| {
        let (sources, targets) = formats(*pool_type);
        PoolTypeCapabilities {
            pool_type: pool_type.as_str().to_owned(),
            supported: Some(YesNo::Yes),
            pool_options: options("sourceFormatType", sources),
            volume_options: options("targetFormatType", targets),
        }
    };
    StoragePoolCapabilities { pools: PoolType::ALL.iter().map(pool).collect() }.to_xml(&Format::INACTIVE)
}

fn options(name: &str, formats: Formats) -> Option<OptionCapabilities> {
    let (default, all) = formats?;
    let values = all.iter().map(|format| (*format).to_owned()).collect();
    let enums = vec![OptionValues { name: name.to_owned(), values }];
    Some(OptionCapabilities { default_format: Some(default.to_owned()), enums })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_there() {
        let text = capabilities();
        for pool_type in PoolType::ALL {
            assert!(text.contains(&format!("<pool type='{pool_type}' supported='yes'")), "{pool_type} in {text}");
        }
        assert!(text.contains("<volOptions>\n      <defaultFormat type='raw'/>\n"), "{text}");
    }
}
