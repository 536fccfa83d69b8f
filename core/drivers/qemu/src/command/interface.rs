//! Network interfaces: the host's side, then the guest's.

use std::net::{IpAddr, Ipv6Addr};

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::disk_source::SocketMode;
use ferrovirt_xml::domain::devices::interface::{
    Interface, InterfaceBackendType, InterfaceDriverName, InterfaceSource, TxMode,
};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;
use serde_json::json;

use super::character_source::{reconnect, takes_milliseconds};
use super::properties::{OptionList, Properties};
use super::resources::{FilePurpose, FileRequest, TapRequest};
use super::{CommandLine, Launch, boot, device, incomplete, unsupported};
use crate::rules::{Architecture, Platform};

/// The seconds after which a lost connection to passt is tried again.
const PASST_RECONNECT: u64 = 5;

pub(super) fn interfaces(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let order = boot::Order::of(domain);
    for (index, interface) in domain.devices.interfaces.iter().enumerate() {
        // Given to the guest as a device of the host.
        if matches!(interface.source, InterfaceSource::Hostdev(_)) {
            continue;
        }
        let alias = device::alias(&interface.info)?;
        let mut back_end = Properties::new();
        let vhost_queues = host_side(line, interface, alias, &mut back_end, launch)?;
        if !back_end.is_empty() {
            back_end.set("id", format!("host{alias}"));
            line.netdev(&back_end, launch);
        }
        if is_part_of_board(domain, interface) {
            line.list("-net", board_side(interface, alias)?);
            continue;
        }
        let properties = guest_side(domain, interface, alias, order.interface(index), vhost_queues, launch)?;
        line.device(&properties);
    }
    Ok(())
}

/// Whether the card is soldered to one of Arm's boards, which take no cards but those on buses that we know.
fn is_part_of_board(domain: &Domain, interface: &Interface) -> bool {
    Platform::of(domain).architecture == Architecture::Arm
        && !matches!(interface.info.address, Some(Address::Pci(_) | Address::VirtioMmio | Address::Usb(_)))
}

fn board_side(interface: &Interface, alias: &str) -> Result<OptionList> {
    let mac = interface.mac.as_ref().and_then(|mac| mac.address).ok_or_else(|| incomplete("MAC address"))?;
    let mut list = OptionList::new("nic").with("macaddr", mac).with("netdev", format!("host{alias}"));
    list.set_some("model", interface.model.as_deref());
    Ok(list.with("id", alias))
}

pub(super) fn is_virtio(interface: &Interface) -> bool {
    interface.model.as_deref().is_some_and(|model| model.starts_with("virtio"))
}

fn queues(interface: &Interface) -> u32 {
    interface.driver.as_ref().and_then(|driver| driver.queues).unwrap_or(1).max(1)
}

