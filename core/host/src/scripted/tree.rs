//! The files of a scripted host: a map from paths to nodes, with links and denials.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

use nix::errno::Errno;

use super::memory;
use crate::{DenialReason, FileKind, FileStatus};

const MAX_LINKS: usize = 40;

/// Seconds and nanoseconds since 1970.
pub(super) type Stamp = (i64, u32);

pub(super) enum Kind {
    /// Bytes, until somebody opens the file: then a file in memory.
    File(Vec<u8>),
    OpenFile(OwnedFd),
    Directory,
    Link(PathBuf),
    Socket,
    Terminal,
    BlockDevice(u64),
}

impl Kind {
    pub fn file(content: &[u8]) -> Kind {
        Kind::File(content.to_vec())
    }

    pub fn file_kind(&self) -> FileKind {
        match self {
            Kind::File(_) | Kind::OpenFile(_) => FileKind::File,
            Kind::Directory => FileKind::Directory,
            Kind::Link(_) => FileKind::Link,
            Kind::Socket => FileKind::Socket,
            Kind::Terminal => FileKind::CharacterDevice,
            Kind::BlockDevice(_) => FileKind::BlockDevice,
        }
    }

    fn size(&self) -> u64 {
        match self {
            Kind::File(content) => content.len() as u64,
            Kind::OpenFile(file) => nix::sys::stat::fstat(file).map_or(0, |status| status.st_size.unsigned_abs()),
            Kind::Link(target) => target.as_os_str().len() as u64,
            Kind::BlockDevice(size) => *size,
            Kind::Directory | Kind::Socket | Kind::Terminal => 0,
        }
    }
}

pub(super) struct Node {
    pub kind: Kind,
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
    inode: u64,
    stamp: Stamp,
}

impl Node {
    pub fn status(&self) -> FileStatus {
        let size = self.kind.size();
        FileStatus {
            kind: self.kind.file_kind(),
            size,
            mode: self.mode,
            uid: self.uid,
            gid: self.gid,
            inode: self.inode,
            device: 1,
            represented_device: 0,
            modified: self.stamp,
            changed: self.stamp,
            allocated: size.div_ceil(4096).saturating_mul(4096),
        }
    }

    /// The file in memory behind a regular file, which exists from now on.
    pub fn open(&mut self) -> Result<&OwnedFd, Errno> {
        if let Kind::File(content) = &self.kind {
            self.kind = Kind::OpenFile(memory::file(content).map_err(|_| Errno::EMFILE)?);
        }
        match &self.kind {
            Kind::OpenFile(file) => Ok(file),
            Kind::Directory => Err(Errno::EISDIR),
            _ => Err(Errno::ENXIO),
        }
    }
}

pub(super) struct Tree {
    nodes: BTreeMap<PathBuf, Node>,
    denials: BTreeMap<PathBuf, DenialReason>,
    next_inode: u64,
}

impl Tree {
    pub fn new() -> Tree {
        let mut tree = Tree { nodes: BTreeMap::new(), denials: BTreeMap::new(), next_inode: 1 };
        tree.insert(PathBuf::from("/"), Kind::Directory, 0o755, (0, 0));
        tree
    }

    /// Puts a node there, with the directories above it.
    pub fn place(&mut self, path: &Path, kind: Kind, mode: u32, stamp: Stamp) {
        let path = Path::new("/").join(path);
        for parent in path.ancestors().skip(1) {
            if !self.nodes.contains_key(parent) {
                self.insert(parent.to_owned(), Kind::Directory, 0o755, stamp);
            }
        }
        self.insert(path, kind, mode, stamp);
    }

    /// Puts a node at a resolved path.
    pub fn insert(&mut self, path: PathBuf, kind: Kind, mode: u32, stamp: Stamp) {
        let inode = self.next_inode;
        self.next_inode += 1;
        self.nodes.insert(path, Node { kind, mode: mode & 0o7777, uid: 0, gid: 0, inode, stamp });
    }

    pub fn deny(&mut self, path: &Path, reason: DenialReason) {
        self.denials.insert(Path::new("/").join(path), reason);
    }

    /// What is denied at exactly this resolved path.
    pub fn denial(&self, path: &Path) -> Option<DenialReason> {
        self.denials.get(path).copied()
    }

