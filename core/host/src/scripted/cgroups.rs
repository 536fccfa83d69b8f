//! Control groups: directories of the stated tree, whose files keep what was written.

use std::path::{Path, PathBuf};

use nix::errno::Errno;

use super::ScriptedHost;
use super::journal::Operation;
use super::tree::Kind;
use crate::error::Context;
use crate::{Cgroups, HostResult};

impl Cgroups for ScriptedHost {
    fn own(&self) -> HostResult<Option<PathBuf>> {
        let path = Path::new("/proc/self/cgroup");
        Ok(self.begin(Operation::OwnCgroup, "cannot read", path)?.facts.cgroup.clone())
    }

    fn is_delegated(&self, group: &Path) -> HostResult<bool> {
        Ok(self.begin(Operation::IsDelegated, "cannot check access to", group)?.facts.delegated)
    }

    fn create(&self, group: &Path) -> HostResult<()> {
        const VERB: &str = "cannot create control group";
        let stamp = self.wall_stamp();
        let mut state = self.begin(Operation::CreateCgroup, VERB, group)?;
        if !state.facts.delegated {
            return Err(Errno::EACCES).at(VERB, group);
        }
        // Our own group is there without having been stated.
        if !state.tree.contains(group) {
            state.tree.place(group, Kind::Directory, 0o755, stamp);
        }
        Ok(())
    }

    fn add_process(&self, group: &Path, pid: i32) -> HostResult<()> {
        self.put(Operation::AddProcess, group, "cgroup.procs", &pid.to_string())
    }

    fn read(&self, group: &Path, file: &str) -> HostResult<String> {
        let path = group.join(file);
        let content = self.begin(Operation::ReadCgroup, "cannot read", &path)?.tree.read(&path);
        Ok(String::from_utf8_lossy(&content.at("cannot read", &path)?).into_owned())
    }

    fn write(&self, group: &Path, file: &str, value: &str) -> HostResult<()> {
        self.put(Operation::WriteCgroup, group, file, value)
    }

    fn remove(&self, group: &Path) -> HostResult<bool> {
        let mut state = self.begin(Operation::RemoveCgroup, "cannot remove control group", group)?;
        for file in state.tree.below(group) {
            state.tree.remove(&file);
        }
        Ok(state.tree.remove(group).is_some())
    }
}

impl ScriptedHost {
    fn put(&self, operation: Operation, group: &Path, file: &str, value: &str) -> HostResult<()> {
        let path = group.join(file);
        let verb = format!("cannot write '{value}' to");
        let stamp = self.wall_stamp();
        let mut state = self.begin(operation, &verb, &path)?;
        if !state.tree.contains(group) {
            return Err(Errno::ENOENT).at(&verb, &path);
        }
        state.tree.insert(path, Kind::file(value.as_bytes()), 0o644, stamp);
        Ok(())
    }
}
