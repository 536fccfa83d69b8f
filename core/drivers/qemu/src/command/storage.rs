//! The block graph of a source: storage, slice, format, for each image of a chain.
//!
//! Each image has an index that stays with it; its nodes are named after it (`libvirt-3-storage`, `libvirt-3-format`).
//! A raw image is used as it is, without a node for its format.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{
    DetectZeroes, Disk, DiskCache, DiskDevice, DiskDiscard, DiskDriver, DiskSource, StorageFormat,
};
use ferrovirt_xml::domain::devices::disk_source::{
    BackingStore, DataStore, Encryption, EncryptionEngine, EncryptionFormat, MetadataCache, SliceType, SourceCommon,
    SourceSlice,
};
use ferrovirt_xml::scalar::OnOff;
use serde_json::{Value, json};

use super::properties::Properties;
use super::secret::{self, SecretReference};
use super::{CommandLine, Launch, incomplete, protocol, throttle, unsupported};

/// A step of making a chain.
pub(super) enum Node {
    /// An object that the next node needs.
    Object(Properties),
    /// A node.
    Blockdev(Properties),
}

/// The nodes of a chain in the order in which they are made.
pub(super) struct Chain {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The name of the highest.
    pub top: String,
}

/// How an image of a chain is opened.
pub(super) struct Image<'a> {
    /// Where it is.
    pub source: &'a DiskSource,
    /// Its format.
    pub format: StorageFormat,
    /// The middle of its nodes' names: its index, or a word.
    pub name: String,
    /// Whether nothing is written to it.
    pub is_read_only: bool,
    /// The disk's settings.
    pub driver: Option<&'a DiskDriver>,
    /// Whether it is the image that the guest writes to.
    pub is_top: bool,
    /// Whether it is in a drive for CD-ROMs.
    pub is_cdrom: bool,
    /// Whether it is in a drive for floppy disks.
    pub is_floppy: bool,
    /// Its encryption.
    pub encryption: Option<&'a Encryption>,
    /// The cache of its metadata.
    pub metadata_cache: Option<&'a MetadataCache>,
    /// Whether it gets a node for its format, be it raw.
    pub has_format_node: bool,
}

impl Chain {
    /// The chain of a disk; an empty drive has none.
    pub fn of_disk(disk: &Disk, launch: &mut Launch<'_>) -> Result<Option<Chain>> {
        let Some(common) = common(&disk.source) else { return Ok(None) };
        let index = common.index.ok_or_else(|| incomplete("index of a disk's source"))?;
        let driver = disk.driver.as_ref();
        let mut nodes = Vec::new();
        let below = match &disk.backing_store {
            Some(store) => Self::backing(store, disk, &mut nodes, launch)?,
            None => Below::Unknown,
        };
        let image = Image {
            format: driver.and_then(|driver| driver.format).unwrap_or(StorageFormat::Raw),
            is_read_only: disk.readonly,
            driver,
            is_cdrom: disk.device == Some(DiskDevice::Cdrom),
            is_floppy: disk.device == Some(DiskDevice::Floppy),
            encryption: common.encryption.as_ref().or(disk.encryption.as_ref()),
            metadata_cache: driver.and_then(|driver| driver.metadata_cache.as_ref()),
            ..Image::plain(&disk.source, &index.to_string())
        };
        let mut top = image.build(common, disk, &below, &mut nodes, launch)?;
        if driver.and_then(|driver| driver.copy_on_read).is_some_and(OnOff::is_on) {
            let target = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
            let name = format!("libvirt-CoR-{target}");
            let mut filter = Properties::device("copy-on-read").with("node-name", name.as_str()).with("file", top);
            let discard = driver.and_then(|driver| driver.discard).unwrap_or(DiskDiscard::Unmap);
            filter.set("discard", discard.as_str());
            nodes.push(Node::Blockdev(filter));
            top = name;
        }
        let top = throttle::filters(&mut nodes, disk, index, top);
        Ok(Some(Chain { nodes, top }))
    }

    fn backing(store: &BackingStore, disk: &Disk, nodes: &mut Vec<Node>, launch: &mut Launch<'_>) -> Result<Below> {
        let Some(source) = &store.source else { return Ok(Below::Nothing) };
        let Some(common) = common(source) else { return Ok(Below::Nothing) };
        let below = match &store.backing_store {
            Some(store) => Self::backing(store, disk, nodes, launch)?,
            None => Below::Unknown,
        };
        let index = store.index.or(common.index).ok_or_else(|| incomplete("index of a backing image"))?;
        let format = store.format.as_ref();
        let image = Image {
            format: format.and_then(|format| format.format_type).unwrap_or(StorageFormat::Raw),
            is_read_only: true,
            driver: disk.driver.as_ref(),
            is_top: false,
            encryption: common.encryption.as_ref(),
            metadata_cache: format.and_then(|format| format.metadata_cache.as_ref()),
            ..Image::plain(source, &index.to_string())
        };
        image.build(common, disk, &below, nodes, launch).map(Below::Node)
    }
}

