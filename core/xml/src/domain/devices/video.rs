//! `<video>`: video cards.

use super::DeviceInfo;
use super::virtio::VirtioOptions;
use crate::scalar::{OnOff, YesNo};
use crate::{element, words};

/// A video card.
#[element("video")]
pub struct Video {
    /// Its settings.
    pub driver: Option<VideoDriver>,
    /// What it is.
    pub model: Option<VideoModel>,
    /// What all devices have.
    pub info: DeviceInfo,
}

words! {
    /// Who runs a video card.
    VideoBackend {
        Qemu "qemu" "The emulator.",
        Vhostuser "vhostuser" "A program of its own.",
    }
}

words! {
    /// How a card answers the registers of VGA.
    VgaConf {
        Io "io" "In part.",
        On "on" "Yes.",
        Off "off" "No.",
    }
}

/// Settings of a video card.
#[element("driver")]
pub struct VideoDriver {
    /// Who runs it.
    #[xml(since = "5.8.0")]
    pub name: Option<VideoBackend>,
    /// How it answers the registers of VGA.
    #[xml(since = "3.5.0", drivers = "bhyve")]
    pub vgaconf: Option<VgaConf>,
    /// Settings of virtio.
    #[xml(since = "3.5.0")]
    pub virtio: VirtioOptions,
}

words! {
    /// A video card.
    VideoType {
        Vga "vga" "Standard VGA.",
        Cirrus "cirrus" "Cirrus Logic's.",
        Vmvga "vmvga" "VMware's.",
        Xen "xen" "Xen's.",
        Vbox "vbox" "VirtualBox's.",
        Qxl "qxl" "SPICE's.",
        Parallels "parallels" "Virtuozzo's.",
        Virtio "virtio" "virtio's.",
        Gop "gop" "bhyve's.",
        None "none" "None.",
        Bochs "bochs" "Bochs's.",
        Ramfb "ramfb" "Memory alone.",
    }
}

/// What a video card is.
#[element("model")]
pub struct VideoModel {
    /// Which card.
    #[xml("@type")]
    pub video_type: Option<VideoType>,
    /// The memory of QXL's commands in KiB.
    #[xml(since = "1.0.2", drivers = "qemu")]
    pub ram: Option<u32>,
    /// Its memory in KiB.
    pub vram: Option<u32>,
    /// The part of it that 64 bits reach.
    #[xml(since = "1.3.3", drivers = "qemu")]
    pub vram64: Option<u32>,
    /// The part of it for VGA.
    #[xml(since = "1.2.11", drivers = "qemu")]
    pub vgamem: Option<u32>,
    /// How many displays it has.
    pub heads: Option<u32>,
    /// Whether it is the first.
    #[xml(since = "1.0.2")]
    pub primary: Option<YesNo>,
    /// Whether images need no copies.
    pub blob: Option<OnOff>,
    /// Who draws.
    pub acceleration: Option<VideoAcceleration>,
    /// The size at start.
    pub resolution: Option<VideoResolution>,
}

/// Drawing by the host.
#[element("acceleration")]
pub struct VideoAcceleration {
    /// Whether in two dimensions.
    #[xml(since = "0.7.1", drivers = "vbox")]
    pub accel2d: Option<YesNo>,
    /// Whether in three dimensions.
    #[xml(since = "0.7.1", drivers = "vbox, qemu")]
    pub accel3d: Option<YesNo>,
    /// The node of the host's graphics processor.
    #[xml(since = "5.8.0", drivers = "qemu")]
    pub rendernode: Option<String>,
}

/// The size of a display.
#[element("resolution")]
pub struct VideoResolution {
    /// The width.
    pub x: Option<u32>,
    /// The height.
    pub y: Option<u32>,
}
