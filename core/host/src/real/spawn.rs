//! From a specification to a started child.

use std::ffi::{CString, OsStr};
use std::fs;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{OFlag, open};
use nix::libc;
use nix::sys::stat::Mode;

use crate::error::Context;
use crate::sys::{self, Launch, Step};
use crate::{HostError, HostResult, ProcessSpec};

/// Nobody needs numbers above this.
const MAX_DESCRIPTOR: RawFd = 1 << 16;

/// Starts a child: its pid and pidfd. All descriptors of the specification are closed on our side.
pub(super) fn spawn(spec: &ProcessSpec) -> HostResult<(i32, OwnedFd)> {
    let program = &spec.program;
    let strings = Strings::of(spec).at("cannot run", program)?;
    let null =
        open("/dev/null", OFlag::O_RDWR | OFlag::O_CLOEXEC, Mode::empty()).at("cannot open", Path::new("/dev/null"))?;
    let (descriptors, lock) = descriptors(spec, &null).at("cannot run", program)?;
    let limits: Vec<(u32, u64)> = [
        (libc::RLIMIT_CORE, spec.limits.core),
        (libc::RLIMIT_NOFILE, spec.limits.open_files),
        (libc::RLIMIT_MEMLOCK, spec.limits.locked_memory),
    ]
    .into_iter()
    .filter_map(|(resource, limit)| Some((resource, limit?)))
    .collect();
    let launch = Launch {
        program: &strings.program,
        arguments: &strings.arguments,
        environment: &strings.environment,
        directory: &strings.directory,
        descriptors: &descriptors,
        pid_file: lock,
        new_session: spec.new_session,
        ends_with_starter: spec.ends_with_starter,
        umask: spec.umask,
        limits: &limits,
    };
    sys::launch(&launch).map_err(|(step, error)| explain(spec, step, error))
}

/// A descriptor of ours and its number in the child.
type Numbered<'a> = (BorrowedFd<'a>, RawFd);

/// Each descriptor with its number in the child, and the number of the lock.
fn descriptors<'a>(spec: &'a ProcessSpec, null: &'a OwnedFd) -> Result<(Vec<Numbered<'a>>, Option<RawFd>), Errno> {
    let standard = [&spec.stdin, &spec.stdout, &spec.stderr];
    let mut all: Vec<Numbered<'_>> = standard
        .into_iter()
        .zip(0..)
        .map(|(descriptor, number)| (descriptor.as_ref().unwrap_or(null).as_fd(), number))
        .collect();
    for passed in &spec.descriptors {
        let taken = all.iter().any(|(_, number)| *number == passed.number);
        if taken || passed.number < 0 || passed.number > MAX_DESCRIPTOR {
            return Err(Errno::EBADF);
        }
        all.push((passed.descriptor.as_fd(), passed.number));
    }
    let above = all.iter().map(|(_, number)| *number).max().unwrap_or(2) + 1;
    let lock = spec.lock.as_ref().map(|lock| {
        all.push((lock.as_fd(), above));
        above
    });
    Ok((all, lock))
}

struct Strings {
    program: CString,
    arguments: Vec<CString>,
    environment: Vec<CString>,
    directory: CString,
}

impl Strings {
    fn of(spec: &ProcessSpec) -> io::Result<Strings> {
        let string = |text: &OsStr| CString::new(text.as_bytes()).map_err(|_| io::Error::from(Errno::EINVAL));
        let mut arguments = vec![string(spec.program.as_os_str())?];
        for argument in &spec.arguments {
            arguments.push(string(argument)?);
        }
        let mut environment = Vec::with_capacity(spec.environment.len());
        for (name, value) in &spec.environment {
            if name.is_empty() || name.as_bytes().contains(&b'=') {
                return Err(Errno::EINVAL.into());
            }
            let mut variable = name.clone();
            variable.push("=");
            variable.push(value);
            environment.push(string(&variable)?);
        }
        let (program, directory) = (string(spec.program.as_os_str())?, string(spec.directory.as_os_str())?);
        Ok(Strings { program, arguments, environment, directory })
    }
}

fn explain(spec: &ProcessSpec, step: Step, error: io::Error) -> HostError {
    let program = spec.program.as_path();
    match step {
        Step::Start => HostError::at("cannot start a process for", program, error),
        Step::Descriptors => HostError::at("cannot pass descriptors to", program, error),
        Step::Session => HostError::at("cannot start a session for", program, error),
        Step::Limits => HostError::at("cannot set resource limits for", program, error),
        Step::Directory => HostError::at("cannot change directory to", &spec.directory, error),
        Step::Lock => {
            let lock = spec.lock.as_ref().map_or(program, |lock| lock.path());
            HostError::at("cannot write process id to", lock, error)
        }
        Step::Execute => {
            let missing = error.kind() == io::ErrorKind::NotFound && fs::metadata(program).is_ok();
            let error = HostError::at("cannot run", program, error);
            if missing { error.with_hint("the program is there, but its interpreter or loader is not") } else { error }
        }
    }
}
