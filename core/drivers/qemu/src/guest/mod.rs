//! A guest: a snapshot for readers, and one owner task that alone changes it.
//!
//! ```text
//!   reads ───────────► View (ArcSwap) ◄──── publishes ──── owner task ◄── jobs, one at a time
//!                                                             ▲  ▲  ▲
//!                                   destroy, attach ──────────┘  │  └──── the process has ended
//!                                   what QEMU reports ───────────┘
//! ```
//!
//! The owner never waits for QEMU itself: jobs do, and while one waits the owner still hears of events, of the end of the
//! process, and of orders to end it. So a stuck monitor holds up its own job and those behind it, and nothing else.

pub(crate) mod control;
mod events;
mod expect;
mod job;
mod owner;
#[cfg(test)]
mod race_tests;
pub(crate) mod removals;
pub(crate) mod shutdown;
pub(crate) mod state;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub(crate) mod view;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

use arc_swap::{ArcSwap, Guard};
use ferrovirt_api::{
    DomainEvent, DomainEventKind, DomainEventType, Error, ErrorCode, ErrorDomain, EventHub, Result, Uuid, runtime,
};
use ferrovirt_error::ObjectKind;
use tokio::sync::{Notify, mpsc, oneshot};

use crate::console::Sessions;
use crate::instance::Instance;
use control::Control;
use expect::Expectations;
use removals::Removals;
use view::View;

pub(crate) use job::JobFailure;
pub(crate) use owner::{Attachment, Destroy, Order};

/// Jobs that may wait for their turn; further callers wait in their own call.
const WAITING_JOBS: usize = 64;

/// One guest of an instance.
pub struct Guest {
    view: ArcSwap<View>,
    /// Callers who are about to give it a job: it must not be forgotten meanwhile.
    pins: AtomicUsize,
    jobs: mpsc::Sender<job::Job>,
    orders: mpsc::UnboundedSender<Order>,
    events: EventHub,
    changed: Notify,
    expected: Expectations,
    /// Devices that the guest was asked to give back.
    pub(crate) removals: Removals,
    /// Who is connected to its consoles and channels.
    pub(crate) sessions: Sessions,
}

impl Guest {
    /// A guest with its owner task.
    pub(crate) fn spawn(view: View, instance: Weak<Instance>, events: EventHub) -> Result<Arc<Guest>> {
        let (jobs, waiting_jobs) = mpsc::channel(WAITING_JOBS);
        let (orders, waiting_orders) = mpsc::unbounded_channel();
        let guest = Arc::new(Guest {
            view: ArcSwap::from_pointee(view),
            pins: AtomicUsize::new(0),
            jobs,
            orders,
            events,
            changed: Notify::new(),
            expected: Expectations::default(),
            removals: Removals::default(),
            sessions: Sessions::default(),
        });
        runtime::spawn(owner::Owner::new(guest.clone(), instance, waiting_jobs, waiting_orders).run())?;
        Ok(guest)
    }

    /// What is known of it now.
    pub fn view(&self) -> Guard<Arc<View>> {
        self.view.load()
    }

    /// What is known of it now, to keep.
    pub fn snapshot(&self) -> Arc<View> {
        self.view.load_full()
    }

    /// Its UUID, which never changes.
    pub fn uuid(&self) -> Uuid {
        self.view.load().uuid
    }

    /// Publishes a changed view. Only the owner and the job that it runs may call this.
    pub(crate) fn update(&self, change: impl Fn(&mut View)) -> Arc<View> {
        self.view.rcu(|view| {
            let mut changed = View::clone(view);
            change(&mut changed);
            changed
        });
        self.changed.notify_waiters();
        self.view.load_full()
    }

    /// Waits until the view is as wanted.
    pub(crate) async fn until(&self, is_so: impl Fn(&View) -> bool) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            // Registered before the look, so that no change is missed.
            changed.as_mut().enable();
            if is_so(&self.view.load()) {
                return;
            }
            changed.await;
        }
    }

    /// As [`Guest::update`], if this process still is the one that runs.
    pub(crate) fn update_running(&self, control: &Arc<Control>, change: impl Fn(&mut View)) -> bool {
        let mut done = false;
        self.view.rcu(|view| {
            let mut changed = View::clone(view);
            done = changed.control.as_ref().is_some_and(|current| Arc::ptr_eq(current, control));
            if done {
                change(&mut changed);
            }
            changed
        });
        self.changed.notify_waiters();
        done
    }

    /// Tells the listeners what happened.
    pub(crate) fn emit(&self, kind: DomainEventKind) {
        self.events.publish(DomainEvent { domain: self.view.load().identity(), kind });
    }

    /// Tells the listeners of a step of its life.
    pub(crate) fn emit_lifecycle(&self, event: DomainEventType, detail: i32) {
        self.emit(DomainEventKind::Lifecycle { event, detail });
    }

    /// Gives the owner an order that does not wait for jobs.
    pub(crate) fn order(&self, order: Order) {
        // An owner that is gone has nothing left that an order could be about.
        let _ = self.orders.send(order);
    }

    /// Ends the process, whatever job runs.
    pub(crate) async fn destroy(&self, how: Destroy) -> Result<()> {
        let (reply, answer) = oneshot::channel();
        self.order(Order::Destroy(how, reply));
        answer.await.unwrap_or_else(|_| Err(self.gone()))
    }

    /// Keeps it from being forgotten; undone by [`Guest::unpin`].
    pub(crate) fn pin(&self) {
        self.pins.fetch_add(1, Ordering::SeqCst);
    }

    /// Lets it be forgotten when it is neither defined nor active.
    pub(crate) fn unpin(&self) {
        self.pins.fetch_sub(1, Ordering::SeqCst);
        self.order(Order::Reconsider);
    }

    /// Whether nobody is about to give it a job.
    pub(crate) fn is_unpinned(&self) -> bool {
        self.pins.load(Ordering::SeqCst) == 0
    }

    /// The handles of its process; an error when it is not active.
    pub(crate) fn control(&self) -> Result<Arc<Control>> {
        let view = self.view.load();
        view.control.clone().ok_or_else(|| self.not_running())
    }

    /// The error of an operation that needs a running guest.
    pub(crate) fn not_running(&self) -> Error {
        self.about(Error::new(ErrorCode::OperationInvalid, ErrorDomain::Qemu, "domain is not running"))
    }

    /// The error of an operation on a guest that was removed.
    pub(crate) fn gone(&self) -> Error {
        let view = self.view.load();
        let detail = format!("no domain with matching uuid '{}' ({})", view.uuid, view.name);
        self.about(Error::new(ErrorCode::NoDomain, ErrorDomain::Qemu, detail))
    }

    /// An error about this guest.
    pub(crate) fn about(&self, error: Error) -> Error {
        let view = self.view.load();
        error.with_object(ObjectKind::Domain, view.name.as_str(), Some(view.uuid.to_string()))
    }
}
