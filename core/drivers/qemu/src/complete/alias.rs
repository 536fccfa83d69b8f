//! Names of devices in a running guest.
//!
//! A name that is there stays: the user may have given it (`ua-...`), or the guest runs already and something is plugged.

use std::collections::HashSet;

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::{Address, DimmAddress, DriveAddress};
use ferrovirt_xml::domain::devices::chardev::ConsoleTargetType;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus};
use ferrovirt_xml::domain::devices::interface::InterfaceSource;
use ferrovirt_xml::domain::devices::memory_device::MemoryModel;

use super::Family;

/// The names that are taken.
struct Names(HashSet<String>);

impl Names {
    fn give(&mut self, info: &mut DeviceInfo, prefix: &str) {
        if info.alias.is_some() {
            return;
        }
        let name = (0_u32..).map(|number| format!("{prefix}{number}")).find(|name| !self.0.contains(name));
        self.exactly(info, name.unwrap_or_default());
    }

    fn exactly(&mut self, info: &mut DeviceInfo, name: String) {
        if info.alias.is_none() {
            self.0.insert(name.clone());
            info.alias = Some(name);
        }
    }
}

/// Gives every device that has no name one.
pub fn assign_aliases(domain: &mut Domain) {
    let family = Family::of_domain(domain);
    let devices = &mut domain.devices;
    let mut names = Names(devices.iter().filter_map(|device| device.info().alias.clone()).collect());
    let lsilogic: Vec<u32> = devices
        .controllers
        .iter()
        .filter(|controller| controller.controller_type == ControllerType::Scsi)
        .filter(|controller| counts_units(controller.model))
        .filter_map(|controller| controller.index)
        .collect();

    for device in &mut devices.disks {
        let name = disk_name(device, &lsilogic);
        names.exactly(&mut device.info, name);
    }
    for device in &mut devices.interfaces {
        let is_hostdev = matches!(device.source, InterfaceSource::Hostdev(_));
        names.give(&mut device.info, if is_hostdev { "hostdev" } else { "net" });
    }
    for device in &mut devices.controllers {
        let name = controller_name(device, family);
        names.exactly(&mut device.info, name);
    }
    for device in &mut devices.memories {
        let prefix = match device.model {
            Some(MemoryModel::Nvdimm) => "nvdimm",
            Some(MemoryModel::VirtioPmem) => "virtiopmem",
            Some(MemoryModel::VirtioMem) => "virtiomem",
            Some(MemoryModel::SgxEpc) => "epc",
            Some(MemoryModel::Dimm) | None => "dimm",
        };
        match &device.info.address {
            // A module is found again by its slot.
            Some(Address::Dimm(DimmAddress { slot: Some(slot), .. })) => {
                let name = format!("{prefix}{slot}");
                names.exactly(&mut device.info, name);
            }
            _ => names.give(&mut device.info, prefix),
        }
    }
    macro_rules! give {
        ($($field:ident $prefix:literal),* $(,)?) => {
            $(for device in devices.$field.iter_mut() { names.give(&mut device.info, $prefix); })*
        };
    }
    give! {
        filesystems "fs", sounds "sound", videos "video", hostdevs "hostdev", redirdevs "redir", watchdogs "watchdog",
        inputs "input", parallels "parallel", serials "serial", channels "channel", hubs "hub", shmems "shmem",
        smartcards "smartcard", memballoon "balloon", rngs "rng", tpms "tpm", panics "panic", iommu "iommu",
        vsock "vsock", cryptos "crypto", pstore "pstore", nvram "nvram",
    }
    let serial = devices.serials.first().and_then(|serial| serial.info.alias.clone());
    for (number, device) in devices.consoles.iter_mut().enumerate() {
        let kind = device.target.as_ref().and_then(|target| target.target_type);
        let is_serial = matches!(kind, None | Some(ConsoleTargetType::Serial));
        // The first console is the first serial port.
        let name = match &serial {
            Some(serial) if is_serial && number == 0 => serial.clone(),
            _ => format!("console{number}"),
        };
        names.exactly(&mut device.info, name);
    }
}

fn counts_units(model: Option<ControllerModel>) -> bool {
    matches!(model, Some(ControllerModel::Lsilogic | ControllerModel::Am53c974 | ControllerModel::Dc390))
}

fn disk_name(disk: &Disk, lsilogic: &[u32]) -> String {
    let bus = disk.target.as_ref().and_then(|target| target.bus).unwrap_or(DiskBus::Virtio);
    if let Some(Address::Drive(DriveAddress { controller, bus: number, target, unit })) = &disk.info.address
        && !matches!(bus, DiskBus::Virtio | DiskBus::Usb)
    {
        let (controller, number, unit) = (controller.unwrap_or(0), number.unwrap_or(0), unit.unwrap_or(0));
        return match bus {
            DiskBus::Scsi if !lsilogic.contains(&controller) => {
                format!("scsi{controller}-{number}-{}-{unit}", target.unwrap_or(0))
            }
            bus => format!("{bus}{controller}-{number}-{unit}"),
        };
    }
    let name = disk.target.as_ref().and_then(|target| target.dev.as_deref());
    let index = name.and_then(complete::disk::name_index).unwrap_or(0);
    match bus {
        DiskBus::Usb => format!("usb-disk{index}"),
        bus => format!("{bus}-disk{index}"),
    }
}

fn controller_name(controller: &Controller, family: Family) -> String {
    let index = controller.index.unwrap_or(0);
    match controller.controller_type {
        ControllerType::Pci if controller.model == Some(ControllerModel::PcieRoot) => format!("pcie.{index}"),
        ControllerType::Pci => format!("pci.{index}"),
        // QEMU names the controllers that the machine has by itself.
        ControllerType::Ide if index == 0 && family != Family::Q35 => "ide".to_owned(),
        ControllerType::Sata if index == 0 && family == Family::Q35 => "ide".to_owned(),
        ControllerType::Usb if index == 0 => "usb".to_owned(),
        kind => format!("{kind}{index}"),
    }
}
