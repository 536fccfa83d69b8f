//! Values, results and events of networks.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Which network.
#[record]
pub struct NetworkIdentity {
    /// The name.
    pub name: Name,
    /// The UUID.
    pub uuid: Uuid,
}

/// Which port of which network.
#[record]
pub struct NetworkPortIdentity {
    /// The network it belongs to.
    pub network: NetworkIdentity,
    /// The UUID.
    pub uuid: Uuid,
}

/// An address that a network has leased.
#[record(c = "virNetworkDHCPLease")]
pub struct NetworkDhcpLease {
    /// The interface of the host that gave it.
    pub interface: String,
    /// When it ends, in seconds since 1970.
    pub expiry_time: i64,
    /// The kind of address.
    pub address_type: IpAddressType,
    /// The MAC address of the guest's interface.
    pub mac: Option<String>,
    /// The number that an IPv6 client gave its interface.
    pub iaid: Option<String>,
    /// The address.
    pub ip_address: String,
    /// How many bits of it are the network's.
    pub prefix: u32,
    /// The name that the guest gave.
    pub hostname: Option<String>,
    /// The identifier that the guest gave.
    pub client_id: Option<String>,
}

/// A kind of address.
#[enumeration(c = "virIPAddrType")]
pub enum IpAddressType {
    /// Four bytes.
    #[value(c = "VIR_IP_ADDR_TYPE_IPV4", since = "1.2.6")]
    Ipv4 = 0,
    /// Sixteen bytes.
    #[value(c = "VIR_IP_ADDR_TYPE_IPV6", since = "1.2.6")]
    Ipv6 = 1,
}

/// Which networks to list: within a group any match counts, and every group that is named must match.
#[flags(c = "virConnectListAllNetworksFlags")]
pub enum ListAllNetworksFlags {
    /// Networks that are defined and do not run.
    #[value(c = "VIR_CONNECT_LIST_NETWORKS_INACTIVE", since = "0.10.2")]
    Inactive = 0x1,
    /// Networks that run.
    #[value(c = "VIR_CONNECT_LIST_NETWORKS_ACTIVE", since = "0.10.2")]
    Active = 0x2,
    /// Networks with a stored definition.
    #[value(c = "VIR_CONNECT_LIST_NETWORKS_PERSISTENT", since = "0.10.2")]
    Persistent = 0x4,
    /// Networks that are gone when they stop.
    #[value(c = "VIR_CONNECT_LIST_NETWORKS_TRANSIENT", since = "0.10.2")]
    Transient = 0x8,
    /// Networks that start with the host.
    #[value(c = "VIR_CONNECT_LIST_NETWORKS_AUTOSTART", since = "0.10.2")]
    Autostart = 0x10,
    /// Networks that do not start with the host.
    #[value(c = "VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART", since = "0.10.2")]
    NoAutostart = 0x20,
}

/// Which view of a network to give.
#[flags(c = "virNetworkXMLFlags")]
pub enum NetworkXmlFlags {
    /// As it is stored, also while it runs.
    #[value(c = "VIR_NETWORK_XML_INACTIVE", since = "0.9.10")]
    Inactive = 0x1,
}

/// How to store a network.
#[flags(c = "virNetworkDefineFlags")]
pub enum NetworkDefineFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_NETWORK_DEFINE_VALIDATE", since = "7.7.0")]
    Validate = 0x1,
}

/// How to start a network from a document.
#[flags(c = "virNetworkCreateFlags")]
pub enum NetworkCreateFlags {
    /// Check the document against its schema first.
    #[value(c = "VIR_NETWORK_CREATE_VALIDATE", since = "7.8.0")]
    Validate = 0x1,
}

/// How to make a port.
#[flags(c = "virNetworkPortCreateFlags")]
pub enum NetworkPortCreateFlags {
    /// The port was there before: take up again what it uses instead of claiming it anew.
    #[value(c = "VIR_NETWORK_PORT_CREATE_RECLAIM", since = "5.5.0")]
    Reclaim = 0x1,
    /// Check the document against its schema first.
    #[value(c = "VIR_NETWORK_PORT_CREATE_VALIDATE", since = "7.8.0")]
    Validate = 0x2,
}

/// What a change of a network affects; nothing named means what runs if it does, else what is stored.
#[flags(c = "virNetworkUpdateFlags")]
pub enum NetworkUpdateFlags {
    /// What runs.
    #[value(c = "VIR_NETWORK_UPDATE_AFFECT_LIVE", since = "0.10.2")]
    AffectLive = 0x1,
    /// What is stored.
    #[value(c = "VIR_NETWORK_UPDATE_AFFECT_CONFIG", since = "0.10.2")]
    AffectConfig = 0x2,
}

/// What to do with an element of a network.
#[enumeration(c = "virNetworkUpdateCommand")]
pub enum NetworkUpdateCommand {
    /// Nothing; it is refused.
    #[value(c = "VIR_NETWORK_UPDATE_COMMAND_NONE", since = "0.10.2")]
    None = 0,
    /// Replace the element that matches.
    #[value(c = "VIR_NETWORK_UPDATE_COMMAND_MODIFY", since = "0.10.2")]
    Modify = 1,
    /// Remove the element that matches.
    #[value(c = "VIR_NETWORK_UPDATE_COMMAND_DELETE", since = "0.10.2")]
    Delete = 2,
    /// Add the element after the others.
    #[value(c = "VIR_NETWORK_UPDATE_COMMAND_ADD_LAST", since = "0.10.2")]
    AddLast = 3,
    /// Add the element before the others.
    #[value(c = "VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST", since = "0.10.2")]
    AddFirst = 4,
}

