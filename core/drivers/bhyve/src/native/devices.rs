//! Devices in slots of the PCI bus, and serial ports.

use crate::unsupported;
use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::address::{Address, PciAddress};
use ferrovirt_xml::domain::devices::chardev::{CharSource, NmdmAttributes, NmdmSource, Serial, SerialTarget};
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskSource, DiskTarget};
use ferrovirt_xml::domain::devices::disk_source::FileSource;
use ferrovirt_xml::domain::devices::graphics::{Graphics, GraphicsKind, GraphicsListen, ListenAddress, VncGraphics};
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource, InterfaceTarget, Mac};
use ferrovirt_xml::domain::devices::interface_source::{BridgeNetwork, BridgeNetworkSource};
use ferrovirt_xml::domain::devices::misc::{Rng, RngBackend, RngDevice};
use ferrovirt_xml::domain::devices::video::{VgaConf, Video, VideoDriver, VideoModel, VideoResolution, VideoType};
use ferrovirt_xml::domain::devices::virtio::VirtioModel;
use ferrovirt_xml::domain::devices::{DeviceInfo, Devices};
use ferrovirt_xml::scalar::{MacAddress, Scalar, YesNo};

/// The bridge that network devices are taken to be on: a command line doesn't say.
const BRIDGE: &str = "virbr0";
/// How many disks of a kind have a name of one letter; further ones are left out.
const NAMED_DISKS: usize = 26;

/// A device that isn't on PCI: `com1,/dev/nmdm0A`.
pub(super) fn add_legacy(devices: &mut Devices, text: &str) {
    let Some((port, path)) = text.split_once(',') else { return };
    let port = port.strip_prefix("com").and_then(|port| port.parse::<u32>().ok()).and_then(|port| port.checked_sub(1));
    let (Some(port), Some(end)) = (port, path.strip_suffix(['A', 'B'])) else { return };
    if !end.starts_with("/dev/nmdm") {
        return;
    }
    let slave = format!("{end}{}", if path.ends_with('A') { 'B' } else { 'A' });
    let ends = NmdmAttributes { master: Some(path.to_owned()), slave: Some(slave) };
    devices.serials.push(Serial {
        source: CharSource::Nmdm(NmdmSource { source: Some(ends) }),
        target: Some(SerialTarget { port: Some(port), ..SerialTarget::default() }),
        ..Serial::default()
    });
}

/// A device on PCI: its slot, its kind, and what the kind needs.
pub(super) fn add(devices: &mut Devices, text: &str) -> Result<()> {
    let bad = || unsupported(format!("Failed to parse PCI device '{text}'"));
    let (place, device) = text.split_once(',').ok_or_else(bad)?;
    let place = place_of(place).ok_or_else(bad)?;
    let info = DeviceInfo { address: Some(Address::Pci(place)), ..DeviceInfo::default() };
    let (kind, settings) = device.split_once(',').unwrap_or((device, ""));
    match kind {
        "virtio-blk" => disk(devices, DiskBus::Virtio, DiskDevice::Disk, settings, info),
        "ahci-hd" => disk(devices, DiskBus::Sata, DiskDevice::Disk, settings, info),
        "ahci-cd" => disk(devices, DiskBus::Sata, DiskDevice::Cdrom, settings, info),
        "ahci" => settings.split(',').for_each(|port| match port.split_once(':') {
            Some(("hd", path)) => disk(devices, DiskBus::Sata, DiskDevice::Disk, path, info.clone()),
            Some(("cd", path)) => disk(devices, DiskBus::Sata, DiskDevice::Cdrom, path, info.clone()),
            _ => {}
        }),
        "virtio-net" => interface(devices, "virtio", settings, info),
        "e1000" => interface(devices, "e1000", settings, info),
        "virtio-rnd" => {
            let backend = Some(RngBackend::Random(RngDevice { path: Some("/dev/random".to_owned()) }));
            devices.rngs.push(Rng { model: Some(VirtioModel::Virtio), backend, info, ..Rng::default() });
        }
        "fbuf" => framebuffer(devices, settings),
        _ => {}
    }
    Ok(())
}

