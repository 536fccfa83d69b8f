//! The questions that a probe asks, and how the answers become capabilities.
//!
//! Who answers is behind [`Answers`]: an emulator, or a recorded conversation. Nothing here starts a process.

use super::capabilities::{
    Accelerator, AcceleratorCapabilities, CpuModel, EmulatorCapabilities, GicCapability, KvmSupport, Machine,
    SevCapabilities, SgxCapabilities,
};
use super::devices::{OBJECTS, device_types};
use super::host_cpu;
use super::schema::Schema;
use crate::qmp::{QemuVersion, QmpError};
use ferrovirt_error::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The oldest version that is supported.
pub(super) const OLDEST: QemuVersion = QemuVersion { major: 6, minor: 2, micro: 0 };

/// Somebody who answers QMP commands.
pub trait Answers: Send {
    /// Answers one command.
    fn answer(&mut self, command: &str, arguments: Value) -> impl Future<Output = Result<Value, QmpError>> + Send;
}

/// What is known before anything was asked.
#[derive(Default)]
pub(super) struct Terms {
    /// Device types that are not asked about.
    pub(super) skipped: BTreeSet<String>,
    /// Whether the emulator runs with hardware for sure: not all tell that of HVF.
    pub(super) hardware: bool,
}

/// Passes questions on, and remembers the device type about which the emulator was asked when it ended.
///
/// To answer, an emulator makes such a device; one that lacks a module or hits a fault of its own does not survive that.
pub(super) struct NoteFatal<'a, A> {
    pub(super) answers: &'a mut A,
    pub(super) fatal: &'a mut Option<String>,
}

impl<A: Answers> Answers for NoteFatal<'_, A> {
    async fn answer(&mut self, command: &str, arguments: Value) -> Result<Value, QmpError> {
        let device = (command == "device-list-properties").then(|| arguments["typename"].as_str().map(str::to_owned));
        let outcome = self.answers.answer(command, arguments).await;
        if let (Err(QmpError::Closed(_)), Some(device)) = (&outcome, device) {
            *self.fatal = device;
        }
        outcome
    }
}

/// Asks everything but what only TCG can answer beside a faster accelerator: see [`wants_tcg`].
pub(super) async fn collect(answers: &mut impl Answers, terms: &Terms) -> Result<EmulatorCapabilities> {
    let mut found = EmulatorCapabilities::default();
    (found.version, found.package) = version(answers).await?;
    #[derive(Deserialize)]
    struct Target {
        arch: String,
    }
    found.architecture = ask::<Target>(answers, "query-target", Value::Null).await?.arch;
    let schema = call(answers, "query-qmp-schema", Value::Null).await?;
    found.schema = Schema::from_reply(&schema).map_err(|error| unexpected("query-qmp-schema", &error))?;
    let types = type_names(answers).await?;
    found.accelerators = types.iter().filter_map(|name| name.strip_suffix("-accel")).map(str::to_owned).collect();
    found.kvm = kvm(answers, &found).await?;
    properties(answers, &types, &terms.skipped, &mut found).await?;
    let accelerator = main_accelerator(&found, terms);
    let main = accelerated(answers, accelerator, &mut found).await?;
    machine_properties(answers, &main.machines, &mut found).await?;
    match accelerator {
        Accelerator::Tcg => found.tcg = Some(main),
        _ => found.hardware = Some(main),
    }
    found.types = types.into_iter().filter(|name| !name.ends_with("-cpu") && !name.ends_with("-machine")).collect();
    options(answers, &mut found).await?;
    platform(answers, &mut found).await?;
    Ok(found)
}

/// Whether a second conversation, with TCG, has something to add.
pub(super) fn wants_tcg(found: &EmulatorCapabilities) -> bool {
    found.hardware.is_some() && found.accelerators.contains("tcg")
}

/// Asks a second process, which runs with TCG, what depends on the accelerator.
pub(super) async fn collect_tcg(answers: &mut impl Answers, found: &mut EmulatorCapabilities) -> Result<()> {
    found.tcg = Some(accelerated(answers, Accelerator::Tcg, found).await?);
    Ok(())
}

