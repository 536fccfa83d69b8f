//! The error numbers and the parts of the system that raise them.
//!
//! One table each: the Rust name, the number and name that C programs see, and (for codes) the sentence that a message
//! starts with, without and with a detail. Programs compare these, so they never change.

/// Defines an enumeration of wire and C numbers whose values carry their C name.
macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $value:literal, $c_name:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(i32)]
        pub enum $name { $($(#[$doc])* $variant = $value,)* }

        impl $name {
            /// Every value, in numeric order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The number that C programs and the wire protocol use.
            pub const fn number(self) -> i32 {
                self as i32
            }

            /// The value with this number, if there is one.
            pub fn from_number(number: i32) -> Option<$name> {
                match number { $($value => Some($name::$variant),)* _ => None }
            }

            /// The name of the C constant.
            pub const fn c_name(self) -> &'static str {
                match self { $($name::$variant => $c_name,)* }
            }
        }
    };
}

numbered! {
    /// What went wrong: the error numbers of `virErrorNumber`.
    ErrorCode {
        /// No error.
        Ok = 0, "VIR_ERR_OK";
        /// Internal error.
        InternalError = 1, "VIR_ERR_INTERNAL_ERROR";
        /// Out of memory.
        NoMemory = 2, "VIR_ERR_NO_MEMORY";
        /// This function is not supported by the connection driver.
        NoSupport = 3, "VIR_ERR_NO_SUPPORT";
        /// Unknown host.
        UnknownHost = 4, "VIR_ERR_UNKNOWN_HOST";
        /// No connection driver available.
        NoConnect = 5, "VIR_ERR_NO_CONNECT";
        /// Invalid connection pointer in.
        InvalidConn = 6, "VIR_ERR_INVALID_CONN";
        /// Invalid domain pointer in.
        InvalidDomain = 7, "VIR_ERR_INVALID_DOMAIN";
        /// Invalid argument.
        InvalidArg = 8, "VIR_ERR_INVALID_ARG";
        /// Operation failed.
        OperationFailed = 9, "VIR_ERR_OPERATION_FAILED";
        /// GET operation failed.
        GetFailed = 10, "VIR_ERR_GET_FAILED";
        /// POST operation failed.
        PostFailed = 11, "VIR_ERR_POST_FAILED";
        /// Got unknown HTTP error code.
        HttpError = 12, "VIR_ERR_HTTP_ERROR";
        /// Failed to serialize S-Expr.
        SexprSerial = 13, "VIR_ERR_SEXPR_SERIAL";
        /// Could not use Xen hypervisor entry.
        NoXen = 14, "VIR_ERR_NO_XEN";
        /// Failed Xen syscall.
        XenCall = 15, "VIR_ERR_XEN_CALL";
        /// Unknown OS type.
        OsType = 16, "VIR_ERR_OS_TYPE";
        /// Missing kernel information.
        NoKernel = 17, "VIR_ERR_NO_KERNEL";
        /// Missing root device information.
        NoRoot = 18, "VIR_ERR_NO_ROOT";
        /// Missing source information for device.
        NoSource = 19, "VIR_ERR_NO_SOURCE";
        /// Missing target information for device.
        NoTarget = 20, "VIR_ERR_NO_TARGET";
        /// Missing name information.
        NoName = 21, "VIR_ERR_NO_NAME";
        /// Missing operating system information.
        NoOs = 22, "VIR_ERR_NO_OS";
        /// Missing devices information.
        NoDevice = 23, "VIR_ERR_NO_DEVICE";
        /// Could not connect to Xen Store.
        NoXenstore = 24, "VIR_ERR_NO_XENSTORE";
        /// Too many drivers registered.
        DriverFull = 25, "VIR_ERR_DRIVER_FULL";
        /// Library call failed.
        CallFailed = 26, "VIR_ERR_CALL_FAILED";
        /// XML description is invalid or not well formed.
        XmlError = 27, "VIR_ERR_XML_ERROR";
        /// This domain exists already.
        DomExist = 28, "VIR_ERR_DOM_EXIST";
        /// Operation forbidden for read only access.
        OperationDenied = 29, "VIR_ERR_OPERATION_DENIED";
        /// Failed to open configuration file for reading.
        OpenFailed = 30, "VIR_ERR_OPEN_FAILED";
        /// Failed to read configuration file.
        ReadFailed = 31, "VIR_ERR_READ_FAILED";
        /// Failed to parse configuration file.
        ParseFailed = 32, "VIR_ERR_PARSE_FAILED";
        /// Configuration file syntax error.
        ConfSyntax = 33, "VIR_ERR_CONF_SYNTAX";
        /// Failed to write configuration file.
        WriteFailed = 34, "VIR_ERR_WRITE_FAILED";
        /// Parser error.
        XmlDetail = 35, "VIR_ERR_XML_DETAIL";
        /// Invalid network pointer in.
        InvalidNetwork = 36, "VIR_ERR_INVALID_NETWORK";
        /// This network exists already.
        NetworkExist = 37, "VIR_ERR_NETWORK_EXIST";
        /// System call error.
        SystemError = 38, "VIR_ERR_SYSTEM_ERROR";
        /// RPC error.
        Rpc = 39, "VIR_ERR_RPC";
        /// GNUTLS call error.
        GnutlsError = 40, "VIR_ERR_GNUTLS_ERROR";
        /// Failed to find the network.
        WarningNoNetwork = 41, "VIR_WAR_NO_NETWORK";
        /// Domain not found.
        NoDomain = 42, "VIR_ERR_NO_DOMAIN";
        /// Network not found.
        NoNetwork = 43, "VIR_ERR_NO_NETWORK";
        /// Invalid MAC address.
        InvalidMac = 44, "VIR_ERR_INVALID_MAC";
        /// Authentication failed.
        AuthFailed = 45, "VIR_ERR_AUTH_FAILED";
        /// Invalid storage pool pointer in.
        InvalidStoragePool = 46, "VIR_ERR_INVALID_STORAGE_POOL";
        /// Invalid storage volume pointer in.
        InvalidStorageVol = 47, "VIR_ERR_INVALID_STORAGE_VOL";
        /// Failed to find a storage driver.
        WarningNoStorage = 48, "VIR_WAR_NO_STORAGE";
        /// Storage pool not found.
        NoStoragePool = 49, "VIR_ERR_NO_STORAGE_POOL";
        /// Storage volume not found.
        NoStorageVol = 50, "VIR_ERR_NO_STORAGE_VOL";
        /// Failed to find a node driver.
        WarningNoNode = 51, "VIR_WAR_NO_NODE";
        /// Invalid node device pointer.
        InvalidNodeDevice = 52, "VIR_ERR_INVALID_NODE_DEVICE";
        /// Node device not found.
        NoNodeDevice = 53, "VIR_ERR_NO_NODE_DEVICE";
        /// Security model not found.
        NoSecurityModel = 54, "VIR_ERR_NO_SECURITY_MODEL";
        /// Requested operation is not valid.
        OperationInvalid = 55, "VIR_ERR_OPERATION_INVALID";
        /// Failed to find the interface.
        WarningNoInterface = 56, "VIR_WAR_NO_INTERFACE";
        /// Interface not found.
        NoInterface = 57, "VIR_ERR_NO_INTERFACE";
        /// Invalid interface pointer in.
        InvalidInterface = 58, "VIR_ERR_INVALID_INTERFACE";
        /// Multiple matching interfaces found.
        MultipleInterfaces = 59, "VIR_ERR_MULTIPLE_INTERFACES";
        /// Failed to start the nwfilter driver.
        WarningNoNwfilter = 60, "VIR_WAR_NO_NWFILTER";
        /// Invalid network filter.
        InvalidNwfilter = 61, "VIR_ERR_INVALID_NWFILTER";
        /// Network filter not found.
        NoNwfilter = 62, "VIR_ERR_NO_NWFILTER";
        /// Error while building firewall.
        BuildFirewall = 63, "VIR_ERR_BUILD_FIREWALL";
        /// Failed to find a secret storage driver.
        WarningNoSecret = 64, "VIR_WAR_NO_SECRET";
        /// Invalid secret.
        InvalidSecret = 65, "VIR_ERR_INVALID_SECRET";
        /// Secret not found.
        NoSecret = 66, "VIR_ERR_NO_SECRET";
        /// Unsupported configuration.
        ConfigUnsupported = 67, "VIR_ERR_CONFIG_UNSUPPORTED";
        /// Timed out during operation.
        OperationTimeout = 68, "VIR_ERR_OPERATION_TIMEOUT";
        /// Failed to make domain persistent after migration.
        MigratePersistFailed = 69, "VIR_ERR_MIGRATE_PERSIST_FAILED";
        /// Hook script execution failed.
        HookScriptFailed = 70, "VIR_ERR_HOOK_SCRIPT_FAILED";
        /// Invalid snapshot.
        InvalidDomainSnapshot = 71, "VIR_ERR_INVALID_DOMAIN_SNAPSHOT";
        /// Domain snapshot not found.
        NoDomainSnapshot = 72, "VIR_ERR_NO_DOMAIN_SNAPSHOT";
        /// Invalid stream pointer.
        InvalidStream = 73, "VIR_ERR_INVALID_STREAM";
        /// Argument unsupported.
        ArgumentUnsupported = 74, "VIR_ERR_ARGUMENT_UNSUPPORTED";
        /// Storage pool probe failed.
        StorageProbeFailed = 75, "VIR_ERR_STORAGE_PROBE_FAILED";
        /// Storage pool already built.
        StoragePoolBuilt = 76, "VIR_ERR_STORAGE_POOL_BUILT";
        /// Revert requires force.
        SnapshotRevertRisky = 77, "VIR_ERR_SNAPSHOT_REVERT_RISKY";
        /// Operation aborted.
        OperationAborted = 78, "VIR_ERR_OPERATION_ABORTED";
        /// Authentication cancelled.
        AuthCancelled = 79, "VIR_ERR_AUTH_CANCELLED";
        /// Metadata not found.
        NoDomainMetadata = 80, "VIR_ERR_NO_DOMAIN_METADATA";
        /// Unsafe migration.
        MigrateUnsafe = 81, "VIR_ERR_MIGRATE_UNSAFE";
        /// Numerical overflow.
        Overflow = 82, "VIR_ERR_OVERFLOW";
        /// Block copy still active.
        BlockCopyActive = 83, "VIR_ERR_BLOCK_COPY_ACTIVE";
        /// Operation not supported.
        OperationUnsupported = 84, "VIR_ERR_OPERATION_UNSUPPORTED";
        /// SSH transport error.
        Ssh = 85, "VIR_ERR_SSH";
        /// Guest agent is not responding.
        AgentUnresponsive = 86, "VIR_ERR_AGENT_UNRESPONSIVE";
        /// Resource busy.
        ResourceBusy = 87, "VIR_ERR_RESOURCE_BUSY";
        /// Access denied.
        AccessDenied = 88, "VIR_ERR_ACCESS_DENIED";
        /// Error from service.
        DbusService = 89, "VIR_ERR_DBUS_SERVICE";
        /// This storage volume exists already.
        StorageVolExist = 90, "VIR_ERR_STORAGE_VOL_EXIST";
        /// The CPU is incompatible with host CPU.
        CpuIncompatible = 91, "VIR_ERR_CPU_INCOMPATIBLE";
        /// XML document failed to validate against schema.
        XmlInvalidSchema = 92, "VIR_ERR_XML_INVALID_SCHEMA";
        /// Migration successfully aborted.
        MigrateFinishOk = 93, "VIR_ERR_MIGRATE_FINISH_OK";
        /// Authentication unavailable.
        AuthUnavailable = 94, "VIR_ERR_AUTH_UNAVAILABLE";
        /// Server not found.
        NoServer = 95, "VIR_ERR_NO_SERVER";
        /// Client not found.
        NoClient = 96, "VIR_ERR_NO_CLIENT";
        /// Guest agent replied with wrong id to guest-sync command.
        AgentUnsynced = 97, "VIR_ERR_AGENT_UNSYNCED";
        /// Libssh transport error.
        Libssh = 98, "VIR_ERR_LIBSSH";
        /// Device not found.
        DeviceMissing = 99, "VIR_ERR_DEVICE_MISSING";
        /// Invalid network filter binding.
        InvalidNwfilterBinding = 100, "VIR_ERR_INVALID_NWFILTER_BINDING";
        /// Network filter binding not found.
        NoNwfilterBinding = 101, "VIR_ERR_NO_NWFILTER_BINDING";
        /// Invalid domain checkpoint.
        InvalidDomainCheckpoint = 102, "VIR_ERR_INVALID_DOMAIN_CHECKPOINT";
        /// Domain checkpoint not found.
        NoDomainCheckpoint = 103, "VIR_ERR_NO_DOMAIN_CHECKPOINT";
        /// Domain backup job not found.
        NoDomainBackup = 104, "VIR_ERR_NO_DOMAIN_BACKUP";
        /// Invalid network port pointer.
        InvalidNetworkPort = 105, "VIR_ERR_INVALID_NETWORK_PORT";
        /// This network port exists already.
        NetworkPortExist = 106, "VIR_ERR_NETWORK_PORT_EXIST";
        /// Network port not found.
        NoNetworkPort = 107, "VIR_ERR_NO_NETWORK_PORT";
        /// No hostname found.
        NoHostname = 108, "VIR_ERR_NO_HOSTNAME";
        /// Checkpoint inconsistent.
        CheckpointInconsistent = 109, "VIR_ERR_CHECKPOINT_INCONSISTENT";
        /// Multiple matching domains found.
        MultipleDomains = 110, "VIR_ERR_MULTIPLE_DOMAINS";
        /// Network metadata not found.
        NoNetworkMetadata = 111, "VIR_ERR_NO_NETWORK_METADATA";
        /// Guest agent command timed out.
        AgentCommandTimeout = 112, "VIR_ERR_AGENT_COMMAND_TIMEOUT";
        /// Guest agent command failed.
        AgentCommandFailed = 113, "VIR_ERR_AGENT_COMMAND_FAILED";
    }
}

