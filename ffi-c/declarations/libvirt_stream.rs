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
    /// Gives the stream up.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamAbort(stream: virStreamPtr) -> c_int;
    /// Asks to be told, on the event loop, when the stream can be read or written, or has ended.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamEventAddCallback(stream: virStreamPtr, events: c_int, cb: virStreamEventCallback, opaque: *mut c_void, ff: virFreeCallback) -> c_int;
    /// Ends the callback.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamEventRemoveCallback(stream: virStreamPtr) -> c_int;
    /// Changes what the callback waits for.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamEventUpdateCallback(stream: virStreamPtr, events: c_int) -> c_int;
    /// Ends the stream in good order.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamFinish(stream: virStreamPtr) -> c_int;
    /// Gives a reference to the stream back; the last one releases it.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamFree(stream: virStreamPtr) -> c_int;
    /// A new stream, not yet tied to anything.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamNew(conn: virConnectPtr, flags: c_uint) -> virStreamPtr;
    /// Receives up to `nbytes` bytes; 0 is the end, -2 nothing yet on a stream that does not wait.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamRecv(stream: virStreamPtr, data: *mut c_char, nbytes: usize) -> c_int;
    /// Gives all that is received to a function. The stream is not finished by it, but aborted when the function fails.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamRecvAll(stream: virStreamPtr, handler: virStreamSinkFunc, opaque: *mut c_void) -> c_int;
    /// As `virStreamRecv`; the flag to stop at a hole has no effect on a stream without holes.
    #[by_hand(since = "3.4.0")]
    pub fn virStreamRecvFlags(stream: virStreamPtr, data: *mut c_char, nbytes: usize, flags: c_uint) -> c_int;
    /// The length of the hole that was received.
    #[by_hand(since = "3.4.0")]
    pub fn virStreamRecvHole(stream: virStreamPtr, length: *mut c_longlong, flags: c_uint) -> c_int;
    /// One more reference to the stream, to be given back with its own call.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamRef(stream: virStreamPtr) -> c_int;
    /// Sends up to `nbytes` bytes and gives how many were taken; -2 none yet on a stream that does not wait.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamSend(stream: virStreamPtr, data: *const c_char, nbytes: usize) -> c_int;
    /// Sends all that a function gives. The stream is not finished by it, but aborted when the function fails.
    #[by_hand(since = "0.7.2")]
    pub fn virStreamSendAll(stream: virStreamPtr, handler: virStreamSourceFunc, opaque: *mut c_void) -> c_int;
    /// Sends a hole of so many bytes.
    #[by_hand(since = "3.4.0")]
    pub fn virStreamSendHole(stream: virStreamPtr, length: c_longlong, flags: c_uint) -> c_int;
    /// Gives all that is received to a function; the other one would be told of holes.
    #[by_hand(since = "3.4.0")]
    pub fn virStreamSparseRecvAll(stream: virStreamPtr, handler: virStreamSinkFunc, holeHandler: virStreamSinkHoleFunc, opaque: *mut c_void) -> c_int;
    /// Sends all that a function gives; another one says where data and holes are, a third skips a hole.
    #[by_hand(since = "3.4.0")]
    pub fn virStreamSparseSendAll(stream: virStreamPtr, handler: virStreamSourceFunc, holeHandler: virStreamSourceHoleFunc, skipHandler: virStreamSourceSkipFunc, opaque: *mut c_void) -> c_int;
}
