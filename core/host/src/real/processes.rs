//! Starting, adopting and running processes by the kernel.

use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::libc;
use nix::sys::memfd::{MFdFlags, memfd_create};
use nix::sys::signal::killpg;
use nix::unistd::{Pid, Whence, lseek, pipe2};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::net::unix::pipe::Receiver;

use super::process::{RealProcess, has_ended};
use super::{locks, procfs, spawn};
use crate::error::Context;
use crate::{
    BoxFuture, HostError, HostResult, Identity, LockState, Output, OutputLimits, Process, ProcessSpec, Processes,
    RealHost, Signal, sys, timeout,
};

/// How long to read on after a helper ended: a daemon that it left behind may hold the pipe open for ever.
const LAST_WORDS: Duration = Duration::from_millis(200);

impl Processes for RealHost {
    fn spawn(&self, spec: ProcessSpec) -> HostResult<Box<dyn Process>> {
        let (pid, pidfd) = spawn::spawn(&spec)?;
        Ok(Box::new(RealProcess::child(pid, pidfd)))
    }

    fn adopt(&self, pid: i32, identity: Identity<'_>) -> HostResult<Box<dyn Process>> {
        let process = adopt(pid, identity).map_err(|error| {
            // Numbers that no process can have, and those of mere threads.
            let no_process = matches!(error.raw_os_error(), Some(libc::EINVAL | libc::ENOENT));
            let error = if no_process { Errno::ESRCH.into() } else { error };
            HostError::new(format!("cannot take over process {pid}"), error)
        })?;
        Ok(Box::new(process))
    }

    fn run(
        &self,
        spec: ProcessSpec,
        input: Vec<u8>,
        limits: OutputLimits,
        within: Duration,
    ) -> BoxFuture<'_, HostResult<Output>> {
        Box::pin(run(self, spec, input, limits, within))
    }

    fn start_time(&self, pid: i32) -> HostResult<u64> {
        procfs::start_time(pid).doing(&format!("cannot get start time of process {pid}"))
    }
}

fn adopt(pid: i32, identity: Identity<'_>) -> io::Result<RealProcess> {
    // Opened first: whatever holds afterwards holds for the process behind the descriptor, unless it ended meanwhile.
    let pidfd = sys::pidfd_open(pid)?;
    let start_time = procfs::start_time(pid)?;
    let is_it = match identity {
        Identity::StartTime(expected) => start_time == expected,
        Identity::Lock(path) => locks::state(path)? == LockState::Held(Some(pid)),
    };
    if !is_it || has_ended(std::os::fd::AsFd::as_fd(&pidfd)) {
        return Err(Errno::ESRCH.into());
    }
    Ok(RealProcess::adopted(pid, pidfd, start_time))
}

async fn run(
    host: &RealHost,
    mut spec: ProcessSpec,
    input: Vec<u8>,
    limits: OutputLimits,
    within: Duration,
) -> HostResult<Output> {
    let program = spec.program.clone();
    let (stdout, stderr) = redirect(&mut spec, &input).at("cannot run", &program)?;
    // A session of its own is a process group of its own: its children can be killed with it.
    spec.new_session = true;
    let helper = Helper(host.spawn(spec)?);
    let mut result = Output { exit: crate::Exit::Gone, stdout: Vec::new(), stderr: Vec::new(), truncated: false };
    let (mut more_out, mut more_err) = (false, false);
    let ended = timeout(host, within, async {
        let reading = async {
            tokio::join!(
                read_limited(stdout, limits.stdout, &mut result.stdout, &mut more_out),
                read_limited(stderr, limits.stderr, &mut result.stderr, &mut more_err),
            )
        };
        let ending = async {
            helper.0.wait().await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        tokio::select! {
            _ = reading => {}
            () = ending => {}
        }
        helper.0.wait().await
    })
    .await;
    let exit = ended.ok_or_else(|| {
        HostError::at(&format!("no answer within {} ms from", within.as_millis()), &program, Errno::ETIMEDOUT)
    })?;
    Ok(Output { exit, truncated: more_out || more_err, ..result })
}

/// A helper that is killed when nobody waits for it any more: at the deadline, or when the call is given up.
struct Helper(Box<dyn Process>);

impl Drop for Helper {
    fn drop(&mut self) {
        if self.0.try_wait().is_none() {
            // Not waited for yet, so the number still is its own; and it may end by itself at this moment.
            let _ = killpg(Pid::from_raw(self.0.pid()), Signal::SIGKILL);
        }
    }
}

/// Gives the child its input as a file, and pipes for its output.
fn redirect(spec: &mut ProcessSpec, input: &[u8]) -> io::Result<(Receiver, Receiver)> {
    if !input.is_empty() {
        let memory = memfd_create("input", MFdFlags::MFD_CLOEXEC)?;
        let mut file = std::fs::File::from(memory);
        io::Write::write_all(&mut file, input)?;
        lseek(&file, 0, Whence::SeekSet)?;
        spec.stdin = Some(OwnedFd::from(file));
    } else {
        spec.stdin = None;
    }
    let (stdout, write_out) = pipe2(OFlag::O_CLOEXEC)?;
    let (stderr, write_err) = pipe2(OFlag::O_CLOEXEC)?;
    spec.stdout = Some(write_out);
    spec.stderr = Some(write_err);
    Ok((Receiver::from_owned_fd(stdout)?, Receiver::from_owned_fd(stderr)?))
}

/// Reads to the end, but keeps no more than `limit` bytes.
async fn read_limited(mut source: impl AsyncRead + Unpin, limit: usize, kept: &mut Vec<u8>, more: &mut bool) {
    let mut buffer = vec![0; 16 << 10];
    // A pipe that can't be read is as good as ended.
    while let Ok(count @ 1..) = source.read(&mut buffer).await {
        let bytes = buffer.get(..count).unwrap_or_default();
        let room = limit.saturating_sub(kept.len()).min(bytes.len());
        kept.extend_from_slice(bytes.get(..room).unwrap_or_default());
        *more |= room < bytes.len();
    }
}
