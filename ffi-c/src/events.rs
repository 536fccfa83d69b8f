//! Events: callbacks of the program, called on the event loop's thread.
//!
//! A connection with callbacks has one listener at its driver. Where events come at any time, a thread waits for it: what
//! comes is queued, and the loop is woken by a descriptor. Where they come within calls, the end of a call sets a timer of
//! the loop instead, as programs without descriptors in their loop expect of such drivers; the timer also looks by itself now
//! and then for what other connections caused. The loop's thread takes the queue and calls whoever wants to know, with
//! nothing locked. A callback
//! keeps its connection open, as C programs know it. Its free function is called once, when nobody can call it any more.

use std::collections::VecDeque;
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use ferrovirt::error::{Error, ErrorDomain, Result};
use ferrovirt::{Event, EventFilter, EventSource, EventSubscription};

use crate::connection::ConnectionState;
use crate::event_calls;
use crate::event_loop::{self, Alarm};
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
///
/// Beside them, whether there are any: calls look at it without a lock.
#[derive(Default)]
pub struct Callbacks(Mutex<State>, AtomicBool);

#[derive(Default)]
struct State {
    next: c_int,
    registrations: Vec<Arc<Registration>>,
    delivery: Option<Delivery>,
}

impl State {
    /// The delivery that has nobody to deliver to any more.
    fn ended(&mut self) -> Option<Delivery> {
        if self.registrations.is_empty() { self.delivery.take() } else { None }
    }
}

/// The way from the driver to the loop, as long as there are callbacks.
struct Delivery {
    way: Way,
    queue: Arc<Queue>,
}

/// How the loop learns of events.
#[derive(Clone, Copy)]
enum Way {
    /// By a descriptor with this watch.
    Watch(c_int),
    /// By this timer.
    Timer(c_int),
}

/// How often a timer looks by itself, in milliseconds.
const LOOK: c_int = 100;

/// What the loop's watch is given.
struct Queue {
    alarm: Alarm,
    callbacks: Weak<Callbacks>,
    events: Mutex<VecDeque<Event>>,
    subscriptions: Mutex<Vec<Arc<EventSubscription>>>,
}

impl Queue {
    /// Takes what has come to the listeners that no thread waits for; whether there is anything now.
    fn collect(&self) -> bool {
        let mut events = lock(&self.events);
        for subscription in lock(&self.subscriptions).iter() {
            events.extend(std::iter::from_fn(|| subscription.try_next()));
        }
        !events.is_empty()
    }
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
        let own = match family {
            Family::Monitor => Some(connection.content.handle.subscribe(filter.clone(), WAITING)?),
            _ => None,
        };
        let (mut state, spare) = self.with_delivery(connection)?;
        if let (Some(subscription), Some(delivery)) = (own, &state.delivery) {
            if let Err(error) = delivery.follow(subscription) {
                let ended = state.ended();
                drop(state);
                ended.into_iter().chain(spare).for_each(Delivery::end);
                return Err(error);
            }
        }
        self.1.store(true, Ordering::Relaxed);
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
        drop(state);
        spare.into_iter().for_each(Delivery::end);
        Ok(number)
    }

    /// The state with a delivery in it, and one to end when another thread was faster.
    ///
    /// A delivery begins and ends with nothing locked: it calls the loop's functions, which may wait for a lock of the
    /// program's (an interpreter's) whose holder waits for ours.
    fn with_delivery(
        self: &Arc<Callbacks>,
        connection: &Held<ConnectionState>,
    ) -> Result<(MutexGuard<'_, State>, Option<Delivery>)> {
        let mut begun = None;
        loop {
            let mut state = lock(&self.0);
            if state.delivery.is_none() {
                state.delivery = begun.take();
            }
            if state.delivery.is_some() {
                return Ok((state, begun));
            }
            drop(state);
            begun = Some(Delivery::begin(Arc::downgrade(self), connection)?);
        }
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
        let ended = state.ended();
        self.1.store(state.delivery.is_some(), Ordering::Relaxed);
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

    /// At the end of a call: what it caused is due on the loop now.
    #[inline]
    pub fn after_call(&self) {
        if self.1.load(Ordering::Relaxed) {
            self.tell_loop();
        }
    }

    #[cold]
    fn tell_loop(&self) {
        let due = lock(&self.0).delivery.as_ref().map(|delivery| (delivery.way, delivery.queue.clone()));
        if let Some((Way::Timer(timer), queue)) = due {
            if queue.collect() {
                event_loop::update_timeout(timer, 0);
            }
        }
    }

    fn all(&self) -> Vec<Arc<Registration>> {
        lock(&self.0).registrations.clone()
    }
}

