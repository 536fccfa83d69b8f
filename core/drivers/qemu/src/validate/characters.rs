//! Character devices: ports of which machines, and what is behind them.

use std::collections::HashSet;

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::chardev::{
    CharSource, ConsoleTargetType, Serial, SerialTargetModel, SerialTargetType,
};
use ferrovirt_xml::domain::devices::controller::ControllerType;
use ferrovirt_xml::domain::devices::graphics::GraphicsKind;

use super::{Subject, internal, invalid, refuse, unsupported};
use crate::rules::{Architecture, Family};

pub(super) fn check(subject: &Subject<'_>) -> Result<()> {
    let devices = &subject.domain.devices;
    for serial in &devices.serials {
        self::serial(subject, serial)?;
    }
    let family = subject.platform.family;
    refuse!(
        !devices.parallels.is_empty()
            && (family == Family::Pseries || subject.platform.architecture == Architecture::S390),
        unsupported,
        "parallel ports are not supported by this machine type"
    );
    let has_spice = devices.graphics.iter().any(|graphics| matches!(graphics.kind, GraphicsKind::Spice(_)));
    for channel in &devices.channels {
        refuse!(
            matches!(channel.source, CharSource::Spicevmc) && !has_spice,
            unsupported,
            "chardev 'spicevmc' not supported without spice graphics"
        );
    }
    ports(subject.domain)?;
    for console in &devices.consoles {
        let kind = console.target.as_ref().and_then(|target| target.target_type);
        if let Some(
            kind @ (ConsoleTargetType::Xen
            | ConsoleTargetType::Uml
            | ConsoleTargetType::Lxc
            | ConsoleTargetType::Openvz),
        ) = kind
        {
            return Err(unsupported(format!("unsupported console target type '{kind}'")));
        }
        refuse!(
            matches!(kind, Some(ConsoleTargetType::Sclp | ConsoleTargetType::Sclplm))
                && subject.platform.architecture != Architecture::S390,
            unsupported,
            "sclpconsole is not supported in this QEMU binary"
        );
    }
    refuse!(devices.smartcards.len() > 1, unsupported, "this QEMU binary lacks multiple smartcard support");
    for card in &devices.smartcards {
        match &card.info.address {
            None => {}
            Some(Address::Ccid(place)) => refuse!(
                (place.controller.unwrap_or(0), place.slot.unwrap_or(0)) != (0, 0),
                unsupported,
                "this QEMU binary lacks multiple smartcard support"
            ),
            Some(_) => return Err(unsupported("Controllers must use the 'ccid' address type")),
        }
    }
    Ok(())
}

/// Refuses to wait for a peer where nobody will listen.
pub(super) fn stated(domain: &Domain) -> Result<()> {
    for channel in &domain.devices.channels {
        let CharSource::Unix(unix) = &channel.source else { continue };
        let Some(source) = &unix.source else { continue };
        let reconnects = source.reconnect.as_ref().is_some_and(|how| how.enabled.is_some_and(|word| word.is_yes()));
        let path = source.path.as_deref().unwrap_or_default();
        // Such a path belongs to a guest that ran; this one gets another.
        refuse!(
            reconnects && is_generated(path),
            internal,
            "chardev reconnect is not possible at a generated path, as '{path}'"
        );
    }
    Ok(())
}

/// Ports of virtio serial controllers are there, and each is one device's.
fn ports(domain: &Domain) -> Result<()> {
    let devices = &domain.devices;
    let infos = devices.channels.iter().map(|channel| &channel.info);
    let infos = infos.chain(devices.consoles.iter().map(|console| &console.info));
    let mut taken = HashSet::new();
    for info in infos {
        let Some(Address::VirtioSerial(place)) = &info.address else { continue };
        let (index, port) = (place.controller.unwrap_or(0), place.port.unwrap_or(0));
        if port == 0 {
            continue;
        }
        let controller = devices.controllers.iter().find(|controller| {
            controller.controller_type == ControllerType::VirtioSerial && controller.index == Some(index)
        });
        const PORTS: u32 = 31;
        let most = controller.and_then(|controller| controller.ports).unwrap_or(PORTS);
        refuse!(port >= most, invalid, "virtio serial controller '{index}' does not have port '{port}'");
        refuse!(
            !taken.insert((index, port)),
            invalid,
            "virtio serial port '{port}' on controller '{index}' is already occupied"
        );
    }
    Ok(())
}

/// Whether it is the path that drivers have given a channel.
fn is_generated(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let (_, directory, parent) = (parts.next(), parts.next(), parts.next());
    directory.is_some_and(|name| name.starts_with("domain-")) && matches!(parent, Some("target" | "channel"))
}

/// What a kind of port needs: its models, its machines, its address.
fn serial(subject: &Subject<'_>, serial: &Serial) -> Result<()> {
    let Some(target) = &serial.target else { return Ok(()) };
    let Some(kind) = target.target_type else { return Ok(()) };
    use SerialTargetModel as Model;
    use SerialTargetType as Type;
    if let Some(model) = target.model {
        let owner = match model {
            Model::IsaSerial => Type::IsaSerial,
            Model::UsbSerial => Type::UsbSerial,
            Model::PciSerial => Type::PciSerial,
            Model::SpaprVty => Type::SpaprVioSerial,
            Model::Pl011 | Model::Uart16550a => Type::SystemSerial,
            Model::Sclpconsole | Model::Sclplmconsole => Type::SclpSerial,
            Model::IsaDebugcon => Type::IsaDebug,
        };
        refuse!(kind != owner, unsupported, "Target model '{model}' requires target type '{owner}'");
        let architecture = subject.platform.architecture;
        let fits = match model {
            Model::SpaprVty => subject.platform.family == Family::Pseries,
            Model::Pl011 => architecture == Architecture::Arm,
            Model::Uart16550a => matches!(architecture, Architecture::Riscv | Architecture::Loongarch),
            Model::Sclpconsole | Model::Sclplmconsole => architecture == Architecture::S390,
            _ => true,
        };
        refuse!(
            !fits,
            unsupported,
            "Serial device with target type '{kind}' and target model '{model}' not compatible with guest architecture or machine type"
        );
    }
    let Some(address) = &serial.info.address else { return Ok(()) };
    let needs = match (kind, address) {
        (Type::PciSerial, Address::Pci(_)) | (Type::UsbSerial, Address::Usb(_)) => return Ok(()),
        (Type::SpaprVioSerial, Address::SpaprVio(_)) => return Ok(()),
        (Type::PciSerial, _) => "pci",
        (Type::UsbSerial, _) => "usb",
        (Type::SpaprVioSerial, _) => "spapr-vio",
        (Type::IsaSerial | Type::IsaDebug, Address::Isa(_) | Address::Pci(_) | Address::Ccw(_)) => return Ok(()),
        (Type::IsaSerial | Type::IsaDebug, _) => "isa",
        _ => return Ok(()),
    };
    Err(unsupported(format!("Target type '{kind}' requires address type '{needs}'")))
}
