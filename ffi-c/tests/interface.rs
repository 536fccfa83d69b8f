//! The C interface as a C program uses it: references, buffers, errors, events, streams. The test driver is behind it.

#![allow(clippy::undocumented_unsafe_blocks)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};

use ferrovirt_c::connection::{virConnectClose, virConnectOpen, virConnectOpenReadOnly};
use ferrovirt_c::error::{virConnGetLastError, virGetLastErrorCode, virGetLastErrorMessage, virSetErrorFunc};
use ferrovirt_c::event_loop::{virEventRegisterDefaultImpl, virEventRunDefaultImpl};
use ferrovirt_c::event_registration::{virConnectDomainEventDeregisterAny, virConnectDomainEventRegisterAny};
use ferrovirt_c::generated::layout::{virDomainInfo, virErrorPtr};
use ferrovirt_c::generated::libvirt_domain::*;
use ferrovirt_c::object::{virConnectPtr, virDomainPtr};
use ferrovirt_c::objects::*;
use ferrovirt_c::stream::{virStreamAbort, virStreamNew, virStreamRecv};

/// `VIR_ERR_INVALID_CONN`, `VIR_ERR_INVALID_DOMAIN`, `VIR_ERR_INVALID_ARG`, `VIR_ERR_OPERATION_DENIED`, `VIR_ERR_NO_DOMAIN`.
const INVALID_CONNECTION: c_int = 6;
const INVALID_DOMAIN: c_int = 7;
const INVALID_ARGUMENT: c_int = 8;
const DENIED: c_int = 29;
const NO_DOMAIN: c_int = 42;

unsafe extern "C" fn ignore(_data: *mut c_void, _error: virErrorPtr) {}

fn open() -> virConnectPtr {
    unsafe {
        virSetErrorFunc(null_mut(), Some(ignore));
        let connection = virConnectOpen(c"test:///default".as_ptr());
        assert!(!connection.is_null(), "{}", message());
        connection
    }
}

fn message() -> String {
    unsafe { CStr::from_ptr(virGetLastErrorMessage()) }.to_string_lossy().into_owned()
}

fn lookup(connection: virConnectPtr, name: &str) -> virDomainPtr {
    let name = CString::new(name).expect("no NUL");
    unsafe { virDomainLookupByName(connection, name.as_ptr()) }
}

#[test]
fn an_object_keeps_its_connection_until_both_are_released() {
    unsafe {
        let connection = open();
        let domain = lookup(connection, "test");
        assert_eq!(virConnectClose(connection), 1, "the domain still has it");
        assert_eq!(CStr::from_ptr(virDomainGetName(domain)), c"test");
        assert_eq!(virDomainRef(domain), 0);
        assert_eq!(virDomainFree(domain), 0);
        let mut info = std::mem::zeroed::<virDomainInfo>();
        assert_eq!(virDomainGetInfo(domain, &mut info), 0, "{}", message());
        assert_eq!(info.state, 1);
        assert_eq!(virDomainFree(domain), 0);
    }
}

#[test]
fn bad_pointers_are_refused_by_number() {
    unsafe {
        let connection = open();
        assert_eq!(virDomainCreate(null_mut()), -1);
        assert_eq!(virGetLastErrorCode(), INVALID_DOMAIN);
        assert_eq!(virDomainCreate(connection.cast()), -1, "a connection is no domain");
        assert_eq!(virGetLastErrorCode(), INVALID_DOMAIN);
        assert!(virDomainLookupByName(null_mut(), c"test".as_ptr()).is_null());
        assert_eq!(virGetLastErrorCode(), INVALID_CONNECTION);
        assert!(virDomainLookupByName(connection, null()).is_null());
        assert_eq!(virGetLastErrorCode(), INVALID_ARGUMENT);
        assert!(lookup(connection, "nobody").is_null());
        assert_eq!(virGetLastErrorCode(), NO_DOMAIN);
        let domain = lookup(connection, "test");
        assert_eq!(virGetLastErrorCode(), 0, "a call that succeeds leaves no error");
        assert_eq!(virDomainGetInfo(domain, null_mut()), -1);
        assert_eq!(virGetLastErrorCode(), INVALID_ARGUMENT);
        virDomainFree(domain);
        virConnectClose(connection);
    }
}

#[test]
fn a_read_only_connection_changes_nothing() {
    unsafe {
        virSetErrorFunc(null_mut(), Some(ignore));
        let connection = virConnectOpenReadOnly(c"test:///default".as_ptr());
        let domain = lookup(connection, "test");
        assert_eq!(virDomainSuspend(domain), -1);
        assert_eq!(virGetLastErrorCode(), DENIED);
        virDomainFree(domain);
        virConnectClose(connection);
    }
}

