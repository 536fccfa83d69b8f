//! Pools: their life, and what they hold.

use std::collections::BTreeMap;

use ferrovirt_api::*;
use ferrovirt_host::Host;
use ferrovirt_xml::node_device::NodeDeviceParent;
use ferrovirt_xml::node_device::scsi::FibreChannelHost;
use ferrovirt_xml::scalar::StorageSize;
use ferrovirt_xml::storage_pool::source::AdapterType;
use ferrovirt_xml::storage_pool::{PoolType, StoragePool};
use ferrovirt_xml::{Document as _, Format};

use super::volume::Volume;
use super::{lock, pool_identity};
use crate::driver::TestDriver;
use crate::resources::object::{Kind, Object};
use crate::resources::objects::Objects;
use crate::resources::{or_random, parse, selects};

/// How much every pool can hold, in bytes.
const CAPACITY: u64 = 100 << 30;

/// Pools as a kind of object.
pub struct Pools;

impl Kind for Pools {
    type Document = StoragePool;
    type Extra = PoolExtra;
    const WORD: &'static str = "storage pool";
    const MISSING: ErrorCode = ErrorCode::NoStoragePool;
    const DOMAIN: ErrorDomain = ErrorDomain::Storage;

    fn name(document: &StoragePool) -> Name {
        document.name.as_deref().unwrap_or_default().into()
    }

    fn uuid(document: &StoragePool) -> Option<Uuid> {
        document.uuid
    }
}

/// What belongs to a pool beyond its documents.
#[derive(Clone, Default)]
pub struct PoolExtra {
    /// Its volumes; they stay while it is inactive.
    pub volumes: BTreeMap<Name, Volume>,
    /// The device that was made for it.
    port: Option<NodeDeviceIdentity>,
}

/// Reads and checks a definition.
pub fn read(xml: &str, strict: bool, host: &dyn Host) -> Result<StoragePool> {
    let mut pool: StoragePool = parse(xml, strict)?;
    pool.complete()?;
    pool.uuid = Some(or_random(pool.uuid, host)?);
    Ok(pool)
}

/// How much of a pool is taken, in bytes.
fn allocation(pool: &Object<Pools>) -> u64 {
    pool.extra.volumes.values().map(Volume::allocation).fold(0, u64::saturating_add)
}

/// How much of a pool is left, in bytes.
pub fn available(pool: &Object<Pools>) -> u64 {
    CAPACITY.saturating_sub(allocation(pool))
}

/// State and sizes.
pub fn info(pool: &Object<Pools>) -> StoragePoolInfo {
    let state = match pool.is_active() {
        true => StoragePoolState::Running,
        false => StoragePoolState::Inactive,
    };
    StoragePoolInfo { state, capacity: CAPACITY, allocation: allocation(pool), available: available(pool) }
}

/// The document with the sizes of now.
pub fn xml(pool: &Object<Pools>, flags: StorageXmlFlags) -> String {
    let mut document = match flags.contains(StorageXmlFlags::INACTIVE) {
        true => pool.stored_document().clone(),
        false => pool.document().clone(),
    };
    document.capacity = Some(StorageSize::from_bytes(CAPACITY));
    document.allocation = Some(StorageSize::from_bytes(allocation(pool)));
    document.available = Some(StorageSize::from_bytes(available(pool)));
    document.to_xml(&Format::LIVE)
}

/// Whether a pool is in every group that the flags name.
pub fn is_wanted(pool: &Object<Pools>, flags: ListAllStoragePoolsFlags) -> bool {
    use ListAllStoragePoolsFlags as F;
    let (active, persistent) = (pool.is_active(), pool.is_persistent());
    let own = type_flag(pool.document().pool_type).bits();
    let types = PoolType::ALL.iter().map(|pool_type| type_flag(*pool_type).bits());
    let types: Vec<(u32, bool)> = types.map(|flag| (flag, flag == own)).collect();
    selects(
        flags.bits(),
        &[
            &[(F::ACTIVE.bits(), active), (F::INACTIVE.bits(), !active)],
            &[(F::PERSISTENT.bits(), persistent), (F::TRANSIENT.bits(), !persistent)],
            &[(F::AUTOSTART.bits(), pool.autostart), (F::NO_AUTOSTART.bits(), !pool.autostart)],
            &types,
        ],
    )
}

