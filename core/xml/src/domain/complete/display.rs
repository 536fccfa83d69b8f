//! Displays: where they listen, and which video card is the first.

use super::invalid;
use crate::Result;
use crate::domain::devices::Devices;
use crate::domain::devices::graphics::{GraphicsKind, GraphicsListen, ListenAddress, ListenSocket, SpiceGraphics};
use crate::domain::devices::video::Video;
use crate::scalar::YesNo;

pub(super) fn complete(devices: &mut Devices) -> Result<()> {
    for graphics in &mut devices.graphics {
        match &mut graphics.kind {
            GraphicsKind::Vnc(vnc) => {
                listens(&mut vnc.listens, &mut vnc.listen, &mut vnc.socket)?;
                if has_port(&vnc.listens) {
                    port(&mut vnc.port, &mut vnc.autoport);
                }
            }
            GraphicsKind::Spice(spice) => complete_spice(spice)?,
            GraphicsKind::Rdp(rdp) => {
                listens(&mut rdp.listens, &mut rdp.listen, &mut None)?;
                port(&mut rdp.port, &mut rdp.autoport);
            }
            GraphicsKind::Sdl(_) | GraphicsKind::Desktop(_) | GraphicsKind::EglHeadless(_) | GraphicsKind::Dbus(_) => {}
        }
    }
    primary_video(&mut devices.videos);
    Ok(())
}

/// The card that the firmware uses comes first; it is the first card, if none is said to be.
fn primary_video(videos: &mut Vec<Video>) {
    let is_primary = |video: &Video| video.model.as_ref().and_then(|model| model.primary).is_some_and(YesNo::is_yes);
    if let Some(position) = videos.iter().position(is_primary) {
        let primary = videos.remove(position);
        videos.insert(0, primary);
    }
    for (index, video) in videos.iter_mut().enumerate() {
        video.model.get_or_insert_default().primary = (index == 0).then_some(YesNo::Yes);
    }
}

fn complete_spice(spice: &mut SpiceGraphics) -> Result<()> {
    let is_automatic = spice.autoport.is_some_and(YesNo::is_yes);
    let has_any_port = is_automatic || [spice.port, spice.tls_port].into_iter().flatten().any(|port| port != 0);
    if spice.listen.is_none() && spice.listens.is_empty() && !has_any_port {
        // Nobody can connect: the display is the guest's alone.
        spice.listens.push(GraphicsListen::None);
    }
    listens(&mut spice.listens, &mut spice.listen, &mut None)?;
    if !has_port(&spice.listens) {
        spice.autoport = spice.autoport.filter(|word| word.is_yes());
    } else if is_automatic || spice.port == Some(-1) && spice.tls_port == Some(-1) {
        (spice.autoport, spice.port, spice.tls_port) = (Some(YesNo::Yes), None, None);
    } else if has_any_port {
        spice.autoport.get_or_insert(YesNo::No);
    }
    Ok(())
}

fn has_port(listens: &[GraphicsListen]) -> bool {
    matches!(listens.first(), Some(GraphicsListen::Address(_) | GraphicsListen::Network(_)))
}

/// A port that isn't stated is chosen when the guest starts.
fn port(port: &mut Option<i32>, automatic: &mut Option<YesNo>) {
    match (*port, *automatic) {
        (Some(stated), None | Some(YesNo::No)) if stated > 0 => *automatic = Some(YesNo::No),
        (None | Some(0), Some(YesNo::No)) => {}
        _ => (*port, *automatic) = (Some(-1), Some(YesNo::Yes)),
    }
}

/// For programs of old, the attributes say again what the first element says.
fn listens(listens: &mut Vec<GraphicsListen>, listen: &mut Option<String>, socket: &mut Option<String>) -> Result<()> {
    let first = match (socket.clone(), listens.first()) {
        (Some(socket), None | Some(GraphicsListen::Address(_))) => {
            Some(GraphicsListen::Socket(ListenSocket { socket: Some(socket), ..ListenSocket::default() }))
        }
        (None, None) => {
            Some(GraphicsListen::Address(ListenAddress { address: listen.clone(), ..ListenAddress::default() }))
        }
        _ => None,
    };
    if let Some(first) = first {
        listens.drain(..listens.len().min(1));
        listens.insert(0, first);
    }
    match listens.first() {
        Some(GraphicsListen::Address(first)) => agree("listen", "address", listen, first.address.as_ref()),
        Some(GraphicsListen::Socket(first)) => {
            *listen = None;
            agree("socket", "socket", socket, first.socket.as_ref())
        }
        Some(GraphicsListen::Network(first)) => {
            listen.clone_from(&first.address);
            Ok(())
        }
        Some(GraphicsListen::None) | None => {
            *listen = None;
            Ok(())
        }
    }
}

/// Takes over what the element says; the attribute may not say anything else.
fn agree(attribute: &str, of_element: &str, value: &mut Option<String>, element: Option<&String>) -> Result<()> {
    match (value.as_deref(), element) {
        (Some(stated), Some(element)) if stated != element => Err(invalid(format!(
            "graphics '{attribute}' attribute '{stated}' must match '{of_element}' attribute of first listen element \
             (found '{element}')"
        ))),
        _ => {
            *value = element.cloned();
            Ok(())
        }
    }
}
