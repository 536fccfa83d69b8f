//! A process of a scripted host: the side that the code under test sees, and the side that a test plays.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use nix::errno::Errno;
use tokio::sync::{mpsc, watch};

use super::journal::Operation;
use super::{ScriptedHost, memory};
use crate::{
    BoxFuture, Exit, FileLock, HostResult, PassedDescriptor, Process, ProcessSpec, ProcessUsage, ResourceLimits,
    Signal, ThreadUsage,
};

/// What a program does: called with each process that is started from it.
pub(super) type Program = Arc<dyn Fn(ScriptedChild) + Send + Sync>;

/// A process as the kernel would know it.
pub(super) struct Record {
    pub pid: i32,
    pub start_time: u64,
    exit: watch::Sender<Option<Exit>>,
    inner: Mutex<Inner>,
    signals: mpsc::UnboundedSender<Signal>,
}

#[derive(Default)]
struct Inner {
    lock: Option<FileLock>,
    caught: BTreeSet<Signal>,
    usage: ProcessUsage,
    threads: Vec<ThreadUsage>,
}

impl Record {
    pub fn new(pid: i32, start_time: u64) -> (Arc<Record>, mpsc::UnboundedReceiver<Signal>) {
        let (signals, received) = mpsc::unbounded_channel();
        let inner = Mutex::new(Inner::default());
        (Arc::new(Record { pid, start_time, exit: watch::Sender::new(None), inner, signals }), received)
    }

    pub fn exit(&self) -> Option<Exit> {
        *self.exit.borrow()
    }

    pub async fn wait(&self) -> Exit {
        let mut exit = self.exit.subscribe();
        // The sender is ours, so it can't be gone.
        exit.wait_for(Option::is_some).await.ok().and_then(|exit| *exit).unwrap_or(Exit::Gone)
    }

    /// Ends it, once; what it held is released before anybody learns of it.
    pub fn end(&self, end: Exit) {
        if self.exit().is_none() {
            // Not dropped under our own lock: the release takes the host's.
            let lock = self.inner().lock.take();
            drop(lock);
            self.exit.send_if_modified(|exit| exit.is_none() && exit.replace(end).is_none());
        }
    }

    pub fn signal(&self, signal: Signal) -> Result<(), Errno> {
        if self.exit().is_some() {
            return Err(Errno::ESRCH);
        }
        // Nobody may listen.
        let _ = self.signals.send(signal);
        let harmless = matches!(
            signal,
            Signal::SIGSTOP | Signal::SIGCONT | Signal::SIGCHLD | Signal::SIGURG | Signal::SIGWINCH | Signal::SIGTSTP
        );
        let caught = self.inner().caught.contains(&signal);
        if signal == Signal::SIGKILL || !harmless && !caught {
            self.end(Exit::Signal(signal as i32));
        }
        Ok(())
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The process that a test plays: what it was started with, and its end.
///
/// Dropping this value does not end the process; without further orders it runs until a signal ends it.
pub struct ScriptedChild {
    record: Arc<Record>,
    signals: mpsc::UnboundedReceiver<Signal>,
    /// What it was started with.
    pub started: Started,
    /// Its standard input; null when not given.
    pub stdin: Option<OwnedFd>,
    /// Its standard output.
    pub stdout: Option<OwnedFd>,
    /// Its standard error.
    pub stderr: Option<OwnedFd>,
    /// The descriptors that were passed to it.
    pub descriptors: Vec<PassedDescriptor>,
}

/// How a process was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// Its process id.
    pub pid: i32,
    /// Its program.
    pub program: PathBuf,
    /// Its arguments, without the program's name.
    pub arguments: Vec<OsString>,
    /// Its environment.
    pub environment: Vec<(OsString, OsString)>,
    /// Its working directory.
    pub directory: PathBuf,
    /// The numbers of the passed descriptors.
    pub descriptors: Vec<i32>,
    /// The lock that it holds.
    pub lock: Option<PathBuf>,
    /// Whether it leads a session.
    pub new_session: bool,
    /// Whether it is killed when its starter ends.
    pub ends_with_starter: bool,
    /// Its mask.
    pub umask: Option<u32>,
    /// Its resource limits.
    pub limits: ResourceLimits,
}

impl ScriptedChild {
    pub(super) fn new(
        record: Arc<Record>,
        signals: mpsc::UnboundedReceiver<Signal>,
        spec: ProcessSpec,
    ) -> ScriptedChild {
        let started = Started {
            pid: record.pid,
            program: spec.program,
            arguments: spec.arguments,
            environment: spec.environment,
            directory: spec.directory,
            descriptors: spec.descriptors.iter().map(|passed| passed.number).collect(),
            lock: spec.lock.as_ref().map(|lock| lock.path().to_owned()),
            new_session: spec.new_session,
            ends_with_starter: spec.ends_with_starter,
            umask: spec.umask,
            limits: spec.limits,
        };
        // The process holds the lock, however long the test keeps this value.
        record.inner().lock = spec.lock;
        let (stdin, stdout, stderr) = (spec.stdin, spec.stdout, spec.stderr);
        ScriptedChild { record, signals, started, stdin, stdout, stderr, descriptors: spec.descriptors }
    }

