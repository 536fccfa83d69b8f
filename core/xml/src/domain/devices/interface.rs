//! `<interface>`: network interfaces.

use super::DeviceInfo;
use super::virtio::VirtioOptions;
use crate::net::{Bandwidth, VirtualPort, Vlan};
use crate::scalar::{MacAddress, OnOff, YesNo};
use crate::{RawElement, element, words};

pub use super::interface_source::InterfaceSource;
pub use crate::net::{FilterParameter, FilterRef, IpAddress, IpRoute};

/// A network interface.
#[element("interface")]
pub struct Interface {
    /// Its hardware address.
    pub mac: Option<Mac>,
    /// What it is connected to.
    pub source: InterfaceSource,
    /// Whether the guest's changes of its address and filters are followed.
    #[xml("@trustGuestRxFilters", since = "1.2.10")]
    pub trust_guest_rx_filters: Option<YesNo>,
    /// What it is connected to in fact, with a virtual network.
    #[xml("actual", status)]
    pub actual: Option<RawElement>,
    /// VLANs.
    #[xml(since = "0.10.0")]
    pub vlan: Option<Vlan>,
    /// The profile of the switch's port.
    #[xml(since = "0.8.2")]
    pub virtualport: Option<VirtualPort>,
    /// Limits of speed.
    pub bandwidth: Option<Bandwidth>,
    /// Whether other isolated ports cannot be reached.
    #[xml("port/@isolated", since = "6.1.0")]
    pub port_isolated: Option<YesNo>,
    /// Its addresses in the guest.
    #[xml(since = "1.2.12")]
    pub ips: Vec<IpAddress>,
    /// Its routes in the guest.
    #[xml(since = "1.2.12")]
    pub routes: Vec<IpRoute>,
    /// Ports of the host that lead to the guest.
    #[xml(since = "9.0.0")]
    pub port_forwards: Vec<PortForward>,
    /// The script that connects it.
    #[xml("script/@path", since = "0.2.1")]
    pub script: Option<String>,
    /// The script that disconnects it.
    #[xml("downscript/@path", since = "6.4.0")]
    pub downscript: Option<String>,
    /// The domain of Xen that serves it.
    #[xml("backenddomain/@name", since = "1.2.13", drivers = "xen")]
    pub backend_domain: Option<String>,
    /// The device on the host.
    pub target: Option<InterfaceTarget>,
    /// What it is called in a container.
    pub guest: Option<InterfaceGuest>,
    /// What it is to the guest.
    #[xml("model/@type")]
    pub model: Option<String>,
    /// How it is served.
    #[xml("driver", when = is_driver_of_interface)]
    pub driver: Option<InterfaceDriver>,
    /// Who serves it.
    pub backend: Option<InterfaceBackend>,
    /// Its packet filter.
    #[xml(since = "0.8.0")]
    pub filterref: Option<FilterRef>,
    /// How much the host's socket holds.
    #[xml("tune/sndbuf", since = "0.8.8")]
    pub sndbuf: Option<u64>,
    /// Whether its cable is plugged in.
    #[xml("link/@state", since = "0.9.5")]
    pub link_state: Option<LinkState>,
    /// The largest packet.
    #[xml("mtu/@size")]
    pub mtu: Option<u32>,
    /// How interrupts are put together.
    #[xml("coalesce/rx/frames/@max", since = "3.3.0")]
    pub coalesce_rx_frames_max: Option<u32>,
    /// What goes on in a migration.
    #[xml(since = "6.1.0", drivers = "qemu")]
    pub teaming: Option<Teaming>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// Who chose a hardware address.
    MacType {
        Generated "generated" "The hypervisor.",
        Static "static" "The user.",
    }
}

/// A hardware address.
#[element("mac")]
pub struct Mac {
    /// The address.
    pub address: Option<MacAddress>,
    /// Who chose it.
    #[xml("@type", since = "6.6.0")]
    pub mac_type: Option<MacType>,
    /// Whether the hypervisor checks it.
    #[xml(since = "7.3.0")]
    pub check: Option<YesNo>,
    /// The address that the guest has set.
    #[xml("@currentAddress", live)]
    pub current_address: Option<MacAddress>,
}

words! {
    /// A protocol whose ports are forwarded.
    PortForwardProtocol {
        Tcp "tcp" "TCP.",
        Udp "udp" "UDP.",
    }
}

/// Ports of the host that lead to the guest.
#[element("portForward")]
pub struct PortForward {
    /// The protocol.
    pub proto: Option<PortForwardProtocol>,
    /// The address of the host.
    pub address: Option<String>,
    /// The interface of the host.
    pub dev: Option<String>,
    /// The ports; all when there are none.
    pub ranges: Vec<PortForwardRange>,
}

/// A run of ports.
#[element("range")]
pub struct PortForwardRange {
    /// The first.
    pub start: Option<u16>,
    /// The last; the first when absent.
    pub end: Option<u16>,
    /// The first in the guest; the same when absent.
    pub to: Option<u16>,
    /// Whether they are left out.
    pub exclude: Option<YesNo>,
}

