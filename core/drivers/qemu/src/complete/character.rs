//! Character devices: models, ports, and the console that is the first serial port.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::complete::console;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::chardev::{
    ChannelTarget, CharMode, CharSource, SerialTarget, SerialTargetModel, SerialTargetType,
};

use crate::layout::GuestPaths;
use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain) -> Result<()> {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    console::pair(devices);
    console::number(devices);
    serials(devices, platform);
    for parallel in &mut devices.parallels {
        complete_source(&mut parallel.source);
    }
    for console in &mut devices.consoles {
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

fn serials(devices: &mut Devices, platform: Platform) {
    for serial in &mut devices.serials {
        complete_source(&mut serial.source);
        let target = serial.target.get_or_insert_with(SerialTarget::default);
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