async fn version(answers: &mut impl Answers) -> Result<(QemuVersion, String)> {
    #[derive(Deserialize)]
    struct Version {
        qemu: QemuVersion,
        #[serde(default)]
        package: String,
    }
    let version: Version = ask(answers, "query-version", Value::Null).await?;
    if version.qemu < OLDEST {
        let detail = format!("QEMU version >= {OLDEST} is required, but {} was found", version.qemu);
        return Err(Error::internal(ferrovirt_error::ErrorDomain::Qemu, detail));
    }
    Ok((version.qemu, version.package.trim().to_owned()))
}

async fn kvm(answers: &mut impl Answers, found: &EmulatorCapabilities) -> Result<KvmSupport> {
    #[derive(Default, Deserialize)]
    struct Kvm {
        enabled: bool,
        present: bool,
    }
    let kvm: Kvm = ask_optional(answers, "query-kvm", Value::Null).await?.unwrap_or_default();
    let built_in = kvm.present || found.accelerators.contains("kvm");
    Ok(KvmSupport { built_in, enabled: kvm.enabled, unusable: None })
}

fn main_accelerator(found: &EmulatorCapabilities, terms: &Terms) -> Accelerator {
    if found.kvm.enabled {
        Accelerator::Kvm
    } else if found.accelerators.contains("hvf") || terms.hardware {
        Accelerator::Hvf
    } else {
        Accelerator::Tcg
    }
}

