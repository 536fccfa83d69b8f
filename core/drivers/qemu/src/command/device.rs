//! What all devices share: name, place on a bus, virtio's options.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::address::{Address, DeviceInfo, PciAddress, UsbPortAddress};
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::virtio::{VirtioModel, VirtioOptions};
use ferrovirt_xml::domain::{DeviceRef, Domain};

use super::properties::Properties;
use super::{incomplete, unsupported};
use crate::complete::Family;
use crate::rules::{self, Platform};

/// The device's name in the running guest.
pub(super) fn alias(info: &DeviceInfo) -> Result<&str> {
    info.alias.as_deref().ok_or_else(|| incomplete("alias of a device"))
}

/// The devices that give PCI functions of IBM Z their identities, by the names of those.
pub(super) fn companions(domain: &Domain) -> Vec<(String, Properties)> {
    let identity = |info: &DeviceInfo| {
        let Some(Address::Pci(address)) = &info.address else { return None };
        let (uid, fid) = (address.zpci.as_ref()?.uid?, address.zpci.as_ref()?.fid?);
        let alias = info.alias.as_deref()?;
        let device = Properties::device("zpci").with("uid", uid).with("fid", fid).with("target", alias);
        Some((alias.to_owned(), device.with("id", format!("zpci{uid}"))))
    };
    // QEMU gives memory its identity itself.
    let devices = domain.devices.iter().filter(|device| !matches!(device, DeviceRef::Memory(_)));
    devices.filter_map(|device| identity(device.info())).collect()
}

/// The controller of this kind and index.
pub(super) fn controller(domain: &Domain, kind: ControllerType, index: u32) -> Result<&Controller> {
    let controllers = domain.devices.controllers.iter();
    let mut found = controllers.filter(|controller| controller.controller_type == kind);
    found.find(|controller| controller.index.unwrap_or(0) == index).ok_or_else(|| {
        ferrovirt_error::Error::internal(
            ferrovirt_error::ErrorDomain::Qemu,
            format!("could not find {kind} controller with index '{index}' required for device"),
        )
    })
}

/// The name of a controller in the running guest. That of the machine itself is QEMU's, whatever the document calls it.
pub(super) fn controller_alias(domain: &Domain, kind: ControllerType, index: u32) -> Result<&str> {
    let found = controller(domain, kind, index)?;
    let built_in = match kind {
        ControllerType::Ide => Family::Pc,
        ControllerType::Sata => Family::Q35,
        _ => return alias(&found.info),
    };
    if index == 0 && Family::of_domain(domain) == built_in { Ok("ide") } else { alias(&found.info) }
}

/// Adds the place of a device that can be on any bus.
pub(super) fn set_address(device: &mut Properties, domain: &Domain, info: &DeviceInfo) -> Result<()> {
    match &info.address {
        Some(Address::Pci(address)) => set_pci(device, domain, info, address),
        Some(Address::Usb(address)) => set_usb(device, domain, address),
        Some(Address::Isa(address)) => {
            device.set_some("iobase", address.iobase);
            device.set_some("irq", address.irq);
            Ok(())
        }
        Some(Address::Ccw(address)) => {
            let (subsystem, set) = (address.cssid.unwrap_or(0xfe), address.ssid.unwrap_or(0));
            let number = address.devno.ok_or_else(|| incomplete("number of a channel device"))?;
            device.set("devno", format!("{subsystem:x}.{set:x}.{number:04x}"));
            Ok(())
        }
        Some(Address::SpaprVio(address)) => {
            device.set_some("reg", address.reg);
            Ok(())
        }
        Some(Address::Dimm(address)) => {
            device.set_some("slot", address.slot);
            device.set_some("addr", address.base.filter(|base| *base != 0));
            Ok(())
        }
        _ => Ok(()),
    }
}