impl Delivery {
    fn begin(callbacks: Weak<Callbacks>, connection: &Held<ConnectionState>) -> Result<Delivery> {
        let subscription = connection.content.handle.subscribe(EventFilter::of(EventSource::All), WAITING)?;
        let alarm = Alarm::new()?;
        let queue = Arc::new(Queue {
            alarm: alarm.clone(),
            callbacks,
            events: Mutex::default(),
            subscriptions: Mutex::default(),
        });
        let opaque = Arc::into_raw(queue.clone()).cast_mut().cast();
        // SAFETY: the loop gives the pointer back to `release`, once; deliveries before that borrow it.
        let added = unsafe {
            match connection.content.handle.hypervisor().publishes_within_calls() {
                true => event_loop::add_timeout(LOOK, Some(look), opaque, Some(release)).map(Way::Timer),
                false => event_loop::watch(&alarm, Some(deliver), opaque, Some(release)).map(Way::Watch),
            }
        };
        let way = match added {
            Ok(way) => way,
            Err(error) => {
                // SAFETY: the loop did not take it.
                unsafe { drop(Arc::from_raw(opaque.cast::<Queue>())) };
                return Err(error);
            }
        };
        let delivery = Delivery { way, queue };
        match delivery.follow(subscription) {
            Ok(()) => Ok(delivery),
            Err(error) => {
                delivery.end();
                Err(error)
            }
        }
    }

    /// Brings what a listener hears to the loop, by a thread where that is the way.
    fn follow(&self, subscription: EventSubscription) -> Result<()> {
        let subscription = Arc::new(subscription);
        lock(&self.queue.subscriptions).push(subscription.clone());
        if matches!(self.way, Way::Timer(_)) {
            return Ok(());
        }
        let queue = Arc::downgrade(&self.queue);
        let started = std::thread::Builder::new().name("events".to_owned()).spawn(move || {
            while let Ok(Some(event)) = wait(async { Ok(subscription.next().await) }) {
                let Some(queue) = queue.upgrade() else { return };
                lock(&queue.events).push_back(event);
                queue.alarm.ring();
            }
        });
        started.map_err(|error| Error::system(ErrorDomain::Event, "Unable to start a thread for events", &error))?;
        Ok(())
    }

    fn end(self) {
        for subscription in lock(&self.queue.subscriptions).iter() {
            subscription.close();
        }
        match self.way {
            Way::Watch(watch) => event_loop::unwatch(watch),
            Way::Timer(timer) => event_loop::remove_timeout(timer),
        }
    }
}

/// The timer's call on the loop's thread.
unsafe extern "C" fn look(timer: c_int, opaque: *mut c_void) {
    crate::boundary::quietly((), || {
        event_loop::update_timeout(timer, LOOK);
        // SAFETY: the loop gives back what `begin` gave it, until `release`.
        let queue = unsafe { &*opaque.cast::<Queue>() };
        queue.collect();
        hand_out(queue);
    });
}

/// The descriptor's call on the loop's thread.
unsafe extern "C" fn deliver(_watch: c_int, _fd: c_int, _events: c_int, opaque: *mut c_void) {
    crate::boundary::quietly((), || {
        // SAFETY: the loop gives back what `begin` gave it, until `release`.
        let queue = unsafe { &*opaque.cast::<Queue>() };
        queue.alarm.hush();
        hand_out(queue);
    });
}

/// Calls whoever wants to know of what is queued.
fn hand_out(queue: &Queue) {
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
}

unsafe extern "C" fn release(opaque: *mut c_void) {
    // SAFETY: the loop gives the pointer back once.
    crate::boundary::quietly((), || unsafe { drop(Arc::from_raw(opaque.cast::<Queue>())) });
}
