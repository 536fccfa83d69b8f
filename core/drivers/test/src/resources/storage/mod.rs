//! Storage pools and volumes: where each operation on them is.

mod capabilities;
mod content;
mod pool;
mod sources;
mod stream;
mod volume;

use ferrovirt_api::driver::ready;
use ferrovirt_api::*;

use super::lock;
use super::object::Object;
use crate::driver::TestDriver;

pub use pool::{Pools, read as read_pool};
pub use volume::add as add_volume;

/// Refuses flags that libvirt knows and this driver has not.
fn only(c_name: &str, flags: u32, supported: u32) -> Result<()> {
    check::supported_flags(c_name, flags, supported).map_err(|error| error.with_domain(ErrorDomain::Test))
}

fn pool_identity(pool: &Object<Pools>) -> StoragePoolIdentity {
    StoragePoolIdentity { name: pool.name().clone(), uuid: pool.uuid() }
}

impl StorageDriver for TestDriver {
    fn list_all_storage_pools(&self, flags: ListAllStoragePoolsFlags) -> DriverFuture<'_, Vec<StoragePoolIdentity>> {
        let pools = lock(&self.resources.pools);
        ready(Ok(pools.iter().filter(|pool| pool::is_wanted(pool, flags)).map(pool_identity).collect()))
    }

    fn find_storage_pool_sources<'a>(
        &'a self,
        pool_type: &'a str,
        specification: Option<&'a str>,
        _flags: u32,
    ) -> DriverFuture<'a, String> {
        ready(sources::find(pool_type, specification))
    }

    fn storage_pool_capabilities(&self, _flags: u32) -> DriverFuture<'_, String> {
        ready(Ok(capabilities::capabilities()))
    }

    fn lookup_storage_pool_by_name<'a>(&'a self, name: &'a str) -> DriverFuture<'a, StoragePoolIdentity> {
        ready(lock(&self.resources.pools).by_name(name).map(pool_identity))
    }

    fn lookup_storage_pool_by_uuid(&self, uuid: Uuid) -> DriverFuture<'_, StoragePoolIdentity> {
        ready(lock(&self.resources.pools).by_uuid(&uuid).map(pool_identity))
    }

    fn lookup_storage_pool_by_target_path<'a>(&'a self, path: &'a str) -> DriverFuture<'a, StoragePoolIdentity> {
        ready(self.pool_by_target_path(path))
    }

    fn define_storage_pool_xml<'a>(
        &'a self,
        xml: &'a str,
        flags: StoragePoolDefineFlags,
    ) -> DriverFuture<'a, StoragePoolIdentity> {
        ready(self.define_pool(xml, flags))
    }

    fn create_storage_pool_xml<'a>(
        &'a self,
        xml: &'a str,
        flags: StoragePoolCreateFlags,
    ) -> DriverFuture<'a, StoragePoolIdentity> {
        ready(self.create_pool(xml, flags))
    }

    fn lookup_volume_by_key<'a>(&'a self, key: &'a str) -> DriverFuture<'a, StorageVolumeIdentity> {
        ready(self.volume_by("key", key, |volume| volume.key()))
    }

    fn lookup_volume_by_path<'a>(&'a self, path: &'a str) -> DriverFuture<'a, StorageVolumeIdentity> {
        ready(self.volume_by("path", path, |volume| volume.path()))
    }

    fn storage_pool_xml_desc<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        flags: StorageXmlFlags,
    ) -> DriverFuture<'a, String> {
        ready(self.pool(pool, |pool| Ok(pool::xml(pool, flags))))
    }

    fn storage_pool_info<'a>(&'a self, pool: &'a StoragePoolIdentity) -> DriverFuture<'a, StoragePoolInfo> {
        ready(self.pool(pool, |pool| Ok(pool::info(pool))))
    }

    fn storage_pool_build<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        flags: StoragePoolBuildFlags,
    ) -> DriverFuture<'a, ()> {
        use StoragePoolBuildFlags as F;
        let supported = F::OVERWRITE | F::NO_OVERWRITE;
        let allowed = only("virStoragePoolBuild", flags.bits(), supported.bits());
        ready(allowed.and_then(|()| self.build_pool(pool, flags)))
    }

    fn storage_pool_create<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        flags: StoragePoolCreateFlags,
    ) -> DriverFuture<'a, ()> {
        ready(self.start_pool(pool, flags))
    }

    fn storage_pool_destroy<'a>(&'a self, pool: &'a StoragePoolIdentity) -> DriverFuture<'a, ()> {
        ready(self.stop_pool(pool))
    }

    fn storage_pool_delete<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        _flags: StoragePoolDeleteFlags,
    ) -> DriverFuture<'a, ()> {
        ready(self.delete_pool(pool))
    }

    fn storage_pool_undefine<'a>(&'a self, pool: &'a StoragePoolIdentity) -> DriverFuture<'a, ()> {
        ready(self.undefine_pool(pool))
    }

    fn storage_pool_refresh<'a>(&'a self, pool: &'a StoragePoolIdentity, _flags: u32) -> DriverFuture<'a, ()> {
        ready(self.refresh_pool(pool))
    }

    fn storage_pool_autostart<'a>(&'a self, pool: &'a StoragePoolIdentity) -> DriverFuture<'a, bool> {
        ready(self.pool(pool, |pool| Ok(pool.autostart)))
    }

    fn storage_pool_set_autostart<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        autostart: bool,
    ) -> DriverFuture<'a, ()> {
        ready(self.change_pool(pool, |pool| {
            if !pool.is_persistent() {
                return Err(Error::invalid_argument(ErrorDomain::Test, "pool has no config file"));
            }
            pool.set_autostart(autostart)
        }))
    }

    fn storage_pool_is_active<'a>(&'a self, pool: &'a StoragePoolIdentity) -> DriverFuture<'a, bool> {
        ready(self.pool(pool, |pool| Ok(pool.is_active())))
    }

    fn storage_pool_is_persistent<'a>(&'a self, pool: &'a StoragePoolIdentity) -> DriverFuture<'a, bool> {
        ready(self.pool(pool, |pool| Ok(pool.is_persistent())))
    }

    fn storage_pool_list_all_volumes<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, Vec<StorageVolumeIdentity>> {
        ready(self.pool(pool, |pool| pool.active().map(volume::identities)))
    }

    fn storage_pool_lookup_volume_by_name<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        name: &'a str,
    ) -> DriverFuture<'a, StorageVolumeIdentity> {
        ready(self.pool(pool, |pool| volume::find(pool, name).map(|volume| volume.identity(pool))))
    }

    fn storage_pool_create_volume_xml<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        xml: &'a str,
        flags: StorageVolumeCreateFlags,
    ) -> DriverFuture<'a, StorageVolumeIdentity> {
        use StorageVolumeCreateFlags as F;
        let allowed = only("virStorageVolCreateXML", flags.bits(), (F::PREALLOC_METADATA | F::VALIDATE).bits());
        ready(
            allowed.and_then(|()| {
                self.change_pool(pool, |pool| volume::create(pool, xml, flags.contains(F::VALIDATE), None))
            }),
        )
    }

    fn storage_pool_create_volume_xml_from<'a>(
        &'a self,
        pool: &'a StoragePoolIdentity,
        xml: &'a str,
        source: &'a StorageVolumeIdentity,
        flags: StorageVolumeCreateFlags,
    ) -> DriverFuture<'a, StorageVolumeIdentity> {
        ready(self.clone_volume(pool, xml, source, flags))
    }

    fn storage_volume_xml_desc<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        _flags: u32,
    ) -> DriverFuture<'a, String> {
        ready(self.volume(volume, |volume| Ok(volume.xml())))
    }

    fn storage_volume_path<'a>(&'a self, volume: &'a StorageVolumeIdentity) -> DriverFuture<'a, String> {
        ready(self.volume(volume, |volume| Ok(volume.path().to_owned())))
    }

    fn storage_volume_info_flags<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        _flags: StorageVolumeInfoFlags,
    ) -> DriverFuture<'a, StorageVolumeInfo> {
        // A volume that is in memory only takes as much physically as is allocated for it.
        ready(self.volume(volume, |volume| Ok(volume.info())))
    }

    fn storage_volume_delete<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        flags: StorageVolumeDeleteFlags,
    ) -> DriverFuture<'a, ()> {
        let allowed = only("virStorageVolDelete", flags.bits(), StorageVolumeDeleteFlags::ZEROED.bits());
        ready(allowed.and_then(|()| self.delete_volume(volume)))
    }

    fn storage_volume_resize<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        capacity: u64,
        flags: StorageVolumeResizeFlags,
    ) -> DriverFuture<'a, ()> {
        ready(self.change_pool_of(volume, |pool, name| volume::resize(pool, name, capacity, flags)))
    }

    fn storage_volume_wipe_pattern<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        algorithm: StorageVolumeWipeAlgorithm,
        _flags: u32,
    ) -> DriverFuture<'a, ()> {
        ready(self.wipe_volume(volume, algorithm))
    }

    fn storage_volume_upload<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        offset: u64,
        length: u64,
        flags: StorageVolumeUploadFlags,
    ) -> DriverFuture<'a, Stream> {
        let supported = StorageVolumeUploadFlags::SPARSE_STREAM.bits();
        let allowed = only("virStorageVolUpload", flags.bits(), supported);
        ready(allowed.and_then(|()| self.upload(volume, offset, length)))
    }

    fn storage_volume_download<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
        offset: u64,
        length: u64,
        flags: StorageVolumeDownloadFlags,
    ) -> DriverFuture<'a, Stream> {
        let supported = StorageVolumeDownloadFlags::SPARSE_STREAM.bits();
        let allowed = only("virStorageVolDownload", flags.bits(), supported);
        ready(allowed.and_then(|()| self.download(volume, offset, length, flags)))
    }

    fn storage_volume_storage_pool<'a>(
        &'a self,
        volume: &'a StorageVolumeIdentity,
    ) -> DriverFuture<'a, StoragePoolIdentity> {
        ready(lock(&self.resources.pools).by_name(&volume.pool).map(pool_identity))
    }
}
