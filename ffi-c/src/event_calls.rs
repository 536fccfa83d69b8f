//! The calls themselves: each event as the arguments of its callback type.

use std::ffi::{CString, c_char, c_int, c_void};

use ferrovirt::{
    DomainEvent, DomainEventGraphicsAddress, DomainEventGraphicsSubjectIdentity, DomainEventKind, Event, NetworkEvent,
    NetworkEventKind, NodeDeviceEvent, NodeDeviceEventKind, SecretEvent, SecretEventKind, StoragePoolEvent,
    StoragePoolEventKind, TypedParameter,
};

use crate::events::{Family, Registration};
use crate::generated::layout::*;
use crate::memory;
use crate::object::*;
use crate::parameters;

/// The number of the event of I/O errors without a reason.
const IO_ERROR: c_int = 4;
/// The number of the event of block jobs that names the disk by its path.
const BLOCK_JOB: c_int = 8;

/// Calls the callback with an event that its filter accepted.
///
/// # Safety
/// The registration's function has the type that its family and event say.
pub unsafe fn call(registration: &Registration, event: &Event) {
    unsafe {
        match (registration.family, event) {
            (Family::Domain | Family::DomainLifecycle, Event::Domain(event)) => domain(registration, event),
            (Family::Network, Event::Network(event)) => network(registration, event),
            (Family::StoragePool, Event::StoragePool(event)) => storage_pool(registration, event),
            (Family::NodeDevice, Event::NodeDevice(event)) => node_device(registration, event),
            (Family::Secret, Event::Secret(event)) => secret(registration, event),
            (Family::Monitor, Event::Monitor(event)) => monitor(registration, event),
            // A gap has no form in C.
            _ => {}
        }
    }
}

/// Calls the function as this type, with the connection, the object, further arguments and the program's data.
macro_rules! invoke {
    ($registration:ident as $of:ident, $object:expr $(, $argument:expr)*) => {{
        let function: $of = unsafe { std::mem::transmute::<*const c_void, $of>($registration.callback) };
        if let Some(function) = function {
            let object = $object;
            // SAFETY: the program vouches for its function; object and texts live until it returns.
            unsafe {
                function($registration.connection().pointer(), object $(, $argument)*, $registration.opaque);
                Object::release(object);
            }
        }
    }};
}

fn handle(registration: &Registration) -> ferrovirt::Connection {
    registration.connection().content.handle.clone()
}

fn text(of: &str) -> CString {
    memory::owned(of)
}

/// A pointer to a text that may be missing.
fn optional(of: &Option<CString>) -> *const c_char {
    of.as_ref().map_or(std::ptr::null(), |text| text.as_ptr())
}

