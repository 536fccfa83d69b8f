//! Vital product data: what a device says it is made of.

use crate::{element, group};

/// What a device says it is made of.
#[group]
pub struct VitalProductData {
    /// Its name as a product.
    #[xml("name")]
    pub name: Option<String>,
    /// The fields.
    pub fields: Vec<VpdFields>,
}

/// Fields, by who may write them.
#[element("fields", by = "access")]
pub enum VpdFields {
    /// Those of the maker.
    Readonly(ReadOnlyFields),
    /// Those of the owner.
    Readwrite(ReadWriteFields),
}

/// The fields of the maker.
#[group]
pub struct ReadOnlyFields {
    /// The version.
    #[xml("change_level")]
    pub change_level: Option<String>,
    /// The maker.
    #[xml("manufacture_id")]
    pub manufacture_id: Option<String>,
    /// The part.
    #[xml("part_number")]
    pub part_number: Option<String>,
    /// The serial number.
    #[xml("serial_number")]
    pub serial_number: Option<String>,
    /// Whatever else.
    #[xml("vendor_field")]
    pub vendor_fields: Vec<VpdField>,
}

/// The fields of the owner.
#[group]
pub struct ReadWriteFields {
    /// The number in an inventory.
    #[xml("asset_tag")]
    pub asset_tag: Option<String>,
    /// Fields of the maker.
    #[xml("vendor_field")]
    pub vendor_fields: Vec<VpdField>,
    /// Fields of the system.
    #[xml("system_field")]
    pub system_fields: Vec<VpdField>,
}

/// A field with a letter or digit for a name.
#[element("vendor_field")]
pub struct VpdField {
    /// The letter or digit.
    pub index: Option<String>,
    /// The content.
    #[xml(".")]
    pub value: Option<String>,
}
