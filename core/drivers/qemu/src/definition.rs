//! What the life cycle needs to know of a domain document, and the runtime content that it puts there.

use ferrovirt_api::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::clock::{ClockOffset, ClockVariable};
use ferrovirt_xml::domain::devices::chardev::{
    ChannelState, ChannelTarget, CharMode, CharSource, PathAttributes, PtySource, UnixSource,
};
use ferrovirt_xml::domain::devices::disk::StorageFormat;
use ferrovirt_xml::domain::devices::disk_source::{DiskSource, SourceCommon};
use ferrovirt_xml::domain::devices::graphics::{GraphicsKind, VncGraphics};
use ferrovirt_xml::domain::devices::{Devices, interface};
use ferrovirt_xml::domain::{Domain, vcpu};
use ferrovirt_xml::scalar::{MemorySize, YesNo};

/// The target name of the guest agent's channel.
const AGENT_CHANNEL: &str = "org.qemu.guest_agent.0";

/// The program that runs the guest.
pub fn emulator(domain: &Domain) -> Result<&str> {
    let emulator = domain.devices.emulator.as_deref();
    emulator.ok_or_else(|| {
        Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, "the domain has no emulator")
            .with_hint("install QEMU for the domain's architecture, or name it in <emulator>")
    })
}

/// What an operating system is to this domain: `hvm`.
pub fn os_type(domain: &Domain) -> String {
    let kind = domain.os.os_type.as_ref().and_then(|os_type| os_type.kind);
    kind.unwrap_or_default().as_str().to_owned()
}

/// Memory at start in KiB.
pub fn memory(domain: &Domain) -> u64 {
    domain.memory.as_ref().and_then(|memory| memory.size().kibibytes().ok()).unwrap_or_default()
}

/// What the balloon leaves of it, in KiB.
pub fn current_memory(domain: &Domain) -> u64 {
    domain.current_memory.and_then(|memory| memory.kibibytes().ok()).unwrap_or_else(|| memory(domain))
}

/// Sets what the balloon leaves, in KiB.
pub fn set_current_memory(domain: &mut Domain, kibibytes: u64) {
    domain.current_memory = Some(MemorySize::from_kibibytes(kibibytes));
}

/// Sets memory at start in KiB; the balloon cannot leave more.
pub fn set_memory(domain: &mut Domain, kibibytes: u64) {
    let current = current_memory(domain).min(kibibytes);
    let dump_core = domain.memory.as_ref().and_then(|memory| memory.dump_core);
    let mut memory = ferrovirt_xml::domain::memory::Memory::from(MemorySize::from_kibibytes(kibibytes));
    memory.dump_core = dump_core;
    domain.memory = Some(memory);
    set_current_memory(domain, current);
}

/// How many virtual CPUs there can be.
pub fn max_vcpus(domain: &Domain) -> u32 {
    domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1)
}

/// How many virtual CPUs there are.
pub fn vcpus(domain: &Domain) -> u32 {
    domain.vcpu.as_ref().and_then(|vcpu| vcpu.current).unwrap_or_else(|| max_vcpus(domain))
}

/// Sets how many virtual CPUs there are, and how many there can be.
pub fn set_vcpus(domain: &mut Domain, current: u32, max: u32) {
    let vcpu = domain.vcpu.get_or_insert_default();
    vcpu.count = Some(max);
    vcpu.current = (current != max).then_some(current);
    domain.vcpus.retain(|state: &vcpu::VcpuState| state.id < max);
    for state in &mut domain.vcpus {
        state.enabled = Some(if state.id < current { YesNo::Yes } else { YesNo::No });
    }
}

/// The clock that keeps what the guest has set, if that is the domain's.
fn variable_clock(domain: &mut Domain) -> Option<&mut ClockVariable> {
    match &mut domain.clock.as_mut()?.offset {
        ClockOffset::Variable(variable) => Some(variable),
        _ => None,
    }
}

/// By how many seconds such a clock differed when the guest started.
pub fn clock_adjustment_at_start(domain: &Domain) -> Option<i64> {
    match &domain.clock.as_ref()?.offset {
        ClockOffset::Variable(variable) => Some(variable.adjustment0.unwrap_or_default()),
        _ => None,
    }
}

/// Notes by how many seconds such a clock differs now.
pub fn set_clock_adjustment(domain: &mut Domain, seconds: i64) {
    if let Some(variable) = variable_clock(domain) {
        variable.adjustment = Some(seconds);
    }
}

/// Notes that the guest starts with what such a clock shows now.
pub fn keep_clock_adjustment(domain: &mut Domain) {
    if let Some(variable) = variable_clock(domain) {
        variable.adjustment0 = variable.adjustment.filter(|seconds| *seconds != 0);
    }
}

/// A channel to the guest over a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelView {
    /// The device's name.
    pub alias: String,
    /// Its name in the guest.
    pub target: String,
    /// The host's end.
    pub socket: Option<String>,
    /// Whether QEMU waits there for us, rather than calling somebody.
    pub listens: bool,
}

