//! Errors as C programs see them: `virError` by thread and by connection, and the functions that are told of them.

use std::cell::{Cell, UnsafeCell};
use std::ffi::{c_char, c_int, c_uint, c_void};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ferrovirt::error::{Error, ErrorCode, ErrorLevel};

use crate::boundary::quietly;
use crate::generated::layout::{virError, virErrorFunc, virErrorPtr};
use crate::memory;
use crate::object::virConnectPtr;

const NONE: virError = virError {
    code: 0,
    domain: 0,
    message: std::ptr::null_mut(),
    level: 0,
    conn: std::ptr::null_mut(),
    dom: std::ptr::null_mut(),
    str1: std::ptr::null_mut(),
    str2: std::ptr::null_mut(),
    str3: std::ptr::null_mut(),
    int1: 0,
    int2: 0,
    net: std::ptr::null_mut(),
};

/// An error with its texts, which go with it.
pub struct Record(UnsafeCell<virError>);

// SAFETY: the texts are owned allocations, and what holds a record shared puts it behind a lock.
unsafe impl Send for Record {}

impl Record {
    /// No error.
    pub const fn none() -> Record {
        Record(UnsafeCell::new(NONE))
    }

    /// The error as C names it.
    pub fn pointer(&self) -> virErrorPtr {
        self.0.get()
    }

    fn code(&self) -> c_int {
        // SAFETY: a record is reached by one thread at a time.
        unsafe { (*self.0.get()).code }
    }

    fn reset(&self) {
        if self.code() != 0 {
            // SAFETY: the texts came from `memory::text`.
            unsafe { clear(self.0.get()) };
        }
    }

    fn set(&self, error: &Error) {
        self.reset();
        // Without memory for a text the error stands without that text.
        let text = |text: &str| memory::text(text).unwrap_or(std::ptr::null_mut());
        let optional = |of: Option<&str>| of.map_or(std::ptr::null_mut(), text);
        let made = virError {
            code: error.code().number(),
            domain: error.domain().number(),
            message: text(&error.message()),
            level: c_level(error.level()),
            str1: text(&error.code().pattern().replace("{}", "%s")),
            str2: optional(error.detail()),
            str3: optional(error.cause()),
            int1: error.number(),
            int2: -1,
            ..NONE
        };
        // SAFETY: the record was reset; nothing is lost.
        unsafe { *self.0.get() = made };
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.reset();
    }
}

fn c_level(level: ErrorLevel) -> c_uint {
    c_uint::try_from(level.number()).unwrap_or_default()
}

/// The last error of a thread.
struct Last {
    record: Record,
    is_counted: Cell<bool>,
}

/// How many threads have a last error. While it is zero, nobody has to look for one of its own: most calls follow one that
/// was well, and the look is a good part of what the shortest of them take.
static FAILED: AtomicUsize = AtomicUsize::new(0);

