//! What is known of the inside of a running guest: what its agent would tell, and what its threads do.

use std::collections::BTreeMap;

/// The file systems of every guest: mount point and partition, all on its first disk.
pub const FILE_SYSTEMS: [(&str, &str); 2] = [("/", "vda1"), ("/boot", "vda2")];

/// The disk that the file systems are on.
pub const FILE_SYSTEM_DISK: &str = "vda";

/// The time that guests show until somebody sets it, in seconds since 1970.
const FIRST_TIME: i64 = 627_319_920;

/// The inside of a guest.
#[derive(Clone, Debug)]
pub struct Inside {
    /// Which of the file systems are frozen.
    pub frozen: [bool; FILE_SYSTEMS.len()],
    /// The guest's time: seconds since 1970, and nanoseconds of the next one.
    pub time: (i64, u32),
    /// How I/O threads poll that do not poll as usual.
    pub polling: BTreeMap<u32, Polling>,
}

impl Default for Inside {
    fn default() -> Inside {
        Inside { frozen: [false; FILE_SYSTEMS.len()], time: (FIRST_TIME, 0), polling: BTreeMap::new() }
    }
}

/// How an I/O thread polls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polling {
    /// The longest time, in nanoseconds.
    pub longest: u64,
    /// By which factor it grows.
    pub grow: u32,
    /// By which factor it shrinks.
    pub shrink: u32,
}

impl Default for Polling {
    fn default() -> Polling {
        Polling { longest: 32768, grow: 0, shrink: 0 }
    }
}
