//! Character devices: serial and parallel ports, consoles, channels, smart cards, redirected USB devices.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::DeviceInfo;
use ferrovirt_xml::domain::devices::address::{Address, VirtioSerialAddress};
use ferrovirt_xml::domain::devices::chardev::{
    Channel, ChannelTarget, CharSource, Console, ConsoleTargetType, Parallel, Serial, SerialTargetModel,
    SerialTargetType,
};
use ferrovirt_xml::domain::devices::controller::ControllerType;
use ferrovirt_xml::domain::devices::misc::SmartcardBackend;
use ferrovirt_xml::domain::devices::redirect::RedirFilter;

use super::character_source::Backend;
use super::properties::Properties;
use super::{CommandLine, Launch, device, incomplete, unsupported};

pub(super) fn characters(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let devices = &domain.devices;
    for serial in &devices.serials {
        back_end(line, &serial.source, serial.log.as_ref(), &serial.info, launch)?;
        match serial_device(domain, serial)? {
            Some(device) => line.device(&device),
            None => line.option("-serial", format!("chardev:char{}", device::alias(&serial.info)?)),
        }
    }
    for parallel in &devices.parallels {
        back_end(line, &parallel.source, parallel.log.as_ref(), &parallel.info, launch)?;
        line.device(&parallel_device(parallel)?);
    }
    for channel in &devices.channels {
        self::channel(line, domain, channel, launch)?;
    }
    for console in &devices.consoles {
        self::console(line, domain, console, launch)?;
    }
    Ok(())
}

fn back_end(
    line: &mut CommandLine,
    source: &CharSource,
    log: Option<&ferrovirt_xml::domain::devices::chardev::CharLog>,
    info: &DeviceInfo,
    launch: &mut Launch<'_>,
) -> Result<()> {
    Backend { source, log, alias: device::alias(info)? }.build(line, launch)
}

/// The device of a serial port; none for those that are part of the machine.
fn serial_device(domain: &Domain, serial: &Serial) -> Result<Option<Properties>> {
    let alias = device::alias(&serial.info)?;
    let target = serial.target.as_ref();
    if matches!(target.and_then(|target| target.target_type), None | Some(SerialTargetType::SystemSerial)) {
        return Ok(None);
    }
    let model = target.and_then(|target| target.model).ok_or_else(|| incomplete("model of a serial port"))?;
    let mut properties = Properties::device(model.as_str()).with("chardev", format!("char{alias}")).with("id", alias);
    match model {
        SerialTargetModel::IsaSerial => {
            properties.set("index", target.and_then(|target| target.port).unwrap_or(0));
        }
        SerialTargetModel::IsaDebugcon
        | SerialTargetModel::UsbSerial
        | SerialTargetModel::PciSerial
        | SerialTargetModel::SpaprVty
        | SerialTargetModel::Sclpconsole
        | SerialTargetModel::Sclplmconsole => {}
        SerialTargetModel::Pl011 | SerialTargetModel::Uart16550a => {
            return Err(unsupported(format!("serial port model '{model}' is not supported with this machine")));
        }
    }
    device::set_address(&mut properties, domain, &serial.info)?;
    Ok(Some(properties))
}

fn parallel_device(parallel: &Parallel) -> Result<Properties> {
    let alias = device::alias(&parallel.info)?;
    Ok(Properties::device("isa-parallel").with("chardev", format!("char{alias}")).with("id", alias))
}

fn channel(line: &mut CommandLine, domain: &Domain, channel: &Channel, launch: &mut Launch<'_>) -> Result<()> {
    let alias = device::alias(&channel.info)?;
    match &channel.target {
        Some(ChannelTarget::Guestfwd(forward)) => {
            back_end(line, &channel.source, channel.log.as_ref(), &channel.info, launch)?;
            let (Some(address), Some(port)) = (&forward.address, forward.port) else {
                return Err(incomplete("address of a forwarded channel"));
            };
            let netdev = Properties::new()
                .with("type", "user")
                .with(
                    "guestfwd",
                    vec![serde_json::json!({ "str": format!("tcp:{address}:{port}-chardev:char{alias}") })],
                )
                .with("id", alias);
            line.netdev(&netdev, launch);
        }
        Some(ChannelTarget::Virtio(target)) => {
            back_end(line, &channel.source, channel.log.as_ref(), &channel.info, launch)?;
            let mut port = virtio_port("virtserialport", domain, &channel.info)?;
            port.set("chardev", format!("char{alias}"));
            port.set("id", alias);
            // An agent of SPICE that is found by its channel's name.
            let is_vdagent = matches!(channel.source, CharSource::Spicevmc);
            let name = target.name.as_deref().or(is_vdagent.then_some("com.redhat.spice.0"));
            port.set_some("name", name);
            line.device(&port);
        }
        Some(ChannelTarget::Xen(_) | ChannelTarget::Unset) | None => {
            return Err(unsupported("unsupported channel target type"));
        }
    }
    Ok(())
}

