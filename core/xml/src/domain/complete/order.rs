//! Order of devices: documents keep controllers and disks sorted within their kind, whatever order the document has.

use super::disk::name_index;
use crate::domain::Domain;
use crate::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use crate::domain::devices::disk::Disk;

/// Sorts controllers and disks.
pub fn sort(domain: &mut Domain) {
    let devices = &mut domain.devices;
    let mut controllers = Vec::with_capacity(devices.controllers.len());
    for mut controller in devices.controllers.drain(..) {
        complete_companion(&mut controller);
        insert_controller(&mut controllers, controller);
    }
    devices.controllers = controllers;
    let mut disks = Vec::with_capacity(devices.disks.len());
    for disk in devices.disks.drain(..) {
        insert_disk(&mut disks, disk);
    }
    devices.disks = disks;
}

/// Puts a controller at its place: by index among those of its kind, the master of companions first.
pub fn insert_controller(controllers: &mut Vec<Controller>, controller: Controller) {
    let mut place = None;
    for (position, current) in controllers.iter().enumerate().rev() {
        if current.controller_type != controller.controller_type {
            continue;
        }
        let (Some(new), Some(old)) = (controller.index, current.index) else {
            place.get_or_insert(position + 1);
            continue;
        };
        let is_usb = controller.controller_type == ControllerType::Usb;
        let goes_before_companion = is_usb
            && new == old
            && controller.info.usb_master_startport.is_none()
            && current.info.usb_master_startport.is_some();
        if old > new || goes_before_companion {
            place = Some(position);
        } else {
            place.get_or_insert(position + 1);
        }
    }
    let place = place.unwrap_or(controllers.len());
    controllers.insert(place, controller);
}

/// Puts a disk at its place: by its target's number among those on its bus.
pub fn insert_disk(disks: &mut Vec<Disk>, disk: Disk) {
    let bus = |disk: &Disk| disk.target.as_ref().and_then(|target| target.bus);
    let number = |disk: &Disk| disk.target.as_ref().and_then(|target| name_index(target.dev.as_deref()?));
    let mut place = None;
    for (position, current) in disks.iter().enumerate().rev() {
        if bus(current) != bus(&disk) {
            continue;
        }
        if number(current) > number(&disk) {
            place = Some(position);
        } else {
            place.get_or_insert(position + 1);
        }
    }
    let place = place.unwrap_or(disks.len());
    disks.insert(place, disk);
}

/// The companions of ICH9's USB 2 controller serve two ports each.
fn complete_companion(controller: &mut Controller) {
    let port = match controller.model {
        Some(ControllerModel::Ich9Uhci1) => 0,
        Some(ControllerModel::Ich9Uhci2) => 2,
        Some(ControllerModel::Ich9Uhci3) => 4,
        _ => return,
    };
    controller.info.usb_master_startport.get_or_insert(port);
}
