//! Operations that take long, as objects: how far they are, ending them, waiting for them.
//!
//! The operation runs on the I/O threads from the moment it is started, whether anybody waits or not; who lets go of the
//! object changes nothing. This module must not know what any operation does: how to learn about it is its
//! [`Tracking`].

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::domain::Domain;
use crate::error::{Error, ErrorCode, ErrorDomain, Result};
use crate::event::{Event, EventSubscription};
use crate::event_filter::{EventFilter, EventSource};
use crate::generated::types::{
    DomainBlockJobAbortFlags, DomainBlockJobInfoFlags, DomainBlockJobStatus, DomainEventKind,
};
use crate::runtime;

/// How many events of a guest may wait while a job of one of its disks is followed.
const EVENTS: usize = 1024;

/// Where an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongOperationState {
    /// It goes on.
    Running,
    /// It did what it was asked to.
    Finished,
    /// It failed; waiting for it gives the error.
    Failed,
    /// It was ended before it was done.
    Cancelled,
}

/// How far an operation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongOperationProgress {
    /// Where it is.
    pub state: LongOperationState,
    /// How much is done, in bytes or a unit of the operation's own; nothing when nobody knows.
    pub done: Option<u64>,
    /// How much there is to do, in the same unit; it can move. Nothing when nobody knows.
    pub total: Option<u64>,
}

/// How to learn about an operation while it goes on, and how to end it.
pub enum Tracking {
    /// Nobody can be asked; it is ended by giving up the call.
    Call,
    /// It is the job of a guest.
    Job(Domain),
    /// It is the job of a disk, which begins with the call and goes on after it.
    BlockJob(Domain, String),
    /// It counts for itself.
    Counter(Arc<Counter>),
}

/// What an operation counts for itself.
#[derive(Default)]
pub struct Counter(Mutex<(u64, Option<u64>)>);

impl Counter {
    /// Of this many.
    pub fn of(total: Option<u64>) -> Counter {
        Counter(Mutex::new((0, total)))
    }

    /// So many more are done.
    pub fn add(&self, more: u64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.0 = counted.0.saturating_add(more);
    }

    fn read(&self) -> (u64, Option<u64>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An operation that takes long, on its way.
pub struct LongOperation<T> {
    /// The result once it is there.
    result: watch::Receiver<Option<Result<T>>>,
    settle: Arc<watch::Sender<Option<Result<T>>>>,
    task: AbortHandle,
    tracking: Tracking,
}

impl<T: Clone + Send + Sync + 'static> LongOperation<T> {
    /// Starts it. The call begins on the I/O threads.
    pub fn start<F>(tracking: Tracking, call: F) -> Result<LongOperation<T>>
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let (sender, result) = watch::channel(None);
        let settle = Arc::new(sender);
        let follow = match &tracking {
            Tracking::BlockJob(domain, disk) => Some(BlockJob::listen(domain, disk)?),
            _ => None,
        };
        let settling = Settling(Arc::clone(&settle));
        let task = runtime::spawn(async move {
            let mut result = call.await;
            if let (Ok(_), Some(job)) = (&result, follow)
                && let Err(error) = job.over().await
            {
                result = Err(error);
            }
            first(&settling.0, result);
        })?;
        Ok(LongOperation { result, settle, task: task.abort_handle(), tracking })
    }

    /// How far it is.
    pub async fn progress(&self) -> Result<LongOperationProgress> {
        if let Some(state) = self.end() {
            let (done, total) = match &self.tracking {
                Tracking::Counter(counter) => some(counter.read()),
                _ => (None, None),
            };
            return Ok(LongOperationProgress { state, done, total });
        }
        let amounts = match &self.tracking {
            Tracking::Call => Ok((None, None)),
            Tracking::Counter(counter) => Ok(some(counter.read())),
            Tracking::Job(domain) => domain.job_info().await.map(|job| match job.data_total {
                0 => (None, None),
                total => (Some(job.data_processed), Some(total)),
            }),
            Tracking::BlockJob(domain, disk) => domain
                .block_job_info(disk, DomainBlockJobInfoFlags::empty())
                .await
                .map(|job| job.map_or((None, None), |job| (Some(job.current), Some(job.end)))),
        };
        let (done, total) = match amounts {
            Ok(amounts) => amounts,
            // Drivers that know nothing of jobs do the work all the same.
            Err(error) if error.code() == ErrorCode::NoSupport => (None, None),
            // It may have ended, and the guest with it, while it was asked about.
            Err(_) if self.end().is_some() => (None, None),
            Err(error) => return Err(error),
        };
        Ok(LongOperationProgress { state: self.end().unwrap_or(LongOperationState::Running), done, total })
    }

