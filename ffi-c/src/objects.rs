//! What all kinds of objects have besides their operations: references, names, UUIDs, where they came from.

use std::ffi::{c_char, c_int, c_uchar, c_uint};

use ferrovirt::Uuid;
use ferrovirt::error::Result;

use crate::boundary::call;
use crate::generated::layout::VIR_UUID_STRING_BUFLEN;
use crate::give::Give;
use crate::object::*;
use crate::take::{Take, must_not_be_null};
use crate::wait;

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
    ($pointer:ident: reference $reference:ident $(, free $free:ident)? $(, name $name:ident)? $(, uuid $uuid:ident, text $uuid_text:ident)? $(, connection $connection:ident)?) => {
        /// One more reference to the object.
        ///
        /// # Safety
        /// The object is null or valid.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $reference(object: $crate::object::$pointer) -> std::ffi::c_int {
            unsafe { $crate::object::reference(object, stringify!($reference)) }
        }

        $(
        /// Gives a reference back; the last one releases the object.
        ///
        /// # Safety
        /// The object is null or valid; the caller gives its reference up.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $free(object: $crate::object::$pointer) -> std::ffi::c_int {
            unsafe { $crate::object::free(object, stringify!($free)) }
        }
        )?

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
                    $crate::objects::put_uuid(scope.object(object)?.content.uuid(), uuid)
                })
            }

            /// The UUID as text.
            ///
            /// # Safety
            /// The object is null or valid, the place null or of `VIR_UUID_STRING_BUFLEN` bytes.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn $uuid_text(object: $crate::object::$pointer, buf: *mut std::ffi::c_char) -> std::ffi::c_int {
                $crate::boundary::call(stringify!($uuid_text), |scope| unsafe {
                    $crate::objects::put_uuid_text(scope.object(object)?.content.uuid(), buf)
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

common_functions! { virConnectPtr: reference virConnectRef }
common_functions! {
    virDomainPtr: reference virDomainRef, free virDomainFree, name virDomainGetName,
    uuid virDomainGetUUID, text virDomainGetUUIDString, connection virDomainGetConnect
}
common_functions! {
    virDomainSnapshotPtr: reference virDomainSnapshotRef, free virDomainSnapshotFree, name virDomainSnapshotGetName,
    connection virDomainSnapshotGetConnect
}
common_functions! {
    virDomainCheckpointPtr: reference virDomainCheckpointRef, free virDomainCheckpointFree,
    name virDomainCheckpointGetName, connection virDomainCheckpointGetConnect
}
common_functions! {
    virNetworkPtr: reference virNetworkRef, free virNetworkFree, name virNetworkGetName,
    uuid virNetworkGetUUID, text virNetworkGetUUIDString, connection virNetworkGetConnect
}
common_functions! {
    virNetworkPortPtr: reference virNetworkPortRef, free virNetworkPortFree,
    uuid virNetworkPortGetUUID, text virNetworkPortGetUUIDString
}
common_functions! {
    virStoragePoolPtr: reference virStoragePoolRef, free virStoragePoolFree, name virStoragePoolGetName,
    uuid virStoragePoolGetUUID, text virStoragePoolGetUUIDString, connection virStoragePoolGetConnect
}
common_functions! {
    virStorageVolPtr: reference virStorageVolRef, free virStorageVolFree, name virStorageVolGetName,
    connection virStorageVolGetConnect
}
common_functions! {
    virInterfacePtr: reference virInterfaceRef, free virInterfaceFree, name virInterfaceGetName,
    connection virInterfaceGetConnect
}
common_functions! { virNodeDevicePtr: reference virNodeDeviceRef, free virNodeDeviceFree, name virNodeDeviceGetName }
common_functions! {
    virSecretPtr: reference virSecretRef, free virSecretFree,
    uuid virSecretGetUUID, text virSecretGetUUIDString, connection virSecretGetConnect
}
common_functions! {
    virNWFilterPtr: reference virNWFilterRef, free virNWFilterFree, name virNWFilterGetName,
    uuid virNWFilterGetUUID, text virNWFilterGetUUIDString
}
common_functions! { virNWFilterBindingPtr: reference virNWFilterBindingRef, free virNWFilterBindingFree }
common_functions! { virStreamPtr: reference virStreamRef, free virStreamFree }

/// The number of the active domain; `(unsigned int)-1` without an error for one that is not active.
///
/// # Safety
/// The object is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetID(domain: virDomainPtr) -> c_uint {
    call("virDomainGetID", |scope| Ok(unsafe { scope.object(domain) }?.content.id().unwrap_or(c_uint::MAX)))
}

/// Texts that belong to an object.
macro_rules! texts {
    ($($(#[$doc:meta])* $function:ident($pointer:ident) => |$content:ident| $text:expr;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The object is null or valid.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(object: $pointer) -> *const c_char {
            call(stringify!($function), |scope| {
                let object = unsafe { scope.object(object) }?;
                let $content = &object.content;
                Ok(object.keep($text))
            })
        }
    )*};
}

texts! {
    /// The MAC address. It belongs to the object.
    virInterfaceGetMACString(virInterfacePtr) => |interface| &interface.identity().mac;
    /// The key of the volume. It belongs to the object.
    virStorageVolGetKey(virStorageVolPtr) => |volume| &volume.identity().key;
    /// What the secret is used for. It belongs to the object.
    virSecretGetUsageID(virSecretPtr) => |secret| &secret.identity().usage_id;
    /// The name of the filter. It belongs to the object.
    virNWFilterBindingGetFilterName(virNWFilterBindingPtr) => |binding| &binding.identity().filter_name;
    /// The device of the port. It belongs to the object.
    virNWFilterBindingGetPortDev(virNWFilterBindingPtr) => |binding| &binding.identity().port_device;
}

/// The `virSecretUsageType`.
///
/// # Safety
/// The object is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSecretGetUsageType(secret: virSecretPtr) -> c_int {
    call("virSecretGetUsageType", |scope| Ok(unsafe { scope.object(secret) }?.content.identity().usage_type.number()))
}