fn set_pci(device: &mut Properties, domain: &Domain, info: &DeviceInfo, address: &PciAddress) -> Result<()> {
    let (pci_domain, bus, slot, function) = address.numbers();
    if pci_domain != 0 {
        return Err(unsupported("Only PCI device addresses with domain=0 are supported"));
    }
    device.set("bus", pci_bus(domain, bus)?);
    device.set_some("multifunction", address.multifunction.map(|word| word.is_on()));
    let place = if function == 0 { format!("{slot:#x}") } else { format!("{slot:#x}.{function:#x}") };
    device.set("addr", place);
    device.set_some("acpi-index", info.acpi_index.filter(|index| *index != 0));
    Ok(())
}

/// The name of a PCI bus. That of the machine itself is QEMU's, whatever the document calls it.
pub(super) fn pci_bus(domain: &Domain, bus: u8) -> Result<String> {
    let controller = controller(domain, ControllerType::Pci, bus.into())?;
    Ok(match controller.model {
        Some(ControllerModel::PciRoot) if bus == 0 => {
            let is_counted = rules::counts_pci_buses(Platform::of(domain));
            if is_counted { "pci.0".to_owned() } else { "pci".to_owned() }
        }
        // A further host bridge has its bus behind it.
        Some(ControllerModel::PciRoot) => format!("{}.0", alias(&controller.info)?),
        Some(ControllerModel::PcieRoot) => "pcie.0".to_owned(),
        _ => alias(&controller.info)?.to_owned(),
    })
}

fn set_usb(device: &mut Properties, domain: &Domain, address: &UsbPortAddress) -> Result<()> {
    let bus = address.bus.unwrap_or(0);
    device.set("bus", format!("{}.0", controller_alias(domain, ControllerType::Usb, bus)?));
    device.set_some("port", address.port.as_deref());
    Ok(())
}

/// Whether a device is on the PCI bus, for the end of a virtio device's name.
pub(super) fn virtio_bus(info: &DeviceInfo) -> Result<&'static str> {
    match &info.address {
        Some(Address::Pci(_)) => Ok("-pci"),
        Some(Address::Ccw(_)) => Ok("-ccw"),
        Some(Address::VirtioMmio) => Ok("-device"),
        _ => Err(incomplete("address of a virtio device")),
    }
}

/// The full name of a virtio device: `virtio-blk` becomes `virtio-blk-pci-transitional`.
pub(super) fn virtio_driver(base: &str, model: Option<VirtioModel>, info: &DeviceInfo) -> Result<String> {
    let suffix = match model {
        None | Some(VirtioModel::Virtio) => "",
        Some(VirtioModel::VirtioTransitional) => "-transitional",
        Some(VirtioModel::VirtioNonTransitional) => "-non-transitional",
    };
    Ok(format!("{base}{}{suffix}", virtio_bus(info)?))
}

/// Adds virtio's options.
pub(super) fn set_virtio(device: &mut Properties, options: Option<&VirtioOptions>) {
    let Some(options) = options else { return };
    device.set_some("iommu_platform", options.iommu.map(|word| word.is_on()));
    device.set_some("ats", options.ats.map(|word| word.is_on()));
    device.set_some("packed", options.packed.map(|word| word.is_on()));
    device.set_some("page-per-vq", options.page_per_vq.map(|word| word.is_on()));
}

/// Adds the option ROM's settings.
pub(super) fn set_rom(device: &mut Properties, info: &DeviceInfo) -> Result<()> {
    let Some(rom) = &info.rom else { return Ok(()) };
    if !matches!(info.address, Some(Address::Pci(_))) {
        return Err(unsupported("rombar and romfile are supported only for PCI devices"));
    }
    if rom.enabled.is_some_and(|word| !word.is_yes()) {
        device.set("romfile", "");
        return Ok(());
    }
    device.set_some("rombar", rom.bar.map(|word| u8::from(word.is_on())));
    device.set_some("romfile", rom.file.as_deref());
    Ok(())
}