unsafe fn domain(registration: &Registration, event: &DomainEvent) {
    let object = Object::create(
        ferrovirt::Domain::new(handle(registration), event.domain.clone()),
        registration.connection().clone(),
    );
    type Kind = DomainEventKind;
    match &event.kind {
        // Both ways of registering have the same callback type for the steps of a life.
        Kind::Lifecycle { event, detail } => {
            invoke!(registration as virConnectDomainEventCallback, object, event.number(), *detail)
        }
        Kind::Reboot | Kind::ControlError => invoke!(registration as virConnectDomainEventGenericCallback, object),
        Kind::RtcChange { utc_offset } => {
            invoke!(registration as virConnectDomainEventRTCChangeCallback, object, *utc_offset)
        }
        Kind::Watchdog { action } => {
            invoke!(registration as virConnectDomainEventWatchdogCallback, object, action.number())
        }
        Kind::IoError { source_path, device_alias, action, reason } => {
            let (path, alias, reason) = (text(source_path), text(device_alias), text(reason));
            if registration.event == IO_ERROR {
                invoke!(
                    registration as virConnectDomainEventIOErrorCallback,
                    object,
                    path.as_ptr(),
                    alias.as_ptr(),
                    action.number()
                );
            } else {
                invoke!(
                    registration as virConnectDomainEventIOErrorReasonCallback,
                    object,
                    path.as_ptr(),
                    alias.as_ptr(),
                    action.number(),
                    reason.as_ptr()
                );
            }
        }
        Kind::Graphics { phase, local, remote, authentication_scheme, subject } => {
            let (local, remote) = (Address::of(local), Address::of(remote));
            let scheme = text(authentication_scheme);
            let names: Vec<(CString, CString)> = subject.iter().map(subject_texts).collect();
            let mut identities: Vec<_> = names
                .iter()
                .map(|(kind, name)| virDomainEventGraphicsSubjectIdentity {
                    r#type: kind.as_ptr().cast_mut(),
                    name: name.as_ptr().cast_mut(),
                })
                .collect();
            let subject = virDomainEventGraphicsSubject {
                nidentity: c_int::try_from(identities.len()).unwrap_or(c_int::MAX),
                identities: identities.as_mut_ptr(),
            };
            let (local, remote) = (local.c_form(), remote.c_form());
            invoke!(
                registration as virConnectDomainEventGraphicsCallback,
                object,
                phase.number(),
                &local,
                &remote,
                scheme.as_ptr(),
                &subject
            );
        }
        Kind::BlockJob { disk, path, job, status } => {
            let shown = if registration.event == BLOCK_JOB { path.as_deref().unwrap_or(disk) } else { disk };
            let shown = text(shown);
            invoke!(
                registration as virConnectDomainEventBlockJobCallback,
                object,
                shown.as_ptr(),
                job.number(),
                status.number()
            );
        }
        Kind::DiskChange { old_source_path, new_source_path, device_alias, reason } => {
            let old = old_source_path.as_deref().map(text);
            let new = new_source_path.as_deref().map(text);
            let alias = text(device_alias);
            invoke!(
                registration as virConnectDomainEventDiskChangeCallback,
                object,
                optional(&old),
                optional(&new),
                alias.as_ptr(),
                reason.number()
            );
        }
        Kind::TrayChange { device_alias, reason } => {
            let alias = text(device_alias);
            invoke!(registration as virConnectDomainEventTrayChangeCallback, object, alias.as_ptr(), reason.number());
        }
        Kind::PmWakeup { reason } | Kind::PmSuspend { reason } | Kind::PmSuspendDisk { reason } => {
            invoke!(registration as virConnectDomainEventPMWakeupCallback, object, *reason)
        }
        Kind::BalloonChange { actual } => {
            invoke!(registration as virConnectDomainEventBalloonChangeCallback, object, *actual)
        }
        Kind::DeviceRemoved { device_alias }
        | Kind::DeviceAdded { device_alias }
        | Kind::DeviceRemovalFailed { device_alias } => {
            let alias = text(device_alias);
            invoke!(registration as virConnectDomainEventDeviceRemovedCallback, object, alias.as_ptr());
        }
        Kind::Tunable { parameters } | Kind::JobCompleted { parameters } => {
            let mut parameters = Parameters::of(parameters);
            let (pointer, count) = parameters.c_form();
            invoke!(registration as virConnectDomainEventTunableCallback, object, pointer, count);
        }
        Kind::AgentLifecycle { state, reason } => {
            invoke!(
                registration as virConnectDomainEventAgentLifecycleCallback,
                object,
                state.number(),
                reason.number()
            )
        }
        Kind::MigrationIteration { iteration } => {
            invoke!(registration as virConnectDomainEventMigrationIterationCallback, object, *iteration)
        }
        Kind::MetadataChange { metadata_type, namespace_uri } => {
            let uri = namespace_uri.as_deref().map(text);
            invoke!(
                registration as virConnectDomainEventMetadataChangeCallback,
                object,
                *metadata_type,
                optional(&uri)
            );
        }
        Kind::BlockThreshold { device, path, threshold, excess } => {
            let (device, path) = (text(device), path.as_deref().map(text));
            invoke!(
                registration as virConnectDomainEventBlockThresholdCallback,
                object,
                device.as_ptr(),
                optional(&path),
                *threshold,
                *excess
            );
        }
        Kind::MemoryFailure { recipient, action, flags } => {
            invoke!(
                registration as virConnectDomainEventMemoryFailureCallback,
                object,
                recipient.number(),
                action.number(),
                flags.bits()
            )
        }
        Kind::MemoryDeviceSizeChange { device_alias, size } => {
            let alias = text(device_alias);
            invoke!(registration as virConnectDomainEventMemoryDeviceSizeChangeCallback, object, alias.as_ptr(), *size);
        }
        Kind::NicMacChange { device_alias, old_mac, new_mac } => {
            let (alias, old, new) = (text(device_alias), text(old_mac), text(new_mac));
            invoke!(
                registration as virConnectDomainEventNICMACChangeCallback,
                object,
                alias.as_ptr(),
                old.as_ptr(),
                new.as_ptr()
            );
        }
    }
}

