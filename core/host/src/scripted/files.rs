//! Files and directories in memory.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::errno::Errno;

use super::journal::Operation;
use super::tree::Kind;
use super::{ScriptedHost, access, changes, locks};
use crate::error::Context;
use crate::{
    Access, Denial, DenialReason, DirectoryEntry, FileKind, FileLock, FileStatus, Files, HostResult, LockState,
    OpenMode, Space,
};

impl Files for ScriptedHost {
    fn read(&self, path: &Path, limit: usize) -> HostResult<Vec<u8>> {
        const VERB: &str = "cannot read";
        let content = self.begin(Operation::Read, VERB, path)?.tree.read(path).at(VERB, path)?;
        if content.len() > limit { Err(Errno::EFBIG).at(VERB, path) } else { Ok(content) }
    }

    fn read_tail(&self, path: &Path, limit: usize) -> HostResult<Vec<u8>> {
        const VERB: &str = "cannot read";
        let content = self.begin(Operation::ReadTail, VERB, path)?.tree.read(path).at(VERB, path)?;
        Ok(content.get(content.len().saturating_sub(limit)..).unwrap_or_default().to_vec())
    }

    fn write_atomic(&self, path: &Path, content: &[u8], mode: u32) -> HostResult<()> {
        const VERB: &str = "cannot write";
        let stamp = self.wall_stamp();
        changes::replace(&mut *self.begin(Operation::WriteAtomic, VERB, path)?, path, content, mode, stamp)
            .at(VERB, path)
    }

    fn write_durable(&self, path: &Path, content: &[u8], mode: u32) -> HostResult<()> {
        const VERB: &str = "cannot write";
        let stamp = self.wall_stamp();
        changes::replace(&mut *self.begin(Operation::WriteDurable, VERB, path)?, path, content, mode, stamp)
            .at(VERB, path)
    }

    fn sweep_temporaries(&self, directory: &Path, _least_age: Duration) -> HostResult<usize> {
        drop(self.begin(Operation::SweepTemporaries, "cannot remove temporary files in", directory)?);
        Ok(0)
    }

    fn open(&self, path: &Path, mode: OpenMode) -> HostResult<OwnedFd> {
        const VERB: &str = "cannot open";
        let stamp = self.wall_stamp();
        changes::open(&mut *self.begin(Operation::Open, VERB, path)?, path, mode, stamp).at(VERB, path)
    }

    fn remove_file(&self, path: &Path) -> HostResult<()> {
        const VERB: &str = "cannot remove";
        changes::remove_file(&mut *self.begin(Operation::RemoveFile, VERB, path)?, path).at(VERB, path)
    }

    fn remove_file_if_exists(&self, path: &Path) -> HostResult<bool> {
        missing_is_fine(self.remove_file(path))
    }

    fn remove_tree(&self, path: &Path) -> HostResult<bool> {
        const VERB: &str = "cannot remove directory";
        let removed = changes::remove_tree(&mut *self.begin(Operation::RemoveTree, VERB, path)?, path).at(VERB, path);
        missing_is_fine(removed)
    }

    fn remove_directory(&self, path: &Path) -> HostResult<()> {
        const VERB: &str = "cannot remove directory";
        changes::remove_directory(&mut *self.begin(Operation::RemoveDirectory, VERB, path)?, path).at(VERB, path)
    }

    fn create_directories(&self, path: &Path, mode: u32) -> HostResult<()> {
        const VERB: &str = "cannot create directory";
        let stamp = self.wall_stamp();
        let mut state = self.begin(Operation::CreateDirectories, VERB, path)?;
        changes::create_directories(&mut state, path, mode, stamp).at(VERB, path)
    }

    fn list(&self, path: &Path) -> HostResult<Vec<DirectoryEntry>> {
        const VERB: &str = "cannot list directory";
        let state = self.begin(Operation::List, VERB, path)?;
        let (resolved, node) = state.tree.get(path, true).at(VERB, path)?;
        if node.kind.file_kind() != FileKind::Directory {
            return Err(Errno::ENOTDIR).at(VERB, path);
        }
        if state.tree.denial(&resolved) == Some(DenialReason::NoRead) {
            return Err(Errno::EACCES).at(VERB, path);
        }
        let children = state.tree.children(&resolved);
        Ok(children.into_iter().map(|(name, kind)| DirectoryEntry { name, kind }).collect())
    }

    fn status(&self, path: &Path) -> HostResult<FileStatus> {
        const VERB: &str = "cannot get status of";
        let state = self.begin(Operation::Status, VERB, path)?;
        state.tree.get(path, true).map(|(_, node)| node.status()).at(VERB, path)
    }