fn console(line: &mut CommandLine, domain: &Domain, console: &Console, launch: &mut Launch<'_>) -> Result<()> {
    let kind = console.target.as_ref().and_then(|target| target.target_type).unwrap_or(ConsoleTargetType::Serial);
    match kind {
        // It is the first serial port under another name.
        ConsoleTargetType::Serial | ConsoleTargetType::None => Ok(()),
        ConsoleTargetType::Virtio => {
            back_end(line, &console.source, console.log.as_ref(), &console.info, launch)?;
            let alias = device::alias(&console.info)?;
            let mut port = match &console.info.address {
                Some(Address::VirtioSerial(_)) => virtio_port("virtconsole", domain, &console.info)?,
                _ => {
                    let mut port = Properties::device("virtconsole");
                    device::set_address(&mut port, domain, &console.info)?;
                    port
                }
            };
            port.set("chardev", format!("char{alias}"));
            port.set("id", alias);
            line.device(&port);
            Ok(())
        }
        ConsoleTargetType::Sclp | ConsoleTargetType::Sclplm => {
            back_end(line, &console.source, console.log.as_ref(), &console.info, launch)?;
            let alias = device::alias(&console.info)?;
            let driver = if kind == ConsoleTargetType::Sclp { "sclpconsole" } else { "sclplmconsole" };
            line.device(&Properties::device(driver).with("chardev", format!("char{alias}")).with("id", alias));
            Ok(())
        }
        other => Err(unsupported(format!("unsupported console target type {other}"))),
    }
}

fn virtio_port(driver: &str, domain: &Domain, info: &DeviceInfo) -> Result<Properties> {
    let Some(Address::VirtioSerial(VirtioSerialAddress { controller, bus, port })) = &info.address else {
        return Err(incomplete("address of a virtio serial port"));
    };
    let alias = device::controller_alias(domain, ControllerType::VirtioSerial, controller.unwrap_or(0))?;
    let mut properties = Properties::device(driver);
    properties.set("bus", format!("{alias}.{}", bus.unwrap_or(0)));
    properties.set("nr", port.unwrap_or(0));
    Ok(properties)
}

pub(super) fn smartcards(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    const DATABASE: &str = "/etc/pki/nssdb";
    for card in domain.devices.smartcards.iter() {
        let alias = device::alias(&card.info)?;
        let mut properties;
        match &card.backend {
            SmartcardBackend::Host => {
                properties = Properties::device("ccid-card-emulated").with("backend", "nss-emulated");
            }
            SmartcardBackend::HostCertificates(certificates) => {
                properties = Properties::device("ccid-card-emulated").with("backend", "certificates");
                for (number, name) in certificates.certificates.iter().enumerate() {
                    properties.set(&format!("cert{}", number + 1), name.as_str());
                }
                properties.set("db", certificates.database.as_deref().unwrap_or(DATABASE));
            }
            SmartcardBackend::Passthrough(back) => {
                back_end(line, &back.source, back.log.as_ref(), &card.info, launch)?;
                properties = Properties::device("ccid-card-passthru").with("chardev", format!("char{alias}"));
            }
        }
        properties.set("id", alias);
        if let Some(Address::Ccid(address)) = &card.info.address {
            let controller = address.controller.unwrap_or(0);
            properties.set("bus", format!("{}.0", device::controller_alias(domain, ControllerType::Ccid, controller)?));
        }
        line.device(&properties);
    }
    Ok(())
}

pub(super) fn redirections(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let devices = &domain.devices;
    for redirection in &devices.redirdevs {
        let alias = device::alias(&redirection.info)?;
        back_end(line, &redirection.source, redirection.log.as_ref(), &redirection.info, launch)?;
        let mut properties = Properties::device("usb-redir").with("chardev", format!("char{alias}")).with("id", alias);
        properties.set_some("filter", devices.redirfilter.as_ref().map(filter));
        properties.set_some("bootindex", redirection.info.boot.as_ref().and_then(|boot| boot.order));
        device::set_address(&mut properties, domain, &redirection.info)?;
        line.device(&properties);
    }
    Ok(())
}

/// `class:vendor:product:version:allow`, one after the other.
fn filter(filter: &RedirFilter) -> String {
    let rules = filter.usbdevs.iter().map(|rule| {
        let number = |text: &Option<String>, digits: usize| {
            let number = text.as_deref().and_then(|text| parse_hex(text));
            number.map_or("-1".to_owned(), |number| format!("0x{number:0digits$X}"))
        };
        let version = rule.version.as_deref().map_or("-1".to_owned(), version);
        let is_allowed = rule.allow.is_some_and(|word| word.is_yes());
        let (class, vendor, product) = (number(&rule.class, 2), number(&rule.vendor, 4), number(&rule.product, 4));
        format!("{class}:{vendor}:{product}:{version}:{}", u8::from(is_allowed))
    });
    rules.collect::<Vec<_>>().join("|")
}

fn parse_hex(text: &str) -> Option<u32> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// `1.09` as USB writes it: `0x0109`.
fn version(text: &str) -> String {
    let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
    match (major.parse::<u8>(), minor.parse::<u8>()) {
        (Ok(major), Ok(minor)) => {
            // Binary-coded decimal.
            let code = |number: u8| u32::from(number / 10) << 4 | u32::from(number % 10);
            format!("0x{:04X}", code(major) << 8 | code(minor))
        }
        _ => "-1".to_owned(),
    }
}
