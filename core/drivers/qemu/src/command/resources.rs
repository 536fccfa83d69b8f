//! What a command line needs of the host.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::interface::Interface;
use ferrovirt_xml::scalar::CpuSet;

/// A TAP device that an interface asks for.
#[derive(Debug)]
pub struct TapRequest<'a> {
    /// The interface: its kind, source, target name, MAC and limits.
    pub interface: &'a Interface,
    /// How many queues.
    pub queues: u32,
    /// Whether the guest's driver understands the header of virtio-net.
    pub has_virtio_header: bool,
}

/// What a command line needs of the host. The real one opens and passes descriptors; tests answer fixed numbers.
///
/// *Behavior*
/// - A number is the descriptor's in QEMU's process.
/// - What was made is undone by whoever made it, when the start fails later on.
pub trait Resources {
    /// A listening UNIX socket at this path.
    fn listen_unix(&mut self, path: &str) -> Result<i32>;

    /// A file; the command line refers to it through a descriptor set.
    fn open_file(&mut self, request: &FileRequest<'_>) -> Result<i32>;

    /// A TAP device: one descriptor for each queue. For kinds without one (macvtap by name) the host makes what fits.
    fn tap(&mut self, request: &TapRequest<'_>) -> Result<Vec<i32>>;

    /// Descriptors of the kernel's virtio network back end, one for each queue; fewer than asked for means: do without.
    fn vhost_net(&mut self, queues: u32, required: bool) -> Result<Vec<i32>>;

    /// A descriptor of the kernel's virtio socket back end that has this guest address, or the next free one.
    fn vhost_vsock(&mut self, address: Option<u32>) -> Result<(i32, u32)>;

    /// A descriptor of the kernel's virtio SCSI back end.
    fn vhost_scsi(&mut self) -> Result<i32>;

    /// A passt process for an interface; the path of the socket that it serves.
    fn passt(&mut self, interface: &Interface, alias: &str) -> Result<String>;

    /// A virtiofsd process for the file system with this alias; the path of the socket that it serves.
    fn virtiofsd(&mut self, alias: &str) -> Result<String>;

    /// An emulated TPM; the path of its control socket.
    fn swtpm(&mut self, alias: &str) -> Result<String>;

    /// A free TCP port for a display, from a range that belongs to its protocol.
    fn display_port(&mut self, protocol: &str) -> Result<u16>;

    /// The host's NUMA nodes; none when nobody knows.
    fn host_nodes(&mut self) -> Option<CpuSet> {
        None
    }

    /// The host's NUMA nodes that are best for a guest of this many virtual CPUs and KiB of memory.
    fn advised_nodes(&mut self, _cpus: u32, _memory: u64) -> Result<CpuSet> {
        Err(super::unsupported("numad is not available on this host"))
    }

    /// A vhost-user-gpu process for the card with this alias; the descriptor of its socket that QEMU gets.
    fn vhost_user_gpu(&mut self, _alias: &str) -> Result<i32> {
        Err(super::unsupported("vhost-user-gpu processes are not supported"))
    }

    /// The host's address in a virtual network.
    fn network_address(&mut self, name: &str) -> Result<String> {
        Err(super::unsupported(format!("the address of network '{name}' is not known")))
    }

    /// Whether a device of the host is one of the kernel's CD-ROM drives.
    fn is_cdrom_drive(&mut self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        path.starts_with("/dev/") && (name.starts_with("cdrom") || name.starts_with("sr") || name.starts_with("dvd"))
    }

    /// The render node that is used when the document names none.
    fn render_node(&mut self) -> Result<String>;

    /// The generic SCSI device (`sg0`) of a disk at this address of a host adapter.
    fn scsi_generic(&mut self, adapter: &str, bus: u32, target: u32, unit: u64) -> Result<String>;

    /// Seconds since 1970 of the host's clock, and the offset of its zone.
    fn clock(&mut self) -> (i64, i64);

    /// Makes a secret available to QEMU under this object's name. `kind` says what it is for (`volume`, `ceph`, `iscsi`,
    /// `tls`), `reference` is its UUID or usage.
    fn secret(&mut self, object: &str, kind: &str, reference: &str) -> Result<SecretPlace>;

    /// The same for a value that the document itself holds.
    fn literal_secret(&mut self, object: &str, value: &str) -> Result<SecretPlace>;
}

/// Where QEMU finds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// In a file that only its user can read.
    File(String),
    /// In the object itself, encrypted with the master key; both in base64.
    Encrypted {
        /// The encrypted value.
        data: String,
        /// The initialization vector.
        vector: String,
    },
}

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilePurpose {
    /// What a character device writes to.
    CharacterSource,
    /// Where a character device's output is kept.
    CharacterLog,
    /// The TPM of the host.
    TpmDevice,
    /// Where a command of the host's TPM is cancelled.
    TpmCancel,
    /// A vDPA device of the host.
    VhostVdpa,
}

/// A file that QEMU needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileRequest<'a> {
    /// Its path.
    pub path: &'a str,
    /// What it is for.
    pub purpose: FilePurpose,
    /// Whether QEMU writes to it.
    pub write: bool,
    /// Whether it keeps its content; else it is emptied. Only for files that are written.
    pub append: bool,
}
