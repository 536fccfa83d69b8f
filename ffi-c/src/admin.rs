//! Administration of a daemon: the functions are there, and as long as there is no daemon of ours, no connection to one
//! can be opened. The types say so: no object of these kinds exists, and a pointer that claims to be one is refused.

use std::ffi::{c_char, c_int, c_longlong, c_uint, c_ulonglong, c_void};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain};

use crate::boundary::call;
use crate::generated::layout::*;
use crate::object::*;
use crate::take;

/// Functions of an object that cannot exist yet.
macro_rules! of_nothing {
    ($($(#[$doc:meta])* $function:ident($object:ident: $pointer:ident $(, $name:ident: $of:ty)*) -> $result:ty;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The object is null or valid; other pointers are null or point to what their types say.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function($object: $pointer $(, $name: $of)*) -> $result {
            call(stringify!($function), |scope| {
                $(let _ = $name;)*
                unsafe { Object::check($object, scope.function) }?.content.nobody()
            })
        }
    )*};
}

of_nothing! {
    /// Disconnects the client.
    virAdmClientClose(client: virAdmClientPtr, flags: c_uint) -> c_int;
    /// The number of the client.
    virAdmClientGetID(client: virAdmClientPtr) -> c_ulonglong;
    /// Who the client is.
    virAdmClientGetInfo(client: virAdmClientPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// When it connected, in seconds since 1970.
    virAdmClientGetTimestamp(client: virAdmClientPtr) -> c_longlong;
    /// The `virClientTransport`.
    virAdmClientGetTransport(client: virAdmClientPtr) -> c_int;
    /// Asks the daemon to end.
    virAdmConnectDaemonShutdown(conn: virAdmConnectPtr, flags: c_uint) -> c_int;
    /// The version of the library that the daemon has.
    virAdmConnectGetLibVersion(conn: virAdmConnectPtr, libVer: *mut c_ulonglong) -> c_int;
    /// The filters of the log; gives how many.
    virAdmConnectGetLoggingFilters(conn: virAdmConnectPtr, filters: *mut *mut c_char, flags: c_uint) -> c_int;
    /// The outputs of the log; gives how many.
    virAdmConnectGetLoggingOutputs(conn: virAdmConnectPtr, outputs: *mut *mut c_char, flags: c_uint) -> c_int;
    /// The URI that reaches the daemon.
    virAdmConnectGetURI(conn: virAdmConnectPtr) -> *mut c_char;
    /// The servers of the daemon.
    virAdmConnectListServers(conn: virAdmConnectPtr, servers: *mut *mut virAdmServerPtr, flags: c_uint) -> c_int;
    /// The server with this name.
    virAdmConnectLookupServer(conn: virAdmConnectPtr, name: *const c_char, flags: c_uint) -> virAdmServerPtr;
    /// One more reference to the connection.
    virAdmConnectRef(conn: virAdmConnectPtr) -> c_int;
    /// Asks to be told when the connection is lost.
    virAdmConnectRegisterCloseCallback(conn: virAdmConnectPtr, cb: virAdmConnectCloseFunc, opaque: *mut c_void, freecb: virFreeCallback) -> c_int;
    /// After how many idle seconds the daemon ends; 0 is never.
    virAdmConnectSetDaemonTimeout(conn: virAdmConnectPtr, timeout: c_uint, flags: c_uint) -> c_int;
    /// Sets the filters of the log.
    virAdmConnectSetLoggingFilters(conn: virAdmConnectPtr, filters: *const c_char, flags: c_uint) -> c_int;
    /// Sets the outputs of the log.
    virAdmConnectSetLoggingOutputs(conn: virAdmConnectPtr, outputs: *const c_char, flags: c_uint) -> c_int;
    /// Ends that.
    virAdmConnectUnregisterCloseCallback(conn: virAdmConnectPtr, cb: virAdmConnectCloseFunc) -> c_int;
    /// How many clients there may be.
    virAdmServerGetClientLimits(srv: virAdmServerPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// The name of the server.
    virAdmServerGetName(srv: virAdmServerPtr) -> *const c_char;
    /// How many workers there are.
    virAdmServerGetThreadPoolParameters(srv: virAdmServerPtr, params: *mut virTypedParameterPtr, nparams: *mut c_int, flags: c_uint) -> c_int;
    /// The clients of the server.
    virAdmServerListClients(srv: virAdmServerPtr, clients: *mut *mut virAdmClientPtr, flags: c_uint) -> c_int;
    /// The client with this number.
    virAdmServerLookupClient(srv: virAdmServerPtr, id: c_ulonglong, flags: c_uint) -> virAdmClientPtr;
    /// Sets how many clients there may be.
    virAdmServerSetClientLimits(srv: virAdmServerPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    /// Sets how many workers there are.
    virAdmServerSetThreadPoolParameters(srv: virAdmServerPtr, params: virTypedParameterPtr, nparams: c_int, flags: c_uint) -> c_int;
    /// Has the server read its certificates anew.
    virAdmServerUpdateTlsFiles(srv: virAdmServerPtr, flags: c_uint) -> c_int;
}

/// Functions of an object that cannot exist yet, for which nothing is no fault.
macro_rules! of_nothing_or_null {
    ($($(#[$doc:meta])* $function:ident($object:ident: $pointer:ident);)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The object is null or valid.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function($object: $pointer) -> c_int {
            call(stringify!($function), |scope| match $object.is_null() {
                true => Ok(0),
                false => unsafe { Object::check($object, scope.function) }?.content.nobody(),
            })
        }
    )*};
}

of_nothing_or_null! {
    /// Gives a reference back.
    virAdmClientFree(client: virAdmClientPtr);
    /// Drops a reference to the connection; the last one closes it.
    virAdmConnectClose(conn: virAdmConnectPtr);
    /// Whether the connection works.
    virAdmConnectIsAlive(conn: virAdmConnectPtr);
    /// Gives a reference back.
    virAdmServerFree(srv: virAdmServerPtr);
}

/// Opens a connection to the administration of a daemon; null stands for the default URI.
///
/// # Safety
/// The name is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virAdmConnectOpen(name: *const c_char, flags: c_uint) -> virAdmConnectPtr {
    call("virAdmConnectOpen", |scope| {
        if flags & !1 != 0 {
            let detail = format!("unsupported flags (0x{:x}) in {}", flags & !1, scope.function);
            return Err(Error::invalid_argument(ErrorDomain::Admin, detail));
        }
        let uri = unsafe { take::optional_text(name, "name") }?.unwrap_or("libvirtd:///system");
        Err(Error::new(ErrorCode::NoConnect, ErrorDomain::Admin, format!("'{uri}' is not served"))
            .with_hint("drivers run within the program; there is no daemon to administer"))
    })
}

/// The version of this library.
///
/// # Safety
/// The place is null or has room for the number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virAdmGetVersion(libVer: *mut c_ulonglong) -> c_int {
    call("virAdmGetVersion", |_| {
        if libVer.is_null() {
            return Err(take::must_not_be_null("libVer"));
        }
        // SAFETY: the program vouches for the room.
        unsafe { *libVer = crate::connection::VERSION };
        Ok(0)
    })
}

/// Makes the library ready; it needs no preparation.
#[unsafe(no_mangle)]
pub extern "C" fn virAdmInitialize() -> c_int {
    0
}
