//! Events: a hub per driver instance, a bounded queue per listener.
//!
//! Events are pulled. Publishing never waits for a listener, runs no code of a listener, and keeps the order of each
//! object. A listener that does not keep up loses the newest events and is told how many.

use std::sync::{Arc, Weak};

use crate::event_filter::EventFilter;
use crate::event_queue::{Filter, Hub, Next, Queue as QueueOf};
use crate::generated::types::{
    DomainEventKind, DomainIdentity, NetworkEventKind, NetworkIdentity, NodeDeviceEventKind, NodeDeviceIdentity,
    SecretEventKind, SecretIdentity, StoragePoolEventKind, StoragePoolIdentity,
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// It happened to a domain.
    Domain(DomainEvent),
    /// It happened to a network.
    Network(NetworkEvent),
    /// It happened to a storage pool.
    StoragePool(StoragePoolEvent),
    /// It happened to a device of the host.
    NodeDevice(NodeDeviceEvent),
    /// It happened to a secret.
    Secret(SecretEvent),
    /// QEMU's monitor told it; only listeners that ask for it get it.
    Monitor(MonitorEvent),
    /// The listener was too slow, or a connection was re-established: this many events are missing here.
    Gap {
        /// How many events were dropped.
        lost: u64,
    },
}

/// Makes the event of a kind of object.
macro_rules! event {
    ($(#[$doc:meta])* $event:ident, $variant:ident, $object:ident: $identity:ident, $kind:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $event {
            /// The object as it was then.
            pub $object: $identity,
            /// What happened.
            pub kind: $kind,
        }

        impl From<$event> for Event {
            fn from(event: $event) -> Event {
                Event::$variant(event)
            }
        }
    };
}

event! {
    /// Something that happened to a domain.
    DomainEvent, Domain, domain: DomainIdentity, DomainEventKind
}
event! {
    /// Something that happened to a network.
    NetworkEvent, Network, network: NetworkIdentity, NetworkEventKind
}
event! {
    /// Something that happened to a storage pool.
    StoragePoolEvent, StoragePool, storage_pool: StoragePoolIdentity, StoragePoolEventKind
}
event! {
    /// Something that happened to a device of the host.
    NodeDeviceEvent, NodeDevice, node_device: NodeDeviceIdentity, NodeDeviceEventKind
}
event! {
    /// Something that happened to a secret.
    SecretEvent, Secret, secret: SecretIdentity, SecretEventKind
}

/// What QEMU's monitor told.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorEvent {
    /// The domain as it was then.
    pub domain: DomainIdentity,
    /// The name of the event in the monitor's protocol.
    pub name: String,
    /// When it happened: seconds since 1970.
    pub seconds: i64,
    /// Microseconds of the next second.
    pub microseconds: u32,
    /// What belongs to it, as the monitor gave it: JSON.
    pub details: Option<String>,
}

impl From<MonitorEvent> for Event {
    fn from(event: MonitorEvent) -> Event {
        Event::Monitor(event)
    }
}

impl Filter<Event> for EventFilter {
    fn accepts(&self, event: &Event) -> bool {
        EventFilter::accepts(self, event)
    }
}

/// The events that wait for one listener.
pub(crate) type Queue = QueueOf<Event, EventFilter>;

/// Where a driver publishes and listeners subscribe. Clones share the listeners.
#[derive(Clone, Default)]
pub struct EventHub(Arc<Hub<Event, EventFilter>>);

impl EventHub {
    /// A hub without listeners.
    pub fn new() -> EventHub {
        EventHub::default()
    }

    /// Whether both are the same, so that a listener of one hears the other.
    pub fn is_same(&self, other: &EventHub) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Hands an event to all listeners that want it.
    pub fn publish(&self, event: impl Into<Event>) {
        self.0.publish(event.into());
    }

    /// Whether anybody would get an event: for those that cost something to make.
    pub fn is_wanted(&self, event: &Event) -> bool {
        self.0.is_wanted(event)
    }

    /// Keeps an event that happened before anybody could listen for the first listener.
    pub fn publish_to_first(&self, event: impl Into<Event>) {
        self.0.publish_to_first(event.into());
    }

