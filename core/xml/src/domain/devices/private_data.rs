//! `<privateData>` of disks and their sources in status files: how the emulator knows them.

use crate::scalar::YesNo;
use crate::{element, words};

/// How the emulator knows a disk.
#[element("privateData")]
pub struct DiskPrivateData {
    /// Its path among the emulator's objects.
    #[xml("qom/@name")]
    pub qom_name: Option<String>,
    /// Its block nodes.
    #[xml("nodenames/nodename")]
    pub node_names: Vec<NodeName>,
}

/// How the emulator knows a source.
#[element("privateData")]
pub struct SourcePrivateData {
    /// Its block nodes.
    #[xml("nodenames/nodename")]
    pub node_names: Vec<NodeName>,
    /// The object that makes reservations.
    #[xml("reservations/@mgralias")]
    pub reservations_alias: Option<String>,
    /// The path by which the image above names it.
    #[xml("relPath")]
    pub relative_path: Option<String>,
    /// Its objects.
    pub objects: Option<SourceObjects>,
    /// Descriptors that it was opened by.
    #[xml("fdsets/fdset")]
    pub fdsets: Vec<SourceFdset>,
    /// Whether a threshold was set by its number.
    #[xml("thresholdEvent/@indexUsed")]
    pub threshold_by_index: Option<YesNo>,
    /// The helper that reads it.
    pub nbdkit: Option<SourceNbdkit>,
}

/// A block node.
#[element("nodename")]
pub struct NodeName {
    /// What it is for: `storage`, `format`, `slice-storage`, `copyOnRead`.
    #[xml("@type")]
    pub node_type: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The limits that it applies.
    pub group: Option<String>,
}

/// The objects of a source.
#[element("objects")]
pub struct SourceObjects {
    /// Secrets.
    pub secrets: Vec<SourceSecret>,
    /// Credentials for TLS.
    #[xml("TLSx509/@alias")]
    pub tls_alias: Option<String>,
}

/// A secret that the emulator holds.
#[element("secret")]
pub struct SourceSecret {
    /// What it is for: `auth`, `encryption`, `httpcookie`, `tlskey`.
    #[xml("@type")]
    pub secret_type: Option<String>,
    /// Its alias.
    pub alias: Option<String>,
}

/// Descriptors that a source was opened by.
#[element("fdset")]
pub struct SourceFdset {
    /// What they are for.
    #[xml("@type")]
    pub fdset_type: Option<String>,
    /// The number of the set.
    pub id: Option<u32>,
}

/// The helper that reads a source.
#[element("nbdkit")]
pub struct SourceNbdkit {
    /// The file with its process.
    #[xml("pidfile")]
    pub pid_file: Option<String>,
    /// Its socket.
    #[xml("socketfile")]
    pub socket_file: Option<String>,
}

words! {
    /// `true` or `false`.
    TrueFalse {
        True "true" "True.",
        False "false" "False.",
    }
}

/// Where secrets stood in the document that a disk came from.
#[element("diskSecretsPlacement")]
pub struct DiskSecretsPlacement {
    /// That of who may read it stood at the disk.
    pub auth: Option<TrueFalse>,
    /// That of its encryption stood at the disk.
    pub enc: Option<TrueFalse>,
}
