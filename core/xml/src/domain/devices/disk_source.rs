//! Where a disk's data are: the sources of disks, backing stores, mirrors and variable stores.

use super::address::PciAddress;
use super::chardev::Reconnect;
use super::disk::StorageFormat;
use super::private_data::SourcePrivateData;
use crate::domain::seclabel::SourceSecurityLabel;
use crate::scalar::{MemorySize, YesNo};
use crate::{element, group, words};
use uuid::Uuid;

/// Where data are.
#[group(by = "type", child = "source")]
pub enum DiskSource {
    /// In a file.
    #[default]
    #[xml(since = "0.0.3")]
    File(Option<Box<FileSource>>),
    /// On a block device.
    #[xml(since = "0.0.3")]
    Block(Option<Box<BlockSource>>),
    /// In a directory.
    #[xml(since = "0.7.5")]
    Dir(Option<Box<DirSource>>),
    /// On the network.
    #[xml(since = "0.8.7")]
    Network(Option<Box<NetworkSource>>),
    /// In a volume of a storage pool.
    #[xml(since = "1.0.5")]
    Volume(Option<Box<VolumeSource>>),
    /// On an NVMe controller that the emulator drives itself.
    #[xml(since = "6.0.0")]
    Nvme(Option<Box<NvmeSource>>),
    /// Behind a vhost-user socket.
    #[xml("vhostuser", since = "7.1.0")]
    VhostUser(Option<Box<VhostUserSource>>),
    /// Behind a vhost-vdpa device.
    #[xml("vhostvdpa")]
    VhostVdpa(Option<Box<VhostVdpaSource>>),
}

