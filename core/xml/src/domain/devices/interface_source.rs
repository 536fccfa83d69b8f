//! What a network interface is connected to on the host.

use super::address::PciAddress;
use super::chardev::Reconnect;
use super::disk_source::{SocketMode, SocketType};
use super::hostdev::{HostdevDriver, UsbHostAddress, UsbId};
use crate::net::{IpAddress, IpRoute};
use crate::scalar::YesNo;
use crate::{element, group, words};
use uuid::Uuid;

/// What an interface is connected to.
#[group(by = "type")]
pub enum InterfaceSource {
    /// Everything that the host can reach, translated.
    User(UserNetwork),
    /// A TAP device that somebody else connects.
    Ethernet(EthernetNetwork),
    /// A program of the host.
    #[xml("vhostuser", since = "1.2.7")]
    VhostUser(VhostUserNetwork),
    /// Guests that call.
    Server(SocketNetwork),
    /// A guest that is called.
    Client(SocketNetwork),
    /// Guests of a multicast group.
    Mcast(SocketNetwork),
    /// A virtual network.
    Network(Box<VirtualNetwork>),
    /// A bridge of the host.
    Bridge(BridgeNetwork),
    /// The inside of the hypervisor.
    Internal(InternalNetwork),
    /// An interface of the host.
    #[xml(since = "0.7.7")]
    Direct(DirectNetwork),
    /// A device of the host, given to the guest.
    #[xml(since = "0.9.11")]
    Hostdev(Box<HostdevNetwork>),
    /// Datagrams between two ends.
    #[xml(since = "1.2.20")]
    Udp(UdpNetwork),
    /// A vhost-vdpa device.
    #[xml(since = "6.9.0", drivers = "qemu")]
    Vdpa(VdpaNetwork),
    /// Nothing.
    #[xml(since = "8.7.0")]
    Null,
    /// A distributed switch of VMware.
    #[xml(since = "8.7.0")]
    Vds(VdsNetwork),
}

impl Default for InterfaceSource {
    fn default() -> Self {
        InterfaceSource::User(UserNetwork::default())
    }
}

/// Everything that the host can reach.
#[group]
pub struct UserNetwork {
    /// The interface of the host that is used.
    #[xml("source/@dev", since = "9.0.0")]
    pub dev: Option<String>,
}

/// A TAP device.
#[group]
pub struct EthernetNetwork {
    /// The host's side of it.
    #[xml("source")]
    pub source: Option<HostSideIp>,
}

/// Addresses and routes of the host's side.
#[element("source")]
pub struct HostSideIp {
    /// Addresses.
    pub ips: Vec<IpAddress>,
    /// Routes.
    pub routes: Vec<IpRoute>,
}

/// A program of the host.
#[group]
pub struct VhostUserNetwork {
    /// Its socket.
    #[xml("source")]
    pub source: Option<VhostUserNetworkSource>,
}

/// The socket of a program.
#[element("source")]
pub struct VhostUserNetworkSource {
    /// The kind of socket.
    #[xml("@type")]
    pub source_type: Option<SocketType>,
    /// Its path.
    pub path: Option<String>,
    /// Which end the emulator is.
    pub mode: Option<SocketMode>,
    /// The interface of the host that the program uses.
    pub dev: Option<String>,
    /// What happens when it breaks.
    #[xml(since = "4.1.0")]
    pub reconnect: Option<Reconnect>,
}

/// Other guests, through sockets.
#[group]
pub struct SocketNetwork {
    /// Where they are.
    #[xml("source")]
    pub source: Option<SocketNetworkSource>,
}

/// An address and a port.
#[element("source")]
pub struct SocketNetworkSource {
    /// The address.
    pub address: Option<String>,
    /// The port.
    pub port: Option<u16>,
}

/// Datagrams between two ends.
#[group]
pub struct UdpNetwork {
    /// The ends.
    #[xml("source")]
    pub source: Option<UdpNetworkSource>,
}

/// The ends of datagrams.
#[element("source")]
pub struct UdpNetworkSource {
    /// The other end's address.
    pub address: Option<String>,
    /// The other end's port.
    pub port: Option<u16>,
    /// This end.
    #[xml("local")]
    pub local: Option<SocketNetworkSource>,
}

words! {
    /// Who keeps a bridge's table of addresses.
    MacTableManager {
        Default "default" "Whatever suits.",
        Kernel "kernel" "The host's kernel.",
        Libvirt "libvirt" "The driver.",
    }
}

/// A virtual network.
#[group]
pub struct VirtualNetwork {
    /// Which.
    #[xml("source")]
    pub source: Option<VirtualNetworkSource>,
}

