//! Devices, each an argument that begins with its slot.

use super::{Launch, value};
use crate::{invalid, unsupported};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::Address;
use ferrovirt_xml::domain::devices::audio::{Audio, AudioType, Sound};
use ferrovirt_xml::domain::devices::chardev::CharSource;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerType};
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskSource};
use ferrovirt_xml::domain::devices::filesystem::FilesystemSource;
use ferrovirt_xml::domain::devices::graphics::{GraphicsKind, GraphicsListen, VncGraphics};
use ferrovirt_xml::domain::devices::video::Video;
use ferrovirt_xml::domain::devices::{DeviceInfo, Devices};
use ferrovirt_xml::scalar::YesNo;

pub(super) fn add(arguments: &mut Vec<String>, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    let devices = &domain.devices;
    let mut add = |info: &DeviceInfo, device: String| -> Result<()> {
        arguments.extend(["-s".to_owned(), format!("{},{device}", slot(info)?)]);
        Ok(())
    };
    for each in &devices.controllers {
        if let Some(device) = controller(each, devices, launch)? {
            add(&each.info, device)?;
        }
    }
    for interface in &devices.interfaces {
        let model = if interface.model.as_deref() == Some("e1000") { "e1000" } else { "virtio-net" };
        let tap = launch.resources.network_device(interface)?;
        let mac = interface.mac.as_ref().and_then(|mac| mac.address).unwrap_or_default();
        add(&interface.info, format!("{model},{},mac={mac}", value(&tap)?))?;
    }
    for disk in &devices.disks {
        if disk.target.as_ref().and_then(|target| target.bus) == Some(DiskBus::Virtio) {
            let path = disk_path(disk, launch)?;
            add(&disk.info, format!("virtio-blk,{}", value(&path)?))?;
        }
    }
    if let (Some(graphics), Some(video)) = (devices.graphics.first(), devices.videos.first()) {
        let GraphicsKind::Vnc(vnc) = &graphics.kind else { return Err(unsupported("Only VNC supported")) };
        add(&video.info, framebuffer(vnc, video, launch)?)?;
    }
    for each in &devices.sounds {
        add(&each.info, sound(each, devices)?)?;
    }
    for filesystem in &devices.filesystems {
        let FilesystemSource::Mount(Some(source)) = &filesystem.source else {
            return Err(unsupported("only 'mount' filesystems are supported"));
        };
        let target = filesystem.target.as_deref().unwrap_or_default();
        let directory = source.dir.as_deref().ok_or_else(|| invalid("Missing source of a filesystem"))?;
        let access = if filesystem.readonly { ",ro" } else { "" };
        add(&filesystem.info, format!("virtio-9p,{}={}{access}", value(target)?, value(directory)?))?;
    }
    for rng in &devices.rngs {
        add(&rng.info, "virtio-rnd".to_owned())?;
    }
    for serial in &devices.serials {
        let CharSource::Nmdm(nmdm) = &serial.source else { continue };
        let port = serial.target.as_ref().and_then(|target| target.port).unwrap_or(0).saturating_add(1);
        let master = nmdm.source.as_ref().and_then(|ends| ends.master.as_deref());
        let master = master.ok_or_else(|| invalid("Missing 'master' of a null modem"))?;
        arguments.extend(["-l".to_owned(), format!("com{port},{}", value(master)?)]);
    }
    Ok(())
}

fn slot(info: &DeviceInfo) -> Result<String> {
    let Some(Address::Pci(address)) = &info.address else {
        return Err(invalid("a device on PCI has no address"));
    };
    let (_, _, slot, function) = address.numbers();
    Ok(format!("{slot}:{function}"))
}

fn controller(controller: &Controller, devices: &Devices, launch: &mut Launch<'_>) -> Result<Option<String>> {
    match controller.controller_type {
        ControllerType::Isa => Ok(Some("lpc".to_owned())),
        ControllerType::Usb => Ok(Some("xhci,tablet".to_owned())),
        ControllerType::Sata => sata(controller.index.unwrap_or(0), devices, launch),
        _ => Ok(None),
    }
}