fn type_flag(pool_type: PoolType) -> ListAllStoragePoolsFlags {
    use ListAllStoragePoolsFlags as F;
    match pool_type {
        PoolType::Dir => F::DIR,
        PoolType::Fs => F::FS,
        PoolType::Netfs => F::NETFS,
        PoolType::Logical => F::LOGICAL,
        PoolType::Disk => F::DISK,
        PoolType::Iscsi => F::ISCSI,
        PoolType::IscsiDirect => F::ISCSI_DIRECT,
        PoolType::Scsi => F::SCSI,
        PoolType::Mpath => F::MPATH,
        PoolType::Rbd => F::RBD,
        PoolType::Sheepdog => F::SHEEPDOG,
        PoolType::Gluster => F::GLUSTER,
        PoolType::Zfs => F::ZFS,
        PoolType::Vstorage => F::VSTORAGE,
    }
}

/// Refuses a pool that is made of what another one is made of.
fn check_source(pools: &Objects<Pools>, document: &StoragePool) -> Result<()> {
    let conflict = pools.iter().find(|other| {
        let (own, other_document) = (document.uuid, other.document());
        Some(other.uuid()) != own && other_document.pool_type == document.pool_type && overlap(document, other_document)
    });
    match conflict {
        None => Ok(()),
        Some(other) => {
            let detail = format!("storage source conflict with pool: '{}'", other.name());
            Err(Error::new(ErrorCode::OperationFailed, ErrorDomain::Storage, detail))
        }
    }
}

/// Whether two pools of one type have the same source.
fn overlap(left: &StoragePool, right: &StoragePool) -> bool {
    let path = |pool: &StoragePool| pool.target.as_ref().and_then(|target| target.path.clone());
    let (Some(first), Some(second)) = (&left.source, &right.source) else { return false };
    let has_host = || first.hosts.iter().any(|host| second.hosts.iter().any(|other| host.name == other.name));
    let has_device = || first.devices.iter().any(|device| second.devices.iter().any(|other| device.path == other.path));
    match left.pool_type {
        PoolType::Dir => path(left) == path(right),
        PoolType::Fs | PoolType::Logical | PoolType::Disk | PoolType::Zfs => has_device(),
        PoolType::Netfs | PoolType::Gluster => has_host() && first.dir == second.dir && first.name == second.name,
        PoolType::Iscsi | PoolType::IscsiDirect => has_host() && has_device() && first.initiator == second.initiator,
        PoolType::Scsi => first.adapter == second.adapter,
        PoolType::Mpath => true,
        PoolType::Rbd | PoolType::Sheepdog => has_host() && first.name == second.name,
        PoolType::Vstorage => first.name == second.name,
    }
}

impl TestDriver {
    pub(super) fn pool<T>(
        &self,
        identity: &StoragePoolIdentity,
        look: impl FnOnce(&Object<Pools>) -> Result<T>,
    ) -> Result<T> {
        look(lock(&self.resources.pools).by_uuid(&identity.uuid)?)
    }

    pub(super) fn change_pool<T>(
        &self,
        identity: &StoragePoolIdentity,
        change: impl FnOnce(&mut Object<Pools>) -> Result<T>,
    ) -> Result<T> {
        change(lock(&self.resources.pools).by_uuid_mut(&identity.uuid)?)
    }

    fn tell_pool(&self, pool: &StoragePoolIdentity, event: StoragePoolEventType) {
        let kind = StoragePoolEventKind::Lifecycle { event, detail: 0 };
        self.hub.publish(StoragePoolEvent { storage_pool: pool.clone(), kind });
    }

    pub(super) fn define_pool(&self, xml: &str, flags: StoragePoolDefineFlags) -> Result<StoragePoolIdentity> {
        let document = read(xml, flags.contains(StoragePoolDefineFlags::VALIDATE), &*self.host)?;
        let mut pools = lock(&self.resources.pools);
        pools.check_identity(&document)?;
        check_source(&pools, &document)?;
        let pool = pool_identity(pools.define(document)?);
        self.tell_pool(&pool, StoragePoolEventType::Defined);
        Ok(pool)
    }

    pub(super) fn create_pool(&self, xml: &str, flags: StoragePoolCreateFlags) -> Result<StoragePoolIdentity> {
        let document = read(xml, false, &*self.host)?;
        let mut pools = lock(&self.resources.pools);
        pools.check_identity(&document)?;
        check_source(&pools, &document)?;
        let pool = pools.create(document)?;
        let identity = pool_identity(pool);
        match self.connect(pool) {
            Ok(()) => {}
            Err(error) => {
                if !pool.stop() {
                    pools.remove(&identity.name);
                }
                return Err(error);
            }
        }
        if builds(flags) {
            self.tell_pool(&identity, StoragePoolEventType::Created);
        }
        self.tell_pool(&identity, StoragePoolEventType::Started);
        Ok(identity)
    }

