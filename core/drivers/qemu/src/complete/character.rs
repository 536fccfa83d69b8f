//! Character devices: models, and sockets whose place is ours to choose.

use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::chardev::{
    ChannelTarget, CharMode, CharSource, Serial, SerialTargetModel, SerialTargetType, UnixSource,
};

use crate::layout::{GuestPaths, Layout};
use crate::rules::{self, Platform};

/// The channel of a private message bus that USB devices come over.
const USB_CHANNEL: &str = "org.qemu.usbredir";

pub(super) fn complete(domain: &mut Domain, layout: &Layout) {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    for serial in &mut devices.serials {
        complete_serial(serial, platform);
    }
    for channel in &mut devices.channels {
        if let (Some(ChannelTarget::Virtio(target)), CharSource::Unix(source)) = (&channel.target, &channel.source)
            && let Some(name) = &target.name
            && is_generated(source, name, layout)
        {
            channel.source = CharSource::Unix(UnixSource::default());
        }
    }
    for redirection in &mut devices.redirdevs {
        if let CharSource::Dbus(source) = &mut redirection.source {
            source.channel.get_or_insert_with(|| USB_CHANNEL.to_owned());
        }
    }
}

/// Whether this is a path that was made up for a run of the guest, now or by an older version: it is made up anew.
fn is_generated(source: &UnixSource, name: &str, layout: &Layout) -> bool {
    let Some(path) = source.source.as_ref().and_then(|socket| socket.path.as_deref()) else { return false };
    let old = format!("{}/channel", layout.library_directory);
    let below =
        [old.as_str(), layout.channel_target_directory.as_str()].iter().find_map(|base| path.strip_prefix(base));
    let Some(below) = below.map(|below| below.strip_prefix("/target").unwrap_or(below)) else { return false };
    let Some(guest) = below.strip_prefix('/').and_then(|below| below.strip_suffix(name)) else { return false };
    match guest.strip_suffix('/') {
        Some(directory) => {
            let number = directory.trim_start_matches(|character: char| character.is_ascii_digit());
            !directory.contains('/')
                && (directory.starts_with("domain-") || number.len() < directory.len() && number.starts_with('-'))
        }
        None => guest.ends_with('.') && !guest.contains('/'),
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

fn complete_serial(serial: &mut Serial, platform: Platform) {
    let target = serial.target.get_or_insert_default();
    let default = rules::default_serial(platform);
    // Older documents called the machine's own port so, whatever it was.
    let is_called_isa = target.target_type == Some(SerialTargetType::IsaSerial);
    if target.target_type.is_none() || is_called_isa && default.is_some_and(|kind| Some(kind) != target.target_type) {
        target.target_type = default;
        target.model = target.model.filter(|model| *model != SerialTargetModel::IsaSerial);
    }
    if target.model.is_none() {
        target.model = target.target_type.and_then(|kind| rules::default_serial_model(kind, platform));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrovirt_xml::domain::devices::chardev::UnixAttributes;

    #[test]
    fn paths_of_earlier_runs_are_known() {
        for (path, expected) in [
            ("/var/lib/libvirt/qemu/channel/target/guest.agent", true),
            ("/var/lib/libvirt/qemu/channel/target/domain-guest/agent", true),
            ("/var/lib/libvirt/qemu/channel/1-guest/agent", true),
            ("/var/lib/libvirt/qemu/channel/target/guest/agent", false),
            ("/var/lib/libvirt/qemu/channel/1-guest/other", false),
            ("/tmp/1-guest/agent", false),
        ] {
            let socket = UnixAttributes { path: Some(path.to_owned()), ..UnixAttributes::default() };
            let source = UnixSource { source: Some(socket), ..UnixSource::default() };
            assert_eq!(is_generated(&source, "agent", &Layout::system()), expected, "{path}");
        }
    }
}
