//! What is behind character devices: which end calls, and how it is spoken.

use crate::domain::devices::Devices;
use crate::domain::devices::chardev::{CharMode, CharProtocol, CharSource};
use crate::domain::devices::misc::{RngBackend, SmartcardBackend};

pub(super) fn complete(devices: &mut Devices) {
    let sources = std::iter::empty()
        .chain(devices.serials.iter_mut().map(|serial| &mut serial.source))
        .chain(devices.parallels.iter_mut().map(|parallel| &mut parallel.source))
        .chain(devices.consoles.iter_mut().map(|console| &mut console.source))
        .chain(devices.channels.iter_mut().map(|channel| &mut channel.source))
        .chain(devices.redirdevs.iter_mut().map(|redirdev| &mut redirdev.source))
        .chain(devices.smartcards.iter_mut().filter_map(|smartcard| match &mut smartcard.backend {
            SmartcardBackend::Passthrough(backend) => Some(&mut backend.source),
            SmartcardBackend::Host | SmartcardBackend::HostCertificates(_) => None,
        }))
        .chain(devices.rngs.iter_mut().filter_map(|rng| match &mut rng.backend {
            Some(RngBackend::Egd(backend)) => Some(&mut backend.source),
            _ => None,
        }));
    sources.for_each(complete_source);
    for channel in &mut devices.channels {
        // Without a path the socket is the driver's to choose, and nothing is said of it.
        if let CharSource::Unix(unix) = &mut channel.source
            && unix.source.as_ref().is_some_and(|socket| socket.path.is_none())
        {
            unix.source = None;
        }
    }
}

fn complete_source(source: &mut CharSource) {
    match source {
        CharSource::Tcp(tcp) => {
            tcp.protocol.get_or_insert(CharProtocol::Raw);
            if let Some(address) = &mut tcp.source {
                address.mode.get_or_insert(CharMode::Connect);
            }
        }
        CharSource::Udp(udp) => {
            for address in &mut udp.sources {
                address.mode.get_or_insert(CharMode::Connect);
            }
            if let [first, second] = &mut udp.sources[..]
                && (first.mode, second.mode) == (Some(CharMode::Connect), Some(CharMode::Bind))
            {
                std::mem::swap(first, second);
            }
        }
        CharSource::Unix(unix) => {
            if let Some(socket) = &mut unix.source {
                socket.mode.get_or_insert(CharMode::Connect);
            }
        }
        _ => {}
    }
}
