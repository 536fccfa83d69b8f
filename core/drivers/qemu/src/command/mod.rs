//! From a complete domain document to QEMU's command line.
//!
//! Pure: whatever needs the host (descriptors, helpers) goes through [`Resources`]. The order of arguments is fixed, one
//! file per family of options; the order in [`build`] is the order of the arguments. The document must have gone through
//! `complete` and `validate`, and carry its aliases.

mod audio;
mod balloon;
mod basics;
mod boot;
mod character;
mod character_source;
mod clock;
mod controller;
mod cpu;
mod device;
mod disk;
mod disk_device;
mod filesystem;
mod graphics;
mod hostdev;
mod input;
mod interface;
mod machine;
mod memory;
mod memory_device;
mod numa;
mod platform;
pub mod properties;
mod protocol;
mod resources;
mod rng;
mod secret;
mod smbios;
mod smp;
mod sound;
mod storage;
mod throttle;
mod tpm;
mod video;
mod vsock;
mod watchdog;

use ferrovirt_error::{Error, ErrorCode, ErrorDomain, Result};
use ferrovirt_xml::domain::Domain;
use serde_json::Value;

pub use resources::{FilePurpose, FileRequest, Resources, SecretPlace, TapRequest};

use crate::layout::GuestPaths;
use crate::probe::EmulatorCapabilities;
use crate::qmp::QemuVersion;
use properties::{OptionList, Properties};

/// What a command line is built with.
pub struct Launch<'a> {
    /// What the emulator can do.
    pub capabilities: &'a EmulatorCapabilities,
    /// The guest's paths.
    pub paths: &'a GuestPaths,
    /// The host.
    pub resources: &'a mut dyn Resources,
    /// Whether we run as root for all users of the host.
    pub privileged: bool,
    /// The driver's settings.
    pub settings: &'a Settings,
}

/// The driver's settings that show in a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address that VNC listens on when the document states none.
    pub vnc_listen: String,
    /// The same for SPICE.
    pub spice_listen: String,
    /// The directory of VNC's certificates, where VNC shall be encrypted.
    pub vnc_tls_directory: Option<String>,
    /// Whether VNC clients must show a certificate.
    pub vnc_tls_verifies: bool,
    /// The secret with the pass phrase of VNC's key.
    pub vnc_tls_secret: Option<String>,
    /// Whether VNC clients authenticate by SASL.
    pub vnc_sasl: bool,
    /// Whether every VNC server has a password.
    pub has_vnc_password: bool,
    /// Whether SPICE clients authenticate by SASL.
    pub spice_sasl: bool,
    /// The directory of SPICE's certificates, where SPICE shall be encrypted.
    pub spice_tls_directory: Option<String>,
    /// Whether VNC and SPICE listen on sockets where the document states no address.
    pub vnc_auto_socket: bool,
    /// The same for SPICE.
    pub spice_auto_socket: bool,
    /// The directory of SASL's configuration, where it isn't the library's own.
    pub sasl_directory: Option<String>,
    /// Whether character devices over TCP are encrypted unless the document says otherwise.
    pub character_tls: bool,
    /// The directory of certificates for character devices over TLS.
    pub character_tls_directory: String,
    /// The secret with the pass phrase of their key.
    pub character_tls_secret: Option<String>,
    /// The directory of certificates for NBD over TLS.
    pub nbd_tls_directory: Option<String>,
    /// The secret with the pass phrase of their key.
    pub nbd_tls_secret: Option<String>,
    /// Where PipeWire's sockets are.
    pub pipewire_directory: Option<String>,
    /// Whether QEMU confines itself with seccomp.
    pub sandbox: bool,
    /// Whether dumps of the emulator hold the guest's memory.
    pub dump_guest_core: bool,
    /// Variables that QEMU gets from our own environment: `PATH`, `USER`, `LOGNAME`.
    pub inherited_environment: Vec<(String, String)>,
    /// Where huge pages are mounted: the size of a page in KiB, and the directory.
    pub hugepage_mounts: Vec<(u64, String)>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            vnc_listen: "127.0.0.1".to_owned(),
            spice_listen: "127.0.0.1".to_owned(),
            vnc_tls_directory: None,
            vnc_tls_verifies: false,
            vnc_tls_secret: None,
            vnc_sasl: false,
            has_vnc_password: false,
            spice_sasl: false,
            spice_tls_directory: None,
            vnc_auto_socket: false,
            spice_auto_socket: false,
            sasl_directory: None,
            character_tls: false,
            character_tls_directory: "/etc/pki/libvirt-chardev".to_owned(),
            character_tls_secret: None,
            nbd_tls_directory: None,
            nbd_tls_secret: None,
            pipewire_directory: None,
            sandbox: true,
            dump_guest_core: false,
            inherited_environment: Vec::new(),
            hugepage_mounts: Vec::new(),
        }
    }
}

