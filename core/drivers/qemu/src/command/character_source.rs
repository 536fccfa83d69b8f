//! The host's side of a character device.

use ferrovirt_error::Result;
use ferrovirt_xml::domain::devices::chardev::{
    CharLog, CharMode, CharProtocol, CharSource, NetworkAttributes, Reconnect, TcpSource, UdpSource, UnixAttributes,
};
use ferrovirt_xml::scalar::OnOff;

use super::properties::{OptionList, Properties};
use super::resources::{FilePurpose, FileRequest};
use super::{CommandLine, Launch, incomplete};

/// The host's side of a character device.
pub(super) struct Backend<'a> {
    /// Where it leads to.
    pub source: &'a CharSource,
    /// Where its output is kept as well.
    pub log: Option<&'a CharLog>,
    /// The device's name.
    pub alias: &'a str,
}

impl Backend<'_> {
    /// Adds it, after objects that it needs. Its name is `char` and the device's.
    pub fn build(&self, line: &mut CommandLine, launch: &mut Launch<'_>) -> Result<()> {
        let id = format!("char{}", self.alias);
        let with = |kind: &str| OptionList::new(kind).with("id", &id);
        let mut list = match self.source {
            CharSource::Null => with("null"),
            CharSource::Vc => with("vc"),
            CharSource::Pty(_) => with("pty"),
            CharSource::Stdio => with("stdio"),
            CharSource::Dev(source) => {
                let kind = if self.alias.contains("parallel") { "parallel" } else { "serial" };
                let path = source.source.as_ref().and_then(|source| source.path.as_deref());
                with(kind).with("path", path.ok_or_else(|| incomplete("path of a character device"))?)
            }
            CharSource::Pipe(source) => {
                let path = source.source.as_ref().and_then(|source| source.path.as_deref());
                with("pipe").with("path", path.ok_or_else(|| incomplete("path of a character device"))?)
            }
            CharSource::File(source) => {
                let source = source.source.as_ref().ok_or_else(|| incomplete("file of a character device"))?;
                let path = source.path.as_deref().ok_or_else(|| incomplete("file of a character device"))?;
                let append = source.append.is_some_and(OnOff::is_on);
                let request = FileRequest { path, purpose: FilePurpose::CharacterSource, write: true, append };
                let number = launch.resources.open_file(&request)?;
                let path = line.descriptor_set(number, &format!("{}-source", self.alias));
                // The descriptor was emptied by us if at all, so QEMU must not do so again.
                with("file").with("path", path).with("append", "on")
            }
            CharSource::Udp(source) => udp(with("udp"), source),
            CharSource::Tcp(source) => self.tcp(line, with("socket"), source, launch)?,
            CharSource::Unix(source) => {
                let source = source.source.as_ref().ok_or_else(|| incomplete("socket of a character device"))?;
                unix(with("socket"), source, launch)?
            }
            CharSource::Spicevmc => {
                let name = if self.alias.contains("smartcard") {
                    "smartcard"
                } else if self.alias.contains("redir") {
                    "usbredir"
                } else {
                    "vdagent"
                };
                with("spicevmc").with("name", name)
            }
            CharSource::Spiceport(source) => with("spiceport").with_some("name", source.channel.as_ref()),
            CharSource::Dbus(source) => with("dbus").with_some("name", source.channel.as_ref()),
            CharSource::QemuVdagent(source) => {
                let source = source.source.as_ref();
                let mut list = with("qemu-vdagent").with("name", "vdagent");
                list.set_switch("clipboard", source.and_then(|found| found.clipboard).map(|word| word.is_yes()));
                let mouse = source.and_then(|found| found.mouse);
                list.set_switch("mouse", mouse.map(|mode| mode.as_str() == "client"));
                list
            }
            CharSource::Nmdm(_) => return Err(super::unsupported("unsupported chardev 'nmdm'")),
        };
        if let Some(log) = self.log
            && let Some(path) = &log.file
        {
            let append = log.append.is_some_and(OnOff::is_on);
            let request = FileRequest { path, purpose: FilePurpose::CharacterLog, write: true, append };
            let number = launch.resources.open_file(&request)?;
            list.set("logfile", line.descriptor_set(number, &format!("{}-log", self.alias)));
            list.set("logappend", "on");
        }
        line.list("-chardev", list);
        Ok(())
    }

    fn tcp(
        &self,
        line: &mut CommandLine,
        mut list: OptionList,
        source: &TcpSource,
        launch: &mut Launch<'_>,
    ) -> Result<OptionList> {
        let address = source.source.as_ref().ok_or_else(|| incomplete("address of a character device"))?;
        list.set("host", address.host.as_deref().unwrap_or_default());
        list.set("port", address.service.as_deref().unwrap_or_default());
        if source.protocol == Some(CharProtocol::Telnet) {
            list.set("telnet", "on");
        }
        let is_server = address.mode == Some(CharMode::Bind);
        if is_server {
            list.set("server", "on");
            list.set("wait", "off");
        }
        reconnect(&mut list, address.reconnect.as_ref(), launch);
        let is_encrypted = address.tls.map_or(launch.settings.character_tls, |word| word.is_yes());
        if is_encrypted {
            let secret = match launch.settings.character_tls_secret.clone() {
                Some(secret) => {
                    let name = format!("char{}-secret0", self.alias);
                    line.object(&super::secret::of_certificate(&name, &secret, launch)?);
                    Some(name)
                }
                None => None,
            };
            let id = format!("objchar{}_tls0", self.alias);
            let credentials = Properties::object("tls-creds-x509", id.as_str())
                .with("dir", launch.settings.character_tls_directory.as_str())
                .with("endpoint", if is_server { "server" } else { "client" })
                .with("verify-peer", true)
                .with_some("passwordid", secret);
            line.object(&credentials);
            list.set("tls-creds", id);
        }
        Ok(list)
    }
}

