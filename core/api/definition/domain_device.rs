//! Operations on a domain's devices, files, metadata and lifecycle actions.
//!
//! Input of `cargo xtask codegen`; not compiled. `mod.md` beside this file explains the attributes.

/// Devices and settings.
#[extends(family = "hypervisor")]
pub trait Domain {
    /// Plugs a device into the running guest.
    #[operation(
        c = "virDomainAttachDevice", since = "0.1.9", access = "domain:write", wire = 8,
        via = "self.attach_device_flags(xml, DomainDeviceModifyFlags::LIVE)",
    )]
    fn attach_device(xml: String);

    /// Plugs a device in, where the flags say.
    #[operation(
        c = "virDomainAttachDeviceFlags", since = "0.7.7", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 160,
    )]
    fn attach_device_flags(xml: String, flags: DomainDeviceModifyFlags);

    /// Asks the running guest to let a device go.
    #[operation(
        c = "virDomainDetachDevice", since = "0.1.9", access = "domain:write", wire = 13,
        via = "self.detach_device_flags(xml, DomainDeviceModifyFlags::LIVE)",
    )]
    fn detach_device(xml: String);

    /// Takes a device out, where the flags say; a running guest has to let it go, and an event tells when it did.
    #[operation(
        c = "virDomainDetachDeviceFlags", since = "0.7.7", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 161,
    )]
    fn detach_device_flags(xml: String, flags: DomainDeviceModifyFlags);

    /// Takes the device with this alias out, where the flags say.
    #[operation(
        c = "virDomainDetachDeviceAlias", since = "4.4.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 392,
    )]
    fn detach_device_alias(alias: String, flags: DomainDeviceModifyFlags);

    /// Changes a device to what a document says, where the flags say: a medium, a link, a password.
    #[operation(
        c = "virDomainUpdateDeviceFlags", since = "0.8.0", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 174,
    )]
    fn update_device_flags(xml: String, flags: DomainDeviceModifyFlags);

    /// The description, the title, or the application's element with this namespace.
    #[operation(c = "virDomainGetMetadata", since = "0.9.10", access = "domain:read", wire = 265, exclusive = "LIVE|CONFIG")]
    fn metadata(
        metadata_type: DomainMetadataType,
        namespace_uri: Option<String>,
        flags: DomainModificationImpact,
    ) -> String;

    /// Replaces the description, the title, or the application's element with this namespace, whose prefix is then
    /// `key`; without `metadata` it is removed.
    #[operation(
        c = "virDomainSetMetadata", since = "0.9.10", access = "domain:write, domain:save@flags=!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE, domain:save@flags=VIR_DOMAIN_AFFECT_CONFIG", wire = 264,
    )]
    fn set_metadata(
        metadata_type: DomainMetadataType,
        metadata: Option<String>,
        key: Option<String>,
        namespace_uri: Option<String>,
        flags: DomainModificationImpact,
    );

    /// What somebody should know of the guest: deprecated devices, states that nobody supports, failed disks.
    #[operation(c = "virDomainGetMessages", since = "7.1.0", access = "domain:read", wire = 426)]
    fn messages(flags: DomainMessageTypes) -> Vec<String>;

    /// What to do when the guest powers off, reboots or crashes.
    #[operation(c = "virDomainSetLifecycleAction", since = "3.9.0", access = "domain:write", wire = 390)]
    fn set_lifecycle_action(event: DomainLifecycleTrigger, action: DomainLifecycleAction, flags: DomainModificationImpact);

    /// Has the graphics server read its certificates again.
    #[operation(c = "virDomainGraphicsReload", since = "10.2.0", access = "domain:write", wire = 448)]
    fn graphics_reload(kind: DomainGraphicsReloadType, #[unused_flags] flags: u32);

    /// Whether the guest starts with the host the next time only.
    #[operation(c = "virDomainGetAutostartOnce", since = "11.2.0", access = "domain:read", wire = 449, priority = "high")]
    fn autostart_once() -> bool;

    /// Says whether the guest starts with the host the next time only.
    #[operation(c = "virDomainSetAutostartOnce", since = "11.2.0", access = "domain:write", wire = 450, priority = "high")]
    fn set_autostart_once(autostart: bool);

    /// Starts the defined guest; a guest in a container gets these open files.
    #[operation(c = "virDomainCreateWithFiles", since = "1.1.1", access = "domain:start", wire = 310)]
    fn create_with_files(files: Vec<FileDescriptor>, flags: DomainCreateFlags) -> Identity;

    /// Gives the graphics server with this index the socket of a client.
    #[operation(c = "virDomainOpenGraphics", since = "0.9.7", access = "domain:open-graphics", wire = 249)]
    fn open_graphics(index: u32, file: FileDescriptor, flags: DomainOpenGraphicsFlags);

    /// Opens a socket to the graphics server with this index.
    #[operation(c = "virDomainOpenGraphicsFD", since = "1.2.8", access = "domain:open-graphics", wire = 343)]
    fn open_graphics_fd(index: u32, flags: DomainOpenGraphicsFlags) -> FileDescriptor;

    /// Gives open files a name that documents of the guest can use, for as long as the connection lasts.
    #[operation(c = "virDomainFDAssociate", since = "9.0.0", access = "domain:write", wire = 443, read_only = "refused")]
    fn fd_associate(name: String, #[non_empty] files: Vec<FileDescriptor>, flags: DomainFdAssociateFlags);

    /// Sends one command to QEMU's monitor with open files, and gives its answer with the files that came with it.
    #[operation(c = "virDomainQemuMonitorCommandWithFiles", since = "8.2.0", access = "domain:write", wire = 7)]
    fn qemu_monitor_command_with_files(
        #[non_empty] command: String,
        files: Vec<FileDescriptor>,
        flags: DomainQemuMonitorCommandFlags,
    ) -> QemuMonitorAnswer;

    /// The name spaces of a guest in a container, as open files.
    #[operation(c = "virDomainLxcOpenNamespace", since = "1.0.2", access = "domain:open-namespace", wire = 1)]
    fn lxc_open_namespace(#[unused_flags] flags: u32) -> Vec<FileDescriptor>;
}

/// Other ways to find, start and describe guests.
#[extends(family = "hypervisor")]
pub trait Connection {
    /// The numbers of the active domains.
    #[operation(
        c = "virConnectListDomains", since = "0.0.3", access = "connect:search-domains", filter = "domain:getattr", wire = 37, priority = "high",
        via = "self.list_all_domains(ListAllDomainsFlags::ACTIVE)",
        then = "ids",
    )]
    fn list_domain_ids() -> Vec<u32>;

    /// The names of the domains that are defined and not active.
    #[operation(
        c = "virConnectListDefinedDomains", since = "0.1.1", access = "connect:search-domains", filter = "domain:getattr", wire = 21, priority = "high",
        via = "self.list_all_domains(ListAllDomainsFlags::INACTIVE)",
        then = "names",
    )]
    fn list_defined_domain_names() -> Vec<String>;

    /// Starts a guest from a document; a guest in a container gets these open files.
    #[operation(c = "virDomainCreateXMLWithFiles", since = "1.1.1", access = "domain:write, domain:start", wire = 309)]
    fn create_domain_xml_with_files(xml: String, files: Vec<FileDescriptor>, flags: DomainCreateFlags) -> Domain;

    /// The old name of `create_domain_xml`.
    #[operation(
        c = "virDomainCreateLinux", since = "0.0.3",
        read_only = "refused",
        via = "self.create_domain_xml(xml, flags)",
    )]
    fn create_linux_domain(xml: String, flags: DomainCreateFlags) -> Domain;

    /// Statistics of these domains, in one call.
    #[operation(c = "virDomainListGetStats", since = "1.2.8")]
    fn domain_stats(
        #[non_empty] domains: Vec<Domain>,
        groups: DomainStatsTypes,
        flags: GetAllDomainStatsFlags,
    ) -> Vec<DomainStatsRecord>;

    /// A domain's document made from a configuration in the hypervisor's own format.
    #[operation(c = "virConnectDomainXMLFromNative", since = "0.6.4", access = "connect:write", wire = 135)]
    fn domain_xml_from_native(
        native_format: String,
        native_configuration: String,
        #[unused_flags] flags: u32,
    ) -> String;

    /// A configuration in the hypervisor's own format (for QEMU, its command line) made from a domain's document.
    #[operation(c = "virConnectDomainXMLToNative", since = "0.6.4", access = "connect:write", wire = 136)]
    fn domain_xml_to_native(native_format: String, domain_xml: String, #[unused_flags] flags: u32) -> String;

    /// Takes a running QEMU process over as a domain.
    #[operation(c = "virDomainQemuAttach", since = "0.9.4", access = "domain:start, domain:write", wire = 2)]
    fn qemu_attach(#[non_zero] process: u32, #[unused_flags] flags: u32) -> Domain;
}