/// How to start QEMU.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandLine {
    /// The emulator.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables of its environment, which has no others.
    pub environment: Vec<(String, String)>,
    descriptor_sets: u32,
    /// Whether devices are lists, since this version can't take them as objects.
    has_device_lists: bool,
    /// Properties that the document sets on devices by their names.
    overrides: Vec<basics::DeviceOverride>,
    /// Devices that come right before others, by the names of those.
    companions: Vec<(String, Properties)>,
}

impl CommandLine {
    /// Adds a descriptor set with this descriptor; the path under which QEMU opens it.
    fn descriptor_set(&mut self, number: i32, label: &str) -> String {
        let set = self.descriptor_sets;
        self.descriptor_sets += 1;
        let list = OptionList::default().with("set", set).with("fd", number).with("opaque", label);
        self.list("-add-fd", list);
        format!("/dev/fdset/{set}")
    }

    /// Adds an option without a value.
    fn flag(&mut self, name: &str) {
        self.arguments.push(name.to_owned());
    }

    /// Adds an option with a value.
    fn option(&mut self, name: &str, value: impl Into<String>) {
        self.arguments.push(name.to_owned());
        self.arguments.push(value.into());
    }

    /// Adds an option with a list of settings.
    fn list(&mut self, name: &str, list: OptionList) {
        self.option(name, list.into_text());
    }

    /// Adds a device.
    fn device(&mut self, device: &Properties) {
        let id = device.get("id").and_then(Value::as_str);
        if let Some(place) = self.companions.iter().position(|(alias, _)| id == Some(alias)) {
            let (_, companion) = self.companions.remove(place);
            let text =
                if self.has_device_lists { companion.to_list("driver").into_text() } else { companion.to_json() };
            self.option("-device", text);
        }
        let found = self.overrides.iter().find(|(alias, _)| id == Some(alias));
        let text = match found {
            Some((_, properties)) => device.clone().overridden(properties),
            None => device.clone(),
        };
        let text = match self.has_device_lists {
            true => text.to_list("driver").into_text(),
            false => text.to_json(),
        };
        self.option("-device", text);
    }

    /// Adds the host's side of a network card.
    fn netdev(&mut self, back_end: &Properties, launch: &Launch<'_>) {
        // Versions before do not take JSON here.
        const TAKES_JSON: QemuVersion = QemuVersion { major: 7, minor: 2, micro: 0 };
        let text = if launch.capabilities.version >= TAKES_JSON {
            back_end.to_json()
        } else {
            back_end.to_list("type").into_text()
        };
        self.option("-netdev", text);
    }

    /// Adds an object.
    fn object(&mut self, object: &Properties) {
        self.option("-object", object.to_json());
    }

    /// Adds a node of the block graph.
    fn blockdev(&mut self, node: &Properties) {
        self.option("-blockdev", node.to_json());
    }
}

