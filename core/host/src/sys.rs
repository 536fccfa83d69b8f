//! The few calls of the kernel that have no safe wrapper: starting a process, pidfds, randomness, two ioctls.
//!
//! This is the only module of the crate with `unsafe`; it knows descriptors and numbers, nothing of what they are for.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering};

use nix::errno::Errno;
use nix::libc;
use nix::sys::signal::{SigSet, SigmaskHow};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// A descriptor that names a running process.
pub(crate) fn pidfd_open(pid: i32) -> io::Result<OwnedFd> {
    // SAFETY: the call takes two numbers and touches no memory of ours.
    let result = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) };
    let descriptor = RawFd::try_from(Errno::result(result)?).map_err(|_| Errno::EBADF)?;
    // SAFETY: the kernel has just made this descriptor for us alone.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

/// Sends a signal to the process that the descriptor names.
pub(crate) fn pidfd_send_signal(pidfd: BorrowedFd<'_>, signal: i32) -> io::Result<()> {
    // SAFETY: a null siginfo is allowed: the kernel fills in its own; the rest are numbers and a valid descriptor.
    let result = unsafe {
        libc::syscall(libc::SYS_pidfd_send_signal, pidfd.as_raw_fd(), signal, ptr::null::<libc::siginfo_t>(), 0)
    };
    Errno::result(result)?;
    Ok(())
}

/// How a child ended.
pub(crate) enum Ended {
    Code(i32),
    Signal(i32),
}

/// Takes the status of an ended child; `None` while it runs. ECHILD when it is not ours to wait for.
pub(crate) fn take_status(pidfd: BorrowedFd<'_>) -> io::Result<Option<Ended>> {
    let id = libc::id_t::try_from(pidfd.as_raw_fd()).map_err(|_| Errno::EBADF)?;
    loop {
        // SAFETY: siginfo_t is plain data for which all zeros is a value.
        let mut info: libc::siginfo_t = unsafe { std::mem::zeroed() };
        // SAFETY: `info` lives through the call, which writes at most one siginfo_t.
        let result = unsafe { libc::waitid(libc::P_PIDFD, id, &mut info, libc::WEXITED | libc::WNOHANG) };
        match Errno::result(result) {
            Ok(_) => {}
            Err(Errno::EINTR) => continue,
            Err(errno) => return Err(errno.into()),
        }
        // SAFETY: waitid succeeded, so these fields are the child's, or still zero when there was none.
        let (pid, status) = unsafe { (info.si_pid(), info.si_status()) };
        if pid == 0 {
            return Ok(None);
        }
        return Ok(Some(if info.si_code == libc::CLD_EXITED { Ended::Code(status) } else { Ended::Signal(status) }));
    }
}

/// Fills the buffer from the kernel's random number generator.
pub(crate) fn fill_random(buffer: &mut [u8]) -> io::Result<()> {
    let mut rest = buffer;
    while !rest.is_empty() {
        // SAFETY: pointer and length are those of a live, writable slice.
        let result = unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) };
        match Errno::result(result) {
            Ok(count) => rest = rest.get_mut(count.unsigned_abs()..).unwrap_or_default(),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(())
}

/// Makes `to` share all blocks of `from`; the file system may be unable to.
pub(crate) fn clone_file(from: BorrowedFd<'_>, to: BorrowedFd<'_>) -> io::Result<()> {
    // SAFETY: FICLONE takes a descriptor as its argument; both are valid.
    Errno::result(unsafe { libc::ioctl(to.as_raw_fd(), libc::FICLONE, from.as_raw_fd()) })?;
    Ok(())
}

/// The version of the KVM interface behind this open `/dev/kvm`.
pub(crate) fn kvm_version(kvm: BorrowedFd<'_>) -> io::Result<i32> {
    /// `_IO(0xAE, 0x00)` of linux/kvm.h.
    const KVM_GET_API_VERSION: libc::Ioctl = 0xAE00;
    // SAFETY: this ioctl has no argument; on any other device it is the error ENOTTY.
    Ok(Errno::result(unsafe { libc::ioctl(kvm.as_raw_fd(), KVM_GET_API_VERSION, 0) })?)
}