/// Fills the back end in; how many queues it has.
fn host_side(
    line: &mut CommandLine,
    interface: &Interface,
    alias: &str,
    back_end: &mut Properties,
    launch: &mut Launch<'_>,
) -> Result<u32> {
    match &interface.source {
        InterfaceSource::User(_) => {
            if is_passt(interface) {
                passt(interface, alias, back_end, launch)?;
            } else {
                user(interface, back_end)?;
            }
            Ok(1)
        }
        InterfaceSource::Ethernet(_)
        | InterfaceSource::Bridge(_)
        | InterfaceSource::Network(_)
        | InterfaceSource::Direct(_) => tap(interface, back_end, launch),
        InterfaceSource::VhostUser(network) => {
            let id = format!("char{alias}");
            let mut list = OptionList::new("socket").with("id", &id);
            if is_passt(interface) {
                list.set("path", launch.resources.passt(interface, alias)?);
                match takes_milliseconds(launch) {
                    true => list.set("reconnect-ms", PASST_RECONNECT * 1000),
                    false => list.set("reconnect", PASST_RECONNECT),
                }
            } else {
                let source = network.source.as_ref();
                let source = source.ok_or_else(|| incomplete("source of a vhost-user interface"))?;
                list.set("path", source.path.as_deref().unwrap_or_default());
                if source.mode == Some(SocketMode::Server) {
                    list.set("server", "on");
                } else {
                    reconnect(&mut list, source.reconnect.as_ref(), launch);
                }
            }
            line.list("-chardev", list);
            back_end.set("type", "vhost-user");
            back_end.set("chardev", id);
            let count = queues(interface);
            back_end.set_some("queues", (count > 1).then_some(count));
            Ok(count)
        }
        InterfaceSource::Vdpa(network) => {
            let path = network.dev.as_deref().ok_or_else(|| incomplete("device of a vDPA interface"))?;
            let request = FileRequest { path, purpose: FilePurpose::VhostVdpa, write: true, append: true };
            let number = launch.resources.open_file(&request)?;
            back_end.set("type", "vhost-vdpa");
            back_end.set("vhostdev", line.descriptor_set(number, &format!("{alias}-vdpa")));
            let count = queues(interface);
            back_end.set_some("queues", (count > 1).then_some(count));
            Ok(count)
        }
        InterfaceSource::Server(network) | InterfaceSource::Client(network) | InterfaceSource::Mcast(network) => {
            let key = match interface.source {
                InterfaceSource::Server(_) => "listen",
                InterfaceSource::Client(_) => "connect",
                _ => "mcast",
            };
            let source = network.source.as_ref().ok_or_else(|| incomplete("address of an interface"))?;
            back_end.set("type", "socket");
            back_end.set(key, endpoint(source.address.as_deref(), source.port));
            Ok(1)
        }
        InterfaceSource::Udp(network) => {
            let source = network.source.as_ref().ok_or_else(|| incomplete("address of an interface"))?;
            let local = source.local.as_ref().ok_or_else(|| incomplete("local address of an interface"))?;
            back_end.set("type", "socket");
            back_end.set("udp", endpoint(source.address.as_deref(), source.port));
            back_end.set("localaddr", endpoint(local.address.as_deref(), local.port));
            Ok(1)
        }
        InterfaceSource::Null => {
            back_end.set("type", "user");
            back_end.set("restrict", true);
            Ok(1)
        }
        InterfaceSource::Internal(_) | InterfaceSource::Vds(_) => {
            Err(unsupported("network device type is not supported by QEMU"))
        }
        InterfaceSource::Hostdev(_) => Ok(1),
    }
}

fn is_passt(interface: &Interface) -> bool {
    let kind = interface.backend.as_ref().and_then(|backend| backend.backend_type);
    kind == Some(InterfaceBackendType::Passt)
}

fn endpoint(address: Option<&str>, port: Option<u16>) -> String {
    format!("{}:{}", address.unwrap_or_default(), port.unwrap_or(0))
}

fn passt(interface: &Interface, alias: &str, back_end: &mut Properties, launch: &mut Launch<'_>) -> Result<()> {
    let path = launch.resources.passt(interface, alias)?;
    back_end.set("type", "stream");
    back_end.set("addr", json!({ "type": "unix", "path": path }));
    back_end.set("server", false);
    // Versions before 8.0 can't connect anew.
    if takes_milliseconds(launch) {
        back_end.set("reconnect-ms", PASST_RECONNECT * 1000);
    } else if launch.capabilities.version >= (crate::qmp::QemuVersion { major: 8, minor: 0, micro: 0 }) {
        back_end.set("reconnect", PASST_RECONNECT);
    }
    Ok(())
}

fn user(interface: &Interface, back_end: &mut Properties) -> Result<()> {
    back_end.set("type", "user");
    for ip in &interface.ips {
        match ip.address {
            Some(IpAddr::V6(address)) => {
                let length = ip.prefix.unwrap_or(64).min(128);
                // QEMU wants the bits behind the prefix to be zero.
                let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
                back_end.set("ipv6-prefix", Ipv6Addr::from_bits(address.to_bits() & mask).to_string());
                back_end.set("ipv6-prefixlen", length);
            }
            Some(IpAddr::V4(address)) => match ip.prefix {
                Some(prefix) => back_end.set("net", format!("{address}/{prefix}")),
                None => back_end.set("net", address.to_string()),
            },
            None => {}
        }
    }
    Ok(())
}

