//! `virterror.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

#[repr(C)]
pub struct _virError {
    pub code: c_int,
    pub domain: c_int,
    pub message: *mut c_char,
    pub level: virErrorLevel,
    pub conn: virConnectPtr,
    pub dom: virDomainPtr,
    pub str1: *mut c_char,
    pub str2: *mut c_char,
    pub str3: *mut c_char,
    pub int1: c_int,
    pub int2: c_int,
    pub net: virNetworkPtr,
}

pub type virError = _virError;

pub type virErrorPtr = *mut virError;

pub type virErrorFunc = Option<unsafe extern "C" fn(userData: *mut c_void, error: virErrorPtr)>;

unsafe extern "C" {
    #[by_hand(since = "0.1.0")]
    pub fn virConnCopyLastError(conn: virConnectPtr, to: virErrorPtr) -> c_int;
    #[by_hand(since = "0.1.0")]
    pub fn virConnGetLastError(conn: virConnectPtr) -> virErrorPtr;
    #[by_hand(since = "0.1.0")]
    pub fn virConnResetLastError(conn: virConnectPtr);
    #[by_hand(since = "0.1.0")]
    pub fn virConnSetErrorFunc(conn: virConnectPtr, userData: *mut c_void, handler: virErrorFunc);
    #[by_hand(since = "0.1.0")]
    pub fn virCopyLastError(to: virErrorPtr) -> c_int;
    #[by_hand(since = "0.1.0")]
    pub fn virDefaultErrorFunc(err: virErrorPtr);
    #[by_hand(since = "0.6.1")]
    pub fn virFreeError(err: virErrorPtr);
    #[by_hand(since = "0.1.0")]
    pub fn virGetLastError() -> virErrorPtr;
    #[by_hand(since = "4.5.0")]
    pub fn virGetLastErrorCode() -> c_int;
    #[by_hand(since = "4.5.0")]
    pub fn virGetLastErrorDomain() -> c_int;
    #[by_hand(since = "1.0.6")]
    pub fn virGetLastErrorMessage() -> *const c_char;
    #[by_hand(since = "0.1.0")]
    pub fn virResetError(err: virErrorPtr);
    #[by_hand(since = "0.1.0")]
    pub fn virResetLastError();
    #[by_hand(since = "0.6.1")]
    pub fn virSaveLastError() -> virErrorPtr;
    #[by_hand(since = "0.1.0")]
    pub fn virSetErrorFunc(userData: *mut c_void, handler: virErrorFunc);
}