/// Adds when a lost connection is tried again.
pub(super) fn reconnect(list: &mut OptionList, reconnect: Option<&Reconnect>, launch: &Launch<'_>) {
    let Some(reconnect) = reconnect else { return };
    let seconds = match reconnect.enabled.map(|word| word.is_yes()) {
        Some(true) => reconnect.timeout.unwrap_or(0),
        Some(false) => 0,
        None => return,
    };
    match takes_milliseconds(launch) {
        true => list.set("reconnect-ms", u64::from(seconds) * 1000),
        false => list.set("reconnect", seconds),
    }
}

/// Whether times of reconnection are in milliseconds (QEMU 9.2).
pub(super) fn takes_milliseconds(launch: &Launch<'_>) -> bool {
    launch.capabilities.version >= crate::qmp::QemuVersion { major: 9, minor: 2, micro: 0 }
}

fn unix(mut list: OptionList, source: &UnixAttributes, launch: &mut Launch<'_>) -> Result<OptionList> {
    let path = source.path.as_deref().ok_or_else(|| incomplete("path of a socket"))?;
    if source.mode == Some(CharMode::Bind) {
        list.set("fd", launch.resources.listen_unix(path)?);
        list.set("server", "on");
        list.set("wait", "off");
    } else {
        list.set("path", path);
        reconnect(&mut list, source.reconnect.as_ref(), launch);
    }
    Ok(list)
}

fn udp(mut list: OptionList, source: &UdpSource) -> OptionList {
    let with_mode =
        |mode: CharMode| source.sources.iter().find(|address| address.mode.unwrap_or(CharMode::Connect) == mode);
    let text = |address: Option<&NetworkAttributes>, pick: fn(&NetworkAttributes) -> &Option<String>| {
        address.and_then(|address| pick(address).clone()).unwrap_or_default()
    };
    let (remote, local) = (with_mode(CharMode::Connect), with_mode(CharMode::Bind));
    list.set("host", text(remote, |address| &address.host));
    list.set("port", text(remote, |address| &address.service));
    let port = text(local, |address| &address.service);
    list.set("localaddr", text(local, |address| &address.host));
    list.set("localport", if port.is_empty() { "0".to_owned() } else { port });
    list
}
