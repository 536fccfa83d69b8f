//! `<storagepoolCapabilities>`: which pools a connection can have, and with which settings.

use crate::element;
use crate::scalar::YesNo;

/// Which pools a connection can have.
#[element("storagepoolCapabilities")]
pub struct StoragePoolCapabilities {
    /// The types, known ones that it cannot have as well.
    pub pools: Vec<PoolTypeCapabilities>,
}

/// A type of pool.
#[element("pool")]
pub struct PoolTypeCapabilities {
    /// The type.
    #[xml("@type")]
    pub pool_type: String,
    /// Whether the connection can have such a pool.
    pub supported: Option<YesNo>,
    /// Settings of the pool.
    #[xml("poolOptions")]
    pub pool_options: Option<OptionCapabilities>,
    /// Settings of its volumes.
    #[xml("volOptions")]
    pub volume_options: Option<OptionCapabilities>,
}

/// Settings.
#[element("poolOptions")]
pub struct OptionCapabilities {
    /// The format when none is chosen.
    #[xml("defaultFormat/@type")]
    pub default_format: Option<String>,
    /// Settings with the values that they can have.
    pub enums: Vec<OptionValues>,
}

/// The values that a setting can have.
#[element("enum")]
pub struct OptionValues {
    /// The setting.
    pub name: String,
    /// The values.
    #[xml("value")]
    pub values: Vec<String>,
}
