//! `<graphics>`: displays on the host.

use crate::scalar::{OnOff, YesNo};
use crate::{element, group, words};

/// A display on the host.
#[element("graphics")]
pub struct Graphics {
    /// How it is shown.
    pub kind: GraphicsKind,
}

/// How a display is shown.
#[group(by = "type")]
pub enum GraphicsKind {
    /// In a window of the host.
    Sdl(SdlGraphics),
    /// Over VNC.
    Vnc(Box<VncGraphics>),
    /// Over RDP.
    Rdp(Box<RdpGraphics>),
    /// On the host's desktop.
    Desktop(DesktopGraphics),
    /// Over SPICE.
    #[xml(since = "0.8.6")]
    Spice(Box<SpiceGraphics>),
    /// Not at all, but drawn.
    #[xml(since = "4.6.0", drivers = "qemu")]
    EglHeadless(EglHeadlessGraphics),
    /// Over D-Bus.
    #[xml(since = "8.4.0", drivers = "qemu")]
    Dbus(DbusGraphics),
}

impl Default for GraphicsKind {
    fn default() -> Self {
        GraphicsKind::Vnc(Box::default())
    }
}

/// Drawing by the host's graphics processor.
#[element("gl")]
pub struct GraphicsGl {
    /// Whether.
    pub enable: Option<YesNo>,
    /// The processor's node.
    #[xml(since = "3.1.0", drivers = "qemu")]
    pub rendernode: Option<String>,
}

/// A window of the host.
#[group]
pub struct SdlGraphics {
    /// The X display.
    pub display: Option<String>,
    /// The file with its key.
    pub xauth: Option<String>,
    /// Whether it fills the screen.
    pub fullscreen: Option<YesNo>,
    /// Drawing by the host's graphics processor.
    pub gl: Option<GraphicsGl>,
}

words! {
    /// What happens to a client when another comes.
    SharePolicy {
        AllowExclusive "allow-exclusive" "It goes if the other wants to be alone.",
        ForceShared "force-shared" "It stays.",
        Ignore "ignore" "It stays, whatever the other wants.",
    }
}

words! {
    /// What happens to a client when the password changes.
    ConnectedAction {
        Fail "fail" "The change is refused.",
        Disconnect "disconnect" "It goes.",
        Keep "keep" "It stays.",
    }
}

/// VNC.
#[group]
pub struct VncGraphics {
    /// The port; -1 for any.
    pub port: Option<i32>,
    /// Whether the host picks the port.
    pub autoport: Option<YesNo>,
    /// The port for browsers; -1 for any.
    #[xml(since = "1.0.6")]
    pub websocket: Option<i32>,
    /// Whether the host picked the port for browsers.
    #[xml("@websocketGenerated", status)]
    pub websocket_generated: Option<YesNo>,
    /// The address of the first listener.
    pub listen: Option<String>,
    /// The socket of the first listener.
    #[xml(since = "0.8.8")]
    pub socket: Option<String>,
    /// The keyboard's layout.
    pub keymap: Option<String>,
    /// What happens to a client when another comes.
    #[xml("@sharePolicy", since = "1.0.6")]
    pub share_policy: Option<SharePolicy>,
    /// Whether clients may power the guest off.
    #[xml("@powerControl", since = "7.1.0")]
    pub power_control: Option<YesNo>,
    /// The password.
    #[xml(secret)]
    pub passwd: Option<String>,
    /// Until when the password is good.
    #[xml("@passwdValidTo", secret)]
    pub passwd_valid_to: Option<String>,
    /// What happens to a client when the password changes.
    #[xml(secret, since = "0.9.3")]
    pub connected: Option<ConnectedAction>,
    /// Where it listens.
    #[xml("listen", since = "0.9.4")]
    pub listens: Vec<GraphicsListen>,
    /// The sound that goes along.
    #[xml("audio/@id", since = "7.2.0", drivers = "qemu")]
    pub audio: Option<u32>,
}

/// RDP.
#[group]
pub struct RdpGraphics {
    /// The port; -1 for any.
    pub port: Option<i32>,
    /// Whether the host picks the port.
    pub autoport: Option<YesNo>,
    /// Whether a new client replaces the old one.
    #[xml("@replaceUser")]
    pub replace_user: Option<YesNo>,
    /// Whether there may be several clients.
    #[xml("@multiUser")]
    pub multi_user: Option<YesNo>,
    /// The user.
    #[xml(secret)]
    pub username: Option<String>,
    /// The password.
    #[xml(secret)]
    pub passwd: Option<String>,
    /// The address of the first listener.
    pub listen: Option<String>,
    /// Where it listens.
    #[xml("listen", since = "0.9.4")]
    pub listens: Vec<GraphicsListen>,
}

/// The host's desktop.
#[group]
pub struct DesktopGraphics {
    /// The X display.
    pub display: Option<String>,
    /// Whether it fills the screen.
    pub fullscreen: Option<YesNo>,
}

words! {
    /// How a channel of SPICE is protected.
    SpiceChannelMode {
        Any "any" "As the client likes.",
        Secure "secure" "By TLS.",
        Insecure "insecure" "Not.",
    }
}

words! {
    /// A channel of SPICE.
    SpiceChannelName {
        Main "main" "Everything else.",
        Display "display" "The display.",
        Inputs "inputs" "Keyboard and mouse.",
        Cursor "cursor" "The mouse pointer.",
        Playback "playback" "Sound to the client.",
        Record "record" "Sound from the client.",
        Smartcard "smartcard" "Smart cards.",
        Usbredir "usbredir" "USB devices.",
    }
}

