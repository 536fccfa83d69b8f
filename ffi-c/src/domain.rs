//! Domains: what no operation states of them.

use std::ffi::{c_char, c_int, c_uchar, c_uint};

use ferrovirt::Uuid;
use ferrovirt::error::Result;

use crate::boundary::call;
use crate::generated::layout::{VIR_UUID_STRING_BUFLEN, virDomainStatsRecord, virDomainStatsRecordPtr};
use crate::object::{self, Object, virConnectPtr, virDomainPtr};
use crate::parameters::virTypedParamsFree;
use crate::take::must_not_be_null;
use crate::memory;

/// Writes the 16 bytes of a UUID.
///
/// # Safety
/// The place is null or has room for 16 bytes.
pub unsafe fn put_uuid(uuid: Uuid, place: *mut c_uchar) -> Result<c_int> {
    if place.is_null() {
        return Err(must_not_be_null("uuid"));
    }
    unsafe { std::ptr::copy_nonoverlapping(uuid.as_bytes().as_ptr(), place, 16) };
    Ok(0)
}

/// Writes the text of a UUID.
///
/// # Safety
/// The place is null or has room for `VIR_UUID_STRING_BUFLEN` bytes.
pub unsafe fn put_uuid_text(uuid: Uuid, place: *mut c_char) -> Result<c_int> {
    if place.is_null() {
        return Err(must_not_be_null("buf"));
    }
    let mut buffer = [0; VIR_UUID_STRING_BUFLEN];
    let text = uuid.hyphenated().encode_lower(&mut buffer);
    let length = text.len();
    buffer[length..].fill(0);
    unsafe { std::ptr::copy_nonoverlapping(buffer.as_ptr().cast(), place, VIR_UUID_STRING_BUFLEN) };
    Ok(0)
}

/// The functions that every kind of object with a UUID and a name has.
macro_rules! common_functions {
    ($pointer:ident: $reference:ident, $free:ident $(, name $name:ident)? $(, uuid $uuid:ident, $uuid_text:ident)? $(, connection $connection:ident)?) => {
        /// One more reference to the object.
        ///
        /// # Safety
        /// The object is null or valid.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $reference(object: $crate::object::$pointer) -> std::ffi::c_int {
            unsafe { $crate::object::reference(object, stringify!($reference)) }
        }

        /// Gives a reference back; the last one releases the object.
        ///
        /// # Safety
        /// The object is null or valid; the caller gives its reference up.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $free(object: $crate::object::$pointer) -> std::ffi::c_int {
            unsafe { $crate::object::free(object, stringify!($free)) }
        }

        $(
            /// The name. It belongs to the object.
            ///
            /// # Safety
            /// The object is null or valid.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $name(object: $crate::object::$pointer) -> *const std::ffi::c_char {
                $crate::boundary::call(stringify!($name), |scope| {
                    let object = unsafe { scope.object(object) }?;
                    Ok(object.keep(&object.content.name()))
                })
            }
        )?

        $(
            /// The 16 bytes of the UUID.
            ///
            /// # Safety
            /// The object is null or valid, the place null or of 16 bytes.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $uuid(object: $crate::object::$pointer, uuid: *mut std::ffi::c_uchar) -> std::ffi::c_int {
                $crate::boundary::call(stringify!($uuid), |scope| unsafe {
                    $crate::domain::put_uuid(scope.object(object)?.content.uuid(), uuid)
                })
            }

            /// The UUID as text.
            ///
            /// # Safety
            /// The object is null or valid, the place null or of `VIR_UUID_STRING_BUFLEN` bytes.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $uuid_text(object: $crate::object::$pointer, buf: *mut std::ffi::c_char) -> std::ffi::c_int {
                $crate::boundary::call(stringify!($uuid_text), |scope| unsafe {
                    $crate::domain::put_uuid_text(scope.object(object)?.content.uuid(), buf)
                })
            }
        )?

        $(
            /// The connection that it came from, without a further reference.
            ///
            /// # Safety
            /// The object is null or valid.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $connection(object: $crate::object::$pointer) -> $crate::object::virConnectPtr {
                $crate::boundary::call(stringify!($connection), |scope| {
                    Ok(unsafe { scope.object(object) }?.connection_pointer())
                })
            }
        )?
    };
}

pub(crate) use common_functions;

common_functions! {
    virDomainPtr: virDomainRef, virDomainFree, name virDomainGetName,
    uuid virDomainGetUUID, virDomainGetUUIDString, connection virDomainGetConnect
}

/// The number of the active domain; `(unsigned int)-1` without an error for one that is not active.
///
/// # Safety
/// The object is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetID(domain: virDomainPtr) -> c_uint {
    call("virDomainGetID", |scope| Ok(unsafe { scope.object(domain) }?.content.id().unwrap_or(c_uint::MAX)))
}

/// Releases what `virConnectGetAllDomainStats` gave.
///
/// # Safety
/// The list is null, or came from that function and was not released.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainStatsRecordListFree(stats: *mut virDomainStatsRecordPtr) {
    crate::boundary::quietly((), || {
        if stats.is_null() {
            return;
        }
        let mut next = stats;
        // SAFETY: the list ends with null, and everything in it is the caller's.
        unsafe {
            while !(*next).is_null() {
                let record: *mut virDomainStatsRecord = *next;
                virTypedParamsFree((*record).params, (*record).nparams);
                Object::release((*record).dom);
                memory::release(record);
                next = next.add(1);
            }
            memory::release(stats);
        }
    });
}

/// As `virDomainCreateXML`, under the name that it had first.
///
/// # Safety
/// As for `virDomainCreateXML`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainCreateLinux(conn: virConnectPtr, xmlDesc: *const c_char, flags: c_uint) -> virDomainPtr {
    unsafe { crate::generated::libvirt_domain::virDomainCreateXML(conn, xmlDesc, flags) }
}

/// One more reference to the connection.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectRef(conn: virConnectPtr) -> c_int {
    unsafe { object::reference(conn, "virConnectRef") }
}

/// The domain with this UUID, given as text.
///
/// # Safety
/// The connection is null or valid, the text null or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainLookupByUUIDString(conn: virConnectPtr, uuidstr: *const c_char) -> virDomainPtr {
    call("virDomainLookupByUUIDString", |scope| unsafe {
        use crate::give::Give;
        use crate::take::Take;
        let connection = scope.object(conn)?;
        let uuid = Uuid::take(uuidstr, "uuidstr")?;
        crate::wait(connection.content.handle.lookup_domain_by_uuid(uuid))?.give(scope, ())
    })
}
