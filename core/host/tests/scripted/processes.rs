//! Stated programs and the processes that a test plays.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use ferrovirt_host::scripted::{Operation, ScriptedHost};
use ferrovirt_host::{
    Exit, Files, Host, Identity, LockState, OutputLimits, ProcessSpec, ProcessUsage, Processes, Signal,
};
use nix::libc;

use crate::run;

const SOON: Duration = Duration::from_secs(120);

fn output(host: &ScriptedHost, spec: ProcessSpec, input: &str, limits: OutputLimits) -> ferrovirt_host::Output {
    run(host.run(spec, input.into(), limits, SOON)).expect("run")
}

#[test]
fn a_started_process_is_recorded() {
    let host = ScriptedHost::new();
    host.program("/usr/bin/qemu", |_| {});
    let mut spec = ProcessSpec::new("/usr/bin/qemu").arguments(["-S", "-name", "a b"]).variable("LC_ALL", "C");
    spec.new_session = true;
    let process = host.spawn(spec).expect("spawn");
    let started = host.started();
    assert_eq!(started.len(), 1);
    assert_eq!(started[0].arguments, ["-S", "-name", "a b"]);
    assert_eq!(started[0].environment, [("LC_ALL".into(), "C".into())]);
    assert!(started[0].new_session && started[0].pid == process.pid());
    assert_eq!((process.try_wait(), host.running_processes()), (None, vec![process.pid()]));
    process.signal(Signal::SIGSTOP).expect("stop");
    assert_eq!(process.try_wait(), None);
    process.signal(Signal::SIGTERM).expect("signal");
    assert_eq!(run(process.wait()), Exit::Signal(15));
    assert_eq!(process.signal(Signal::SIGTERM).expect_err("ended").errno(), Some(libc::ESRCH));
    assert_eq!(host.running_processes(), [0; 0]);
}

#[test]
fn what_cannot_run() {
    let host = ScriptedHost::new();
    host.file("/text", "").program("/program", |_| {}).fail(Operation::Spawn, 3, libc::EAGAIN);
    let spawn = |spec| host.spawn(spec).map(|_| ()).map_err(|error| error.kind());
    assert_eq!(spawn(ProcessSpec::new("/none")), Err(ErrorKind::NotFound));
    assert_eq!(spawn(ProcessSpec::new("/text")), Err(ErrorKind::PermissionDenied));
    assert_eq!(spawn(ProcessSpec::new("/program")), Err(ErrorKind::WouldBlock));
    let mut nowhere = ProcessSpec::new("/program");
    nowhere.directory = "/nowhere".into();
    assert_eq!(spawn(nowhere), Err(ErrorKind::NotFound));
    assert_eq!(host.started(), []);
}

#[test]
fn a_test_plays_the_process() {
    let host = ScriptedHost::new();
    let (sender, children) = mpsc::channel();
    host.program("/qemu", move |child| sender.send(child).expect("a test"));
    run(async {
        let process = host.spawn(ProcessSpec::new("/qemu").argument("x")).expect("spawn");
        let mut child = children.recv().expect("a child");
        child.catch([Signal::SIGTERM]);
        child.uses(ProcessUsage { resident: 42, ..ProcessUsage::default() }, Vec::new());
        assert_eq!((child.arguments(), process.usage().expect("usage").resident), (vec!["x".to_owned()], 42));
        process.signal(Signal::SIGTERM).expect("signal");
        assert_eq!(child.next_signal().await, Some(Signal::SIGTERM));
        assert_eq!(process.try_wait(), None);
        let (end, ()) = tokio::join!(process.wait(), async { child.exit(Exit::Code(3)) });
        assert_eq!(end, Exit::Code(3));
        child.exit(Exit::Code(4));
        assert_eq!(process.try_wait(), Some(Exit::Code(3)));
    });
}

