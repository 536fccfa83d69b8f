//! Events on their way to a language: pulled, one at a time.

use crate::generated::types::{
    DomainEventKind, DomainIdentity, NetworkEventKind, NetworkIdentity, NodeDeviceEventKind, NodeDeviceIdentity,
    SecretEventKind, SecretIdentity, StoragePoolEventKind, StoragePoolIdentity,
};

/// Something that happened.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Event {
    /// It happened to a domain.
    Domain {
        /// The domain as it was then.
        domain: DomainIdentity,
        /// What happened.
        kind: DomainEventKind,
    },
    /// It happened to a network.
    Network {
        /// The network as it was then.
        network: NetworkIdentity,
        /// What happened.
        kind: NetworkEventKind,
    },
    /// It happened to a storage pool.
    StoragePool {
        /// The pool as it was then.
        storage_pool: StoragePoolIdentity,
        /// What happened.
        kind: StoragePoolEventKind,
    },
    /// It happened to a device of the host.
    NodeDevice {
        /// The device as it was then.
        node_device: NodeDeviceIdentity,
        /// What happened.
        kind: NodeDeviceEventKind,
    },
    /// It happened to a secret.
    Secret {
        /// The secret as it was then.
        secret: SecretIdentity,
        /// What happened.
        kind: SecretEventKind,
    },
    /// QEMU's monitor told it.
    Monitor {
        /// The domain as it was then.
        domain: DomainIdentity,
        /// The name of the event in the monitor's protocol.
        name: String,
        /// When it happened: seconds since 1970.
        seconds: i64,
        /// Microseconds of the next second.
        microseconds: u32,
        /// What belongs to it, as the monitor gave it: JSON.
        details: Option<String>,
    },
    /// The listener was too slow: this many events are missing here.
    Gap {
        /// How many events were dropped.
        lost: u64,
    },
}

impl From<ferrovirt::Event> for Event {
    fn from(event: ferrovirt::Event) -> Event {
        match event {
            ferrovirt::Event::Domain(event) => Event::Domain { domain: event.domain, kind: event.kind },
            ferrovirt::Event::Network(event) => Event::Network { network: event.network, kind: event.kind },
            ferrovirt::Event::StoragePool(event) => {
                Event::StoragePool { storage_pool: event.storage_pool, kind: event.kind }
            }
            ferrovirt::Event::NodeDevice(event) => {
                Event::NodeDevice { node_device: event.node_device, kind: event.kind }
            }
            ferrovirt::Event::Secret(event) => Event::Secret { secret: event.secret, kind: event.kind },
            ferrovirt::Event::Monitor(event) => Event::Monitor {
                domain: event.domain,
                name: event.name,
                seconds: event.seconds,
                microseconds: event.microseconds,
                details: event.details,
            },
            ferrovirt::Event::Gap { lost } => Event::Gap { lost },
        }
    }
}

/// A listener. It ends when it is closed or its connection is.
#[derive(uniffi::Object)]
pub struct EventSubscription(ferrovirt::EventSubscription);

impl From<ferrovirt::EventSubscription> for EventSubscription {
    fn from(inner: ferrovirt::EventSubscription) -> EventSubscription {
        EventSubscription(inner)
    }
}

#[uniffi::export]
impl EventSubscription {
    /// The next event; nothing when the subscription has ended and everything was read.
    pub async fn next(&self) -> Option<Event> {
        self.0.next().await.map(Event::from)
    }

    /// The next event if there is one already.
    pub fn try_next(&self) -> Option<Event> {
        self.0.try_next().map(Event::from)
    }

    /// Ends the subscription: what waits can still be read, nothing is added.
    pub fn close(&self) {
        self.0.close();
    }
}
