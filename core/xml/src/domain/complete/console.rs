//! Serial ports and consoles: their numbers, and the console that is the first serial port.

use crate::domain::Domain;
use crate::domain::devices::Devices;
use crate::domain::devices::chardev::{Console, ConsoleTarget, ConsoleTargetType, Serial, SerialTargetType};
use crate::domain::os::OsKind;

pub(super) fn complete(domain: &mut Domain) {
    let is_machine = domain.os.os_type.as_ref().and_then(|os_type| os_type.kind) == Some(OsKind::Hvm);
    let devices = &mut domain.devices;
    number(devices.serials.iter_mut().map(|serial| &mut serial.target.get_or_insert_default().port));
    number(devices.parallels.iter_mut().map(|parallel| &mut parallel.port));
    if is_machine {
        pair(devices);
    }
    for (index, console) in (0..).zip(&mut devices.consoles) {
        let is_of_serial = index == 0 && is_machine && is_serial(console);
        let target = console.target.get_or_insert_default();
        target.target_type.get_or_insert(ConsoleTargetType::Serial);
        let port = &mut target.port;
        if !is_of_serial || port.is_none() {
            *port = Some(index);
        }
    }
}

/// Numbers that are missing go on behind the highest.
fn number<'a>(ports: impl Iterator<Item = &'a mut Option<u32>>) {
    let mut ports: Vec<&mut Option<u32>> = ports.collect();
    let highest = ports.iter().filter_map(|port| **port).max();
    let mut next = highest.map_or(0, |highest| highest.saturating_add(1));
    for port in ports.iter_mut().filter(|port| port.is_none()) {
        **port = Some(next);
        next = next.saturating_add(1);
    }
}

fn is_serial(console: &Console) -> bool {
    let kind = console.target.as_ref().and_then(|target| target.target_type);
    matches!(kind, None | Some(ConsoleTargetType::Serial))
}

/// A machine's first serial port is its first console as well, and the other way round.
fn pair(devices: &mut Devices) {
    match (devices.serials.first(), devices.consoles.first_mut()) {
        (None, Some(console)) if is_serial(console) => {
            let mut serial = Serial {
                source: console.source.clone(),
                log: console.log.clone(),
                info: console.info.clone(),
                ..Serial::default()
            };
            serial.target.get_or_insert_default().port = Some(0);
            devices.serials.push(serial);
        }
        (Some(serial), Some(console)) if is_serial(console) => {
            console.source = serial.source.clone();
            console.log = serial.log.clone();
        }
        (Some(serial), _) if can_be_console(serial) => {
            let console = Console {
                source: serial.source.clone(),
                log: serial.log.clone(),
                target: Some(ConsoleTarget {
                    target_type: Some(ConsoleTargetType::Serial),
                    port: serial.target.as_ref().and_then(|target| target.port),
                }),
                ..Console::default()
            };
            devices.consoles.insert(0, console);
        }
        _ => {}
    }
}

/// Whether a serial port is one on which a console makes sense.
fn can_be_console(serial: &Serial) -> bool {
    let kind = serial.target.as_ref().and_then(|target| target.target_type);
    !matches!(kind, Some(SerialTargetType::UsbSerial | SerialTargetType::PciSerial | SerialTargetType::IsaDebug))
}