/// Watches a descriptor for the current tokio runtime.
pub(crate) fn watch(descriptor: OwnedFd, interest: Interest) -> io::Result<AsyncFd<OwnedFd>> {
    // SAFETY: an `OwnedFd` names one open file until it is dropped, and the watch owns it from here on.
    Ok(unsafe { AsyncFd::register_with_interest(descriptor, interest) }?)
}

/// A child to start. Its target descriptors must be distinct and not negative.
pub(crate) struct Launch<'a> {
    pub program: &'a CStr,
    /// With the program's name as the first.
    pub arguments: &'a [CString],
    pub environment: &'a [CString],
    pub directory: &'a CStr,
    /// Our descriptors and their numbers in the child; all others are closed.
    pub descriptors: &'a [(BorrowedFd<'a>, RawFd)],
    /// The number in the child of a file that the child writes its pid to.
    pub pid_file: Option<RawFd>,
    pub new_session: bool,
    /// Whether it is killed when the thread that calls `launch` ends.
    pub ends_with_starter: bool,
    pub umask: Option<u32>,
    /// Resource numbers and limits.
    pub limits: &'a [(u32, u64)],
}

/// What a child was doing when it failed to become the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(crate) enum Step {
    Start = 1,
    Descriptors,
    Lock,
    Session,
    Limits,
    Directory,
    Execute,
}

impl Step {
    fn from_number(number: i32) -> Option<Step> {
        [Step::Start, Step::Descriptors, Step::Lock, Step::Session, Step::Limits, Step::Directory, Step::Execute]
            .into_iter()
            .find(|step| *step as i32 == number)
    }
}

/// All that the child needs, made ready before the clone: it may not allocate.
struct Plan {
    program: *const c_char,
    arguments: Vec<*const c_char>,
    environment: Vec<*const c_char>,
    directory: *const c_char,
    sources: Vec<RawFd>,
    targets: Vec<RawFd>,
    /// A number above every target.
    above: RawFd,
    /// Ranges of numbers that the program must not have.
    gaps: Vec<(u32, u32)>,
    /// The fallback for kernels without close_range: numbers below this may be open.
    open_limit: u32,
    /// Where the child notes the intermediate numbers.
    scratch: Vec<AtomicI32>,
    pid_file: Option<RawFd>,
    new_session: bool,
    /// Our pid, if the child ends with us.
    ends_with: Option<libc::pid_t>,
    umask: Option<libc::mode_t>,
    limits: Vec<(libc::__rlimit_resource_t, libc::rlimit)>,
    failed_step: AtomicI32,
    failed_errno: AtomicI32,
}

/// Starts a child and waits until it has become the program.
///
/// The child borrows our memory until then, like vfork: no copy of our page tables however large we are, no handlers of
/// other libraries run, and it may report failure by writing to it. It only makes system calls.
pub(crate) fn launch(launch: &Launch<'_>) -> Result<(i32, OwnedFd), (Step, io::Error)> {
    const STACK: usize = 64 << 10;
    let plan = Plan::new(launch);
    let mut stack = vec![0u128; STACK / size_of::<u128>()];
    let mut pidfd: RawFd = -1;
    // A handler of ours that ran in the child would write to memory that is still ours.
    let mut mask = SigSet::empty();
    SigSet::all()
        .thread_swap_mask(SigmaskHow::SIG_SETMASK)
        .map(|old| mask = old)
        .map_err(|errno| (Step::Start, errno.into()))?;
    // SAFETY: `stack` and `plan` outlive the call: CLONE_VFORK holds this thread until the child has left this memory.
    // The stack grows down from an end that is aligned for u128. CLONE_PIDFD writes one descriptor to `pidfd`. The
    // child's function makes system calls only.
    let result = Errno::result(unsafe {
        libc::clone(
            child,
            stack.as_mut_ptr().add(stack.len()).cast(),
            libc::CLONE_VM | libc::CLONE_VFORK | libc::CLONE_PIDFD | libc::SIGCHLD,
            ptr::from_ref(&plan).cast_mut().cast(),
            &mut pidfd as *mut RawFd,
        )
    });
    // The old mask was valid when we got it, so setting it can't fail.
    let _ = mask.thread_set_mask();
    let pid = result.map_err(|errno| (Step::Start, errno.into()))?;
    // SAFETY: clone succeeded, so the kernel has just made this descriptor for us alone.
    let pidfd = unsafe { OwnedFd::from_raw_fd(pidfd) };
    match Step::from_number(plan.failed_step.load(Ordering::SeqCst)) {
        None => Ok((pid, pidfd)),
        Some(step) => {
            reap(pidfd.as_fd());
            Err((step, io::Error::from_raw_os_error(plan.failed_errno.load(Ordering::SeqCst))))
        }
    }
}

