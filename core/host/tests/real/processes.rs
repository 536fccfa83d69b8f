//! Starting, watching, adopting and running processes.

use std::fs;
use std::io::{Read, Seek};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

use ferrovirt_host::{Exit, Host, Identity, LockState, OpenMode, OutputLimits, ProcessSpec, Signal};

use crate::{directory, host, run};

const SOON: Duration = Duration::from_secs(120);

fn shell(script: &str) -> ProcessSpec {
    ProcessSpec::new("/bin/sh").arguments(["-c", script]).variable("PATH", "/usr/bin:/bin")
}

/// Spawns and waits: how it ended, and what it printed.
fn outcome(host: &dyn Host, mut spec: ProcessSpec) -> (Exit, String) {
    let directory = directory();
    let output = host.files().open(&directory.path().join("out"), OpenMode::CreateNew(0o600)).expect("output");
    spec.stdout = Some(output.try_clone().expect("a copy"));
    let exit = run(async { host.processes().spawn(spec).expect("spawn").wait().await });
    let mut text = String::new();
    let mut output = fs::File::from(output);
    output.rewind().expect("seek");
    output.read_to_string(&mut text).expect("text");
    (exit, text)
}

fn check(spec: ProcessSpec, expected: &str) {
    assert_eq!(outcome(&*host(), spec), (Exit::Code(0), expected.to_owned()));
}

fn wait_for(mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < SOON, "did not happen in time");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Makes this process the parent of orphans below it. Not every machine's init takes their status; we do.
fn adopt_orphans() {
    nix::sys::prctl::set_child_subreaper(true).expect("prctl");
}

/// Takes the status of an orphan once it has ended.
fn bury(pid: i32) {
    // Its own parent may have taken it, when that was the last to be killed.
    wait_for(|| nix::sys::wait::waitpid(nix::unistd::Pid::from_raw(pid), None).is_ok() || !is_process(pid));
}

fn is_process(pid: i32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}

#[test]
fn environment_directory_mask_and_limits_are_as_stated() {
    check(ProcessSpec::new("/usr/bin/env").variable("A", "1=2").variable("B", ""), "A=1=2\nB=\n");
    check(ProcessSpec::new("/bin/pwd"), "/\n");
    let mut spec = shell("umask; ulimit -c; ulimit -n; ulimit -l");
    spec.umask = Some(0o027);
    spec.limits.core = Some(0);
    spec.limits.open_files = Some(77);
    spec.limits.locked_memory = Some(64 << 10);
    check(spec, "0027\n0\n77\n64\n");
}

#[test]
fn the_child_has_the_stated_descriptors_only() {
    let directory = directory();
    let host = host();
    let _not_passed = fs::File::open("/dev/zero").expect("open");
    let mut spec = shell("ls /proc/$$/fd; cat <&9; readlink /proc/self/fd/0");
    let path = directory.path().join("nine");
    fs::write(&path, "nine\n").expect("write");
    spec = spec.descriptor(9, OwnedFd::from(fs::File::open(&path).expect("open")));
    spec.lock = host.files().lock_file(&directory.path().join("lock")).expect("lock");
    check(spec, "0\n1\n10\n2\n9\nnine\n/dev/null\n");
}

#[test]
fn descriptors_may_change_places() {
    let pipes: Vec<OwnedFd> = ["three", "four"]
        .iter()
        .map(|text| {
            let (reader, mut writer) = std::io::pipe().expect("pipe");
            std::io::Write::write_all(&mut writer, text.as_bytes()).expect("write");
            OwnedFd::from(reader)
        })
        .collect();
    // Each at a number that may be another one's own on this side.
    let mut spec = shell("cat <&4; cat <&3");
    let mut numbers = [4, 3].into_iter();
    for pipe in pipes {
        spec = spec.descriptor(numbers.next().expect("two"), pipe);
    }
    check(spec, "threefour");
    let twice = shell("").descriptor(5, null()).descriptor(5, null());
    assert!(host().processes().spawn(twice).is_err());
    let standard = shell("").descriptor(1, null());
    assert!(host().processes().spawn(standard).is_err());
}

