//! Operations of a connection.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// A connection to one hypervisor, through one driver.
///
/// Clones are cheap and share the connection. It closes when [`Connection::close`] is called or the last clone goes.
#[object(family = "hypervisor")]
pub trait Connection {
    /// The name of the hypervisor, as in `QEMU`.
    #[operation(c = "virConnectGetType", since = "0.0.3", access = "connect:getattr", wire = 3, priority = "high")]
    fn hypervisor_type() -> String;

    /// The version of the hypervisor as major * 1,000,000 + minor * 1,000 + release; 0 where it cannot be known.
    #[operation(c = "virConnectGetVersion", since = "0.0.3", access = "connect:getattr", wire = 4, priority = "high")]
    fn version() -> u64;

    /// The version of the library that serves the connection, in the same form.
    #[operation(c = "virConnectGetLibVersion", since = "0.7.3", access = "connect:getattr", wire = 157, priority = "high")]
    fn library_version() -> u64;

    /// The name of the host that runs the guests.
    #[operation(c = "virConnectGetHostname", since = "0.3.0", access = "connect:getattr", wire = 59, priority = "high")]
    fn hostname() -> String;

    /// The URI that reaches the same hypervisor again.
    #[operation(c = "virConnectGetURI", since = "0.3.0", access = "connect:getattr", wire = 110, priority = "high")]
    fn uri() -> String;

    /// Whether the connection still works.
    #[operation(c = "virConnectIsAlive", since = "0.9.8")]
    fn is_alive() -> bool;

    /// Whether the traffic is encrypted; a connection within the process is not.
    #[operation(c = "virConnectIsEncrypted", since = "0.7.3")]
    fn is_encrypted() -> bool;

    /// Whether nobody can listen: encrypted, or within the host.
    #[operation(c = "virConnectIsSecure", since = "0.7.3", wire = 149, priority = "high")]
    fn is_secure() -> bool;

    /// The most virtual processors that a guest of a virtualization type may have; no type means the driver's default.
    #[operation(c = "virConnectGetMaxVcpus", since = "0.2.1", access = "connect:read", wire = 5, priority = "high")]
    fn max_vcpus(virtualization_type: Option<String>) -> u32;

    /// The capabilities of host and hypervisor: a `<capabilities>` document.
    #[operation(c = "virConnectGetCapabilities", since = "0.2.1", access = "connect:read", wire = 7)]
    fn capabilities() -> String;

    /// What guests of an emulator, architecture, machine and virtualization type can have: a `<domainCapabilities>`
    /// document. What is left out, the driver chooses.
    #[operation(c = "virConnectGetDomainCapabilities", since = "1.2.7", access = "connect:write", wire = 342)]
    fn domain_capabilities(
        emulator: Option<String>,
        architecture: Option<String>,
        machine: Option<String>,
        virtualization_type: Option<String>,
        flags: GetDomainCapabilitiesFlags,
    ) -> String;

    /// Processors and memory of the host.
    #[operation(c = "virNodeGetInfo", since = "0.1.0", access = "connect:read", wire = 6, priority = "high")]
    fn node_info() -> NodeInfo;

    /// How many domains are active.
    #[operation(c = "virConnectNumOfDomains", since = "0.0.3", access = "connect:search-domains", filter = "domain:getattr", wire = 51, priority = "high")]
    fn count_domains() -> u32;

    /// How many domains are defined and not active.
    #[operation(c = "virConnectNumOfDefinedDomains", since = "0.1.5", access = "connect:search-domains", filter = "domain:getattr", wire = 25, priority = "high")]
    fn count_defined_domains() -> u32;

    /// The domains that match the flags; all of them when there is none. The order is not defined.
    #[operation(c = "virConnectListAllDomains", since = "0.9.13", access = "connect:search-domains", filter = "domain:getattr", wire = 273, priority = "high")]
    fn list_all_domains(flags: ListAllDomainsFlags) -> Vec<Domain>;

    /// The active domain with this number.
    #[operation(c = "virDomainLookupByID", since = "0.0.3", access = "domain:getattr", wire = 22, priority = "high")]
    fn lookup_domain_by_id(#[non_negative] id: i32) -> Domain;

    /// The domain with this name.
    #[operation(c = "virDomainLookupByName", since = "0.0.3", access = "domain:getattr", wire = 23, priority = "high")]
    fn lookup_domain_by_name(name: String) -> Domain;

    /// The domain with this UUID.
    #[operation(c = "virDomainLookupByUUID", since = "0.0.5", access = "domain:getattr", wire = 24, priority = "high")]
    fn lookup_domain_by_uuid(uuid: Uuid) -> Domain;

    /// Stores a domain definition, or replaces the one with the same name and UUID.
    #[operation(c = "virDomainDefineXML", since = "0.1.1", access = "domain:write, domain:save", wire = 11, priority = "high", via = "self.define_domain_xml_flags(xml, DomainDefineFlags::empty())")]
    fn define_domain_xml(xml: String) -> Domain;

    /// Stores a domain definition, or replaces the one with the same name and UUID.
    #[operation(c = "virDomainDefineXMLFlags", since = "1.2.12", access = "domain:write, domain:save", wire = 350, priority = "high")]
    fn define_domain_xml_flags(xml: String, flags: DomainDefineFlags) -> Domain;

    /// Starts a guest from a document; without a stored definition of the same name it is transient.
    #[operation(c = "virDomainCreateXML", since = "0.5.0", access = "domain:write, domain:start", wire = 10)]
    fn create_domain_xml(xml: String, flags: DomainCreateFlags) -> Domain;

    /// Statistics of all domains that match the flags, in one call. A guest that does not answer in time is reported
    /// with what is known of it without asking.
    #[operation(c = "virConnectGetAllDomainStats", since = "1.2.8", access = "connect:search-domains", filter = "domain:read", wire = 344)]
    fn all_domain_stats(groups: DomainStatsTypes, flags: GetAllDomainStatsFlags) -> Vec<DomainStatsRecord>;
}