/// The object that another one belongs to, without a further reference.
macro_rules! owners {
    ($($(#[$doc:meta])* $function:ident($pointer:ident) -> $owner:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The object is null or valid.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(object: $pointer) -> $owner {
            call(stringify!($function), |scope| Ok(unsafe { scope.object(object) }?.parent.pointer()))
        }
    )*};
}

owners! {
    /// The domain of the snapshot.
    virDomainSnapshotGetDomain(virDomainSnapshotPtr) -> virDomainPtr;
    /// The domain of the checkpoint.
    virDomainCheckpointGetDomain(virDomainCheckpointPtr) -> virDomainPtr;
    /// The network of the port.
    virNetworkPortGetNetwork(virNetworkPortPtr) -> virNetworkPtr;
}

/// Lookups by a UUID that is given as text.
macro_rules! lookups {
    ($($(#[$doc:meta])* $function:ident($pointer:ident, |$content:ident, $uuid:ident| $lookup:expr) -> $found:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Safety
        /// The object is null or valid, the text null or a C string.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $function(object: $pointer, uuidstr: *const c_char) -> $found {
            call(stringify!($function), |scope| unsafe {
                let $content = &scope.object(object)?.content;
                let $uuid = Uuid::take(uuidstr, "uuidstr")?;
                wait($lookup)?.give(scope, ())
            })
        }
    )*};
}

lookups! {
    /// The domain with this UUID.
    virDomainLookupByUUIDString(virConnectPtr, |connection, uuid| connection.handle.lookup_domain_by_uuid(uuid)) -> virDomainPtr;
    /// The network with this UUID.
    virNetworkLookupByUUIDString(virConnectPtr, |connection, uuid| connection.handle.lookup_network_by_uuid(uuid)) -> virNetworkPtr;
    /// The port with this UUID.
    virNetworkPortLookupByUUIDString(virNetworkPtr, |network, uuid| network.lookup_port_by_uuid(uuid)) -> virNetworkPortPtr;
    /// The pool with this UUID.
    virStoragePoolLookupByUUIDString(virConnectPtr, |connection, uuid| connection.handle.lookup_storage_pool_by_uuid(uuid)) -> virStoragePoolPtr;
    /// The secret with this UUID.
    virSecretLookupByUUIDString(virConnectPtr, |connection, uuid| connection.handle.lookup_secret_by_uuid(uuid)) -> virSecretPtr;
    /// The filter with this UUID.
    virNWFilterLookupByUUIDString(virConnectPtr, |connection, uuid| connection.handle.lookup_nwfilter_by_uuid(uuid)) -> virNWFilterPtr;
}
