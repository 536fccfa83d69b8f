//! Displays: where they listen, and which video card is the first.

use crate::Result;
use crate::domain::devices::Devices;
use crate::domain::devices::graphics::{GraphicsKind, GraphicsListen, ListenAddress, ListenSocket, VncGraphics};
use crate::scalar::YesNo;
use ferrovirt_error::{Error, ErrorCode, ErrorDomain};

pub(super) fn complete(devices: &mut Devices) -> Result<()> {
    for graphics in &mut devices.graphics {
        if let GraphicsKind::Vnc(vnc) = &mut graphics.kind {
            complete_vnc(vnc)?;
        }
    }
    let is_primary = |model: &Option<YesNo>| model.is_some_and(YesNo::is_yes);
    let mut models = devices.videos.iter().filter_map(|video| video.model.as_ref());
    if !models.any(|model| is_primary(&model.primary))
        && let Some(model) = devices.videos.first_mut().and_then(|video| video.model.as_mut())
    {
        model.primary = Some(YesNo::Yes);
    }
    Ok(())
}

fn complete_vnc(vnc: &mut VncGraphics) -> Result<()> {
    let listen = match (vnc.socket.clone(), vnc.listens.first()) {
        (Some(socket), None | Some(GraphicsListen::Address(_))) => {
            Some(GraphicsListen::Socket(ListenSocket { socket: Some(socket), ..ListenSocket::default() }))
        }
        (None, None) => {
            let address = vnc.listen.clone();
            Some(GraphicsListen::Address(ListenAddress { address, ..ListenAddress::default() }))
        }
        _ => None,
    };
    if let Some(listen) = listen {
        vnc.listens.drain(..vnc.listens.len().min(1));
        vnc.listens.insert(0, listen);
    }
    // For programs of old, the attributes say again what the first element says.
    match vnc.listens.first() {
        Some(GraphicsListen::Address(listen)) => agree("listen", "address", &mut vnc.listen, listen.address.as_ref())?,
        Some(GraphicsListen::Socket(listen)) => {
            vnc.listen = None;
            return agree("socket", "socket", &mut vnc.socket, listen.socket.as_ref());
        }
        Some(GraphicsListen::Network(_)) => {}
        Some(GraphicsListen::None) | None => return Ok(()),
    }
    match (vnc.port, vnc.autoport) {
        (Some(port), None | Some(YesNo::No)) if port > 0 => vnc.autoport = Some(YesNo::No),
        (None | Some(0), Some(YesNo::No)) => {}
        _ => (vnc.port, vnc.autoport) = (Some(-1), Some(YesNo::Yes)),
    }
    Ok(())
}

/// Takes over what the element says; the attribute may not say anything else.
fn agree(attribute: &str, of_element: &str, value: &mut Option<String>, element: Option<&String>) -> Result<()> {
    match (value.as_deref(), element) {
        (Some(stated), Some(element)) if stated != element => {
            let detail = format!(
                "graphics '{attribute}' attribute '{stated}' must match '{of_element}' attribute of first listen element \
                 (found '{element}')"
            );
            Err(Error::new(ErrorCode::XmlError, ErrorDomain::Domain, detail))
        }
        _ => {
            *value = element.cloned();
            Ok(())
        }
    }
}
