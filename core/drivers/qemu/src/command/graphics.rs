//! Displays: VNC, SPICE, SDL, D-Bus, and none.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::graphics::{
    DbusGraphics, GraphicsGl, GraphicsKind, GraphicsListen, MouseMode, SdlGraphics, SpiceChannelMode, SpiceGraphics,
    VncGraphics,
};
use ferrovirt_xml::scalar::YesNo;

use super::properties::{OptionList, Properties, on_off};
use super::{CommandLine, Launch, unsupported};

/// VNC counts displays from this port.
const VNC_FIRST_PORT: i32 = 5900;

fn is_on(gl: Option<&GraphicsGl>) -> bool {
    gl.and_then(|gl| gl.enable).is_some_and(YesNo::is_yes)
}

/// QEMU opens a window by itself unless it is told not to.
pub(super) fn display(line: &mut CommandLine, domain: &Domain) {
    if domain.devices.graphics.is_empty() {
        line.option("-display", "none");
    }
}

pub(super) fn graphics(line: &mut CommandLine, domain: &Domain, launch: &mut Launch<'_>) -> Result<()> {
    for graphics in &domain.devices.graphics {
        match &graphics.kind {
            GraphicsKind::Vnc(vnc) => self::vnc(line, domain, vnc, launch)?,
            GraphicsKind::Spice(spice) => self::spice(line, spice, launch)?,
            GraphicsKind::Sdl(sdl) => self::sdl(line, sdl),
            GraphicsKind::EglHeadless(egl) => {
                let node = match egl.gl.as_ref().and_then(|gl| gl.rendernode.clone()) {
                    Some(node) => node,
                    None => launch.resources.render_node()?,
                };
                line.list("-display", OptionList::new("egl-headless").with("rendernode", node));
            }
            GraphicsKind::Dbus(dbus) => self::dbus(line, dbus, launch),
            GraphicsKind::Rdp(_) => return Err(unsupported("graphics type 'rdp' is not supported")),
            GraphicsKind::Desktop(_) => return Err(unsupported("unsupported graphics type 'desktop'")),
        }
    }
    Ok(())
}

fn sdl(line: &mut CommandLine, sdl: &SdlGraphics) {
    for (name, value) in [("XAUTHORITY", &sdl.xauth), ("DISPLAY", &sdl.display)] {
        if let Some(value) = value {
            line.environment.push((name.to_owned(), value.clone()));
        }
    }
    if sdl.fullscreen.is_some_and(YesNo::is_yes) {
        line.flag("-full-screen");
    }
    let mut list = OptionList::new("sdl");
    list.set_switch("gl", sdl.gl.as_ref().and_then(|gl| gl.enable).map(YesNo::is_yes));
    line.list("-display", list);
}

fn dbus(line: &mut CommandLine, dbus: &DbusGraphics, launch: &Launch<'_>) {
    let mut list = OptionList::new("dbus");
    if dbus.p2p.is_some_and(YesNo::is_yes) {
        list.set("p2p", "on");
    } else {
        let own = || format!("unix:path={}/{}-dbus.sock", launch.paths.dbus_directory, launch.paths.short_name);
        list.set("addr", dbus.address.clone().unwrap_or_else(own));
    }
    if is_on(dbus.gl.as_ref()) {
        list.set("gl", "on");
        list.set_some("rendernode", dbus.gl.as_ref().and_then(|gl| gl.rendernode.as_ref()));
    }
    list.set_some("audiodev", dbus.audio.map(|id| format!("audio{id}")));
    line.list("-display", list);
}

/// An address as part of `host:port`.
fn host(address: &str) -> String {
    if address.contains(':') && !address.starts_with('[') { format!("[{address}]") } else { address.to_owned() }
}

/// Whether a display listens on a socket because nothing says where it listens.
fn is_auto_socket(listen: Option<&GraphicsListen>, is_wanted: bool) -> bool {
    is_wanted
        && match listen {
            None => true,
            Some(GraphicsListen::Address(listen)) => listen.address.is_none(),
            Some(_) => false,
        }
}

