//! Block devices.

use crate::{element, group};

/// A block device.
#[group]
pub struct StorageCapability {
    /// Its file in `/dev`.
    #[xml("block")]
    pub block: Option<String>,
    /// The bus.
    #[xml("bus")]
    pub bus: Option<String>,
    /// What kind of drive it is.
    #[xml("drive_type")]
    pub drive_type: Option<String>,
    /// Its name as a product.
    #[xml("model")]
    pub model: Option<String>,
    /// Who made it.
    #[xml("vendor")]
    pub vendor: Option<String>,
    /// Its serial number.
    #[xml("serial")]
    pub serial: Option<String>,
    /// How many bytes it holds.
    #[xml("size")]
    pub size: Option<u64>,
    /// How many bytes a block has.
    #[xml("logical_block_size")]
    pub logical_block_size: Option<u64>,
    /// How many blocks there are.
    #[xml("num_blocks")]
    pub num_blocks: Option<u64>,
    /// What it can do beyond.
    pub capabilities: Vec<StorageSubCapability>,
}

/// What a block device can do beyond being one.
#[element("capability", by = "type")]
pub enum StorageSubCapability {
    /// Media are put into it.
    Removable(RemovableMedia),
    /// It can come and go.
    Hotpluggable,
}

/// Media that are put into a drive.
#[group]
pub struct RemovableMedia {
    /// Whether one is there: 1 or 0.
    #[xml("media_available")]
    pub available: Option<u8>,
    /// How many bytes it holds.
    #[xml("media_size")]
    pub size: Option<u64>,
    /// Its name.
    #[xml("media_label")]
    pub label: Option<String>,
    /// How many bytes a block has.
    #[xml("logical_block_size")]
    pub logical_block_size: Option<u64>,
    /// How many blocks there are.
    #[xml("num_blocks")]
    pub num_blocks: Option<u64>,
}