impl Last {
    fn set(&self, error: &Error) {
        self.record.set(error);
        if !self.is_counted.replace(true) {
            FAILED.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn reset(&self) {
        self.record.reset();
        if self.is_counted.replace(false) {
            FAILED.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

impl Drop for Last {
    fn drop(&mut self) {
        self.reset();
    }
}

thread_local! {
    static LAST: Last = const { Last { record: Record::none(), is_counted: Cell::new(false) } };
}

/// Looks at the thread's last error. A thread that ends has none any more when the program's own destructors run.
fn last<T>(none: T, look: impl FnOnce(&Record) -> T) -> T {
    LAST.try_with(|last| look(&last.record)).unwrap_or(none)
}

/// A function of the program and what it wants to be told with.
#[derive(Clone, Copy)]
pub struct Handler {
    /// The function; nothing means the default.
    pub function: virErrorFunc,
    /// The first argument.
    pub data: *mut c_void,
}

// SAFETY: the program vouches that its function may be called with its data from any thread.
unsafe impl Send for Handler {}

static HANDLER: Mutex<Handler> = Mutex::new(Handler { function: None, data: std::ptr::null_mut() });

/// A handler is copied as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forgets the thread's last error.
#[inline]
pub fn reset_last() {
    // An error of this thread was counted by this thread.
    if FAILED.load(Ordering::Relaxed) != 0 {
        let _ = LAST.try_with(Last::reset);
    }
}

/// Sets the thread's last error, and the connection's, and tells the function that wants to know.
pub fn raise(connection: virConnectPtr, error: &Error) {
    let spare = Record::none();
    let pointer = LAST.try_with(|last| {
        last.set(error);
        last.record.pointer()
    });
    let pointer = pointer.unwrap_or_else(|_| {
        spare.set(error);
        spare.pointer()
    });
    let mut handler = *lock(&HANDLER);
    if !connection.is_null() {
        // SAFETY: the connection comes from an object that the running call was given.
        let state = unsafe { &(*connection).content };
        state.error().set(error);
        if let Some(own) = state.error_handler() {
            handler = own;
        }
    }
    match handler.function {
        // SAFETY: the program set the function to be called so; nothing of ours is locked.
        Some(function) => unsafe { function(handler.data, pointer) },
        None => tell(error),
    }
}

/// The line of the default function.
fn tell(error: &Error) {
    line(error.domain().label(), error.level(), None, &error.message());
}

fn line(label: &str, level: ErrorLevel, object: Option<&str>, message: &str) {
    let word = match level {
        ErrorLevel::None => "",
        ErrorLevel::Warning => "warning",
        ErrorLevel::Error => "error",
    };
    let object = object.map(|name| format!("{name} ")).unwrap_or_default();
    // A program that closed its standard error does not want to read it.
    let _ = writeln!(std::io::stderr(), "libvirt: {label} {word} {object}: {message}");
}

/// Releases the texts and leaves no error.
///
/// # Safety
/// The pointer is a valid error whose texts came from `malloc`.
unsafe fn clear(error: virErrorPtr) {
    unsafe {
        for text in [(*error).message, (*error).str1, (*error).str2, (*error).str3] {
            memory::release(text);
        }
        *error = NONE;
    }
}

/// Copies an error with its texts; the target's old content is not released.
///
/// # Safety
/// Both are valid errors.
unsafe fn copy(from: *const virError, to: virErrorPtr) {
    let duplicate = |text: *mut c_char| match text.is_null() {
        true => text,
        // SAFETY: texts of errors are NUL-terminated.
        false => unsafe { libc::strdup(text) },
    };
    unsafe {
        *to = virError {
            message: duplicate((*from).message),
            str1: duplicate((*from).str1),
            str2: duplicate((*from).str2),
            str3: duplicate((*from).str3),
            ..std::ptr::read(from)
        };
    }
}

/// The last error of this thread, or null. It belongs to the library and changes with the next call.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastError() -> virErrorPtr {
    quietly(std::ptr::null_mut(), || {
        last(std::ptr::null_mut(), |last| if last.code() == 0 { std::ptr::null_mut() } else { last.pointer() })
    })
}

/// The number of the last error of this thread; 0 for none.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastErrorCode() -> c_int {
    quietly(0, || last(0, Record::code))
}

/// The `virErrorDomain` of the last error of this thread; 0 for none.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastErrorDomain() -> c_int {
    // SAFETY: the record is this thread's.
    quietly(0, || last(0, |last| unsafe { (*last.pointer()).domain }))
}

/// The sentence of the last error of this thread; never null.
#[unsafe(no_mangle)]
pub extern "C" fn virGetLastErrorMessage() -> *const c_char {
    quietly(c"unknown error".as_ptr(), || {
        last(c"no error".as_ptr(), |last| {
            // SAFETY: the record is this thread's.
            let message = unsafe { (*last.pointer()).message };
            match (last.code(), message.is_null()) {
                (0, _) => c"no error".as_ptr(),
                (_, true) => c"unknown error".as_ptr(),
                (_, false) => message.cast_const(),
            }
        })
    })
}

/// A copy of the last error of this thread, to be released with `virFreeError`; null only without memory.
#[unsafe(no_mangle)]
pub extern "C" fn virSaveLastError() -> virErrorPtr {
    quietly(std::ptr::null_mut(), || {
        let Ok(saved) = memory::zeroed::<virError>(1) else { return std::ptr::null_mut() };
        // SAFETY: both are valid errors.
        last((), |last| unsafe { copy(last.pointer(), saved) });
        saved
    })
}

/// Copies the last error of this thread into the program's own; its texts are to be released with `virResetError`.
/// Gives the code, or -1 without a target.
///
/// # Safety
/// The target is null or points to room for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virCopyLastError(to: virErrorPtr) -> c_int {
    quietly(-1, || {
        if to.is_null() {
            return -1;
        }
        // SAFETY: the program vouches for the target.
        unsafe { *to = NONE };
        last(0, |last| {
            // SAFETY: the record is this thread's, and the program vouches for the target.
            unsafe { copy(last.pointer(), to) };
            last.code()
        })
    })
}

/// Releases the texts of an error of the program's and leaves none in it.
///
/// # Safety
/// The pointer is null or a valid error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virResetError(err: virErrorPtr) {
    quietly((), || {
        if !err.is_null() {
            // SAFETY: the program vouches for it.
            unsafe { clear(err) };
        }
    });
}

