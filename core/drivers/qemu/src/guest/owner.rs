//! The task that owns a guest.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use ferrovirt_api::{
    DomainEventKind, DomainEventType, DomainShutdownReason, DomainShutoffReason, Error, ErrorCode, ErrorDomain, Result,
};
use ferrovirt_host::{Exit, Process, Signal};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

use super::Guest;
use super::job::{self, Job, Work};
use super::state::{State, stopped_detail, unexpected_detail};
use crate::instance::Instance;
use crate::qmp::{Event, Events};
use crate::{status, stop};

/// How long a QEMU may take to end by itself once it was told to, before it is killed. It writes out what it caches.
const GRACE: Duration = Duration::from_secs(5);

/// The same where the caller forbids to kill it.
const LONG_GRACE: Duration = Duration::from_secs(15);

/// How long the last words of an ended QEMU's monitor may take: they are in the socket already.
const LAST_EVENTS: Duration = Duration::from_millis(200);

/// How a process is to be ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Destroy {
    /// Never kill it: fail instead.
    pub(crate) graceful: bool,
    /// Why the guest is off afterwards.
    pub(crate) reason: DomainShutoffReason,
}

/// A process that the owner shall watch.
pub(crate) struct Attachment {
    /// QEMU.
    pub(crate) process: Arc<dyn Process>,
    /// What it reports.
    pub(crate) events: Option<Events>,
    /// Whether it is still being started: then its end is the start's business.
    pub(crate) starting: bool,
}

/// What the owner is told besides jobs.
pub(crate) enum Order {
    /// End the process.
    Destroy(Destroy, oneshot::Sender<Result<()>>),
    /// Watch a process.
    Watch(Attachment),
    /// Hear what the watched process reports.
    Listen(Events),
    /// The start has succeeded: the end of the process is the owner's business from now on.
    Started,
    /// The start has failed and cleaned up.
    Unwatch,
    /// Somebody who kept the guest from being forgotten is done.
    Reconsider,
    /// The instance is gone.
    End,
}

/// A process on its way out.
struct Ending {
    reason: DomainShutoffReason,
    graceful: bool,
    give_up: Option<Instant>,
    waiting: Vec<oneshot::Sender<Result<()>>>,
}

pub(super) struct Owner {
    pub(super) guest: Arc<Guest>,
    pub(super) instance: Weak<Instance>,
    jobs: mpsc::Receiver<Job>,
    orders: mpsc::UnboundedReceiver<Order>,
    /// Jobs of our own, which go before others'.
    pub(super) own_jobs: VecDeque<Job>,
    running: Option<Work>,
    watched: Option<Attachment>,
    exit: Option<Exit>,
    ending: Option<Ending>,
    /// Those who want a guest to end that is still being started.
    after_start: Vec<(Destroy, oneshot::Sender<Result<()>>)>,
    /// Whether QEMU told that the guest shut down.
    pub(super) saw_shutdown: bool,
    /// Whether the status file no longer tells the truth.
    stale_status: bool,
}

/// What woke the owner.
enum Wake {
    Order(Option<Order>),
    Event(Option<Box<Event>>),
    Exit(Exit),
    GiveUp,
    JobDone,
    Job(Option<Job>),
}

impl Owner {
    pub(super) fn new(
        guest: Arc<Guest>,
        instance: Weak<Instance>,
        jobs: mpsc::Receiver<Job>,
        orders: mpsc::UnboundedReceiver<Order>,
    ) -> Owner {
        Owner {
            guest,
            instance,
            jobs,
            orders,
            own_jobs: VecDeque::new(),
            running: None,
            watched: None,
            exit: None,
            ending: None,
            after_start: Vec::new(),
            saw_shutdown: false,
            stale_status: false,
        }
    }

    pub(super) async fn run(mut self) {
        loop {
            match self.next().await {
                Wake::Order(None | Some(Order::End)) | Wake::Job(None) => return,
                Wake::Order(Some(order)) => self.obey(order).await,
                Wake::Event(Some(event)) => self.handle_event(*event),
                Wake::Event(None) => self.monitor_ended(),
                Wake::Exit(exit) => self.process_ended(exit).await,
                Wake::GiveUp => self.give_up(),
                Wake::JobDone => {
                    self.guest.update(|view| view.job = None);
                }
                Wake::Job(Some(job)) => self.begin(job),
            }
            self.serve_after_start();
            if self.stale_status {
                self.save_status().await;
            }
            if self.is_idle() && self.try_forget() {
                return;
            }
        }
    }

