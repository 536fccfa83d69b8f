//! `<domainbackup>`: the copying of a guest's disks while it runs.

mod complete;

pub use complete::BackupSource;

use crate::domain::devices::disk::StorageFormat;
use crate::domain::devices::disk_source::Encryption;
use crate::domain::devices::private_data::SourcePrivateData;
use crate::domain::seclabel::SourceSecurityLabel;
use crate::scalar::YesNo;
use crate::{RawElement, element, words};

words! {
    /// Who copies.
    BackupMode {
        Push "push" "The emulator, to where the document says.",
        Pull "pull" "A client, from a server that the emulator opens.",
    }
}

/// A backup.
#[element("domainbackup")]
pub struct DomainBackup {
    /// Who copies.
    pub mode: Option<BackupMode>,
    /// The checkpoint since which changes are copied; all when absent.
    #[xml("incremental")]
    pub incremental: Option<String>,
    /// The server that clients read from.
    pub server: Option<BackupServer>,
    /// The disks.
    #[xml("disks/disk")]
    pub disks: Vec<BackupDisk>,
    /// The driver's own state.
    #[xml("privateData", status)]
    pub private_data: Option<RawElement>,
}

words! {
    /// How a server is reached.
    BackupTransport {
        Tcp "tcp" "Over TCP.",
        Unix "unix" "Through a socket of the host.",
        Fd "fd" "Through descriptors that the user has passed.",
    }
}

/// The server that clients read from.
#[element("server")]
pub struct BackupServer {
    /// How it is reached.
    pub transport: Option<BackupTransport>,
    /// Whether TLS is used.
    pub tls: Option<YesNo>,
    /// Its address.
    pub name: Option<String>,
    /// Its port.
    pub port: Option<u32>,
    /// Its socket.
    pub socket: Option<String>,
    /// The name of the descriptors.
    pub fdgroup: Option<String>,
}

words! {
    /// How much of a disk is copied.
    BackupDiskMode {
        Full "full" "All.",
        Incremental "incremental" "What has changed since a checkpoint.",
    }
}

words! {
    /// How far the copy of a disk is.
    BackupDiskState {
        None "none" "Not begun.",
        Running "running" "Under way.",
        Complete "complete" "Finished.",
        Failed "failed" "Failed.",
        Cancelling "cancelling" "Being given up.",
        Cancelled "cancelled" "Given up.",
    }
}

words! {
    /// What a copy is on the host.
    BackupStoreType {
        File "file" "A file.",
        Block "block" "A block device.",
    }
}

/// A disk.
#[element("disk")]
pub struct BackupDisk {
    /// Its name in the guest.
    pub name: String,
    /// Whether it is copied.
    pub backup: Option<YesNo>,
    /// How far its copy is.
    #[xml("@state", status)]
    pub state: Option<BackupDiskState>,
    /// What the copy is on the host.
    #[xml("@type")]
    pub store_type: Option<BackupStoreType>,
    /// How much is copied.
    #[xml("@backupmode")]
    pub backup_mode: Option<BackupDiskMode>,
    /// The checkpoint since which changes are copied.
    pub incremental: Option<String>,
    /// What the server calls it.
    #[xml("@exportname")]
    pub export_name: Option<String>,
    /// What the server calls the bitmap of changes.
    #[xml("@exportbitmap")]
    pub export_bitmap: Option<String>,
    /// The number that its copy has among the sources of running disks.
    #[xml("@index", status)]
    pub index: Option<u32>,
    /// The format of the copy.
    #[xml("driver/@type")]
    pub format: Option<StorageFormat>,
    /// Where the copy goes, when it is pushed.
    #[xml("target")]
    pub target: Option<BackupStore>,
    /// Where the guest's later changes go, while clients pull.
    #[xml("scratch")]
    pub scratch: Option<BackupStore>,
}

/// Where a copy goes.
#[element("target")]
pub struct BackupStore {
    /// Its path, for a file.
    pub file: Option<String>,
    /// Its path, for a block device.
    pub dev: Option<String>,
    /// How it is encrypted.
    pub encryption: Option<Encryption>,
    /// Its security labels.
    pub seclabels: Vec<SourceSecurityLabel>,
    /// How the emulator knows it.
    #[xml("privateData", status)]
    pub private_data: Option<Box<SourcePrivateData>>,
}