/// Forgets the last error of this thread.
#[unsafe(no_mangle)]
pub extern "C" fn virResetLastError() {
    quietly((), reset_last);
}

/// Releases an error that `virSaveLastError` gave.
///
/// # Safety
/// The pointer is null or came from `virSaveLastError` and was not released.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virFreeError(err: virErrorPtr) {
    quietly((), || {
        if !err.is_null() {
            // SAFETY: the program vouches for it.
            unsafe {
                clear(err);
                memory::release(err);
            }
        }
    });
}

/// Sets the function that is told of every error without one of its connection's own; null brings the default back,
/// which writes a line to standard error.
///
/// # Safety
/// The function may be called with `userData` from any thread until another is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSetErrorFunc(userData: *mut c_void, handler: virErrorFunc) {
    quietly((), || *lock(&HANDLER) = Handler { function: handler, data: userData });
}

/// Sets the function that is told of this connection's errors; null leaves them to that of `virSetErrorFunc`.
///
/// # Safety
/// The connection is valid; the function may be called with `userData` from any thread until another is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnSetErrorFunc(conn: virConnectPtr, userData: *mut c_void, handler: virErrorFunc) {
    quietly((), || {
        // SAFETY: the program vouches for the pointer.
        if let Ok(connection) = unsafe { crate::object::Object::check(conn, "virConnSetErrorFunc") } {
            connection.content.set_error_handler(Handler { function: handler, data: userData });
        }
    });
}

/// The last error of a connection, whose code is 0 when there is none; null without a connection.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnGetLastError(conn: virConnectPtr) -> virErrorPtr {
    quietly(std::ptr::null_mut(), || {
        // SAFETY: the program vouches for the pointer.
        let Ok(connection) = (unsafe { crate::object::Object::check(conn, "virConnGetLastError") }) else {
            return std::ptr::null_mut();
        };
        connection.content.error().pointer()
    })
}

/// Forgets the last error of a connection.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnResetLastError(conn: virConnectPtr) {
    quietly((), || {
        // SAFETY: the program vouches for the pointer.
        if let Ok(connection) = unsafe { crate::object::Object::check(conn, "virConnResetLastError") } {
            connection.content.error().reset();
        }
    });
}

/// Copies the last error of a connection into the program's own. Gives the code, 0 for none, -1 for bad arguments.
///
/// # Safety
/// The connection is null or valid, the target null or room for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnCopyLastError(conn: virConnectPtr, to: virErrorPtr) -> c_int {
    quietly(-1, || {
        // SAFETY: the program vouches for the pointer.
        let Ok(connection) = (unsafe { crate::object::Object::check(conn, "virConnCopyLastError") }) else { return -1 };
        if to.is_null() {
            return -1;
        }
        let error = connection.content.error();
        // SAFETY: the connection's record is locked, and the program vouches for the target.
        unsafe { copy(error.pointer(), to) };
        error.code()
    })
}

/// Writes a line about an error to standard error, as happens when no function is set.
///
/// # Safety
/// The pointer is null or a valid error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDefaultErrorFunc(err: virErrorPtr) {
    quietly((), || {
        if err.is_null() {
            return;
        }
        // SAFETY: the program vouches for the error, and its texts are NUL-terminated.
        let (domain, level, message) = unsafe {
            let message = (*err).message;
            let message = if message.is_null() {
                "No error message provided"
            } else {
                memory::borrow(message, "message").unwrap_or("")
            };
            ((*err).domain, (*err).level, message)
        };
        if unsafe { (*err).code } == ErrorCode::Ok.number() {
            return;
        }
        let label = ferrovirt::error::ErrorDomain::from_number(domain).map_or("", |domain| domain.label());
        let level = c_int::try_from(level).ok().and_then(ErrorLevel::from_number).unwrap_or(ErrorLevel::Error);
        line(label, level, None, message);
    });
}