/// A network's address is known once the guest starts.
fn resolve(listen: Option<&GraphicsListen>, launch: &mut Launch<'_>) -> Result<Option<GraphicsListen>> {
    let Some(GraphicsListen::Network(network)) = listen else { return Ok(listen.cloned()) };
    let mut network = network.clone();
    if let (None, Some(name)) = (&network.address, &network.network) {
        network.address = Some(launch.resources.network_address(name)?);
    }
    Ok(Some(GraphicsListen::Network(network)))
}

fn sasl(line: &mut CommandLine, launch: &Launch<'_>) {
    let directory = launch.settings.sasl_directory.clone();
    line.environment.extend(directory.map(|directory| ("SASL_CONF_PATH".to_owned(), directory)));
}

fn listen_address<'a>(listen: Option<&'a GraphicsListen>, default: &'a str) -> &'a str {
    let stated = match listen {
        Some(GraphicsListen::Address(listen)) => listen.address.as_deref(),
        Some(GraphicsListen::Network(listen)) => listen.address.as_deref(),
        _ => None,
    };
    stated.unwrap_or(default)
}

fn vnc(line: &mut CommandLine, domain: &Domain, vnc: &VncGraphics, launch: &mut Launch<'_>) -> Result<()> {
    let first = resolve(vnc.listens.first(), launch)?;
    let mut list = match first.as_ref() {
        listen if is_auto_socket(listen, launch.settings.vnc_auto_socket) => {
            OptionList::default().with("vnc", format!("unix:{}/vnc.sock", launch.paths.library_directory))
        }
        Some(GraphicsListen::Socket(socket)) => {
            let own = || format!("{}/vnc.sock", launch.paths.library_directory);
            OptionList::default().with("vnc", format!("unix:{}", socket.socket.clone().unwrap_or_else(own)))
        }
        Some(GraphicsListen::None) => OptionList::new("none"),
        listen => {
            let address = host(listen_address(listen, &launch.settings.vnc_listen));
            let port = match vnc.port {
                Some(port) if port > 0 => port,
                _ => i32::from(launch.resources.display_port("vnc")?),
            };
            let display = port.checked_sub(VNC_FIRST_PORT).filter(|display| *display >= 0);
            let display =
                display.ok_or_else(|| unsupported(format!("vnc port must be in range [5900,65535], not {port}")))?;
            let mut list = OptionList::from_value(&format!("{address}:{display}"));
            match vnc.websocket {
                None | Some(0) => {}
                Some(-1) => list.set("websocket", launch.resources.display_port("vnc-websocket")?),
                Some(port) => list.set("websocket", port),
            }
            list
        }
    };
    list.set_some("share", vnc.share_policy);
    if vnc.passwd.is_some() || launch.settings.has_vnc_password {
        list.set("password", "on");
    }
    if let Some(directory) = launch.settings.vnc_tls_directory.clone() {
        let id = "vnc-tls-creds0";
        let mut credentials = Properties::object("tls-creds-x509", id)
            .with("dir", directory)
            .with("endpoint", "server")
            .with("verify-peer", launch.settings.vnc_tls_verifies);
        if let Some(secret) = launch.settings.vnc_tls_secret.clone() {
            let name = format!("{id}-secret0");
            line.object(&super::secret::of_certificate(&name, &secret, launch)?);
            credentials.set("passwordid", name);
        }
        line.object(&credentials);
        list.set("tls-creds", id);
    }
    if launch.settings.vnc_sasl {
        sasl(line, launch);
        list.set("sasl", "on");
    }
    list.set_switch("power-control", vnc.power_control.map(YesNo::is_yes));
    let first = || domain.devices.audios.iter().find_map(|audio| audio.id);
    list.set_some("audiodev", vnc.audio.or_else(first).map(|id| format!("audio{id}")));
    line.list("-vnc", list);
    if let Some(keymap) = &vnc.keymap {
        line.option("-k", keymap.as_str());
    }
    Ok(())
}

