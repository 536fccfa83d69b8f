//! What puts a kernel into the guest's memory: FreeBSD's loader, GRUB, or a program of the user's.

use super::devices::disk_path;
use super::{Launch, memory};
use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::chardev::CharSource;
use ferrovirt_xml::domain::devices::disk::{Disk, DiskDevice};
use ferrovirt_xml::domain::os::BootDeviceKind;

/// How a guest is loaded.
#[derive(Default)]
pub(super) struct Loading {
    /// The command; none when firmware boots.
    pub(super) command: Option<Vec<String>>,
    /// What GRUB is told about disks.
    pub(super) device_map: Option<String>,
}

/// Whether GRUB loads the guest.
fn is_grub(domain: &Domain) -> bool {
    domain.bootloader.as_deref().is_some_and(|program| program.contains("grub-bhyve"))
}

pub(super) fn build(domain: &Domain, launch: &mut Launch<'_>) -> Result<Loading> {
    if let Some(arguments) = &domain.bootloader_args {
        let program = domain.bootloader.as_deref().unwrap_or("bhyveload");
        let arguments = arguments.split_whitespace();
        let command = std::iter::once(program).chain(arguments).map(str::to_owned).collect();
        return Ok(Loading { command: Some(command), device_map: None });
    }
    match &domain.bootloader {
        Some(program) if is_grub(domain) => grub(program, domain, launch),
        Some(_) => Err(unsupported("a boot loader of one's own needs 'bootloader_args'")),
        None if domain.os.loader.is_some() => Ok(Loading::default()),
        None => {
            let path = disk_path(boot_disk(domain)?, launch)?;
            let command = ["bhyveload", "-m", &memory(domain)?, "-d", &path, &domain.name].map(str::to_owned);
            Ok(Loading { command: Some(command.to_vec()), device_map: None })
        }
    }
}

fn grub(program: &str, domain: &Domain, launch: &mut Launch<'_>) -> Result<Loading> {
    let disk = boot_disk(domain)?;
    let path = disk_path(disk, launch)?;
    if path.contains(['\n', '\r']) {
        return Err(unsupported("a disk's path in GRUB's device map is one line"));
    }
    let (name, root) = match disk.device {
        Some(DiskDevice::Cdrom) => ("cd", "cd"),
        _ => ("hd0", "hd0,msdos1"),
    };
    let memory = memory(domain)?;
    let mut command: Vec<String> =
        [program, "--root", root, "--device-map", launch.device_map_path, "--memory", &memory]
            .map(str::to_owned)
            .to_vec();
    let serial = domain.devices.serials.first().map(|serial| &serial.source);
    if let Some(CharSource::Nmdm(nmdm)) = serial
        && launch.capabilities.grub_console
        && let Some(master) = nmdm.source.as_ref().and_then(|ends| ends.master.clone())
    {
        command.extend(["--cons-dev".to_owned(), master]);
    }
    command.push(domain.name.clone());
    Ok(Loading { command: Some(command), device_map: Some(format!("({name}) {path}\n")) })
}

/// The disk that is booted from.
///
/// *Failure*
/// - Loaders try one device only: more than one to boot from is refused, but GRUB takes the first in the order.
pub fn boot_disk(domain: &Domain) -> Result<&Disk> {
    let disks = &domain.devices.disks;
    let first = disks.first().ok_or_else(|| unsupported("Domain should have at least one disk defined"))?;
    let order = |disk: &Disk| disk.info.boot.as_ref().and_then(|boot| boot.order);
    let mut ordered: Vec<&Disk> = disks.iter().filter(|disk| order(disk).is_some()).collect();
    ordered.sort_by_key(|disk| order(disk));
    let device = match (&ordered[..], &domain.os.boot[..]) {
        ([], []) => return Ok(first),
        ([disk], []) => return Ok(disk),
        ([disk, ..], []) if is_grub(domain) => return Ok(disk),
        ([], [boot]) => match boot.dev {
            Some(BootDeviceKind::Cdrom) => DiskDevice::Cdrom,
            None | Some(BootDeviceKind::Hd) => DiskDevice::Disk,
            Some(kind) => return Err(unsupported(format!("Cannot boot from device '{kind}'"))),
        },
        _ => return Err(unsupported("Only one boot device is supported")),
    };
    let found = disks.iter().find(|disk| disk.device.unwrap_or(DiskDevice::Disk) == device);
    found.ok_or_else(|| unsupported(format!("Cannot find boot device of requested type '{device}'")))
}
