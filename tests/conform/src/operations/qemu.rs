//! Guests of QEMU: their complete documents, and the command lines that run them.

// The host that the driver's own tests state.
#[path = "../../../../core/drivers/qemu/tests/host/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the driver's tests use more of it")]
mod host;

use crate::canonical;
use crate::case::Case;
use crate::failure::{Failure, Outcome};
use ferrovirt_driver_qemu::command::{self, Launch};
use ferrovirt_driver_qemu::complete::{self, Context};
use ferrovirt_driver_qemu::firmware::Firmware;
use ferrovirt_driver_qemu::probe::{EmulatorCapabilities, Machine, capabilities_from_replies};
use ferrovirt_driver_qemu::status::complete as complete_status;
use ferrovirt_driver_qemu::validate;
use ferrovirt_xml::domain::Domain;
use ferrovirt_xml::domain_status::DomainStatus;
use ferrovirt_xml::{Document, Format, ParseOptions};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The definition as it is stored.
pub fn xml(case: &Case) -> Outcome {
    let (domain, _) = completed(case)?;
    case.expect_xml(&domain.to_xml(&Format::INACTIVE))
}

/// What the driver keeps of a running guest.
pub fn status(case: &Case) -> Outcome {
    let mut status = DomainStatus::parse(&case.input()?, &ParseOptions::status())?;
    complete_status(&mut status, &host::layout());
    case.expect_xml(&status.to_xml(&Format::STATUS))
}

/// A definition that is refused, with the code of the error that the case names.
pub fn error(case: &Case) -> Outcome {
    let result = match case.option("stage") {
        Some("parse") => completed_or_refused(case)?.map(|_| ()),
        _ => command_line(case)?.map(|_| ()),
    };
    match (result, case.option("error")) {
        (Ok(()), _) => Err(Failure::Accepted),
        (Err(error), Some(code)) if error.code().c_name() != code => {
            Err(Failure::Refused(format!("{}, expected {code}: {}", error.code().c_name(), error.report())))
        }
        (Err(_), _) => Ok(()),
    }
}

/// The command line that runs a guest.
pub fn argv(case: &Case) -> Outcome {
    let line = command_line(case)??;
    let expected = canonical::split(&case.expected()?);
    Failure::unless_equal(&canonical::arguments(&expected), &canonical::arguments(&line))
}

type Refusable<T> = Result<ferrovirt_error::Result<T>, Failure>;

fn completed(case: &Case) -> Result<(Domain, Arc<EmulatorCapabilities>), Failure> {
    Ok(completed_or_refused(case)??)
}

fn completed_or_refused(case: &Case) -> Refusable<(Domain, Arc<EmulatorCapabilities>)> {
    let capabilities = capabilities(case)?;
    let text = case.input()?;
    let completed = Domain::parse(&text, &ParseOptions::inactive()).and_then(|mut domain| {
        let emulator = format!("/usr/bin/qemu-system-{}", case.option("arch").unwrap_or_default());
        let mut context = Context {
            capabilities: &capabilities,
            emulator: &emulator,
            is_new: case.value("abi_update") == &Value::Bool(true),
            random: &mut host::Counting,
            firmware: firmware(case),
            layout: &host::layout(),
            audio: &host::audio(case.value("config"), case.value("env")),
        };
        validate::stated(&domain, case.value("abi_update") == &Value::Bool(true))?;
        complete::complete(&mut domain, &mut context)?;
        validate::validate(&domain, &capabilities)?;
        Ok(domain)
    });
    Ok(completed.map(|domain| (domain, capabilities)))
}

fn command_line(case: &Case) -> Refusable<Vec<String>> {
    let (mut domain, capabilities) = match completed_or_refused(case)? {
        Ok(completed) => completed,
        Err(error) => return Ok(Err(error)),
    };
    let uuid = domain.uuid.unwrap_or_default().to_string();
    let paths = host::layout().guest(-1, &domain.name, &uuid);
    if let Err(error) = complete::prepare(&mut domain, &paths) {
        return Ok(Err(error));
    }
    let settings = host::settings(case.value("config"), case.value("env"));
    let mut resources = host::Fixture::new(&paths);
    let mut launch = Launch {
        capabilities: &capabilities,
        paths: &paths,
        resources: &mut resources,
        privileged: true,
        settings: &settings,
    };
    Ok(command::build(&domain, &mut launch).map(|line| {
        let environment = line.environment.iter().map(|(name, value)| format!("{name}={value}"));
        environment.chain([line.program]).chain(line.arguments).collect()
    }))
}

/// The firmware of the host, read once.
fn firmware(case: &Case) -> &'static [Firmware] {
    static FIRMWARE: OnceLock<Vec<Firmware>> = OnceLock::new();
    FIRMWARE.get_or_init(|| host::firmware(&case.fixture("qemufirmwaredata")))
}

type Probed = Result<Arc<EmulatorCapabilities>, Failure>;

/// By the document's path and whether it is for "latest"; each is made once.
type ProbedTable = BTreeMap<(String, bool), Arc<OnceLock<Probed>>>;

/// The capabilities that the case names, made from the conversation beside them, once for all cases.
///
/// Those of "latest" know machines by their aliases as well as by their names, so that names in documents stay what they are.
fn capabilities(case: &Case) -> Probed {
    static PROBED: Mutex<ProbedTable> = Mutex::new(BTreeMap::new());
    let Some(path) = case.option("caps") else {
        return Err(Failure::Unusable("no 'caps'".to_owned()));
    };
    let is_latest = case.id.contains("-latest");
    let cell = {
        // What a panic has left in the table is still a table.
        let mut probed = PROBED.lock().unwrap_or_else(PoisonError::into_inner);
        probed.entry((path.to_owned(), is_latest)).or_default().clone()
    };
    cell.get_or_init(|| {
        let mut found = recorded(case, path)?;
        if is_latest {
            forget_aliases(&mut found);
        }
        Ok(Arc::new(found))
    })
    .clone()
}

/// What an emulator can do that answered as it is recorded beside this capability document.
pub(super) fn recorded(case: &Case, path: &str) -> Result<EmulatorCapabilities, Failure> {
    let recording = match path.strip_suffix(".xml") {
        Some(name) => format!("{name}.replies"),
        None => path.to_owned(),
    };
    let text = case.file(&recording)?;
    let mut documents = serde_json::Deserializer::from_str(&text).into_iter::<Value>().map_while(Result::ok);
    let conversation: Vec<(Value, Value)> =
        std::iter::from_fn(|| Some((documents.next()?, documents.next()?))).collect();
    Ok(capabilities_from_replies(conversation)?)
}

fn forget_aliases(capabilities: &mut EmulatorCapabilities) {
    for accelerated in [&mut capabilities.hardware, &mut capabilities.tcg].into_iter().flatten() {
        let mut named = Vec::new();
        for machine in &mut accelerated.machines {
            if let Some(name) = machine.alias.take() {
                named.push(Machine { name, ..machine.clone() });
            }
        }
        accelerated.machines.extend(named);
    }
}
