//! The handle of a connection.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use tokio::sync::Notify;

use crate::check;
use crate::driver::{Driver, DriverFactory, Drivers, OpenOptions};
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::event::{EventHub, EventSubscription};
use crate::event_filter::{EventFilter, EventSource};
use crate::generated::drivers::{
    HypervisorDriver, InterfaceDriver, NetworkDriver, NodeDeviceDriver, NwfilterDriver, SecretDriver, StorageDriver,
};
use crate::generated::table;
use crate::generated::types::{ConnectCloseReason, QemuMonitorEventFlags};
use crate::operation::Operation;
use crate::surroundings::Surroundings;
use crate::uri::ConnectUri;

/// A connection to one hypervisor, through one driver.
///
/// Clones are cheap and share the connection. After [`Connection::close`] every call on any clone, or on an object that
/// came from it, fails with [`ErrorCode::InvalidConn`].
#[derive(Clone)]
pub struct Connection(Arc<Inner>);

struct Inner {
    drivers: Drivers,
    read_only: bool,
    closed: AtomicBool,
    ended: Notify,
    /// The subscriptions end with the connection.
    subscriptions: std::sync::Mutex<Vec<std::sync::Weak<crate::event::Queue>>>,
}

impl Connection {
    /// Opens a connection through the driver of the registry that serves the URI's scheme. The URI may be an alias from
    /// `libvirt.conf`; an empty one stands for the default, which `LIBVIRT_DEFAULT_URI` or `libvirt.conf` gives.
    pub async fn open(registry: &[&DriverFactory], uri: &str, options: OpenOptions) -> Result<Connection> {
        let uri = ConnectUri::parse(&resolve(uri, &options)?)?;
        let read_only = options.read_only;
        let factory = registry.iter().find(|factory| factory.scheme == uri.scheme()).ok_or_else(|| {
            let schemes: Vec<&str> = registry.iter().map(|factory| factory.scheme).collect();
            Error::new(ErrorCode::NoConnect, ErrorDomain::None, uri.to_string())
                .with_hint(format!("this build has drivers for: {}", schemes.join(", ")))
        })?;
        let drivers = (factory.open)(uri, options).await?;
        Ok(Connection(Arc::new(Inner {
            drivers,
            read_only,
            closed: AtomicBool::new(false),
            ended: Notify::new(),
            subscriptions: std::sync::Mutex::default(),
        })))
    }

    /// Closes the connection for all its clones. Closing again does nothing. Guests go on.
    pub fn close(&self) {
        if self.0.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        self.0.ended.notify_waiters();
        let subscriptions = std::mem::take(&mut *lock(&self.0.subscriptions));
        for queue in subscriptions.iter().filter_map(std::sync::Weak::upgrade) {
            queue.close();
        }
    }

    /// Ends when the connection does, and says how: it was closed here, or the other end was lost.
    pub async fn closed(&self) -> ConnectCloseReason {
        let mut ended = pin!(self.0.ended.notified());
        ended.as_mut().enable();
        if self.is_closed() {
            return ConnectCloseReason::Client;
        }
        let mut lost = self.hypervisor().lost();
        poll_fn(|context| {
            if ended.as_mut().poll(context).is_ready() {
                return Poll::Ready(ConnectCloseReason::Client);
            }
            Pin::new(&mut lost).poll(context).map(|reason| reason.unwrap_or(ConnectCloseReason::Error))
        })
        .await
    }

    /// Whether the connection was closed.
    #[inline]
    pub fn is_closed(&self) -> bool {
        self.0.closed.load(Ordering::Acquire)
    }

    /// Whether the connection may only look.
    pub fn is_read_only(&self) -> bool {
        self.0.read_only
    }

    /// Whether both handles share one connection.
    pub fn is_same(&self, other: &Connection) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Subscribes to what happens. At most `capacity` events wait for their reader; when more come, the newest are
    /// dropped and counted, and the reader gets one [`Event::Gap`](crate::Event::Gap) with the number in their place.
    pub fn subscribe(&self, filter: EventFilter, capacity: usize) -> Result<EventSubscription> {
        let registration = registration(&filter.source);
        self.check_open(registration)?;
        if self.0.read_only && !table::HAND_WRITTEN.iter().any(|known| known.is_allowed_read_only(registration)) {
            return Err(denied(registration));
        }
        if let EventSource::Monitor(source) = &filter.source {
            let known = QemuMonitorEventFlags::REGEX | QemuMonitorEventFlags::NO_CASE;
            check::supported_flags(registration, source.flags.bits(), known.bits())?;
            source.check()?;
        }
        // Drivers of one instance have one hub; no event may come twice.
        let families = self.families();
        let mut hubs: Vec<&EventHub> = Vec::with_capacity(families.len());
        for hub in families.map(Driver::events) {
            if !hubs.iter().any(|known| known.is_same(hub)) {
                hubs.push(hub);
            }
        }
        let subscription = EventSubscription::new(filter, capacity);
        hubs.iter().for_each(|hub| hub.add(&subscription));
        let mut subscriptions = lock(&self.0.subscriptions);
        subscriptions.retain(|queue| queue.strong_count() > 0);
        subscriptions.push(subscription.weak_queue());
        Ok(subscription)
    }