    pub(super) fn start_pool(&self, pool: &StoragePoolIdentity, flags: StoragePoolCreateFlags) -> Result<()> {
        self.change_pool(pool, |pool| {
            pool.inactive()?;
            self.connect(pool)?;
            pool.start();
            if builds(flags) {
                self.tell_pool(&pool_identity(pool), StoragePoolEventType::Created);
            }
            self.tell_pool(&pool_identity(pool), StoragePoolEventType::Started);
            Ok(())
        })
    }

    /// Makes the device that a pool is on, where it is on one that can be made.
    fn connect(&self, pool: &mut Object<Pools>) -> Result<()> {
        let adapter = pool.document().source.as_ref().and_then(|source| source.adapter.as_ref());
        let Some(adapter) = adapter.filter(|adapter| adapter.adapter_type == Some(AdapterType::FcHost)) else {
            return Ok(());
        };
        let parent = NodeDeviceParent {
            wwnn: adapter.parent_wwnn.clone(),
            wwpn: adapter.parent_wwpn.clone(),
            fabric_wwn: adapter.parent_fabric_wwn.clone(),
            name: adapter.parent.clone(),
        };
        let port = FibreChannelHost { wwnn: adapter.wwnn.clone(), wwpn: adapter.wwpn.clone(), fabric_wwn: None };
        pool.extra.port = self.make_port(&parent, &port)?;
        Ok(())
    }

    pub(super) fn stop_pool(&self, pool: &StoragePoolIdentity) -> Result<()> {
        let mut pools = lock(&self.resources.pools);
        let pool = pools.by_uuid_mut(&pool.uuid)?;
        pool.active()?;
        let stopped = pool_identity(pool);
        if let Some(port) = pool.extra.port.take() {
            // Somebody may have removed it before; the pool is stopped all the same.
            let _ = self.destroy_device(&port);
        }
        if !pool.stop() {
            pools.remove(&stopped.name);
        }
        self.tell_pool(&stopped, StoragePoolEventType::Stopped);
        Ok(())
    }

    pub(super) fn build_pool(&self, pool: &StoragePoolIdentity, flags: StoragePoolBuildFlags) -> Result<()> {
        self.change_pool(pool, |pool| {
            pool.inactive()?;
            if flags.contains(StoragePoolBuildFlags::OVERWRITE) {
                pool.extra.volumes.clear();
            } else if flags.contains(StoragePoolBuildFlags::NO_OVERWRITE) && !pool.extra.volumes.is_empty() {
                let detail = format!("storage pool '{}' has volumes", pool.name());
                return Err(Error::new(ErrorCode::StoragePoolBuilt, ErrorDomain::Test, detail));
            }
            self.tell_pool(&pool_identity(pool), StoragePoolEventType::Created);
            Ok(())
        })
    }

    pub(super) fn delete_pool(&self, pool: &StoragePoolIdentity) -> Result<()> {
        self.change_pool(pool, |pool| {
            pool.inactive()?;
            pool.extra.volumes.clear();
            self.tell_pool(&pool_identity(pool), StoragePoolEventType::Deleted);
            Ok(())
        })
    }

    pub(super) fn undefine_pool(&self, pool: &StoragePoolIdentity) -> Result<()> {
        let mut pools = lock(&self.resources.pools);
        let undefined = pool_identity(pools.by_uuid(&pool.uuid)?.inactive()?);
        pools.remove(&undefined.name);
        self.tell_pool(&undefined, StoragePoolEventType::Undefined);
        Ok(())
    }

    pub(super) fn refresh_pool(&self, pool: &StoragePoolIdentity) -> Result<()> {
        self.change_pool(pool, |pool| {
            pool.active()?;
            let kind = StoragePoolEventKind::Refresh;
            self.hub.publish(StoragePoolEvent { storage_pool: pool_identity(pool), kind });
            Ok(())
        })
    }

    pub(super) fn pool_by_target_path(&self, path: &str) -> Result<StoragePoolIdentity> {
        let stated = path.trim_end_matches('/');
        let pools = lock(&self.resources.pools);
        let is_there = |pool: &&Object<Pools>| {
            let target = pool.document().target.as_ref().and_then(|target| target.path.as_deref());
            pool.is_active() && target.is_some_and(|target| target.trim_end_matches('/') == stated)
        };
        pools.iter().find(is_there).map(pool_identity).ok_or_else(|| {
            let detail = format!("no storage pool with matching target path '{path}'");
            Error::new(ErrorCode::NoStoragePool, ErrorDomain::Test, detail)
        })
    }
}

fn builds(flags: StoragePoolCreateFlags) -> bool {
    use StoragePoolCreateFlags as F;
    flags.intersects(F::WITH_BUILD | F::WITH_BUILD_OVERWRITE | F::WITH_BUILD_NO_OVERWRITE)
}
