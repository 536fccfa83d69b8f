//! Volumes: sizes, names and content.

use std::sync::{Arc, Mutex};

use ferrovirt_api::*;
use ferrovirt_xml::scalar::StorageSize;
use ferrovirt_xml::storage_volume::{Capacity, StorageVolume, VolumeTarget, VolumeType};
use ferrovirt_xml::{Document as _, Format};

use super::content::Content;
use super::pool::{Pools, available};
use super::{lock, pool_identity, stream};
use crate::driver::TestDriver;
use crate::resources::object::Object;
use crate::resources::{check_name, parse};

/// A volume.
#[derive(Clone)]
pub struct Volume {
    name: Name,
    document: StorageVolume,
    content: Arc<Mutex<Content>>,
}

impl Volume {
    /// What tells it from others.
    pub fn identity(&self, pool: &Object<Pools>) -> StorageVolumeIdentity {
        StorageVolumeIdentity { pool: pool.name().clone(), name: self.name.clone(), key: self.key().to_owned() }
    }

    /// The key, which no other volume of the host has.
    pub fn key(&self) -> &str {
        self.document.key.as_deref().unwrap_or_default()
    }

    /// Where guests find it.
    pub fn path(&self) -> &str {
        self.document.target.as_ref().and_then(|target| target.path.as_deref()).unwrap_or_default()
    }

    /// How much it can hold, in bytes.
    fn capacity(&self) -> u64 {
        self.document.capacity.map(|size| size.value).unwrap_or_default()
    }

    /// How much of the pool it takes, in bytes: what was asked for, or what is in it.
    pub fn allocation(&self) -> u64 {
        let asked = self.document.allocation.map(|size| size.value).unwrap_or_default();
        asked.max(lock(&self.content).allocation().min(self.capacity()))
    }

    /// Kind and sizes.
    pub fn info(&self) -> StorageVolumeInfo {
        let kind = match self.document.volume_type.unwrap_or(VolumeType::File) {
            VolumeType::File => StorageVolumeType::File,
            VolumeType::Block => StorageVolumeType::Block,
            VolumeType::Dir => StorageVolumeType::Directory,
            VolumeType::Network => StorageVolumeType::Network,
            VolumeType::Netdir => StorageVolumeType::NetworkDirectory,
            VolumeType::Ploop => StorageVolumeType::Ploop,
        };
        StorageVolumeInfo { kind, capacity: self.capacity(), allocation: self.allocation() }
    }

    /// The document with the sizes of now.
    pub fn xml(&self) -> String {
        let allocation = Some(StorageSize::from_bytes(self.allocation()));
        StorageVolume { allocation, ..self.document.clone() }.to_xml(&Format::LIVE)
    }

    /// The part of the content that a stream goes over, up to the end where no length is stated.
    fn range(&self, offset: u64, length: u64) -> Result<(u64, u64)> {
        let capacity = self.capacity();
        let end = if length == 0 { Some(capacity.max(offset)) } else { offset.checked_add(length) };
        match end {
            Some(end) if offset <= capacity && end <= capacity => Ok((offset, end)),
            _ => {
                let detail = format!(
                    "offset {offset} and length {length} are outside of volume '{}' with {capacity} bytes",
                    self.name
                );
                Err(Error::invalid_argument(ErrorDomain::Test, detail))
            }
        }
    }
}

/// The volumes of a pool.
pub fn identities(pool: &Object<Pools>) -> Vec<StorageVolumeIdentity> {
    pool.extra.volumes.values().map(|volume| volume.identity(pool)).collect()
}

/// The volume of an active pool with this name.
pub fn find<'a>(pool: &'a Object<Pools>, name: &str) -> Result<&'a Volume> {
    pool.active()?.extra.volumes.get(name).ok_or_else(|| missing("name", name))
}

fn find_mut<'a>(pool: &'a mut Object<Pools>, name: &str) -> Result<&'a mut Volume> {
    pool.active()?;
    pool.extra.volumes.get_mut(name).ok_or_else(|| missing("name", name))
}

