//! Connections: opening and closing, and what a connection keeps for C programs.

use std::ffi::{c_char, c_int, c_uint, c_ulong, c_void};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ferrovirt::error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt::{Connection, OpenOptions, blocking};

use crate::boundary::call;
use crate::error::{Handler, Record};
use crate::events::Callbacks;
use crate::generated::layout::*;
use crate::object::{Object, virConnectPtr};
use crate::take;
use crate::wait;

/// What stands behind a `virConnectPtr`.
pub struct ConnectionState {
    /// The handle.
    pub handle: Connection,
    error: Mutex<Record>,
    handler: Mutex<Option<Handler>>,
    /// The callbacks for events.
    pub callbacks: Arc<Callbacks>,
    close_watch: Mutex<Option<CloseWatch>>,
}

impl ConnectionState {
    /// The connection's own last error, for one thread at a time.
    pub fn error(&self) -> MutexGuard<'_, Record> {
        lock(&self.error)
    }

    /// The function of `virConnSetErrorFunc`, when one is set.
    pub fn error_handler(&self) -> Option<Handler> {
        *lock(&self.handler)
    }

    /// Sets that function; one without a function removes it.
    pub fn set_error_handler(&self, handler: Handler) {
        *lock(&self.handler) = handler.function.is_some().then_some(handler);
    }
}

impl Drop for ConnectionState {
    fn drop(&mut self) {
        self.handle.close();
    }
}

/// Both are replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens a connection for C.
fn open(uri: Option<&str>, options: OpenOptions) -> Result<virConnectPtr> {
    let handle = blocking::wait(ferrovirt::open(uri.unwrap_or_default(), options), None)?;
    let state = ConnectionState {
        handle,
        error: Mutex::new(Record::none()),
        handler: Mutex::default(),
        callbacks: Arc::default(),
        close_watch: Mutex::default(),
    };
    Ok(Object::create(state, ()))
}

/// Opens a connection; null stands for the default URI.
///
/// # Safety
/// The name is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpen(name: *const c_char) -> virConnectPtr {
    call("virConnectOpen", |_| open(unsafe { take::optional_text(name, "name") }?, OpenOptions::default()))
}

/// Opens a connection that may only look.
///
/// # Safety
/// The name is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpenReadOnly(name: *const c_char) -> virConnectPtr {
    call("virConnectOpenReadOnly", |_| open(unsafe { take::optional_text(name, "name") }?, OpenOptions::read_only()))
}

/// Drops a reference to the connection; the last one closes it. Gives 0 when that was the last, else 1.
///
/// # Safety
/// The connection is valid; the caller gives its reference up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectClose(conn: virConnectPtr) -> c_int {
    call("virConnectClose", |scope| {
        unsafe { Object::check(conn, scope.function) }?;
        let left = unsafe { Object::release(conn) };
        Ok(c_int::from(left > 0))
    })
}

/// The version of this library, and of a hypervisor driver: both are that of the library.
///
/// # Safety
/// The pointers are null or point to room for their value; the name is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virGetVersion(libVer: *mut c_ulong, _type: *const c_char, typeVer: *mut c_ulong) -> c_int {
    call("virGetVersion", |_| {
        if libVer.is_null() {
            return Err(Error::invalid_argument(ErrorDomain::None, "libVer in virGetVersion must not be NULL"));
        }
        // SAFETY: the program vouches for both.
        unsafe {
            *libVer = VERSION;
            if !typeVer.is_null() {
                *typeVer = VERSION;
            }
        }
        Ok(0)
    })
}

/// The version of the library that serves the connection: for a driver of this process, of this library.
///
/// # Safety
/// The connection is null or valid; the place is null or has room for the number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetLibVersion(conn: virConnectPtr, libVer: *mut c_ulong) -> c_int {
    call("virConnectGetLibVersion", |scope| {
        let connection = unsafe { scope.object(conn) }?;
        take::required(libVer, "libVer")?;
        // The connection is asked whether it may say so; its own answer is the release of Ferrovirt, while programs
        // compare with releases of the interface.
        wait(connection.content.handle.library_version())?;
        // SAFETY: it is not null, and the program vouches for the room.
        unsafe { *libVer = VERSION };
        Ok(0)
    })
}

/// The release of the interface: major * 1,000,000 + minor * 1,000 + release.
pub const VERSION: c_ulong = 11_003_000;

/// Makes the library ready. It needs no preparation, so this does nothing; programs may call it as often as they like.
#[unsafe(no_mangle)]
pub extern "C" fn virInitialize() -> c_int {
    0
}

/// `VIR_CONNECT_RO` and `VIR_CONNECT_NO_ALIASES`.
const READ_ONLY: c_uint = 1;
const NO_ALIASES: c_uint = 2;

/// Opens a connection, with a way to ask for credentials; without one, none are asked for.
///
/// # Safety
/// The name is null or a C string; `auth` is null or valid, and may be used until the call returns.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpenAuth(
    name: *const c_char,
    auth: virConnectAuthPtr,
    flags: c_uint,
) -> virConnectPtr {
    call("virConnectOpenAuth", |scope| {
        let unknown = flags & !(READ_ONLY | NO_ALIASES);
        if unknown != 0 {
            let detail = format!("unsupported flags (0x{unknown:x}) in {}", scope.function);
            return Err(Error::invalid_argument(ErrorDomain::None, detail));
        }
        let options = OpenOptions {
            read_only: flags & READ_ONLY != 0,
            no_aliases: flags & NO_ALIASES != 0,
            authenticator: unsafe { crate::authentication::authenticator(auth) },
        };
        open(unsafe { take::optional_text(name, "name") }?, options)
    })
}

/// Who wants to know that the connection was lost.
struct CloseWatch {
    callback: virConnectCloseFunc,
    opaque: *mut c_void,
    free: virFreeCallback,
}

// SAFETY: the program vouches that its function and data may be used on any thread.
unsafe impl Send for CloseWatch {}

impl Drop for CloseWatch {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            // SAFETY: nobody has the registration any more.
            unsafe { free(self.opaque) };
        }
    }
}

/// Asks to be told once when the connection is lost; a connection within the process is not. One function at a time.
///
/// # Safety
/// The connection is null or valid; the callback may be called with `opaque` until `freecb` was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectRegisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    call("virConnectRegisterCloseCallback", |scope| {
        let connection = unsafe { scope.object(conn) }?;
        if cb.is_none() {
            return Err(take::must_not_be_null("cb"));
        }
        let mut watch = lock(&connection.content.close_watch);
        if watch.is_some() {
            return Err(Error::new(
                ErrorCode::OperationInvalid,
                ErrorDomain::None,
                "A close callback is already registered",
            ));
        }
        *watch = Some(CloseWatch { callback: cb, opaque, free: freecb });
        Ok(0)
    })
}

/// Ends that.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectUnregisterCloseCallback(conn: virConnectPtr, cb: virConnectCloseFunc) -> c_int {
    call("virConnectUnregisterCloseCallback", |scope| {
        let connection = unsafe { scope.object(conn) }?;
        if cb.is_none() {
            return Err(take::must_not_be_null("cb"));
        }
        let mut watch = lock(&connection.content.close_watch);
        let is_same = watch
            .as_ref()
            .is_some_and(|watch| watch.callback.map(|own| own as usize) == cb.map(|function| function as usize));
        let removed = if is_same { watch.take() } else { None };
        drop(watch);
        match removed {
            Some(_) => Ok(0),
            None => {
                Err(Error::new(ErrorCode::OperationInvalid, ErrorDomain::None, "A different callback was requested"))
            }
        }
    })
}
