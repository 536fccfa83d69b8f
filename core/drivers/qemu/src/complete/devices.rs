//! Devices that a machine has although no document asks for them.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::input::{Input, InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{
    MemBalloon, MemBalloonModel, Panic, Watchdog, WatchdogAction, WatchdogModel,
};

use ferrovirt_xml::domain::complete::order;

use super::{Context, Family};
use crate::rules::{self, PciRoot, Platform};

pub(super) fn add_defaults(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let platform = Platform::of(domain);
    let family = platform.family;
    let has_keyboard_controller =
        domain.features.as_ref().and_then(|features| features.ps2).is_none_or(|state| state.is_on());
    let devices = &mut domain.devices;
    controllers(&mut devices.controllers, platform, context);

    if matches!(family, Family::Pc | Family::Q35 | Family::Isapc) && has_keyboard_controller {
        for kind in [InputKind::Mouse, InputKind::Keyboard] {
            add_input(devices, kind, InputBus::Ps2);
        }
    }
    if rules::adds_input_to_display(platform) && !devices.graphics.is_empty() && has_usb(devices) {
        add_input(devices, InputKind::Keyboard, InputBus::Usb);
        // A tablet points as well as a mouse does.
        if !devices.inputs.iter().any(|input| input.kind == InputKind::Tablet) {
            add_input(devices, InputKind::Mouse, InputBus::Usb);
        }
    }
    if devices.memballoon.is_none() && rules::has_default_balloon(platform) {
        let has_it = context.capabilities.types.is_empty() || has_balloon(context);
        let model = if has_it { MemBalloonModel::Virtio } else { MemBalloonModel::None };
        devices.memballoon = Some(MemBalloon { model: Some(model), ..MemBalloon::default() });
    }
    if rules::adds_panic(platform) {
        let model = rules::default_panic(platform);
        if !devices.panics.iter().any(|panic| panic.model.is_none() || panic.model == model) {
            devices.panics.push(Panic { model, ..Panic::default() });
        }
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

fn add_input(devices: &mut Devices, kind: InputKind, bus: InputBus) {
    let is_there = |input: &Input| input.kind == kind && input.bus.is_none_or(|found| found == bus);
    if !devices.inputs.iter().any(is_there) {
        devices.inputs.push(Input { kind, bus: Some(bus), ..Input::default() });
    }
}

fn has_usb(devices: &Devices) -> bool {
    let mut controllers = devices.controllers.iter();
    controllers.any(|found| found.controller_type == ControllerType::Usb && found.model != Some(ControllerModel::None))
}

fn has_balloon(context: &Context<'_>) -> bool {
    ["virtio-balloon-pci", "virtio-balloon-device", "virtio-balloon-ccw"]
        .into_iter()
        .any(|name| context.capabilities.has_device(name))
}

fn controllers(controllers: &mut Vec<Controller>, platform: Platform, context: &Context<'_>) {
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
    match platform.family {
        Family::Pc => add(ControllerType::Usb, usb(&[PIIX3])),
        Family::Q35 => {
            add(ControllerType::Usb, usb(&[XHCI, PIIX3]));
            add(ControllerType::Sata, None);
        }
        Family::Microvm => add(ControllerType::Usb, Some(ControllerModel::None)),
        Family::Isapc => {}
        _ if rules::has_default_usb(platform) => {
            let chosen = || rules::default_usb_model(platform, context.capabilities, context.is_new);
            let model = rules::built_in_usb(platform).or_else(chosen);
            add(ControllerType::Usb, Some(model.unwrap_or(ControllerModel::None)));
        }
        _ => {}
    }
    match rules::pci_root(platform, context.capabilities) {
        Some(PciRoot::Conventional) => add(ControllerType::Pci, Some(ControllerModel::PciRoot)),
        Some(PciRoot::Express) => add(ControllerType::Pci, Some(ControllerModel::PcieRoot)),
        None => {}
    }
}
