//! Operations of virtual networks and their ports.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A virtual network: a bridge or a forwarding mode that guests are plugged into.
#[object(family = "network", key = "uuid")]
pub trait Network {
    /// Starts the defined network.
    #[operation(c = "virNetworkCreate", since = "0.2.0", access = "network:start", wire = 39)]
    fn create();

    /// Stops the network; one without a stored definition is gone then.
    #[operation(c = "virNetworkDestroy", since = "0.2.0", access = "network:stop", wire = 42, priority = "high")]
    fn destroy();

    /// Removes the stored definition; an active network goes on as a transient one.
    #[operation(c = "virNetworkUndefine", since = "0.2.0", access = "network:delete", wire = 49, priority = "high")]
    fn undefine();

    /// The network as a document: as it runs, or as it is stored.
    #[operation(c = "virNetworkGetXMLDesc", since = "0.2.0", access = "network:read", wire = 43, priority = "high")]
    fn xml_desc(flags: NetworkXmlFlags) -> String;

    /// The bridge of the host that the network uses.
    #[operation(c = "virNetworkGetBridgeName", since = "0.2.0", access = "network:read", wire = 45, priority = "high")]
    fn bridge_name() -> String;

    /// Whether the network starts with the host.
    #[operation(c = "virNetworkGetAutostart", since = "0.2.1", access = "network:read", wire = 44, priority = "high")]
    fn autostart() -> bool;

    /// Says whether the network starts with the host.
    #[operation(c = "virNetworkSetAutostart", since = "0.2.1", access = "network:write", wire = 48, priority = "high")]
    fn set_autostart(autostart: bool);

    /// Whether the network runs.
    #[operation(c = "virNetworkIsActive", since = "0.7.3", access = "network:read", wire = 152, priority = "high")]
    fn is_active() -> bool;

    /// Whether there is a stored definition.
    #[operation(c = "virNetworkIsPersistent", since = "0.7.3", access = "network:read", wire = 153, priority = "high")]
    fn is_persistent() -> bool;

    /// Changes one part of the network: adds, replaces or removes an element of a section, in what runs, what is
    /// stored, or both. Where there are several sections of the kind, `parent_index` counts to the one meant; -1 lets
    /// the driver find it.
    #[operation(
        c = "virNetworkUpdate", since = "0.10.2", access = "network:write, network:save@flags=!VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE, network:save@flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG", wire = 291, priority = "high",
    )]
    fn update(
        command: NetworkUpdateCommand,
        section: NetworkUpdateSection,
        parent_index: i32,
        xml: String,
        flags: NetworkUpdateFlags,
    );

    /// The addresses that the network has leased, to all guests or to one interface by its MAC address.
    #[operation(c = "virNetworkGetDHCPLeases", since = "1.2.6", access = "network:read", wire = 341)]
    fn dhcp_leases(mac: Option<String>, #[unused_flags] flags: u32) -> Vec<NetworkDhcpLease>;

    /// The description, the title, or the application's element with this namespace.
    #[operation(c = "virNetworkGetMetadata", since = "9.7.0", access = "network:read", wire = 445, exclusive = "AFFECT_LIVE|AFFECT_CONFIG")]
    fn metadata(metadata_type: NetworkMetadataType, namespace_uri: Option<String>, flags: NetworkUpdateFlags) -> String;

    /// Replaces the description, the title, or the application's element with this namespace, whose prefix is then
    /// `key`; without `metadata` it is removed.
    #[operation(
        c = "virNetworkSetMetadata", since = "9.7.0", access = "network:write, network:save@flags=!VIR_NETWORK_UPDATE_AFFECT_CONFIG|VIR_NETWORK_UPDATE_AFFECT_LIVE, network:save@flags=VIR_NETWORK_UPDATE_AFFECT_CONFIG", wire = 444,
    )]
    fn set_metadata(
        metadata_type: NetworkMetadataType,
        metadata: Option<String>,
        key: Option<String>,
        namespace_uri: Option<String>,
        flags: NetworkUpdateFlags,
    );

    /// The ports of the network.
    #[operation(
        c = "virNetworkListAllPorts", since = "5.5.0", access = "network:search-ports", filter = "network-port:getattr", wire = 404, priority = "high",
    )]
    fn list_all_ports(#[unused_flags] flags: u32) -> Vec<NetworkPort>;

    /// The port with this UUID.
    #[operation(c = "virNetworkPortLookupByUUID", since = "5.5.0", access = "network-port:getattr", wire = 405, priority = "high")]
    fn lookup_port_by_uuid(uuid: Uuid) -> NetworkPort;

    /// Plugs something into the network, as a document says.
    #[operation(c = "virNetworkPortCreateXML", since = "5.5.0", access = "network-port:create", wire = 406)]
    fn create_port_xml(xml: String, flags: NetworkPortCreateFlags) -> NetworkPort;
}

