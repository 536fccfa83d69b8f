//! Jobs: work that changes a guest, one at a time, in the order in which it was asked for.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use ferrovirt_api::deadline;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use tokio::sync::oneshot;

use super::Guest;

/// How long a job waits for those before it.
const WAIT_LIMIT: Duration = Duration::from_secs(30);

/// The work of a job that has begun.
pub(super) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A job that waits for its turn.
pub(super) struct Job {
    pub(super) name: &'static str,
    begin: Box<dyn FnOnce(Arc<Guest>) -> Option<Work> + Send>,
}

impl Job {
    /// A job of the owner's own.
    pub(super) fn of<F>(name: &'static str, work: impl FnOnce(Arc<Guest>) -> F + Send + 'static) -> Job
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Job { name, begin: Box::new(move |guest| Some(Box::pin(work(guest)))) }
    }

    /// Begins, unless whoever asked has given up.
    pub(super) fn begin(self, guest: Arc<Guest>) -> Option<Work> {
        (self.begin)(guest)
    }
}

/// Why a job did not give a result.
pub(crate) enum JobFailure {
    /// The guest was removed before the job's turn.
    Gone,
    /// It failed.
    Failed(Error),
}

impl Guest {
    /// Carries out `work` when it is its turn.
    ///
    /// Dropping the future before that turn means that the work is never begun; work that has begun goes on to its end.
    pub(crate) async fn job<T, F>(
        self: &Arc<Guest>,
        name: &'static str,
        work: impl FnOnce(Arc<Guest>) -> F + Send + 'static,
    ) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        self.try_job(name, work).await.map_err(|failure| match failure {
            JobFailure::Gone => self.gone(),
            JobFailure::Failed(error) => error,
        })
    }

    /// As [`Guest::job`], for callers who can do something about a guest that is gone.
    pub(crate) async fn try_job<T, F>(
        self: &Arc<Guest>,
        name: &'static str,
        work: impl FnOnce(Arc<Guest>) -> F + Send + 'static,
    ) -> Result<T, JobFailure>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let (starting, started) = oneshot::channel();
        let begin = move |guest: Arc<Guest>| -> Option<Work> {
            // A caller that gave up has dropped both receivers; one that is about to must not find the work begun.
            if reply.is_closed() || starting.send(()).is_err() {
                return None;
            }
            Some(Box::pin(async move {
                // Nobody may be there any more to hear the result; events tell of it.
                let _ = reply.send(work(guest).await);
            }))
        };
        let queued = async {
            let job = Job { name, begin: Box::new(begin) };
            self.jobs.send(job).await.map_err(|_| Error::internal(ErrorDomain::Qemu, ""))?;
            started.await.map_err(|_| Error::internal(ErrorDomain::Qemu, ""))
        };
        match deadline::within(Some(WAIT_LIMIT), queued).await {
            Ok(()) => {}
            Err(error) if error.code() == ErrorCode::OperationTimeout => return Err(JobFailure::Failed(self.busy())),
            Err(_) => return Err(JobFailure::Gone),
        }
        match answer.await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(JobFailure::Failed(error)),
            Err(_) => {
                let detail = format!("the job '{name}' of domain '{}' ended without result", self.view().name);
                Err(JobFailure::Failed(Error::internal(ErrorDomain::Qemu, detail)))
            }
        }
    }

    fn busy(&self) -> Error {
        let holder = self.view().job.map_or("none", |job| job.name);
        Error::new(
            ErrorCode::OperationTimeout,
            ErrorDomain::Qemu,
            format!("cannot acquire state change lock (held by job '{holder}')"),
        )
        .with_hint("the domain is busy with another operation; try again, or destroy it")
    }
}

/// Drives the work of the running job; never ends while there is none. A panic in it ends the job, not the guest's owner.
pub(super) async fn drive(running: &mut Option<Work>) {
    poll_fn(|context| match running {
        None => Poll::Pending,
        Some(work) => catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))).unwrap_or(Poll::Ready(())),
    })
    .await;
    *running = None;
}
