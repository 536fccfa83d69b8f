//! Virtio devices on buses other than PCI: the channels of IBM Z, and the memory bus.

use std::collections::HashSet;

use ferrovirt_error::{Error, ErrorDomain, Result};
use ferrovirt_xml::domain::devices::address::{Address, CcwAddress};
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::controller::{ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::DiskBus;
use ferrovirt_xml::domain::devices::filesystem::FilesystemDriverType;
use ferrovirt_xml::domain::devices::hostdev::{HostdevSource, MdevModel};
use ferrovirt_xml::domain::devices::input::InputBus;
use ferrovirt_xml::domain::devices::interface::InterfaceSource;
use ferrovirt_xml::domain::devices::memory_device::MemoryModel;
use ferrovirt_xml::domain::devices::misc::MemBalloonModel;
use ferrovirt_xml::domain::devices::video::VideoType;
use ferrovirt_xml::domain::{DeviceMut, Domain};

use super::order;
use crate::rules::{self, Platform, VirtioBus};

/// The channel subsystem and the set of subchannels of devices that state none.
const SUBSYSTEM: u8 = 0xfe;
const LAST_SET: u8 = 3;

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    match rules::virtio_bus(Platform::of(domain)) {
        Some(VirtioBus::Ccw) => channels(domain),
        Some(VirtioBus::Mmio) => {
            memory_bus(domain);
            Ok(())
        }
        Some(VirtioBus::MmioIfUsed) => {
            if domain.devices.iter().any(|device| device.info().address == Some(Address::VirtioMmio)) {
                memory_bus(domain);
            }
            Ok(())
        }
        None => Ok(()),
    }
}

fn memory_bus(domain: &mut Domain) {
    for mut device in domain.devices.iter_mut() {
        if device.info().address.is_none() && is_virtio(&device) {
            device.info_mut().address = Some(Address::VirtioMmio);
        }
    }
}

/// A place on channels: subsystem, set, device.
type Place = (u8, u8, u16);

fn channels(domain: &mut Domain) -> Result<()> {
    let mut devices: Vec<DeviceMut<'_>> = domain.devices.iter_mut().collect();
    devices.sort_by_key(order::rank);
    for device in &mut devices {
        if device.info().address.is_none() && (is_virtio(device) || is_channel(device)) {
            device.info_mut().address = Some(Address::Ccw(CcwAddress::default()));
        }
    }
    let mut taken: HashSet<Place> = devices.iter().filter_map(|device| place(device.info().address.as_ref())).collect();
    let mut free = (0..=LAST_SET).flat_map(|set| (0..=u16::MAX).map(move |device| (SUBSYSTEM, set, device)));
    for device in &mut devices {
        let Some(Address::Ccw(address)) = &mut device.info_mut().address else { continue };
        if address.devno.is_some() {
            continue;
        }
        let place = free.find(|place| taken.insert(*place));
        let (subsystem, set, number) =
            place.ok_or_else(|| Error::internal(ErrorDomain::Domain, "There are no more free CCW devnos."))?;
        *address = CcwAddress { cssid: Some(subsystem), ssid: Some(set), devno: Some(number) };
    }
    Ok(())
}

fn place(address: Option<&Address>) -> Option<Place> {
    match address {
        Some(Address::Ccw(address)) => {
            Some((address.cssid.unwrap_or(SUBSYSTEM), address.ssid.unwrap_or(0), address.devno?))
        }
        _ => None,
    }
}

/// Whether it is a channel device of the host.
fn is_channel(device: &DeviceMut<'_>) -> bool {
    match device {
        DeviceMut::Hostdev(hostdev) => match &hostdev.source {
            HostdevSource::Mdev(source) => source.model == Some(MdevModel::VfioCcw),
            _ => false,
        },
        _ => false,
    }
}

/// Whether it is a virtio device that any bus of virtio can have.
fn is_virtio(device: &DeviceMut<'_>) -> bool {
    match device {
        DeviceMut::Disk(disk) => disk.target.as_ref().and_then(|target| target.bus) == Some(DiskBus::Virtio),
        DeviceMut::Controller(controller) => match controller.controller_type {
            ControllerType::Scsi => controller.model == Some(ControllerModel::VirtioScsi),
            ControllerType::VirtioSerial => true,
            _ => false,
        },
        DeviceMut::Filesystem(filesystem) => {
            let driver = filesystem.driver.as_ref().and_then(|driver| driver.driver_type);
            driver != Some(FilesystemDriverType::Mtp)
        }
        DeviceMut::Interface(interface) => {
            !matches!(interface.source, InterfaceSource::Hostdev(_)) && interface.model.as_deref() == Some("virtio")
        }
        DeviceMut::Input(input) => input.bus == Some(InputBus::Virtio),
        DeviceMut::Sound(sound) => sound.model == Some(SoundModel::Virtio),
        DeviceMut::Video(video) => video.model.as_ref().and_then(|model| model.video_type) == Some(VideoType::Virtio),
        DeviceMut::Hostdev(hostdev) => matches!(hostdev.source, HostdevSource::ScsiHost(_)),
        DeviceMut::MemBalloon(balloon) => balloon.model == Some(MemBalloonModel::Virtio),
        DeviceMut::Memory(memory) => {
            matches!(memory.model, Some(MemoryModel::VirtioMem | MemoryModel::VirtioPmem))
        }
        DeviceMut::Rng(_) | DeviceMut::Vsock(_) | DeviceMut::Crypto(_) => true,
        _ => false,
    }
}
