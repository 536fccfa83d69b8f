//! Events: callbacks of the program, called on the event loop's thread.
//!
//! A connection with callbacks has one listener at its driver and a thread that waits for it: what comes is queued, and the
//! loop's timer is set; the loop's thread takes the queue and calls whoever wants to know, with nothing locked. A callback
//! keeps its connection open, as C programs know it. Its free function is called once, when nobody can call it any more.

use std::collections::VecDeque;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{Event, EventFilter, EventSource, EventSubscription};

use crate::connection::ConnectionState;
use crate::event_calls;
use crate::event_loop;
use crate::generated::layout::virFreeCallback;
use crate::object::Held;
use crate::wait;

/// How many events may wait for the loop.
const WAITING: usize = 65_536;

/// What a callback is told of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// Domains; a `virDomainEventID`.
    Domain,
    /// Domains, in the way of the first releases: the callback gives a number back and has no event number.
    DomainLifecycle,
    /// Networks; a `virNetworkEventID`.
    Network,
    /// Storage pools; a `virStoragePoolEventID`.
    StoragePool,
    /// Node devices; a `virNodeDeviceEventID`.
    NodeDevice,
    /// Secrets; a `virSecretEventID`.
    Secret,
    /// QEMU's monitor.
    Monitor,
}

/// A callback of the program's.
pub struct Registration {
    /// The number that the program ends it by.
    pub number: c_int,
    /// What it is told of.
    pub family: Family,
    /// Which of these.
    pub event: c_int,
    /// Which events reach it.
    pub filter: EventFilter,
    /// The function, whose type the family and event say.
    pub callback: *const c_void,
    /// Its last argument.
    pub opaque: *mut c_void,
    free: virFreeCallback,
    is_removed: AtomicBool,
    /// A callback keeps its connection.
    connection: Held<ConnectionState>,
}

// SAFETY: the program vouches that its function and data may be used on the loop's thread.
unsafe impl Send for Registration {}
// SAFETY: as above; what changes is atomic.
unsafe impl Sync for Registration {}

impl Registration {
    /// The connection, as the callback gets it.
    pub fn connection(&self) -> &Held<ConnectionState> {
        &self.connection
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        if let Some(free) = self.free {
            // SAFETY: nobody has the registration any more; this is the last use of the program's data.
            unsafe { free(self.opaque) };
        }
    }
}

/// The callbacks of one connection.
#[derive(Default)]
pub struct Callbacks(Mutex<State>);

#[derive(Default)]
struct State {
    next: c_int,
    registrations: Vec<Arc<Registration>>,
    delivery: Option<Delivery>,
}

/// The way from the driver to the loop, as long as there are callbacks.
struct Delivery {
    timer: c_int,
    queue: Arc<Queue>,
    subscriptions: Vec<Arc<EventSubscription>>,
}

/// What a timer is given.
struct Queue {
    callbacks: Weak<Callbacks>,
    events: Mutex<VecDeque<Event>>,
}

/// Lists and queues are whole after every statement.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Callbacks {
    /// Adds a callback and gives its number.
    pub fn add(
        self: &Arc<Callbacks>,
        connection: &Held<ConnectionState>,
        (family, event): (Family, c_int),
        filter: EventFilter,
        (callback, opaque, free): (*const c_void, *mut c_void, virFreeCallback),
    ) -> Result<c_int> {
        let mut state = lock(&self.0);
        if state.delivery.is_none() {
            state.delivery = Some(Delivery::begin(Arc::downgrade(self), connection)?);
        }
        if let (Family::Monitor, Some(delivery)) = (family, &mut state.delivery) {
            delivery.follow(connection.content.handle.subscribe(filter.clone(), WAITING)?)?;
        }
        let number = state.next;
        state.next = state.next.checked_add(1).unwrap_or(0);
        state.registrations.push(Arc::new(Registration {
            number,
            family,
            event,
            filter,
            callback,
            opaque,
            free,
            is_removed: AtomicBool::new(false),
            connection: connection.clone(),
        }));
        Ok(number)
    }

    /// Ends the callback that matches.
    pub fn remove(&self, is_meant: impl Fn(&Registration) -> bool, what: impl std::fmt::Display) -> Result<()> {
        let mut state = lock(&self.0);
        let position = state.registrations.iter().position(|each| is_meant(each));
        let Some(position) = position else {
            let detail = format!("no event callback {what} was registered");
            return Err(Error::invalid_argument(ErrorDomain::Event, detail));
        };
        let removed = state.registrations.remove(position);
        removed.is_removed.store(true, Ordering::Release);
        let ended = if state.registrations.is_empty() { state.delivery.take() } else { None };
        drop(state);
        if let Some(delivery) = ended {
            delivery.end();
        }
        // The last use may be a delivery that runs now; then the free function is called after it.
        drop(removed);
        Ok(())
    }

    /// Whether a callback matches.
    pub fn has(&self, is_meant: impl Fn(&Registration) -> bool) -> bool {
        lock(&self.0).registrations.iter().any(|each| is_meant(each))
    }

    fn all(&self) -> Vec<Arc<Registration>> {
        lock(&self.0).registrations.clone()
    }
}

