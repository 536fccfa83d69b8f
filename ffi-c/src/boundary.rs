//! The boundary itself: what happens around every call from C.
//!
//! A call forgets the thread's last error, runs, and turns a failure (a panic too) into the last error, the error
//! function and the value that means failure. It must not know what the call does.

use std::cell::Cell;
use std::ffi::{c_int, c_uint, c_ulong, c_ulonglong, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ferrovirt::error::{Error, ErrorDomain, Result};

use crate::connection::ConnectionState;
use crate::object::{Held, Kind, Object, Parent, virConnectPtr};
use crate::{error, faults};

/// What a C function returns when it fails.
pub trait Failed {
    /// The value.
    const FAILED: Self;
}

impl Failed for c_int {
    const FAILED: c_int = -1;
}

impl Failed for c_uint {
    const FAILED: c_uint = c_uint::MAX;
}

impl Failed for c_ulong {
    const FAILED: c_ulong = 0;
}

/// `unsigned long` and `unsigned long long` are one type here; the name says which is meant.
const _: () = assert!(size_of::<c_ulong>() == size_of::<c_ulonglong>());

impl Failed for i64 {
    const FAILED: i64 = -1;
}

impl Failed for () {
    const FAILED: () = ();
}

impl<T> Failed for *mut T {
    const FAILED: *mut T = std::ptr::null_mut();
}

impl<T> Failed for *const T {
    const FAILED: *const T = std::ptr::null();
}

/// What a call learns on its way: the connection that it works on.
pub struct Scope {
    /// The name of the C function, for messages.
    pub function: &'static str,
    connection: Cell<virConnectPtr>,
    subject: Cell<*mut c_void>,
    owner: Cell<*mut c_void>,
    kept: Cell<Option<Held<ConnectionState>>>,
}

impl Scope {
    /// The object behind a pointer from C.
    ///
    /// # Safety
    /// The pointer is null, or points to an object that the library gave out and the program has not released yet.
    pub unsafe fn object<'a, K: Kind>(&self, pointer: *mut Object<K>) -> Result<&'a Object<K>> {
        let object = unsafe { Object::check(pointer, self.function) }?;
        if self.subject.get().is_null() {
            self.connection.set(object.connection_pointer());
            self.subject.set(pointer.cast());
            self.owner.set(object.parent.owner());
        }
        Ok(object)
    }

    /// As [`Scope::object`] for a connection whose last reference the call may drop: it stays until the call has ended.
    ///
    /// # Safety
    /// As for [`Scope::object`].
    pub unsafe fn kept<'a>(&self, pointer: virConnectPtr) -> Result<&'a Object<ConnectionState>> {
        let connection = unsafe { self.object(pointer) }?;
        self.kept.set(Some(Held::new(connection)));
        Ok(connection)
    }

    /// The call was successful: what it caused is told to the event loop.
    fn finish(&self) {
        // SAFETY: the connection of an object that the call was given. One that the call released is not looked at: its
        // pointer was never noted.
        if let Ok(connection) = unsafe { Object::check(self.connection.get(), self.function) } {
            connection.content.callbacks.after_call();
        }
    }

    /// The call failed: whoever wants to know is told.
    fn fail(&self, failure: Error) {
        // SAFETY: as in `finish`.
        let connection = unsafe { Object::check(self.connection.get(), self.function) }.ok();
        let failure = faults::told(self.function, connection.map(|object| &object.content.handle), failure);
        error::raise(self.connection.get(), &failure);
    }

    /// The object of this kind that new objects of the call belong to: the first that was named, or what that came from.
    pub fn owner<K: Kind>(&self) -> Result<Held<K>> {
        let candidates = [self.subject.get(), self.owner.get()];
        // SAFETY: both are objects of the library, which the first one keeps; their marks tell the kind.
        let mut found = candidates.iter().filter_map(|&each| unsafe { Object::check(each.cast(), self.function) }.ok());
        let none = || Error::new(K::INVALID, K::DOMAIN, self.function);
        found.next().map(Held::new).ok_or_else(none)
    }

    /// The connection of the first object that was named; null before.
    pub fn connection(&self) -> virConnectPtr {
        self.connection.get()
    }
}

/// Runs a call. The thread's last error is that of this call afterwards, or none.
pub fn call<T: Failed>(function: &'static str, body: impl FnOnce(&Scope) -> Result<T>) -> T {
    error::reset_last();
    let scope = Scope {
        function,
        connection: Cell::new(std::ptr::null_mut()),
        subject: Cell::new(std::ptr::null_mut()),
        owner: Cell::new(std::ptr::null_mut()),
        kept: Cell::new(None),
    };
    let answer = match catch_unwind(AssertUnwindSafe(|| body(&scope))) {
        Ok(Ok(answer)) => {
            scope.finish();
            answer
        }
        Ok(Err(failure)) => {
            scope.fail(failure);
            T::FAILED
        }
        Err(panic) => {
            scope.fail(panicked(function, &*panic));
            T::FAILED
        }
    };
    if let Some(kept) = scope.kept.take() {
        quietly((), || drop(kept));
    }
    answer
}

/// Runs a part that has no error to report: a getter of the library's own state. A panic gives the failure value.
pub fn quietly<T>(failed: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(failed)
}

fn panicked(function: &str, panic: &(dyn std::any::Any + Send)) -> Error {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::internal(ErrorDomain::None, format!("{function} ended unexpectedly")).with_cause(words.unwrap_or("panic"))
}