    /// The path without links and dots. All but the last component must exist.
    pub fn resolve(&self, path: &Path, follow_last: bool) -> Result<PathBuf, Errno> {
        let mut current = PathBuf::from("/");
        let mut pending = components(path);
        let mut links = 0;
        while let Some(name) = pending.pop() {
            if name == ".." {
                current.pop();
                continue;
            }
            if self.nodes.get(&current).is_some_and(|node| !matches!(node.kind, Kind::Directory)) {
                return Err(Errno::ENOTDIR);
            }
            if self.denial(&current) == Some(DenialReason::NoSearch) {
                return Err(Errno::EACCES);
            }
            let candidate = current.join(&name);
            let is_last = pending.is_empty();
            match self.nodes.get(&candidate).map(|node| &node.kind) {
                None if !is_last => return Err(Errno::ENOENT),
                Some(Kind::Link(target)) if follow_last || !is_last => {
                    links += 1;
                    if links > MAX_LINKS {
                        return Err(Errno::ELOOP);
                    }
                    if target.is_absolute() {
                        current = PathBuf::from("/");
                    }
                    pending.extend(components(target));
                }
                _ => current = candidate,
            }
        }
        Ok(current)
    }

    /// The resolved path and what is there.
    pub fn get(&self, path: &Path, follow_last: bool) -> Result<(PathBuf, &Node), Errno> {
        let path = self.resolve(path, follow_last)?;
        let node = self.nodes.get(&path).ok_or(Errno::ENOENT)?;
        Ok((path, node))
    }

    /// The node at a resolved path, to change.
    pub fn at(&mut self, path: &Path) -> Option<&mut Node> {
        self.nodes.get_mut(path)
    }

    pub fn contains(&self, path: &Path) -> bool {
        self.nodes.contains_key(path)
    }

    /// The content of a file.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, Errno> {
        let (path, node) = self.get(path, true)?;
        if self.denial(&path) == Some(DenialReason::NoRead) {
            return Err(Errno::EACCES);
        }
        match &node.kind {
            Kind::File(content) => Ok(content.clone()),
            Kind::OpenFile(file) => memory::content(file).map_err(|_| Errno::EIO),
            Kind::Directory => Err(Errno::EISDIR),
            _ => Err(Errno::ENXIO),
        }
    }

    /// Where something may be created, replaced or removed: the resolved path, its last link not followed.
    pub fn writable_place(&self, path: &Path) -> Result<PathBuf, Errno> {
        let path = self.resolve(path, false)?;
        let parent = path.parent().ok_or(Errno::EBUSY)?;
        self.check_writable(parent)?;
        Ok(path)
    }

    /// Whether a resolved path may be written.
    pub fn check_writable(&self, path: &Path) -> Result<(), Errno> {
        if path.ancestors().any(|above| self.denial(above) == Some(DenialReason::ReadOnly)) {
            return Err(Errno::EROFS);
        }
        if self.denial(path) == Some(DenialReason::NoWrite) { Err(Errno::EACCES) } else { Ok(()) }
    }

    /// Takes away the node at a resolved path.
    pub fn remove(&mut self, path: &Path) -> Option<Node> {
        self.nodes.remove(path)
    }

    /// Gives the node at a resolved path another one, in place of what is there.
    pub fn relocate(&mut self, from: &Path, to: PathBuf) {
        if let Some(node) = self.nodes.remove(from) {
            self.nodes.insert(to, node);
        }
    }

    /// Every resolved path below this one, in order.
    pub fn below(&self, path: &Path) -> Vec<PathBuf> {
        let path = Path::new("/").join(path);
        self.nodes.keys().filter(|key| **key != path && key.starts_with(&path)).cloned().collect()
    }

    /// The entries of a directory.
    pub fn children(&self, path: &Path) -> Vec<(OsString, FileKind)> {
        let children = self.nodes.iter().filter(|(key, _)| key.parent() == Some(path));
        children.filter_map(|(key, node)| Some((key.file_name()?.to_owned(), node.kind.file_kind()))).collect()
    }
}

/// The names of a path, the first on top.
fn components(path: &Path) -> Vec<OsString> {
    let names = path.components().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    let mut names: Vec<OsString> = names.map(|part| part.as_os_str().to_owned()).collect();
    names.reverse();
    names
}
