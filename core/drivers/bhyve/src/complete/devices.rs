//! Devices that come with others, and models that bhyve has only one of.

use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete::order;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::misc::RngBackend;
use ferrovirt_xml::domain::devices::video::{Video, VideoModel, VideoType};

/// More controllers than this have no place on the bus.
const MAXIMUM_CONTROLLERS: u32 = 32;

/// A display shows a video card, of which there is one model.
pub(super) fn add_video(devices: &mut Devices) {
    if devices.videos.is_empty() && !devices.graphics.is_empty() {
        let model = VideoModel { heads: Some(1), ..VideoModel::default() };
        devices.videos.push(Video { model: Some(model), ..Video::default() });
    }
    for video in &mut devices.videos {
        let model = video.model.get_or_insert_default();
        model.video_type.get_or_insert(VideoType::Gop);
        model.heads.get_or_insert(1);
    }
}

pub(super) fn complete(devices: &mut Devices) {
    for rng in &mut devices.rngs {
        if let Some(RngBackend::Random(device)) = &mut rng.backend {
            device.path.get_or_insert_with(|| "/dev/random".to_owned());
        }
    }
}

/// The buses of the machine: PCI always, ISA for serial ports and firmware, SATA for disks.
pub(super) fn add_controllers(domain: &mut Domain) -> Result<()> {
    let needs_isa = !domain.devices.serials.is_empty()
        || !domain.devices.consoles.is_empty()
        || domain.os.loader.is_some()
        || domain.os.firmware.is_some();
    let devices = &mut domain.devices;
    add(devices, ControllerType::Pci, 0, Some(ControllerModel::PciRoot));
    if needs_isa && !devices.controllers.iter().any(|each| each.controller_type == ControllerType::Isa) {
        add(devices, ControllerType::Isa, 0, None);
    }
    let drives = devices.disks.iter().filter_map(|disk| match &disk.info.address {
        Some(Address::Drive(drive)) => Some(drive.controller.unwrap_or(0)),
        _ => None,
    });
    let Some(last) = drives.max() else { return Ok(()) };
    if last >= MAXIMUM_CONTROLLERS {
        return Err(unsupported(format!("no room for a SATA controller with index '{last}'")));
    }
    for index in 0..=last {
        add(devices, ControllerType::Sata, index, None);
    }
    Ok(())
}

fn add(devices: &mut Devices, kind: ControllerType, index: u32, model: Option<ControllerModel>) {
    let is_there = |each: &Controller| each.controller_type == kind && each.index.unwrap_or(0) == index;
    if !devices.controllers.iter().any(is_there) {
        let controller = Controller { controller_type: kind, index: Some(index), model, ..Controller::default() };
        order::insert_controller(&mut devices.controllers, controller);
    }
}