fn null() -> OwnedFd {
    OwnedFd::from(fs::File::open("/dev/null").expect("null"))
}

#[test]
fn a_session_of_its_own() {
    let mut spec =
        shell("cut -d' ' -f 1,6 /proc/self/stat | read -r pid session; ps -o sid= -p $$ | tr -d ' '; echo $$");
    spec.new_session = true;
    let (exit, text) = outcome(&*host(), spec);
    assert_eq!(exit, Exit::Code(0));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.first(), lines.get(1), "{text}");
}

#[test]
fn signals_are_at_their_defaults() {
    // Rust programs ignore SIGPIPE, and their children would too.
    let (_, text) = outcome(&*host(), shell("grep -E '^Sig(Ign|Blk)' /proc/self/status"));
    assert_eq!(text, "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

#[test]
fn ends_are_told_apart() {
    let ended = |script: &str| outcome(&*host(), shell(script)).0;
    assert_eq!(ended("exit 3"), Exit::Code(3));
    assert_eq!(ended("kill -KILL $$"), Exit::Signal(9));
    assert_eq!(ended("kill -40 $$"), Exit::Signal(40));
}

#[test]
fn a_program_that_cannot_run_says_why() {
    let directory = directory();
    let check = |program: &Path, errno: i32, hint: bool| {
        let error = host().processes().spawn(ProcessSpec::new(program)).map(|_| ()).expect_err("no such program");
        assert_eq!(error.errno(), Some(errno), "{error}");
        assert_eq!(error.path(), Some(program));
        assert_eq!(error.hint().is_some(), hint);
    };
    check(&directory.path().join("missing"), nix::libc::ENOENT, false);
    check(directory.path(), nix::libc::EACCES, false);
    let script = directory.path().join("script");
    host().files().write_atomic(&script, b"#!/no/such/shell\n", 0o755).expect("write");
    check(&script, nix::libc::ENOENT, true);
    let mut spec = shell("true");
    spec.directory = directory.path().join("nowhere");
    let error = host().processes().spawn(spec).map(|_| ()).expect_err("no such directory");
    assert_eq!(error.path(), Some(directory.path().join("nowhere").as_path()));
    let error = host().processes().spawn(ProcessSpec::new("/bin/true").argument("a\0b")).map(|_| ());
    assert_eq!(error.expect_err("a zero byte").errno(), Some(nix::libc::EINVAL));
}

#[test]
fn several_wait_for_the_same_end() {
    run(async {
        let process = host().processes().spawn(shell("exit 4")).expect("spawn");
        let ends = tokio::join!(process.wait(), process.wait());
        assert_eq!(ends, (Exit::Code(4), Exit::Code(4)));
        assert_eq!(process.wait().await, Exit::Code(4));
        assert_eq!(process.signal(Signal::SIGTERM).expect_err("ended").errno(), Some(nix::libc::ESRCH));
    });
}

#[test]
fn a_dropped_process_runs_on_and_leaves_no_zombie() {
    let directory = directory();
    let mut spec = shell("while [ ! -e stop ]; do sleep 0.01; done");
    spec.directory = directory.path().to_owned();
    let pids: Vec<i32> = (0..3)
        .map(|_| {
            let mut spec = shell("while [ ! -e stop ]; do sleep 0.01; done");
            spec.directory = directory.path().to_owned();
            host().processes().spawn(spec).expect("spawn").pid()
        })
        .collect();
    std::thread::sleep(Duration::from_millis(30));
    assert!(pids.iter().all(|pid| is_process(*pid)));
    fs::write(directory.path().join("stop"), "").expect("write");
    wait_for(|| !pids.iter().any(|pid| is_process(*pid)));
}

#[test]
fn what_ends_with_its_starter_does_so_unasked() {
    let starter = std::thread::spawn(|| {
        let mut spec = ProcessSpec::new("/bin/sleep").argument("1000");
        spec.ends_with_starter = true;
        let child = host().processes().spawn(spec).expect("spawn");
        assert!(child.try_wait().is_none(), "it runs while its starter does");
        child
    });
    let child = starter.join().expect("no panic");
    assert_eq!(run(child.wait()), Exit::Signal(9));
}

#[test]
fn usage_of_process_and_threads() {
    let process = host().processes().spawn(ProcessSpec::new("/bin/sleep").argument("100")).expect("spawn");
    process.usage().expect("usage");
    // The kernel counts the pages of so small a program only roughly; ours has plenty.
    let own = host().system().pid();
    let start = host().processes().start_time(own).expect("start");
    let own = host().processes().adopt(own, Identity::StartTime(start)).expect("adopt");
    assert!(own.usage().expect("usage").resident > 0);
    let threads = process.threads().expect("threads");
    assert_eq!(
        threads.iter().map(|thread| (thread.id, thread.name.as_str())).collect::<Vec<_>>(),
        [(process.pid(), "sleep")]
    );
    process.signal(Signal::SIGKILL).expect("kill");
    assert_eq!(run(process.wait()), Exit::Signal(9));
    assert_eq!(process.usage().expect_err("ended").errno(), Some(nix::libc::ESRCH));
}

#[test]
fn adoption_needs_the_right_identity() {
    let host = host();
    let process = host.processes().spawn(ProcessSpec::new("/bin/sleep").argument("100")).expect("spawn");
    let adopt = |pid, start| host.processes().adopt(pid, Identity::StartTime(start)).map_err(|error| error.errno());
    let start = process.start_time();
    assert_eq!(adopt(process.pid(), start + 1).map(|_| ()), Err(Some(nix::libc::ESRCH)));
    assert_eq!(adopt(-1, start).map(|_| ()), Err(Some(nix::libc::ESRCH)));
    let adopted = adopt(process.pid(), start).expect("adopt");
    assert_eq!(adopted.try_wait(), None);
    run(async {
        adopted.signal(Signal::SIGTERM).expect("signal");
        assert_eq!(adopted.wait().await, Exit::Gone);
        assert_eq!(process.wait().await, Exit::Signal(15));
    });
    assert_eq!(adopt(process.pid(), start).map(|_| ()), Err(Some(nix::libc::ESRCH)));
}

#[test]
fn a_helper_gets_input_and_gives_output() {
    let answer = |script: &str, input: &str, limits: OutputLimits| {
        run(async { host().processes().run(shell(script), input.into(), limits, SOON).await }).expect("run")
    };
    let output = answer("cat; echo oops >&2; exit 3", "hello", OutputLimits::default());
    assert_eq!((output.exit, &output.stdout[..], &output.stderr[..]), (Exit::Code(3), &b"hello"[..], &b"oops\n"[..]));
    assert!(!output.truncated);
    let output = answer("yes | head -c 1000000", "", OutputLimits { stdout: 10, stderr: 10 });
    assert_eq!((output.exit, &output.stdout[..]), (Exit::Code(0), &b"y\ny\ny\ny\ny\n"[..]));
    assert!(output.truncated);
}

#[test]
fn a_helper_is_killed_with_its_children_at_the_deadline() {
    adopt_orphans();
    let directory = directory();
    let mut spec = shell("sleep 100 & echo $! > child; sleep 100");
    spec.directory = directory.path().to_owned();
    let within = Duration::from_millis(300);
    let error = run(host().processes().run(spec, Vec::new(), OutputLimits::default(), within)).expect_err("too slow");
    assert_eq!(error.errno(), Some(nix::libc::ETIMEDOUT));
    let child: i32 =
        fs::read_to_string(directory.path().join("child")).expect("child's pid").trim().parse().expect("a pid");
    bury(child);
}

#[test]
fn a_daemon_left_behind_does_not_hold_up_the_answer() {
    adopt_orphans();
    let start = Instant::now();
    let output = run(host().processes().run(shell("sleep 600 & echo $!"), Vec::new(), OutputLimits::default(), SOON));
    let output = output.expect("run");
    assert!(start.elapsed() < SOON);
    let pid: i32 = String::from_utf8(output.stdout).expect("text").trim().parse().expect("a pid");
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), Signal::SIGKILL).expect("kill");
    bury(pid);
}

