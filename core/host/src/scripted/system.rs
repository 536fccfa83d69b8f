//! Stated facts, and random bytes that are the same in every run.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use nix::errno::Errno;

use super::ScriptedHost;
use super::journal::Operation;
use super::state::State;
use crate::{CpuidRegisters, Cpus, FileKind, HostError, HostResult, Memory, System, TimeStampCounter};

impl System for ScriptedHost {
    fn hostname(&self) -> HostResult<String> {
        Ok(self.fact(Operation::Hostname, "cannot get the host name")?.facts.hostname.clone())
    }

    fn machine(&self) -> HostResult<String> {
        Ok(self.fact(Operation::Machine, "cannot get the machine's architecture")?.facts.machine.clone())
    }

    fn kernel_release(&self) -> HostResult<String> {
        Ok(self.fact(Operation::KernelRelease, "cannot get the kernel's release")?.facts.kernel_release.clone())
    }

    fn page_size(&self) -> u64 {
        self.state().facts.page_size
    }

    fn cpus(&self) -> HostResult<Cpus> {
        Ok(self.fact(Operation::Cpus, "cannot get the CPUs")?.facts.cpus.clone())
    }

    fn cpuid(&self, leaf: u32, subleaf: u32) -> Option<CpuidRegisters> {
        self.state().facts.cpuid.get(&(leaf, subleaf)).copied()
    }

    fn memory(&self) -> HostResult<Memory> {
        Ok(self.begin(Operation::Memory, "cannot read", Path::new("/proc/meminfo"))?.facts.memory)
    }

    fn effective_uid(&self) -> u32 {
        self.state().facts.uid
    }

    fn effective_gid(&self) -> u32 {
        self.state().facts.gid
    }

    fn user_name(&self, uid: u32) -> HostResult<Option<String>> {
        let state = self.begin_other(Operation::UserName, &format!("cannot look up user {uid}"), uid.to_string())?;
        Ok(state.facts.users.get(&uid).map(|user| user.name.clone()))
    }

    fn home_directory(&self, uid: u32) -> HostResult<Option<PathBuf>> {
        let state =
            self.begin_other(Operation::HomeDirectory, &format!("cannot look up user {uid}"), uid.to_string())?;
        Ok(state.facts.users.get(&uid).map(|user| user.home.clone()))
    }

    fn variable(&self, name: &str) -> Option<OsString> {
        self.state().facts.variables.get(name).cloned()
    }

    fn pid(&self) -> i32 {
        self.state().facts.pid
    }

    fn find_program(&self, name: &str, extra: &[&Path]) -> Option<PathBuf> {
        let state = self.state();
        if name.contains('/') {
            return Some(PathBuf::from(name)).filter(|path| is_program(&state, path));
        }
        if name.is_empty() {
            return None;
        }
        let path = state.facts.variables.get("PATH").cloned().unwrap_or_default();
        std::env::split_paths(&path)
            .chain(extra.iter().map(|directory| directory.to_path_buf()))
            .map(|directory| directory.join(name))
            .find(|path| is_program(&state, path))
    }

    fn kvm_version(&self) -> HostResult<i32> {
        let path = Path::new("/dev/kvm");
        let state = self.begin(Operation::KvmVersion, "cannot open", path)?;
        state.facts.kvm.map_err(|errno| HostError::at("cannot open", path, Errno::from_raw(errno)))
    }

    fn model_specific_register(&self, number: u32) -> HostResult<u64> {
        let action = "cannot read a model-specific register";
        let state = self.begin_other(Operation::ModelSpecificRegister, action, format!("{number:#x}"))?;
        let value = state.facts.model_specific_registers.get(&number).copied();
        value.ok_or_else(|| HostError::new(action, Errno::EIO))
    }

    fn time_stamp_counter(&self) -> HostResult<TimeStampCounter> {
        let action = "cannot tell the rate of the time stamp counter";
        let counter = self.fact(Operation::TimeStampCounter, action)?.facts.time_stamp_counter;
        counter.ok_or_else(|| HostError::new(action, Errno::ENODEV))
    }

    fn fill_random(&self, buffer: &mut [u8]) -> HostResult<()> {
        let mut state = self.fact(Operation::FillRandom, "cannot get random bytes")?;
        for byte in buffer {
            // xorshift64: any sequence without short cycles does.
            state.random ^= state.random << 13;
            state.random ^= state.random >> 7;
            state.random ^= state.random << 17;
            *byte = state.random.to_be_bytes()[0];
        }
        Ok(())
    }
}

impl ScriptedHost {
    fn fact(&self, operation: Operation, action: &str) -> HostResult<std::sync::MutexGuard<'_, State>> {
        self.begin_other(operation, action, String::new())
    }
}

fn is_program(state: &State, path: &Path) -> bool {
    state.tree.get(path, true).is_ok_and(|(_, node)| node.kind.file_kind() == FileKind::File && node.mode & 0o111 != 0)
}
