//! Refusing what bhyve or this driver can't do, before anything is started.
//!
//! Pure; runs on a complete document.

use crate::capabilities::Capabilities;
use crate::{invalid, unsupported};
use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::audio::SoundModel;
use ferrovirt_xml::domain::devices::chardev::CharSource;
use ferrovirt_xml::domain::devices::controller::{Controller, ControllerModel, ControllerType};
use ferrovirt_xml::domain::devices::disk::{Disk, DiskBus, DiskDevice, DiskSource};
use ferrovirt_xml::domain::devices::filesystem::{AccessMode, Filesystem, FilesystemDriverType, FilesystemSource};
use ferrovirt_xml::domain::devices::graphics::{Graphics, GraphicsKind};
use ferrovirt_xml::domain::devices::input::{Input, InputBus, InputKind};
use ferrovirt_xml::domain::devices::misc::{Rng, RngBackend};
use ferrovirt_xml::domain::devices::video::VideoType;
use ferrovirt_xml::domain::devices::virtio::VirtioModel;
use ferrovirt_xml::domain::os::OsKind;
use ferrovirt_xml::domain::{Domain, DomainType};
use std::collections::BTreeSet;

/// How many serial ports there are.
const SERIAL_PORTS: usize = 4;

/// Refuses what can't work.
pub fn validate(domain: &Domain, capabilities: &Capabilities) -> Result<()> {
    if domain.domain_type != DomainType::Bhyve {
        return Err(unsupported(format!("Unsupported domain type '{}'", domain.domain_type)));
    }
    if domain.os.os_type.as_ref().and_then(|os_type| os_type.kind) != Some(OsKind::Hvm) {
        return Err(unsupported("Only 'hvm' guests are supported"));
    }
    let has_boot_order = domain.devices.iter().any(|device| device.info().boot.is_some());
    if has_boot_order && !domain.os.boot.is_empty() {
        return Err(unsupported("per-device boot elements cannot be used together with os/boot elements"));
    }
    topology(domain, capabilities)?;
    let devices = &domain.devices;
    let mut names = BTreeSet::new();
    for disk in &devices.disks {
        let name = disk.target.as_ref().and_then(|target| target.dev.as_deref()).unwrap_or_default();
        if !names.insert(name) {
            return Err(invalid(format!("target '{name}' duplicated for disk sources")));
        }
        check_disk(disk, name)?;
    }
    devices.controllers.iter().try_for_each(|controller| check_controller(controller, devices, capabilities))?;
    devices.inputs.iter().try_for_each(check_input)?;
    devices.filesystems.iter().try_for_each(|filesystem| check_filesystem(filesystem, capabilities))?;
    devices.rngs.iter().try_for_each(|rng| check_rng(rng, capabilities))?;
    for interface in &devices.interfaces {
        match interface.model.as_deref() {
            None | Some("virtio") => {}
            Some("e1000") if capabilities.e1000 => {}
            Some("e1000") => return Err(unsupported("NIC model 'e1000' is not supported by given bhyve binary")),
            Some(model) => return Err(unsupported(format!("NIC model '{model}' is not supported"))),
        }
    }
    serials(devices)?;
    display(domain, capabilities)?;
    for sound in &devices.sounds {
        if sound.model != Some(SoundModel::Ich7) {
            return Err(unsupported("Sound device model is not supported"));
        }
        if !capabilities.sound {
            return Err(unsupported("Sound devices emulation is not supported by given bhyve binary"));
        }
    }
    Ok(())
}

fn topology(domain: &Domain, capabilities: &Capabilities) -> Result<()> {
    let Some(topology) = domain.cpu.as_ref().and_then(|cpu| cpu.topology.as_ref()) else { return Ok(()) };
    if !capabilities.cpu_topology {
        return Err(unsupported("Installed bhyve binary does not support defining CPU topology"));
    }
    if topology.dies.is_some_and(|dies| dies != 1) || topology.clusters.is_some_and(|clusters| clusters != 1) {
        return Err(unsupported("Only 1 die and 1 cluster per socket are supported"));
    }
    let factors = [topology.sockets, topology.cores, topology.threads];
    let product = factors.into_iter().map(|factor| u64::from(factor.unwrap_or(1))).try_fold(1_u64, u64::checked_mul);
    let count = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    if product != Some(u64::from(count)) {
        return Err(unsupported(
            "Invalid CPU topology: total number of vCPUs must equal the product of sockets, cores, and threads",
        ));
    }
    Ok(())
}

fn check_disk(disk: &Disk, name: &str) -> Result<()> {
    let device = disk.device.unwrap_or(DiskDevice::Disk);
    match disk.target.as_ref().and_then(|target| target.bus) {
        Some(DiskBus::Sata) if matches!(device, DiskDevice::Disk | DiskDevice::Cdrom) => {}
        Some(DiskBus::Virtio) if device == DiskDevice::Disk => {}
        Some(DiskBus::Sata | DiskBus::Virtio) => {
            return Err(unsupported(format!("unsupported disk device '{device}' of disk '{name}'")));
        }
        bus => {
            let bus = bus.map(|bus| bus.to_string()).unwrap_or_default();
            return Err(unsupported(format!("unsupported disk bus '{bus}' of disk '{name}'")));
        }
    }
    match &disk.source {
        DiskSource::File(_) | DiskSource::Block(_) | DiskSource::Volume(_) => Ok(()),
        _ => Err(unsupported(format!("unsupported source type of disk '{name}'"))),
    }
}