/// A SATA controller with its disks; without any it has no use.
fn sata(index: u32, devices: &Devices, launch: &mut Launch<'_>) -> Result<Option<String>> {
    let mut argument = "ahci".to_owned();
    let mut n_disks = 0_u32;
    for disk in &devices.disks {
        if !matches!(&disk.info.address, Some(Address::Drive(drive)) if drive.controller.unwrap_or(0) == index) {
            continue;
        }
        let kind = if disk.device == Some(DiskDevice::Cdrom) { "cd" } else { "hd" };
        let path = disk_path(disk, launch)?;
        let path = value(&path)?;
        match launch.capabilities.sata_ports {
            true => argument.push_str(&format!(",{kind}:{path}")),
            false => argument = format!("ahci-{kind},{path}"),
        }
        n_disks = n_disks.saturating_add(1);
    }
    let n_ports = launch.capabilities.disks_per_controller();
    if n_disks > n_ports {
        return Err(unsupported(format!("SATA controller '{index}' has {n_ports} ports, not {n_disks}")));
    }
    Ok((n_disks > 0).then_some(argument))
}

/// Where a disk's data are.
pub(super) fn disk_path(disk: &Disk, launch: &mut Launch<'_>) -> Result<String> {
    let path = match &disk.source {
        DiskSource::File(Some(source)) => source.file.clone(),
        DiskSource::Block(Some(source)) => source.dev.clone(),
        DiskSource::Volume(Some(source)) => Some(launch.resources.volume_path(source)?),
        _ => None,
    };
    path.ok_or_else(|| {
        let name = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
        unsupported(format!("disk '{name}' has no source: bhyve has no empty drives"))
    })
}

fn framebuffer(vnc: &VncGraphics, video: &Video, launch: &mut Launch<'_>) -> Result<String> {
    if !launch.capabilities.framebuffer {
        return Err(unsupported("Bhyve version does not support framebuffer"));
    }
    let address = match vnc.listens.first() {
        Some(GraphicsListen::Address(listen)) => listen.address.as_deref(),
        None => vnc.listen.as_deref(),
        Some(_) => return Err(unsupported("Unsupported listen type")),
    };
    let address = value(address.unwrap_or("127.0.0.1"))?;
    let address = if address.contains(':') { format!("[{address}]") } else { address.to_owned() };
    let port = match (vnc.port, vnc.autoport.is_some_and(YesNo::is_yes)) {
        (Some(port), false) if port > 0 => port.to_string(),
        _ => launch.resources.display_port()?.to_string(),
    };
    let mut argument = format!("fbuf,tcp={address}:{port}");
    if let Some(resolution) = video.model.as_ref().and_then(|model| model.resolution.as_ref())
        && let (Some(width), Some(height)) = (resolution.x, resolution.y)
    {
        argument.push_str(&format!(",w={width},h={height}"));
    }
    if let Some(vga) = video.driver.as_ref().and_then(|driver| driver.vgaconf) {
        argument.push_str(&format!(",vga={vga}"));
    }
    if let Some(password) = &vnc.passwd {
        argument.push_str(&format!(",password={}", value(password)?));
    }
    Ok(argument)
}

/// A sound card plays to and records from devices of the host.
fn sound(sound: &Sound, devices: &Devices) -> Result<String> {
    let mut argument = "hda".to_owned();
    let is_meant = |audio: &&Audio| sound.audio.is_none() || audio.id == sound.audio;
    let Some(audio) = devices.audios.iter().find(is_meant) else { return Ok(argument) };
    match audio.audio_type {
        Some(AudioType::None) => return Ok(argument),
        Some(AudioType::Oss) => {}
        _ => return Err(unsupported("unsupported audio backend: only 'oss' and 'none' are supported")),
    }
    if let Some(device) = audio.output.as_ref().and_then(|output| output.dev.as_deref()) {
        argument.push_str(&format!(",play={}", value(device)?));
    }
    if let Some(device) = audio.input.as_ref().and_then(|input| input.dev.as_deref()) {
        argument.push_str(&format!(",rec={}", value(device)?));
    }
    Ok(argument)
}
