//! The host that the corpus assumes.

use std::collections::BTreeMap;
use std::path::Path;

use ferrovirt_driver_qemu::command::{FilePurpose, FileRequest, Resources, SecretPlace, Settings, TapRequest};
use ferrovirt_driver_qemu::complete::{HostAudio, Random};
use ferrovirt_driver_qemu::firmware::Firmware;
use ferrovirt_driver_qemu::layout::{GuestPaths, Layout};
use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::devices::interface::{Interface, InterfaceSource};
use ferrovirt_xml::scalar::CpuSet;
use serde_json::Value;

pub struct Counting;

impl Random for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        for (byte, value) in bytes.iter_mut().zip(0..) {
            *byte = value;
        }
        Ok(())
    }
}

pub fn layout() -> Layout {
    Layout {
        channel_target_directory: "/var/run/libvirt/qemu/channel".to_owned(),
        memory_backing_directory: "/var/lib/libvirt/qemu/ram".to_owned(),
        passt_directory: "/var/run/libvirt/qemu/passt".to_owned(),
        dbus_directory: "/var/run/libvirt/qemu/dbus".to_owned(),
        rdp_directory: "/var/run/libvirt/qemu/rdp".to_owned(),
        ..Layout::system()
    }
}

pub fn settings(config: &Value, env: &Value) -> Settings {
    let text = |name: &str| {
        config.get(name).map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    let is_on = |name: &str| text(name).is_some_and(|text| matches!(text.as_str(), "1" | "true" | "yes"));
    let mut inherited = vec![("PATH".to_owned(), "/bin".to_owned())];
    inherited.extend([("USER", "test"), ("LOGNAME", "test")].map(|(name, value)| (name.to_owned(), value.to_owned())));
    Settings {
        inherited_environment: inherited,
        hugepage_mounts: vec![(2048, "/dev/hugepages2M".to_owned()), (1_048_576, "/dev/hugepages1G".to_owned())],
        vnc_listen: text("vnc_listen").unwrap_or_else(|| "127.0.0.1".to_owned()),
        vnc_tls_directory: is_on("vncTLS").then(|| "/etc/pki/libvirt-vnc".to_owned()),
        vnc_tls_verifies: text("vncTLSx509verify").is_some_and(|text| text == "true"),
        vnc_tls_secret: text("vncTLSx509secretUUID"),
        vnc_sasl: is_on("vncSASL"),
        spice_tls_directory: is_on("spiceTLS").then(|| "/etc/pki/libvirt-spice".to_owned()),
        spice_sasl: is_on("spiceSASL"),
        vnc_auto_socket: is_on("vncAutoUnixSocket"),
        spice_auto_socket: is_on("spiceAutoUnixSocket"),
        sasl_directory: Some("/etc/sasl2".to_owned()),
        character_tls: is_on("chardevTLS"),
        character_tls_secret: text("chardevTLSx509secretUUID"),
        nbd_tls_directory: Some("/etc/pki/libvirt-nbd".to_owned()),
        nbd_tls_secret: text("nbdTLSx509secretUUID"),
        pipewire_directory: env.get("PIPEWIRE_RUNTIME_DIR").and_then(Value::as_str).map(str::to_owned),
        ..Settings::default()
    }
}

pub fn audio(config: &Value, env: &Value) -> HostAudio {
    let is_on = |name: &str| config.get(name) == Some(&Value::Bool(true));
    let variable = |name: &str| env.get(name).and_then(Value::as_str).map(str::to_owned);
    HostAudio {
        backend: variable("QEMU_AUDIO_DRV"),
        sdl_driver: variable("SDL_AUDIODRIVER"),
        is_for_vnc: is_on("vncAllowHostAudio"),
        is_for_hidden: is_on("nogfxAllowHostAudio"),
    }
}

/// Descriptors in order of name; a later directory hides names of an earlier one.
pub fn firmware(directory: &Path) -> Vec<Firmware> {
    let mut found = BTreeMap::new();
    for part in ["usr/share/qemu/firmware", "etc/qemu/firmware"] {
        let Ok(entries) = std::fs::read_dir(directory.join(part)) else { continue };
        for entry in entries.flatten() {
            found.insert(entry.file_name(), entry.path());
        }
    }
    found.into_values().filter_map(|path| Firmware::parse(&std::fs::read(path).ok()?).ok()).collect()
}

pub struct Fixture {
    library_directory: String,
    passt_directory: String,
    short_name: String,
    taps: i32,
}

impl Fixture {
    pub fn new(paths: &GuestPaths) -> Fixture {
        Fixture {
            library_directory: paths.library_directory.clone(),
            passt_directory: paths.passt_directory.clone(),
            short_name: paths.short_name.clone(),
            taps: 0,
        }
    }
}

impl Resources for Fixture {
    fn host_nodes(&mut self) -> Option<CpuSet> {
        Some((0..=7).collect())
    }

    fn listen_unix(&mut self, _: &str) -> Result<i32> {
        Ok(1729)
    }

    fn open_file(&mut self, request: &FileRequest<'_>) -> Result<i32> {
        Ok(match request.purpose {
            FilePurpose::CharacterSource => 1750,
            FilePurpose::CharacterLog => 1751,
            FilePurpose::TpmDevice => 1730,
            FilePurpose::TpmCancel => 1731,
            FilePurpose::VhostVdpa => 1732,
        })
    }

    fn tap(&mut self, request: &TapRequest<'_>) -> Result<Vec<i32>> {
        let first = match request.interface.source {
            InterfaceSource::Ethernet(_) => 3,
            _ => 102,
        };
        self.taps += 1;
        Ok((0..request.queues).map(|queue| first + i32::try_from(queue).unwrap_or(0)).collect())
    }

    fn vhost_net(&mut self, queues: u32, _: bool) -> Result<Vec<i32>> {
        Ok((0..queues).map(|queue| 44 + i32::try_from(queue).unwrap_or(0)).collect())
    }

    fn vhost_vsock(&mut self, address: Option<u32>) -> Result<(i32, u32)> {
        Ok((6789, address.unwrap_or(42)))
    }

    fn vhost_scsi(&mut self) -> Result<i32> {
        Ok(3)
    }

    fn passt(&mut self, _: &Interface, alias: &str) -> Result<String> {
        Ok(format!("{}/{}-{alias}.socket", self.passt_directory, self.short_name))
    }

    fn virtiofsd(&mut self, alias: &str) -> Result<String> {
        Ok(format!("{}/{alias}-fs.sock", self.library_directory))
    }

    fn swtpm(&mut self, _: &str) -> Result<String> {
        Ok("/dev/test".to_owned())
    }

    fn display_port(&mut self, protocol: &str) -> Result<u16> {
        Ok(match protocol {
            "vnc-websocket" => 5700,
            "spice" => 5901,
            "spice-tls" => 5902,
            _ => 5900,
        })
    }

    fn advised_nodes(&mut self, _: u32, _: u64) -> Result<CpuSet> {
        Ok((0..4).collect())
    }

    fn vhost_user_gpu(&mut self, _: &str) -> Result<i32> {
        Ok(1729)
    }

    fn network_address(&mut self, name: &str) -> Result<String> {
        // The address that the fixture's network of this name has.
        match name.split(';').next() {
            Some("nat-network") => Ok("192.168.122.1".to_owned()),
            _ => Err(Error::new(ErrorCode::NoNetwork, ErrorDomain::Network, name)),
        }
    }

    fn is_cdrom_drive(&mut self, path: &str) -> bool {
        path == "/dev/cdrom"
    }

    fn render_node(&mut self) -> Result<String> {
        Ok("/dev/dri/foo".to_owned())
    }

    fn scsi_generic(&mut self, _: &str, _: u32, _: u32, _: u64) -> Result<String> {
        Ok("sg0".to_owned())
    }

    fn clock(&mut self) -> (i64, i64) {
        (1_234_567_890, -1800)
    }

    fn secret(&mut self, _: &str, _: &str, _: &str) -> Result<SecretPlace> {
        Ok(SecretPlace::Encrypted { data: "x".to_owned(), vector: "y".to_owned() })
    }

    fn literal_secret(&mut self, _: &str, _: &str) -> Result<SecretPlace> {
        Ok(SecretPlace::Encrypted { data: "x".to_owned(), vector: "y".to_owned() })
    }
}

/// The words of a shell line: quotes, and backslashes at the ends of lines.
pub fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = text.replace("\\\n", " ").chars().collect::<Vec<_>>().into_iter();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some(_), character) => word.get_or_insert_default().push(character),
            (None, '\'' | '"') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (None, '\\') => word.get_or_insert_default().extend(characters.next()),
            (None, character) if character.is_whitespace() => words.extend(word.take()),
            (None, character) => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}