fn check_controller(controller: &Controller, devices: &Devices, capabilities: &Capabilities) -> Result<()> {
    let index = controller.index.unwrap_or(0);
    match controller.controller_type {
        ControllerType::Pci if controller.model == Some(ControllerModel::PciRoot) && index == 0 => Ok(()),
        ControllerType::Isa if index == 0 => Ok(()),
        ControllerType::Isa => Err(unsupported("Only single ISA controller is supported")),
        ControllerType::Sata => Ok(()),
        ControllerType::Usb if controller.model == Some(ControllerModel::NecXhci) => {
            if !capabilities.xhci {
                return Err(unsupported("Xhci controller is not supported by given bhyve binary"));
            }
            let usb = |each: &&Controller| each.controller_type == ControllerType::Usb;
            if devices.controllers.iter().filter(usb).count() > 1 {
                return Err(unsupported("Only single USB controller is supported"));
            }
            match devices.inputs.iter().filter(|input| input.bus == Some(InputBus::Usb)).count() {
                1 => Ok(()),
                n => Err(unsupported(format!("A USB controller needs exactly one input device, not {n}"))),
            }
        }
        kind => Err(unsupported(format!("unsupported controller device '{kind}'"))),
    }
}

fn check_input(input: &Input) -> Result<()> {
    match (&input.kind, input.bus) {
        (InputKind::Tablet, Some(InputBus::Usb)) => Ok(()),
        _ => Err(unsupported("Only USB tablets are supported as input devices")),
    }
}

fn check_filesystem(filesystem: &Filesystem, capabilities: &Capabilities) -> Result<()> {
    if !capabilities.virtio_9p {
        return Err(unsupported("virtio-9p is not supported by given bhyve binary"));
    }
    if !matches!(filesystem.source, FilesystemSource::Mount(Some(_))) {
        return Err(unsupported("only 'mount' filesystems are supported"));
    }
    let driver = filesystem.driver.as_ref().and_then(|driver| driver.driver_type);
    if !matches!(driver, None | Some(FilesystemDriverType::Path)) {
        return Err(unsupported("only the 'path' filesystem driver is supported"));
    }
    if !matches!(filesystem.accessmode, None | Some(AccessMode::Passthrough)) {
        return Err(unsupported("only 'passthrough' accessmode is supported"));
    }
    if filesystem.target.is_none() {
        return Err(invalid("Missing target of a filesystem"));
    }
    Ok(())
}

fn check_rng(rng: &Rng, capabilities: &Capabilities) -> Result<()> {
    if !capabilities.virtio_rnd {
        return Err(unsupported("virtio-rnd is not supported by given bhyve binary"));
    }
    if !matches!(rng.model, None | Some(VirtioModel::Virtio)) {
        return Err(unsupported("only the 'virtio' RNG device model is supported"));
    }
    match &rng.backend {
        Some(RngBackend::Random(device)) if device.path.as_deref().is_none_or(|path| path == "/dev/random") => Ok(()),
        Some(RngBackend::Random(_)) => Err(unsupported("only '/dev/random' is supported as RNG source")),
        _ => Err(unsupported("only the 'random' RNG backend is supported")),
    }
}

fn serials(devices: &Devices) -> Result<()> {
    if devices.serials.len() > SERIAL_PORTS {
        return Err(unsupported(format!("only {SERIAL_PORTS} serial ports are supported")));
    }
    let sources = devices.serials.iter().map(|serial| &serial.source);
    for source in sources.chain(devices.consoles.iter().map(|console| &console.source)) {
        if !matches!(source, CharSource::Nmdm(_)) {
            return Err(unsupported("only 'nmdm' consoles are supported"));
        }
    }
    Ok(())
}

/// A display is VNC, and needs firmware that draws.
fn display(domain: &Domain, capabilities: &Capabilities) -> Result<()> {
    let devices = &domain.devices;
    if devices.videos.iter().any(|video| video.model.as_ref().and_then(|each| each.video_type) != Some(VideoType::Gop))
    {
        return Err(unsupported("Only 'gop' video devices are supported"));
    }
    let graphics = match &devices.graphics[..] {
        [] => return Ok(()),
        [graphics] => graphics,
        _ => return Err(unsupported("Only single graphics device is supported")),
    };
    if devices.videos.len() != 1 {
        return Err(unsupported("A graphics device needs exactly one video device"));
    }
    let Graphics { kind: GraphicsKind::Vnc(vnc), .. } = graphics else {
        return Err(unsupported("Only VNC supported"));
    };
    if domain.os.loader.is_none() && domain.os.firmware.is_none() {
        return Err(unsupported("Graphics is only supported when booting using UEFI"));
    }
    if !capabilities.framebuffer {
        return Err(unsupported("Bhyve version does not support framebuffer"));
    }
    let Some(password) = &vnc.passwd else { return Ok(()) };
    if !capabilities.vnc_password {
        return Err(unsupported("VNC password authentication is not supported by given bhyve binary"));
    }
    if password.contains(',') {
        return Err(unsupported("Password may not contain ',' character"));
    }
    Ok(())
}
