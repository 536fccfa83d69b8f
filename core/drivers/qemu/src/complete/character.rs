//! Character devices: models, ports, and the console that is the first serial port.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::chardev::{
    ChannelTarget, CharMode, CharSource, Console, ConsoleTarget, ConsoleTargetType, Serial, SerialTarget,
    SerialTargetModel, SerialTargetType,
};

use crate::layout::GuestPaths;
use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    pair_console(devices);
    serials(devices, platform);
    for (parallel, port) in devices.parallels.iter_mut().zip(0..) {
        parallel.port.get_or_insert(port);
        complete_source(&mut parallel.source);
    }
    for (console, port) in devices.consoles.iter_mut().zip(0..) {
        let target = console.target.get_or_insert_with(ConsoleTarget::default);
        target.target_type.get_or_insert(ConsoleTargetType::Serial);
        target.port.get_or_insert(port);
        complete_source(&mut console.source);
    }
    for channel in &mut devices.channels {
        complete_source(&mut channel.source);
    }
    Ok(())
}

fn complete_source(source: &mut CharSource) {
    match source {
        // A path that is to be made up belongs to the running guest.
        CharSource::Unix(source) => {
            if let Some(source) = source.source.as_mut().filter(|source| source.path.is_some()) {
                source.mode.get_or_insert(CharMode::Bind);
            }
        }
        CharSource::Tcp(source) => {
            source.protocol.get_or_insert(ferrovirt_xml::domain::devices::chardev::CharProtocol::Raw);
            if let Some(address) = &mut source.source {
                address.mode.get_or_insert(CharMode::Connect);
            }
        }
        _ => {}
    }
}

/// Gives channels whose socket is ours to choose their path.
pub(super) fn assign_sockets(domain: &mut Domain, paths: &GuestPaths) {
    for channel in domain.devices.channels.iter_mut() {
        let Some(ChannelTarget::Virtio(target)) = &channel.target else { continue };
        let CharSource::Unix(source) = &mut channel.source else { continue };
        let source = source.source.get_or_insert_default();
        source.mode.get_or_insert(CharMode::Bind);
        if source.path.is_none() {
            let name = target.name.as_deref().or(channel.info.alias.as_deref()).unwrap_or("channel");
            source.path = Some(paths.channel_socket(name));
        }
    }
}

fn is_serial(console: &Console) -> bool {
    let kind = console.target.as_ref().and_then(|target| target.target_type);
    matches!(kind, None | Some(ConsoleTargetType::Serial))
}

/// A guest's first serial port is its first console as well, and the other way round.
fn pair_console(devices: &mut Devices) {
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

fn serials(devices: &mut Devices, platform: Platform) {
    for index in 0..devices.serials.len() {
        let used: Vec<u32> =
            devices.serials.iter().filter_map(|serial| serial.target.as_ref().and_then(|target| target.port)).collect();
        let Some(serial) = devices.serials.get_mut(index) else { continue };
        complete_source(&mut serial.source);
        let target = serial.target.get_or_insert_with(SerialTarget::default);
        if target.port.is_none() {
            target.port = (0..).find(|port| !used.contains(port));
        }
        let default = rules::default_serial(platform);
        // Older documents called the machine's own port so, whatever it was.
        let is_called_isa = target.target_type == Some(SerialTargetType::IsaSerial);
        if target.target_type.is_none() || is_called_isa && default.is_some_and(|kind| Some(kind) != target.target_type)
        {
            target.target_type = default;
            target.model = target.model.filter(|model| *model != SerialTargetModel::IsaSerial);
        }
        if target.model.is_none() {
            target.model = target.target_type.and_then(|kind| rules::default_serial_model(kind, platform));
        }
    }
}
