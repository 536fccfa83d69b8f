//! The handle of a connection.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::driver::{DriverFactory, Drivers, OpenOptions};
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::event::{EventFilter, EventSubscription};
use crate::generated::drivers::HypervisorDriver;
use crate::operation::Operation;
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
    /// The subscriptions end with the connection.
    subscriptions: std::sync::Mutex<Vec<std::sync::Weak<crate::event::Queue>>>,
}

impl Connection {
    /// Opens a connection through the driver of the registry that serves the URI's scheme.
    pub async fn open(registry: &[&DriverFactory], uri: &str, options: OpenOptions) -> Result<Connection> {
        let uri = ConnectUri::parse(uri)?;
        let factory = registry.iter().find(|factory| factory.scheme == uri.scheme()).ok_or_else(|| {
            let schemes: Vec<&str> = registry.iter().map(|factory| factory.scheme).collect();
            Error::new(ErrorCode::NoConnect, ErrorDomain::None, uri.to_string())
                .with_hint(format!("this build has drivers for: {}", schemes.join(", ")))
        })?;
        let drivers = (factory.open)(uri, options).await?;
        Ok(Connection(Arc::new(Inner {
            drivers,
            read_only: options.read_only,
            closed: AtomicBool::new(false),
            subscriptions: std::sync::Mutex::default(),
        })))
    }

    /// Closes the connection for all its clones. Closing again does nothing. Guests go on.
    pub fn close(&self) {
        if self.0.closed.swap(true, Ordering::AcqRel) {
            return;
        }
        let subscriptions = std::mem::take(&mut *lock(&self.0.subscriptions));
        for queue in subscriptions.iter().filter_map(std::sync::Weak::upgrade) {
            queue.close();
        }
    }

    /// Whether the connection was closed.
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
        self.check_open("virConnectDomainEventRegisterAny")?;
        let subscription = self.hypervisor().events().subscribe(filter, capacity);
        let mut subscriptions = lock(&self.0.subscriptions);
        subscriptions.retain(|queue| queue.strong_count() > 0);
        subscriptions.push(subscription.weak_queue());
        Ok(subscription)
    }

    /// Refuses what this connection may not do.
    pub fn authorize(&self, operation: &Operation, flags: u32) -> Result<()> {
        self.check_open(operation.c_name)?;
        if self.0.read_only && !operation.is_allowed_read_only(flags) {
            return Err(Error::new(
                ErrorCode::OperationDenied,
                ErrorDomain::None,
                format!("read only access prevents {}", operation.c_name),
            )
            .with_hint("open the connection for reading and writing"));
        }
        Ok(())
    }

    /// The driver of the hypervisor family.
    pub fn hypervisor(&self) -> &dyn HypervisorDriver {
        &*self.0.drivers.hypervisor
    }

    fn check_open(&self, c_name: &str) -> Result<()> {
        match self.is_closed() {
            true => Err(Error::new(ErrorCode::InvalidConn, ErrorDomain::None, format!("{c_name}: it was closed"))),
            false => Ok(()),
        }
    }
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
