//! A process that we started or adopted, by its pidfd.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::killpg;
use nix::unistd::Pid;
use tokio::io::Interest;

use super::{procfs, reaper};
use crate::error::Context;
use crate::sys::{self, Ended};
use crate::{BoxFuture, Exit, HostError, HostResult, Process, ProcessUsage, Signal, ThreadUsage};

pub(super) struct RealProcess {
    pid: i32,
    pidfd: OwnedFd,
    start_time: u64,
    /// Whether its status is ours to take.
    child: bool,
    exit: Mutex<Option<Exit>>,
}

impl RealProcess {
    pub fn child(pid: i32, pidfd: OwnedFd) -> RealProcess {
        // /proc can only be missing altogether, and then nobody can compare start times.
        let start_time = procfs::start_time(pid).unwrap_or_default();
        RealProcess { pid, pidfd, start_time, child: true, exit: Mutex::new(None) }
    }

    pub fn adopted(pid: i32, pidfd: OwnedFd, start_time: u64) -> RealProcess {
        RealProcess { pid, pidfd, start_time, child: false, exit: Mutex::new(None) }
    }

    fn ask_kernel(&self) -> Option<Exit> {
        if !self.child {
            return has_ended(self.pidfd.as_fd()).then_some(Exit::Gone);
        }
        match sys::take_status(self.pidfd.as_fd()) {
            Ok(None) => None,
            Ok(Some(Ended::Code(code))) => Some(Exit::Code(code)),
            Ok(Some(Ended::Signal(number))) => Some(Exit::Signal(number)),
            // Somebody else in this process waited for all children.
            Err(_) => Some(Exit::Gone),
        }
    }

    fn check_running(&self, action: &str) -> HostResult<()> {
        match self.try_wait() {
            None => Ok(()),
            Some(_) => Err(HostError::new(action, nix::errno::Errno::ESRCH)),
        }
    }
}

/// Whether the process behind a pidfd has ended.
pub(super) fn has_ended(pidfd: BorrowedFd<'_>) -> bool {
    let mut descriptors = [PollFd::new(pidfd, PollFlags::POLLIN)];
    matches!(poll(&mut descriptors, PollTimeout::ZERO), Ok(count) if count > 0)
}

impl Process for RealProcess {
    fn pid(&self) -> i32 {
        self.pid
    }

    fn descriptor(&self) -> BorrowedFd<'_> {
        self.pidfd.as_fd()
    }

    fn start_time(&self) -> u64 {
        self.start_time
    }

    fn wait(&self) -> BoxFuture<'_, Exit> {
        Box::pin(async move {
            loop {
                if let Some(exit) = self.try_wait() {
                    return exit;
                }
                // A registration for each wait: this process value may be used from several runtimes.
                let watch = self.pidfd.try_clone().and_then(|pidfd| sys::watch(pidfd, Interest::READABLE));
                match watch {
                    // Only a runtime that shuts down makes this fail; the loop asks again.
                    Ok(watch) => drop(watch.readable().await),
                    // Out of descriptors: look now and then.
                    Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                }
            }
        })
    }

    fn try_wait(&self) -> Option<Exit> {
        let mut exit = self.exit.lock().unwrap_or_else(PoisonError::into_inner);
        if exit.is_none() {
            *exit = self.ask_kernel();
        }
        *exit
    }

    fn is_ending(&self) -> bool {
        // What was read is of this process only if that has not ended since, and then the answer is the same.
        procfs::is_exiting(self.pid).unwrap_or(true) || self.try_wait().is_some()
    }

    fn signal(&self, signal: Signal) -> HostResult<()> {
        let action = format!("cannot send {signal} to process {}", self.pid);
        self.check_running(&action)?;
        sys::pidfd_send_signal(self.pidfd.as_fd(), signal as i32).doing(&action)
    }

    fn signal_group(&self, signal: Signal) -> HostResult<()> {
        let action = format!("cannot send {signal} to the group of process {}", self.pid);
        let mut exit = self.exit.lock().unwrap_or_else(PoisonError::into_inner);
        *exit = exit.or_else(|| self.ask_kernel());
        // While the status of our child was not taken, and only we take it, its pid can't become another group's.
        match *exit {
            None if self.child => killpg(Pid::from_raw(self.pid), signal).doing(&action),
            None => sys::pidfd_send_signal(self.pidfd.as_fd(), signal as i32).doing(&action),
            Some(_) => Err(HostError::new(action, nix::errno::Errno::ESRCH)),
        }
    }

    fn usage(&self) -> HostResult<ProcessUsage> {
        let action = format!("cannot get resource usage of process {}", self.pid);
        let usage = procfs::usage(self.pid).doing(&action)?;
        // Had it ended before this, its pid could have been another's.
        self.check_running(&action)?;
        Ok(usage)
    }

    fn threads(&self) -> HostResult<Vec<ThreadUsage>> {
        let action = format!("cannot get threads of process {}", self.pid);
        let threads = procfs::threads(self.pid).doing(&action)?;
        self.check_running(&action)?;
        Ok(threads)
    }
}

impl Drop for RealProcess {
    fn drop(&mut self) {
        if self.child
            && self.try_wait().is_none()
            && let Ok(pidfd) = self.pidfd.try_clone()
        {
            reaper::take_over(pidfd);
        }
    }
}
