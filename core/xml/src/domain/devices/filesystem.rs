//! `<filesystem>`: directories of the host that the guest sees.

use super::DeviceInfo;
use super::virtio::{VirtioModel, VirtioOptions};
use crate::domain::identity::IdMap;
use crate::scalar::{MemorySize, OnOff, SizeUnit};
use crate::{element, group, words};

words! {
    /// How permissions are kept.
    AccessMode {
        Passthrough "passthrough" "As those of the host.",
        Mapped "mapped" "In extended attributes.",
        Squash "squash" "As those of the host, failures aside.",
    }
}

words! {
    /// What happens when a directory holds several file systems.
    MultiDevs {
        Default "default" "Whatever suits.",
        Remap "remap" "File numbers are made unique.",
        Forbid "forbid" "All but the first are hidden.",
        Warn "warn" "A warning.",
    }
}

/// A directory of the host that the guest sees.
#[element("filesystem")]
pub struct Filesystem {
    /// How it is served.
    #[xml(since = "1.0.6")]
    pub driver: Option<FilesystemDriver>,
    /// The program that serves it.
    pub binary: Option<FilesystemBinary>,
    /// How IDs map to the host's.
    pub idmap: Option<IdMap>,
    /// What it is on the host.
    pub source: FilesystemSource,
    /// How permissions are kept.
    #[xml(since = "0.8.5")]
    pub accessmode: Option<AccessMode>,
    /// Permissions of new files, in octal.
    #[xml(since = "6.10.0", drivers = "qemu")]
    pub fmode: Option<String>,
    /// Permissions of new directories, in octal.
    #[xml(since = "6.10.0", drivers = "qemu")]
    pub dmode: Option<String>,
    /// What happens when it holds several file systems.
    #[xml(since = "6.3.0", drivers = "qemu")]
    pub multidevs: Option<MultiDevs>,
    /// Which virtio standard it follows.
    #[xml(since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// What it is called in the guest.
    #[xml("target/@dir")]
    pub target: Option<String>,
    /// Whether the guest cannot write.
    pub readonly: bool,
    /// How much it may hold.
    #[xml("space_hard_limit", since = "0.9.13")]
    pub space_hard_limit: Option<MemorySize>,
    /// How much it should hold.
    #[xml("space_soft_limit", since = "0.9.13")]
    pub space_soft_limit: Option<MemorySize>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What a file system is on the host.
#[group(by = "type", child = "source")]
pub enum FilesystemSource {
    /// A directory.
    #[xml(since = "0.6.2", drivers = "lxc, openvz, qemu")]
    Mount(Option<FilesystemMount>),
    /// A directory, as nothing else is said.
    #[default]
    #[xml(unset)]
    Unset(Option<FilesystemMount>),
    /// A block device.
    #[xml(since = "0.9.5", drivers = "lxc")]
    Block(Option<FilesystemBlock>),
    /// A file.
    File(Option<FilesystemFile>),
    /// A template.
    Template(Option<FilesystemTemplate>),
    /// Memory.
    #[xml(since = "0.9.13", drivers = "lxc")]
    Ram(Option<FilesystemRam>),
    /// A directory of the guest itself.
    #[xml(since = "0.9.13", drivers = "lxc")]
    Bind(Option<FilesystemMount>),
    /// A volume of a pool.
    Volume(Option<FilesystemVolume>),
}

impl FilesystemSource {
    /// Says what was left to be understood.
    pub(crate) fn complete(&mut self) {
        if let FilesystemSource::Unset(source) = self {
            *self = FilesystemSource::Mount(source.take());
        }
    }
}

/// A directory.
#[element("source")]
pub struct FilesystemMount {
    /// Its path.
    pub dir: Option<String>,
    /// The socket of the program that serves it.
    pub socket: Option<String>,
}

/// A block device.
#[element("source")]
pub struct FilesystemBlock {
    /// Its path.
    pub dev: Option<String>,
}

/// A file.
#[element("source")]
pub struct FilesystemFile {
    /// Its path.
    pub file: Option<String>,
}

/// A template.
#[element("source")]
pub struct FilesystemTemplate {
    /// Its name.
    pub name: Option<String>,
}

/// Memory.
#[element("source")]
pub struct FilesystemRam {
    /// How much.
    pub usage: Option<u64>,
    /// The unit; KiB when absent.
    pub units: Option<SizeUnit>,
}

/// A volume of a pool.
#[element("source")]
pub struct FilesystemVolume {
    /// The pool.
    pub pool: Option<String>,
    /// Its name.
    pub volume: Option<String>,
}

words! {
    /// Who serves a file system.
    FilesystemDriverType {
        Path "path" "The emulator, by paths.",
        Handle "handle" "The emulator, by handles.",
        Loop "loop" "A loop device.",
        Nbd "nbd" "A network block device.",
        Ploop "ploop" "OpenVZ.",
        Virtiofs "virtiofs" "A program over virtio.",
        Mtp "mtp" "The emulator, as a USB device.",
    }
}

words! {
    /// When writes reach the host's disk.
    WritePolicy {
        Immediate "immediate" "At once.",
    }
}

/// How a file system is served.
#[element("driver")]
pub struct FilesystemDriver {
    /// Who does it.
    #[xml("@type")]
    pub driver_type: Option<FilesystemDriverType>,
    /// The format of the image.
    pub format: Option<super::disk::StorageFormat>,
    /// When writes reach the host's disk.
    #[xml(since = "0.9.10")]
    pub wrpolicy: Option<WritePolicy>,
    /// How much fits in a queue.
    #[xml(since = "6.2.0")]
    pub queue: Option<u32>,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub virtio: VirtioOptions,
}

words! {
    /// What the guest may cache.
    FilesystemCache {
        None "none" "Nothing.",
        Always "always" "Everything.",
    }
}

words! {
    /// How the program is shut in.
    FilesystemSandbox {
        Namespace "namespace" "In a namespace.",
        Chroot "chroot" "In a root directory.",
    }
}

/// The program that serves a file system.
#[element("binary")]
pub struct FilesystemBinary {
    /// Its path.
    pub path: Option<String>,
    /// Whether there are extended attributes.
    pub xattr: Option<OnOff>,
    /// What the guest may cache.
    #[xml("cache/@mode")]
    pub cache: Option<FilesystemCache>,
    /// How it is shut in.
    #[xml("sandbox/@mode", since = "7.2.0")]
    pub sandbox: Option<FilesystemSandbox>,
    /// Locks.
    #[xml(since = "6.2.0")]
    pub lock: Option<FilesystemLock>,
    /// How many threads it has.
    #[xml("thread_pool/@size", since = "8.5.0")]
    pub thread_pool: Option<i32>,
    /// How many files it may have open.
    #[xml("openfiles/@max")]
    pub openfiles: Option<u64>,
}

/// Locks.
#[element("lock")]
pub struct FilesystemLock {
    /// Whether there are locks of POSIX.
    pub posix: Option<OnOff>,
    /// Whether there are locks of whole files.
    pub flock: Option<OnOff>,
}