#[test]
fn the_lock_lives_as_long_as_the_child() {
    let (directory, host) = (directory(), host());
    let path = directory.path().join("lock");
    let mut spec = ProcessSpec::new("/bin/sleep").argument("100");
    spec.lock = host.files().lock_file(&path).expect("lock");
    let process = host.processes().spawn(spec).expect("spawn");
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Held(Some(process.pid())));
    assert!(host.files().lock_file(&path).expect("lock").is_none());
    let adopted = host.processes().adopt(process.pid(), Identity::Lock(&path)).expect("adopt");
    let own = host.system().pid();
    assert!(host.processes().adopt(own, Identity::Lock(&path)).is_err());
    adopted.signal(Signal::SIGKILL).expect("kill");
    run(process.wait());
    assert_eq!(host.files().lock_state(&path).expect("state"), LockState::Free);
    assert!(host.files().lock_file(&path).expect("lock").is_some());
}

const HELPER_DIRECTORY: &str = "FERROVIRT_HOST_HELPER_DIRECTORY";

/// Not a test by itself: the process that [`a_killed_parent_loses_no_child`] kills.
#[test]
fn helper_that_gets_killed() {
    let Some(directory) = std::env::var_os(HELPER_DIRECTORY) else { return };
    let host = host();
    let lock = Path::new(&directory).join("lock");
    let mut spec = ProcessSpec::new("/bin/sleep").argument("1000");
    spec.directory = directory.into();
    spec.lock = host.files().lock_file(&lock).expect("lock");
    let child = host.processes().spawn(spec).expect("spawn");
    run(child.wait());
}

