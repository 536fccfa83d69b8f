//! A root of its own for each test, documents, and what a test asks of its guests.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ferrovirt_api::blocking::wait;
use ferrovirt_api::*;
use ferrovirt_driver_qemu::FACTORY;

const HANG: Duration = Duration::from_secs(120);

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A directory that goes with the test, and whatever guests are left in it.
pub struct Root(pub PathBuf);

/// Whether a file is the driver's own, not a guest's: its lock, and the mark that guests were started since the boot.
pub fn is_of_the_driver(file: &str) -> bool {
    file.ends_with("driver.pid") || file.ends_with("autostarted")
}

impl Root {
    pub fn new() -> Root {
        Root::named(&format!("fv-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)))
    }

    pub fn named(name: &str) -> Root {
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a directory");
        Root(path)
    }

    pub fn uri(&self) -> String {
        format!("qemu:///embed?root={}", self.0.display())
    }

    pub fn open(&self) -> Connection {
        call(Connection::open(&[&FACTORY], &self.uri(), OpenOptions::default()))
    }

    /// Waits until no driver of this process or another has the root open.
    pub fn wait_until_nobody_has_it(&self) {
        let host = ferrovirt_host::RealHost::new();
        let lock = self.0.join("run/qemu/driver.pid");
        let end = Instant::now() + HANG;
        while ferrovirt_host::Host::files(&host).is_locked(&lock).expect("a lock file") {
            assert!(Instant::now() < end, "somebody keeps the root");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Every file below, relative.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut pending = vec![self.0.clone()];
        while let Some(directory) = pending.pop() {
            for entry in std::fs::read_dir(&directory).into_iter().flatten().flatten() {
                let path = entry.path();
                match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    true => pending.push(path),
                    false => found.push(path.strip_prefix(&self.0).expect("below").display().to_string()),
                }
            }
        }
        found.sort();
        found
    }

    /// Files and directories that belong to running guests.
    pub fn leftovers(&self) -> Vec<String> {
        let mut found: Vec<String> = self
            .files()
            .into_iter()
            .filter(|file| file.starts_with("run/") && !is_of_the_driver(file) || file.starts_with("lib/"))
            .collect();
        for directory in ["lib/qemu", "run/qemu/channel"] {
            for entry in std::fs::read_dir(self.0.join(directory)).into_iter().flatten().flatten() {
                let name = entry.file_name().into_string().expect("text");
                if !["nvram", "save", "ram"].contains(&name.as_str()) {
                    found.push(format!("{directory}/{name}"));
                }
            }
        }
        found
    }

    /// Processes whose command line names this root.
    pub fn processes(&self) -> Vec<i32> {
        let needle = self.0.display().to_string();
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
            // The guests' own directories are their working places: their environment or arguments name the root.
            let text = |file: &str| {
                let bytes = std::fs::read(entry.path().join(file)).unwrap_or_default();
                String::from_utf8_lossy(&bytes).into_owned()
            };
            if pid != std::process::id() as i32 && text("cmdline").contains("qemu") {
                let lists = std::fs::read_dir(entry.path().join("fd")).into_iter().flatten().flatten();
                let open = lists.filter_map(|fd| std::fs::read_link(fd.path()).ok());
                if open.into_iter().any(|path| path.display().to_string().starts_with(&needle)) {
                    found.push(pid);
                }
            }
        }
        found
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        for pid in self.processes() {
            let _ = std::process::Command::new("kill").args(["-9", &pid.to_string()]).status();
        }
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// By when a call that still waits hangs for ever, however slow the machine is.
pub fn hang_limit() -> Option<Instant> {
    Some(Instant::now() + HANG)
}

/// Waits for a call.
pub fn call<T>(future: impl Future<Output = Result<T>>) -> T {
    match wait(future, hang_limit()) {
        Ok(value) => value,
        Err(error) => panic!("{}", error.report()),
    }
}

/// Waits for a call that fails.
pub fn fails<T>(future: impl Future<Output = Result<T>>) -> Error {
    match wait(future, hang_limit()) {
        Ok(_) => panic!("the call must fail"),
        Err(error) => error,
    }
}

/// Whether guests can be started here; says so if not.
pub fn has_qemu() -> bool {
    let found = Path::new("/usr/bin/qemu-system-x86_64").exists();
    if !found {
        println!("skipped: qemu-system-x86_64 is not installed");
    }
    found
}

/// A small guest without operating system.
pub fn guest(name: &str, devices: &str) -> String {
    format!(
        "<domain type='qemu'><name>{name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>\
         <os><type arch='x86_64' machine='q35'>hvm</type></os><devices>{devices}</devices></domain>"
    )
}

/// The state of a guest, and why.
pub fn state(domain: &Domain) -> (DomainState, i32) {
    let found = call(domain.state(0));
    (found.state, found.reason)
}

/// The lifecycle events that came so far: type and detail.
pub fn steps(events: &EventSubscription) -> Vec<(DomainEventType, i32)> {
    let mut found = Vec::new();
    while let Some(event) = events.try_next() {
        if let Event::Domain(DomainEvent { kind: DomainEventKind::Lifecycle { event, detail }, .. }) = event {
            found.push((event, detail));
        }
    }
    found
}

/// Waits until something is so.
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let limit = Instant::now() + HANG;
    while !is_so() {
        assert!(Instant::now() < limit, "waited in vain for: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