/// What is plugged into a network: an interface of a guest, or any other end.
#[object(family = "network", key = "network.uuid, uuid")]
pub trait NetworkPort {
    /// The port as a document.
    #[operation(c = "virNetworkPortGetXMLDesc", since = "5.5.0", access = "network-port:read", wire = 409)]
    fn xml_desc(#[unused_flags] flags: u32) -> String;

    /// Unplugs the port.
    #[operation(c = "virNetworkPortDelete", since = "5.5.0", access = "network-port:delete", wire = 410)]
    fn delete(#[unused_flags] flags: u32);

    /// The limits of bandwidth, by the names in `NetworkPortParameters`.
    #[operation(c = "virNetworkPortGetParameters", since = "5.5.0", access = "network-port:read", wire = 407)]
    fn parameters(#[unused_flags] flags: u32) -> TypedParameters;

    /// Changes limits of bandwidth; those that are not named stay.
    #[operation(c = "virNetworkPortSetParameters", since = "5.5.0", access = "network-port:write", wire = 408)]
    fn set_parameters(
        #[non_empty] #[parameters(NetworkPortParameters)] parameters: TypedParameters,
        #[unused_flags] flags: u32,
    );
}

/// Networks of the connection.
#[extends(family = "network")]
pub trait Connection {
    /// The networks that match the flags; all of them when there is none. The order is not defined.
    #[operation(
        c = "virConnectListAllNetworks", since = "0.10.2", access = "connect:search-networks", filter = "network:getattr", wire = 283, priority = "high",
    )]
    fn list_all_networks(flags: ListAllNetworksFlags) -> Vec<Network>;

    /// How many networks run.
    #[operation(
        c = "virConnectNumOfNetworks", since = "0.2.0", access = "connect:search-networks", filter = "network:getattr", wire = 52, priority = "high",
        via = "self.list_all_networks(ListAllNetworksFlags::ACTIVE)",
        then = "count",
    )]
    fn count_networks() -> u32;

    /// The names of the networks that run.
    #[operation(
        c = "virConnectListNetworks", since = "0.2.0", access = "connect:search-networks", filter = "network:getattr", wire = 38, priority = "high",
        via = "self.list_all_networks(ListAllNetworksFlags::ACTIVE)",
        then = "names",
    )]
    fn list_network_names() -> Vec<String>;

    /// How many networks are defined and do not run.
    #[operation(
        c = "virConnectNumOfDefinedNetworks", since = "0.2.0", access = "connect:search-networks", filter = "network:getattr", wire = 50, priority = "high",
        via = "self.list_all_networks(ListAllNetworksFlags::INACTIVE)",
        then = "count",
    )]
    fn count_defined_networks() -> u32;

    /// The names of the networks that are defined and do not run.
    #[operation(
        c = "virConnectListDefinedNetworks", since = "0.2.0", access = "connect:search-networks", filter = "network:getattr", wire = 36, priority = "high",
        via = "self.list_all_networks(ListAllNetworksFlags::INACTIVE)",
        then = "names",
    )]
    fn list_defined_network_names() -> Vec<String>;

    /// The network with this name.
    #[operation(c = "virNetworkLookupByName", since = "0.2.0", access = "network:getattr", wire = 46, priority = "high")]
    fn lookup_network_by_name(name: String) -> Network;

    /// The network with this UUID.
    #[operation(c = "virNetworkLookupByUUID", since = "0.2.0", access = "network:getattr", wire = 47, priority = "high")]
    fn lookup_network_by_uuid(uuid: Uuid) -> Network;

    /// Stores a network's definition, or replaces the one with the same name and UUID.
    #[operation(
        c = "virNetworkDefineXML", since = "0.2.0", access = "network:write, network:save", wire = 41, priority = "high",
        via = "self.define_network_xml_flags(xml, NetworkDefineFlags::empty())",
    )]
    fn define_network_xml(xml: String) -> Network;

    /// Stores a network's definition, or replaces the one with the same name and UUID.
    #[operation(c = "virNetworkDefineXMLFlags", since = "7.7.0", access = "network:write, network:save", wire = 432, priority = "high")]
    fn define_network_xml_flags(xml: String, flags: NetworkDefineFlags) -> Network;

    /// Starts a network from a document; without a stored definition of the same name it is transient.
    #[operation(
        c = "virNetworkCreateXML", since = "0.2.0", access = "network:write, network:start", wire = 40,
        via = "self.create_network_xml_flags(xml, NetworkCreateFlags::empty())",
    )]
    fn create_network_xml(xml: String) -> Network;

    /// Starts a network from a document; without a stored definition of the same name it is transient.
    #[operation(c = "virNetworkCreateXMLFlags", since = "7.8.0", access = "network:write, network:start", wire = 437, priority = "high")]
    fn create_network_xml_flags(xml: String, flags: NetworkCreateFlags) -> Network;
}
