//! Character devices, and what is behind them.

use super::{internal, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::devices::Devices;
use crate::domain::devices::chardev::{
    ChannelTarget, CharMode, CharSource, ConsoleTargetType, NetworkAttributes, PathSource, Reconnect,
};
use crate::domain::devices::misc::{RngBackend, SmartcardBackend};
use crate::scalar::YesNo;

pub(super) fn check(devices: &Devices) -> Result<()> {
    for serial in &devices.serials {
        source(&serial.source, false)?;
        not_spice(&serial.source)?;
    }
    for parallel in &devices.parallels {
        source(&parallel.source, false)?;
        not_spice(&parallel.source)?;
    }
    for (position, console) in devices.consoles.iter().enumerate() {
        source(&console.source, false)?;
        let kind = console.target.as_ref().and_then(|target| target.target_type);
        let is_serial = matches!(kind, None | Some(ConsoleTargetType::Serial));
        refuse!(position > 0 && is_serial, unsupported, "Only the first console can be a serial port");
    }
    for channel in &devices.channels {
        let is_virtio = matches!(channel.target, Some(ChannelTarget::Virtio(_) | ChannelTarget::Xen(_)));
        source(&channel.source, is_virtio)?;
        refuse!(channel.target.is_none(), invalid, "target type must be specified for channel device");
        match &channel.target {
            Some(ChannelTarget::Guestfwd(forward)) => {
                not_spice(&channel.source)?;
                refuse!(forward.address.is_none(), invalid, "guestfwd channel does not define a target address");
                super::required(forward.port.as_ref(), "port", "target")?;
                let address = forward.address.as_deref().unwrap_or_default();
                refuse!(
                    address.parse::<std::net::Ipv4Addr>().is_err(),
                    unsupported,
                    "guestfwd channel only supports IPv4 addresses, not '{address}'"
                );
            }
            Some(ChannelTarget::Unset) => {
                return Err(unsupported("unknown target type 'none' specified for character device".to_owned()));
            }
            _ => {}
        }
    }
    for card in &devices.smartcards {
        match &card.backend {
            SmartcardBackend::Passthrough(backend) => source(&backend.source, true)?,
            SmartcardBackend::HostCertificates(backend) => {
                refuse!(
                    backend.certificates.len() != 3,
                    invalid,
                    "host-certificates mode needs exactly three certificates, found '{}'",
                    backend.certificates.len()
                );
                if let Some(database) = backend.database.as_deref() {
                    refuse!(!database.starts_with('/'), invalid, "expecting absolute path: '{database}'");
                }
            }
            SmartcardBackend::Host => {}
        }
    }
    for redirection in &devices.redirdevs {
        // A channel on D-Bus is found by the object it is on.
        if !matches!(redirection.source, CharSource::Dbus(_)) {
            source(&redirection.source, true)?;
        }
    }
    for rng in &devices.rngs {
        if let Some(RngBackend::Egd(backend)) = &rng.backend {
            source(&backend.source, false)?;
        }
    }
    Ok(())
}

fn not_spice(source: &CharSource) -> Result<()> {
    refuse!(matches!(source, CharSource::Spicevmc), unsupported, "spicevmc device type only supports virtio");
    Ok(())
}

fn source(source: &CharSource, makes_path: bool) -> Result<()> {
    match source {
        CharSource::Dev(path) | CharSource::File(path) | CharSource::Pipe(path) => self::path(path),
        CharSource::Unix(unix) => {
            let attributes = unix.source.as_ref();
            let path = attributes.and_then(|source| source.path.as_ref());
            // Channels get a path from the driver.
            refuse!(path.is_none() && !makes_path, internal, "Missing source path attribute for char device");
            match attributes {
                Some(source) => reconnect(source.reconnect.as_ref(), source.mode),
                None => Ok(()),
            }
        }
        CharSource::Tcp(tcp) => {
            let Some(source) = &tcp.source else {
                return Err(internal("Missing source host attribute for char device".to_owned()));
            };
            network(source)
        }
        CharSource::Udp(udp) => {
            let connects = udp.sources.iter().find(|source| source.mode != Some(CharMode::Bind));
            let service = connects.and_then(|source| source.service.as_ref());
            refuse!(service.is_none(), internal, "Missing source service attribute for char device");
            Ok(())
        }
        CharSource::Spiceport(port) | CharSource::Dbus(port) => {
            refuse!(port.channel.is_none(), unsupported, "Missing source channel attribute for char device");
            Ok(())
        }
        CharSource::Nmdm(nmdm) => {
            let source = nmdm.source.as_ref();
            let both = source.is_some_and(|source| source.master.is_some() && source.slave.is_some());
            refuse!(!both, internal, "Should define both master and slave path attributes for nmdm device");
            Ok(())
        }
        CharSource::Null
        | CharSource::Vc
        | CharSource::Pty(_)
        | CharSource::Stdio
        | CharSource::Spicevmc
        | CharSource::QemuVdagent(_) => Ok(()),
    }
}

fn path(source: &PathSource) -> Result<()> {
    let path = source.source.as_ref().and_then(|source| source.path.as_ref());
    refuse!(path.is_none(), internal, "Missing source path attribute for char device");
    Ok(())
}

fn network(source: &NetworkAttributes) -> Result<()> {
    refuse!(source.host.is_none(), internal, "Missing source host attribute for char device");
    refuse!(source.service.is_none(), internal, "Missing source service attribute for char device");
    reconnect(source.reconnect.as_ref(), source.mode)
}

fn reconnect(reconnect: Option<&Reconnect>, mode: Option<CharMode>) -> Result<()> {
    let Some(reconnect) = reconnect.filter(|reconnect| reconnect.enabled == Some(YesNo::Yes)) else { return Ok(()) };
    super::required(reconnect.timeout.as_ref(), "timeout", "reconnect")?;
    refuse!(mode == Some(CharMode::Bind), internal, "chardev reconnect is possible only for connect mode");
    Ok(())
}