/// The virtio channels over sockets.
pub fn channels(domain: &Domain) -> Vec<ChannelView> {
    let channels = domain.devices.channels.iter();
    channels
        .filter_map(|channel| {
            let (CharSource::Unix(unix), Some(ChannelTarget::Virtio(target))) = (&channel.source, &channel.target)
            else {
                return None;
            };
            let source = unix.source.as_ref();
            Some(ChannelView {
                alias: channel.info.alias.clone().unwrap_or_default(),
                target: target.name.clone().unwrap_or_default(),
                socket: source.and_then(|source| source.path.clone()),
                listens: source.is_none_or(|source| source.mode != Some(CharMode::Connect)),
            })
        })
        .collect()
}

/// The channel of the guest agent.
pub fn agent_channel(domain: &Domain) -> Option<ChannelView> {
    channels(domain).into_iter().find(|channel| channel.target == AGENT_CHANNEL && channel.listens)
}

/// Says whether somebody in the guest listens at a channel.
pub fn set_channel_state(domain: &mut Domain, alias: &str, connected: bool) {
    for channel in &mut domain.devices.channels {
        if channel.info.alias.as_deref() == Some(alias)
            && let Some(ChannelTarget::Virtio(target)) = &mut channel.target
        {
            target.state = Some(if connected { ChannelState::Connected } else { ChannelState::Disconnected });
        }
    }
}

/// Nobody in the guest listens at a channel yet.
pub fn set_channels_closed(domain: &mut Domain) {
    for channel in &mut domain.devices.channels {
        if let Some(ChannelTarget::Virtio(target)) = &mut channel.target {
            target.state = Some(ChannelState::Disconnected);
        }
    }
}

/// Takes the sockets that were made for a running guest out of a document that is to be stored or sent.
pub fn drop_channel_sockets(domain: &mut Domain, channel_target_directory: &str) {
    for channel in &mut domain.devices.channels {
        if let CharSource::Unix(UnixSource { source: Some(source) }) = &mut channel.source
            && source.path.as_deref().is_some_and(|path| is_below(path, channel_target_directory))
        {
            source.path = None;
        }
    }
}

fn is_below(path: &str, directory: &str) -> bool {
    path.strip_prefix(directory).is_some_and(|rest| rest.starts_with('/'))
}

/// A character device that is a person's way into the guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleView {
    /// The device's name.
    pub alias: String,
    /// The terminal behind it.
    pub terminal: Option<String>,
    /// The socket behind it.
    pub socket: Option<String>,
}

/// Consoles, then serial and parallel ports.
pub fn consoles(domain: &Domain) -> Vec<ConsoleView> {
    let devices = &domain.devices;
    let consoles = devices.consoles.iter().map(|device| (&device.source, &device.info));
    let serials = devices.serials.iter().map(|device| (&device.source, &device.info));
    let parallels = devices.parallels.iter().map(|device| (&device.source, &device.info));
    consoles
        .chain(serials)
        .chain(parallels)
        .map(|(source, info)| ConsoleView {
            alias: info.alias.clone().unwrap_or_default(),
            terminal: match source {
                CharSource::Pty(pty) => pty.source.as_ref().and_then(|source| source.path.clone()),
                CharSource::Dev(device) => device.source.as_ref().and_then(|source| source.path.clone()),
                _ => None,
            },
            socket: match source {
                CharSource::Unix(unix) => unix.source.as_ref().and_then(|source| source.path.clone()),
                _ => None,
            },
        })
        .collect()
}

/// Whether QEMU picks terminals for this guest.
pub fn has_terminals(domain: &Domain) -> bool {
    let devices = &domain.devices;
    let consoles = devices.consoles.iter().map(|device| &device.source);
    let serials = devices.serials.iter().map(|device| &device.source);
    let parallels = devices.parallels.iter().map(|device| &device.source);
    let channels = devices.channels.iter().map(|device| &device.source);
    consoles.chain(serials).chain(parallels).chain(channels).any(|source| matches!(source, CharSource::Pty(_)))
}

/// Notes the terminal that QEMU picked for a device.
pub fn set_terminal(domain: &mut Domain, alias: &str, path: &str) {
    let Devices { consoles, serials, parallels, channels, .. } = &mut domain.devices;
    for console in &mut *consoles {
        if console.info.alias.as_deref() == Some(alias) && matches!(console.source, CharSource::Pty(_)) {
            console.tty = Some(path.to_owned());
        }
    }
    let consoles = consoles.iter_mut().map(|device| (&mut device.source, &device.info));
    let serials = serials.iter_mut().map(|device| (&mut device.source, &device.info));
    let parallels = parallels.iter_mut().map(|device| (&mut device.source, &device.info));
    let channels = channels.iter_mut().map(|device| (&mut device.source, &device.info));
    for (source, info) in consoles.chain(serials).chain(parallels).chain(channels) {
        if let CharSource::Pty(PtySource { source }) = source
            && info.alias.as_deref() == Some(alias)
        {
            source.get_or_insert_with(PathAttributes::default).path = Some(path.to_owned());
        }
    }
}