/// What is under an image.
pub(super) enum Below {
    /// QEMU finds out.
    Unknown,
    /// Nothing.
    Nothing,
    /// This node.
    Node(String),
}

impl<'a> Image<'a> {
    /// A raw image without settings.
    pub fn plain(source: &'a DiskSource, name: &str) -> Image<'a> {
        Image {
            source,
            format: StorageFormat::Raw,
            name: name.to_owned(),
            is_read_only: false,
            driver: None,
            is_top: true,
            is_cdrom: false,
            is_floppy: false,
            encryption: None,
            metadata_cache: None,
            has_format_node: false,
        }
    }

    /// Adds its nodes; the name of the highest.
    pub fn build(
        &self,
        common: &SourceCommon,
        disk: &Disk,
        below: &Below,
        nodes: &mut Vec<Node>,
        launch: &mut Launch<'_>,
    ) -> Result<String> {
        let encryption = self.encryption.filter(|encryption| encryption.engine != Some(EncryptionEngine::Librbd));
        let slice = common.slices.iter().find(|slice| slice.slice_type.is_none_or(|kind| kind == SliceType::Storage));
        // Until block jobs could leave out the format (QEMU 9.0), a raw image had a node for it as well.
        let can_be_bare = launch.capabilities.has_schema("block-commit/arg/backing-mask-protocol");
        let has_format = self.has_format_node || !can_be_bare || self.needs_format_node(encryption.is_some());

        let data_file = match &common.data_store {
            Some(store) => Some(self.data_file(store, disk, nodes, launch)?),
            None => None,
        };
        let format_name = format!("libvirt-{}-format", self.name);
        let secrets = self.secrets(encryption, &format_name, nodes, launch)?;
        let storage_name = format!("libvirt-{}-storage", self.name);
        let mut storage =
            protocol::Request { image: self, disk: Some(disk), common, node: &storage_name }.build(nodes, launch)?;
        storage.set("node-name", storage_name.as_str());
        let is_storage_top = !has_format && slice.is_none();
        self.set_options(&mut storage, is_storage_top);
        nodes.push(Node::Blockdev(storage));
        let mut top = storage_name;

        if let Some(slice) = slice {
            let name = format!("libvirt-{}-slice-sto", self.name);
            nodes.push(Node::Blockdev(self.slice(slice, &top, &name, !has_format)));
            top = name;
        }
        if has_format {
            let name = format_name;
            let mut node = Properties::new().with("node-name", name.as_str());
            self.set_effective(&mut node);
            self.set_cache(&mut node);
            self.set_format(&mut node, encryption, secrets.first())?;
            node.set_some("data-file", data_file);
            node.set("file", top);
            match below {
                Below::Node(backing) => node.set("backing", backing.as_str()),
                Below::Nothing if self.can_have_backing() => node.set("backing", Value::Null),
                Below::Nothing | Below::Unknown => {}
            }
            nodes.push(Node::Blockdev(node));
            top = name;
        }
        Ok(top)
    }

    fn needs_format_node(&self, is_encrypted: bool) -> bool {
        !matches!(self.format, StorageFormat::Raw | StorageFormat::None | StorageFormat::Iso) || is_encrypted
    }

    fn can_have_backing(&self) -> bool {
        matches!(self.format, StorageFormat::Qcow | StorageFormat::Qcow2 | StorageFormat::Qed | StorageFormat::Vmdk)
    }

    fn set_options(&self, storage: &mut Properties, is_top: bool) {
        if is_top {
            self.set_effective(storage);
        } else {
            // Opened for writing only once somebody writes, and trimmed when the format above says so.
            storage.set("auto-read-only", true);
            storage.set("discard", "unmap");
        }
        self.set_cache(storage);
    }

    /// What the node has that stands for the image as a whole.
    fn set_effective(&self, node: &mut Properties) {
        node.set("read-only", self.is_read_only);
        node.set_some("discard", self.driver.and_then(|driver| driver.discard).map(DiskDiscard::as_str));
        if self.is_top
            && let Some(driver) = self.driver
        {
            if self.format == StorageFormat::Qcow2 {
                node.set_some("discard-no-unref", driver.discard_no_unref.map(OnOff::is_on));
            }
            // What would be unmapped but must not be trimmed is written efficiently at least.
            let zeroes = driver.detect_zeroes.map(|zeroes| match zeroes {
                DetectZeroes::Unmap if driver.discard != Some(DiskDiscard::Unmap) => DetectZeroes::On,
                other => other,
            });
            node.set_some("detect-zeroes", zeroes.map(|word| word.as_str()));
        }
    }

    fn set_cache(&self, node: &mut Properties) {
        let Some((direct, no_flush)) = self.driver.and_then(|driver| driver.cache).and_then(cache) else { return };
        node.set("cache", json!({ "direct": direct, "no-flush": no_flush }));
    }

    fn slice(&self, slice: &SourceSlice, file: &str, name: &str, is_top: bool) -> Properties {
        let mut node = Properties::device("raw").with("file", file);
        node.set_some("offset", slice.offset);
        node.set_some("size", slice.size);
        node.set("node-name", name);
        self.set_options(&mut node, is_top);
        node
    }

    fn set_format(
        &self,
        node: &mut Properties,
        encryption: Option<&Encryption>,
        secret: Option<&String>,
    ) -> Result<()> {
        let is_luks = encryption.is_some_and(|found| matches!(found.format, Some(EncryptionFormat::Luks)));
        let driver = match self.format {
            StorageFormat::Raw | StorageFormat::Luks if encryption.is_some() => "luks",
            StorageFormat::Vhd => "vpc",
            StorageFormat::Iso | StorageFormat::Fat | StorageFormat::Dir => "raw",
            other => other.as_str(),
        };
        node.set("driver", driver);
        if let Some(secret) = secret {
            match driver {
                "luks" => node.set("key-secret", secret.as_str()),
                "qcow2" if is_luks => node.set("encrypt", json!({ "format": "luks", "key-secret": secret })),
                "qcow" | "qcow2" => node.set("encrypt", json!({ "format": "aes", "key-secret": secret })),
                _ => return Err(unsupported("unsupported encryption of this image format")),
            }
        }
        // Without a unit it is bytes.
        let size = self.metadata_cache.and_then(|cache| cache.max_size);
        let size = size.map(|size| if size.unit.is_some() { size.bytes() } else { Ok(size.value) }).transpose()?;
        node.set_some("cache-size", size);
        Ok(())
    }

    fn secrets(
        &self,
        encryption: Option<&Encryption>,
        node: &str,
        nodes: &mut Vec<Node>,
        launch: &mut Launch<'_>,
    ) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for (number, secret) in encryption.iter().flat_map(|encryption| &encryption.secrets).enumerate() {
            let name = format!("{node}-encryption-secret{number}");
            nodes.push(Node::Object(secret::object(&name, &SecretReference::of_encryption(secret)?, launch)?));
            names.push(name);
        }
        Ok(names)
    }

