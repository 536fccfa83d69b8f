//! What calls about files do to the stated tree.

use std::collections::BTreeSet;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::OFlag;

use super::memory;
use super::state::State;
use super::tree::{Kind, Node, Stamp};
use crate::error::Context;
use crate::{DenialReason, FileKind, HostError, OpenMode};

pub(super) fn replace(state: &mut State, path: &Path, content: &[u8], mode: u32, stamp: Stamp) -> Result<(), Errno> {
    let place = state.tree.writable_place(path)?;
    if state.tree.at(&place).is_some_and(|node| matches!(node.kind, Kind::Directory)) {
        return Err(Errno::EISDIR);
    }
    state.tree.insert(place, Kind::file(content), mode, stamp);
    Ok(())
}

pub(super) fn open(state: &mut State, path: &Path, mode: OpenMode, stamp: Stamp) -> Result<OwnedFd, HostError> {
    let bare = |result: Result<OwnedFd, std::io::Error>| result.at("cannot open", path);
    let (resolved, flags) = prepare_open(state, path, mode, stamp).at("cannot open", path)?;
    if mode == OpenMode::Handle {
        return bare(memory::null());
    }
    let node = state.tree.at(&resolved).ok_or(Errno::ENOENT).at("cannot open", path)?;
    if matches!(node.kind, Kind::BlockDevice(_) | Kind::Terminal) {
        return bare(memory::null());
    }
    let file = node.open().at("cannot open", path)?;
    bare(memory::reopen(file, flags))
}

/// The resolved path of a file that exists by now, and how to open it.
fn prepare_open(state: &mut State, path: &Path, mode: OpenMode, stamp: Stamp) -> Result<(PathBuf, OFlag), Errno> {
    let (flags, bits) = match mode {
        OpenMode::Read => (OFlag::O_RDONLY, None),
        OpenMode::Write => (OFlag::O_WRONLY, None),
        OpenMode::ReadWrite => (OFlag::O_RDWR, None),
        OpenMode::Handle => (OFlag::O_PATH, None),
        OpenMode::Append(bits) => (OFlag::O_WRONLY | OFlag::O_APPEND, Some(bits)),
        OpenMode::Truncate(bits) => (OFlag::O_RDWR | OFlag::O_TRUNC, Some(bits)),
        OpenMode::CreateNew(bits) => (OFlag::O_RDWR, Some(bits)),
    };
    let Some(bits) = bits else {
        let (resolved, _) = state.tree.get(path, true)?;
        let denied = state.tree.denial(&resolved);
        if matches!(mode, OpenMode::Write | OpenMode::ReadWrite) {
            state.tree.check_writable(&resolved)?;
        }
        if denied == Some(DenialReason::NoRead) && matches!(mode, OpenMode::Read | OpenMode::ReadWrite) {
            return Err(Errno::EACCES);
        }
        return Ok((resolved, flags));
    };
    let resolved = state.tree.resolve(path, false)?;
    match state.tree.at(&resolved).map(|node| node.kind.file_kind()) {
        Some(_) if matches!(mode, OpenMode::CreateNew(_)) => return Err(Errno::EEXIST),
        Some(FileKind::Link) => return Err(Errno::ELOOP),
        Some(_) => state.tree.check_writable(&resolved)?,
        None => {
            let place = state.tree.writable_place(path)?;
            state.tree.insert(place, Kind::file(&[]), bits, stamp);
        }
    }
    Ok((resolved, flags))
}

pub(super) fn remove_file(state: &mut State, path: &Path) -> Result<(), Errno> {
    let place = state.tree.writable_place(path)?;
    match state.tree.at(&place).map(|node| node.kind.file_kind()) {
        None => Err(Errno::ENOENT),
        Some(FileKind::Directory) => Err(Errno::EISDIR),
        Some(_) => {
            state.tree.remove(&place);
            state.sockets.remove(&place);
            state.locks.remove(&place);
            Ok(())
        }
    }
}

pub(super) fn remove_tree(state: &mut State, path: &Path) -> Result<(), Errno> {
    let place = state.tree.writable_place(path)?;
    match state.tree.at(&place).map(|node| node.kind.file_kind()) {
        None => return Err(Errno::ENOENT),
        Some(FileKind::Directory) => {}
        Some(_) => return Err(Errno::ENOTDIR),
    }
    let all: BTreeSet<PathBuf> = state.tree.below(&place).into_iter().chain([place]).collect();
    for path in &all {
        state.tree.remove(path);
        state.sockets.remove(path);
        state.locks.remove(path);
    }
    Ok(())
}

pub(super) fn remove_directory(state: &mut State, path: &Path) -> Result<(), Errno> {
    let place = state.tree.writable_place(path)?;
    match state.tree.at(&place).map(|node| node.kind.file_kind()) {
        None => Err(Errno::ENOENT),
        Some(FileKind::Directory) if state.tree.below(&place).is_empty() => {
            state.tree.remove(&place);
            Ok(())
        }
        Some(FileKind::Directory) => Err(Errno::ENOTEMPTY),
        Some(_) => Err(Errno::ENOTDIR),
    }
}

pub(super) fn create_directories(state: &mut State, path: &Path, mode: u32, stamp: Stamp) -> Result<(), Errno> {
    let mut prefix = PathBuf::from("/");
    for component in path.components() {
        prefix.push(component);
        let resolved = state.tree.resolve(&prefix, true)?;
        match state.tree.at(&resolved).map(|node| node.kind.file_kind()) {
            Some(FileKind::Directory) => {}
            Some(_) => return Err(Errno::ENOTDIR),
            None => {
                let place = state.tree.writable_place(&prefix)?;
                if state.tree.contains(&place) {
                    return Err(Errno::ENOENT);
                }
                state.tree.insert(place, Kind::Directory, mode, stamp);
            }
        }
    }
    Ok(())
}

pub(super) fn rename(state: &mut State, from: &Path, to: &Path) -> Result<(), Errno> {
    let from = state.tree.writable_place(from)?;
    let to = state.tree.writable_place(to)?;
    let is_directory = |kind: &Node| matches!(kind.kind, Kind::Directory);
    let moved = state.tree.at(&from).map(|node| is_directory(node)).ok_or(Errno::ENOENT)?;
    let replaced = state.tree.at(&to).map(|node| is_directory(node));
    match (moved, replaced) {
        _ if from == to => return Ok(()),
        (true, _) if to.starts_with(&from) => return Err(Errno::EINVAL),
        (true, Some(false)) => return Err(Errno::ENOTDIR),
        (false, Some(true)) => return Err(Errno::EISDIR),
        (true, Some(true)) if !state.tree.below(&to).is_empty() => return Err(Errno::ENOTEMPTY),
        _ => {}
    }
    for path in state.tree.below(&from).into_iter().chain([from.clone()]) {
        let rest = path.strip_prefix(&from).unwrap_or(Path::new(""));
        let target = if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
        state.sockets.remove(&target);
        state.tree.relocate(&path, target.clone());
        if let Some(name) = state.sockets.remove(&path) {
            state.sockets.insert(target, name);
        }
    }
    Ok(())
}

/// The node of a path whose attributes are to change.
pub(super) fn own_node<'a>(state: &'a mut State, path: &Path) -> Result<&'a mut Node, Errno> {
    let place = state.tree.resolve(path, false)?;
    state.tree.check_writable(&place)?;
    state.tree.at(&place).ok_or(Errno::ENOENT)
}
