//! Operations of the host's interfaces.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A network interface of the host, with its configuration.
#[object(family = "interface", key = "name")]
pub trait Interface {
    /// The interface as a document: as it is, or as it is stored.
    #[operation(c = "virInterfaceGetXMLDesc", since = "0.6.4", access = "interface:read", wire = 130)]
    fn xml_desc(flags: InterfaceXmlFlags) -> String;

    /// Takes the interface up.
    #[operation(c = "virInterfaceCreate", since = "0.6.4", access = "interface:start", wire = 133)]
    fn create(#[unused_flags] flags: u32);

    /// Takes the interface down; its configuration stays.
    #[operation(c = "virInterfaceDestroy", since = "0.6.4", access = "interface:stop", wire = 134, priority = "high")]
    fn destroy(#[unused_flags] flags: u32);

    /// Removes the interface's configuration.
    #[operation(c = "virInterfaceUndefine", since = "0.6.4", access = "interface:delete", wire = 132, priority = "high")]
    fn undefine();

    /// Whether the interface is up.
    #[operation(c = "virInterfaceIsActive", since = "0.7.3", access = "interface:read", wire = 156, priority = "high")]
    fn is_active() -> bool;
}

/// Interfaces of the host.
#[extends(family = "interface")]
pub trait Connection {
    /// The interfaces that match the flags; all of them when there is none. The order is not defined.
    #[operation(
        c = "virConnectListAllInterfaces", since = "0.10.2", access = "connect:search-interfaces", filter = "interface:getattr", wire = 284, priority = "high",
    )]
    fn list_all_interfaces(flags: ListAllInterfacesFlags) -> Vec<Interface>;

    /// How many interfaces are up.
    #[operation(
        c = "virConnectNumOfInterfaces", since = "0.6.4", access = "connect:search-interfaces", filter = "interface:getattr", wire = 126, priority = "high",
        via = "self.list_all_interfaces(ListAllInterfacesFlags::ACTIVE)",
        then = "count",
    )]
    fn count_interfaces() -> u32;

    /// The names of the interfaces that are up.
    #[operation(
        c = "virConnectListInterfaces", since = "0.6.4", access = "connect:search-interfaces", filter = "interface:getattr", wire = 127, priority = "high",
        via = "self.list_all_interfaces(ListAllInterfacesFlags::ACTIVE)",
        then = "names",
    )]
    fn list_interface_names() -> Vec<String>;

    /// How many interfaces are down.
    #[operation(
        c = "virConnectNumOfDefinedInterfaces", since = "0.7.0", access = "connect:search-interfaces", filter = "interface:getattr", wire = 137, priority = "high",
        via = "self.list_all_interfaces(ListAllInterfacesFlags::INACTIVE)",
        then = "count",
    )]
    fn count_defined_interfaces() -> u32;

    /// The names of the interfaces that are down.
    #[operation(
        c = "virConnectListDefinedInterfaces", since = "0.7.0", access = "connect:search-interfaces", filter = "interface:getattr", wire = 138, priority = "high",
        via = "self.list_all_interfaces(ListAllInterfacesFlags::INACTIVE)",
        then = "names",
    )]
    fn list_defined_interface_names() -> Vec<String>;

    /// The interface with this name.
    #[operation(c = "virInterfaceLookupByName", since = "0.6.4", access = "interface:getattr", wire = 128, priority = "high")]
    fn lookup_interface_by_name(name: String) -> Interface;

    /// The interface with this MAC address; an error where several have it.
    #[operation(c = "virInterfaceLookupByMACString", since = "0.6.4", access = "interface:getattr", wire = 129, priority = "high")]
    fn lookup_interface_by_mac(mac: String) -> Interface;

    /// Stores an interface's configuration, or replaces the one with the same name. It takes effect when the interface
    /// is taken up the next time.
    #[operation(c = "virInterfaceDefineXML", since = "0.6.4", access = "interface:write, interface:save", wire = 131, priority = "high")]
    fn define_interface_xml(xml: String, flags: InterfaceDefineFlags) -> Interface;

    /// Remembers the configuration of all interfaces as it is now, so that it can be brought back.
    #[operation(c = "virInterfaceChangeBegin", since = "0.9.2", access = "connect:interface-transaction", wire = 220)]
    fn begin_interface_changes(#[unused_flags] flags: u32);

    /// Keeps all changes since they were begun.
    #[operation(c = "virInterfaceChangeCommit", since = "0.9.2", access = "connect:interface-transaction", wire = 221)]
    fn commit_interface_changes(#[unused_flags] flags: u32);

    /// Brings the configuration back that was there when changes were begun.
    #[operation(c = "virInterfaceChangeRollback", since = "0.9.2", access = "connect:interface-transaction", wire = 222)]
    fn roll_back_interface_changes(#[unused_flags] flags: u32);
}
