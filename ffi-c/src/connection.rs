//! Connections: opening and closing, and what a connection keeps for C programs.

use std::ffi::{c_char, c_int, c_uint, c_ulong, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{Connection, OpenOptions, blocking};

use crate::boundary::call;
use crate::error::{Handler, Record};
use crate::object::{Object, virConnectPtr};
use crate::take;

/// What stands behind a `virConnectPtr`.
pub struct ConnectionState {
    /// The handle.
    pub handle: Connection,
    error: Mutex<Record>,
    handler: Mutex<Option<Handler>>,
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
fn open(uri: Option<&str>, read_only: bool) -> Result<virConnectPtr> {
    let options = OpenOptions { read_only };
    let handle = blocking::wait(ferrovirt::open(uri.unwrap_or_default(), options), None)?;
    let state = ConnectionState { handle, error: Mutex::new(Record::none()), handler: Mutex::default() };
    Ok(Object::create(state, ()))
}

/// Opens a connection; null stands for the default URI.
///
/// # Safety
/// The name is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpen(name: *const c_char) -> virConnectPtr {
    call("virConnectOpen", |_| open(unsafe { take::optional_text(name, "name") }?, false))
}

/// Opens a connection that may only look.
///
/// # Safety
/// The name is null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpenReadOnly(name: *const c_char) -> virConnectPtr {
    call("virConnectOpenReadOnly", |_| open(unsafe { take::optional_text(name, "name") }?, true))
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
pub unsafe extern "C" fn virGetVersion(
    libVer: *mut c_ulong,
    _type: *const c_char,
    typeVer: *mut c_ulong,
) -> c_int {
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

/// The release of the interface: major * 1,000,000 + minor * 1,000 + release.
pub const VERSION: c_ulong = 11_003_000;

/// Makes the library ready. It needs no preparation, so this does nothing; programs may call it as often as they like.
#[unsafe(no_mangle)]
pub extern "C" fn virInitialize() -> c_int {
    0
}