    /// Ends it before it is done. It is over only when [`finished`](LongOperation::finished) says so. What a driver cannot
    /// end is given up: a step that had begun goes on in the background. Does nothing when it is over.
    pub async fn cancel(&self) -> Result<()> {
        if self.end().is_some() {
            return Ok(());
        }
        let asked = match &self.tracking {
            Tracking::Call | Tracking::Counter(_) => None,
            Tracking::Job(domain) => Some(domain.abort_job().await),
            Tracking::BlockJob(domain, disk) => {
                Some(domain.block_job_abort(disk, DomainBlockJobAbortFlags::ASYNC).await)
            }
        };
        match asked {
            Some(Ok(())) => Ok(()),
            // It has ended by itself meanwhile.
            Some(Err(_)) if self.end().is_some() => Ok(()),
            Some(Err(error)) if error.code() != ErrorCode::NoSupport => Err(error),
            _ => {
                first(&self.settle, Err(given_up()));
                self.task.abort();
                Ok(())
            }
        }
    }

    /// Waits until it is over, and gives its result. Giving up the wait does not end the operation.
    pub async fn finished(&self) -> Result<T> {
        let mut result = self.result.clone();
        let settled = result.wait_for(Option::is_some).await;
        let result = settled.ok().and_then(|result| result.clone());
        result.unwrap_or_else(|| Err(lost()))
    }

    /// How it ended, if it did.
    fn end(&self) -> Option<LongOperationState> {
        self.result.borrow().as_ref().map(|result| match result {
            Ok(_) => LongOperationState::Finished,
            Err(error) if error.code() == ErrorCode::OperationAborted => LongOperationState::Cancelled,
            Err(_) => LongOperationState::Failed,
        })
    }
}

fn some((done, total): (u64, Option<u64>)) -> (Option<u64>, Option<u64>) {
    (Some(done), total)
}

/// The first result counts.
fn first<T>(settle: &watch::Sender<Option<Result<T>>>, result: Result<T>) {
    settle.send_if_modified(|settled| {
        let is_first = settled.is_none();
        if is_first {
            *settled = Some(result);
        }
        is_first
    });
}

/// Sees to it that nobody waits for ever, whatever becomes of the task.
struct Settling<T>(Arc<watch::Sender<Option<Result<T>>>>);

impl<T> Drop for Settling<T> {
    fn drop(&mut self) {
        first(&self.0, Err(lost()));
    }
}

fn lost() -> Error {
    Error::internal(ErrorDomain::Thread, "the operation ended before its time")
}

fn given_up() -> Error {
    Error::new(ErrorCode::OperationAborted, ErrorDomain::None, "the operation was cancelled")
        .with_hint("a step that had begun goes on in the background; events tell its outcome")
}

/// The job of a disk that is followed to its end.
struct BlockJob {
    domain: Domain,
    disk: String,
    events: EventSubscription,
}

impl BlockJob {
    /// Listens before the job begins, so that its end cannot be missed.
    fn listen(domain: &Domain, disk: &str) -> Result<BlockJob> {
        let filter = EventFilter::of(EventSource::Domain(domain.uuid()));
        let events = domain.connection().subscribe(filter, EVENTS)?;
        Ok(BlockJob { domain: domain.clone(), disk: disk.to_owned(), events })
    }

    /// Waits for its end, or until it only keeps its copy up to date.
    async fn over(self) -> Result<()> {
        while let Some(event) = self.events.next().await {
            let status = match event {
                Event::Domain(event) => match event.kind {
                    DomainEventKind::BlockJob { disk, path, status, .. }
                        if disk == self.disk || path.as_deref() == Some(&self.disk) =>
                    {
                        status
                    }
                    _ => continue,
                },
                // Its end may be among what is missing.
                Event::Gap { .. } => {
                    let job = self.domain.block_job_info(&self.disk, DomainBlockJobInfoFlags::empty()).await?;
                    match job {
                        Some(_) => continue,
                        None => return Ok(()),
                    }
                }
                _ => continue,
            };
            return match status {
                DomainBlockJobStatus::Completed | DomainBlockJobStatus::Ready => Ok(()),
                DomainBlockJobStatus::Canceled => Err(Error::new(
                    ErrorCode::OperationAborted,
                    ErrorDomain::Domain,
                    format!("the job of disk '{}' was cancelled", self.disk),
                )),
                _ => Err(Error::new(
                    ErrorCode::OperationFailed,
                    ErrorDomain::Domain,
                    format!("the job of disk '{}' failed", self.disk),
                )),
            };
        }
        Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::None, "the connection has ended")
            .with_hint("the job goes on in the hypervisor; a new connection can ask about it"))
    }
}

#[cfg(test)]
mod tests;