/// `slot`, `slot:function` or `bus:slot:function`.
fn place_of(text: &str) -> Option<PciAddress> {
    let numbers: Option<Vec<u8>> = text.split(':').map(|number| number.parse().ok()).collect();
    let (bus, slot, function) = match numbers?[..] {
        [slot] => (0, slot, 0),
        [slot, function] => (0, slot, function),
        [bus, slot, function] => (bus, slot, function),
        _ => return None,
    };
    (slot < 32 && function < 8).then(|| PciAddress::new(0, bus, slot, function))
}

fn disk(devices: &mut Devices, bus: DiskBus, device: DiskDevice, settings: &str, info: DeviceInfo) {
    let is_on_bus = |disk: &&Disk| disk.target.as_ref().and_then(|target| target.bus) == Some(bus);
    let index = devices.disks.iter().filter(is_on_bus).count();
    let Some(letter) = ('a'..='z').take(NAMED_DISKS).nth(index) else { return };
    let prefix = if bus == DiskBus::Virtio { "vd" } else { "sd" };
    let path = settings.split(',').next().unwrap_or_default().to_owned();
    let source = FileSource { file: Some(path), ..FileSource::default() };
    devices.disks.push(Disk {
        device: Some(device),
        source: DiskSource::File(Some(Box::new(source))),
        target: Some(DiskTarget { dev: Some(format!("{prefix}{letter}")), bus: Some(bus), ..DiskTarget::default() }),
        info,
        ..Disk::default()
    });
}

/// A network device; one whose settings are not understood is left out, one whose address is not has none.
fn interface(devices: &mut Devices, model: &str, settings: &str, info: DeviceInfo) {
    let mut settings = settings.split(',');
    let tap = settings.next().unwrap_or_default();
    let address = match (settings.next(), settings.next()) {
        (None, _) => MacAddress::default(),
        (Some(setting), None) => match setting.strip_prefix("mac=") {
            Some(text) => MacAddress::parse(text).unwrap_or_default(),
            None => return,
        },
        _ => return,
    };
    let source = BridgeNetworkSource { bridge: Some(BRIDGE.to_owned()), ..BridgeNetworkSource::default() };
    devices.interfaces.push(Interface {
        mac: Some(Mac { address: Some(address), ..Mac::default() }),
        source: InterfaceSource::Bridge(BridgeNetwork { source: Some(source) }),
        target: Some(InterfaceTarget { dev: Some(tap.to_owned()), ..InterfaceTarget::default() }),
        model: Some(model.to_owned()),
        info,
        ..Interface::default()
    });
}

fn framebuffer(devices: &mut Devices, settings: &str) {
    let mut vnc = VncGraphics::default();
    let mut model = VideoModel { video_type: Some(VideoType::Gop), heads: Some(1), ..VideoModel::default() };
    let mut resolution = VideoResolution::default();
    let mut driver = None;
    let mut address = "";
    for (key, value) in settings.split(',').filter_map(|setting| setting.split_once('=')) {
        match key {
            "tcp" | "rfb" => {
                let (host, port) = value.rsplit_once(':').unwrap_or(("", value));
                address = host.trim_start_matches('[').trim_end_matches(']');
                vnc.port = port.parse().ok();
            }
            "w" => resolution.x = value.parse().ok(),
            "h" => resolution.y = value.parse().ok(),
            "vga" => {
                let vgaconf = VgaConf::from_word(value);
                driver = vgaconf.map(|vgaconf| VideoDriver { vgaconf: Some(vgaconf), ..VideoDriver::default() });
            }
            "password" => vnc.passwd = Some(value.to_owned()),
            _ => {}
        }
    }
    let address = if address.is_empty() { "127.0.0.1" } else { address };
    vnc.listen = Some(address.to_owned());
    vnc.autoport = Some(YesNo::No);
    let listen = ListenAddress { address: vnc.listen.clone(), ..ListenAddress::default() };
    vnc.listens.push(GraphicsListen::Address(listen));
    model.resolution = (resolution.x.is_some() && resolution.y.is_some()).then_some(resolution);
    devices.graphics.push(Graphics { kind: GraphicsKind::Vnc(Box::new(vnc)), ..Graphics::default() });
    devices.videos.push(Video { model: Some(model), driver, ..Video::default() });
}