impl ErrorCode {
    /// The words a message starts with when there is no detail.
    pub const fn summary(self) -> &'static str {
        match self {
            ErrorCode::Ok => "no error",
            ErrorCode::InternalError => "internal error",
            ErrorCode::NoMemory => "out of memory",
            ErrorCode::NoSupport => "this function is not supported by the connection driver",
            ErrorCode::UnknownHost => "unknown host",
            ErrorCode::NoConnect => "no connection driver available",
            ErrorCode::InvalidConn => "invalid connection pointer in",
            ErrorCode::InvalidDomain => "invalid domain pointer in",
            ErrorCode::InvalidArg => "invalid argument",
            ErrorCode::OperationFailed => "operation failed",
            ErrorCode::GetFailed => "GET operation failed",
            ErrorCode::PostFailed => "POST operation failed",
            ErrorCode::HttpError => "got unknown HTTP error code",
            ErrorCode::SexprSerial => "failed to serialize S-Expr",
            ErrorCode::NoXen => "could not use Xen hypervisor entry",
            ErrorCode::XenCall => "failed Xen syscall",
            ErrorCode::OsType => "unknown OS type",
            ErrorCode::NoKernel => "missing kernel information",
            ErrorCode::NoRoot => "missing root device information",
            ErrorCode::NoSource => "missing source information for device",
            ErrorCode::NoTarget => "missing target information for device",
            ErrorCode::NoName => "missing name information",
            ErrorCode::NoOs => "missing operating system information",
            ErrorCode::NoDevice => "missing devices information",
            ErrorCode::NoXenstore => "could not connect to Xen Store",
            ErrorCode::DriverFull => "too many drivers registered",
            ErrorCode::CallFailed => "library call failed",
            ErrorCode::XmlError => "XML description is invalid or not well formed",
            ErrorCode::DomExist => "this domain exists already",
            ErrorCode::OperationDenied => "operation forbidden for read only access",
            ErrorCode::OpenFailed => "failed to open configuration file for reading",
            ErrorCode::ReadFailed => "failed to read configuration file",
            ErrorCode::ParseFailed => "failed to parse configuration file",
            ErrorCode::ConfSyntax => "configuration file syntax error",
            ErrorCode::WriteFailed => "failed to write configuration file",
            ErrorCode::XmlDetail => "parser error",
            ErrorCode::InvalidNetwork => "invalid network pointer in",
            ErrorCode::NetworkExist => "this network exists already",
            ErrorCode::SystemError => "system call error",
            ErrorCode::Rpc => "RPC error",
            ErrorCode::GnutlsError => "GNUTLS call error",
            ErrorCode::WarningNoNetwork => "Failed to find the network",
            ErrorCode::NoDomain => "Domain not found",
            ErrorCode::NoNetwork => "Network not found",
            ErrorCode::InvalidMac => "invalid MAC address",
            ErrorCode::AuthFailed => "authentication failed",
            ErrorCode::InvalidStoragePool => "invalid storage pool pointer in",
            ErrorCode::InvalidStorageVol => "invalid storage volume pointer in",
            ErrorCode::WarningNoStorage => "Failed to find a storage driver",
            ErrorCode::NoStoragePool => "Storage pool not found",
            ErrorCode::NoStorageVol => "Storage volume not found",
            ErrorCode::WarningNoNode => "Failed to find a node driver",
            ErrorCode::InvalidNodeDevice => "invalid node device pointer",
            ErrorCode::NoNodeDevice => "Node device not found",
            ErrorCode::NoSecurityModel => "Security model not found",
            ErrorCode::OperationInvalid => "Requested operation is not valid",
            ErrorCode::WarningNoInterface => "Failed to find the interface",
            ErrorCode::NoInterface => "Interface not found",
            ErrorCode::InvalidInterface => "invalid interface pointer in",
            ErrorCode::MultipleInterfaces => "multiple matching interfaces found",
            ErrorCode::WarningNoNwfilter => "Failed to start the nwfilter driver",
            ErrorCode::InvalidNwfilter => "Invalid network filter",
            ErrorCode::NoNwfilter => "Network filter not found",
            ErrorCode::BuildFirewall => "Error while building firewall",
            ErrorCode::WarningNoSecret => "Failed to find a secret storage driver",
            ErrorCode::InvalidSecret => "Invalid secret",
            ErrorCode::NoSecret => "Secret not found",
            ErrorCode::ConfigUnsupported => "unsupported configuration",
            ErrorCode::OperationTimeout => "Timed out during operation",
            ErrorCode::MigratePersistFailed => "Failed to make domain persistent after migration",
            ErrorCode::HookScriptFailed => "Hook script execution failed",
            ErrorCode::InvalidDomainSnapshot => "Invalid snapshot",
            ErrorCode::NoDomainSnapshot => "Domain snapshot not found",
            ErrorCode::InvalidStream => "invalid stream pointer",
            ErrorCode::ArgumentUnsupported => "argument unsupported",
            ErrorCode::StorageProbeFailed => "Storage pool probe failed",
            ErrorCode::StoragePoolBuilt => "Storage pool already built",
            ErrorCode::SnapshotRevertRisky => "revert requires force",
            ErrorCode::OperationAborted => "operation aborted",
            ErrorCode::AuthCancelled => "authentication cancelled",
            ErrorCode::NoDomainMetadata => "metadata not found",
            ErrorCode::MigrateUnsafe => "Unsafe migration",
            ErrorCode::Overflow => "numerical overflow",
            ErrorCode::BlockCopyActive => "block copy still active",
            ErrorCode::OperationUnsupported => "Operation not supported",
            ErrorCode::Ssh => "SSH transport error",
            ErrorCode::AgentUnresponsive => "Guest agent is not responding",
            ErrorCode::ResourceBusy => "resource busy",
            ErrorCode::AccessDenied => "access denied",
            ErrorCode::DbusService => "error from service",
            ErrorCode::StorageVolExist => "this storage volume exists already",
            ErrorCode::CpuIncompatible => "the CPU is incompatible with host CPU",
            ErrorCode::XmlInvalidSchema => "XML document failed to validate against schema",
            ErrorCode::MigrateFinishOk => "migration successfully aborted",
            ErrorCode::AuthUnavailable => "authentication unavailable",
            ErrorCode::NoServer => "Server not found",
            ErrorCode::NoClient => "Client not found",
            ErrorCode::AgentUnsynced => "guest agent replied with wrong id to guest-sync command",
            ErrorCode::Libssh => "libssh transport error",
            ErrorCode::DeviceMissing => "device not found",
            ErrorCode::InvalidNwfilterBinding => "Invalid network filter binding",
            ErrorCode::NoNwfilterBinding => "Network filter binding not found",
            ErrorCode::InvalidDomainCheckpoint => "Invalid domain checkpoint",
            ErrorCode::NoDomainCheckpoint => "Domain checkpoint not found",
            ErrorCode::NoDomainBackup => "Domain backup job not found",
            ErrorCode::InvalidNetworkPort => "Invalid network port pointer",
            ErrorCode::NetworkPortExist => "this network port exists already",
            ErrorCode::NoNetworkPort => "network port not found",
            ErrorCode::NoHostname => "no hostname found",
            ErrorCode::CheckpointInconsistent => "checkpoint inconsistent",
            ErrorCode::MultipleDomains => "multiple matching domains found",
            ErrorCode::NoNetworkMetadata => "network metadata not found",
            ErrorCode::AgentCommandTimeout => "guest agent command timed out",
            ErrorCode::AgentCommandFailed => "guest agent command failed",
        }
    }

    /// The words around a detail: `{}` stands for it.
    pub const fn pattern(self) -> &'static str {
        match self {
            ErrorCode::Ok => "no error",
            ErrorCode::InternalError => "internal error: {}",
            ErrorCode::NoMemory => "out of memory: {}",
            ErrorCode::NoSupport => "this function is not supported by the connection driver: {}",
            ErrorCode::UnknownHost => "unknown host {}",
            ErrorCode::NoConnect => "no connection driver available for {}",
            ErrorCode::InvalidConn => "invalid connection pointer in {}",
            ErrorCode::InvalidDomain => "invalid domain pointer in {}",
            ErrorCode::InvalidArg => "invalid argument: {}",
            ErrorCode::OperationFailed => "operation failed: {}",
            ErrorCode::GetFailed => "GET operation failed: {}",
            ErrorCode::PostFailed => "POST operation failed: {}",
            ErrorCode::HttpError => "got unknown HTTP error code {}",
            ErrorCode::SexprSerial => "failed to serialize S-Expr: {}",
            ErrorCode::NoXen => "could not use Xen hypervisor entry {}",
            ErrorCode::XenCall => "failed Xen syscall {}",
            ErrorCode::OsType => "unknown OS type {}",
            ErrorCode::NoKernel => "missing kernel information: {}",
            ErrorCode::NoRoot => "missing root device information in {}",
            ErrorCode::NoSource => "missing source information for device {}",
            ErrorCode::NoTarget => "missing target information for device {}",
            ErrorCode::NoName => "missing name information in {}",
            ErrorCode::NoOs => "missing operating system information for {}",
            ErrorCode::NoDevice => "missing devices information for {}",
            ErrorCode::NoXenstore => "could not connect to Xen Store {}",
            ErrorCode::DriverFull => "too many drivers registered in {}",
            ErrorCode::CallFailed => "library call failed: {}",
            ErrorCode::XmlError => "XML error: {}",
            ErrorCode::DomExist => "domain {} exists already",
            ErrorCode::OperationDenied => "operation forbidden: {}",
            ErrorCode::OpenFailed => "failed to open configuration file {} for reading",
            ErrorCode::ReadFailed => "failed to read configuration file {}",
            ErrorCode::ParseFailed => "failed to parse configuration file {}",
            ErrorCode::ConfSyntax => "configuration file syntax error: {}",
            ErrorCode::WriteFailed => "failed to write configuration file: {}",
            ErrorCode::XmlDetail => "{}",
            ErrorCode::InvalidNetwork => "invalid network pointer in {}",
            ErrorCode::NetworkExist => "network {} exists already",
            ErrorCode::SystemError => "{}",
            ErrorCode::Rpc => "{}",
            ErrorCode::GnutlsError => "{}",
            ErrorCode::WarningNoNetwork => "Failed to find the network: {}",
            ErrorCode::NoDomain => "Domain not found: {}",
            ErrorCode::NoNetwork => "Network not found: {}",
            ErrorCode::InvalidMac => "invalid MAC address: {}",
            ErrorCode::AuthFailed => "authentication failed: {}",
            ErrorCode::InvalidStoragePool => "invalid storage pool pointer in {}",
            ErrorCode::InvalidStorageVol => "invalid storage volume pointer in {}",
            ErrorCode::WarningNoStorage => "Failed to find a storage driver: {}",
            ErrorCode::NoStoragePool => "Storage pool not found: {}",
            ErrorCode::NoStorageVol => "Storage volume not found: {}",
            ErrorCode::WarningNoNode => "Failed to find a node driver: {}",
            ErrorCode::InvalidNodeDevice => "invalid node device pointer in {}",
            ErrorCode::NoNodeDevice => "Node device not found: {}",
            ErrorCode::NoSecurityModel => "Security model not found: {}",
            ErrorCode::OperationInvalid => "Requested operation is not valid: {}",
            ErrorCode::WarningNoInterface => "Failed to find the interface: {}",
            ErrorCode::NoInterface => "Interface not found: {}",
            ErrorCode::InvalidInterface => "invalid interface pointer in {}",
            ErrorCode::MultipleInterfaces => "multiple matching interfaces found: {}",
            ErrorCode::WarningNoNwfilter => "Failed to start the nwfilter driver: {}",
            ErrorCode::InvalidNwfilter => "Invalid network filter: {}",
            ErrorCode::NoNwfilter => "Network filter not found: {}",
            ErrorCode::BuildFirewall => "Error while building firewall: {}",
            ErrorCode::WarningNoSecret => "Failed to find a secret storage driver: {}",
            ErrorCode::InvalidSecret => "Invalid secret: {}",
            ErrorCode::NoSecret => "Secret not found: {}",
            ErrorCode::ConfigUnsupported => "unsupported configuration: {}",
            ErrorCode::OperationTimeout => "Timed out during operation: {}",
            ErrorCode::MigratePersistFailed => "Failed to make domain persistent after migration: {}",
            ErrorCode::HookScriptFailed => "Hook script execution failed: {}",
            ErrorCode::InvalidDomainSnapshot => "Invalid snapshot: {}",
            ErrorCode::NoDomainSnapshot => "Domain snapshot not found: {}",
            ErrorCode::InvalidStream => "invalid stream pointer in {}",
            ErrorCode::ArgumentUnsupported => "argument unsupported: {}",
            ErrorCode::StorageProbeFailed => "Storage pool probe failed: {}",
            ErrorCode::StoragePoolBuilt => "Storage pool already built: {}",
            ErrorCode::SnapshotRevertRisky => "revert requires force: {}",
            ErrorCode::OperationAborted => "operation aborted: {}",
            ErrorCode::AuthCancelled => "authentication cancelled: {}",
            ErrorCode::NoDomainMetadata => "metadata not found: {}",
            ErrorCode::MigrateUnsafe => "Unsafe migration: {}",
            ErrorCode::Overflow => "numerical overflow: {}",
            ErrorCode::BlockCopyActive => "block copy still active: {}",
            ErrorCode::OperationUnsupported => "Operation not supported: {}",
            ErrorCode::Ssh => "SSH transport error: {}",
            ErrorCode::AgentUnresponsive => "Guest agent is not responding: {}",
            ErrorCode::ResourceBusy => "resource busy: {}",
            ErrorCode::AccessDenied => "access denied: {}",
            ErrorCode::DbusService => "error from service: {}",
            ErrorCode::StorageVolExist => "storage volume {} exists already",
            ErrorCode::CpuIncompatible => "the CPU is incompatible with host CPU: {}",
            ErrorCode::XmlInvalidSchema => "XML document failed to validate against schema: {}",
            ErrorCode::MigrateFinishOk => "migration successfully aborted: {}",
            ErrorCode::AuthUnavailable => "authentication unavailable: {}",
            ErrorCode::NoServer => "Server not found: {}",
            ErrorCode::NoClient => "Client not found: {}",
            ErrorCode::AgentUnsynced => "guest agent replied with wrong id to guest-sync command: {}",
            ErrorCode::Libssh => "libssh transport error: {}",
            ErrorCode::DeviceMissing => "device not found: {}",
            ErrorCode::InvalidNwfilterBinding => "Invalid network filter binding: {}",
            ErrorCode::NoNwfilterBinding => "Network filter binding not found: {}",
            ErrorCode::InvalidDomainCheckpoint => "Invalid domain checkpoint: {}",
            ErrorCode::NoDomainCheckpoint => "Domain checkpoint not found: {}",
            ErrorCode::NoDomainBackup => "Domain backup job not found: {}",
            ErrorCode::InvalidNetworkPort => "Invalid network port pointer: {}",
            ErrorCode::NetworkPortExist => "network port {} exists already",
            ErrorCode::NoNetworkPort => "network port not found: {}",
            ErrorCode::NoHostname => "no hostname found: {}",
            ErrorCode::CheckpointInconsistent => "checkpoint inconsistent: {}",
            ErrorCode::MultipleDomains => "multiple matching domains found: {}",
            ErrorCode::NoNetworkMetadata => "network metadata not found: {}",
            ErrorCode::AgentCommandTimeout => "guest agent command timed out: {}",
            ErrorCode::AgentCommandFailed => "guest agent command failed: {}",
        }
    }
}