    /// A new listener with room for `capacity` events (at least one).
    pub fn subscribe(&self, filter: EventFilter, capacity: usize) -> EventSubscription {
        let subscription = EventSubscription::new(filter, capacity);
        self.add(&subscription);
        subscription
    }

    /// Lets a listener hear this hub too.
    pub fn add(&self, subscription: &EventSubscription) {
        self.0.add(&subscription.0);
    }
}

/// A listener. It ends when it is dropped or its connection is closed.
pub struct EventSubscription(Arc<Queue>);

impl EventSubscription {
    /// A listener that hears no hub yet.
    pub(crate) fn new(filter: EventFilter, capacity: usize) -> EventSubscription {
        EventSubscription(Arc::new(Queue::new(filter, capacity)))
    }

    /// The next event; `None` when the subscription has ended and everything was read.
    pub async fn next(&self) -> Option<Event> {
        self.0.next().await.map(told)
    }

    /// The next event if there is one already.
    pub fn try_next(&self) -> Option<Event> {
        self.0.try_next().map(told)
    }

    /// Ends the subscription: what waits can still be read, nothing is added.
    pub fn close(&self) {
        self.0.close();
    }

    pub(crate) fn weak_queue(&self) -> Weak<Queue> {
        Arc::downgrade(&self.0)
    }
}

fn told(next: Next<Event>) -> Event {
    match next {
        Next::Item(event) => event,
        Next::Lost(lost) => Event::Gap { lost },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocking;
    use crate::event_filter::EventSource;
    use crate::identity::Uuid;

    fn event(name: &str) -> DomainEvent {
        let domain = DomainIdentity { name: name.into(), uuid: Uuid::from_u128(name.len() as u128), id: -1 };
        DomainEvent { domain, kind: DomainEventKind::Reboot }
    }

    fn next(subscription: &EventSubscription) -> Option<Event> {
        blocking::wait(async { Ok(subscription.next().await) }, None).expect("no deadline")
    }

    #[test]
    fn order_is_kept_and_the_newest_are_dropped_and_counted() {
        let hub = EventHub::new();
        let subscription = hub.subscribe(EventFilter::default(), 2);
        for name in ["a", "bb", "ccc", "dddd"] {
            hub.publish(event(name));
        }
        assert_eq!(next(&subscription), Some(Event::Domain(event("a"))));
        hub.publish(event("a"));
        assert_eq!(next(&subscription), Some(Event::Domain(event("bb"))));
        assert_eq!(next(&subscription), Some(Event::Gap { lost: 3 }));
        hub.publish(event("bb"));
        assert_eq!(next(&subscription), Some(Event::Domain(event("bb"))));
    }

    #[test]
    fn a_filter_leaves_out_the_rest() {
        let hub = EventHub::new();
        let filter = EventFilter { source: EventSource::Domain(event("bb").domain.uuid), kinds: vec![1] };
        let subscription = hub.subscribe(filter, 8);
        hub.publish(event("a"));
        hub.publish(event("bb"));
        assert_eq!(next(&subscription), Some(Event::Domain(event("bb"))));
        assert_eq!(subscription.try_next(), None);
    }

    #[test]
    fn what_happened_before_goes_to_the_first_listener_that_wants_it() {
        let hub = EventHub::new();
        hub.publish_to_first(event("a"));
        let other = EventFilter::of(EventSource::Domain(event("bb").domain.uuid));
        assert_eq!(hub.subscribe(other, 8).try_next(), None);
        assert_eq!(hub.subscribe(EventFilter::default(), 8).try_next(), Some(Event::Domain(event("a"))));
        assert_eq!(hub.subscribe(EventFilter::default(), 8).try_next(), None);
    }

    #[test]
    fn a_closed_subscription_ends_after_its_last_event() {
        let hub = EventHub::new();
        let subscription = hub.subscribe(EventFilter::default(), 8);
        hub.publish(event("a"));
        subscription.close();
        hub.publish(event("bb"));
        assert_eq!(next(&subscription), Some(Event::Domain(event("a"))));
        assert_eq!(next(&subscription), None);
    }
}
