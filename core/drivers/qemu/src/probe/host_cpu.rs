//! Asking an emulator to take its most capable CPU apart.

use super::capabilities::{Accelerator, EmulatorCapabilities, HostCpu};
use super::collect::{Answers, ask_optional};
use ferrovirt_error::Result;
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct Expansion {
    model: Model,
    #[serde(default, rename = "deprecated-props")]
    deprecated: Vec<String>,
}

#[derive(Deserialize)]
struct Model {
    name: String,
    #[serde(default)]
    props: Map<String, Value>,
}

/// The most capable CPU with this accelerator: `host` on hardware, else `max`. `None` where QEMU can't tell.
pub(super) async fn expand(
    answers: &mut impl Answers,
    accelerator: Accelerator,
    found: &EmulatorCapabilities,
) -> Result<Option<HostCpu>> {
    if !found.has_command("query-cpu-model-expansion") {
        return Ok(None);
    }
    let name = if accelerator == Accelerator::Tcg { "max" } else { "host" };
    // The static form builds on a model that is the same everywhere. ARM has no such model, and RISC-V refuses the form.
    let kinds: &[&str] = match found.architecture.as_str() {
        "x86_64" | "i386" | "s390x" => &["static"],
        "aarch64" | "arm" => &["full"],
        _ => &["static", "full"],
    };
    let Some((kind, usual)) = first_expansion(answers, kinds, name).await? else { return Ok(None) };
    let mut cpu = HostCpu { model: usual.model.name, properties: usual.model.props, ..HostCpu::default() };
    if has_migratable(found) {
        let all = expansion(answers, kind, json!({"name": name, "props": {"migratable": false}})).await?;
        if let Some(all) = all {
            let on = |(name, value): (String, Value)| (value == Value::Bool(true)).then_some(name);
            cpu.migratable = Some(cpu.properties.into_iter().filter_map(on).collect());
            cpu.properties = all.model.props;
        }
    }
    // The static form leaves out what is discouraged but off, so that only the full one names all of it.
    if found.has_schema("query-cpu-model-expansion/ret/deprecated-props") {
        let full = expansion(answers, "full", json!({"name": name})).await?;
        cpu.deprecated = full.map(|full| full.deprecated).unwrap_or_default();
    }
    if accelerator != Accelerator::Tcg {
        let props = json!({"migratable": false, "hv-passthrough": true});
        if let Some(all) = expansion(answers, "full", json!({"name": name, "props": props})).await? {
            let is_on = |value: &Value| !matches!(value, Value::Bool(false));
            let wanted = |name: &str| name.starts_with("hv-") && name != "hv-passthrough";
            cpu.hyperv = all.model.props.into_iter().filter(|(name, value)| wanted(name) && is_on(value)).collect();
        }
    }
    Ok(Some(cpu))
}

/// Whether CPUs can be told to keep features that can't be migrated.
fn has_migratable(found: &EmulatorCapabilities) -> bool {
    let mut cpus = found.object_properties.iter().filter(|(name, _)| name.ends_with("-cpu"));
    cpus.any(|(_, properties)| properties.contains("migratable"))
}

async fn first_expansion<'a>(
    answers: &mut impl Answers,
    kinds: &[&'a str],
    name: &str,
) -> Result<Option<(&'a str, Expansion)>> {
    for kind in kinds {
        if let Some(found) = expansion(answers, kind, json!({"name": name})).await? {
            return Ok(Some((kind, found)));
        }
    }
    Ok(None)
}

async fn expansion(answers: &mut impl Answers, kind: &str, model: Value) -> Result<Option<Expansion>> {
    ask_optional(answers, "query-cpu-model-expansion", json!({"type": kind, "model": model})).await
}
