//! `virterror.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// An error. The texts belong to whoever holds it: the thread, or the program that saved or copied it.
#[repr(C)]
pub struct _virError {
    /// The `virErrorNumber`.
    pub code: c_int,
    /// The `virErrorDomain` that raised it.
    pub domain: c_int,
    /// The sentence for people.
    pub message: *mut c_char,
    /// How serious it is.
    pub level: virErrorLevel,
    /// Always null; kept for the layout.
    pub conn: virConnectPtr,
    /// Always null; kept for the layout.
    pub dom: virDomainPtr,
    /// The pattern of the message.
    pub str1: *mut c_char,
    /// The detail in the message.
    pub str2: *mut c_char,
    /// The cause in the words of whoever reported it, when there is one.
    pub str3: *mut c_char,
    /// `errno`, or -1.
    pub int1: c_int,
    /// Always -1.
    pub int2: c_int,
    /// Always null; kept for the layout.
    pub net: virNetworkPtr,
}

/// An error. The texts belong to whoever holds it: the thread, or the program that saved or copied it.
pub type virError = _virError;

/// A pointer to a `virError`.
pub type virErrorPtr = *mut virError;

/// Told of an error, with what it was registered with.
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
