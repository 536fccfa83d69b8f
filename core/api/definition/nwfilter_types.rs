//! Values of network filters.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which network filter.
#[record]
pub struct NwFilterIdentity {
    /// The name.
    pub name: Name,
    /// The UUID.
    pub uuid: Uuid,
}

/// Which binding of a network filter.
#[record]
pub struct NwFilterBindingIdentity {
    /// The interface of the host that it is on.
    pub port_device: Name,
    /// The name of the filter.
    pub filter_name: String,
}

/// How to store a network filter.
#[flags(c = "virNWFilterDefineFlags")]
pub enum NwFilterDefineFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_NWFILTER_DEFINE_VALIDATE", since = "7.7.0")]
    Validate = 0x1,
}

/// How to make a binding.
#[flags(c = "virNWFilterBindingCreateFlags")]
pub enum NwFilterBindingCreateFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_NWFILTER_BINDING_CREATE_VALIDATE", since = "7.8.0")]
    Validate = 0x1,
}
