//! Processes: the interface and its values.

use std::ffi::OsString;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use nix::sys::signal::Signal;

use crate::{BoxFuture, FileLock, HostResult};

/// Starting processes, and finding those that run.
pub trait Processes: Send + Sync {
    /// Starts a program. Returns once the program has replaced the child's image, or with the reason why it could not.
    ///
    /// *Behavior*
    /// - The child has exactly the stated environment and descriptors, default signal handling and an empty signal mask.
    /// - With a lock, the child itself writes its pid into the lock file before it becomes the program: whoever finds
    ///   the lock held afterwards finds the pid too, even when this process was killed in between.
    /// - A program that could not be run leaves no process.
    fn spawn(&self, spec: ProcessSpec) -> HostResult<Box<dyn Process>>;

    /// Watches a process that somebody else started. The error is ESRCH when it is gone or is another one.
    fn adopt(&self, pid: i32, identity: Identity<'_>) -> HostResult<Box<dyn Process>>;

    /// Runs a helper program to its end, feeding it `input`. After `within` it is killed; the error is ETIMEDOUT.
    ///
    /// Output beyond a limit is read and thrown away, and marked as truncated. The spec's own stdin, stdout and stderr
    /// are not used.
    fn run(
        &self,
        spec: ProcessSpec,
        input: Vec<u8>,
        limits: OutputLimits,
        within: Duration,
    ) -> BoxFuture<'_, HostResult<Output>>;

    /// When a process started, in clock ticks since boot: with the pid, it names a process for as long as the machine
    /// is up. The error is ESRCH when there is none.
    fn start_time(&self, pid: i32) -> HostResult<u64>;
}

/// A running or ended process.
///
/// Dropping it neither stops the process nor leaves a zombie.
pub trait Process: Send + Sync {
    /// Its process id.
    fn pid(&self) -> i32;

    /// The pidfd: it names this process even after its pid was given to another one.
    fn descriptor(&self) -> BorrowedFd<'_>;

    /// When it started, in clock ticks since boot.
    fn start_time(&self) -> u64;

    /// Waits for its end. May be called again and by several tasks; dropping the future loses nothing.
    fn wait(&self) -> BoxFuture<'_, Exit>;

    /// How it ended, or `None` while it runs.
    fn try_wait(&self) -> Option<Exit>;

    /// Whether its end has begun: it runs no more of its program, though its descriptors, and with them its locks, may
    /// still be there until the kernel has closed them.
    fn is_ending(&self) -> bool {
        self.try_wait().is_some()
    }

    /// Sends a signal. The error is ESRCH when it has ended.
    fn signal(&self, signal: Signal) -> HostResult<()>;

    /// Sends a signal to it and to all processes that it started and that stayed in its group. Only for a process that
    /// leads a session of its own (see [`ProcessSpec::new_session`]). The error is ESRCH when it has ended.
    fn signal_group(&self, signal: Signal) -> HostResult<()> {
        self.signal(signal)
    }

    /// What it used so far.
    fn usage(&self) -> HostResult<ProcessUsage>;

    /// What each of its threads used so far.
    fn threads(&self) -> HostResult<Vec<ThreadUsage>>;
}

/// A program to start. [`ProcessSpec::new`] gives an empty environment, `/` as directory, and null for the standard
/// streams.
#[derive(Debug)]
pub struct ProcessSpec {
    /// The program's path; it is not searched for.
    pub program: PathBuf,
    /// Its arguments, without the program's name.
    pub arguments: Vec<OsString>,
    /// Its whole environment.
    pub environment: Vec<(OsString, OsString)>,
    /// Its working directory.
    pub directory: PathBuf,
    /// Standard input; null when not given.
    pub stdin: Option<OwnedFd>,
    /// Standard output; null when not given.
    pub stdout: Option<OwnedFd>,
    /// Standard error; null when not given.
    pub stderr: Option<OwnedFd>,
    /// Further descriptors; every other one is closed.
    pub descriptors: Vec<PassedDescriptor>,
    /// A lock that the child holds until it ends. It gets the first number above all passed descriptors.
    pub lock: Option<FileLock>,
    /// Whether it leads a session of its own, without a terminal.
    pub new_session: bool,
    /// Whether the kernel kills it when the thread that started it ends, however that happens. For what must not outlive
    /// us, started by a thread that lasts.
    pub ends_with_starter: bool,
    /// Its file mode creation mask; ours when not given.
    pub umask: Option<u32>,
    /// Its resource limits.
    pub limits: ResourceLimits,
}

/// A descriptor for a child.
#[derive(Debug)]
pub struct PassedDescriptor {
    /// The number it has in the child, 3 or above.
    pub number: i32,
    /// The descriptor; our copy is closed after the start.
    pub descriptor: OwnedFd,
}

/// Resource limits, soft and hard; `None` inherits ours, `u64::MAX` is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResourceLimits {
    /// Bytes of a core dump.
    pub core: Option<u64>,
    /// Open files.
    pub open_files: Option<u64>,
    /// Bytes of locked memory.
    pub locked_memory: Option<u64>,
}