words! {
    /// How images are compressed.
    SpiceImageCompression {
        AutoGlz "auto_glz" "As suits, with memory of other images.",
        AutoLz "auto_lz" "As suits.",
        Quic "quic" "Well for photographs.",
        Glz "glz" "Well for text, with memory of other images.",
        Lz "lz" "Well for text.",
        Off "off" "Not.",
    }
}

words! {
    /// When slow networks have images compressed further.
    SpiceWanCompression {
        Auto "auto" "As suits.",
        Never "never" "Never.",
        Always "always" "Always.",
    }
}

words! {
    /// Which parts of the display are sent as video.
    SpiceStreamingMode {
        Filter "filter" "Those that look like it.",
        All "all" "All that change often.",
        Off "off" "None.",
    }
}

words! {
    /// Whose mouse pointer is seen.
    MouseMode {
        Server "server" "The guest's.",
        Client "client" "The client's.",
    }
}

/// SPICE.
#[group]
pub struct SpiceGraphics {
    /// The port; -1 for any.
    pub port: Option<i32>,
    /// The port with TLS; -1 for any.
    #[xml("@tlsPort")]
    pub tls_port: Option<i32>,
    /// Whether the host picks the ports.
    pub autoport: Option<YesNo>,
    /// The address of the first listener.
    pub listen: Option<String>,
    /// The keyboard's layout.
    pub keymap: Option<String>,
    /// How channels are protected that are not named.
    #[xml("@defaultMode", since = "0.9.12")]
    pub default_mode: Option<SpiceChannelMode>,
    /// The password.
    #[xml(secret)]
    pub passwd: Option<String>,
    /// Until when the password is good.
    #[xml("@passwdValidTo", secret)]
    pub passwd_valid_to: Option<String>,
    /// What happens to a client when the password changes.
    #[xml(secret, since = "0.9.3")]
    pub connected: Option<ConnectedAction>,
    /// Where it listens.
    #[xml("listen", since = "0.9.4")]
    pub listens: Vec<GraphicsListen>,
    /// How channels are protected.
    pub channels: Vec<SpiceChannel>,
    /// How images are compressed.
    #[xml("image/@compression", since = "0.9.1")]
    pub image: Option<SpiceImageCompression>,
    /// When photographs are compressed further.
    #[xml("jpeg/@compression", since = "0.9.1")]
    pub jpeg: Option<SpiceWanCompression>,
    /// When text is compressed further.
    #[xml("zlib/@compression", since = "0.9.1")]
    pub zlib: Option<SpiceWanCompression>,
    /// Whether sound is compressed.
    #[xml("playback/@compression", since = "0.9.1")]
    pub playback: Option<OnOff>,
    /// Which parts of the display are sent as video.
    #[xml("streaming/@mode", since = "0.9.2")]
    pub streaming: Option<SpiceStreamingMode>,
    /// Whose mouse pointer is seen.
    #[xml("mouse/@mode", since = "0.9.11")]
    pub mouse: Option<MouseMode>,
    /// Whether the clipboard is shared.
    #[xml("clipboard/@copypaste", since = "0.9.3")]
    pub clipboard: Option<YesNo>,
    /// Whether files can be sent to the guest.
    #[xml("filetransfer/@enable", since = "1.2.2")]
    pub filetransfer: Option<YesNo>,
    /// Drawing by the host's graphics processor.
    #[xml(since = "1.3.3", drivers = "qemu")]
    pub gl: Option<GraphicsGl>,
}

/// How a channel of SPICE is protected.
#[element("channel")]
pub struct SpiceChannel {
    /// The channel.
    pub name: Option<SpiceChannelName>,
    /// How.
    pub mode: Option<SpiceChannelMode>,
}

/// A display that is drawn but not shown.
#[group]
pub struct EglHeadlessGraphics {
    /// Drawing by the host's graphics processor.
    #[xml(since = "5.0.0", drivers = "qemu")]
    pub gl: Option<GraphicsGl>,
}

/// D-Bus.
#[group]
pub struct DbusGraphics {
    /// The bus.
    pub address: Option<String>,
    /// Whether clients connect to the emulator itself.
    pub p2p: Option<YesNo>,
    /// Whether the host picked the bus.
    #[xml("@fromConfig", status)]
    pub from_config: Option<YesNo>,
    /// Drawing by the host's graphics processor.
    pub gl: Option<GraphicsGl>,
    /// The sound that goes along.
    #[xml("audio/@id")]
    pub audio: Option<u32>,
}

/// Where a display listens.
#[element("listen", by = "type")]
pub enum GraphicsListen {
    /// Nowhere.
    None,
    /// At an address.
    Address(ListenAddress),
    /// At the address of a network of the host.
    Network(ListenNetwork),
    /// At a socket of the host.
    Socket(ListenSocket),
}

/// An address.
#[group]
pub struct ListenAddress {
    /// The address.
    pub address: Option<String>,
    /// Whether the host's configuration chose it.
    #[xml("@fromConfig", status)]
    pub from_config: Option<u32>,
    /// Whether the driver made it up.
    #[xml("@autoGenerated", status)]
    pub auto_generated: Option<YesNo>,
}

/// A network of the host.
#[group]
pub struct ListenNetwork {
    /// Its address at run time.
    #[xml(live)]
    pub address: Option<String>,
    /// Its name.
    pub network: Option<String>,
}

/// A socket of the host.
#[group]
pub struct ListenSocket {
    /// Its path.
    pub socket: Option<String>,
    /// Whether the host's configuration asked for it.
    #[xml("@fromConfig", status)]
    pub from_config: Option<u32>,
    /// Whether the host picked the path.
    #[xml("@autoGenerated", status)]
    pub auto_generated: Option<YesNo>,
}
