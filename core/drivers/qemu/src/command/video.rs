//! Video cards.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::address::{Address, DeviceInfo};
use ferrovirt_xml::domain::devices::video::{Video, VideoBackend, VideoModel, VideoType};
use ferrovirt_xml::scalar::YesNo;

use super::properties::{OptionList, Properties};
use super::{CommandLine, Launch, device, incomplete, unsupported};

const KIBIBYTE: u64 = 1024;

pub(super) fn videos(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    for (index, video) in domain.devices.videos.iter().enumerate() {
        let model = video.model.as_ref().ok_or_else(|| incomplete("model of a video card"))?;
        let kind = model.video_type.ok_or_else(|| incomplete("type of a video card"))?;
        if kind == VideoType::None {
            continue;
        }
        let is_primary = model.primary.map_or(index == 0, YesNo::is_yes);
        let alias = device::alias(&video.info)?;
        let is_external = video.driver.as_ref().and_then(|driver| driver.name) == Some(VideoBackend::Vhostuser);
        if is_external {
            let number = launch.resources.vhost_user_gpu(alias)?;
            line.list("-chardev", OptionList::new("socket").with("id", format!("chr-vu-{alias}")).with("fd", number));
        }
        let is_vga = is_primary && can_be_vga(kind, is_external, launch);
        let mut properties = Properties::device(&driver(model, kind, is_vga, is_external, &video.info)?);
        // The card that is VGA as well takes none of virtio's options when another process draws.
        if !(is_external && is_vga) {
            device::set_virtio(&mut properties, video.driver.as_ref().map(|driver| &driver.virtio));
        }
        properties.set("id", alias);
        settings(&mut properties, video, model, kind);
        if is_external {
            properties.set("chardev", format!("chr-vu-{alias}"));
        }
        device::set_address(&mut properties, domain, &video.info)?;
        line.device(&properties);
    }
    Ok(())
}

/// Whether this QEMU has the card in the form that firmware of the PC knows.
fn can_be_vga(kind: VideoType, is_external: bool, launch: &Launch<'_>) -> bool {
    let name = match (kind, is_external) {
        (VideoType::Virtio, false) => "virtio-vga",
        (VideoType::Virtio, true) => "vhost-user-vga",
        _ => return true,
    };
    launch.capabilities.types.is_empty() || launch.capabilities.has_device(name)
}

fn driver(
    model: &VideoModel,
    kind: VideoType,
    is_primary: bool,
    is_external: bool,
    info: &DeviceInfo,
) -> Result<String> {
    let accelerated = model.acceleration.as_ref().and_then(|acceleration| acceleration.accel3d);
    let gl = if accelerated.is_some_and(YesNo::is_yes) { "-gl" } else { "" };
    // Only a card on PCI can be the one that the firmware finds.
    let is_pci = matches!(info.address, Some(Address::Pci(_)));
    Ok(match kind {
        VideoType::Vga => "VGA".to_owned(),
        VideoType::Cirrus => "cirrus-vga".to_owned(),
        VideoType::Vmvga => "vmware-svga".to_owned(),
        VideoType::Bochs => "bochs-display".to_owned(),
        VideoType::Ramfb => "ramfb".to_owned(),
        VideoType::Qxl if is_primary => "qxl-vga".to_owned(),
        VideoType::Qxl => "qxl".to_owned(),
        VideoType::Virtio => match (is_primary && is_pci, is_external) {
            (true, false) => format!("virtio-vga{gl}"),
            (true, true) => "vhost-user-vga".to_owned(),
            (false, false) => format!("virtio-gpu{gl}{}", device::virtio_bus(info)?),
            (false, true) => format!("vhost-user-gpu{}", device::virtio_bus(info)?),
        },
        VideoType::Xen | VideoType::Vbox | VideoType::Parallels | VideoType::Gop | VideoType::None => {
            return Err(unsupported(format!("video type '{kind}' is not supported with QEMU")));
        }
    })
}

fn settings(properties: &mut Properties, video: &Video, model: &VideoModel, kind: VideoType) {
    match kind {
        VideoType::Virtio => {
            properties.set_some("max_outputs", model.heads);
            properties.set_some("blob", model.blob.map(|word| word.is_on()));
        }
        VideoType::Qxl => {
            properties.set_some("max_outputs", model.heads);
            properties.set("ram_size", u64::from(model.ram.unwrap_or(0)) * KIBIBYTE);
            properties.set("vram_size", u64::from(model.vram.unwrap_or(0)) * KIBIBYTE);
            properties.set("vram64_size_mb", u64::from(model.vram64.unwrap_or(0)) / KIBIBYTE);
            properties.set("vgamem_mb", u64::from(model.vgamem.unwrap_or(0)) / KIBIBYTE);
        }
        VideoType::Vga | VideoType::Vmvga => {
            properties.set_some("vgamem_mb", model.vram.map(|size| u64::from(size) / KIBIBYTE));
        }
        VideoType::Bochs => properties.set_some("vgamem", model.vram.map(|size| u64::from(size) * KIBIBYTE)),
        _ => {}
    }
    if let Some(resolution) = &model.resolution
        && matches!(kind, VideoType::Qxl | VideoType::Vga | VideoType::Virtio | VideoType::Bochs)
    {
        properties.set_some("xres", resolution.x);
        properties.set_some("yres", resolution.y);
    }
    let _ = video;
}
