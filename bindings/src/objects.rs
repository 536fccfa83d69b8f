//! The handles, and what of them no operation states: opening, closing, identity, streams.

use std::fmt;
use std::os::fd::IntoRawFd;
use std::sync::Arc;

use ferrovirt::authentication::Authenticator;
use ferrovirt::{
    ConnectCloseReason, ErrorDomain, EventFilter, EventSource, MonitorSource, OpenOptions, QemuMonitorEventFlags, Uuid,
};

use crate::authentication::Known;
use crate::error::Result;
use crate::events::EventSubscription;
use crate::generated::objects::{Network, NodeDevice, Secret, StoragePool};

uniffi::custom_type!(Uuid, String, {
    remote,
    lower: |uuid| uuid.hyphenated().to_string(),
    try_lift: |text| Ok(Uuid::parse_str(&text)?),
});

use ferrovirt::FileDescriptor;
uniffi::custom_type!(FileDescriptor, i32, {
    remote,
    // The number belongs to whoever gets it; without room for another open file there is none.
    lower: |file| file.into_owned().map_or(-1, IntoRawFd::into_raw_fd),
    try_lift: |number| Ok(crate::sys::duplicate(number)?),
});

use ferrovirt::Name;
uniffi::custom_type!(Name, String, {
    remote,
    lower: |name| name.as_str().to_owned(),
    try_lift: |text| Ok(Name::from(text)),
});

/// Makes the exported object around a handle of the core.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, uniffi::Object)]
        pub struct $name(ferrovirt::$name);

        impl $name {
            /// The handle of the core.
            pub fn inner(&self) -> &ferrovirt::$name {
                &self.0
            }
        }

        impl From<ferrovirt::$name> for $name {
            fn from(inner: ferrovirt::$name) -> $name {
                $name(inner)
            }
        }
    };
}

pub(crate) use handle;

handle! {
    /// A connection to one hypervisor, through one driver. After it is closed, every call on it and on the objects
    /// that came from it fails.
    #[uniffi::export(Debug)]
    Connection
}

handle! {
    /// A guest: running, or just defined. A plain value with nothing to free; equal when connection and UUID are.
    #[derive(PartialEq, Eq, Hash)]
    #[uniffi::export(Debug, Eq, Hash)]
    Domain
}

handle! {
    /// A stream of bytes.
    Stream
}

impl fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Debug for Domain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A picture of a guest's screen.
#[derive(uniffi::Record)]
pub struct Screenshot {
    /// The format, as in `image/x-portable-pixmap`.
    pub mime_type: String,
    /// The image; it ends by itself.
    pub image: Arc<Stream>,
}

impl From<ferrovirt::Screenshot> for Screenshot {
    fn from(screenshot: ferrovirt::Screenshot) -> Screenshot {
        Screenshot { mime_type: screenshot.mime_type, image: Arc::new(screenshot.image.into()) }
    }
}

/// What came next on a stream: bytes, or a hole, or neither at the end.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StreamPart {
    /// Bytes; none where there is a hole, and at the end.
    pub data: Vec<u8>,
    /// The length of the hole: so many zeros that are stored nowhere. 0 where there is none.
    pub hole: u64,
}

impl From<ferrovirt::StreamPart> for StreamPart {
    fn from(part: ferrovirt::StreamPart) -> StreamPart {
        match part {
            ferrovirt::StreamPart::Data(data) => StreamPart { data, hole: 0 },
            ferrovirt::StreamPart::Hole(hole) => StreamPart { data: Vec::new(), hole },
            ferrovirt::StreamPart::End => StreamPart { data: Vec::new(), hole: 0 },
        }
    }
}

/// Opens a connection; the scheme of the URI chooses the driver. The user's name and password are for drivers that ask
/// who comes; what the file of credentials knows goes before them.
#[uniffi::export(default(read_only = false, user_name = None, password = None))]
pub async fn open(
    uri: String,
    read_only: bool,
    user_name: Option<String>,
    password: Option<String>,
) -> Result<Arc<Connection>> {
    let authenticator = Known::new(user_name, password).map(|known| Arc::new(known) as Arc<dyn Authenticator>);
    let options = OpenOptions { read_only, authenticator, ..OpenOptions::default() };
    let connection = ferrovirt::open(&uri, options).await?;
    Ok(Arc::new(Connection::from(connection)))
}

#[uniffi::export]
impl Connection {
    /// Closes the connection. Closing again does nothing. Guests go on.
    pub fn close(&self) {
        self.0.close();
    }

    /// Whether the connection was closed.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Whether the connection may only look.
    pub fn is_read_only(&self) -> bool {
        self.0.is_read_only()
    }

