//! Video cards: the one that goes with a display, models, and the memory that a model has.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::graphics::{GraphicsKind, GraphicsListen};
use ferrovirt_xml::domain::devices::video::{Video, VideoModel, VideoType};
use ferrovirt_xml::scalar::YesNo;

use super::Context;
use crate::layout::Layout;
use crate::rules::{self, Platform};

/// Sockets that were made up for an earlier run of the guest are made up anew.
pub(super) fn forget_sockets(domain: &mut Domain, layout: &Layout) {
    let prefix = format!("{}/domain-", layout.library_directory);
    let is_generated = |socket: &Option<String>| socket.as_ref().is_some_and(|path| path.starts_with(&prefix));
    for graphics in &mut domain.devices.graphics {
        let GraphicsKind::Vnc(vnc) = &mut graphics.kind else { continue };
        vnc.socket = vnc.socket.take().filter(|path| !path.starts_with(&prefix));
        vnc.listens.retain(|listen| !matches!(listen, GraphicsListen::Socket(socket) if is_generated(&socket.socket)));
    }
}

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    if devices.videos.is_empty() && !devices.graphics.is_empty() {
        let model = VideoModel { primary: Some(YesNo::Yes), ..VideoModel::default() };
        devices.videos.push(Video { model: Some(model), ..Video::default() });
    }
    for video in &mut devices.videos {
        complete_video(video, context, platform);
    }
    Ok(())
}

fn complete_video(video: &mut Video, context: &Context<'_>, platform: Platform) {
    let model = video.model.get_or_insert_with(VideoModel::default);
    let kind = *model.video_type.get_or_insert_with(|| rules::default_video(platform, context.capabilities));
    if kind == VideoType::None {
        model.primary = None;
        return;
    }
    const MEBIBYTE: u32 = 1024;
    match kind {
        VideoType::Qxl => {
            let round = |size: &mut Option<u32>, default: u32| {
                let size = size.get_or_insert(default);
                *size = size.checked_next_power_of_two().unwrap_or(*size);
            };
            round(&mut model.ram, 64 * MEBIBYTE);
            round(&mut model.vram, 64 * MEBIBYTE);
            round(&mut model.vgamem, 16 * MEBIBYTE);
        }
        VideoType::Vga | VideoType::Cirrus | VideoType::Vmvga | VideoType::Bochs => {
            model.vram.get_or_insert(16 * MEBIBYTE);
        }
        _ => {}
    }
    model.heads.get_or_insert(1);
}
