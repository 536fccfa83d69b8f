//! Starting, adopting and running stated programs.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nix::errno::Errno;

use super::journal::Operation;
use super::process::{Handle, Record, ScriptedChild, Started};
use super::state::State;
use super::tree::Kind;
use super::{ScriptedHost, locks, memory};
use crate::error::Context;
use crate::{
    BoxFuture, FileKind, HostError, HostResult, Identity, LockState, Output, OutputLimits, Process, ProcessSpec,
    Processes, timeout,
};

impl ScriptedHost {
    /// There is a program. Whenever it is started, `behaviour` gets the process to play: it may end it at once, or move it
    /// to a task that plays on. Without that the process runs until a signal ends it.
    pub fn program(
        &self,
        path: impl AsRef<Path>,
        behaviour: impl Fn(ScriptedChild) + Send + Sync + 'static,
    ) -> &ScriptedHost {
        self.node(path.as_ref(), Kind::file(&[]), 0o755);
        self.state().programs.insert(path.as_ref().to_owned(), Arc::new(behaviour));
        self
    }

    /// A process runs that an earlier life of ours started, holding this lock if one is given.
    pub fn running(&self, program: impl AsRef<Path>, lock: Option<&Path>) -> ScriptedChild {
        let mut spec = ProcessSpec::new(program.as_ref());
        let weak = Arc::downgrade(&self.state);
        let stamp = self.wall_stamp();
        let mut state = self.state();
        if let Some(path) = lock {
            if let Some(parent) = path.parent().filter(|parent| !state.tree.contains(parent)) {
                state.tree.place(parent, Kind::Directory, 0o755, stamp);
            }
            // A lock that somebody holds already stays that one's.
            spec.lock = locks::lock(&mut state, weak, path, stamp).ok().flatten();
        }
        start(&mut state, spec)
    }

    /// How every process so far was started, in order.
    pub fn started(&self) -> Vec<Started> {
        self.state().started.clone()
    }

    /// The pids of the processes that run.
    pub fn running_processes(&self) -> Vec<i32> {
        self.state().processes.values().filter(|record| record.exit().is_none()).map(|record| record.pid).collect()
    }
}

impl Processes for ScriptedHost {
    fn spawn(&self, spec: ProcessSpec) -> HostResult<Box<dyn Process>> {
        Ok(Box::new(self.start_program(Operation::Spawn, spec)?))
    }

    fn adopt(&self, pid: i32, identity: Identity<'_>) -> HostResult<Box<dyn Process>> {
        let action = format!("cannot take over process {pid}");
        let state = self.begin_other(Operation::Adopt, &action, pid.to_string())?;
        let record = state.processes.get(&pid).filter(|record| record.exit().is_none());
        let is_it = |record: &Record| match identity {
            Identity::StartTime(expected) => record.start_time == expected,
            Identity::Lock(path) => locks::state(&state, path) == LockState::Held(Some(pid)),
        };
        match record {
            Some(record) if is_it(record) => {
                Ok(Box::new(Handle::new(self, Arc::clone(record), false, memory::null().doing(&action)?)))
            }
            _ => Err(HostError::new(action, Errno::ESRCH)),
        }
    }

    fn run(
        &self,
        mut spec: ProcessSpec,
        input: Vec<u8>,
        limits: OutputLimits,
        within: Duration,
    ) -> BoxFuture<'_, HostResult<Output>> {
        Box::pin(async move {
            let program = spec.program.clone();
            let files = (memory::file(&input), memory::file(&[]), memory::file(&[]));
            let (stdin, stdout, stderr) = match files {
                (Ok(stdin), Ok(stdout), Ok(stderr)) => (stdin, stdout, stderr),
                _ => return Err(Errno::EMFILE).at("cannot run", &program),
            };
            spec.stdin = Some(stdin);
            spec.stdout = Some(stdout.try_clone().at("cannot run", &program)?);
            spec.stderr = Some(stderr.try_clone().at("cannot run", &program)?);
            let process = self.start_program(Operation::Run, spec)?;
            let helper = Helper(&process);
            let exit = timeout(self, within, process.wait()).await.ok_or_else(|| {
                HostError::at(&format!("no answer within {} ms from", within.as_millis()), &program, Errno::ETIMEDOUT)
            })?;
            drop(helper);
            let mut output = Output {
                exit,
                stdout: memory::content(&stdout).at("cannot run", &program)?,
                stderr: memory::content(&stderr).at("cannot run", &program)?,
                truncated: false,
            };
            output.truncated = output.stdout.len() > limits.stdout || output.stderr.len() > limits.stderr;
            output.stdout.truncate(limits.stdout);
            output.stderr.truncate(limits.stderr);
            Ok(output)
        })
    }

    fn start_time(&self, pid: i32) -> HostResult<u64> {
        let action = format!("cannot get start time of process {pid}");
        let state = self.begin_other(Operation::StartTime, &action, pid.to_string())?;
        let record = state.processes.get(&pid).filter(|record| record.exit().is_none());
        record.map(|record| record.start_time).ok_or(Errno::ESRCH).doing(&action)
    }
}

impl ScriptedHost {
    fn start_program(&self, operation: Operation, spec: ProcessSpec) -> HostResult<Handle> {
        const VERB: &str = "cannot run";
        let program = spec.program.clone();
        let mut state = self.begin(operation, VERB, &program)?;
        check_program(&state, &spec)?;
        let descriptor = memory::null().at(VERB, &program)?;
        let behaviour = state.programs.get(&program).cloned();
        let child = start(&mut state, spec);
        let record = state.processes.get(&child.started.pid).cloned().ok_or(Errno::ESRCH).at(VERB, &program)?;
        // A behaviour may use the host.
        drop(state);
        if let Some(behaviour) = behaviour {
            behaviour(child);
        }
        Ok(Handle::new(self, record, true, descriptor))
    }
}

/// A helper that is killed when nobody waits for it any more.
struct Helper<'a>(&'a Handle);

impl Drop for Helper<'_> {
    fn drop(&mut self) {
        if self.0.try_wait().is_none() {
            self.0.kill();
        }
    }
}

fn check_program(state: &State, spec: &ProcessSpec) -> HostResult<()> {
    let program = &spec.program;
    let (_, node) = state.tree.get(program, true).at("cannot run", program)?;
    if node.kind.file_kind() != FileKind::File || node.mode & 0o111 == 0 {
        return Err(Errno::EACCES).at("cannot run", program);
    }
    let (_, directory) = state.tree.get(&spec.directory, true).at("cannot change directory to", &spec.directory)?;
    match directory.kind.file_kind() {
        FileKind::Directory => Ok(()),
        _ => Err(Errno::ENOTDIR).at("cannot change directory to", &spec.directory),
    }
}

fn start(state: &mut State, spec: ProcessSpec) -> ScriptedChild {
    let pid = state.next_pid;
    state.next_pid += 1;
    if let Some(lock) = &spec.lock {
        locks::write_pid(state, lock, pid);
    }
    let start_time = u64::from(pid.unsigned_abs()) * 10;
    let (record, signals) = Record::new(pid, start_time);
    state.processes.insert(pid, Arc::clone(&record));
    let child = ScriptedChild::new(record, signals, spec);
    state.started.push(child.started.clone());
    child
}
