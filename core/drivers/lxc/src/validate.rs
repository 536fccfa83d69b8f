//! Refusing what containers can't have, before anything is started.
//!
//! Pure; runs on a complete document.

use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::disk::{DiskCache, DiskErrorPolicy, DiskIo, DiskSource};
use ferrovirt_xml::domain::devices::filesystem::FilesystemDriverType;
use ferrovirt_xml::domain::os::OsKind;
use ferrovirt_xml::domain::{Domain, DomainType};

/// Refuses what can't work.
pub fn validate(domain: &Domain) -> Result<()> {
    if domain.domain_type != DomainType::Lxc {
        return Err(unsupported(format!("Unsupported domain type '{}'", domain.domain_type)));
    }
    if domain.os.os_type.as_ref().and_then(|os_type| os_type.kind) != Some(OsKind::Exe) {
        return Err(unsupported("Only 'exe' guests are supported"));
    }
    for disk in &domain.devices.disks {
        let name = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
        if !matches!(disk.source, DiskSource::Block(_)) {
            return Err(unsupported(format!("disk '{name}' is no block device: use a filesystem")));
        }
        let Some(driver) = &disk.driver else { continue };
        if !matches!(driver.cache, None | Some(DiskCache::Default | DiskCache::None)) {
            return Err(unsupported(format!("disk '{name}' can't have a cache")));
        }
        let is_policy_left = |policy: Option<DiskErrorPolicy>| policy.is_none();
        if !is_policy_left(driver.error_policy) || !is_policy_left(driver.rerror_policy) {
            return Err(unsupported(format!("disk '{name}' can't have an error policy")));
        }
        if matches!(driver.io, Some(DiskIo::Native | DiskIo::IoUring)) {
            return Err(unsupported(format!("disk '{name}' can't have an I/O mode")));
        }
    }
    for filesystem in &domain.devices.filesystems {
        let driver = filesystem.driver.as_ref().and_then(|driver| driver.driver_type);
        if !matches!(
            driver,
            None | Some(FilesystemDriverType::Path | FilesystemDriverType::Loop | FilesystemDriverType::Nbd)
        ) {
            return Err(unsupported(
                "a container's filesystem is mounted from a path, a loop device or a network block device",
            ));
        }
    }
    if !domain.devices.graphics.is_empty() || !domain.devices.serials.is_empty() || !domain.devices.videos.is_empty() {
        return Err(unsupported("a container has no serial ports and no display"));
    }
    Ok(())
}
