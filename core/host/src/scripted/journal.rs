//! What was asked of a scripted host, and which calls are to fail.

use std::fmt;

/// A call that may fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the method of that name")]
pub enum Operation {
    Read,
    ReadTail,
    WriteAtomic,
    WriteDurable,
    SweepTemporaries,
    Open,
    RemoveFile,
    RemoveTree,
    RemoveDirectory,
    CreateDirectories,
    List,
    Status,
    LinkStatus,
    Rename,
    SyncDirectory,
    CreateLink,
    ReadLink,
    CanonicalPath,
    Space,
    SetMode,
    SetOwner,
    Copy,
    ExplainAccess,
    LockFile,
    LockState,
    Spawn,
    Adopt,
    Run,
    StartTime,
    Signal,
    Usage,
    Threads,
    ListenUnix,
    ConnectUnix,
    SocketPair,
    Stream,
    PeerCredentials,
    ListenTcp,
    OpenTerminal,
    Hostname,
    Machine,
    KernelRelease,
    Cpus,
    Memory,
    UserName,
    HomeDirectory,
    KvmVersion,
    ModelSpecificRegister,
    TimeStampCounter,
    FillRandom,
    OwnCgroup,
    IsDelegated,
    CreateCgroup,
    AddProcess,
    ReadCgroup,
    WriteCgroup,
    RemoveCgroup,
}

/// A call that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What was asked.
    pub operation: Operation,
    /// What it was about: a path, as a rule.
    pub subject: String,
}

impl fmt::Display for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.subject.is_empty() {
            write!(formatter, "{:?}", self.operation)
        } else {
            write!(formatter, "{:?} {}", self.operation, self.subject)
        }
    }
}

/// A failure that was stated: after how many more calls.
struct Failure {
    /// Which calls count; all when not given.
    operation: Option<Operation>,
    calls_left: usize,
    errno: i32,
    /// Whether every later call fails too.
    lasting: bool,
}

#[derive(Default)]
pub(super) struct Journal {
    calls: Vec<Call>,
    failures: Vec<Failure>,
}

impl Journal {
    pub fn fail(&mut self, operation: Operation, nth: usize, errno: i32) {
        self.failures.push(Failure { operation: Some(operation), calls_left: nth, errno, lasting: false });
    }

    pub fn fail_call(&mut self, nth: usize, errno: i32) {
        self.failures.push(Failure { operation: None, calls_left: nth, errno, lasting: false });
    }

    pub fn fail_from(&mut self, nth: usize, errno: i32) {
        self.failures.push(Failure { operation: None, calls_left: nth, errno, lasting: true });
    }

    pub fn heal(&mut self) {
        self.failures.clear();
    }

    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    pub fn forget(&mut self) {
        self.calls.clear();
    }

    /// Records a call; the errno that it is to fail with.
    pub fn enter(&mut self, operation: Operation, subject: String) -> Option<i32> {
        self.calls.push(Call { operation, subject });
        let mut result = None;
        self.failures.retain_mut(|failure| {
            if failure.operation.is_some_and(|counted| counted != operation) {
                return true;
            }
            failure.calls_left = failure.calls_left.saturating_sub(1);
            if failure.calls_left > 0 {
                return true;
            }
            result = result.or(Some(failure.errno));
            failure.lasting
        });
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nth_call_fails() {
        use Operation::{List, Read};
        let mut journal = Journal::default();
        let mut check = |state: fn(&mut Journal), operations: &[Operation], expected: &[Option<i32>]| {
            state(&mut journal);
            let answers: Vec<_> = operations.iter().map(|operation| journal.enter(*operation, String::new())).collect();
            assert_eq!(answers, expected);
        };
        check(|_| {}, &[Read], &[None]);
        check(|journal| journal.fail(Read, 2, 5), &[Read, List, Read, Read], &[None, None, Some(5), None]);
        check(|journal| journal.fail_call(3, 28), &[Read, List, Read, List], &[None, None, Some(28), None]);
        check(|journal| journal.fail_from(2, 30), &[List, Read, List], &[None, Some(30), Some(30)]);
        check(Journal::heal, &[Read], &[None]);
    }
}