/// Waits for a child that is about to exit.
fn reap(pidfd: BorrowedFd<'_>) {
    let Ok(id) = libc::id_t::try_from(pidfd.as_raw_fd()) else { return };
    // SAFETY: a null siginfo is allowed; the descriptor is valid.
    while unsafe { libc::waitid(libc::P_PIDFD, id, ptr::null_mut(), libc::WEXITED) } != 0
        && Errno::last() == Errno::EINTR
    {}
}

impl Plan {
    fn new(launch: &Launch<'_>) -> Plan {
        let pointers = |strings: &[CString]| {
            strings.iter().map(|string| string.as_ptr()).chain([ptr::null()]).collect::<Vec<*const c_char>>()
        };
        let targets: Vec<RawFd> = launch.descriptors.iter().map(|(_, target)| *target).collect();
        let above = targets.iter().copied().max().unwrap_or(2).max(2).saturating_add(1);
        Plan {
            program: launch.program.as_ptr(),
            arguments: pointers(launch.arguments),
            environment: pointers(launch.environment),
            directory: launch.directory.as_ptr(),
            sources: launch.descriptors.iter().map(|(source, _)| source.as_raw_fd()).collect(),
            above,
            gaps: gaps(&targets),
            open_limit: open_limit(),
            scratch: targets.iter().map(|_| AtomicI32::new(-1)).collect(),
            targets,
            pid_file: launch.pid_file,
            new_session: launch.new_session,
            // SAFETY: getpid takes and touches nothing.
            ends_with: launch.ends_with_starter.then(|| unsafe { libc::getpid() }),
            umask: launch.umask.map(|mask| mask & 0o777),
            limits: launch
                .limits
                .iter()
                .map(|&(resource, limit)| (resource, libc::rlimit { rlim_cur: limit, rlim_max: limit }))
                .collect(),
            failed_step: AtomicI32::new(0),
            failed_errno: AtomicI32::new(0),
        }
    }

    /// In the child: becomes the program; returns only when that failed.
    ///
    /// # Safety
    /// To be called in a child of [`launch`] alone. Makes system calls only.
    unsafe fn become_program(&self) -> Step {
        // SAFETY: the pointers are to strings and null-terminated lists that outlive the child's use of our memory; the
        // rest are system calls on the child's own descriptors, signal table and attributes.
        unsafe {
            default_signals();
            for (source, scratch) in self.sources.iter().zip(&self.scratch) {
                let copy = libc::fcntl(*source, libc::F_DUPFD_CLOEXEC, self.above);
                if copy < 0 {
                    return Step::Descriptors;
                }
                scratch.store(copy, Ordering::Relaxed);
            }
            for (scratch, target) in self.scratch.iter().zip(&self.targets) {
                if libc::dup2(scratch.load(Ordering::Relaxed), *target) < 0 {
                    return Step::Descriptors;
                }
            }
            if let Some(file) = self.pid_file
                && !write_pid(file)
            {
                return Step::Lock;
            }
            for &(first, last) in &self.gaps {
                self.close(first, last);
            }
            if self.new_session && libc::setsid() < 0 {
                return Step::Session;
            }
            if let Some(starter) = self.ends_with
                // Whoever ended before the order was given can't set it off any more.
                && (libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) != 0 || libc::getppid() != starter)
            {
                return Step::Start;
            }
            if let Some(mask) = self.umask {
                libc::umask(mask);
            }
            for (resource, limit) in &self.limits {
                if libc::setrlimit(*resource, limit) != 0 {
                    return Step::Limits;
                }
            }
            if libc::chdir(self.directory) != 0 {
                return Step::Directory;
            }
            let mut empty: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&mut empty);
            libc::sigprocmask(libc::SIG_SETMASK, &empty, ptr::null_mut());
            libc::execve(self.program, self.arguments.as_ptr(), self.environment.as_ptr());
            Step::Execute
        }
    }

    /// In the child: closes a range of numbers.
    ///
    /// # Safety
    /// As [`Plan::become_program`].
    unsafe fn close(&self, first: u32, last: u32) {
        // SAFETY: only the child's own table of descriptors changes.
        unsafe {
            if libc::syscall(libc::SYS_close_range, first, last, 0) != 0 {
                let mut number = first;
                while number <= last && number < self.open_limit {
                    libc::close(number as c_int);
                    number += 1;
                }
            }
        }
    }
}

