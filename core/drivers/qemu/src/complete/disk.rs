//! Disks: bus, driver, format.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk::{
    Disk, DiskBus, DiskCache, DiskDevice, DiskSource, DiskTray, SnapshotLocation, StorageFormat,
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
        target.bus = Some(bus_of(name, disk.device));
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

fn bus_of(name: &str, device: Option<DiskDevice>) -> DiskBus {
    match name.get(..2) {
        _ if device == Some(DiskDevice::Floppy) => DiskBus::Fdc,
        Some("fd") => DiskBus::Fdc,
        Some("hd") => DiskBus::Ide,
        Some("sd") => DiskBus::Scsi,
        Some("vd") => DiskBus::Virtio,
        Some("xv") => DiskBus::Xen,
        Some("ub") => DiskBus::Uml,
        Some("nv") => DiskBus::Nvme,
        _ => DiskBus::Ide,
    }
}

/// The number in a disk's name: `hda` is 0, `vdb` 1, `sdaa` 26. Digits of a partition at the end don't count.
pub fn name_index(name: &str) -> Option<u32> {
    const PREFIXES: [&str; 6] = ["fd", "hd", "vd", "sd", "xvd", "ubd"];
    let letters = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix))?;
    let letters = letters.trim_end_matches(|character: char| character.is_ascii_digit());
    if letters.is_empty() {
        return None;
    }
    let mut index = 0_u32;
    for (position, letter) in letters.bytes().enumerate() {
        if !letter.is_ascii_lowercase() {
            return None;
        }
        let carry = u32::from(position > 0);
        index = index.checked_add(carry)?.checked_mul(if position > 0 { 26 } else { 1 })?;
        index = index.checked_add(u32::from(letter - b'a'))?;
    }
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::name_index;

    #[test]
    fn names_are_numbers_to_the_base_of_26() {
        for (name, expected) in [("hda", 0), ("vdb", 1), ("sdz", 25), ("sdaa", 26), ("sdba", 52), ("vda1", 0)] {
            assert_eq!(name_index(name), Some(expected), "{name}");
        }
        assert_eq!(name_index("xyz"), None);
        assert_eq!(name_index("sdaaaaaaaaaaaaaaaa"), None);
    }
}