fn tap(interface: &Interface, back_end: &mut Properties, launch: &mut Launch<'_>) -> Result<u32> {
    let wanted = if is_virtio(interface) { queues(interface) } else { 1 };
    let request = TapRequest { interface, queues: wanted, has_virtio_header: is_virtio(interface) };
    let numbers = launch.resources.tap(&request)?;
    let join = |numbers: &[i32]| numbers.iter().map(i32::to_string).collect::<Vec<_>>().join(":");
    back_end.set("type", "tap");
    match numbers.as_slice() {
        [number] => back_end.set("fd", number.to_string()),
        numbers => back_end.set("fds", join(numbers)),
    }
    let driver = interface.driver.as_ref().and_then(|driver| driver.name);
    if is_virtio(interface) && driver != Some(InterfaceDriverName::Qemu) {
        let vhost = launch.resources.vhost_net(wanted, driver == Some(InterfaceDriverName::Vhost))?;
        if !vhost.is_empty() {
            back_end.set("vhost", true);
            match vhost.as_slice() {
                [number] => back_end.set("vhostfd", number.to_string()),
                numbers => back_end.set("vhostfds", join(numbers)),
            }
        }
    }
    back_end.set_some("sndbuf", interface.sndbuf);
    Ok(wanted)
}

fn guest_side(
    domain: &Domain,
    interface: &Interface,
    alias: &str,
    boot_index: Option<u32>,
    queues: u32,
    launch: &Launch<'_>,
) -> Result<Properties> {
    let model = interface.model.as_deref().ok_or_else(|| incomplete("model of an interface"))?;
    let mut properties = match model {
        "virtio" | "virtio-transitional" | "virtio-non-transitional" => {
            let virtio = VirtioModel::from_word(model);
            let driver = device::virtio_driver("virtio-net", virtio, &interface.info)?;
            let mut properties = Properties::device(&driver);
            set_virtio(&mut properties, interface, queues);
            properties
        }
        other => Properties::device(other),
    };
    properties.set("netdev", format!("host{alias}"));
    properties.set("id", alias);
    let mac = interface.mac.as_ref().and_then(|mac| mac.address).ok_or_else(|| incomplete("MAC address"))?;
    properties.set("mac", mac.to_string());
    properties.set_some("host_mtu", interface.mtu.filter(|_| is_virtio(interface)));
    properties.set_some("bootindex", boot_index);
    boot::set_loadparm(&mut properties, &interface.info, launch);
    device::set_address(&mut properties, domain, &interface.info)?;
    device::set_rom(&mut properties, &interface.info)?;
    Ok(properties)
}

fn set_virtio(properties: &mut Properties, interface: &Interface, queues: u32) {
    let teaming = interface.teaming.as_ref().and_then(|teaming| teaming.teaming_type);
    if let Some(driver) = &interface.driver {
        properties.set_some(
            "tx",
            driver.txmode.map(|mode| match mode {
                TxMode::Iothread => "bh",
                TxMode::Timer => "timer",
            }),
        );
        properties.set_some("ioeventfd", driver.ioeventfd.map(|word| word.is_on()));
        properties.set_some("event_idx", driver.event_idx.map(|word| word.is_on()));
        let host = driver.host.as_ref();
        let guest = driver.guest.as_ref();
        let mut set = |name: &str, value: Option<ferrovirt_xml::scalar::OnOff>| {
            properties.set_some(name, value.map(|word| word.is_on()));
        };
        set("csum", host.and_then(|host| host.csum));
        set("gso", host.and_then(|host| host.gso));
        set("host_tso4", host.and_then(|host| host.tso4));
        set("host_tso6", host.and_then(|host| host.tso6));
        set("host_ecn", host.and_then(|host| host.ecn));
        set("host_ufo", host.and_then(|host| host.ufo));
        set("mrg_rxbuf", host.and_then(|host| host.mrg_rxbuf));
        set("guest_csum", guest.and_then(|guest| guest.csum));
        set("guest_tso4", guest.and_then(|guest| guest.tso4));
        set("guest_tso6", guest.and_then(|guest| guest.tso6));
        set("guest_ecn", guest.and_then(|guest| guest.ecn));
        set("guest_ufo", guest.and_then(|guest| guest.ufo));
        if queues > 1 {
            properties.set("mq", true);
            // Two for each queue, and two for control and configuration.
            properties.set("vectors", u64::from(queues) * 2 + 2);
        }
        properties.set_some("rx_queue_size", driver.rx_queue_size);
        properties.set_some("tx_queue_size", driver.tx_queue_size);
        properties.set_some("rss", driver.rss.map(|word| word.is_on()));
        properties.set_some("hash", driver.rss_hash_report.map(|word| word.is_on()));
        device::set_virtio(properties, Some(&driver.virtio));
    }
    if teaming.is_some_and(|kind| kind.as_str() == "persistent") {
        properties.set("failover", true);
    }
}