/// Which virtual network.
#[element("source")]
pub struct VirtualNetworkSource {
    /// Its name.
    pub network: Option<String>,
    /// The group of ports.
    pub portgroup: Option<String>,
    /// The port.
    #[xml(live, since = "5.1.0")]
    pub portid: Option<Uuid>,
    /// The interface that it leads to.
    #[xml(live)]
    pub dev: Option<String>,
    /// The bridge that it leads to.
    #[xml(live)]
    pub bridge: Option<String>,
    /// How it leads there.
    #[xml(live)]
    pub mode: Option<DirectMode>,
    /// Who keeps the bridge's table of addresses.
    #[xml("@macTableManager", live)]
    pub mac_table_manager: Option<MacTableManager>,
}

/// A bridge of the host.
#[group]
pub struct BridgeNetwork {
    /// Which.
    #[xml("source")]
    pub source: Option<BridgeNetworkSource>,
}

/// Which bridge.
#[element("source")]
pub struct BridgeNetworkSource {
    /// The virtual network that it belongs to.
    #[xml(live)]
    pub network: Option<String>,
    /// The group of ports of the virtual network.
    #[xml(live)]
    pub portgroup: Option<String>,
    /// The port of the virtual network.
    #[xml(live)]
    pub portid: Option<Uuid>,
    /// Its name.
    pub bridge: Option<String>,
    /// Who keeps its table of addresses.
    #[xml("@macTableManager", live)]
    pub mac_table_manager: Option<MacTableManager>,
}

/// The inside of the hypervisor.
#[group]
pub struct InternalNetwork {
    /// Its name.
    #[xml("source/@name")]
    pub name: Option<String>,
}

words! {
    /// How frames reach an interface of the host.
    DirectMode {
        Vepa "vepa" "Always by the switch outside.",
        Private "private" "As with `vepa`, and guests never see each other.",
        Bridge "bridge" "Between guests directly.",
        Passthrough "passthrough" "From one guest alone.",
    }
}

/// An interface of the host.
#[group]
pub struct DirectNetwork {
    /// Which.
    #[xml("source")]
    pub source: Option<DirectNetworkSource>,
}

/// Which interface of the host.
#[element("source")]
pub struct DirectNetworkSource {
    /// The virtual network that it belongs to.
    #[xml(live)]
    pub network: Option<String>,
    /// The group of ports of the virtual network.
    #[xml(live)]
    pub portgroup: Option<String>,
    /// The port of the virtual network.
    #[xml(live)]
    pub portid: Option<Uuid>,
    /// Its name.
    pub dev: Option<String>,
    /// How frames reach it.
    pub mode: Option<DirectMode>,
}

/// A device of the host, given to the guest.
#[group]
pub struct HostdevNetwork {
    /// Whether the host's driver is taken off it and put back.
    pub managed: Option<YesNo>,
    /// The host's driver.
    #[xml(when = says_which)]
    pub driver: Option<HostdevDriver>,
    /// Which.
    #[xml("source")]
    pub source: Option<HostdevNetworkSource>,
}

/// The element is the interface's as well, and may be there for that alone.
fn says_which(driver: &HostdevDriver, _: &crate::Format) -> bool {
    *driver != HostdevDriver::default()
}

/// Which device of the host.
#[element("source")]
pub struct HostdevNetworkSource {
    /// Whether the device is gone from the host.
    pub missing: Option<YesNo>,
    /// The maker of a USB device.
    #[xml("vendor")]
    pub vendor: Option<UsbId>,
    /// The product number of a USB device.
    #[xml("product")]
    pub product: Option<UsbId>,
    /// Where it is on the host.
    pub address: Option<HostAddress>,
}

/// Where a device is on the host.
#[element("address", by = "type")]
pub enum HostAddress {
    /// On PCI.
    Pci(PciAddress),
    /// On USB.
    Usb(UsbHostAddress),
}

/// A vhost-vdpa device.
#[group]
pub struct VdpaNetwork {
    /// Its path.
    #[xml("source/@dev")]
    pub dev: Option<String>,
}

/// A distributed switch of VMware.
#[group]
pub struct VdsNetwork {
    /// Where on the switch.
    #[xml("source")]
    pub source: Option<VdsNetworkSource>,
}

/// A place on a distributed switch.
#[element("source")]
pub struct VdsNetworkSource {
    /// The switch.
    pub switchid: Option<String>,
    /// The port.
    pub portid: Option<i64>,
    /// The group of ports.
    pub portgroupid: Option<String>,
    /// The connection.
    pub connectionid: Option<i64>,
}
