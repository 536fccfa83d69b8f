//! How the functions of `libvirt-domain.h` look in C.
//!
//! Input of `cargo xtask codegen`; not compiled. The parameters have the names of the operation's arguments.

extern "C" {
    fn virDomainCreate(domain: virDomainPtr) -> c_int;
    fn virDomainCreateWithFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainShutdown(domain: virDomainPtr) -> c_int;
    fn virDomainShutdownFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainReboot(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainReset(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainSuspend(domain: virDomainPtr) -> c_int;
    fn virDomainResume(domain: virDomainPtr) -> c_int;
    fn virDomainDestroy(domain: virDomainPtr) -> c_int;
    fn virDomainDestroyFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainUndefine(domain: virDomainPtr) -> c_int;
    fn virDomainUndefineFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainGetInfo(domain: virDomainPtr, info: virDomainInfoPtr) -> c_int;
    fn virDomainGetState(domain: virDomainPtr, state: *mut c_int, reason: *mut c_int, flags: c_uint) -> c_int;
    fn virDomainGetControlInfo(domain: virDomainPtr, info: virDomainControlInfoPtr, flags: c_uint) -> c_int;
    fn virDomainGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    fn virDomainRename(dom: virDomainPtr, new_name: *const c_char, flags: c_uint) -> c_int;
    fn virDomainGetAutostart(domain: virDomainPtr, autostart: *mut c_int) -> c_int;
    fn virDomainSetAutostart(domain: virDomainPtr, autostart: c_int) -> c_int;
    fn virDomainIsActive(dom: virDomainPtr) -> c_int;
    fn virDomainIsPersistent(dom: virDomainPtr) -> c_int;
    fn virDomainIsUpdated(dom: virDomainPtr) -> c_int;
    fn virDomainGetOSType(domain: virDomainPtr) -> *mut c_char;
    fn virDomainGetHostname(domain: virDomainPtr, flags: c_uint) -> *mut c_char;
    fn virDomainGetMaxMemory(domain: virDomainPtr) -> c_ulong;
    fn virDomainSetMaxMemory(domain: virDomainPtr, memory: c_ulong) -> c_int;
    fn virDomainSetMemory(domain: virDomainPtr, memory: c_ulong) -> c_int;
    fn virDomainSetMemoryFlags(domain: virDomainPtr, memory: c_ulong, flags: c_uint) -> c_int;
    fn virDomainMemoryStats(dom: virDomainPtr, stats: virDomainMemoryStatPtr, nr_stats: c_uint, flags: c_uint) -> c_int;
    fn virDomainGetMaxVcpus(domain: virDomainPtr) -> c_int;
    fn virDomainGetVcpusFlags(domain: virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainSetVcpus(domain: virDomainPtr, vcpus: c_uint) -> c_int;
    fn virDomainSetVcpusFlags(domain: virDomainPtr, vcpus: c_uint, flags: c_uint) -> c_int;
    fn virDomainScreenshot(domain: virDomainPtr, stream: virStreamPtr, screen: c_uint, flags: c_uint) -> *mut c_char;
    fn virDomainSendKey(domain: virDomainPtr, codeset: c_uint, hold_time: c_uint, keycodes: *mut c_uint, nkeycodes: c_int, flags: c_uint) -> c_int;
    fn virDomainBlockStats(dom: virDomainPtr, disk: *const c_char, stats: virDomainBlockStatsPtr, size: usize) -> c_int;
    fn virDomainGetBlockInfo(domain: virDomainPtr, disk: *const c_char, info: virDomainBlockInfoPtr, flags: c_uint) -> c_int;
    fn virDomainInterfaceStats(dom: virDomainPtr, device: *const c_char, stats: virDomainInterfaceStatsPtr, size: usize) -> c_int;
    fn virDomainOpenConsole(dom: virDomainPtr, device_name: *const c_char, st: virStreamPtr, flags: c_uint) -> c_int;
    fn virDomainOpenChannel(dom: virDomainPtr, name: *const c_char, st: virStreamPtr, flags: c_uint) -> c_int;
    fn virDomainAgentSetResponseTimeout(domain: virDomainPtr, timeout: c_int, flags: c_uint) -> c_int;
    fn virConnectGetDomainCapabilities(conn: virConnectPtr, emulator: *const c_char, architecture: *const c_char, machine: *const c_char, virtualization_type: *const c_char, flags: c_uint) -> *mut c_char;
    fn virConnectNumOfDomains(conn: virConnectPtr) -> c_int;
    fn virConnectNumOfDefinedDomains(conn: virConnectPtr) -> c_int;
    fn virConnectListAllDomains(conn: virConnectPtr, domains: *mut *mut virDomainPtr, flags: c_uint) -> c_int;
    fn virDomainLookupByID(conn: virConnectPtr, id: c_int) -> virDomainPtr;
    fn virDomainLookupByName(conn: virConnectPtr, name: *const c_char) -> virDomainPtr;
    fn virDomainLookupByUUID(conn: virConnectPtr, uuid: *const c_uchar) -> virDomainPtr;
    fn virDomainDefineXML(conn: virConnectPtr, xml: *const c_char) -> virDomainPtr;
    fn virDomainDefineXMLFlags(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virDomainPtr;
    fn virDomainCreateXML(conn: virConnectPtr, xml: *const c_char, flags: c_uint) -> virDomainPtr;
    fn virConnectGetAllDomainStats(conn: virConnectPtr, groups: c_uint, retStats: *mut *mut virDomainStatsRecordPtr, flags: c_uint) -> c_int;
}
