//! Places that the machine's chip set or guests' firmware expects.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::video::VideoType;

use super::bus::Connection;
use super::set::{BusSet, Place};
use super::{Family, address};
use crate::complete::unsupported;

pub(super) fn place(domain: &mut Domain, set: &mut BusSet, family: Family) -> Result<()> {
    let devices = &mut domain.devices;
    match family {
        Family::Pc => piix(devices, set),
        Family::Q35 => ich9(devices, set),
        _ => Ok(()),
    }
}

/// Whether the device has no place yet.
fn is_free(address: Option<&Address>) -> bool {
    match address {
        None | Some(Address::Unassigned) => true,
        Some(Address::Pci(address)) => address.is_unset(),
        Some(_) => false,
    }
}

/// The ISA bridge is function 0 of slot 1; IDE and USB are functions of the same chip.
fn piix(devices: &mut Devices, set: &mut BusSet) -> Result<()> {
    const IDE: Place = Place::root(1, 1);
    const USB: Place = Place::root(1, 2);
    for controller in &mut devices.controllers {
        let is_first = controller.index == Some(0);
        match controller.controller_type {
            ControllerType::Ide if is_first => {
                if is_free(controller.info.address.as_ref()) {
                    controller.info.address = Some(address(IDE));
                } else if !is_at(controller.info.address.as_ref(), IDE) {
                    return Err(unsupported("Primary IDE controller must have PCI address 0:0:1.1"));
                }
            }
            ControllerType::Usb if is_first && controller.model == Some(ControllerModel::Piix3Uhci) => {
                if is_free(controller.info.address.as_ref()) && !set.is_used(USB) {
                    controller.info.address = Some(address(USB));
                }
            }
            _ => {}
        }
    }
    if let Some(bus) = set.buses.first_mut() {
        bus.take_slot(1);
    }
    primary_video(devices, set, 2, Connection::PCI_DEVICE)
}

fn is_at(address: Option<&Address>, place: Place) -> bool {
    match address {
        Some(Address::Pci(address)) => address.numbers() == (0, place.bus, place.slot, place.function),
        _ => false,
    }
}

/// The ISA bridge, SATA and SMBus are functions of slot 31.
fn ich9(devices: &mut Devices, set: &mut BusSet) -> Result<()> {
    const SATA: Place = Place::root(0x1f, 2);
    const DMI: Place = Place::root_slot(0x1e);
    const SOUND: Place = Place::root_slot(0x1b);
    for controller in &mut devices.controllers {
        let is_first = controller.index == Some(0);
        let is_open = is_free(controller.info.address.as_ref());
        match controller.controller_type {
            ControllerType::Sata if is_first => {
                if is_open {
                    controller.info.address = Some(address(SATA));
                    set.take_stated(SATA, Connection::NONE)?;
                } else if !is_at(controller.info.address.as_ref(), SATA) {
                    return Err(unsupported("Primary SATA controller must have PCI address 0:0:1f.2"));
                }
            }
            ControllerType::Pci if controller.model == Some(ControllerModel::DmiToPciBridge) && is_open => {
                if !set.is_slot_used(DMI) {
                    set.take_stated(DMI, Connection::DMI_BRIDGE)?;
                    controller.info.address = Some(address(DMI));
                }
            }
            _ => {}
        }
    }
    usb_of_ich9(devices, set)?;
    if let Some(bus) = set.buses.first_mut() {
        bus.take(0x1f, 0, Connection::NONE);
        bus.take(0x1f, 3, Connection::NONE);
    }
    primary_video(devices, set, 1, Connection::PCIE_DEVICE)?;
    let sound = devices.sounds.iter_mut().find(|sound| sound.model == Some(SoundModel::Ich9));
    if let Some(sound) = sound
        && is_free(sound.info.address.as_ref())
        && !set.is_slot_used(SOUND)
    {
        set.take_stated(SOUND, Connection::PCI_DEVICE)?;
        sound.info.address = Some(address(SOUND));
    }
    Ok(())
}

/// The first two groups of USB 2 controllers have slots of their own on the chip.
fn usb_of_ich9(devices: &mut Devices, set: &mut BusSet) -> Result<()> {
    const SLOTS: [u8; 2] = [0x1d, 0x1a];
    let mut slots =
        SLOTS.into_iter().filter(|slot| !set.is_slot_used(Place::root_slot(*slot))).collect::<Vec<_>>().into_iter();
    let mut groups: Vec<u32> = Vec::new();
    for controller in &devices.controllers {
        if companion_function(controller.model).is_some()
            && let Some(index) = controller.index
            && !groups.contains(&index)
        {
            groups.push(index);
        }
    }
    for group in groups {
        let mut members: Vec<_> = devices
            .controllers
            .iter_mut()
            .filter(|found| found.controller_type == ControllerType::Usb && found.index == Some(group))
            .collect();
        if !members.iter().all(|found| is_free(found.info.address.as_ref())) {
            continue;
        }
        let Some(slot) = slots.next() else { return Ok(()) };
        for controller in &mut members {
            if let Some(function) = companion_function(controller.model) {
                let place = Place::root(slot, function);
                set.take_stated(place, Connection::PCI_DEVICE)?;
                controller.info.address = Some(address(place));
            }
        }
    }
    Ok(())
}

/// The function that a part of a USB 2 controller has.
pub(super) fn companion_function(model: Option<ControllerModel>) -> Option<u8> {
    match model {
        Some(ControllerModel::Ich9Ehci1) => Some(7),
        Some(ControllerModel::Ich9Uhci1) => Some(0),
        Some(ControllerModel::Ich9Uhci2) => Some(1),
        Some(ControllerModel::Ich9Uhci3) => Some(2),
        _ => None,
    }
}

/// Where guests have always found their first video card.
fn primary_video(devices: &mut Devices, set: &mut BusSet, slot: u8, connection: Connection) -> Result<()> {
    let Some(video) = devices.videos.first_mut() else { return Ok(()) };
    let kind = video.model.as_ref().and_then(|model| model.video_type);
    if matches!(kind, None | Some(VideoType::None | VideoType::Ramfb)) || !is_free(video.info.address.as_ref()) {
        return Ok(());
    }
    let place = Place::root_slot(slot);
    if set.is_slot_used(place) {
        return Ok(());
    }
    set.take_stated(place, connection)?;
    video.info.address = Some(address(place));
    Ok(())
}