/// A part of a network's document.
#[enumeration(c = "virNetworkUpdateSection")]
pub enum NetworkUpdateSection {
    /// No part; it is refused.
    #[value(c = "VIR_NETWORK_SECTION_NONE", since = "0.10.2")]
    None = 0,
    /// `<bridge>`.
    #[value(c = "VIR_NETWORK_SECTION_BRIDGE", since = "0.10.2")]
    Bridge = 1,
    /// `<domain>`.
    #[value(c = "VIR_NETWORK_SECTION_DOMAIN", since = "0.10.2")]
    Domain = 2,
    /// `<ip>`.
    #[value(c = "VIR_NETWORK_SECTION_IP", since = "0.10.2")]
    Ip = 3,
    /// `<host>` in `<dhcp>`.
    #[value(c = "VIR_NETWORK_SECTION_IP_DHCP_HOST", since = "0.10.2")]
    IpDhcpHost = 4,
    /// `<range>` in `<dhcp>`.
    #[value(c = "VIR_NETWORK_SECTION_IP_DHCP_RANGE", since = "0.10.2")]
    IpDhcpRange = 5,
    /// `<forward>`.
    #[value(c = "VIR_NETWORK_SECTION_FORWARD", since = "0.10.2")]
    Forward = 6,
    /// `<interface>` in `<forward>`.
    #[value(c = "VIR_NETWORK_SECTION_FORWARD_INTERFACE", since = "0.10.2")]
    ForwardInterface = 7,
    /// `<pf>` in `<forward>`.
    #[value(c = "VIR_NETWORK_SECTION_FORWARD_PF", since = "0.10.2")]
    ForwardPf = 8,
    /// `<portgroup>`.
    #[value(c = "VIR_NETWORK_SECTION_PORTGROUP", since = "0.10.2")]
    Portgroup = 9,
    /// `<host>` in `<dns>`.
    #[value(c = "VIR_NETWORK_SECTION_DNS_HOST", since = "0.10.2")]
    DnsHost = 10,
    /// `<txt>` in `<dns>`.
    #[value(c = "VIR_NETWORK_SECTION_DNS_TXT", since = "0.10.2")]
    DnsTxt = 11,
    /// `<srv>` in `<dns>`.
    #[value(c = "VIR_NETWORK_SECTION_DNS_SRV", since = "0.10.2")]
    DnsSrv = 12,
}

/// A piece of metadata.
#[enumeration(c = "virNetworkMetadataType")]
pub enum NetworkMetadataType {
    /// A text for people.
    #[value(c = "VIR_NETWORK_METADATA_DESCRIPTION", since = "9.7.0")]
    Description = 0,
    /// One line for people.
    #[value(c = "VIR_NETWORK_METADATA_TITLE", since = "9.7.0")]
    Title = 1,
    /// An element in an application's own namespace.
    #[value(c = "VIR_NETWORK_METADATA_ELEMENT", since = "9.7.0")]
    Element = 2,
}

/// A step in the life of a network.
#[enumeration(c = "virNetworkEventLifecycleType")]
pub enum NetworkEventType {
    /// A definition was stored.
    #[value(c = "VIR_NETWORK_EVENT_DEFINED", since = "1.2.1")]
    Defined = 0,
    /// The definition was removed.
    #[value(c = "VIR_NETWORK_EVENT_UNDEFINED", since = "1.2.1")]
    Undefined = 1,
    /// It runs now.
    #[value(c = "VIR_NETWORK_EVENT_STARTED", since = "1.2.1")]
    Started = 2,
    /// It runs no more.
    #[value(c = "VIR_NETWORK_EVENT_STOPPED", since = "1.2.1")]
    Stopped = 3,
}

/// What happened to a network.
#[tagged(c = "virNetworkEventID")]
pub enum NetworkEventKind {
    /// A step of its life; `detail` is 0 so far.
    #[value(c = "VIR_NETWORK_EVENT_ID_LIFECYCLE", since = "1.2.1")]
    Lifecycle { event: NetworkEventType, detail: i32 } = 0,
    /// Metadata changed.
    #[value(c = "VIR_NETWORK_EVENT_ID_METADATA_CHANGE", since = "9.8.0")]
    MetadataChange { metadata_type: i32, namespace_uri: Option<String> } = 1,
}

/// Limits of bandwidth of a port, in KiB and KiB per second.
#[parameters]
pub struct NetworkPortParameters {
    /// What may come in on average.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE", name = "inbound.average")]
    pub inbound_average: u32,
    /// What may come in at most for a while.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK", name = "inbound.peak")]
    pub inbound_peak: u32,
    /// How much may come in at the peak rate.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_IN_BURST", name = "inbound.burst")]
    pub inbound_burst: u32,
    /// What can always come in.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR", name = "inbound.floor")]
    pub inbound_floor: u32,
    /// What may go out on average.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE", name = "outbound.average")]
    pub outbound_average: u32,
    /// What may go out at most for a while.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK", name = "outbound.peak")]
    pub outbound_peak: u32,
    /// How much may go out at the peak rate.
    #[parameter(c = "VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST", name = "outbound.burst")]
    pub outbound_burst: u32,
}
