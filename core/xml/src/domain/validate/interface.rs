//! Network interfaces.

use super::{argument, contradictory, invalid, refuse, unsupported};
use crate::Result;
use crate::domain::devices::disk_source::SocketMode;
use crate::domain::devices::interface::{
    Interface, InterfaceBackendType, InterfaceSource, Mac, PortForward, Teaming, TeamingType,
};
use crate::net::{Bandwidth, IpAddress, VirtualPortType, Vlan};
use crate::scalar::YesNo;

pub(super) fn check(interface: &Interface) -> Result<()> {
    mac(interface.mac.as_ref())?;
    if let Some(model) = interface.model.as_deref() {
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
        refuse!(
            model.is_empty() || !model.chars().all(is_name),
            argument,
            "Model name contains invalid characters: '{model}'"
        );
    }
    source(&interface.source)?;
    let kind = kind(&interface.source);
    if let Some(vlan) = &interface.vlan {
        self::vlan(vlan)?;
    }
    virtual_port(interface, kind)?;
    if let Some(bandwidth) = &interface.bandwidth {
        self::bandwidth(bandwidth, &interface.source)?;
    }
    let is_passt =
        interface.backend.as_ref().is_some_and(|backend| backend.backend_type == Some(InterfaceBackendType::Passt));
    if let InterfaceSource::VhostUser(user) = &interface.source
        && !is_passt
    {
        super::required(user.source.as_ref().and_then(|source| source.path.as_ref()), "path", "source")?;
    }
    let may_be_passt = matches!(interface.source, InterfaceSource::User(_) | InterfaceSource::VhostUser(_));
    refuse!(
        is_passt && !may_be_passt,
        unsupported,
        "The 'passt' backend can only be used with interface type='user' or type='vhostuser', not '{kind}'"
    );
    refuse!(
        !interface.port_forwards.is_empty() && !is_passt,
        unsupported,
        "The <portForward> element can only be used with the 'passt' backend of interface type='user' or type='vhostuser'"
    );
    for forward in &interface.port_forwards {
        port_forward(forward)?;
    }
    for address in &interface.ips {
        ip(address)?;
    }
    if interface.port_isolated == Some(YesNo::Yes) {
        let is_bridged = matches!(interface.source, InterfaceSource::Bridge(_) | InterfaceSource::Network(_));
        refuse!(
            !is_bridged,
            unsupported,
            "<port isolated='yes'/> is not supported for network interfaces with type='{kind}'"
        );
    }
    if let Some(teaming) = &interface.teaming {
        self::teaming(interface, teaming, kind)?;
    }
    if interface.target.as_ref().is_some_and(|target| target.managed == Some(YesNo::No)) {
        refuse!(
            !matches!(interface.source, InterfaceSource::Ethernet(_)),
            unsupported,
            "unmanaged target dev is not supported on interfaces of type '{kind}'"
        );
    }
    Ok(())
}

fn kind(source: &InterfaceSource) -> &'static str {
    match source {
        InterfaceSource::User(_) => "user",
        InterfaceSource::Ethernet(_) => "ethernet",
        InterfaceSource::VhostUser(_) => "vhostuser",
        InterfaceSource::Server(_) => "server",
        InterfaceSource::Client(_) => "client",
        InterfaceSource::Mcast(_) => "mcast",
        InterfaceSource::Network(_) => "network",
        InterfaceSource::Bridge(_) => "bridge",
        InterfaceSource::Internal(_) => "internal",
        InterfaceSource::Direct(_) => "direct",
        InterfaceSource::Hostdev(_) => "hostdev",
        InterfaceSource::Udp(_) => "udp",
        InterfaceSource::Vdpa(_) => "vdpa",
        InterfaceSource::Null => "null",
        InterfaceSource::Vds(_) => "vds",
    }
}

fn mac(mac: Option<&Mac>) -> Result<()> {
    let Some(address) = mac.and_then(|mac| mac.address) else { return Ok(()) };
    refuse!(address.is_multicast(), invalid, "expected unicast mac address, found multicast '{address}'");
    Ok(())
}

/// What an interface is connected to must be stated.
fn source(source: &InterfaceSource) -> Result<()> {
    let kind = kind(source);
    let needs_source = match source {
        InterfaceSource::Network(network) => network.source.is_none(),
        InterfaceSource::Bridge(bridge) => bridge.source.is_none(),
        InterfaceSource::Direct(direct) => direct.source.is_none(),
        InterfaceSource::Internal(internal) => internal.name.is_none(),
        InterfaceSource::Vdpa(vdpa) => vdpa.dev.is_none(),
        InterfaceSource::Vds(vds) => vds.source.is_none(),
        _ => false,
    };
    refuse!(needs_source, invalid, "interface type='{kind}' requires a 'source' element");
    match source {
        InterfaceSource::Network(network) => {
            super::required(network.source.as_ref().and_then(|source| source.network.as_ref()), "network", "source")
        }
        InterfaceSource::Direct(direct) => {
            super::required(direct.source.as_ref().and_then(|source| source.dev.as_ref()), "dev", "source")
        }
        InterfaceSource::Client(socket) | InterfaceSource::Mcast(socket) => {
            super::required(socket.source.as_ref().and_then(|source| source.address.as_ref()), "address", "source")?;
            super::required(socket.source.as_ref().and_then(|source| source.port.as_ref()), "port", "source")
        }
        InterfaceSource::Server(socket) => {
            super::required(socket.source.as_ref().and_then(|source| source.port.as_ref()), "port", "source")
        }
        InterfaceSource::Udp(udp) => {
            let source = udp.source.as_ref();
            super::required(source.and_then(|source| source.address.as_ref()), "address", "source")?;
            super::required(source.and_then(|source| source.port.as_ref()), "port", "source")?;
            let Some(local) = source.and_then(|source| source.local.as_ref()) else {
                return Err(invalid("'<local>' element missing for 'udp' socket interface".to_owned()));
            };
            super::required(local.address.as_ref(), "address", "local")?;
            super::required(local.port.as_ref(), "port", "local")
        }
        InterfaceSource::VhostUser(user) => {
            let Some(source) = &user.source else { return Ok(()) };
            let Some(reconnect) = &source.reconnect else { return Ok(()) };
            if reconnect.enabled == Some(YesNo::Yes) && reconnect.timeout.is_none() && reconnect.delay.is_none() {
                super::required(reconnect.timeout.as_ref(), "timeout", "reconnect")?;
            }
            refuse!(
                source.mode == Some(SocketMode::Server),
                unsupported,
                "'reconnect' attribute is not supported when source mode='server' for <interface type='vhostuser'>"
            );
            Ok(())
        }
        InterfaceSource::Hostdev(hostdev) => {
            let address = hostdev.source.as_ref().and_then(|source| source.address.as_ref());
            refuse!(address.is_none(), unsupported, "unknown host device source address type 'none'; 'pci' or 'usb'");
            Ok(())
        }
        _ => Ok(()),
    }
}