    /// Refuses what this connection may not do.
    #[inline]
    pub fn authorize(&self, operation: &Operation, flags: u32) -> Result<()> {
        self.check_open(operation.c_name)?;
        if self.0.read_only && !operation.is_allowed_read_only(flags) {
            return Err(denied(operation.c_name));
        }
        Ok(())
    }

    /// Refuses what this connection may not do, and flags that the operation does not know.
    #[inline]
    pub(crate) fn admit(&self, operation: &Operation, flags: u32) -> Result<()> {
        // Who may do everything and asks for nothing special: most calls, and the shortest ones.
        match flags == 0 && !self.0.read_only && !self.is_closed() {
            true => Ok(()),
            false => self.examine(operation, flags),
        }
    }

    fn examine(&self, operation: &Operation, flags: u32) -> Result<()> {
        self.authorize(operation, flags)?;
        check::flags(operation, flags).map_err(|error| match error.domain() {
            // Which flags there are is the driver's matter.
            ErrorDomain::None => error.with_domain(self.family(operation).error_domain()),
            _ => error,
        })
    }

    /// The driver that has an operation.
    fn family(&self, operation: &Operation) -> &dyn Driver {
        let drivers = &self.0.drivers;
        match operation.family {
            "network" => &*drivers.network,
            "storage" => &*drivers.storage,
            "interface" => &*drivers.interface,
            "node_device" => &*drivers.node_device,
            "secret" => &*drivers.secret,
            "nwfilter" => &*drivers.nwfilter,
            _ => &*drivers.hypervisor,
        }
    }

    /// The driver of the hypervisor family.
    #[inline]
    pub fn hypervisor(&self) -> &dyn HypervisorDriver {
        &*self.0.drivers.hypervisor
    }

    /// The driver of the network family.
    pub fn network(&self) -> &dyn NetworkDriver {
        &*self.0.drivers.network
    }

    /// The driver of the storage family.
    pub fn storage(&self) -> &dyn StorageDriver {
        &*self.0.drivers.storage
    }

    /// The driver of the interface family.
    pub fn interface(&self) -> &dyn InterfaceDriver {
        &*self.0.drivers.interface
    }

    /// The driver of the node device family.
    pub fn node_device(&self) -> &dyn NodeDeviceDriver {
        &*self.0.drivers.node_device
    }

    /// The driver of the secret family.
    pub fn secret(&self) -> &dyn SecretDriver {
        &*self.0.drivers.secret
    }

    /// The driver of the network filter family.
    pub fn nwfilter(&self) -> &dyn NwfilterDriver {
        &*self.0.drivers.nwfilter
    }

    /// The driver of every family, that of the hypervisor first.
    fn families(&self) -> [&dyn Driver; 7] {
        let drivers = &self.0.drivers;
        [
            &*drivers.hypervisor,
            &*drivers.network,
            &*drivers.storage,
            &*drivers.interface,
            &*drivers.node_device,
            &*drivers.secret,
            &*drivers.nwfilter,
        ]
    }

    #[inline]
    fn check_open(&self, c_name: &str) -> Result<()> {
        match self.is_closed() {
            true => Err(Error::new(ErrorCode::InvalidConn, ErrorDomain::None, format!("{c_name}: it was closed"))),
            false => Ok(()),
        }
    }
}

/// The URI that is meant.
fn resolve(uri: &str, options: &OpenOptions) -> Result<String> {
    let surroundings = Surroundings::of_process();
    let uri = match uri.is_empty() {
        false => uri.to_owned(),
        true => surroundings.default_uri()?.ok_or_else(|| {
            Error::new(ErrorCode::NoConnect, ErrorDomain::None, "no URI was given, and there is no default")
                .with_hint("set LIBVIRT_DEFAULT_URI, or uri_default in libvirt.conf")
        })?,
    };
    // What has a scheme is no alias, so that no file has to be read for it.
    match options.no_aliases || uri.contains(':') {
        true => Ok(uri),
        false => surroundings.resolve_alias(&uri),
    }
}

/// The registration in C that stands for listening to a source.
fn registration(source: &EventSource) -> &'static str {
    match source {
        EventSource::All | EventSource::Domains | EventSource::Domain(_) => "virConnectDomainEventRegisterAny",
        EventSource::Networks | EventSource::Network(_) => "virConnectNetworkEventRegisterAny",
        EventSource::StoragePools | EventSource::StoragePool(_) => "virConnectStoragePoolEventRegisterAny",
        EventSource::NodeDevices | EventSource::NodeDevice(_) => "virConnectNodeDeviceEventRegisterAny",
        EventSource::Secrets | EventSource::Secret(_) => "virConnectSecretEventRegisterAny",
        EventSource::Monitor(_) => "virConnectDomainQemuMonitorEventRegister",
    }
}

fn denied(c_name: &str) -> Error {
    let detail = format!("read only access prevents {c_name}");
    Error::new(ErrorCode::OperationDenied, ErrorDomain::None, detail)
        .with_hint("open the connection for reading and writing")
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Connection")
            .field("driver", &self.hypervisor().name())
            .field("read_only", &self.0.read_only)
            .field("closed", &self.is_closed())
            .finish()
    }
}

/// A list of weak references has no state that a panic could break.
fn lock<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
