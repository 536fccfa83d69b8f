//! What the driver has, as data. A test compares it with what the driver does.

use ferrovirt_api::Support;

/// Operations that came with the release named first.
macro_rules! since {
    ($release:literal: $($operation:literal),* $(,)?) => {
        &[$(Support { operation: $operation, since: $release }),*]
    };
}

pub(crate) use since;

/// All operations.
pub static SUPPORT: &[Support] = &joined::<{ GUESTS.len() + crate::resources::SUPPORT.len() }>();

/// Both lists as one.
const fn joined<const LENGTH: usize>() -> [Support; LENGTH] {
    let mut all = [GUESTS[0]; LENGTH];
    let mut index = 0;
    while index < LENGTH {
        all[index] = match index < GUESTS.len() {
            true => GUESTS[index],
            false => crate::resources::SUPPORT[index - GUESTS.len()],
        };
        index += 1;
    }
    all
}

/// The operations on the host and its guests by their C names, in the order of the definition.
const GUESTS: &[Support] = since!("0.1.0":
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
);
