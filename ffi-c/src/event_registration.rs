//! The functions by which programs ask for events, one pair per kind of object.

use std::ffi::{c_char, c_int, c_uint, c_void};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{EventFilter, EventSource, MonitorSource, QemuMonitorEventFlags};

use crate::boundary::call;
use crate::events::{Family, Registration};
use crate::generated::layout::*;
use crate::object::*;
use crate::take::{self, must_not_be_null};

/// Adds a callback to a connection.
unsafe fn add(
    connection: &Object<crate::connection::ConnectionState>,
    kind: (Family, c_int),
    filter: EventFilter,
    function: (*const c_void, *mut c_void, virFreeCallback),
) -> Result<c_int> {
    if function.0.is_null() {
        return Err(must_not_be_null("cb"));
    }
    let held = Held::new(connection);
    connection.content.callbacks.add(&held, kind, filter, function)
}

/// The pair of functions of a kind of object.
macro_rules! registrations {
    ($($register:ident, $deregister:ident: $family:ident, $pointer:ident, $callback:ident, $count:literal, $all:ident, $one:ident($content:ident => $key:expr);)*) => {$(
        /// Asks to be told of an event, of all objects or of one, and gives the number of the callback.
        ///
        /// # Safety
        /// The connection is null or valid, the object too; the callback has the type that belongs to the event and may
        /// be called with `opaque` until `freecb` was.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $register(
            conn: virConnectPtr,
            object: $pointer,
            eventID: c_int,
            cb: $callback,
            opaque: *mut c_void,
            freecb: virFreeCallback,
        ) -> c_int {
            call(stringify!($register), |scope| unsafe {
                let connection = scope.object(conn)?;
                if !(0..$count).contains(&eventID) {
                    let detail = format!("eventID '{eventID}' in {} must be less than {}", scope.function, $count);
                    return Err(Error::invalid_argument(ErrorDomain::None, detail));
                }
                let source = match object.is_null() {
                    true => EventSource::$all,
                    false => {
                        let $content = &Object::check(object, scope.function)?.content;
                        if !$content.connection().is_same(&connection.content.handle) {
                            let detail = format!("the object in {} belongs to another connection", scope.function);
                            return Err(Error::invalid_argument(ErrorDomain::None, detail));
                        }
                        EventSource::$one($key)
                    }
                };
                let filter = EventFilter { source, kinds: vec![eventID] };
                let callback = cb.map_or(std::ptr::null(), |function| function as *const c_void);
                add(connection, (Family::$family, eventID), filter, (callback, opaque, freecb))
            })
        }

        /// Ends the callback with this number.
        ///
        /// # Safety
        /// The connection is null or valid.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $deregister(conn: virConnectPtr, callbackID: c_int) -> c_int {
            call(stringify!($deregister), |scope| {
                let connection = unsafe { scope.kept(conn) }?;
                let is_meant = |each: &Registration| each.number == callbackID && each.family == Family::$family;
                connection.content.callbacks.remove(is_meant, callbackID)?;
                Ok(0)
            })
        }
    )*};
}

registrations! {
    virConnectDomainEventRegisterAny, virConnectDomainEventDeregisterAny:
        Domain, virDomainPtr, virConnectDomainEventGenericCallback, 28, Domains, Domain(domain => domain.uuid());
    virConnectNetworkEventRegisterAny, virConnectNetworkEventDeregisterAny:
        Network, virNetworkPtr, virConnectNetworkEventGenericCallback, 2, Networks, Network(network => network.uuid());
    virConnectStoragePoolEventRegisterAny, virConnectStoragePoolEventDeregisterAny:
        StoragePool, virStoragePoolPtr, virConnectStoragePoolEventGenericCallback, 2, StoragePools, StoragePool(pool => pool.uuid());
    virConnectNodeDeviceEventRegisterAny, virConnectNodeDeviceEventDeregisterAny:
        NodeDevice, virNodeDevicePtr, virConnectNodeDeviceEventGenericCallback, 2, NodeDevices, NodeDevice(device => device.name().clone());
    virConnectSecretEventRegisterAny, virConnectSecretEventDeregisterAny:
        Secret, virSecretPtr, virConnectSecretEventGenericCallback, 2, Secrets, Secret(secret => secret.uuid());
}

/// Asks to be told of the steps in the life of every domain; a function can be registered once.
///
/// # Safety
/// The connection is null or valid; the callback may be called with `opaque` until `freecb` was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventRegister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    call("virConnectDomainEventRegister", |scope| unsafe {
        let connection = scope.object(conn)?;
        let callback = cb.map_or(std::ptr::null(), |function| function as *const c_void);
        let is_same = |each: &Registration| each.family == Family::DomainLifecycle && each.callback == callback;
        if connection.content.callbacks.has(is_same) {
            return Err(Error::invalid_argument(ErrorDomain::Event, "event callback already tracked"));
        }
        let filter = EventFilter { source: EventSource::Domains, kinds: vec![0] };
        add(connection, (Family::DomainLifecycle, 0), filter, (callback, opaque, freecb))?;
        Ok(0)
    })
}

/// Ends the callback of `virConnectDomainEventRegister` with this function.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventDeregister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
) -> c_int {
    call("virConnectDomainEventDeregister", |scope| {
        let connection = unsafe { scope.kept(conn) }?;
        let callback = cb.map_or(std::ptr::null(), |function| function as *const c_void);
        if callback.is_null() {
            return Err(must_not_be_null("cb"));
        }
        let is_meant = |each: &Registration| each.family == Family::DomainLifecycle && each.callback == callback;
        connection.content.callbacks.remove(is_meant, "with this function")?;
        Ok(0)
    })
}

/// Asks to be told of an event of QEMU's monitor, of all domains or of one; without a name, of all events.
///
/// # Safety
/// The connection is null or valid, the domain too; the name is null or a C string; the callback may be called with
/// `opaque` until `freecb` was.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainQemuMonitorEventRegister(
    conn: virConnectPtr,
    dom: virDomainPtr,
    event: *const c_char,
    cb: virConnectDomainQemuMonitorEventCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
    flags: c_uint,
) -> c_int {
    call("virConnectDomainQemuMonitorEventRegister", |scope| unsafe {
        let connection = scope.object(conn)?;
        let domain = match dom.is_null() {
            true => None,
            false => Some(Object::check(dom, scope.function)?.content.uuid()),
        };
        let name = take::optional_text(event, "event")?.map(str::to_owned);
        let source = MonitorSource { domain, name, flags: QemuMonitorEventFlags::from_bits_retain(flags) };
        let callback = cb.map_or(std::ptr::null(), |function| function as *const c_void);
        let filter = EventFilter::of(EventSource::Monitor(source));
        add(connection, (Family::Monitor, 0), filter, (callback, opaque, freecb))
    })
}

/// Ends the callback with this number.
///
/// # Safety
/// The connection is null or valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainQemuMonitorEventDeregister(conn: virConnectPtr, callbackID: c_int) -> c_int {
    call("virConnectDomainQemuMonitorEventDeregister", |scope| {
        let connection = unsafe { scope.kept(conn) }?;
        let is_meant = |each: &Registration| each.number == callbackID && each.family == Family::Monitor;
        connection.content.callbacks.remove(is_meant, callbackID)?;
        Ok(0)
    })
}
