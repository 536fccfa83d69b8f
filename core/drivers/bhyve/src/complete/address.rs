//! Places on SATA controllers, and slots of the PCI bus.

use crate::capabilities::Capabilities;
use crate::{invalid, unsupported};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::complete::disk::name_index;
use ferrovirt_xml::domain::devices::address::{Address, DriveAddress, PciAddress};
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerType};
use ferrovirt_xml::domain::devices::disk::DiskBus;
use ferrovirt_xml::domain::devices::{DeviceInfo, Devices};

/// The slot of the host bridge.
const HOST_BRIDGE: u8 = 0;
/// Where firmware expects the ISA bridge.
const ISA_BRIDGE: u8 = 1;
const SLOTS: u8 = 32;

/// Disks on SATA controllers stand where their names say.
pub(super) fn drives(devices: &mut Devices, capabilities: &Capabilities) -> Result<()> {
    let ports = capabilities.disks_per_controller();
    for disk in &mut devices.disks {
        let Some(target) = &disk.target else { continue };
        if target.bus != Some(DiskBus::Sata) || disk.info.address.is_some() {
            continue;
        }
        let name = target.dev.as_deref().unwrap_or_default();
        let Some(index) = name_index(name) else {
            return Err(invalid(format!("Unknown disk name '{name}' and no address specified")));
        };
        let (controller, unit) = (Some(index / ports), Some(index % ports));
        disk.info.address = Some(Address::Drive(DriveAddress { controller, bus: Some(0), target: Some(0), unit }));
    }
    Ok(())
}

/// Every device on PCI gets a slot: stated ones first, the ISA bridge next, the others in their order.
pub(super) fn pci(devices: &mut Devices) -> Result<()> {
    let mut slots = Slots::default();
    for info in on_pci(devices) {
        if let Some(Address::Pci(address)) = &mut info.address
            && !address.is_unset()
        {
            address.fill();
            slots.take(address)?;
        }
    }
    for controller in devices.controllers.iter_mut().filter(|each| each.controller_type == ControllerType::Isa) {
        slots.assign(&mut controller.info, ISA_BRIDGE)?;
    }
    for info in on_pci(devices) {
        slots.assign(info, ISA_BRIDGE + 1)?;
    }
    Ok(())
}

fn on_pci(devices: &mut Devices) -> impl Iterator<Item = &mut DeviceInfo> {
    let is_on_pci = |each: &&mut Controller| each.controller_type != ControllerType::Pci;
    let controllers = devices.controllers.iter_mut().filter(is_on_pci).map(|each| &mut each.info);
    let disks = devices.disks.iter_mut().filter(|disk| {
        let bus = disk.target.as_ref().and_then(|target| target.bus);
        matches!(bus, Some(DiskBus::Virtio | DiskBus::Nvme)) || matches!(disk.info.address, Some(Address::Pci(_)))
    });
    controllers
        .chain(devices.interfaces.iter_mut().map(|each| &mut each.info))
        .chain(disks.map(|each| &mut each.info))
        .chain(devices.videos.iter_mut().map(|each| &mut each.info))
        .chain(devices.sounds.iter_mut().map(|each| &mut each.info))
        .chain(devices.filesystems.iter_mut().map(|each| &mut each.info))
        .chain(devices.rngs.iter_mut().map(|each| &mut each.info))
        .chain(devices.hostdevs.iter_mut().map(|each| &mut each.info))
}

/// The functions of the slots that are taken.
#[derive(Default)]
struct Slots([u8; SLOTS as usize]);

impl Slots {
    fn take(&mut self, address: &PciAddress) -> Result<()> {
        let (domain, bus, slot, function) = address.numbers();
        let place = format!("{domain:04x}:{bus:02x}:{slot:02x}.{function:x}");
        if domain != 0 || bus != 0 {
            return Err(unsupported(format!("Invalid PCI address {place}. There is only bus 0 of domain 0")));
        }
        if slot == HOST_BRIDGE {
            return Err(invalid(format!("Invalid PCI address {place}. Slot 0 is the host bridge's")));
        }
        let taken = self.0.get_mut(usize::from(slot)).filter(|_| function < 8);
        let taken = taken.ok_or_else(|| invalid(format!("Invalid PCI address {place}")))?;
        if *taken & 1 << function != 0 {
            return Err(invalid(format!("Attempted double use of PCI Address {place}")));
        }
        *taken |= 1 << function;
        Ok(())
    }

    fn assign(&mut self, info: &mut DeviceInfo, first: u8) -> Result<()> {
        match &info.address {
            None => {}
            Some(Address::Pci(address)) if address.is_unset() => {}
            Some(_) => return Ok(()),
        }
        let is_free = |slot: &u8| self.0.get(usize::from(*slot)) == Some(&0);
        let slot = (first..SLOTS).find(is_free).ok_or_else(|| unsupported("No more available PCI slots"))?;
        let address = PciAddress::new(0, 0, slot, 0);
        self.take(&address)?;
        info.address = Some(Address::Pci(address));
        Ok(())
    }
}
