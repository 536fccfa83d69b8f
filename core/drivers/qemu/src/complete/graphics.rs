//! Displays: ports, addresses, and the video card and sound that go with them.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::Devices;
use ferrovirt_xml::domain::devices::audio::{Audio, AudioType};
use ferrovirt_xml::domain::devices::graphics::{Graphics, GraphicsKind, GraphicsListen, ListenAddress, ListenSocket};
use ferrovirt_xml::domain::devices::video::{Video, VideoModel, VideoType};
use ferrovirt_xml::scalar::YesNo;

use super::Context;
use crate::rules::{self, Platform};

pub(super) fn complete(domain: &mut Domain, context: &Context<'_>) -> Result<()> {
    let platform = Platform::of(domain);
    let devices = &mut domain.devices;
    for graphics in &mut devices.graphics {
        complete_graphics(graphics);
    }
    audio(devices);
    if devices.videos.is_empty() && !devices.graphics.is_empty() {
        let video_type = Some(rules::default_video(platform, context.capabilities));
        devices
            .videos
            .push(Video { model: Some(VideoModel { video_type, ..VideoModel::default() }), ..Video::default() });
    }
    for (index, video) in devices.videos.iter_mut().enumerate() {
        complete_video(video, index == 0, context, platform);
    }
    // The card that the firmware uses comes first.
    if let Some(primary) = devices.videos.iter().skip(1).position(is_primary) {
        let video = devices.videos.remove(primary + 1);
        if let Some(first) = devices.videos.first_mut()
            && let Some(model) = &mut first.model
        {
            model.primary = None;
        }
        devices.videos.insert(0, video);
    }
    Ok(())
}

fn is_primary(video: &Video) -> bool {
    video.model.as_ref().and_then(|model| model.primary).is_some_and(YesNo::is_yes)
}

fn complete_graphics(graphics: &mut Graphics) {
    match &mut graphics.kind {
        GraphicsKind::Vnc(vnc) => {
            let socket = vnc.socket.clone();
            listens(&mut vnc.listens, &mut vnc.listen, socket);
            if has_port(&vnc.listens) {
                (vnc.port, vnc.autoport) = port(vnc.port, vnc.autoport);
            }
        }
        GraphicsKind::Spice(spice) => {
            let is_stated = spice.listen.is_some() || !spice.listens.is_empty();
            let has_any_port = spice.autoport.is_some_and(YesNo::is_yes)
                || [spice.port, spice.tls_port].into_iter().flatten().any(|port| port != 0);
            if !is_stated && !has_any_port {
                // Nobody can connect: the display is the guest's alone.
                spice.listens.push(GraphicsListen::None);
            }
            listens(&mut spice.listens, &mut spice.listen, None);
            if has_port(&spice.listens) {
                let is_automatic =
                    spice.autoport.is_some_and(YesNo::is_yes) || spice.port == Some(-1) && spice.tls_port == Some(-1);
                if is_automatic {
                    spice.autoport = Some(YesNo::Yes);
                    (spice.port, spice.tls_port) = (None, None);
                } else if has_any_port {
                    spice.autoport.get_or_insert(YesNo::No);
                }
            }
        }
        GraphicsKind::Rdp(rdp) => {
            listens(&mut rdp.listens, &mut rdp.listen, None);
            (rdp.port, rdp.autoport) = port(rdp.port, rdp.autoport);
        }
        GraphicsKind::Sdl(_) | GraphicsKind::Desktop(_) | GraphicsKind::EglHeadless(_) | GraphicsKind::Dbus(_) => {}
    }
}

fn has_port(listens: &[GraphicsListen]) -> bool {
    matches!(listens.first(), Some(GraphicsListen::Address(_) | GraphicsListen::Network(_)))
}

/// A port that isn't stated is chosen when the guest starts.
fn port(port: Option<i32>, automatic: Option<YesNo>) -> (Option<i32>, Option<YesNo>) {
    match port {
        Some(port) if port > 0 && !automatic.is_some_and(YesNo::is_yes) => (Some(port), Some(YesNo::No)),
        _ => (Some(-1), Some(YesNo::Yes)),
    }
}

/// The old attribute and the first element say the same.
fn listens(listens: &mut Vec<GraphicsListen>, attribute: &mut Option<String>, socket: Option<String>) {
    if listens.is_empty() {
        listens.push(match socket {
            Some(socket) => GraphicsListen::Socket(ListenSocket { socket: Some(socket), ..ListenSocket::default() }),
            None => GraphicsListen::Address(ListenAddress { address: attribute.clone(), ..ListenAddress::default() }),
        });
    }
    *attribute = match listens.first() {
        Some(GraphicsListen::Address(listen)) => listen.address.clone(),
        Some(GraphicsListen::Network(listen)) => listen.address.clone(),
        _ => None,
    };
}

/// The sound of a guest goes to its display where that has a way for it.
fn audio(devices: &mut Devices) {
    if !devices.audios.is_empty() {
        return;
    }
    let has = |is_kind: fn(&GraphicsKind) -> bool| devices.graphics.iter().any(|graphics| is_kind(&graphics.kind));
    let kind = if has(|kind| matches!(kind, GraphicsKind::Spice(_))) {
        AudioType::Spice
    } else if devices.graphics.is_empty() || has(|kind| matches!(kind, GraphicsKind::Vnc(_))) {
        AudioType::None
    } else {
        return;
    };
    devices.audios.push(Audio { id: Some(1), audio_type: Some(kind), ..Audio::default() });
}

fn complete_video(video: &mut Video, is_first: bool, context: &Context<'_>, platform: Platform) {
    let model = video.model.get_or_insert_with(VideoModel::default);
    let kind = *model.video_type.get_or_insert_with(|| rules::default_video(platform, context.capabilities));
    if kind == VideoType::None {
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
    if is_first {
        model.primary = Some(YesNo::Yes);
    } else {
        model.primary = model.primary.filter(|word| word.is_yes());
    }
}