    /// Waits for the first of all that can wake the owner. Events come before jobs: what QEMU reported before it
    /// answered a job's command must be known when the job goes on.
    async fn next(&mut self) -> Wake {
        let may_begin = self.running.is_none() && self.ending.is_none();
        if may_begin && let Some(job) = self.own_jobs.pop_front() {
            return Wake::Job(Some(job));
        }
        let (events, process) = match &mut self.watched {
            Some(watched) => (watched.events.as_mut(), self.exit.is_none().then(|| watched.process.clone())),
            None => (None, None),
        };
        let give_up = self.ending.as_ref().and_then(|ending| ending.give_up);
        tokio::select! {
            biased;
            order = self.orders.recv() => Wake::Order(order),
            event = next_event(events) => Wake::Event(event.map(Box::new)),
            exit = end_of(process) => Wake::Exit(exit),
            () = at(give_up) => Wake::GiveUp,
            () = job::drive(&mut self.running) => Wake::JobDone,
            job = self.jobs.recv(), if may_begin => Wake::Job(job),
        }
    }

    fn begin(&mut self, job: Job) {
        let name = job.name;
        let Some(work) = job.begin(self.guest.clone()) else { return };
        let began = self.instance.upgrade().map(|instance| instance.now()).unwrap_or_default();
        self.guest.update(|view| view.job = Some(super::view::JobMark { name, began }));
        self.running = Some(work);
    }

    async fn obey(&mut self, order: Order) {
        match order {
            Order::Destroy(how, reply) => self.destroy(how, Some(reply)),
            Order::Watch(attachment) => {
                self.exit = None;
                self.saw_shutdown = false;
                self.guest.forget_expectations();
                let early = !self.after_start.is_empty();
                if early {
                    end(&*attachment.process);
                }
                self.watched = Some(attachment);
            }
            Order::Listen(events) => {
                if let Some(watched) = &mut self.watched {
                    watched.events = Some(events);
                }
            }
            Order::Started => {
                if let Some(watched) = &mut self.watched {
                    watched.starting = false;
                }
                if let Some(exit) = self.exit {
                    self.finish(exit).await;
                }
            }
            Order::Unwatch => {
                self.watched = None;
                self.exit = None;
            }
            Order::Reconsider | Order::End => {}
        }
    }

    /// Begins to end the process; the replies come when it has.
    pub(super) fn destroy(&mut self, how: Destroy, reply: Option<oneshot::Sender<Result<()>>>) {
        if let Some(ending) = &mut self.ending {
            if !how.graceful {
                ending.graceful = false;
                let limit = Instant::now() + GRACE;
                ending.give_up = Some(ending.give_up.map_or(limit, |old| old.min(limit)));
            }
            ending.waiting.extend(reply);
            return;
        }
        match &self.watched {
            Some(watched) if !watched.starting => {
                end(&*watched.process);
                let grace = if how.graceful { LONG_GRACE } else { GRACE };
                self.ending = Some(Ending {
                    reason: how.reason,
                    graceful: how.graceful,
                    give_up: Some(Instant::now() + grace),
                    waiting: reply.into_iter().collect(),
                });
            }
            watched if watched.is_some() || self.is_starting() => {
                if let Some(watched) = watched {
                    end(&*watched.process);
                }
                self.after_start.extend(reply.map(|reply| (how, reply)));
            }
            _ => {
                if let Some(reply) = reply {
                    let _ = reply.send(Err(self.guest.not_running()));
                }
            }
        }
    }

    fn is_starting(&self) -> bool {
        self.guest.view().job.is_some_and(|job| job.name == crate::start::JOB_NAME)
    }

    /// Once a start has ended, those who wanted the guest gone meanwhile get what they want. Its job and its last order
    /// come in any order.
    fn serve_after_start(&mut self) {
        if self.running.is_some() || self.watched.as_ref().is_some_and(|watched| watched.starting) {
            return;
        }
        for (how, reply) in std::mem::take(&mut self.after_start) {
            match self.watched {
                Some(_) => self.destroy(how, Some(reply)),
                None => drop(reply.send(Ok(()))),
            }
        }
    }

    fn give_up(&mut self) {
        let Some(ending) = &mut self.ending else { return };
        if ending.graceful {
            let waiting = std::mem::take(&mut ending.waiting);
            self.ending = None;
            for reply in waiting {
                let detail = "failed to terminate the QEMU process with SIGTERM";
                let error = Error::new(ErrorCode::OperationFailed, ErrorDomain::Qemu, detail)
                    .with_hint("destroy the domain without the flag 'graceful' to kill the process");
                let _ = reply.send(Err(self.guest.about(error)));
            }
            return;
        }
        ending.give_up = None;
        if let Some(watched) = &self.watched {
            // It may have ended at this moment; then that will be heard.
            let _ = watched.process.signal(Signal::SIGKILL);
        }
    }

