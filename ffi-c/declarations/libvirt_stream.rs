//! `libvirt-stream.h` as Rust says it.
//!
//! Input of `cargo xtask codegen`; not compiled. Parameters have the names of the operation's arguments.

/// A stream of bytes.
pub struct _virStream(());

/// A stream of bytes.
pub type virStream = _virStream;

/// A pointer to a `virStream`.
pub type virStreamPtr = *mut virStream;

/// Told that a stream is ready for `virStreamEventType`s.
pub type virStreamEventCallback = Option<unsafe extern "C" fn(stream: virStreamPtr, events: c_int, opaque: *mut c_void)>;

/// Takes bytes that were received, and gives how many it took; -1 gives up.
pub type virStreamSinkFunc = Option<unsafe extern "C" fn(st: virStreamPtr, data: *const c_char, nbytes: usize, opaque: *mut c_void) -> c_int>;

/// Takes a hole of so many bytes that was received; -1 gives up.
pub type virStreamSinkHoleFunc = Option<unsafe extern "C" fn(st: virStreamPtr, length: c_longlong, opaque: *mut c_void) -> c_int>;

/// Gives bytes to send, and how many; 0 is the end, -1 gives up.
pub type virStreamSourceFunc = Option<unsafe extern "C" fn(st: virStreamPtr, data: *mut c_char, nbytes: usize, opaque: *mut c_void) -> c_int>;

/// Tells whether the source is in data or in a hole, and how long it goes on.
pub type virStreamSourceHoleFunc = Option<unsafe extern "C" fn(st: virStreamPtr, inData: *mut c_int, length: *mut c_longlong, opaque: *mut c_void) -> c_int>;

/// Skips so many bytes of the source.
pub type virStreamSourceSkipFunc = Option<unsafe extern "C" fn(st: virStreamPtr, length: c_longlong, opaque: *mut c_void) -> c_int>;

unsafe extern "C" {
    #[by_hand(since = "0.7.2")]
    pub fn virStreamAbort(stream: virStreamPtr) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamEventAddCallback(stream: virStreamPtr, events: c_int, cb: virStreamEventCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamEventRemoveCallback(stream: virStreamPtr) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamEventUpdateCallback(stream: virStreamPtr, events: c_int) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamFinish(stream: virStreamPtr) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamFree(stream: virStreamPtr) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamNew(conn: virConnectPtr, flags: c_uint) -> virStreamPtr;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamRecv(stream: virStreamPtr, data: *mut c_char, nbytes: usize) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamRecvAll(stream: virStreamPtr, handler: virStreamSinkFunc, opaque: *mut c_void) -> c_int;
    #[by_hand(since = "3.4.0")]
    pub fn virStreamRecvFlags(stream: virStreamPtr, data: *mut c_char, nbytes: usize, flags: c_uint) -> c_int;
    #[by_hand(since = "3.4.0")]
    pub fn virStreamRecvHole(stream: virStreamPtr, length: *mut c_longlong, flags: c_uint) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamRef(stream: virStreamPtr) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamSend(stream: virStreamPtr, data: *const c_char, nbytes: usize) -> c_int;
    #[by_hand(since = "0.7.2")]
    pub fn virStreamSendAll(stream: virStreamPtr, handler: virStreamSourceFunc, opaque: *mut c_void) -> c_int;
    #[by_hand(since = "3.4.0")]
    pub fn virStreamSendHole(stream: virStreamPtr, length: c_longlong, flags: c_uint) -> c_int;
    #[by_hand(since = "3.4.0")]
    pub fn virStreamSparseRecvAll(stream: virStreamPtr, handler: virStreamSinkFunc, holeHandler: virStreamSinkHoleFunc, opaque: *mut c_void) -> c_int;
    #[by_hand(since = "3.4.0")]
    pub fn virStreamSparseSendAll(stream: virStreamPtr, handler: virStreamSourceFunc, holeHandler: virStreamSourceHoleFunc, skipHandler: virStreamSourceSkipFunc, opaque: *mut c_void) -> c_int;
}
