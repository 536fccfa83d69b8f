//! Guests of bhyve.

use super::documents::round_trip;
use super::domain::context;
use crate::canonical;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_driver_bhyve::capabilities::Capabilities;
use ferrovirt_driver_bhyve::command::{self, Commands, Launch, Resources};
use ferrovirt_driver_bhyve::complete::{self, Context};
use ferrovirt_driver_bhyve::{native, validate};
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain::devices::disk_source::VolumeSource;
use ferrovirt_xml::domain::devices::interface::Interface;
use ferrovirt_xml::{Document, Format, ParseOptions, Result};
use uuid::uuid;

/// A bhyve that can do everything.
static ALL: Capabilities = Capabilities::ALL;
/// What a bhyve can lack.
const OPTIONAL: [fn(&mut Capabilities); 11] = [
    |lacking| lacking.utc_clock = false,
    |lacking| lacking.sata_ports = false,
    |lacking| lacking.framebuffer = false,
    |lacking| lacking.vnc_password = false,
    |lacking| lacking.e1000 = false,
    |lacking| lacking.xhci = false,
    |lacking| lacking.cpu_topology = false,
    |lacking| lacking.sound = false,
    |lacking| lacking.virtio_9p = false,
    |lacking| lacking.virtio_rnd = false,
    |lacking| lacking.grub_console = false,
];

/// The definition as it is stored, on a host whose bhyve can do everything.
pub fn xml(case: &Case) -> Outcome {
    round_trip(case, &ParseOptions::inactive(), &Format::INACTIVE, |domain| completed(domain, &ALL))
}

/// A definition that is refused. The case doesn't say what bhyve can do: where one that can do everything takes it, it
/// is about a single thing that an older one lacks.
pub fn error(case: &Case) -> Outcome {
    let text = case.input()?;
    let is_refused = |capabilities: &Capabilities| {
        let parsed = Domain::parse(&text, &ParseOptions::inactive());
        parsed
            .and_then(|mut domain| {
                completed(&mut domain, capabilities)?;
                commands(&mut domain, capabilities)
            })
            .is_err()
    };
    let lacking = |lack: &fn(&mut Capabilities)| {
        let mut capabilities = ALL;
        lack(&mut capabilities);
        capabilities
    };
    match is_refused(&ALL) || OPTIONAL.iter().map(lacking).any(|capabilities| is_refused(&capabilities)) {
        true => Ok(()),
        false => Err(Failure::Accepted),
    }
}

fn completed(domain: &mut Domain, capabilities: &Capabilities) -> Result<()> {
    complete::complete(domain, &mut Context { capabilities, common: context() })?;
    validate::validate(domain, capabilities)
}

/// The command lines that run a guest.
pub fn argv(case: &Case) -> Outcome {
    let mut domain = Domain::parse(&case.input()?, &ParseOptions::inactive())?;
    completed(&mut domain, &ALL)?;
    let commands = commands(&mut domain, &ALL)?;
    compare(case, "bhyve", &commands.bhyve)?;
    // The expectation of a guest that firmware boots is a word.
    compare(case, "loader", &commands.loader.unwrap_or_else(|| vec!["dummy".to_owned()]))?;
    let Some(map) = case.value("expect").get("devmap") else { return Ok(()) };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let expected = case.file(map.as_str().unwrap_or_default())?;
    Failure::unless_equal(&lines(&expected), &lines(&commands.device_map.unwrap_or_default()))
}

/// The expectations name programs without their folders.
fn compare(case: &Case, part: &str, command: &[String]) -> Outcome {
    let expected = canonical::split(&case.named("expect", Some(part))?);
    let mut command = command.to_vec();
    if let Some(program) = command.first_mut() {
        *program = program.rsplit('/').next().unwrap_or_default().to_owned();
    }
    Failure::unless_equal(&canonical::arguments(&expected), &canonical::arguments(&command))
}

/// Command lines as a document, of a guest with the UUID that the case expects of a new one.
pub fn from_argv(case: &Case) -> Outcome {
    let mut domain = native::parse(&case.input()?)?;
    domain.uuid.get_or_insert(uuid!("c7a5fdbd-edaf-9455-926a-d65c16db1809"));
    case.expect_xml(&domain.to_xml(&Format::INACTIVE))
}

fn commands(domain: &mut Domain, capabilities: &Capabilities) -> Result<Commands> {
    complete::firmware(domain, &["fakefirmwaredir/BHYVE_UEFI.fd".to_owned()])?;
    command::build(domain, &mut Launch { capabilities, resources: &mut Fixture, device_map_path: "<device.map>" })
}

/// What the host gives in the cases.
struct Fixture;

impl Resources for Fixture {
    fn network_device(&mut self, _interface: &Interface) -> Result<String> {
        Ok("faketapdev".to_owned())
    }

    fn display_port(&mut self) -> Result<u16> {
        Ok(5900)
    }

    fn volume_path(&mut self, volume: &VolumeSource) -> Result<String> {
        Ok(format!("/some/file/device/{}", volume.volume.as_deref().unwrap_or_default()))
    }
}