/// Adds the volume of a document to a pool that is active.
pub fn add(pool: &mut Object<Pools>, xml: &str) -> Result<()> {
    create(pool, xml, false, None).map(drop)
}

/// Makes a volume, perhaps with what is in another one.
pub fn create(
    pool: &mut Object<Pools>,
    xml: &str,
    strict: bool,
    source: Option<&Volume>,
) -> Result<StorageVolumeIdentity> {
    pool.active()?;
    let mut document: StorageVolume = parse(xml, strict)?;
    let needs_capacity = source.is_none() && document.backing_store.is_none();
    let capacity = if needs_capacity { Capacity::Mandatory } else { Capacity::Optional };
    document.complete(pool.document().pool_type, capacity)?;
    check_name(ErrorDomain::Storage, "storage volume", &document.name)?;
    let name: Name = document.name.as_str().into();
    if pool.extra.volumes.contains_key(&name) {
        return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, "storage vol already exists")
            .with_hint(format!("the pool '{}' has a volume '{name}'", pool.name())));
    }
    if let Some(source) = source {
        // What is copied has to have room.
        let least = StorageSize::from_bytes(source.capacity());
        document.capacity = document.capacity.map(|size| if size.value < least.value { least } else { size });
    }
    let asked = document.allocation.map(|size| size.value).unwrap_or_default();
    if asked > available(pool) {
        let detail = format!("not enough free space in pool for volume '{name}'");
        return Err(Error::internal(ErrorDomain::Test, detail));
    }
    let path = path_in(pool, &name);
    document.target.get_or_insert_with(VolumeTarget::default).path = Some(path.clone());
    document.key = Some(path);
    let content = source.map(|source| lock(&source.content).clone()).unwrap_or_default();
    let volume = Volume { name: name.clone(), document, content: Arc::new(Mutex::new(content)) };
    let identity = volume.identity(pool);
    pool.extra.volumes.insert(name, volume);
    Ok(identity)
}

/// Where guests find a volume: in the pool's folder, or under the name that the pool has on its servers.
fn path_in(pool: &Object<Pools>, name: &str) -> String {
    let document = pool.document();
    let folder = document.target.as_ref().and_then(|target| target.path.as_deref());
    let source = document.source.as_ref().and_then(|source| source.name.as_deref());
    format!("{}/{name}", folder.or(source).unwrap_or(pool.name()))
}

/// Gives a volume another capacity.
pub fn resize(pool: &mut Object<Pools>, name: &str, capacity: u64, flags: StorageVolumeResizeFlags) -> Result<()> {
    use StorageVolumeResizeFlags as F;
    let left = available(pool.active()?);
    let volume = find_mut(pool, name)?;
    let (present, allocation) = (volume.capacity(), volume.allocation());
    let refuse = |detail: &str| Err(Error::invalid_argument(ErrorDomain::Test, detail));
    let wanted = match (flags.contains(F::DELTA), flags.contains(F::SHRINK)) {
        (false, _) => Some(capacity),
        (true, false) => present.checked_add(capacity),
        (true, true) => present.checked_sub(capacity),
    };
    let Some(wanted) = wanted else { return refuse("the change of capacity is more than there is room for") };
    if wanted < present && !flags.contains(F::SHRINK) {
        return refuse("can't shrink capacity below current capacity unless shrink flag explicitly specified");
    }
    if wanted < allocation {
        return refuse("can't shrink capacity below existing allocation");
    }
    if wanted > present.saturating_add(left) {
        let detail = "not enough space left in storage pool";
        return Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Test, detail));
    }
    volume.document.capacity = Some(StorageSize::from_bytes(wanted));
    if flags.contains(F::ALLOCATE) {
        volume.document.allocation = Some(StorageSize::from_bytes(wanted));
    }
    lock(&volume.content).truncate(wanted);
    Ok(())
}

impl TestDriver {
    pub(super) fn volume<T>(
        &self,
        identity: &StorageVolumeIdentity,
        look: impl FnOnce(&Volume) -> Result<T>,
    ) -> Result<T> {
        look(find(lock(&self.resources.pools).by_name(&identity.pool)?, &identity.name)?)
    }