fn spice(line: &mut CommandLine, spice: &SpiceGraphics, launch: &mut Launch<'_>) -> Result<()> {
    let mut list = OptionList::default();
    let first = resolve(spice.listens.first(), launch)?;
    match first.as_ref() {
        listen if is_auto_socket(listen, launch.settings.spice_auto_socket) => {
            list.set("unix", "on");
            list.set("addr", format!("{}/spice.sock", launch.paths.library_directory));
        }
        Some(GraphicsListen::Socket(socket)) => {
            let own = || format!("{}/spice.sock", launch.paths.library_directory);
            list.set("unix", "on");
            list.set("addr", socket.socket.clone().unwrap_or_else(own));
        }
        // No server at all, but QEMU wants a port to be stated.
        Some(GraphicsListen::None) => list.set("port", 0),
        listen => {
            let is_automatic = spice.autoport.is_some_and(YesNo::is_yes);
            let tls = launch.settings.spice_tls_directory.is_some();
            let port = match spice.port {
                Some(port) if port > 0 => Some(port),
                _ if is_automatic || spice.port == Some(-1) => Some(i32::from(launch.resources.display_port("spice")?)),
                _ => None,
            };
            let tls_port = match spice.tls_port {
                Some(port) if port > 0 => Some(port),
                _ if tls && (is_automatic || spice.tls_port == Some(-1)) => {
                    Some(i32::from(launch.resources.display_port("spice-tls")?))
                }
                _ => None,
            };
            // A server without a port is asked for as port 0.
            list.set("port", port.unwrap_or(0));
            if tls_port.is_some() && !tls {
                return Err(unsupported("spice TLS port set in XML configuration, but TLS is disabled in qemu.conf"));
            }
            list.set_some("tls-port", tls_port);
            if port.is_some_and(|port| port > 0) || tls_port.is_some() {
                list.set("addr", listen_address(listen, &launch.settings.spice_listen));
            }
        }
    }
    if launch.settings.spice_sasl {
        sasl(line, launch);
        list.set("sasl", "on");
    }
    if let Some(directory) = launch.settings.spice_tls_directory.clone()
        && spice.tls_port.is_some_and(|port| port != 0)
    {
        list.set("x509-dir", directory);
    }
    spice_channels(&mut list, spice, launch)?;
    list.set_some("image-compression", spice.image);
    list.set_some("jpeg-wan-compression", spice.jpeg);
    list.set_some("zlib-glz-wan-compression", spice.zlib);
    list.set_some("playback-compression", spice.playback);
    list.set_some("streaming-video", spice.streaming);
    if spice.mouse == Some(MouseMode::Server) {
        list.set("agent-mouse", "off");
    } else if spice.mouse == Some(MouseMode::Client) {
        list.set("agent-mouse", "on");
    }
    if spice.clipboard.is_some_and(|word| !word.is_yes()) {
        list.set("disable-copy-paste", "on");
    }
    if spice.filetransfer.is_some_and(|word| !word.is_yes()) {
        list.set("disable-agent-file-xfer", "on");
    }
    if let Some(enable) = spice.gl.as_ref().and_then(|gl| gl.enable) {
        list.set("gl", on_off(enable.is_yes()));
        if enable.is_yes() {
            let node = match spice.gl.as_ref().and_then(|gl| gl.rendernode.clone()) {
                Some(node) => node,
                None => launch.resources.render_node()?,
            };
            list.set("rendernode", node);
        }
    }
    list.set("seamless-migration", "on");
    line.list("-spice", list);
    if let Some(keymap) = &spice.keymap {
        line.option("-k", keymap.as_str());
    }
    Ok(())
}

fn spice_channels(list: &mut OptionList, spice: &SpiceGraphics, launch: &Launch<'_>) -> Result<()> {
    let has_tls = launch.settings.spice_tls_directory.is_some();
    match spice.default_mode {
        Some(SpiceChannelMode::Secure) if !has_tls => {
            return Err(unsupported(
                "spice defaultMode secure requested in XML configuration, but TLS connection is not available",
            ));
        }
        Some(SpiceChannelMode::Secure) => list.set("tls-channel", "default"),
        Some(SpiceChannelMode::Insecure) => list.set("plaintext-channel", "default"),
        Some(SpiceChannelMode::Any) | None => {}
    }
    for channel in &spice.channels {
        let Some(name) = channel.name else { continue };
        match channel.mode {
            Some(SpiceChannelMode::Secure) if !has_tls => {
                return Err(unsupported(
                    "spice secure channels set in XML configuration, but TLS connection is not available",
                ));
            }
            Some(SpiceChannelMode::Secure) => list.set("tls-channel", name),
            Some(SpiceChannelMode::Insecure) => list.set("plaintext-channel", name),
            Some(SpiceChannelMode::Any) | None => {}
        }
    }
    Ok(())
}
