//! What /proc says of a process.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;
use nix::unistd::{SysconfVar, sysconf};

use super::files::read_limited;
use crate::{ProcessUsage, ThreadUsage};

/// Far longer than any of these files is.
const LIMIT: usize = 64 << 10;

/// The kernel's PF_EXITING.
const EXITING: u64 = 0x4;

/// The fields of /proc/PID/stat that we use.
#[derive(Debug, PartialEq, Eq)]
struct Stat {
    name: String,
    flags: u64,
    user_ticks: u64,
    system_ticks: u64,
    start_time: u64,
    resident_pages: u64,
    cpu: u32,
}

/// When a process started, in clock ticks since boot.
pub(super) fn start_time(pid: i32) -> io::Result<u64> {
    Ok(read(&directory(pid))?.start_time)
}

/// Whether the kernel is taking a process apart.
pub(super) fn is_exiting(pid: i32) -> io::Result<bool> {
    Ok(read(&directory(pid))?.flags & EXITING != 0)
}

pub(super) fn usage(pid: i32) -> io::Result<ProcessUsage> {
    let stat = read(&directory(pid))?;
    Ok(ProcessUsage {
        user: ticks(stat.user_ticks),
        system: ticks(stat.system_ticks),
        resident: stat.resident_pages.saturating_mul(super::system::page_size()),
    })
}

pub(super) fn threads(pid: i32) -> io::Result<Vec<ThreadUsage>> {
    let tasks = directory(pid).join("task");
    let mut threads = Vec::new();
    for entry in fs::read_dir(&tasks).map_err(gone)? {
        let name = entry.map_err(gone)?.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse().ok()) else { continue };
        match read(&tasks.join(&name)) {
            Ok(stat) => threads.push(ThreadUsage {
                id,
                name: stat.name,
                user: ticks(stat.user_ticks),
                system: ticks(stat.system_ticks),
                cpu: stat.cpu,
            }),
            // The thread ended since the directory was read.
            Err(error) if error.raw_os_error() == Some(nix::libc::ESRCH) => {}
            Err(error) => return Err(error),
        }
    }
    threads.sort_unstable_by_key(|thread| thread.id);
    Ok(threads)
}

fn directory(pid: i32) -> PathBuf {
    PathBuf::from(format!("/proc/{pid}"))
}

fn read(directory: &Path) -> io::Result<Stat> {
    let content = read_limited(&directory.join("stat"), LIMIT).map_err(gone)?;
    parse(&String::from_utf8_lossy(&content)).ok_or_else(|| Errno::EPROTO.into())
}

/// A process that has ended is ESRCH here too, as it is for signals.
fn gone(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::NotFound { Errno::ESRCH.into() } else { error }
}

fn parse(text: &str) -> Option<Stat> {
    // The name is the program's choice and may contain anything, parentheses and spaces too.
    let (start, rest) = text.rsplit_once(')')?;
    let (_, name) = start.split_once('(')?;
    // proc(5) counts from 1, and the third field is the first after the name.
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let field = |number: usize| fields.get(number.checked_sub(3)?)?.parse::<u64>().ok();
    Some(Stat {
        name: name.to_owned(),
        flags: field(9)?,
        user_ticks: field(14)?,
        system_ticks: field(15)?,
        start_time: field(22)?,
        resident_pages: field(24)?,
        cpu: field(39).and_then(|cpu| u32::try_from(cpu).ok()).unwrap_or_default(),
    })
}

fn ticks(count: u64) -> Duration {
    let per_second = sysconf(SysconfVar::CLK_TCK).ok().flatten().and_then(|value| u64::try_from(value).ok());
    let nanoseconds = 1_000_000_000 / per_second.filter(|value| *value > 0).unwrap_or(100);
    Duration::from_nanos(count.saturating_mul(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_contain_anything() {
        let text = "42 (a) b (c) S 1 42 42 0 -1 4194560 1 0 0 0 7 8 0 0 20 0 1 0 1234 9000 55 18446744073709551615 1 1 0 0 \
                    0 0 0 0 0 0 0 0 17 3 0 0";
        let stat = Stat {
            name: "a) b (c".to_owned(),
            flags: 4194560,
            user_ticks: 7,
            system_ticks: 8,
            start_time: 1234,
            resident_pages: 55,
            cpu: 3,
        };
        assert_eq!(parse(text), Some(stat));
        assert_eq!(parse("42 (a S 1"), None);
        assert_eq!(parse(""), None);
    }
}
