//! Character devices: serial and parallel ports, consoles and channels, and what is behind them on the host.

use super::DeviceInfo;
use crate::domain::seclabel::SourceSecurityLabel;
use crate::scalar::{OnOff, YesNo};
use crate::{element, group, words};

/// A serial port.
#[element("serial")]
pub struct Serial {
    /// What is behind it.
    pub source: CharSource,
    /// Where what it says is written as well.
    #[xml(since = "1.3.3")]
    pub log: Option<CharLog>,
    /// What it is in the guest.
    pub target: Option<SerialTarget>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What a serial port is in the guest.
#[element("target")]
pub struct SerialTarget {
    /// The kind of port.
    #[xml("@type", since = "1.0.2")]
    pub target_type: Option<SerialTargetType>,
    /// Its number.
    pub port: Option<u32>,
    /// The chip.
    #[xml("model/@name", since = "3.10.0")]
    pub model: Option<SerialTargetModel>,
}

words! {
    /// A kind of serial port.
    SerialTargetType {
        IsaSerial "isa-serial" "On an ISA bus.",
        UsbSerial "usb-serial" "On a USB bus.",
        PciSerial "pci-serial" "On a PCI bus.",
        SpaprVioSerial "spapr-vio-serial" "On POWER's virtual bus.",
        SystemSerial "system-serial" "Part of the machine.",
        SclpSerial "sclp-serial" "s390's.",
        IsaDebug "isa-debug" "For messages of firmware.",
    }
}

words! {
    /// The chip of a serial port.
    SerialTargetModel {
        IsaSerial "isa-serial" "For ISA.",
        UsbSerial "usb-serial" "For USB.",
        PciSerial "pci-serial" "For PCI.",
        SpaprVty "spapr-vty" "POWER's.",
        Pl011 "pl011" "Arm's.",
        Sclpconsole "sclpconsole" "s390's line console.",
        Sclplmconsole "sclplmconsole" "s390's line mode console.",
        Uart16550a "16550a" "The classic.",
        IsaDebugcon "isa-debugcon" "For messages of firmware.",
    }
}

/// A parallel port.
#[element("parallel")]
pub struct Parallel {
    /// What is behind it.
    pub source: CharSource,
    /// Where what it says is written as well.
    #[xml(since = "1.3.3")]
    pub log: Option<CharLog>,
    /// Its number.
    #[xml("target/@port")]
    pub port: Option<u32>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// A console.
#[element("console")]
pub struct Console {
    /// What is behind it.
    pub source: CharSource,
    /// The terminal, for programs of old.
    #[xml(live)]
    pub tty: Option<String>,
    /// Where what it says is written as well.
    #[xml(since = "1.3.3")]
    pub log: Option<CharLog>,
    /// What it is in the guest.
    pub target: Option<ConsoleTarget>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What a console is in the guest.
#[element("target")]
pub struct ConsoleTarget {
    /// The kind of console.
    #[xml("@type")]
    pub target_type: Option<ConsoleTargetType>,
    /// Its number.
    pub port: Option<u32>,
}

words! {
    /// A kind of console.
    ConsoleTargetType or ConfigUnsupported {
        None "none" "None.",
        Serial "serial" "The first serial port.",
        Xen "xen" "Xen's.",
        Uml "uml" "User Mode Linux's.",
        Virtio "virtio" "virtio's.",
        Lxc "lxc" "A container's.",
        Openvz "openvz" "OpenVZ's.",
        Sclp "sclp" "s390's line console.",
        Sclplm "sclplm" "s390's line mode console.",
    }
}

/// A channel between host and guest.
#[element("channel")]
pub struct Channel {
    /// What is behind it.
    pub source: CharSource,
    /// Where what it says is written as well.
    #[xml(since = "1.3.3")]
    pub log: Option<CharLog>,
    /// What it is in the guest.
    pub target: Option<ChannelTarget>,
    /// What all devices have.
    pub info: DeviceInfo,
}

/// What a channel is in the guest.
#[element("target", by = "type")]
pub enum ChannelTarget {
    /// An address of the guest's network.
    #[xml(since = "0.7.3")]
    Guestfwd(GuestForward),
    /// A named port of virtio.
    #[xml(since = "0.7.7")]
    Virtio(VirtioChannel),
    /// A named port of Xen.
    #[xml(since = "2.3.0", drivers = "xen")]
    Xen(VirtioChannel),
    /// Not said.
    #[xml(unset)]
    Unset,
}

/// An address of the guest's network.
#[group]
pub struct GuestForward {
    /// The address.
    pub address: Option<String>,
    /// The port.
    pub port: Option<u16>,
}

words! {
    /// Whether somebody in the guest listens.
    ChannelState {
        Connected "connected" "Somebody does.",
        Disconnected "disconnected" "Nobody does.",
    }
}

/// A named port.
#[group]
pub struct VirtioChannel {
    /// Its name.
    pub name: Option<String>,
    /// Whether somebody in the guest listens.
    #[xml(live)]
    pub state: Option<ChannelState>,
}

/// A file that holds what a device has said.
#[element("log")]
pub struct CharLog {
    /// Its path.
    pub file: Option<String>,
    /// Whether what it held before stays.
    pub append: Option<OnOff>,
}

/// What is behind a device that is no character device itself but uses one.
#[group]
pub struct CharBackend {
    /// The character device.
    pub source: CharSource,
    /// Where what it says is written as well.
    pub log: Option<CharLog>,
}

/// What is behind a character device.
#[group(by = "type")]
pub enum CharSource {
    /// Nothing.
    #[default]
    Null,
    /// A virtual console of the display.
    Vc,
    /// A pseudo terminal.
    Pty(PtySource),
    /// A device of the host.
    Dev(PathSource),
    /// A file.
    File(PathSource),
    /// A named pipe.
    Pipe(PathSource),
    /// The emulator's standard input and output.
    Stdio,
    /// Datagrams.
    Udp(UdpSource),
    /// A stream over the network.
    Tcp(TcpSource),
    /// A socket of the host.
    Unix(UnixSource),
    /// A channel of SPICE.
    #[xml(since = "0.8.8")]
    Spicevmc,
    /// A named port of SPICE.
    #[xml(since = "1.2.2")]
    Spiceport(ChannelNameSource),
    /// A pair of terminals.
    #[xml(since = "1.2.4", drivers = "bhyve")]
    Nmdm(NmdmSource),
    /// The emulator, as an agent of SPICE.
    #[xml(since = "8.4.0", drivers = "qemu")]
    QemuVdagent(VdagentSource),
    /// A channel of D-Bus.
    Dbus(ChannelNameSource),
}

/// A pseudo terminal.
#[group]
pub struct PtySource {
    /// The terminal that the host picked.
    #[xml("source", live)]
    pub source: Option<PathAttributes>,
}

/// A path of the host.
#[group]
pub struct PathSource {
    /// The path.
    #[xml("source")]
    pub source: Option<PathAttributes>,
}

/// A path and how it is used.
#[element("source")]
pub struct PathAttributes {
    /// The path.
    pub path: Option<String>,
    /// Whether what it held before stays.
    #[xml(since = "1.3.1")]
    pub append: Option<OnOff>,
    /// Its security labels.
    pub seclabels: Vec<SourceSecurityLabel>,
}

words! {
    /// Which end of a connection.
    CharMode {
        Connect "connect" "The one that calls.",
        Bind "bind" "The one that listens.",
    }
}

/// Datagrams: where they go, and where they are waited for.
#[group]
pub struct UdpSource {
    /// Both ends.
    #[xml("source")]
    pub sources: Vec<NetworkAttributes>,
}

/// A stream over the network.
#[group]
pub struct TcpSource {
    /// Where.
    #[xml("source")]
    pub source: Option<NetworkAttributes>,
    /// How it is spoken.
    #[xml("protocol/@type", since = "0.8.5")]
    pub protocol: Option<CharProtocol>,
}

words! {
    /// How a stream is spoken.
    CharProtocol {
        Raw "raw" "As it is.",
        Telnet "telnet" "Telnet.",
        Telnets "telnets" "Telnet over TLS.",
        Tls "tls" "TLS.",
    }
}

/// An end of a connection.
#[element("source")]
pub struct NetworkAttributes {
    /// Which end.
    pub mode: Option<CharMode>,
    /// The host.
    pub host: Option<String>,
    /// The port or its name.
    pub service: Option<String>,
    /// Whether TLS is used.
    #[xml(since = "2.4.0")]
    pub tls: Option<YesNo>,
    /// Whether TLS was chosen by the host's configuration.
    #[xml("@tlsFromConfig", status)]
    pub tls_from_config: Option<u32>,
    /// What happens when it breaks.
    #[xml(since = "3.7.0", drivers = "qemu")]
    pub reconnect: Option<Reconnect>,
}

/// What happens when a connection breaks.
#[element("reconnect")]
pub struct Reconnect {
    /// Whether it is made anew.
    pub enabled: Option<YesNo>,
    /// How long it is tried, in seconds.
    pub timeout: Option<u32>,
    /// How long it takes before, in seconds.
    pub delay: Option<u32>,
}

/// A socket of the host.
#[group]
pub struct UnixSource {
    /// The socket.
    #[xml("source")]
    pub source: Option<UnixAttributes>,
}

/// A socket and how it is used.
#[element("source")]
pub struct UnixAttributes {
    /// Which end.
    pub mode: Option<CharMode>,
    /// Its path.
    pub path: Option<String>,
    /// What happens when it breaks.
    #[xml(since = "3.7.0", drivers = "qemu")]
    pub reconnect: Option<Reconnect>,
    /// Its security labels.
    pub seclabels: Vec<SourceSecurityLabel>,
}

/// A named channel.
#[group]
pub struct ChannelNameSource {
    /// Its name.
    #[xml("source/@channel")]
    pub channel: Option<String>,
}

/// A pair of terminals.
#[group]
pub struct NmdmSource {
    /// The terminals.
    #[xml("source")]
    pub source: Option<NmdmAttributes>,
}

/// The two terminals of a pair.
#[element("source")]
pub struct NmdmAttributes {
    /// The guest's.
    pub master: Option<String>,
    /// The host's.
    pub slave: Option<String>,
}

/// The emulator, as an agent of SPICE.
#[group]
pub struct VdagentSource {
    /// Its settings.
    #[xml("source")]
    pub source: Option<VdagentAttributes>,
}

/// Settings of an agent of SPICE.
#[element("source")]
pub struct VdagentAttributes {
    /// Whether the clipboard is shared.
    #[xml("clipboard/@copypaste")]
    pub clipboard: Option<YesNo>,
    /// Whose mouse pointer is seen.
    #[xml("mouse/@mode")]
    pub mouse: Option<super::graphics::MouseMode>,
}