    pub(super) fn change_pool_of<T>(
        &self,
        volume: &StorageVolumeIdentity,
        change: impl FnOnce(&mut Object<Pools>, &str) -> Result<T>,
    ) -> Result<T> {
        change(lock(&self.resources.pools).by_name_mut(&volume.pool)?, &volume.name)
    }

    pub(super) fn volume_by(
        &self,
        what: &str,
        value: &str,
        key: impl Fn(&Volume) -> &str,
    ) -> Result<StorageVolumeIdentity> {
        let pools = lock(&self.resources.pools);
        let found = pools.iter().filter(|pool| pool.is_active()).find_map(|pool| {
            let volume = pool.extra.volumes.values().find(|volume| key(volume) == value)?;
            Some(volume.identity(pool))
        });
        found.ok_or_else(|| missing(what, value))
    }

    pub(super) fn clone_volume(
        &self,
        pool: &StoragePoolIdentity,
        xml: &str,
        source: &StorageVolumeIdentity,
        flags: StorageVolumeCreateFlags,
    ) -> Result<StorageVolumeIdentity> {
        let mut pools = lock(&self.resources.pools);
        pools.by_uuid(&pool.uuid)?.active()?;
        let source = find(pools.by_name(&source.pool)?, &source.name)?.clone();
        let strict = flags.contains(StorageVolumeCreateFlags::VALIDATE);
        create(pools.by_uuid_mut(&pool.uuid)?, xml, strict, Some(&source))
    }

    pub(super) fn delete_volume(&self, volume: &StorageVolumeIdentity) -> Result<()> {
        self.change_pool_of(volume, |pool, name| {
            find(pool, name)?;
            pool.extra.volumes.remove(name);
            Ok(())
        })
    }

    pub(super) fn wipe_volume(
        &self,
        volume: &StorageVolumeIdentity,
        algorithm: StorageVolumeWipeAlgorithm,
    ) -> Result<()> {
        self.volume(volume, |volume| {
            let mut content = lock(&volume.content);
            match algorithm {
                StorageVolumeWipeAlgorithm::Zero | StorageVolumeWipeAlgorithm::Trim => {
                    content.truncate(0);
                    Ok(())
                }
                // Every other way ends with bytes that say nothing.
                _ => content.refill(|page| {
                    self.host.system().fill_random(page).map_err(|error| error.into_error(ErrorDomain::Test))
                }),
            }
        })
    }

    pub(super) fn upload(&self, volume: &StorageVolumeIdentity, offset: u64, length: u64) -> Result<Stream> {
        let pools = lock(&self.resources.pools);
        let pool = pools.by_name(&volume.pool)?;
        let volume = find(pool, &volume.name)?;
        let (start, end) = volume.range(offset, length)?;
        let (hub, storage_pool) = (self.hub.clone(), pool_identity(pool));
        // Who uploads changes what the pool holds.
        let finished = move || {
            let kind = StoragePoolEventKind::Refresh;
            hub.publish(StoragePoolEvent { storage_pool: storage_pool.clone(), kind });
        };
        Ok(Stream::new(stream::Upload::new(volume.content.clone(), start, end, finished)))
    }

    pub(super) fn download(
        &self,
        volume: &StorageVolumeIdentity,
        offset: u64,
        length: u64,
        flags: StorageVolumeDownloadFlags,
    ) -> Result<Stream> {
        let sparse = flags.contains(StorageVolumeDownloadFlags::SPARSE_STREAM);
        self.volume(volume, |volume| {
            let (start, end) = volume.range(offset, length)?;
            Ok(Stream::new(stream::Download::new(volume.content.clone(), start, end, sparse)))
        })
    }
}

fn missing(key: &str, value: &str) -> Error {
    let detail = format!("no storage vol with matching {key} '{value}'");
    Error::new(ErrorCode::NoStorageVol, ErrorDomain::Test, detail)
}
