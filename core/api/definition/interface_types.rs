//! Values of the host's interfaces.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which interface of the host.
#[record]
pub struct InterfaceIdentity {
    /// The name.
    pub name: Name,
    /// The MAC address; empty if it has none.
    pub mac: String,
}

/// Which interfaces to list: any match counts.
#[flags(c = "virConnectListAllInterfacesFlags")]
pub enum ListAllInterfacesFlags {
    /// Interfaces that are down.
    #[value(c = "VIR_CONNECT_LIST_INTERFACES_INACTIVE", since = "0.10.2")]
    Inactive = 0x1,
    /// Interfaces that are up.
    #[value(c = "VIR_CONNECT_LIST_INTERFACES_ACTIVE", since = "0.10.2")]
    Active = 0x2,
}

/// Which view of an interface to give.
#[flags(c = "virInterfaceXMLFlags")]
pub enum InterfaceXmlFlags {
    /// As it is stored, also while it is up.
    #[value(c = "VIR_INTERFACE_XML_INACTIVE", since = "0.7.3")]
    Inactive = 0x1,
}

/// How to store an interface.
#[flags(c = "virInterfaceDefineFlags")]
pub enum InterfaceDefineFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_INTERFACE_DEFINE_VALIDATE", since = "7.7.0")]
    Validate = 0x1,
}