impl Delivery {
    fn begin(callbacks: Weak<Callbacks>, connection: &Held<ConnectionState>) -> Result<Delivery> {
        let subscription = connection.content.handle.subscribe(EventFilter::of(EventSource::All), WAITING)?;
        let queue = Arc::new(Queue { callbacks, events: Mutex::default() });
        let opaque = Arc::into_raw(queue.clone()).cast_mut().cast();
        // SAFETY: the loop gives the pointer back to `release`, once; deliveries before that borrow it.
        let added = unsafe { event_loop::add_timeout(-1, Some(deliver), opaque, Some(release)) };
        let timer = match added {
            Ok(timer) => timer,
            Err(error) => {
                // SAFETY: the loop did not take it.
                unsafe { drop(Arc::from_raw(opaque.cast::<Queue>())) };
                return Err(error);
            }
        };
        let mut delivery = Delivery { timer, queue, subscriptions: Vec::new() };
        match delivery.follow(subscription) {
            Ok(()) => Ok(delivery),
            Err(error) => {
                delivery.end();
                Err(error)
            }
        }
    }

    /// Starts a thread that brings what a listener hears to the loop.
    fn follow(&mut self, subscription: EventSubscription) -> Result<()> {
        let subscription = Arc::new(subscription);
        let (own, timer, queue) = (subscription.clone(), self.timer, Arc::downgrade(&self.queue));
        let started = std::thread::Builder::new().name("events".to_owned()).spawn(move || {
            while let Ok(Some(event)) = wait(async { Ok(own.next().await) }) {
                let Some(queue) = queue.upgrade() else { return };
                lock(&queue.events).push_back(event);
                event_loop::update_timeout(timer, 0);
            }
        });
        started.map_err(|error| Error::system(ErrorDomain::Event, "Unable to start a thread for events", &error))?;
        self.subscriptions.push(subscription);
        Ok(())
    }

    fn end(self) {
        for subscription in &self.subscriptions {
            subscription.close();
        }
        event_loop::remove_timeout(self.timer);
    }
}

/// Calls the program on the loop's thread.
unsafe extern "C" fn deliver(timer: c_int, opaque: *mut c_void) {
    crate::boundary::quietly((), || {
        event_loop::update_timeout(timer, -1);
        // SAFETY: the loop gives back what `begin` gave it, until `release`.
        let queue = unsafe { &*opaque.cast::<Queue>() };
        loop {
            let Some(event) = lock(&queue.events).pop_front() else { return };
            let Some(callbacks) = queue.callbacks.upgrade() else { return };
            for registration in callbacks.all() {
                let is_wanted = !registration.is_removed.load(Ordering::Acquire) && registration.filter.accepts(&event);
                if is_wanted {
                    // SAFETY: family and event say the type of the function, which the program vouches for.
                    unsafe { event_calls::call(&registration, &event) };
                }
            }
        }
    });
}

unsafe extern "C" fn release(opaque: *mut c_void) {
    // SAFETY: the loop gives the pointer back once.
    crate::boundary::quietly((), || unsafe { drop(Arc::from_raw(opaque.cast::<Queue>())) });
}