async fn accelerated(
    answers: &mut impl Answers,
    accelerator: Accelerator,
    found: &mut EmulatorCapabilities,
) -> Result<AcceleratorCapabilities> {
    let machines: Vec<Machine> = ask(answers, "query-machines", Value::Null).await?;
    let cpu_models: Vec<CpuModel> =
        ask_optional(answers, "query-cpu-definitions", Value::Null).await?.unwrap_or_default();
    let host_cpu = host_cpu::expand(answers, accelerator, found).await?;
    Ok(AcceleratorCapabilities { accelerator, machines, cpu_models, host_cpu })
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

async fn type_names(answers: &mut impl Answers) -> Result<BTreeSet<String>> {
    let types: Vec<Named> = ask(answers, "qom-list-types", Value::Null).await?;
    Ok(types.into_iter().map(|kind| kind.name).collect())
}

async fn properties(
    answers: &mut impl Answers,
    types: &BTreeSet<String>,
    skipped: &BTreeSet<String>,
    found: &mut EmulatorCapabilities,
) -> Result<()> {
    for device in device_types().filter(|name| types.contains(name) && !skipped.contains(name)) {
        if let Some(names) = property_names(answers, "device-list-properties", &device).await? {
            found.device_properties.insert(device, names);
        }
    }
    let cpu = types.iter().filter(|name| name.starts_with("max-") && name.ends_with("-cpu"));
    let objects = OBJECTS.iter().map(|name| (*name).to_owned()).filter(|name| types.contains(name));
    for object in objects.chain(cpu.cloned()) {
        object_properties(answers, object, found).await?;
    }
    Ok(())
}

/// The properties of the machine that guests mostly have: they are options of `-machine`.
async fn machine_properties(
    answers: &mut impl Answers,
    machines: &[Machine],
    found: &mut EmulatorCapabilities,
) -> Result<()> {
    // The PC machines share a base type; it is abstract, so that no list of types has it.
    if matches!(found.architecture.as_str(), "x86_64" | "i386") {
        return object_properties(answers, "generic-pc-machine".to_owned(), found).await;
    }
    let common = ["virt", "pseries", "s390-ccw-virtio"];
    let is_common = |machine: &&Machine| machine.alias.as_deref().is_some_and(|alias| common.contains(&alias));
    match machines.iter().find(is_common) {
        Some(machine) => object_properties(answers, format!("{}-machine", machine.name), found).await,
        None => Ok(()),
    }
}

async fn object_properties(answers: &mut impl Answers, kind: String, found: &mut EmulatorCapabilities) -> Result<()> {
    if let Some(names) = property_names(answers, "qom-list-properties", &kind).await? {
        found.object_properties.insert(kind, names);
    }
    Ok(())
}

async fn property_names(answers: &mut impl Answers, command: &str, kind: &str) -> Result<Option<BTreeSet<String>>> {
    let properties: Option<Vec<Named>> = ask_optional(answers, command, json!({"typename": kind})).await?;
    Ok(properties.map(|list| list.into_iter().map(|property| property.name).collect()))
}

async fn options(answers: &mut impl Answers, found: &mut EmulatorCapabilities) -> Result<()> {
    #[derive(Deserialize)]
    struct CommandLineOption {
        option: String,
        #[serde(default)]
        parameters: Vec<Named>,
    }
    let options: Option<Vec<CommandLineOption>> =
        ask_optional(answers, "query-command-line-options", Value::Null).await?;
    let names = |list: Vec<Named>| list.into_iter().map(|parameter| parameter.name).collect::<BTreeSet<_>>();
    let options = options.unwrap_or_default().into_iter().map(|option| (option.option, names(option.parameters)));
    found.command_line_options = options.collect::<BTreeMap<_, _>>();

    #[derive(Deserialize)]
    struct MigrationCapability {
        capability: String,
    }
    let migration: Option<Vec<MigrationCapability>> =
        ask_optional(answers, "query-migrate-capabilities", Value::Null).await?;
    found.migration_capabilities = migration.unwrap_or_default().into_iter().map(|entry| entry.capability).collect();
    Ok(())
}

async fn platform(answers: &mut impl Answers, found: &mut EmulatorCapabilities) -> Result<()> {
    found.tpm_models = ask_optional(answers, "query-tpm-models", Value::Null).await?.unwrap_or_default();
    found.tpm_types = ask_optional(answers, "query-tpm-types", Value::Null).await?.unwrap_or_default();
    match found.architecture.as_str() {
        "x86_64" | "i386" => {
            found.sev = ask_known::<SevCapabilities>(answers, found, "query-sev-capabilities").await?;
            found.sgx = ask_known::<SgxCapabilities>(answers, found, "query-sgx-capabilities").await?;
        }
        "aarch64" | "arm" => {
            let gic = ask_known::<Vec<GicCapability>>(answers, found, "query-gic-capabilities").await?;
            found.gic = gic.unwrap_or_default();
        }
        _ => {}
    }
    Ok(())
}

async fn ask_known<T: DeserializeOwned>(
    answers: &mut impl Answers,
    found: &EmulatorCapabilities,
    command: &str,
) -> Result<Option<T>> {
    if !found.schema.has_command(command) {
        return Ok(None);
    }
    ask_optional(answers, command, Value::Null).await
}

async fn call(answers: &mut impl Answers, command: &str, arguments: Value) -> Result<Value> {
    answers.answer(command, arguments).await.map_err(Error::from)
}

async fn ask<T: DeserializeOwned>(answers: &mut impl Answers, command: &str, arguments: Value) -> Result<T> {
    let value = call(answers, command, arguments).await?;
    serde_json::from_value(value).map_err(|error| unexpected(command, &error))
}

/// `None` where the emulator refuses: it has no such command or type, or the host lacks what it takes.
pub(super) async fn ask_optional<T: DeserializeOwned>(
    answers: &mut impl Answers,
    command: &str,
    arguments: Value,
) -> Result<Option<T>> {
    match answers.answer(command, arguments).await {
        Ok(value) => serde_json::from_value(value).map(Some).map_err(|error| unexpected(command, &error)),
        Err(QmpError::Refused { .. }) => Ok(None),
        Err(error) => Err(Error::from(error)),
    }
}

fn unexpected(command: &str, error: &serde_json::Error) -> Error {
    Error::from(QmpError::Protocol(format!("unexpected reply to '{command}': {error}")))
}
