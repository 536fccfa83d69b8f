//! An emulator that runs without a guest, for the time of one conversation.
//!
//! Each one has a directory of its own with an unpredictable name, so that any number of them run at once. Whatever
//! happens, also when nobody waits any more, the process ends and the directory goes.

use super::collect::Answers;
use crate::qmp::{Limits, Monitor, QmpError, connect};
use ferrovirt_error::{Error, ErrorDomain, ObjectKind, Result};
use ferrovirt_host::timeout;
use ferrovirt_host::{Access, Exit, FileKind, Host, Identity, LockState, OpenMode, Process, ProcessSpec, Signal};
use serde_json::Value;
use std::fmt;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How directories of probes are called.
const PREFIX: &str = "probe-";
const PID_FILE: &str = "qmp.pid";
const WORDS_FILE: &str = "stderr.log";
/// The number of its monitor's socket inside the emulator. The socket is connected from the beginning: a QEMU whose main
/// loop meets a new client while the monitor's thread still sets itself up (a busy host makes it likely) greets twice, or
/// never answers.
const MONITOR: i32 = 3;
/// How much of what an emulator says is kept.
const WORDS_MAX: usize = 16 << 10;
/// How long a process that hung up may take to end.
const END_PATIENCE: Duration = Duration::from_secs(1);

/// A running emulator and its directory. Dropping it ends both.
pub(super) struct ProbeProcess {
    host: Arc<dyn Host>,
    emulator: PathBuf,
    directory: PathBuf,
    /// Our end of its monitor, until the conversation.
    monitor: Option<OwnedFd>,
    process: Option<Box<dyn Process>>,
}

impl ProbeProcess {
    /// Starts an emulator with these accelerators, the best one first.
    pub(super) fn start(
        host: Arc<dyn Host>,
        emulator: &Path,
        accelerators: &str,
        library: &Path,
    ) -> Result<ProbeProcess> {
        check_executable(&*host, emulator)?;
        let mut random = [0; 8];
        host.system().fill_random(&mut random).map_err(|error| error.into_error(ErrorDomain::Qemu))?;
        let directory = library.join(format!("{PREFIX}{:016x}", u64::from_ne_bytes(random)));
        let mut probe = ProbeProcess { host, emulator: emulator.to_owned(), directory, monitor: None, process: None };
        probe.spawn(accelerators)?;
        Ok(probe)
    }

    fn spawn(&mut self, accelerators: &str) -> Result<()> {
        let system = |error: ferrovirt_host::HostError| error.into_error(ErrorDomain::Qemu);
        let files = self.host.files();
        files.create_directories(&self.directory, 0o700).map_err(system)?;
        let pid_file = self.directory.join(PID_FILE);
        let lock = files.lock_file(&pid_file).map_err(system)?;
        let Some(lock) = lock else {
            return Err(Error::internal(ErrorDomain::Qemu, format!("'{}' is in use", pid_file.display())));
        };
        let words = files.open(&self.directory.join(WORDS_FILE), OpenMode::CreateNew(0o600)).map_err(system)?;
        let (ours, its) = self.host.sockets().socket_pair().map_err(system)?;
        self.monitor = Some(ours);
        let mut spec = ProcessSpec::new(&self.emulator)
            .arguments(["-S", "-no-user-config", "-nodefaults", "-display", "none"])
            .argument("-machine")
            .argument(format!("none,accel={accelerators}"))
            .argument("-chardev")
            .argument(format!("socket,id=monitor,fd={MONITOR}"))
            .arguments(["-mon", "chardev=monitor,mode=control"])
            .variable("LC_ALL", "C")
            .variable("HOME", &self.directory)
            .descriptor(MONITOR, its);
        if let Some(path) = self.host.system().variable("PATH") {
            spec = spec.variable("PATH", path);
        }
        spec.directory = self.directory.clone();
        spec.stderr = Some(words);
        spec.lock = Some(lock);
        spec.new_session = true;
        // Nobody looks for a probe before this root is opened again, which may be never.
        spec.ends_with_starter = true;
        self.process = Some(self.host.processes().spawn(spec).map_err(system)?);
        Ok(())
    }

    /// Holds a conversation with it and ends it, within a deadline.
    pub(super) async fn converse<T>(
        mut self,
        deadline: Duration,
        conversation: impl AsyncFnOnce(&mut LiveAnswers) -> Result<T>,
    ) -> Result<T> {
        let host = self.host.clone();
        // So that it is always the limit of the whole that ends the conversation.
        let longer = deadline.saturating_mul(2);
        let question = Question::new("qmp_capabilities");
        let stream = self.monitor.take();
        let work = async {
            let Some(stream) = stream else { return Err(self.failure("it has no monitor")) };
            let stream = host.sockets().stream(stream).map_err(|error| error.into_error(ErrorDomain::Qemu))?;
            let (monitor, _events, _greeting) = connect(stream, Limits::default(), longer).await?;
            conversation(&mut LiveAnswers { monitor, deadline: longer, question: question.clone() }).await
        };
        let outcome = timeout(host.clock(), deadline, work).await;
        let result = match outcome {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(self.explain(error).await),
            None => Err(self.failure(&format!("no answer to {question} within {} ms", deadline.as_millis()))),
        };
        self.end().await;
        result
    }

