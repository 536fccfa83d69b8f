//! The console of a machine, which is its first serial port.

use crate::domain::devices::Devices;
use crate::domain::devices::chardev::{
    Console, ConsoleTarget, ConsoleTargetType, Serial, SerialTarget, SerialTargetType,
};
use std::collections::BTreeSet;

/// Numbers serial and parallel ports and consoles; a console is a serial port unless it says otherwise.
pub fn number(devices: &mut Devices) {
    let mut free = free_numbers(devices.serials.iter().filter_map(|serial| serial.target.as_ref()?.port).collect());
    for serial in &mut devices.serials {
        let target = serial.target.get_or_insert_with(SerialTarget::default);
        if target.port.is_none() {
            target.port = free.next();
        }
    }
    let mut free = free_numbers(devices.parallels.iter().filter_map(|parallel| parallel.port).collect());
    for parallel in devices.parallels.iter_mut().filter(|parallel| parallel.port.is_none()) {
        parallel.port = free.next();
    }
    for (console, port) in devices.consoles.iter_mut().zip(0..) {
        let target = console.target.get_or_insert_with(ConsoleTarget::default);
        target.target_type.get_or_insert(ConsoleTargetType::Serial);
        target.port.get_or_insert(port);
    }
}

fn free_numbers(taken: BTreeSet<u32>) -> impl Iterator<Item = u32> {
    (0..).filter(move |number| !taken.contains(number))
}

fn is_serial(console: &Console) -> bool {
    let kind = console.target.as_ref().and_then(|target| target.target_type);
    matches!(kind, None | Some(ConsoleTargetType::Serial))
}

/// A guest's first serial port is its first console as well, and the other way round.
pub fn pair(devices: &mut Devices) {
    match (devices.serials.first(), devices.consoles.first()) {
        (None, Some(console)) if is_serial(console) => {
            let serial = Serial {
                source: console.source.clone(),
                log: console.log.clone(),
                info: console.info.clone(),
                ..Serial::default()
            };
            devices.serials.push(serial);
        }
        (Some(serial), None) if is_console(serial) => devices.consoles.push(console_of(serial)),
        (Some(serial), Some(console)) if is_serial(console) => {
            let paired = console_of(serial);
            if let Some(console) = devices.consoles.first_mut() {
                console.source = paired.source;
            }
        }
        (Some(serial), Some(_)) if is_console(serial) && !devices.consoles.iter().any(is_serial) => {
            let console = console_of(serial);
            devices.consoles.insert(0, console);
        }
        _ => {}
    }
}

/// Whether a serial port is one on which a console makes sense.
fn is_console(serial: &Serial) -> bool {
    let kind = serial.target.as_ref().and_then(|target| target.target_type);
    !matches!(kind, Some(SerialTargetType::UsbSerial | SerialTargetType::PciSerial | SerialTargetType::IsaDebug))
}

fn console_of(serial: &Serial) -> Console {
    Console {
        source: serial.source.clone(),
        log: serial.log.clone(),
        target: Some(ConsoleTarget { target_type: Some(ConsoleTargetType::Serial), port: Some(0) }),
        ..Console::default()
    }
}