    /// Its arguments as text.
    pub fn arguments(&self) -> Vec<String> {
        self.started.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect()
    }

    /// Takes the descriptor that was passed at this number.
    pub fn take_descriptor(&mut self, number: i32) -> Option<OwnedFd> {
        let index = self.descriptors.iter().position(|passed| passed.number == number)?;
        Some(self.descriptors.remove(index).descriptor)
    }

    /// What it was given on standard input, where that is a file.
    pub fn input(&self) -> Vec<u8> {
        self.stdin.as_ref().and_then(|stdin| memory::content(stdin).ok()).unwrap_or_default()
    }

    /// Prints to standard output.
    pub fn print(&self, text: impl AsRef<[u8]>) {
        write(self.stdout.as_ref(), text.as_ref());
    }

    /// Prints to standard error.
    pub fn complain(&self, text: impl AsRef<[u8]>) {
        write(self.stderr.as_ref(), text.as_ref());
    }

    /// These signals (SIGKILL never) don't end it from now on; [`ScriptedChild::next_signal`] tells of them.
    pub fn catch(&self, signals: impl IntoIterator<Item = Signal>) {
        self.record.inner().caught.extend(signals);
    }

    /// Waits for the next signal, be it fatal or not.
    pub async fn next_signal(&mut self) -> Option<Signal> {
        self.signals.recv().await
    }

    /// States what it used so far.
    pub fn uses(&self, usage: ProcessUsage, threads: Vec<ThreadUsage>) {
        let mut inner = self.record.inner();
        inner.usage = usage;
        inner.threads = threads;
    }

    /// It ends.
    pub fn exit(&self, exit: Exit) {
        self.record.end(exit);
    }

    /// It prints this, closes its descriptors and ends.
    pub fn finish(self, exit: Exit, output: impl AsRef<[u8]>) {
        self.print(output);
        let record = Arc::clone(&self.record);
        drop(self);
        record.end(exit);
    }
}

/// A test's output goes where it was told to; that nobody reads it is not the program's trouble.
fn write(target: Option<&OwnedFd>, text: &[u8]) {
    if let Some(copy) = target.and_then(|target| target.try_clone().ok()) {
        let _ = File::from(copy).write_all(text);
    }
}

/// The side that the code under test sees.
pub(super) struct Handle {
    host: ScriptedHost,
    record: Arc<Record>,
    child: bool,
    descriptor: OwnedFd,
}

impl Handle {
    pub fn new(host: &ScriptedHost, record: Arc<Record>, child: bool, descriptor: OwnedFd) -> Handle {
        Handle { host: host.clone(), record, child, descriptor }
    }

    fn running<T>(&self, operation: Operation, action: String, value: impl FnOnce(&Inner) -> T) -> HostResult<T> {
        drop(self.host.begin_other(operation, &action, self.record.pid.to_string())?);
        match self.record.exit() {
            None => Ok(value(&self.record.inner())),
            Some(_) => Err(crate::HostError::new(action, Errno::ESRCH)),
        }
    }

    /// What a deadline does.
    pub fn kill(&self) {
        self.record.end(Exit::Signal(Signal::SIGKILL as i32));
    }

    fn seen(&self, exit: Exit) -> Exit {
        if self.child { exit } else { Exit::Gone }
    }
}

impl Process for Handle {
    fn pid(&self) -> i32 {
        self.record.pid
    }

    fn descriptor(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }

    fn start_time(&self) -> u64 {
        self.record.start_time
    }

    fn wait(&self) -> BoxFuture<'_, Exit> {
        Box::pin(async move { self.seen(self.record.wait().await) })
    }

    fn try_wait(&self) -> Option<Exit> {
        self.record.exit().map(|exit| self.seen(exit))
    }

    fn signal(&self, signal: Signal) -> HostResult<()> {
        let action = format!("cannot send {signal} to process {}", self.record.pid);
        drop(self.host.begin_other(Operation::Signal, &action, format!("{signal} {}", self.record.pid))?);
        self.record.signal(signal).map_err(|errno| crate::HostError::new(action, errno))
    }

    fn usage(&self) -> HostResult<ProcessUsage> {
        let action = format!("cannot get resource usage of process {}", self.record.pid);
        self.running(Operation::Usage, action, |inner| inner.usage)
    }

    fn threads(&self) -> HostResult<Vec<ThreadUsage>> {
        let action = format!("cannot get threads of process {}", self.record.pid);
        self.running(Operation::Threads, action, |inner| inner.threads.clone())
    }
}
