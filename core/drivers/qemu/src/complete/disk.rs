//! Disks: bus, driver, format.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete;
use ferrovirt_xml::domain::devices::disk::{
    Disk, DiskCache, DiskDevice, DiskSource, DiskTray, SnapshotLocation, StorageFormat,
};
use ferrovirt_xml::domain::devices::disk_source::{HostTransport, NetworkProtocol};

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
    disk.device.get_or_insert(DiskDevice::Disk);
    let target = disk.target.as_mut().ok_or_else(|| invalid("Missing target device of a disk"))?;
    let name = target.dev.as_deref().ok_or_else(|| invalid("Missing target device of a disk"))?;
    if target.bus.is_none() {
        target.bus = Some(complete::disk::bus_of(name, disk.device));
    }
    if disk.device == Some(DiskDevice::Cdrom) {
        disk.readonly = true;
    }
    target.tray = target.tray.filter(|tray| *tray != DiskTray::Closed);
    if matches!(disk.source, DiskSource::VhostUser(_)) {
        disk.snapshot.get_or_insert(SnapshotLocation::No);
        return Ok(());
    }
    let driver = disk.driver.get_or_insert_default();
    driver.name.get_or_insert_with(|| "qemu".to_owned());
    driver.cache = driver.cache.filter(|cache| *cache != DiskCache::Default);
    if disk.readonly {
        // What is never written needs no snapshot anyway.
        disk.snapshot = disk.snapshot.filter(|place| *place != SnapshotLocation::No);
    }
    source(&mut disk.source);
    // Never probed: a guest that can write the first bytes of its disk must not choose the format.
    match driver.format {
        None | Some(StorageFormat::Aio) => driver.format = Some(StorageFormat::Raw),
        Some(_) => {}
    }
    Ok(())
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