    /// Waits until the connection has ended, and says how: closed here, or the other end was lost.
    pub async fn closed(&self) -> ConnectCloseReason {
        self.0.closed().await
    }

    /// Subscribes to what happens: to everything, or to one object. At most `capacity` events wait for their reader;
    /// when more come, the newest are dropped and one `Gap` with their number takes their place.
    #[uniffi::method(default(
        domain = None,
        capacity = 4096,
        network = None,
        storage_pool = None,
        node_device = None,
        secret = None
    ))]
    pub fn events(
        &self,
        domain: Option<Arc<Domain>>,
        capacity: u32,
        network: Option<Arc<Network>>,
        storage_pool: Option<Arc<StoragePool>>,
        node_device: Option<Arc<NodeDevice>>,
        secret: Option<Arc<Secret>>,
    ) -> Result<Arc<EventSubscription>> {
        let mut sources = [
            domain.map(|domain| EventSource::Domain(domain.inner().uuid())),
            network.map(|network| EventSource::Network(network.inner().uuid())),
            storage_pool.map(|pool| EventSource::StoragePool(pool.inner().uuid())),
            node_device.map(|device| EventSource::NodeDevice(device.inner().name())),
            secret.map(|secret| EventSource::Secret(secret.inner().uuid())),
        ]
        .into_iter()
        .flatten();
        let source = sources.next().unwrap_or_default();
        if sources.next().is_some() {
            let detail = "events are those of one object, or of all";
            return Err(ferrovirt::Error::invalid_argument(ErrorDomain::None, detail).into());
        }
        self.follow(source, capacity)
    }

    /// Subscribes to what QEMU's monitor tells: of all domains or one, everything or the events of one name.
    #[uniffi::method(default(domain = None, name = None, capacity = 4096))]
    pub fn monitor_events(
        &self,
        domain: Option<Arc<Domain>>,
        name: Option<String>,
        capacity: u32,
    ) -> Result<Arc<EventSubscription>> {
        let domain = domain.map(|domain| domain.inner().uuid());
        let flags = QemuMonitorEventFlags::empty();
        self.follow(EventSource::Monitor(MonitorSource { domain, name, flags }), capacity)
    }
}

impl Connection {
    fn follow(&self, source: EventSource, capacity: u32) -> Result<Arc<EventSubscription>> {
        let capacity = usize::try_from(capacity).unwrap_or(usize::MAX);
        let subscription = self.0.subscribe(EventFilter::of(source), capacity)?;
        Ok(Arc::new(EventSubscription::from(subscription)))
    }
}

#[uniffi::export]
impl Domain {
    /// The name.
    pub fn name(&self) -> String {
        self.0.name().to_string()
    }

    /// The UUID.
    pub fn uuid(&self) -> Uuid {
        self.0.uuid()
    }

    /// The number of the active domain, or nothing.
    pub fn id(&self) -> Option<u32> {
        self.0.id()
    }

    /// The connection that it came from.
    pub fn connection(&self) -> Arc<Connection> {
        Arc::new(Connection(self.0.connection().clone()))
    }
}

#[uniffi::export]
impl Stream {
    /// Up to `limit` bytes as soon as there are any; an empty answer is the end.
    pub async fn receive(&self, limit: u32) -> Result<Vec<u8>> {
        Ok(self.0.receive(usize::try_from(limit).unwrap_or(usize::MAX)).await?)
    }

    /// The next bytes, at most `limit`, or the next hole. Holes are told of where the stream was opened as a sparse one;
    /// elsewhere they are the zeros that they stand for.
    pub async fn receive_part(&self, limit: u32) -> Result<StreamPart> {
        Ok(self.0.receive_part(usize::try_from(limit).unwrap_or(usize::MAX)).await?.into())
    }

    /// The length of the hole that comes next; nothing where something else does. It stays there.
    pub async fn next_hole(&self) -> Result<Option<u64>> {
        Ok(self.0.next_hole().await?)
    }

    /// Sends a hole of this length; where the other end knows none, as zeros.
    pub async fn send_hole(&self, length: u64) -> Result<()> {
        Ok(self.0.send_hole(length).await?)
    }

    /// Sends some of the bytes, at least one, and says how many.
    pub async fn send(&self, data: Vec<u8>) -> Result<u32> {
        Ok(u32::try_from(self.0.send(&data).await?).unwrap_or(u32::MAX))
    }

    /// Ends the stream in good order: waits until everything sent has arrived.
    pub async fn finish(&self) -> Result<()> {
        Ok(self.0.finish().await?)
    }

    /// Gives the stream up. Doing so again, or after the end, does nothing.
    pub fn abort(&self) {
        self.0.abort();
    }
}
