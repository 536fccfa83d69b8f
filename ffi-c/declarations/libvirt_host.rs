//! How the functions of `libvirt-host.h` look in C.
//!
//! Input of `cargo xtask codegen`; not compiled. The parameters have the names of the operation's arguments.

extern "C" {
    fn virConnectGetType(conn: virConnectPtr) -> *const c_char;
    fn virConnectGetVersion(conn: virConnectPtr, hvVer: *mut c_ulong) -> c_int;
    fn virConnectGetLibVersion(conn: virConnectPtr, libVer: *mut c_ulong) -> c_int;
    fn virConnectGetHostname(conn: virConnectPtr) -> *mut c_char;
    fn virConnectGetURI(conn: virConnectPtr) -> *mut c_char;
    fn virConnectIsAlive(conn: virConnectPtr) -> c_int;
    fn virConnectIsEncrypted(conn: virConnectPtr) -> c_int;
    fn virConnectIsSecure(conn: virConnectPtr) -> c_int;
    fn virConnectGetMaxVcpus(conn: virConnectPtr, virtualization_type: *const c_char) -> c_int;
    fn virConnectGetCapabilities(conn: virConnectPtr) -> *mut c_char;
    fn virNodeGetInfo(conn: virConnectPtr, info: virNodeInfoPtr) -> c_int;
}