    fn link_status(&self, path: &Path) -> HostResult<FileStatus> {
        const VERB: &str = "cannot get status of";
        let state = self.begin(Operation::LinkStatus, VERB, path)?;
        state.tree.get(path, false).map(|(_, node)| node.status()).at(VERB, path)
    }

    fn rename(&self, from: &Path, to: &Path) -> HostResult<()> {
        let verb = format!("cannot rename '{}' to", from.display());
        changes::rename(&mut *self.begin(Operation::Rename, &verb, to)?, from, to).at(&verb, to)
    }

    fn sync_directory(&self, path: &Path) -> HostResult<()> {
        const VERB: &str = "cannot sync directory";
        let state = self.begin(Operation::SyncDirectory, VERB, path)?;
        state.tree.get(path, true).map(|_| ()).at(VERB, path)
    }

    fn create_link(&self, target: &Path, link: &Path) -> HostResult<()> {
        const VERB: &str = "cannot create symbolic link";
        let stamp = self.wall_stamp();
        let mut state = self.begin(Operation::CreateLink, VERB, link)?;
        let place = state.tree.writable_place(link).at(VERB, link)?;
        if state.tree.contains(&place) {
            return Err(Errno::EEXIST).at(VERB, link);
        }
        state.tree.insert(place, Kind::Link(target.to_owned()), 0o777, stamp);
        Ok(())
    }

    fn read_link(&self, path: &Path) -> HostResult<PathBuf> {
        const VERB: &str = "cannot read symbolic link";
        let state = self.begin(Operation::ReadLink, VERB, path)?;
        match &state.tree.get(path, false).at(VERB, path)?.1.kind {
            Kind::Link(target) => Ok(target.clone()),
            _ => Err(Errno::EINVAL).at(VERB, path),
        }
    }

    fn canonical_path(&self, path: &Path) -> HostResult<PathBuf> {
        const VERB: &str = "cannot resolve";
        let state = self.begin(Operation::CanonicalPath, VERB, path)?;
        state.tree.get(path, true).map(|(path, _)| path).at(VERB, path)
    }

    fn space(&self, path: &Path) -> HostResult<Space> {
        const VERB: &str = "cannot get free space of";
        let state = self.begin(Operation::Space, VERB, path)?;
        state.tree.get(path, true).map(|_| state.space).at(VERB, path)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> HostResult<()> {
        const VERB: &str = "cannot set permissions of";
        let mut state = self.begin(Operation::SetMode, VERB, path)?;
        let node = changes::own_node(&mut state, path).at(VERB, path)?;
        if node.kind.file_kind() == FileKind::Link {
            return Err(Errno::ELOOP).at(VERB, path);
        }
        node.mode = mode & 0o7777;
        Ok(())
    }

    fn set_owner(&self, path: &Path, uid: Option<u32>, gid: Option<u32>) -> HostResult<()> {
        const VERB: &str = "cannot set owner of";
        let mut state = self.begin(Operation::SetOwner, VERB, path)?;
        let node = changes::own_node(&mut state, path).at(VERB, path)?;
        node.uid = uid.unwrap_or(node.uid);
        node.gid = gid.unwrap_or(node.gid);
        Ok(())
    }

    fn copy(&self, from: &Path, to: &Path, mode: u32) -> HostResult<u64> {
        let verb = format!("cannot copy '{}' to", from.display());
        let stamp = self.wall_stamp();
        let mut state = self.begin(Operation::Copy, &verb, to)?;
        let content = state.tree.read(from).at(&verb, to)?;
        let place = state.tree.writable_place(to).at(&verb, to)?;
        if state.tree.contains(&place) {
            return Err(Errno::EEXIST).at(&verb, to);
        }
        state.tree.insert(place, Kind::file(&content), mode, stamp);
        Ok(content.len() as u64)
    }

    fn explain_access(&self, path: &Path, access: Access) -> HostResult<Option<Denial>> {
        let state = self.begin(Operation::ExplainAccess, "cannot check access to", path)?;
        Ok(access::explain(&state, path, access))
    }

    fn lock_file(&self, path: &Path) -> HostResult<Option<FileLock>> {
        const VERB: &str = "cannot lock";
        let stamp = self.wall_stamp();
        let mut state = self.begin(Operation::LockFile, VERB, path)?;
        locks::lock(&mut state, std::sync::Arc::downgrade(&self.state), path, stamp).at(VERB, path)
    }

    fn lock_state(&self, path: &Path) -> HostResult<LockState> {
        Ok(locks::state(&*self.begin(Operation::LockState, "cannot check lock of", path)?, path))
    }
}

fn missing_is_fine(result: HostResult<()>) -> HostResult<bool> {
    match result {
        Err(error) if error.is_not_found() => Ok(false),
        result => result.map(|()| true),
    }
}
