//! Facts of this machine.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use nix::sys::utsname::uname;
use nix::unistd::{AccessFlags, SysconfVar, Uid, User, eaccess, getegid, geteuid, gethostname, getpid, sysconf};

use super::files::read_limited;
use super::processor;
use crate::error::Context;
use crate::{CpuidRegisters, Cpus, HostResult, Memory, RealHost, System, TimeStampCounter, sys};

const LIMIT: usize = 64 << 10;

/// More CPUs than Linux can have.
const MAX_CPUS: u32 = 1 << 16;

impl System for RealHost {
    fn hostname(&self) -> HostResult<String> {
        gethostname().map(|name| name.to_string_lossy().into_owned()).doing("cannot get the host name")
    }

    fn machine(&self) -> HostResult<String> {
        let name = uname().doing("cannot get the machine's architecture")?;
        Ok(name.machine().to_string_lossy().into_owned())
    }

    fn kernel_release(&self) -> HostResult<String> {
        let name = uname().doing("cannot get the kernel's release")?;
        Ok(name.release().to_string_lossy().into_owned())
    }

    fn page_size(&self) -> u64 {
        page_size()
    }

    fn cpus(&self) -> HostResult<Cpus> {
        let online = read_cpus("online").unwrap_or_else(counted_cpus);
        let possible = read_cpus("possible").unwrap_or_else(|| online.clone());
        Ok(Cpus { online, possible })
    }

    fn cpuid(&self, leaf: u32, subleaf: u32) -> Option<CpuidRegisters> {
        processor::cpuid(leaf, subleaf)
    }

    fn memory(&self) -> HostResult<Memory> {
        let path = Path::new("/proc/meminfo");
        let content = read_limited(path, LIMIT).at("cannot read", path)?;
        Ok(parse_memory(&String::from_utf8_lossy(&content)))
    }

    fn effective_uid(&self) -> u32 {
        geteuid().as_raw()
    }

    fn effective_gid(&self) -> u32 {
        getegid().as_raw()
    }

    fn user_name(&self, uid: u32) -> HostResult<Option<String>> {
        Ok(user(uid)?.map(|user| user.name))
    }

    fn home_directory(&self, uid: u32) -> HostResult<Option<PathBuf>> {
        Ok(user(uid)?.map(|user| user.dir))
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        // The standard library panics on names that can't be.
        if name.is_empty() || name.contains(['=', '\0']) { None } else { env::var_os(name) }
    }

    fn pid(&self) -> i32 {
        getpid().as_raw()
    }

    fn find_program(&self, name: &str, extra: &[&Path]) -> Option<PathBuf> {
        if name.contains('/') {
            return Some(PathBuf::from(name)).filter(|path| is_program(path));
        }
        if name.is_empty() {
            return None;
        }
        let path = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&path)
            .filter(|directory| directory.is_absolute())
            .chain(extra.iter().map(|directory| directory.to_path_buf()))
            .map(|directory| directory.join(name))
            .find(|path| is_program(path))
    }

    fn kvm_version(&self) -> HostResult<i32> {
        let kvm = processor::open_kvm()?;
        sys::kvm_version(kvm.as_fd()).at("cannot get the version of", Path::new("/dev/kvm"))
    }

    fn model_specific_register(&self, number: u32) -> HostResult<u64> {
        processor::model_specific_register(number)
    }

    fn time_stamp_counter(&self) -> HostResult<TimeStampCounter> {
        processor::time_stamp_counter()
    }

    fn fill_random(&self, buffer: &mut [u8]) -> HostResult<()> {
        sys::fill_random(buffer).doing("cannot get random bytes")
    }
}

pub(super) fn page_size() -> u64 {
    sysconf(SysconfVar::PAGE_SIZE).ok().flatten().and_then(|size| u64::try_from(size).ok()).unwrap_or(4096)
}

fn user(uid: u32) -> HostResult<Option<User>> {
    User::from_uid(Uid::from_raw(uid)).doing(&format!("cannot look up user {uid}"))
}

fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|status| status.is_file()) && eaccess(path, AccessFlags::X_OK).is_ok()
}

fn read_cpus(name: &str) -> Option<Vec<u32>> {
    let content = read_limited(&Path::new("/sys/devices/system/cpu").join(name), LIMIT).ok()?;
    parse_cpus(std::str::from_utf8(&content).ok()?)
}

/// The list where /sys is not mounted.
fn counted_cpus() -> Vec<u32> {
    let count = sysconf(SysconfVar::_NPROCESSORS_ONLN).ok().flatten().and_then(|count| u32::try_from(count).ok());
    (0..count.unwrap_or(1).clamp(1, MAX_CPUS)).collect()
}

/// `0-3,8`
fn parse_cpus(text: &str) -> Option<Vec<u32>> {
    let mut cpus = Vec::new();
    for range in text.trim().split(',').filter(|range| !range.is_empty()) {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        if last >= MAX_CPUS {
            return None;
        }
        cpus.extend(first..=last);
    }
    Some(cpus)
}

fn parse_memory(text: &str) -> Memory {
    let mut memory = Memory::default();
    for line in text.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let field = match name {
            "MemTotal" => &mut memory.total,
            "MemFree" => &mut memory.free,
            "MemAvailable" => &mut memory.available,
            "Buffers" => &mut memory.buffers,
            "Cached" => &mut memory.cached,
            _ => continue,
        };
        let kilobytes = value.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default();
        *field = kilobytes.saturating_mul(1024);
    }
    memory
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_lists() {
        assert_eq!(parse_cpus("0-2,5\n"), Some(vec![0, 1, 2, 5]));
        assert_eq!(parse_cpus("\n"), Some(vec![]));
        assert_eq!(parse_cpus("0-99999999"), None);
        assert_eq!(parse_cpus("a"), None);
    }

    #[test]
    fn memory_is_in_bytes() {
        let memory = parse_memory("MemTotal:  8 kB\nMemFree: 2 kB\nSwapCached: 9 kB\nCached: 1 kB\nnonsense\n");
        assert_eq!(memory, Memory { total: 8192, free: 2048, cached: 1024, ..Memory::default() });
    }
}
