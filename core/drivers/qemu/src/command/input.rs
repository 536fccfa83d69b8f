//! Input devices.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::input::{Input, InputBus, InputKind};

use super::properties::Properties;
use super::{CommandLine, device, unsupported};

pub(super) fn inputs(line: &mut CommandLine, domain: &Domain) -> Result<()> {
    for input in domain.devices.inputs.iter() {
        let mut properties = match input.bus {
            Some(InputBus::Usb) => usb(input)?,
            Some(InputBus::Virtio) => virtio(input)?,
            // Those of the machine itself.
            _ => match &input.kind {
                InputKind::Evdev(evdev) => {
                    let source = evdev.source.clone().unwrap_or_default();
                    let mut object = Properties::object("input-linux", device::alias(&input.info)?);
                    object.set_some("evdev", source.dev.as_deref());
                    object.set_some("repeat", source.repeat.map(|word| word.is_on()));
                    object.set_some("grab_all", source.grab.map(|_| true));
                    object.set_some("grab-toggle", source.grab_toggle.map(|toggle| toggle.as_str()));
                    line.object(&object);
                    continue;
                }
                _ => continue,
            },
        };
        properties.set("id", device::alias(&input.info)?);
        if let InputKind::Passthrough(source) = &input.kind {
            properties.set_some("evdev", source.evdev.as_deref());
        }
        device::set_address(&mut properties, domain, &input.info)?;
        line.device(&properties);
    }
    Ok(())
}

fn usb(input: &Input) -> Result<Properties> {
    Ok(Properties::device(match input.kind {
        InputKind::Mouse => "usb-mouse",
        InputKind::Tablet => "usb-tablet",
        InputKind::Keyboard => "usb-kbd",
        InputKind::Passthrough(_) | InputKind::Evdev(_) => {
            return Err(unsupported("usb input devices can only be a mouse, a tablet or a keyboard"));
        }
    }))
}

fn virtio(input: &Input) -> Result<Properties> {
    let base = match input.kind {
        InputKind::Mouse => "virtio-mouse",
        InputKind::Tablet => "virtio-tablet",
        InputKind::Keyboard => "virtio-keyboard",
        InputKind::Passthrough(_) => "virtio-input-host",
        InputKind::Evdev(_) => return Err(unsupported("input type 'evdev' is not a virtio device")),
    };
    let mut properties = Properties::device(&device::virtio_driver(base, input.model, &input.info)?);
    device::set_virtio(&mut properties, input.driver.as_ref().map(|driver| &driver.virtio));
    Ok(properties)
}
