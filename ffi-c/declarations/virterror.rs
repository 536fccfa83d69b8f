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
    /// Copies the last error of a connection into the program's own. Gives the code, 0 for none, -1 for bad arguments.
    #[by_hand(since = "0.1.0")]
    pub fn virConnCopyLastError(conn: virConnectPtr, to: virErrorPtr) -> c_int;
    /// The last error of a connection, whose code is 0 when there is none; null without a connection.
    #[by_hand(since = "0.1.0")]
    pub fn virConnGetLastError(conn: virConnectPtr) -> virErrorPtr;
    /// Forgets the last error of a connection.
    #[by_hand(since = "0.1.0")]
    pub fn virConnResetLastError(conn: virConnectPtr);
    /// Sets the function that is told of this connection's errors; null leaves them to that of `virSetErrorFunc`.
    #[by_hand(since = "0.1.0")]
    pub fn virConnSetErrorFunc(conn: virConnectPtr, userData: *mut c_void, handler: virErrorFunc);
    /// Copies the last error of this thread into the program's own; its texts are to be released with `virResetError`.
    /// Gives the code, or -1 without a target.
    #[by_hand(since = "0.1.0")]
    pub fn virCopyLastError(to: virErrorPtr) -> c_int;
    /// Writes a line about an error to standard error, as happens when no function is set.
    #[by_hand(since = "0.1.0")]
    pub fn virDefaultErrorFunc(err: virErrorPtr);
    /// Releases an error that `virSaveLastError` gave.
    #[by_hand(since = "0.6.1")]
    pub fn virFreeError(err: virErrorPtr);
    /// The last error of this thread, or null. It belongs to the library and changes with the next call.
    #[by_hand(since = "0.1.0")]
    pub fn virGetLastError() -> virErrorPtr;
    /// The number of the last error of this thread; 0 for none.
    #[by_hand(since = "4.5.0")]
    pub fn virGetLastErrorCode() -> c_int;
    /// The `virErrorDomain` of the last error of this thread; 0 for none.
    #[by_hand(since = "4.5.0")]
    pub fn virGetLastErrorDomain() -> c_int;
    /// The sentence of the last error of this thread; never null.
    #[by_hand(since = "1.0.6")]
    pub fn virGetLastErrorMessage() -> *const c_char;
    /// Releases the texts of an error of the program's and leaves none in it.
    #[by_hand(since = "0.1.0")]
    pub fn virResetError(err: virErrorPtr);
    /// Forgets the last error of this thread.
    #[by_hand(since = "0.1.0")]
    pub fn virResetLastError();
    /// A copy of the last error of this thread, to be released with `virFreeError`; null only without memory.
    #[by_hand(since = "0.6.1")]
    pub fn virSaveLastError() -> virErrorPtr;
    /// Sets the function that is told of every error without one of its connection's own; null brings the default back,
    /// which writes a line to standard error.
    #[by_hand(since = "0.1.0")]
    pub fn virSetErrorFunc(userData: *mut c_void, handler: virErrorFunc);
}