/// The device on the host.
#[element("target")]
pub struct InterfaceTarget {
    /// Its name.
    pub dev: Option<String>,
    /// Whether the driver makes it.
    #[xml(since = "5.7.0")]
    pub managed: Option<YesNo>,
}

/// What an interface is called in a container.
#[element("guest")]
pub struct InterfaceGuest {
    /// The name.
    pub dev: Option<String>,
    /// The name at run time.
    #[xml(live)]
    pub actual: Option<String>,
}

words! {
    /// Who moves packets.
    InterfaceDriverName {
        Qemu "qemu" "The emulator.",
        Vhost "vhost" "The host's kernel.",
        Kvm "kvm" "The old way to give a device to a guest.",
        Vfio "vfio" "VFIO.",
    }
}

words! {
    /// When packets are sent.
    TxMode {
        Iothread "iothread" "At once, by a thread.",
        Timer "timer" "After a while.",
    }
}

/// How an interface is served.
#[element("driver")]
pub struct InterfaceDriver {
    /// Who moves packets.
    #[xml(since = "0.8.8", drivers = "qemu")]
    pub name: Option<InterfaceDriverName>,
    /// When they are sent.
    #[xml(since = "0.8.8", drivers = "qemu")]
    pub txmode: Option<TxMode>,
    /// Whether the kernel is notified.
    #[xml(since = "0.9.3", drivers = "qemu")]
    pub ioeventfd: Option<OnOff>,
    /// Whether notices are saved.
    #[xml(since = "0.9.5", drivers = "qemu")]
    pub event_idx: Option<OnOff>,
    /// How many queues it has.
    #[xml(since = "1.0.6", drivers = "qemu")]
    pub queues: Option<u32>,
    /// How much a queue of received packets holds.
    #[xml(since = "2.3.0", drivers = "qemu")]
    pub rx_queue_size: Option<u32>,
    /// How much a queue of sent packets holds.
    #[xml(since = "3.7.0", drivers = "qemu")]
    pub tx_queue_size: Option<u32>,
    /// Whether packets are spread over queues.
    #[xml(since = "8.3.0", drivers = "qemu")]
    pub rss: Option<OnOff>,
    /// Whether the guest sees by what.
    #[xml(since = "8.3.0", drivers = "qemu")]
    pub rss_hash_report: Option<OnOff>,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub virtio: VirtioOptions,
    /// What the host takes off the guest.
    #[xml("host", since = "1.2.9", drivers = "qemu")]
    pub host: Option<Offloads>,
    /// What the guest takes off the host.
    #[xml("guest", since = "1.2.9", drivers = "qemu")]
    pub guest: Option<Offloads>,
}

/// The driver of a device given to the guest is part of the interface's source.
fn is_driver_of_interface(driver: &InterfaceDriver, _: &crate::Format) -> bool {
    let is_of_hostdev = matches!(driver.name, Some(InterfaceDriverName::Kvm | InterfaceDriverName::Vfio));
    !is_of_hostdev && *driver != InterfaceDriver::default()
}

/// Work that can be taken off the other side.
#[element("host")]
pub struct Offloads {
    /// Checksums.
    pub csum: Option<OnOff>,
    /// Cutting up large packets, of any kind.
    pub gso: Option<OnOff>,
    /// Cutting up large packets of IPv4.
    pub tso4: Option<OnOff>,
    /// Cutting up large packets of IPv6.
    pub tso6: Option<OnOff>,
    /// Notices of congestion.
    pub ecn: Option<OnOff>,
    /// Cutting up large datagrams.
    pub ufo: Option<OnOff>,
    /// Receiving into several buffers.
    #[xml(since = "1.2.13", drivers = "qemu")]
    pub mrg_rxbuf: Option<OnOff>,
}

words! {
    /// Who connects a guest to everything that the host can reach.
    InterfaceBackendType {
        Default "default" "The emulator.",
        Passt "passt" "passt.",
    }
}

/// Who serves an interface.
#[element("backend")]
pub struct InterfaceBackend {
    /// Who.
    #[xml("@type", since = "9.0.0")]
    pub backend_type: Option<InterfaceBackendType>,
    /// The device for TAP devices.
    #[xml(since = "1.2.9")]
    pub tap: Option<String>,
    /// The device for the kernel's service.
    #[xml(since = "1.2.9")]
    pub vhost: Option<String>,
    /// What the program logs to.
    #[xml("@logFile", since = "9.0.0")]
    pub log_file: Option<String>,
    /// The program's host name for itself.
    pub hostname: Option<String>,
    /// The program's full name for itself.
    pub fqdn: Option<String>,
}

words! {
    /// Whether a cable is plugged in.
    LinkState or ConfigUnsupported {
        Up "up" "It is.",
        Down "down" "It is not.",
    }
}

words! {
    /// What an interface does in a migration.
    TeamingType {
        Persistent "persistent" "It stays.",
        Transient "transient" "It is unplugged and plugged in anew.",
    }
}

/// What goes on in a migration.
#[element("teaming")]
pub struct Teaming {
    /// What this interface does.
    #[xml("@type")]
    pub teaming_type: Option<TeamingType>,
    /// The interface that stays.
    pub persistent: Option<String>,
}