numbered! {
    /// Which part of the system raised an error: the numbers of `virErrorDomain`.
    ErrorDomain {
        /// No part in particular.
        None = 0, "VIR_FROM_NONE";
        /// The Xen hypervisor layer.
        Xen = 1, "VIR_FROM_XEN";
        /// The xend daemon connection.
        Xend = 2, "VIR_FROM_XEND";
        /// The Xen store.
        Xenstore = 3, "VIR_FROM_XENSTORE";
        /// S-expressions.
        Sexpr = 4, "VIR_FROM_SEXPR";
        /// The XML reader and the object model.
        Xml = 5, "VIR_FROM_XML";
        /// Domain objects.
        Dom = 6, "VIR_FROM_DOM";
        /// The wire protocol.
        Rpc = 7, "VIR_FROM_RPC";
        /// The proxy.
        Proxy = 8, "VIR_FROM_PROXY";
        /// Configuration files.
        Conf = 9, "VIR_FROM_CONF";
        /// The QEMU driver.
        Qemu = 10, "VIR_FROM_QEMU";
        /// Network objects.
        Net = 11, "VIR_FROM_NET";
        /// The test driver.
        Test = 12, "VIR_FROM_TEST";
        /// The remote driver.
        Remote = 13, "VIR_FROM_REMOTE";
        /// The OpenVZ driver.
        Openvz = 14, "VIR_FROM_OPENVZ";
        /// The xm configuration layer.
        Xenxm = 15, "VIR_FROM_XENXM";
        /// Linux statistics.
        StatsLinux = 16, "VIR_FROM_STATS_LINUX";
        /// The LXC driver.
        Lxc = 17, "VIR_FROM_LXC";
        /// The storage driver.
        Storage = 18, "VIR_FROM_STORAGE";
        /// The network driver.
        Network = 19, "VIR_FROM_NETWORK";
        /// Domain configuration.
        Domain = 20, "VIR_FROM_DOMAIN";
        /// The User-mode Linux driver.
        Uml = 21, "VIR_FROM_UML";
        /// The node device driver.
        Nodedev = 22, "VIR_FROM_NODEDEV";
        /// Xen file watching.
        XenInotify = 23, "VIR_FROM_XEN_INOTIFY";
        /// Security labelling.
        Security = 24, "VIR_FROM_SECURITY";
        /// The VirtualBox driver.
        Vbox = 25, "VIR_FROM_VBOX";
        /// The interface driver.
        Interface = 26, "VIR_FROM_INTERFACE";
        /// The OpenNebula driver.
        One = 27, "VIR_FROM_ONE";
        /// The ESX driver.
        Esx = 28, "VIR_FROM_ESX";
        /// The POWER Hypervisor driver.
        Phyp = 29, "VIR_FROM_PHYP";
        /// The secret driver.
        Secret = 30, "VIR_FROM_SECRET";
        /// CPU models.
        Cpu = 31, "VIR_FROM_CPU";
        /// The XenAPI driver.
        Xenapi = 32, "VIR_FROM_XENAPI";
        /// Network filters.
        Nwfilter = 33, "VIR_FROM_NWFILTER";
        /// Hook scripts.
        Hook = 34, "VIR_FROM_HOOK";
        /// Domain snapshots.
        DomainSnapshot = 35, "VIR_FROM_DOMAIN_SNAPSHOT";
        /// Auditing.
        Audit = 36, "VIR_FROM_AUDIT";
        /// System information.
        Sysinfo = 37, "VIR_FROM_SYSINFO";
        /// Streams.
        Streams = 38, "VIR_FROM_STREAMS";
        /// The VMware driver.
        Vmware = 39, "VIR_FROM_VMWARE";
        /// Events.
        Event = 40, "VIR_FROM_EVENT";
        /// The libxl driver.
        Libxl = 41, "VIR_FROM_LIBXL";
        /// The lock manager.
        Locking = 42, "VIR_FROM_LOCKING";
        /// The Hyper-V driver.
        Hyperv = 43, "VIR_FROM_HYPERV";
        /// Capabilities.
        Capabilities = 44, "VIR_FROM_CAPABILITIES";
        /// Connection URIs.
        Uri = 45, "VIR_FROM_URI";
        /// Authentication.
        Auth = 46, "VIR_FROM_AUTH";
        /// D-Bus.
        Dbus = 47, "VIR_FROM_DBUS";
        /// The Virtuozzo driver.
        Parallels = 48, "VIR_FROM_PARALLELS";
        /// Devices.
        Device = 49, "VIR_FROM_DEVICE";
        /// SSH transport.
        Ssh = 50, "VIR_FROM_SSH";
        /// Lock spaces.
        Lockspace = 51, "VIR_FROM_LOCKSPACE";
        /// initctl.
        Initctl = 52, "VIR_FROM_INITCTL";
        /// Caller identity.
        Identity = 53, "VIR_FROM_IDENTITY";
        /// Control groups.
        Cgroup = 54, "VIR_FROM_CGROUP";
        /// Access control.
        Access = 55, "VIR_FROM_ACCESS";
        /// systemd.
        Systemd = 56, "VIR_FROM_SYSTEMD";
        /// The bhyve driver.
        Bhyve = 57, "VIR_FROM_BHYVE";
        /// Cryptography.
        Crypto = 58, "VIR_FROM_CRYPTO";
        /// The firewall.
        Firewall = 59, "VIR_FROM_FIREWALL";
        /// polkit.
        Polkit = 60, "VIR_FROM_POLKIT";
        /// Threads.
        Thread = 61, "VIR_FROM_THREAD";
        /// The administration interface.
        Admin = 62, "VIR_FROM_ADMIN";
        /// The log manager.
        Logging = 63, "VIR_FROM_LOGGING";
        /// The xl configuration layer.
        Xenxl = 64, "VIR_FROM_XENXL";
        /// Performance counters.
        Perf = 65, "VIR_FROM_PERF";
        /// libssh transport.
        Libssh = 66, "VIR_FROM_LIBSSH";
        /// Resource control.
        Resctrl = 67, "VIR_FROM_RESCTRL";
        /// firewalld.
        Firewalld = 68, "VIR_FROM_FIREWALLD";
        /// Domain checkpoints.
        DomainCheckpoint = 69, "VIR_FROM_DOMAIN_CHECKPOINT";
        /// The emulated TPM.
        Tpm = 70, "VIR_FROM_TPM";
        /// BPF.
        Bpf = 71, "VIR_FROM_BPF";
        /// The Cloud Hypervisor driver.
        Ch = 72, "VIR_FROM_CH";
    }
}

numbered! {
    /// How serious an error is.
    ErrorLevel {
        /// Nothing is wrong.
        None = 0, "VIR_ERR_NONE";
        /// The call went on, with something to note.
        Warning = 1, "VIR_ERR_WARNING";
        /// The call failed.
        Error = 2, "VIR_ERR_ERROR";
    }
}
