//! Locks of stated files.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use nix::errno::Errno;

use super::memory;
use super::state::{State, WeakState};
use super::tree::{Kind, Stamp};
use crate::{FileKind, FileLock, LockState};

/// Releases the lock when it goes.
struct Token {
    state: WeakState,
    path: PathBuf,
    holder: u64,
}

impl Drop for Token {
    fn drop(&mut self) {
        let Some(state) = self.state.upgrade() else { return };
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        // The file may have been removed, made anew and locked by somebody else.
        if state.locks.get(&self.path) == Some(&self.holder) {
            state.locks.remove(&self.path);
        }
    }
}

pub(super) fn lock(state: &mut State, weak: WeakState, path: &Path, stamp: Stamp) -> Result<Option<FileLock>, Errno> {
    let place = state.tree.resolve(path, false)?;
    match state.tree.at(&place).map(|node| node.kind.file_kind()) {
        Some(FileKind::File) => state.tree.check_writable(&place)?,
        Some(FileKind::Directory) => return Err(Errno::EISDIR),
        Some(_) => return Err(Errno::ELOOP),
        None => {
            let place = state.tree.writable_place(path)?;
            state.tree.insert(place, Kind::file(&[]), 0o600, stamp);
        }
    }
    if state.locks.contains_key(&place) {
        return Ok(None);
    }
    if let Some(node) = state.tree.at(&place) {
        node.kind = Kind::file(&[]);
    }
    let holder = state.next_lock;
    state.next_lock += 1;
    state.locks.insert(place.clone(), holder);
    let descriptor = memory::null().map_err(|_| Errno::EMFILE)?;
    Ok(Some(FileLock::with_token(path, descriptor, Box::new(Token { state: weak, path: place, holder }))))
}

pub(super) fn state(state: &State, path: &Path) -> LockState {
    let Ok(place) = state.tree.resolve(path, false) else { return LockState::Free };
    if !state.locks.contains_key(&place) {
        return LockState::Free;
    }
    let text = state.tree.read(&place).unwrap_or_default();
    let pid = std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse().ok());
    LockState::Held(pid.filter(|pid| *pid > 0))
}

/// What a child does between its start and its program.
pub(super) fn write_pid(state: &mut State, lock: &FileLock, pid: i32) {
    if let Ok(place) = state.tree.resolve(lock.path(), false)
        && let Some(node) = state.tree.at(&place)
    {
        node.kind = Kind::file(format!("{pid}\n").as_bytes());
    }
}
