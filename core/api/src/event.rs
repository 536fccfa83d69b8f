//! Events: a hub per driver instance, a bounded queue per listener.
//!
//! Events are pulled. Publishing never waits for a listener, runs no code of a listener, and keeps the order of each
//! object. A listener that does not keep up loses the newest events and is told how many.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::Notify;

use crate::event_filter::EventFilter;
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

/// The most events that wait for a first listener.
const BACKLOG: usize = 1024;

/// Where a driver publishes and listeners subscribe. Clones share the listeners.
#[derive(Clone, Default)]
pub struct EventHub(Arc<Mutex<Listeners>>);

#[derive(Default)]
struct Listeners {
    queues: Vec<Weak<Queue>>,
    /// What happened before anybody could listen.
    backlog: Vec<Event>,
}

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
        let event = event.into();
        lock(&self.0).queues.retain(|queue| match queue.upgrade() {
            Some(queue) => {
                if queue.filter.accepts(&event) {
                    queue.push(event.clone());
                }
                true
            }
            None => false,
        });
    }

    /// Whether anybody would get an event: for those that cost something to make.
    pub fn is_wanted(&self, event: &Event) -> bool {
        let listeners = lock(&self.0);
        let mut queues = listeners.queues.iter().filter_map(Weak::upgrade);
        queues.any(|queue| queue.filter.accepts(event))
    }

    /// Keeps an event that happened before anybody could listen for the first listener.
    pub fn publish_to_first(&self, event: impl Into<Event>) {
        let mut listeners = lock(&self.0);
        if listeners.backlog.len() < BACKLOG {
            listeners.backlog.push(event.into());
        }
    }

    /// A new listener with room for `capacity` events (at least one).
    pub fn subscribe(&self, filter: EventFilter, capacity: usize) -> EventSubscription {
        let subscription = EventSubscription::new(filter, capacity);
        self.add(&subscription);
        subscription
    }

    /// Lets a listener hear this hub too.
    pub fn add(&self, subscription: &EventSubscription) {
        let queue = &subscription.0;
        let mut listeners = lock(&self.0);
        listeners.queues.retain(|queue| queue.strong_count() > 0);
        listeners.backlog.retain(|event| {
            let accepted = queue.filter.accepts(event);
            if accepted {
                queue.push(event.clone());
            }
            !accepted
        });
        listeners.queues.push(Arc::downgrade(queue));
    }
}

/// The events that wait for one listener.
pub(crate) struct Queue {
    filter: EventFilter,
    capacity: usize,
    state: Mutex<QueueState>,
    arrived: Notify,
}

#[derive(Default)]
struct QueueState {
    events: VecDeque<Event>,
    lost: u64,
    closed: bool,
}

impl Queue {
    fn push(&self, event: Event) {
        let mut state = lock(&self.state);
        if state.closed {
            return;
        }
        // After a loss nothing may be queued until the gap itself is, or the order would lie.
        if state.lost > 0 || state.events.len() >= self.capacity {
            state.lost += 1;
        } else {
            state.events.push_back(event);
        }
        drop(state);
        self.arrived.notify_one();
    }

    pub(crate) fn close(&self) {
        lock(&self.state).closed = true;
        self.arrived.notify_one();
    }

    fn pop(&self) -> Option<Option<Event>> {
        let mut state = lock(&self.state);
        if let Some(event) = state.events.pop_front() {
            return Some(Some(event));
        }
        match std::mem::take(&mut state.lost) {
            0 if state.closed => Some(None),
            0 => None,
            lost => Some(Some(Event::Gap { lost })),
        }
    }
}

/// A listener. It ends when it is dropped or its connection is closed.
pub struct EventSubscription(Arc<Queue>);

impl EventSubscription {
    /// A listener that hears no hub yet.
    pub(crate) fn new(filter: EventFilter, capacity: usize) -> EventSubscription {
        let (state, arrived) = (Mutex::default(), Notify::new());
        EventSubscription(Arc::new(Queue { filter, capacity: capacity.max(1), state, arrived }))
    }

    /// The next event; `None` when the subscription has ended and everything was read.
    pub async fn next(&self) -> Option<Event> {
        loop {
            let arrived = self.0.arrived.notified();
            if let Some(next) = self.0.pop() {
                // Another reader of the same subscription may wait for what is left, or for the end.
                self.0.arrived.notify_one();
                return next;
            }
            arrived.await;
        }
    }

    /// The next event if there is one already.
    pub fn try_next(&self) -> Option<Event> {
        self.0.pop().flatten()
    }

    /// Ends the subscription: what waits can still be read, nothing is added.
    pub fn close(&self) {
        self.0.close();
    }

    pub(crate) fn weak_queue(&self) -> Weak<Queue> {
        Arc::downgrade(&self.0)
    }
}

/// The queues are consistent after every statement, so a panic elsewhere does not spoil them.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