#[test]
fn fixed_arrays_get_as_much_as_fits() {
    unsafe {
        let connection = open();
        let xml = CString::new(
            "<domain type='test'><name>other</name><memory>1024</memory><os><type>hvm</type></os></domain>",
        );
        let defined = virDomainDefineXML(connection, xml.expect("no NUL").as_ptr());
        assert!(!defined.is_null(), "{}", message());
        let mut names: [*mut c_char; 2] = [null_mut(); 2];
        assert_eq!(virConnectListDefinedDomains(connection, null_mut(), 0), 0);
        assert_eq!(virConnectListDefinedDomains(connection, names.as_mut_ptr(), 2), 1);
        assert_eq!(CStr::from_ptr(names[0]), c"other");
        libc::free(names[0].cast());
        assert_eq!(virConnectListDefinedDomains(connection, names.as_mut_ptr(), -1), -1);
        let mut all = null_mut();
        let count = virConnectListAllDomains(connection, &mut all, 0);
        assert!(count >= 2);
        let count = usize::try_from(count).expect("a count");
        assert!((*all.add(count)).is_null(), "the list ends with null");
        for index in 0..count {
            virDomainFree(*all.add(index));
        }
        libc::free(all.cast());
        assert_eq!(virConnectListAllDomains(connection, null_mut(), 0), 2, "nowhere to write means counting");
        assert_eq!(virDomainUndefine(defined), 0, "{}", message());
        virDomainFree(defined);
        virConnectClose(connection);
    }
}

static TOLD: AtomicU32 = AtomicU32::new(0);
static FREED: AtomicU32 = AtomicU32::new(0);

unsafe extern "C" fn told(_: virConnectPtr, _: virDomainPtr, _event: c_int, _detail: c_int, opaque: *mut c_void) {
    assert_eq!(opaque as usize, 7);
    TOLD.fetch_add(1, Ordering::SeqCst);
}

unsafe extern "C" fn freed(opaque: *mut c_void) {
    assert_eq!(opaque as usize, 7);
    FREED.fetch_add(1, Ordering::SeqCst);
}

#[test]
fn events_come_on_the_loop_and_the_callback_is_released_once() {
    type Lifecycle = unsafe extern "C" fn(virConnectPtr, virDomainPtr, c_int, c_int, *mut c_void);
    type Generic = unsafe extern "C" fn(virConnectPtr, virDomainPtr, *mut c_void);
    unsafe {
        let connection = open();
        assert_eq!(virEventRegisterDefaultImpl(), 0);
        let callback = std::mem::transmute::<Lifecycle, Generic>(told);
        let data = std::ptr::without_provenance_mut(7);
        let domain = lookup(connection, "test");
        let number = virConnectDomainEventRegisterAny(connection, domain, 0, Some(callback), data, Some(freed));
        assert!(number >= 0, "{}", message());
        assert_eq!(virDomainSuspend(domain), 0, "{}", message());
        assert_eq!(virDomainResume(domain), 0, "{}", message());
        while TOLD.load(Ordering::SeqCst) < 2 {
            assert_eq!(virEventRunDefaultImpl(), 0);
        }
        assert_eq!(virConnectDomainEventDeregisterAny(connection, number), 0);
        assert_eq!(FREED.load(Ordering::SeqCst), 1);
        assert_eq!(virConnectDomainEventDeregisterAny(connection, number), -1);
        virDomainFree(domain);
        assert_eq!(virConnectClose(connection), 0, "the callback has given it back");
    }
}

#[test]
fn a_callback_keeps_its_connection_until_it_ends() {
    unsafe extern "C" fn ignored(_: virConnectPtr, _: virDomainPtr, _opaque: *mut c_void) {}
    unsafe {
        let connection = open();
        assert_eq!(virEventRegisterDefaultImpl(), 0);
        let number = virConnectDomainEventRegisterAny(connection, null_mut(), 0, Some(ignored), null_mut(), None);
        assert!(number >= 0, "{}", message());
        assert_eq!(virConnectDomainEventDeregisterAny(connection, number + 1), -1);
        assert_eq!((*virConnGetLastError(connection)).code, INVALID_ARGUMENT, "the connection knows of it too");
        assert_eq!(virConnectClose(connection), 1, "the callback still has it");
        // This gives the last reference back, so the call itself must not look at the connection any more.
        assert_eq!(virConnectDomainEventDeregisterAny(connection, number), 0, "{}", message());
    }
}

#[test]
fn a_stream_is_tied_to_what_a_call_opens() {
    unsafe {
        let connection = open();
        let domain = lookup(connection, "test");
        let stream = virStreamNew(connection, 0);
        let mut data = [0; 16];
        assert_eq!(virStreamRecv(stream, data.as_mut_ptr(), data.len()), -1, "nothing was opened yet");
        let mime = virDomainScreenshot(domain, stream, 0, 0);
        assert!(!mime.is_null(), "{}", message());
        libc::free(mime.cast());
        assert!(virStreamRecv(stream, data.as_mut_ptr(), data.len()) > 0, "{}", message());
        assert_eq!(virStreamAbort(stream), 0);
        virStreamFree(stream);
        virDomainFree(domain);
        virConnectClose(connection);
    }
}
