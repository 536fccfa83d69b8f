//! Devices that a machine has although no document asks for them.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::input::{Input, InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{MemBalloon, MemBalloonModel, Watchdog, WatchdogAction, WatchdogModel};

use super::{Context, Family, order};

pub(super) fn add_defaults(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let family = Family::of_domain(domain);
    let has_keyboard_controller =
        domain.features.as_ref().and_then(|features| features.ps2).is_none_or(|state| state.is_on());
    let devices = &mut domain.devices;
    controllers(&mut devices.controllers, family, context);

    if matches!(family, Family::Pc | Family::Q35 | Family::Isapc) && has_keyboard_controller {
        for kind in [InputKind::Mouse, InputKind::Keyboard] {
            let is_there = |input: &Input| input.kind == kind && matches!(input.bus, None | Some(InputBus::Ps2));
            if !devices.inputs.iter().any(is_there) {
                devices.inputs.push(Input { kind, bus: Some(InputBus::Ps2), ..Input::default() });
            }
        }
    }
    if devices.memballoon.is_none() {
        let model = match family {
            Family::Other => None,
            _ if context.capabilities.types.is_empty() || has_balloon(context) => Some(MemBalloonModel::Virtio),
            _ => None,
        };
        devices.memballoon = Some(MemBalloon { model: model.or(Some(MemBalloonModel::None)), ..MemBalloon::default() });
    }
    let has_itco = devices.watchdogs.iter().any(|watchdog| watchdog.model == Some(WatchdogModel::Itco));
    if family == Family::Q35 && !has_itco {
        // All watchdogs of a guest do the same.
        let action = devices.watchdogs.iter().find_map(|watchdog| watchdog.action).unwrap_or(WatchdogAction::Reset);
        devices.watchdogs.push(Watchdog {
            model: Some(WatchdogModel::Itco),
            action: Some(action),
            ..Watchdog::default()
        });
    }
    Ok(())
}

fn has_balloon(context: &Context<'_>) -> bool {
    ["virtio-balloon-pci", "virtio-balloon-device", "virtio-balloon-ccw"]
        .into_iter()
        .any(|name| context.capabilities.has_device(name))
}

fn controllers(controllers: &mut Vec<Controller>, family: Family, context: &Context<'_>) {
    let mut add = |kind: ControllerType, model: Option<ControllerModel>| {
        let is_there = controllers.iter().any(|controller| {
            controller.controller_type == kind && (kind == ControllerType::Usb || controller.index.unwrap_or(0) == 0)
        });
        if !is_there {
            let controller = Controller { controller_type: kind, index: Some(0), model, ..Controller::default() };
            order::insert_controller(controllers, controller);
        }
    };
    let usb = |preferred: &[(ControllerModel, &str)]| {
        let found = preferred.iter().find(|(_, device)| context.capabilities.has_device(device));
        Some(found.map_or(ControllerModel::None, |(model, _)| *model))
    };
    const XHCI: (ControllerModel, &str) = (ControllerModel::QemuXhci, "qemu-xhci");
    const PIIX3: (ControllerModel, &str) = (ControllerModel::Piix3Uhci, "piix3-usb-uhci");
    match family {
        Family::Pc => {
            add(ControllerType::Usb, usb(&[PIIX3]));
            add(ControllerType::Pci, Some(ControllerModel::PciRoot));
        }
        Family::Q35 => {
            add(ControllerType::Usb, usb(&[XHCI, PIIX3]));
            add(ControllerType::Sata, None);
            add(ControllerType::Pci, Some(ControllerModel::PcieRoot));
        }
        Family::Virt => {
            add(ControllerType::Usb, usb(&[XHCI]));
            add(ControllerType::Pci, Some(ControllerModel::PcieRoot));
        }
        Family::Isapc | Family::Microvm => add(ControllerType::Usb, Some(ControllerModel::None)),
        Family::Other => {}
    }
}
