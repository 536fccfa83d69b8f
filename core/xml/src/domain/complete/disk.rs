//! Disks: what their names say.

use crate::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskTray};

/// Kind and bus of a disk; what is on a CD-ROM can't be changed.
pub fn complete(disk: &mut Disk) {
    disk.device.get_or_insert(DiskDevice::Disk);
    if disk.device == Some(DiskDevice::Cdrom) {
        disk.readonly = true;
    }
    if let Some(target) = &mut disk.target {
        if let (None, Some(name)) = (target.bus, &target.dev) {
            target.bus = Some(bus_of(name, disk.device));
        }
        target.tray = target.tray.filter(|tray| *tray != DiskTray::Closed);
    }
}

/// The bus that a disk's name stands for.
pub fn bus_of(name: &str, device: Option<DiskDevice>) -> DiskBus {
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