/// Builds the command line of a guest.
pub fn build(domain: &Domain, launch: &mut Launch<'_>) -> Result<CommandLine> {
    crate::validate::validate(domain, launch.capabilities)?;
    crate::validate::starting(domain, launch.resources.host_nodes().as_ref())?;
    let mut command = CommandLine {
        program: basics::emulator(domain)?.to_owned(),
        environment: basics::environment(domain, launch),
        overrides: basics::overrides(domain)?,
        companions: device::companions(domain),
        has_device_lists: launch.capabilities.version < crate::qmp::QemuVersion { major: 7, minor: 0, micro: 0 },
        ..CommandLine::default()
    };
    let line = &mut command;
    basics::name(line, domain, launch)?;
    basics::deprecation(line, domain);
    line.flag("-S");
    secret::master_key(line, launch);
    storage::helpers(line, domain, launch);
    boot::pflash(line, domain, launch)?;
    machine::machine(line, domain, launch)?;
    machine::accelerator(line, domain)?;
    platform::top_segment(line, domain)?;
    cpu::cpu(line, domain, launch)?;
    boot::loader(line, domain)?;
    memory::memory(line, domain, launch)?;
    smp::smp(line, domain, launch)?;
    smp::iothreads(line, domain);
    throttle::groups(line, domain);
    memory::preallocation(line, domain, launch)?;
    numa::numa(line, domain, launch)?;
    basics::identity(line, domain)?;
    smbios::smbios(line, domain, launch)?;
    graphics::display(line, domain);
    line.flag("-no-user-config");
    line.flag("-nodefaults");
    basics::monitor(line, launch)?;
    clock::clock(line, domain, launch)?;
    platform::legacy_timers(line, domain, launch)?;
    platform::power(line, domain)?;
    platform::legacy_acpi(line, domain, launch)?;
    boot::boot(line, domain)?;
    boot::kernel(line, domain)?;
    boot::acpi_tables(line, domain)?;
    platform::iommu(line, domain, launch)?;
    platform::globals(line, domain)?;
    controller::controllers(line, domain, launch)?;
    memory_device::memory_devices(line, domain, launch)?;
    controller::hubs(line, domain)?;
    disk::disks(line, domain, launch)?;
    filesystem::filesystems(line, domain, launch)?;
    interface::interfaces(line, domain, launch)?;
    character::smartcards(line, domain, launch)?;
    character::characters(line, domain, launch)?;
    tpm::tpms(line, domain, launch)?;
    input::inputs(line, domain)?;
    audio::audios(line, domain, launch)?;
    graphics::graphics(line, domain, launch)?;
    video::videos(line, domain, launch)?;
    sound::sounds(line, domain)?;
    watchdog::watchdogs(line, domain)?;
    character::redirections(line, domain, launch)?;
    hostdev::hostdevs(line, domain, launch)?;
    balloon::balloon(line, domain, launch)?;
    rng::rngs(line, domain, launch)?;
    platform::nvram(line, domain);
    platform::vmcoreinfo(line, domain);
    platform::launch_security(line, domain, launch)?;
    basics::passthrough(line, domain);
    if launch.settings.sandbox && launch.capabilities.has_option("sandbox", None) {
        line.option("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
    }
    platform::panics(line, domain)?;
    platform::shared_memory(line, domain, launch)?;
    vsock::vsock(line, domain, launch)?;
    platform::cryptos(line, domain)?;
    platform::pstore(line, domain)?;
    platform::teardown(line, domain);
    line.option("-msg", "timestamp=on");
    Ok(command)
}

/// The error for what this emulator, or this driver, can't do.
pub(crate) fn unsupported(detail: impl Into<String>) -> Error {
    Error::new(ErrorCode::ConfigUnsupported, ErrorDomain::Qemu, detail)
}

/// The error for a document that should have been completed first: a fault of ours.
pub(crate) fn incomplete(what: &str) -> Error {
    Error::internal(ErrorDomain::Qemu, format!("the domain has no {what}"))
}

/// The index of a source's image in the block graph, once it has one.
pub(crate) fn source_index(source: &ferrovirt_xml::domain::devices::disk::DiskSource) -> Option<u32> {
    storage::common(source).and_then(|common| common.index)
}

/// Whether a source leads nowhere: the drive is empty.
pub(crate) fn is_empty_source(source: &ferrovirt_xml::domain::devices::disk::DiskSource) -> bool {
    storage::common(source).is_none()
}
