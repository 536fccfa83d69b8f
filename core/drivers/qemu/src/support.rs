//! What the driver has, as data. A test compares it with what the driver does.

use ferrovirt_api::Support;

/// Operations that came with the release named first.
macro_rules! since {
    ($release:literal: $($operation:literal),* $(,)?) => {
        &[$(Support { operation: $operation, since: $release }),*]
    };
}

/// The operations by their C names, in the order of the definition.
pub static SUPPORT: &[Support] = since!("0.1.0":
    "virConnectGetType",
    "virConnectGetVersion",
    "virConnectGetLibVersion",
    "virConnectGetHostname",
    "virConnectGetURI",
    "virConnectIsAlive",
    "virConnectIsEncrypted",
    "virConnectIsSecure",
    "virConnectGetMaxVcpus",
    "virConnectGetCapabilities",
    "virConnectGetDomainCapabilities",
    "virNodeGetInfo",
    "virConnectNumOfDomains",
    "virConnectNumOfDefinedDomains",
    "virConnectListAllDomains",
    "virDomainLookupByID",
    "virDomainLookupByName",
    "virDomainLookupByUUID",
    "virDomainDefineXMLFlags",
    "virDomainCreateXML",
    "virConnectGetAllDomainStats",
    "virDomainCreateWithFlags",
    "virDomainShutdownFlags",
    "virDomainReboot",
    "virDomainReset",
    "virDomainSuspend",
    "virDomainResume",
    "virDomainDestroyFlags",
    "virDomainUndefineFlags",
    "virDomainGetInfo",
    "virDomainGetState",
    "virDomainGetControlInfo",
    "virDomainGetXMLDesc",
    "virDomainRename",
    "virDomainGetAutostart",
    "virDomainSetAutostart",
    "virDomainIsActive",
    "virDomainIsPersistent",
    "virDomainIsUpdated",
    "virDomainGetOSType",
    "virDomainGetHostname",
    "virDomainGetMaxMemory",
    "virDomainSetMemoryFlags",
    "virDomainMemoryStats",
    "virDomainGetVcpusFlags",
    "virDomainSetVcpusFlags",
    "virDomainScreenshot",
    "virDomainSendKey",
    "virDomainBlockStats",
    "virDomainGetBlockInfo",
    "virDomainInterfaceStats",
    "virDomainOpenConsole",
    "virDomainOpenChannel",
    "virDomainAgentSetResponseTimeout",
    "virDomainQemuMonitorCommand",
    "virDomainQemuAgentCommand",
    "virConnectGetSysinfo",
);
