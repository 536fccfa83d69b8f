//! Takes the status of children that nobody waits for any more, so that they leave no zombies.
//!
//! A thread of its own, because a child may outlive every runtime; it exists only while there are such children.

use std::io::{PipeWriter, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, PoisonError};
use std::thread;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::SigSet;

use crate::sys;

struct Reaper {
    children: Vec<OwnedFd>,
    /// Wakes the thread; there is one exactly while there is a thread.
    wake: Option<PipeWriter>,
}

static REAPER: Mutex<Reaper> = Mutex::new(Reaper { children: Vec::new(), wake: None });

/// Waits in the background for the child behind this pidfd.
pub(super) fn take_over(pidfd: OwnedFd) {
    let mut reaper = REAPER.lock().unwrap_or_else(PoisonError::into_inner);
    reaper.children.push(pidfd);
    if let Some(wake) = &mut reaper.wake {
        // The pipe can't be full: the thread reads it before it looks at the children.
        let _ = wake.write_all(b"+");
        return;
    }
    let Ok((reader, writer)) = std::io::pipe() else { return };
    let thread = thread::Builder::new().name("ferrovirt-reaper".to_owned()).stack_size(256 << 10);
    // Without a thread the child stays in the list for the next one.
    if thread.spawn(move || run(OwnedFd::from(reader))).is_ok() {
        reaper.wake = Some(writer);
    }
}

fn run(woken: OwnedFd) {
    // Signals are the application's: its handlers shall not find themselves on this thread.
    let _ = SigSet::all().thread_block();
    loop {
        let children = {
            let mut reaper = REAPER.lock().unwrap_or_else(PoisonError::into_inner);
            reaper.children.retain(|pidfd| matches!(sys::take_status(pidfd.as_fd()), Ok(None)));
            // A copy: the lock must not be held while waiting.
            let copies: Vec<OwnedFd> = reaper.children.iter().filter_map(|pidfd| pidfd.try_clone().ok()).collect();
            if copies.is_empty() {
                reaper.wake = None;
                return;
            }
            copies
        };
        let mut descriptors: Vec<PollFd<'_>> = children
            .iter()
            .chain([&woken])
            .map(|descriptor| PollFd::new(descriptor.as_fd(), PollFlags::POLLIN))
            .collect();
        // An interrupted wait only means to look again.
        let _ = poll(&mut descriptors, PollTimeout::NONE);
        let woken_now = descriptors.last().and_then(PollFd::any).unwrap_or(false);
        if woken_now {
            let _ = nix::unistd::read(&woken, &mut [0; 4096]);
        }
    }
}
