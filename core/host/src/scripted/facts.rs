//! The stated facts of the machine and of our process.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::{CpuidRegisters, Cpus, Memory, TimeStampCounter};

/// Facts of the machine and of our process, as a test states them.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The machine's name.
    pub hostname: String,
    /// The machine's architecture.
    pub machine: String,
    /// The kernel's release.
    pub kernel_release: String,
    /// Bytes in a page.
    pub page_size: u64,
    /// The machine's CPUs.
    pub cpus: Cpus,
    /// What the processor says of itself, by leaf and subleaf.
    pub cpuid: BTreeMap<(u32, u32), CpuidRegisters>,
    /// The machine's memory.
    pub memory: Memory,
    /// Our process id.
    pub pid: i32,
    /// Our effective user.
    pub uid: u32,
    /// Our effective group.
    pub gid: u32,
    /// The users by number.
    pub users: BTreeMap<u32, User>,
    /// Our environment.
    pub variables: BTreeMap<String, OsString>,
    /// The version of KVM, or the errno of opening it.
    pub kvm: Result<i32, i32>,
    /// The model-specific registers that can be read.
    pub model_specific_registers: BTreeMap<u32, u64>,
    /// The time stamp counter, if it can be told.
    pub time_stamp_counter: Option<TimeStampCounter>,
    /// Our control group; `None` where the unified hierarchy is not mounted.
    pub cgroup: Option<PathBuf>,
    /// Whether our control group was delegated to us.
    pub delegated: bool,
}

/// A user of the machine.
#[derive(Clone, Debug)]
pub struct User {
    /// The name.
    pub name: String,
    /// The home directory.
    pub home: PathBuf,
}

impl Default for Facts {
    /// An x86_64 machine with 4 CPUs, 8 GiB and KVM; we are root with a PATH of /usr/bin and /bin.
    fn default() -> Facts {
        const GIBIBYTE: u64 = 1 << 30;
        let cpus: Vec<u32> = (0..4).collect();
        let root = User { name: "root".to_owned(), home: PathBuf::from("/root") };
        Facts {
            hostname: "scripted".to_owned(),
            machine: "x86_64".to_owned(),
            kernel_release: "6.12.0".to_owned(),
            page_size: 4096,
            cpus: Cpus { online: cpus.clone(), possible: cpus },
            cpuid: BTreeMap::new(),
            memory: Memory {
                total: 8 * GIBIBYTE,
                free: 6 * GIBIBYTE,
                available: 7 * GIBIBYTE,
                buffers: 0,
                cached: GIBIBYTE,
            },
            pid: 100,
            uid: 0,
            gid: 0,
            users: BTreeMap::from([(0, root)]),
            variables: BTreeMap::from([("PATH".to_owned(), OsString::from("/usr/bin:/bin"))]),
            kvm: Ok(12),
            model_specific_registers: BTreeMap::new(),
            time_stamp_counter: None,
            cgroup: Some(PathBuf::from("/sys/fs/cgroup/scripted")),
            delegated: true,
        }
    }
}