    fn monitor_ended(&mut self) {
        let Some(watched) = &mut self.watched else { return };
        watched.events = None;
        if watched.starting || self.ending.is_some() {
            return;
        }
        // Usually QEMU is about to be gone; if it is not, nobody can control it any more.
        if watched.process.try_wait().is_none() {
            self.guest.update(|view| view.monitor_broken = true);
        }
    }

    async fn process_ended(&mut self, exit: Exit) {
        self.exit = Some(exit);
        if self.watched.as_ref().is_some_and(|watched| !watched.starting) {
            self.finish(exit).await;
        }
    }

    /// The process has ended: tells why, clears what it left, and publishes that it is off.
    async fn finish(&mut self, exit: Exit) {
        self.hear_last_events().await;
        self.watched = None;
        self.exit = None;
        let ending = self.ending.take();
        let before = self.guest.snapshot();
        let wanted = ending.as_ref().map(|ending| ending.reason);
        let wanted = wanted.or_else(|| self.after_start.first().map(|(how, _)| how.reason));
        let reason = match wanted {
            Some(reason) => reason,
            None if self.saw_shutdown => DomainShutoffReason::Shutdown,
            None => DomainShutoffReason::Crashed,
        };
        if let Some(instance) = self.instance.upgrade() {
            stop::clean_up(&instance, &before, reason, exit).await;
        }
        self.guest.update(|view| {
            view.state = State::ShutOff(reason);
            view.id = -1;
            view.live = None;
            view.control = None;
            view.agent_connected = false;
            view.monitor_broken = false;
            view.updated = false;
        });
        let detail = if wanted.is_some() { stopped_detail(reason) } else { unexpected_detail(reason) };
        self.guest.emit_lifecycle(DomainEventType::Stopped, detail.number());
        for reply in ending.into_iter().flat_map(|ending| ending.waiting) {
            let _ = reply.send(Ok(()));
        }
    }

    async fn hear_last_events(&mut self) {
        let until = Instant::now() + LAST_EVENTS;
        while let Some(events) = self.watched.as_mut().and_then(|watched| watched.events.as_mut()) {
            match tokio::time::timeout_at(until, events.recv()).await {
                Ok(Some(event)) => self.handle_event(event),
                Ok(None) | Err(_) => return,
            }
        }
    }

    /// Keeps the status file true. While the guest starts that is the start's business.
    async fn save_status(&mut self) {
        self.stale_status = false;
        if self.watched.as_ref().is_none_or(|watched| watched.starting) {
            return;
        }
        if let Some(instance) = self.instance.upgrade() {
            // A file that is behind costs a reason, no more: who attaches asks QEMU for its state.
            let _ = status::save(&instance, &self.guest.snapshot()).await;
        }
    }

    fn is_idle(&self) -> bool {
        self.running.is_none() && self.own_jobs.is_empty() && self.watched.is_none() && self.ending.is_none()
    }

    /// Forgets a guest that is neither defined nor active. Jobs that still wait hear that it is gone.
    fn try_forget(&mut self) -> bool {
        if self.guest.view().exists() || !self.guest.is_unpinned() {
            return false;
        }
        match self.instance.upgrade() {
            Some(instance) => instance.table().forget(&self.guest),
            None => true,
        }
    }

    /// Sets the state, tells the listeners, and keeps the status file true.
    pub(super) fn enter(&mut self, state: State) {
        self.guest.update(|view| view.state = state);
        self.stale_status = true;
    }

    /// What the status file says of the guest is no longer all.
    pub(super) fn note_stale_status(&mut self) {
        self.stale_status = true;
    }

    /// Publishes an event about the guest.
    pub(super) fn emit(&self, kind: DomainEventKind) {
        self.guest.emit(kind);
    }

    pub(super) fn is_ending(&self) -> bool {
        self.ending.is_some()
    }

    pub(super) fn note_shutdown(&mut self) {
        self.saw_shutdown = true;
        self.enter(State::Shutdown(DomainShutdownReason::User));
    }
}

/// Tells a process to end. One that was stopped by a signal must be woken to hear it.
fn end(process: &dyn Process) {
    // It may have ended already; then that will be heard.
    let _ = process.signal(Signal::SIGTERM);
    let _ = process.signal(Signal::SIGCONT);
}

async fn next_event(events: Option<&mut Events>) -> Option<Event> {
    match events {
        Some(events) => events.recv().await,
        None => std::future::pending().await,
    }
}

async fn end_of(process: Option<Arc<dyn Process>>) -> Exit {
    match process {
        Some(process) => process.wait().await,
        None => std::future::pending().await,
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