    /// A conversation that broke off mostly did because the process ended: its own words say why.
    async fn explain(&self, error: Error) -> Error {
        let Some(process) = &self.process else { return error };
        match timeout(self.host.clock(), END_PATIENCE, process.wait()).await {
            Some(exit) => self.failure(&describe(exit)),
            None => self.failure(&error.to_string()),
        }
    }

    fn failure(&self, what: &str) -> Error {
        let words = self.host.files().read_tail(&self.directory.join(WORDS_FILE), WORDS_MAX).unwrap_or_default();
        let words = String::from_utf8_lossy(&words).trim().to_owned();
        let detail = format!("Failed to probe QEMU binary '{}' with QMP: {what}", self.emulator.display());
        let error = match words.lines().last() {
            Some(last) => Error::internal(ErrorDomain::Qemu, format!("{detail}: {last}")).with_cause(words),
            None => Error::internal(ErrorDomain::Qemu, detail),
        };
        error.with_object(ObjectKind::Path, self.emulator.to_string_lossy(), None)
    }

    async fn end(&mut self) {
        if let Some(process) = &self.process {
            let _ = process.signal_group(Signal::SIGKILL);
            process.wait().await;
        }
        // The directory goes as `self` is dropped, which every caller does next.
    }
}

impl Drop for ProbeProcess {
    fn drop(&mut self) {
        if let Some(process) = self.process.take() {
            // Already ended: nothing to do. The host takes the status of one that nobody waits for.
            let _ = process.signal_group(Signal::SIGKILL);
        }
        // What can't be removed now is removed by the next sweep.
        let _ = self.host.files().remove_tree(&self.directory);
    }
}

/// What an emulator was asked last, for whoever has to say what was not answered.
#[derive(Clone)]
struct Question(Arc<Mutex<String>>);

impl Question {
    fn new(command: &str) -> Question {
        Question(Arc::new(Mutex::new(command.to_owned())))
    }

    fn set(&self, command: &str) {
        command.clone_into(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl fmt::Display for Question {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "'{}'", self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// An emulator's answers.
pub(super) struct LiveAnswers {
    monitor: Monitor,
    deadline: Duration,
    question: Question,
}

impl Answers for LiveAnswers {
    async fn answer(&mut self, command: &str, arguments: Value) -> Result<Value, QmpError> {
        self.question.set(command);
        self.monitor.try_execute(command, arguments, self.deadline).await
    }
}

/// Ends the processes and removes the directories that probes of a killed process left behind.
///
/// The caller must be the only user of the library directory. Failures are left for the next sweep.
pub(super) async fn sweep(host: &dyn Host, library: &Path) {
    for entry in host.files().list(library).unwrap_or_default() {
        let is_ours = entry.name.to_string_lossy().starts_with(PREFIX) && entry.kind == FileKind::Directory;
        if !is_ours {
            continue;
        }
        let directory = library.join(&entry.name);
        let pid_file = directory.join(PID_FILE);
        if let Ok(LockState::Held(Some(pid))) = host.files().lock_state(&pid_file)
            && let Ok(process) = host.processes().adopt(pid, Identity::Lock(&pid_file))
        {
            let _ = process.signal(Signal::SIGKILL);
            timeout(host.clock(), END_PATIENCE, process.wait()).await;
        }
        let _ = host.files().remove_tree(&directory);
    }
}

fn describe(exit: Exit) -> String {
    match exit {
        Exit::Gone => "the process is gone".to_owned(),
        exit => exit.to_string(),
    }
}

fn check_executable(host: &dyn Host, emulator: &Path) -> Result<()> {
    let denial = host.files().explain_access(emulator, Access::Execute);
    match denial.map_err(|error| error.into_error(ErrorDomain::Qemu))? {
        None => Ok(()),
        Some(denial) => {
            let detail = format!("Cannot check QEMU binary '{}': {denial}", emulator.display());
            Err(Error::new(ferrovirt_error::ErrorCode::OperationFailed, ErrorDomain::Qemu, detail)
                .with_object(ObjectKind::Path, emulator.to_string_lossy(), None)
                .with_hint("install QEMU for this architecture, or correct the domain's <emulator>"))
        }
    }
}