#[test]
fn a_killed_parent_loses_no_child() {
    adopt_orphans();
    let mut found = 0;
    for delay in (0..30).step_by(2) {
        let directory = directory();
        let host = host();
        let program = std::env::current_exe().expect("this program");
        let spec = ProcessSpec::new(program)
            .arguments(["--exact", "processes::helper_that_gets_killed"])
            .variable(HELPER_DIRECTORY, directory.path());
        let parent = host.processes().spawn(spec).expect("spawn");
        std::thread::sleep(Duration::from_millis(delay));
        parent.signal(Signal::SIGKILL).expect("kill");
        assert_eq!(run(parent.wait()), Exit::Signal(9));
        found += usize::from(find_and_end(&*host, directory.path()));
    }
    assert!(found > 0, "the parent never lived long enough");
}

/// Whether the killed parent left a child; it must then be found by its lock alone.
fn find_and_end(host: &dyn Host, directory: &Path) -> bool {
    let lock = directory.join("lock");
    let mut state = LockState::Free;
    // For a moment after its parent's death the child may not have come to write its pid.
    wait_for(|| {
        state = host.files().lock_state(&lock).expect("state");
        state != LockState::Held(None)
    });
    let LockState::Held(Some(pid)) = state else {
        assert_eq!(processes_in(directory), [0; 0], "a child without a lock");
        return false;
    };
    let child = host.processes().adopt(pid, Identity::Lock(&lock)).expect("adopt");
    child.signal(Signal::SIGKILL).expect("kill");
    assert_eq!(run(child.wait()), Exit::Gone);
    bury(pid);
    assert!(!host.files().is_locked(&lock).expect("state"));
    true
}

/// The processes whose working directory this is.
fn processes_in(directory: &Path) -> Vec<i32> {
    let pids = fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    pids.filter(|pid| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|path| path == directory)).collect()
}