fn vlan(vlan: &Vlan) -> Result<()> {
    refuse!(
        vlan.tags.is_empty(),
        invalid,
        "missing tag id - each <vlan> must have at least one <tag id='n'/> subelement"
    );
    refuse!(
        vlan.tags.len() > 1 && vlan.trunk == Some(YesNo::No),
        invalid,
        "invalid \"trunk='no'\" in <vlan> - trunk='yes' is required for more than one vlan tag"
    );
    for tag in &vlan.tags {
        refuse!(tag.id > 4095, invalid, "vlan tag id '{}' too large (maximum 4095)", tag.id);
    }
    let native = vlan.tags.iter().filter(|tag| tag.native_mode.is_some()).count();
    refuse!(native > 1, invalid, "duplicate native vlan setting");
    refuse!(
        native == 1 && vlan.trunk == Some(YesNo::No),
        invalid,
        "invalid \"trunk='no'\" in <vlan> - trunk='yes' is required for native vlan"
    );
    Ok(())
}

fn virtual_port(interface: &Interface, kind: &str) -> Result<()> {
    let Some(port) = &interface.virtualport else { return Ok(()) };
    let fits = matches!(
        interface.source,
        InterfaceSource::Network(_)
            | InterfaceSource::Bridge(_)
            | InterfaceSource::Direct(_)
            | InterfaceSource::Hostdev(_)
            | InterfaceSource::Ethernet(_)
            | InterfaceSource::VhostUser(_)
            | InterfaceSource::Vdpa(_)
    );
    refuse!(!fits, unsupported, "<virtualport> element unsupported for <interface type='{kind}'>");
    let parameters = port.parameters.as_ref();
    refuse!(
        port.port_type == Some(VirtualPortType::Midonet)
            && parameters.and_then(|parameters| parameters.interfaceid).is_none(),
        invalid,
        "missing interfaceid in <virtualport type='midonet'>"
    );
    Ok(())
}

fn bandwidth(bandwidth: &Bandwidth, source: &InterfaceSource) -> Result<()> {
    for rate in [&bandwidth.inbound, &bandwidth.outbound].into_iter().flatten() {
        refuse!(
            rate.average.is_none() && rate.floor.is_none(),
            contradictory,
            "Missing mandatory average or floor attributes"
        );
    }
    let floor = |rate: &Option<crate::net::BandwidthRate>| rate.as_ref().and_then(|rate| rate.floor).is_some();
    let may_be = matches!(source, InterfaceSource::Network(_));
    refuse!(
        floor(&bandwidth.outbound) || (floor(&bandwidth.inbound) && !may_be),
        unsupported,
        "floor attribute is not supported for this config"
    );
    Ok(())
}

fn port_forward(forward: &PortForward) -> Result<()> {
    super::required(forward.proto.as_ref(), "proto", "portForward")?;
    for range in &forward.ranges {
        refuse!(
            range.start.is_none() && (range.end.is_some() || range.to.is_some() || range.exclude.is_some()),
            unsupported,
            "The 'range' of a 'portForward' requires 'start' attribute if 'end', 'to', or 'exclude' is specified"
        );
    }
    Ok(())
}

fn ip(address: &IpAddress) -> Result<()> {
    let is_v6 = address.address.is_some_and(|address| address.is_ipv6());
    let most = if is_v6 { 128 } else { 32 };
    if let Some(prefix) = address.prefix {
        refuse!(prefix > most, invalid, "Invalid prefix value '{prefix}' in <ip>; at most {most}");
    }
    Ok(())
}

fn teaming(interface: &Interface, teaming: &Teaming, kind: &str) -> Result<()> {
    match teaming.teaming_type {
        None => Err(unsupported("unknown teaming type 'none'; 'persistent' or 'transient'".to_owned())),
        Some(TeamingType::Persistent) => {
            let model = interface.model.as_deref().unwrap_or_default();
            refuse!(
                !model.is_empty() && !model.starts_with("virtio"),
                unsupported,
                "virtio-net teaming persistent interface must be <model type='virtio'/>, not '{model}'"
            );
            Ok(())
        }
        Some(TeamingType::Transient) => {
            refuse!(
                teaming.persistent.is_none(),
                unsupported,
                "teaming persistent attribute must be set if teaming type is 'transient'"
            );
            let fits = matches!(interface.source, InterfaceSource::Hostdev(_) | InterfaceSource::Network(_));
            refuse!(!fits, unsupported, "virtio-net teaming transient interface must be type='hostdev', not '{kind}'");
            Ok(())
        }
    }
}