#[test]
fn descriptors_reach_the_child() {
    let host = ScriptedHost::new();
    let (sender, children) = mpsc::channel();
    host.program("/qemu", move |child| sender.send(child).expect("a test"));
    run(async {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (ours, theirs) = host.sockets().socket_pair().expect("pair");
        host.spawn(ProcessSpec::new("/qemu").descriptor(3, theirs)).expect("spawn");
        let mut child = children.recv().expect("a child");
        assert!(child.take_descriptor(4).is_none());
        let mut theirs = host.sockets().stream(child.take_descriptor(3).expect("passed")).expect("stream");
        let mut ours = host.sockets().stream(ours).expect("stream");
        theirs.write_all(b"QMP").await.expect("write");
        let mut buffer = [0; 3];
        ours.read_exact(&mut buffer).await.expect("read");
        assert_eq!(&buffer, b"QMP");
    });
}

#[test]
fn helpers_answer() {
    let host = ScriptedHost::new();
    host.program("/cat", |child| {
        child.complain("oops");
        let input = child.input();
        child.finish(Exit::Code(1), input);
    });
    let answer = output(&host, ProcessSpec::new("/cat"), "hello", OutputLimits::default());
    assert_eq!((answer.exit, &answer.stdout[..], &answer.stderr[..]), (Exit::Code(1), &b"hello"[..], &b"oops"[..]));
    let answer = output(&host, ProcessSpec::new("/cat"), "hello", OutputLimits { stdout: 2, stderr: 9 });
    assert!(answer.truncated && answer.stdout == b"he");
    assert_eq!(host.transcript(), ["Run /cat", "Run /cat"]);
}

#[test]
fn a_slow_helper_is_killed_by_the_virtual_clock() {
    let host = ScriptedHost::new();
    host.program("/slow", |_| {});
    run(async {
        let (result, ()) =
            tokio::join!(host.run(ProcessSpec::new("/slow"), Vec::new(), OutputLimits::default(), SOON), async {
                host.advance(SOON)
            });
        assert_eq!(result.expect_err("too slow").errno(), Some(libc::ETIMEDOUT));
    });
    assert_eq!(host.running_processes(), [0; 0]);
}

#[test]
fn the_lock_lives_as_long_as_the_child() {
    let host = ScriptedHost::new();
    let lock = Path::new("/run/lock");
    host.directory("/run").program("/qemu", |_| {});
    let mut spec = ProcessSpec::new("/qemu");
    spec.lock = host.lock_file(lock).expect("lock");
    let process = host.spawn(spec).expect("spawn");
    assert_eq!(host.lock_state(lock).expect("state"), LockState::Held(Some(process.pid())));
    drop(host.adopt(process.pid(), Identity::Lock(lock)).expect("adopt"));
    process.signal(Signal::SIGKILL).expect("kill");
    assert_eq!(host.lock_state(lock).expect("state"), LockState::Free);
    assert!(host.adopt(process.pid(), Identity::Lock(lock)).is_err());
}

#[test]
fn a_failed_start_releases_the_lock() {
    let host = ScriptedHost::new();
    let lock = Path::new("/lock");
    let mut spec = ProcessSpec::new("/none");
    spec.lock = host.lock_file(lock).expect("lock");
    assert!(host.spawn(spec).is_err());
    assert!(!host.is_locked(lock).expect("state"));
}

#[test]
fn processes_of_an_earlier_life_are_adopted() {
    let host = ScriptedHost::new();
    let lock = Path::new("/run/lock");
    let child = host.running("/qemu", Some(lock));
    let pid = child.started.pid;
    assert_eq!(host.lock_state(lock).expect("state"), LockState::Held(Some(pid)));
    let start = host.start_time(pid).expect("start time");
    let adopt = |start| host.adopt(pid, Identity::StartTime(start)).map_err(|error| error.errno());
    assert_eq!(adopt(start + 1).map(|_| ()), Err(Some(libc::ESRCH)));
    let process = adopt(start).expect("adopt");
    child.exit(Exit::Code(0));
    assert_eq!(run(process.wait()), Exit::Gone);
    assert!(host.start_time(pid).is_err());
}