impl DiskSource {
    /// What all sources have, to be changed; none where no source is stated.
    pub fn common_mut(&mut self) -> Option<&mut SourceCommon> {
        match self {
            DiskSource::File(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::Block(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::Dir(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::Network(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::Volume(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::Nvme(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::VhostVdpa(source) => source.as_mut().map(|source| &mut source.common),
            DiskSource::VhostUser(_) => None,
        }
    }
}

words! {
    /// What happens at start when the source is not there.
    StartupPolicy {
        Mandatory "mandatory" "The guest does not start.",
        Requisite "requisite" "It starts without only after a migration or restore.",
        Optional "optional" "It starts without.",
    }
}

/// What all sources have.
#[group]
pub struct SourceCommon {
    /// The number among the sources of a running disk.
    #[xml(live)]
    pub index: Option<u32>,
    /// Descriptors that the user has passed.
    #[xml(since = "9.0.0")]
    pub fdgroup: Option<String>,
    /// What happens at start when it is not there.
    #[xml("@startupPolicy", since = "0.9.7")]
    pub startup_policy: Option<StartupPolicy>,
    /// Part of the storage.
    #[xml("slices/slice", since = "6.1.0")]
    pub slices: Vec<SourceSlice>,
    /// Its security labels.
    #[xml(since = "0.9.9")]
    pub seclabels: Vec<SourceSecurityLabel>,
    /// How it is encrypted.
    #[xml(since = "3.9.0")]
    pub encryption: Option<Encryption>,
    /// Who reserves it on a shared bus.
    #[xml(since = "4.4.0")]
    pub reservations: Option<Reservations>,
    /// Where the data are that the image does not hold itself.
    pub data_store: Option<Box<DataStore>>,
    /// The driver's own state.
    #[xml("privateData", status)]
    pub private_data: Option<Box<SourcePrivateData>>,
}

/// A file.
#[element("source")]
pub struct FileSource {
    /// Its path.
    pub file: Option<String>,
    /// What all sources have.
    pub common: SourceCommon,
}

/// A block device.
#[element("source")]
pub struct BlockSource {
    /// Its path.
    pub dev: Option<String>,
    /// What all sources have.
    pub common: SourceCommon,
}

/// A directory.
#[element("source")]
pub struct DirSource {
    /// Its path.
    pub dir: Option<String>,
    /// What all sources have.
    pub common: SourceCommon,
}

words! {
    /// How data on the network are reached.
    NetworkProtocol {
        Nbd "nbd" "Network block device.",
        Rbd "rbd" "Ceph.",
        Sheepdog "sheepdog" "Sheepdog.",
        Gluster "gluster" "Gluster.",
        Iscsi "iscsi" "iSCSI.",
        Http "http" "HTTP.",
        Https "https" "HTTP over TLS.",
        Ftp "ftp" "FTP.",
        Ftps "ftps" "FTP over TLS.",
        Tftp "tftp" "TFTP.",
        Ssh "ssh" "SSH.",
        Vxhs "vxhs" "Veritas HyperScale.",
        Nfs "nfs" "NFS.",
    }
}

/// Data on the network.
#[element("source")]
pub struct NetworkSource {
    /// How they are reached.
    pub protocol: Option<NetworkProtocol>,
    /// What they are called there.
    pub name: Option<String>,
    /// The query after the name.
    #[xml(since = "6.2.0")]
    pub query: Option<String>,
    /// Whether TLS is used.
    #[xml(since = "4.5.0")]
    pub tls: Option<YesNo>,
    /// Whether TLS was chosen by the host's configuration.
    #[xml("@tlsFromConfig", status)]
    pub tls_from_config: Option<u32>,
    /// The name that the server's certificate has.
    #[xml("@tlsHostname", since = "8.2.0")]
    pub tls_hostname: Option<String>,
    /// The servers.
    pub hosts: Vec<SourceHost>,
    /// The snapshot that is meant.
    #[xml("snapshot/@name", since = "1.2.11", drivers = "qemu")]
    pub snapshot: Option<String>,
    /// The file with further settings.
    #[xml("config/@file", since = "1.2.11", drivers = "qemu")]
    pub config: Option<String>,
    /// Whether the server's certificate is checked.
    #[xml("ssl/@verify", since = "6.2.0")]
    pub ssl_verify: Option<YesNo>,
    /// Cookies that go with requests.
    #[xml("cookies/cookie", since = "6.2.0")]
    pub cookies: Vec<Cookie>,
    /// How many bytes are read ahead.
    #[xml("readahead/@size", since = "6.2.0")]
    pub readahead: Option<u64>,
    /// How many seconds an answer may take.
    #[xml("timeout/@seconds", since = "6.2.0")]
    pub timeout: Option<u64>,
    /// The name of the initiator.
    #[xml("initiator/iqn/@name", since = "4.7.0")]
    pub initiator: Option<String>,
    /// Who may read them.
    #[xml(since = "3.9.0")]
    pub auth: Option<DiskAuth>,
    /// What happens when the connection breaks.
    pub reconnect: Option<Reconnect>,
    /// As whom they are read.
    pub identity: Option<SourceIdentity>,
    /// The file with keys of known servers.
    #[xml("knownHosts/@path")]
    pub known_hosts: Option<String>,
    /// What all sources have.
    pub common: SourceCommon,
}

words! {
    /// How a server is reached.
    HostTransport {
        Tcp "tcp" "Over TCP.",
        Unix "unix" "Through a socket of the host.",
        Rdma "rdma" "By remote memory access.",
    }
}

/// A server.
#[element("host")]
pub struct SourceHost {
    /// How it is reached.
    pub transport: Option<HostTransport>,
    /// Its name.
    pub name: Option<String>,
    /// Its port.
    pub port: Option<String>,
    /// Its socket.
    pub socket: Option<String>,
}

/// A cookie.
#[element("cookie")]
pub struct Cookie {
    /// Its name.
    pub name: Option<String>,
    /// Its value.
    #[xml(".", secret)]
    pub value: Option<String>,
}

/// As whom data are read.
#[element("identity")]
pub struct SourceIdentity {
    /// The user of NFS.
    pub user: Option<String>,
    /// The group of NFS.
    pub group: Option<String>,
    /// The user of SSH.
    pub username: Option<String>,
    /// The file with the key of SSH.
    pub keyfile: Option<String>,
    /// The socket of the agent of SSH.
    pub agentsock: Option<String>,
}

words! {
    /// How a volume of an iSCSI pool is reached.
    VolumeMode {
        Host "host" "Through the host's device.",
        Direct "direct" "By the emulator itself.",
    }
}

/// A volume.
#[element("source")]
pub struct VolumeSource {
    /// The pool.
    pub pool: Option<String>,
    /// Its name.
    pub volume: Option<String>,
    /// How it is reached.
    #[xml(since = "1.1.1")]
    pub mode: Option<VolumeMode>,
    /// What it turned out to be, a type of source.
    #[xml("@actualType", status)]
    pub actual_type: Option<String>,
    /// The file that it turned out to be.
    #[xml(status)]
    pub file: Option<String>,
    /// The block device that it turned out to be.
    #[xml(status)]
    pub dev: Option<String>,
    /// The directory that it turned out to be.
    #[xml(status)]
    pub dir: Option<String>,
    /// What all sources have.
    pub common: SourceCommon,
}

words! {
    /// The bus of an NVMe controller.
    NvmeType {
        Pci "pci" "PCI.",
    }
}

/// An NVMe controller.
#[element("source")]
pub struct NvmeSource {
    /// Its bus.
    #[xml("@type")]
    pub source_type: Option<NvmeType>,
    /// Whether the host's driver is taken off it and put back.
    pub managed: Option<YesNo>,
    /// The namespace.
    pub namespace: Option<u64>,
    /// Where it is on the host.
    #[xml("address", since = "6.0.0")]
    pub address: Option<PciAddress>,
    /// What all sources have.
    pub common: SourceCommon,
}

/// A vhost-user socket.
#[element("source")]
pub struct VhostUserSource {
    /// The kind of socket.
    #[xml("@type")]
    pub source_type: Option<SocketType>,
    /// Its path.
    pub path: Option<String>,
    /// What happens when it breaks.
    pub reconnect: Option<Reconnect>,
}

words! {
    /// A kind of socket.
    SocketType {
        Unix "unix" "A socket of the host.",
    }
}

/// A vhost-vdpa device.
#[element("source")]
pub struct VhostVdpaSource {
    /// Its path.
    pub dev: Option<String>,
    /// What all sources have.
    pub common: SourceCommon,
}

/// Part of a storage.
#[element("slice")]
pub struct SourceSlice {
    /// Of what.
    #[xml("@type")]
    pub slice_type: Option<SliceType>,
    /// The first byte.
    pub offset: Option<u64>,
    /// How many bytes.
    pub size: Option<u64>,
}

words! {
    /// What a slice is of.
    SliceType {
        Storage "storage" "The storage below the format.",
    }
}

words! {
    /// What a secret is for.
    SecretUse {
        Ceph "ceph" "Ceph.",
        Iscsi "iscsi" "iSCSI.",
    }
}

/// Who may read data.
#[element("auth")]
pub struct DiskAuth {
    /// The user.
    pub username: Option<String>,
    /// The user's secret.
    pub secret: Option<AuthSecret>,
}

/// A secret, by one of its names.
#[element("secret")]
pub struct AuthSecret {
    /// What it is for.
    #[xml("@type")]
    pub secret_type: Option<SecretUse>,
    /// Its UUID.
    pub uuid: Option<Uuid>,
    /// Its name.
    pub usage: Option<String>,
}

words! {
    /// A format of encryption.
    EncryptionFormat {
        Default "default" "Whatever suits.",
        Qcow "qcow" "QEMU's first.",
        Luks "luks" "LUKS.",
        Luks2 "luks2" "The second LUKS.",
        LuksAny "luks-any" "Any LUKS.",
    }
}

words! {
    /// Who encrypts.
    EncryptionEngine {
        Qemu "qemu" "The emulator.",
        Librbd "librbd" "Ceph's library.",
    }
}

/// How data are encrypted.
#[element("encryption")]
pub struct Encryption {
    /// The format.
    pub format: Option<EncryptionFormat>,
    /// Who does it.
    pub engine: Option<EncryptionEngine>,
    /// The secrets.
    pub secrets: Vec<EncryptionSecret>,
    /// The cipher of a new volume.
    #[xml(since = "2.1.0")]
    pub cipher: Option<EncryptionCipher>,
    /// How a new volume makes initialization vectors.
    pub ivgen: Option<EncryptionIvGen>,
}

/// The secret of an encryption, by one of its names.
#[element("secret")]
pub struct EncryptionSecret {
    /// What it is.
    #[xml("@type")]
    pub secret_type: Option<EncryptionSecretType>,
    /// Its UUID.
    pub uuid: Option<Uuid>,
    /// Its name.
    #[xml(since = "2.1.0")]
    pub usage: Option<String>,
}

words! {
    /// What a secret of an encryption is.
    EncryptionSecretType {
        Passphrase "passphrase" "A pass phrase.",
    }
}

/// A cipher.
#[element("cipher")]
pub struct EncryptionCipher {
    /// Its name.
    pub name: Option<String>,
    /// The length of its keys.
    pub size: Option<u32>,
    /// Its mode.
    pub mode: Option<String>,
    /// Its hash.
    pub hash: Option<String>,
}

/// How initialization vectors are made.
#[element("ivgen")]
pub struct EncryptionIvGen {
    /// The method.
    pub name: Option<String>,
    /// Its hash.
    pub hash: Option<String>,
}

/// Who reserves a device on a shared bus.
#[element("reservations")]
pub struct Reservations {
    /// Whether the host's own helper does.
    pub managed: Option<YesNo>,
    /// The helper's socket.
    pub source: Option<ReservationsSource>,
}

/// The socket of a reservation helper.
#[element("source")]
pub struct ReservationsSource {
    /// The kind of socket.
    #[xml("@type")]
    pub source_type: Option<SocketType>,
    /// Its path.
    pub path: Option<String>,
    /// Which end the emulator is.
    pub mode: Option<SocketMode>,
    /// What happens when it breaks.
    pub reconnect: Option<Reconnect>,
}

words! {
    /// Which end of a socket.
    SocketMode {
        Client "client" "The one that calls.",
        Server "server" "The one that listens.",
    }
}

/// Where the data of an image are that it does not hold itself.
#[element("dataStore")]
pub struct DataStore {
    /// Their format.
    pub format: Option<ImageFormat>,
    /// Where they are.
    pub source: DiskSource,
}

/// The format of an image.
#[element("format")]
pub struct ImageFormat {
    /// Its name.
    #[xml("@type")]
    pub format_type: Option<StorageFormat>,
    /// The cache of its own tables.
    pub metadata_cache: Option<MetadataCache>,
}

/// The cache of an image's own tables.
#[element("metadata_cache")]
pub struct MetadataCache {
    /// Its size at most.
    #[xml("max_size")]
    pub max_size: Option<MemorySize>,
}

/// What an image is based on; without a source, the chain ends here.
#[element("backingStore")]
pub struct BackingStore {
    /// The format.
    pub format: Option<ImageFormat>,
    /// Where it is.
    pub source: Option<DiskSource>,
    /// The number among the sources of a running disk.
    #[xml(live)]
    pub index: Option<u32>,
    /// What it is based on in turn.
    pub backing_store: Option<Box<BackingStore>>,
}
