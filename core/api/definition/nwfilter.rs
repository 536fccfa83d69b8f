//! Operations of network filters and their bindings.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A network filter: rules for the traffic of guests' interfaces.
#[object(family = "nwfilter", key = "uuid")]
pub trait NwFilter {
    /// The filter as a document.
    #[operation(c = "virNWFilterGetXMLDesc", since = "0.8.0", access = "nwfilter:read", wire = 177, priority = "high")]
    fn xml_desc(#[unused_flags] flags: u32) -> String;

    /// Removes the filter; an error while something uses it.
    #[operation(c = "virNWFilterUndefine", since = "0.8.0", access = "nwfilter:delete", wire = 181, priority = "high")]
    fn undefine();
}

/// A filter in effect on one interface.
#[object(family = "nwfilter", key = "port_device")]
pub trait NwFilterBinding {
    /// The binding as a document.
    #[operation(c = "virNWFilterBindingGetXMLDesc", since = "4.5.0", access = "nwfilter-binding:read", wire = 398, priority = "high")]
    fn xml_desc(#[unused_flags] flags: u32) -> String;

    /// Takes the filter off the interface.
    #[operation(c = "virNWFilterBindingDelete", since = "4.5.0", access = "nwfilter-binding:delete", wire = 400, priority = "high")]
    fn delete();
}

/// Network filters of the connection.
#[extends(family = "nwfilter")]
pub trait Connection {
    /// All network filters. The order is not defined.
    #[operation(
        c = "virConnectListAllNWFilters", since = "0.10.2", access = "connect:search-nwfilters", filter = "nwfilter:getattr", wire = 286, priority = "high",
    )]
    fn list_all_nwfilters(#[unused_flags] flags: u32) -> Vec<NwFilter>;

    /// How many network filters there are.
    #[operation(
        c = "virConnectNumOfNWFilters", since = "0.8.0", access = "connect:search-nwfilters", filter = "nwfilter:getattr", wire = 178, priority = "high",
        via = "self.list_all_nwfilters(0)",
        then = "count",
    )]
    fn count_nwfilters() -> u32;

    /// The names of all network filters.
    #[operation(
        c = "virConnectListNWFilters", since = "0.8.0", access = "connect:search-nwfilters", filter = "nwfilter:getattr", wire = 179, priority = "high",
        via = "self.list_all_nwfilters(0)",
        then = "names",
    )]
    fn list_nwfilter_names() -> Vec<String>;

    /// The network filter with this name.
    #[operation(c = "virNWFilterLookupByName", since = "0.8.0", access = "nwfilter:getattr", wire = 175, priority = "high")]
    fn lookup_nwfilter_by_name(name: String) -> NwFilter;

    /// The network filter with this UUID.
    #[operation(c = "virNWFilterLookupByUUID", since = "0.8.0", access = "nwfilter:getattr", wire = 176, priority = "high")]
    fn lookup_nwfilter_by_uuid(uuid: Uuid) -> NwFilter;

    /// Stores a network filter, or replaces the one with the same name and UUID; what uses it follows at once.
    #[operation(
        c = "virNWFilterDefineXML", since = "0.8.0", access = "nwfilter:write, nwfilter:save", wire = 180, priority = "high",
        via = "self.define_nwfilter_xml_flags(xml, NwFilterDefineFlags::empty())",
    )]
    fn define_nwfilter_xml(xml: String) -> NwFilter;

    /// Stores a network filter, or replaces the one with the same name and UUID; what uses it follows at once.
    #[operation(c = "virNWFilterDefineXMLFlags", since = "7.7.0", access = "nwfilter:write, nwfilter:save", wire = 431, priority = "high")]
    fn define_nwfilter_xml_flags(xml: String, flags: NwFilterDefineFlags) -> NwFilter;

    /// All bindings of network filters. The order is not defined.
    #[operation(
        c = "virConnectListAllNWFilterBindings", since = "4.5.0", access = "connect:search-nwfilter-bindings", filter = "nwfilter-binding:getattr", wire = 401, priority = "high",
    )]
    fn list_all_nwfilter_bindings(#[unused_flags] flags: u32) -> Vec<NwFilterBinding>;

    /// The binding on this interface of the host.
    #[operation(c = "virNWFilterBindingLookupByPortDev", since = "4.5.0", access = "nwfilter-binding:getattr", wire = 397, priority = "high")]
    fn lookup_nwfilter_binding_by_port_device(port_device: String) -> NwFilterBinding;

    /// Puts a filter on an interface, as a document says.
    #[operation(c = "virNWFilterBindingCreateXML", since = "4.5.0", access = "nwfilter-binding:create", wire = 399, priority = "high")]
    fn create_nwfilter_binding_xml(xml: String, flags: NwFilterBindingCreateFlags) -> NwFilterBinding;
}
