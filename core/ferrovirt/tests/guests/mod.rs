//! What the tests with a real QEMU share: a root of their own, documents, and a look at the host's processes that does
//! not ask the driver.

#![allow(dead_code, reason = "each test file uses its part")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ferrovirt::blocking::wait;
use ferrovirt::{Connection, Domain, Result};

/// The limit on waits that must end: far above what is normal, so that only a hang reaches it.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The driver's own lock of the root, which lives as long as somebody has the root open.
const DRIVER_LOCK: &str = "driver.pid";

/// Where QEMU is, or `None` with a printed note.
pub fn qemu() -> Option<&'static str> {
    let path = "/usr/bin/qemu-system-x86_64";
    let is_there = Path::new(path).exists();
    if !is_there {
        println!("skipped: {path} is not installed");
    }
    is_there.then_some(path)
}

/// The test guest's kernel and initramfs as `scripts/guest.sh` makes them, or `None` with a printed note.
pub fn guest_files() -> Option<(PathBuf, PathBuf)> {
    let folder = match std::env::var_os("FERROVIRT_TEST_GUEST") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../build/guest"),
    };
    let files = (folder.join("vmlinuz"), folder.join("initramfs"));
    if !files.0.exists() || !files.1.exists() {
        println!("skipped: no test guest; `scripts/guest.sh` makes it");
        return None;
    }
    Some(files)
}

/// A temporary root for the embedded driver. Dropping it ends what still runs there and removes it.
pub struct Root(PathBuf);

impl Root {
    /// A new root whose path has at least `length` characters.
    pub fn with_length(length: usize) -> Root {
        let mut path =
            std::env::temp_dir().join(format!("fv-{}", &ferrovirt::Uuid::new_v4().simple().to_string()[..8]));
        let missing = length.saturating_sub(path.as_os_str().len());
        if missing > 0 {
            path.push("r".repeat(missing.max(2) - 1));
        }
        std::fs::create_dir_all(&path).expect("a temporary directory");
        Root(path)
    }

    /// A new root.
    pub fn new() -> Root {
        Root::with_length(0)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn uri(&self) -> String {
        format!("qemu:///embed?root={}", self.0.display())
    }

    pub fn open(&self) -> Connection {
        wait(ferrovirt::open(&self.uri(), Default::default()), within()).expect("the root opens")
    }

    /// The pids of QEMU processes that mention this root.
    pub fn processes(&self) -> Vec<u32> {
        processes_with(&self.0.to_string_lossy())
    }

    /// Waits until this many QEMU processes of the root are left.
    pub fn wait_for_processes(&self, count: usize) -> Vec<u32> {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.processes();
            if found.len() == count || Instant::now() > end {
                return found;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Sockets and pid files below the root: what a guest must not leave.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        collect(&self.0, &mut found);
        found
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        for pid in self.processes() {
            // They were started by this test: their command lines name its root.
            let _ = std::process::Command::new("kill").args(["-9", &pid.to_string()]).status();
        }
        let top = self.0.ancestors().find(|path| path.parent() == Some(&std::env::temp_dir())).unwrap_or(&self.0);
        let _ = std::fs::remove_dir_all(top);
    }
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    use std::os::unix::fs::FileTypeExt;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        if kind.is_dir() {
            if name.starts_with("domain-") {
                found.push(entry.path());
            }
            collect(&entry.path(), found);
        } else if kind.is_socket() || (name.ends_with(".pid") && name != DRIVER_LOCK) {
            found.push(entry.path());
        }
    }
}

/// The pids of QEMU processes whose command line has this text.
pub fn processes_with(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        let command = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command).replace('\0', " ");
        if command.contains("qemu-system-")
            && command.split(' ').next().is_some_and(|program| program.contains("qemu"))
            && command.contains(text)
        {
            found.push(pid);
        }
    }
    found
}

/// The deadline of a call that must end.
pub fn within() -> Option<Instant> {
    Some(Instant::now() + PATIENCE)
}

/// Waits for a call that must succeed.
pub fn must<T>(call: impl Future<Output = Result<T>>) -> T {
    wait(call, within()).unwrap_or_else(|error| panic!("{}", error.report()))
}

/// A small guest without a system: the firmware finds nothing to boot and idles.
pub fn idle_document(name: &str) -> String {
    format!(
        "<domain type='qemu'>
           <name>{name}</name>
           <memory unit='MiB'>32</memory>
           <vcpu>1</vcpu>
           <os><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/></os>
           <features><acpi/></features>
           <devices>
             <serial type='pty'/>
             <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
             <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
             <video><model type='vga'/></video>
           </devices>
         </domain>"
    )
}

/// The test guest: it boots Linux, prints a line when it is up, answers on the agent channel.
pub fn linux_document(name: &str, files: &(PathBuf, PathBuf)) -> String {
    idle_document(name).replace("<memory unit='MiB'>32", "<memory unit='MiB'>192").replace(
        "<boot dev='hd'/>",
        &format!(
            "<kernel>{}</kernel><initrd>{}</initrd><cmdline>console=ttyS0 quiet</cmdline>",
            files.0.display(),
            files.1.display()
        ),
    )
}

/// Waits until a condition of a domain holds.
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether the domain is active.
pub fn is_active(domain: &Domain) -> bool {
    must(domain.is_active())
}