impl ProcessSpec {
    /// A program without arguments.
    pub fn new(program: impl Into<PathBuf>) -> ProcessSpec {
        ProcessSpec {
            program: program.into(),
            arguments: Vec::new(),
            environment: Vec::new(),
            directory: PathBuf::from("/"),
            stdin: None,
            stdout: None,
            stderr: None,
            descriptors: Vec::new(),
            lock: None,
            new_session: false,
            ends_with_starter: false,
            umask: None,
            limits: ResourceLimits::default(),
        }
    }

    /// Adds an argument.
    #[must_use]
    pub fn argument(mut self, argument: impl Into<OsString>) -> ProcessSpec {
        self.arguments.push(argument.into());
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn arguments<A: Into<OsString>>(mut self, arguments: impl IntoIterator<Item = A>) -> ProcessSpec {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Adds an environment variable.
    #[must_use]
    pub fn variable(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> ProcessSpec {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Passes a descriptor at this number.
    #[must_use]
    pub fn descriptor(mut self, number: i32, descriptor: OwnedFd) -> ProcessSpec {
        self.descriptors.push(PassedDescriptor { number, descriptor });
        self
    }
}

/// What proves that a pid still is the process one means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity<'a> {
    /// It started at this time (see [`Process::start_time`]).
    StartTime(u64),
    /// The lock of this file is held, and the file names the pid.
    Lock(&'a Path),
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It exited with this status.
    Code(i32),
    /// This signal killed it (the number: real-time signals have no name).
    Signal(i32),
    /// It ended, and its status went to its parent: it was adopted, or somebody else in this process waited for it.
    Gone,
}

impl Exit {
    /// Whether it exited with status 0.
    pub fn success(self) -> bool {
        self == Exit::Code(0)
    }
}

impl std::fmt::Display for Exit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Exit::Code(code) => write!(formatter, "exit status {code}"),
            Exit::Signal(number) => match Signal::try_from(*number) {
                Ok(signal) => write!(formatter, "killed by signal {number} ({signal})"),
                Err(_) => write!(formatter, "killed by signal {number}"),
            },
            Exit::Gone => formatter.write_str("gone"),
        }
    }
}

/// How much output of a helper program to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutputLimits {
    /// Bytes of standard output.
    pub stdout: usize,
    /// Bytes of standard error.
    pub stderr: usize,
}

impl Default for OutputLimits {
    fn default() -> OutputLimits {
        OutputLimits { stdout: 1 << 20, stderr: 64 << 10 }
    }
}

/// What a helper program gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// How it ended.
    pub exit: Exit,
    /// Its standard output, up to the limit.
    pub stdout: Vec<u8>,
    /// Its standard error, up to the limit.
    pub stderr: Vec<u8>,
    /// Whether there was more than a limit allowed.
    pub truncated: bool,
}

/// What a process used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProcessUsage {
    /// CPU time in user mode.
    pub user: Duration,
    /// CPU time in the kernel.
    pub system: Duration,
    /// Resident memory in bytes.
    pub resident: u64,
}

/// What a thread used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadUsage {
    /// Its thread id.
    pub id: i32,
    /// Its name.
    pub name: String,
    /// CPU time in user mode.
    pub user: Duration,
    /// CPU time in the kernel.
    pub system: Duration,
    /// The CPU it ran on last.
    pub cpu: u32,
}