fn subject_texts(identity: &DomainEventGraphicsSubjectIdentity) -> (CString, CString) {
    (text(&identity.kind), text(&identity.name))
}

/// One end of a graphics connection with texts of C.
struct Address {
    family: c_int,
    node: CString,
    service: CString,
}

impl Address {
    fn of(address: &DomainEventGraphicsAddress) -> Address {
        let family = match address.family.as_str() {
            "ipv6" => 1,
            "unix" => 2,
            _ => 0,
        };
        Address { family, node: text(&address.node), service: text(&address.service) }
    }

    fn c_form(&self) -> virDomainEventGraphicsAddress {
        virDomainEventGraphicsAddress {
            family: self.family,
            node: self.node.as_ptr().cast_mut(),
            service: self.service.as_ptr().cast_mut(),
        }
    }
}

/// Typed parameters that are the callback's only as long as it runs.
struct Parameters(Vec<virTypedParameter>);

impl Parameters {
    fn of(parameters: &[TypedParameter]) -> Parameters {
        // One without memory for its text is left out.
        Parameters(parameters.iter().filter_map(|each| parameters::write(each).ok()).collect())
    }

    fn c_form(&mut self) -> (virTypedParameterPtr, c_int) {
        (self.0.as_mut_ptr(), c_int::try_from(self.0.len()).unwrap_or(c_int::MAX))
    }
}

impl Drop for Parameters {
    fn drop(&mut self) {
        let (pointer, count) = self.c_form();
        // SAFETY: the texts of these parameters came from `memory::text`.
        unsafe { parameters::virTypedParamsClear(pointer, count) };
    }
}

unsafe fn network(registration: &Registration, event: &NetworkEvent) {
    let object = Object::create(
        ferrovirt::Network::new(handle(registration), event.network.clone()),
        registration.connection().clone(),
    );
    match &event.kind {
        NetworkEventKind::Lifecycle { event, detail } => {
            invoke!(registration as virConnectNetworkEventLifecycleCallback, object, event.number(), *detail)
        }
        NetworkEventKind::MetadataChange { metadata_type, namespace_uri } => {
            let uri = namespace_uri.as_deref().map(text);
            invoke!(
                registration as virConnectNetworkEventMetadataChangeCallback,
                object,
                *metadata_type,
                optional(&uri)
            );
        }
    }
}

unsafe fn storage_pool(registration: &Registration, event: &StoragePoolEvent) {
    let object = Object::create(
        ferrovirt::StoragePool::new(handle(registration), event.storage_pool.clone()),
        registration.connection().clone(),
    );
    match &event.kind {
        StoragePoolEventKind::Lifecycle { event, detail } => {
            invoke!(registration as virConnectStoragePoolEventLifecycleCallback, object, event.number(), *detail)
        }
        StoragePoolEventKind::Refresh => invoke!(registration as virConnectStoragePoolEventGenericCallback, object),
    }
}

unsafe fn node_device(registration: &Registration, event: &NodeDeviceEvent) {
    let object = Object::create(
        ferrovirt::NodeDevice::new(handle(registration), event.node_device.clone()),
        registration.connection().clone(),
    );
    match &event.kind {
        NodeDeviceEventKind::Lifecycle { event, detail } => {
            invoke!(registration as virConnectNodeDeviceEventLifecycleCallback, object, event.number(), *detail)
        }
        NodeDeviceEventKind::Update => invoke!(registration as virConnectNodeDeviceEventGenericCallback, object),
    }
}

unsafe fn secret(registration: &Registration, event: &SecretEvent) {
    let object = Object::create(
        ferrovirt::Secret::new(handle(registration), event.secret.clone()),
        registration.connection().clone(),
    );
    match &event.kind {
        SecretEventKind::Lifecycle { event, detail } => {
            invoke!(registration as virConnectSecretEventLifecycleCallback, object, event.number(), *detail)
        }
        SecretEventKind::ValueChanged => invoke!(registration as virConnectSecretEventGenericCallback, object),
    }
}

unsafe fn monitor(registration: &Registration, event: &ferrovirt::MonitorEvent) {
    let object = Object::create(
        ferrovirt::Domain::new(handle(registration), event.domain.clone()),
        registration.connection().clone(),
    );
    let (name, details) = (text(&event.name), event.details.as_deref().map(text));
    invoke!(
        registration as virConnectDomainQemuMonitorEventCallback,
        object,
        name.as_ptr(),
        event.seconds,
        event.microseconds,
        optional(&details)
    );
}