/// A disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskView {
    /// The device's name.
    pub alias: String,
    /// Its name for the user: `vda`.
    pub target: String,
    /// The path of its source on the host.
    pub source_path: Option<String>,
    /// The format of what is there.
    pub format: Option<StorageFormat>,
    /// The number of its source among those of the running guest.
    pub index: Option<u32>,
}

impl DiskView {
    /// Whether this node is one of its source's.
    pub fn has_node(&self, node: &str) -> bool {
        let number = node.strip_prefix("libvirt-").and_then(|rest| rest.split('-').next()?.parse().ok());
        number.is_some() && number == self.index
    }

    /// Whether a block job of this name works on it. The name tells what is done to which target and node; jobs that
    /// others began are named after the drive or the node.
    pub fn is_of_job(&self, name: &str) -> bool {
        let target = name.split('-').nth(1);
        let is_named = target == Some(&self.target) && name.contains("-libvirt-");
        is_named || self.has_node(name) || self.is_at(name, None)
    }

    /// Whether QEMU means this disk by a drive's name or a path in its object tree.
    pub fn is_at(&self, drive: &str, qom_path: Option<&str>) -> bool {
        if self.alias.is_empty() {
            return false;
        }
        drive == self.alias
            || drive.strip_prefix("drive-") == Some(&self.alias)
            || qom_path.is_some_and(|path| path.split('/').any(|part| part == self.alias))
    }
}

/// The disks.
pub fn disks(domain: &Domain) -> Vec<DiskView> {
    let disks = domain.devices.disks.iter();
    disks
        .map(|disk| {
            let (path, common) = source(&disk.source);
            DiskView {
                alias: disk.info.alias.clone().unwrap_or_default(),
                target: disk.target.as_ref().and_then(|target| target.dev.clone()).unwrap_or_default(),
                source_path: path.map(str::to_owned),
                format: disk.driver.as_ref().and_then(|driver| driver.format),
                index: common.and_then(|common| common.index),
            }
        })
        .collect()
}

/// The disk with this target name or source path.
pub fn disk(domain: &Domain, name: &str) -> Option<DiskView> {
    let disks = disks(domain);
    let by_target = disks.iter().find(|disk| disk.target == name);
    by_target.or_else(|| disks.iter().find(|disk| disk.source_path.as_deref() == Some(name))).cloned()
}

fn source(source: &DiskSource) -> (Option<&str>, Option<&SourceCommon>) {
    match source {
        DiskSource::File(Some(file)) => (file.file.as_deref(), Some(&file.common)),
        DiskSource::Block(Some(block)) => (block.dev.as_deref(), Some(&block.common)),
        DiskSource::Dir(Some(directory)) => (directory.dir.as_deref(), Some(&directory.common)),
        DiskSource::Network(Some(network)) => (network.name.as_deref(), Some(&network.common)),
        DiskSource::Volume(Some(volume)) => (None, Some(&volume.common)),
        DiskSource::Nvme(Some(nvme)) => (None, Some(&nvme.common)),
        DiskSource::VhostUser(_) | DiskSource::VhostVdpa(_) => (None, None),
        DiskSource::File(None)
        | DiskSource::Block(None)
        | DiskSource::Dir(None)
        | DiskSource::Network(None)
        | DiskSource::Volume(None)
        | DiskSource::Nvme(None) => (None, None),
    }
}

/// A network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceView {
    /// The device's name.
    pub alias: String,
    /// Its MAC address.
    pub mac: String,
    /// The host's device.
    pub device: Option<String>,
}

/// The network interfaces.
pub fn interfaces(domain: &Domain) -> Vec<InterfaceView> {
    let interfaces = domain.devices.interfaces.iter();
    interfaces
        .map(|interface: &interface::Interface| InterfaceView {
            alias: interface.info.alias.clone().unwrap_or_default(),
            mac: interface.mac.as_ref().and_then(|mac| mac.address).map(|mac| mac.to_string()).unwrap_or_default(),
            device: interface.target.as_ref().and_then(|target| target.dev.clone()),
        })
        .collect()
}

/// The VNC displays.
pub fn vnc_displays(domain: &mut Domain) -> impl Iterator<Item = &mut VncGraphics> {
    let graphics = domain.devices.graphics.iter_mut();
    graphics.filter_map(|graphics| match &mut graphics.kind {
        GraphicsKind::Vnc(vnc) => Some(&mut **vnc),
        _ => None,
    })
}

/// The TCP ports of displays that the driver picked.
pub fn picked_ports(domain: &Domain) -> Vec<u16> {
    let graphics = domain.devices.graphics.iter();
    let ports = graphics.flat_map(|graphics| match &graphics.kind {
        GraphicsKind::Vnc(vnc) if vnc.autoport == Some(YesNo::Yes) => vec![vnc.port],
        GraphicsKind::Spice(spice) if spice.autoport == Some(YesNo::Yes) => vec![spice.port, spice.tls_port],
        _ => Vec::new(),
    });
    ports.flatten().filter_map(|port| u16::try_from(port).ok()).collect()
}
