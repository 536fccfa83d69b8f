//! Disks: bus, driver, format.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete as shared;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskCache, DiskSource, SnapshotLocation, StorageFormat};
use ferrovirt_xml::domain::devices::disk_source::{EncryptionEngine, HostTransport, NetworkProtocol};

use super::invalid;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    let devices = &mut domain.devices;
    for disk in &mut devices.disks {
        complete_disk(disk)?;
    }
    Ok(())
}

/// Fills in what one disk leaves open; for a disk that is plugged into a running guest as well.
pub fn complete_disk(disk: &mut Disk) -> Result<()> {
    if disk.target.as_ref().is_none_or(|target| target.dev.is_none()) {
        return Err(invalid("Missing target device of a disk"));
    }
    shared::disk::complete(disk);
    if matches!(disk.source, DiskSource::VhostUser(_)) {
        disk.snapshot.get_or_insert(SnapshotLocation::No);
        return Ok(());
    }
    encryption(disk);
    let driver = disk.driver.get_or_insert_default();
    driver.name.get_or_insert_with(|| "qemu".to_owned());
    driver.cache = driver.cache.filter(|cache| *cache != DiskCache::Default);
    if disk.readonly {
        // What is never written needs no snapshot anyway.
        disk.snapshot = disk.snapshot.filter(|place| *place != SnapshotLocation::No);
    }
    source(&mut disk.source);
    if let DiskSource::Volume(None) = disk.source {
        // What isn't there is in no pool.
        disk.source = DiskSource::File(None);
    }
    if matches!(disk.source, DiskSource::Volume(_)) {
        // The pool knows the format.
        return Ok(());
    }
    // Never probed: a guest that can write the first bytes of its disk must not choose the format.
    match driver.format {
        None | Some(StorageFormat::Aio) => driver.format = Some(StorageFormat::Raw),
        Some(_) => {}
    }
    Ok(())
}

/// Guests that share a disk must see what the others write, not what the host remembers.
pub(super) fn prepare(disk: &mut Disk) {
    if disk.shareable && !disk.readonly {
        disk.driver.get_or_insert_default().cache.get_or_insert(DiskCache::None);
    }
}

/// QEMU itself decrypts images, unless another is to.
fn encryption(disk: &mut Disk) {
    let mut store = disk.backing_store.as_deref_mut();
    let own = disk.encryption.as_mut();
    let image = disk.source.common_mut().and_then(|common| common.encryption.as_mut());
    for encryption in own.into_iter().chain(image) {
        encryption.engine.get_or_insert(EncryptionEngine::Qemu);
    }
    while let Some(current) = store {
        let common = current.source.as_mut().and_then(DiskSource::common_mut);
        if let Some(encryption) = common.and_then(|common| common.encryption.as_mut()) {
            encryption.engine.get_or_insert(EncryptionEngine::Qemu);
        }
        store = current.backing_store.as_deref_mut();
    }
    if let Some(common) = disk.source.common_mut() {
        // That a label was passed over is known of a running guest only.
        common.seclabels.retain(|label| label.labelskip.is_none());
    }
}

/// Names and ports that a protocol has by itself.
fn source(source: &mut DiskSource) {
    let DiskSource::Network(Some(network)) = source else { return };
    let port = match network.protocol {
        Some(NetworkProtocol::Http) => "80",
        Some(NetworkProtocol::Https) => "443",
        Some(NetworkProtocol::Ftp) => "21",
        Some(NetworkProtocol::Ftps) => "990",
        Some(NetworkProtocol::Tftp) => "69",
        Some(NetworkProtocol::Gluster) => "24007",
        Some(NetworkProtocol::Ssh) => "22",
        Some(NetworkProtocol::Nbd) => "10809",
        Some(NetworkProtocol::Iscsi) => {
            if let Some(name) = network.name.as_mut().filter(|name| !name.contains('/')) {
                name.push_str("/0");
            }
            "3260"
        }
        _ => return,
    };
    for host in &mut network.hosts {
        if host.transport != Some(HostTransport::Unix) && host.name.is_some() {
            host.port.get_or_insert_with(|| port.to_owned());
        }
    }
}