    /// The image that holds the data where this one has metadata alone.
    fn data_file(
        &self,
        store: &DataStore,
        disk: &Disk,
        nodes: &mut Vec<Node>,
        launch: &mut Launch<'_>,
    ) -> Result<String> {
        let common = common(&store.source).ok_or_else(|| incomplete("source of a data file"))?;
        let index = common.index.ok_or_else(|| incomplete("index of a data file"))?;
        let image = Image {
            format: store.format.as_ref().and_then(|format| format.format_type).unwrap_or(StorageFormat::Raw),
            is_read_only: self.is_read_only,
            driver: self.driver,
            is_top: self.is_top,
            ..Image::plain(&store.source, &index.to_string())
        };
        image.build(common, disk, &Below::Unknown, nodes, launch)
    }
}

/// Whether the host's cache is bypassed, and whether flushes are ignored.
fn cache(mode: DiskCache) -> Option<(bool, bool)> {
    match mode {
        DiskCache::Default => None,
        DiskCache::None | DiskCache::Directsync => Some((true, false)),
        DiskCache::Writethrough | DiskCache::Writeback => Some((false, false)),
        DiskCache::Unsafe => Some((false, true)),
    }
}

/// What all kinds of sources have; an empty source has nothing.
pub(super) fn common(source: &DiskSource) -> Option<&SourceCommon> {
    match source {
        DiskSource::File(source) => source.as_ref().filter(|source| source.file.is_some()).map(|source| &source.common),
        DiskSource::Block(source) => source.as_ref().filter(|source| source.dev.is_some()).map(|source| &source.common),
        DiskSource::Dir(source) => source.as_ref().filter(|source| source.dir.is_some()).map(|source| &source.common),
        DiskSource::Network(source) => {
            source.as_ref().filter(|source| source.protocol.is_some()).map(|source| &source.common)
        }
        DiskSource::Volume(source) => {
            source.as_ref().filter(|source| source.volume.is_some()).map(|source| &source.common)
        }
        DiskSource::Nvme(source) => source.as_ref().map(|source| &source.common),
        DiskSource::VhostVdpa(source) => source.as_ref().map(|source| &source.common),
        DiskSource::VhostUser(_) => None,
    }
}

/// Processes that guard reservations of SCSI disks for all disks together.
pub(super) fn helpers(line: &mut CommandLine, domain: &Domain, launch: &Launch<'_>) {
    let disks = domain.devices.disks.iter();
    let reservations = disks.filter_map(|disk| common(&disk.source)?.reservations.as_ref());
    let mut is_managed = reservations.filter(|found| found.managed.is_some_and(|word| word.is_yes()));
    if is_managed.next().is_some() {
        let object = Properties::object("pr-manager-helper", "pr-helper0")
            .with("path", format!("{}/pr-helper0.sock", launch.paths.library_directory));
        line.object(&object);
    }
}