/// The child's first function.
extern "C" fn child(plan: *mut c_void) -> c_int {
    // SAFETY: `launch` passes its plan, which lives until this child has left our memory.
    let plan = unsafe { &*plan.cast::<Plan>() };
    // SAFETY: this is the child of `launch`.
    let step = unsafe { plan.become_program() };
    plan.failed_errno.store(Errno::last_raw(), Ordering::SeqCst);
    plan.failed_step.store(step as i32, Ordering::SeqCst);
    127
}

/// In the child: no handlers, nothing ignored. (A program inherits what is ignored: Rust and Python ignore SIGPIPE.)
///
/// # Safety
/// As [`Plan::become_program`].
unsafe fn default_signals() {
    // All zeros is the default action in every architecture's form of the kernel's structure, which is shorter than this.
    let default = [0u64; 8];
    let mut number = 1;
    while number <= 64 {
        // SAFETY: the child has a signal table of its own; numbers that can't be changed are refused without harm. The
        // C library's own function would leave out the two signals it keeps for itself.
        unsafe { libc::syscall(libc::SYS_rt_sigaction, number, default.as_ptr(), ptr::null_mut::<u64>(), 8) };
        number += 1;
    }
}

/// In the child: writes the child's pid and a line end to a file that is empty.
///
/// # Safety
/// As [`Plan::become_program`].
unsafe fn write_pid(file: RawFd) -> bool {
    let mut text = [b'\n'; 12];
    let mut start = text.len() - 1;
    // SAFETY: getpid takes and touches nothing.
    let mut rest = unsafe { libc::getpid() }.unsigned_abs();
    while start > 0 {
        start -= 1;
        if let Some(digit) = text.get_mut(start) {
            *digit = b'0' + (rest % 10) as u8;
        }
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let length = text.len() - start;
    // SAFETY: `start` is inside `text`, and `length` reaches to its end.
    let written = unsafe { libc::pwrite(file, text.as_ptr().add(start).cast(), length, 0) };
    usize::try_from(written) == Ok(length)
}

/// The ranges between numbers that stay open.
fn gaps(targets: &[RawFd]) -> Vec<(u32, u32)> {
    let mut kept: Vec<u32> = targets.iter().filter_map(|target| u32::try_from(*target).ok()).collect();
    kept.sort_unstable();
    let mut first = 0;
    let mut gaps = Vec::new();
    for number in kept {
        if number > first {
            gaps.push((first, number - 1));
        }
        first = number.saturating_add(1);
    }
    gaps.push((first, u32::MAX));
    gaps
}

/// Numbers below this may be open.
fn open_limit() -> u32 {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` lives through the call, which writes one rlimit.
    let result = unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) };
    if result == 0 { u32::try_from(limit.rlim_cur).unwrap_or(1 << 20).min(1 << 20) } else { 1024 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_lie_between_what_is_kept() {
        assert_eq!(gaps(&[0, 1, 2]), [(3, u32::MAX)]);
        assert_eq!(gaps(&[7, 0, 1, 2, 4]), [(3, 3), (5, 6), (8, u32::MAX)]);
        assert_eq!(gaps(&[]), [(0, u32::MAX)]);
    }
}
