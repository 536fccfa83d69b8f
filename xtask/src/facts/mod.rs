//! `cargo xtask facts DIR`: compares the definition with the facts of the reference interface (`api.json`,
//! `protocol.json`) in a folder: nothing may be missing, and names, releases, access rules, wire numbers and values must
//! agree.
//!
//! It reads the definition through the model, as the emitters do; it must not read generated files.

mod functions;
mod values;

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value as Json;

use crate::codegen::parse;

/// The libraries that the definition covers; the administration of a daemon is not the business of a driver.
const LIBRARIES: &[&str] = &["libvirt-api", "libvirt-qemu-api", "libvirt-lxc-api"];

/// The wire programs: name, prefix of the procedures, and a mark that tells them apart.
const PROGRAMS: &[(&str, &str, &str)] = &[
    ("remote_protocol", "REMOTE_PROC_", ""),
    ("qemu_protocol", "QEMU_PROC_", "QEMU:"),
    ("lxc_protocol", "LXC_PROC_", "LXC:"),
];

/// Prints every difference; an error if there is any.
pub fn run(root: &Path, folder: &Path) -> Result<(), String> {
    let definition = parse::definition(&root.join("core/api/definition"))?;
    let facts = Facts { api: read(&folder.join("api.json"))?, protocol: read(&folder.join("protocol.json"))? };
    let mut differences = functions::compare(&facts, &definition);
    differences.extend(values::compare(&facts, &definition));
    differences.iter().for_each(|difference| eprintln!("{difference}"));
    match differences.len() {
        0 => Ok(()),
        count => Err(format!("the definition differs from the facts in {count} places")),
    }
}

fn read(path: &Path) -> Result<Json, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The facts, as they were read.
struct Facts {
    api: Json,
    protocol: Json,
}

impl Facts {
    fn libraries(&self) -> impl Iterator<Item = &Json> {
        LIBRARIES.iter().map(|name| &self.api[name])
    }

    fn functions(&self) -> impl Iterator<Item = &Json> {
        self.libraries().flat_map(|library| list(&library["functions"]))
    }

    /// The enumerations by their names.
    fn enumerations(&self) -> impl Iterator<Item = (&String, &Json)> {
        self.libraries().filter_map(|library| library["enums"].as_object()).flatten()
    }

    /// Every constant with its release and its value.
    fn constants(&self) -> HashMap<&str, &Json> {
        self.enumerations().flat_map(|(_, values)| list(values)).map(|value| (text(&value["name"]), value)).collect()
    }

    /// The procedures by their names without underscores, as the functions are called.
    fn procedures(&self) -> HashMap<String, &Json> {
        let mut procedures = HashMap::new();
        for (program, prefix, mark) in PROGRAMS {
            for procedure in list(&self.protocol[program]["procedures"]) {
                let name = text(&procedure["name"]).replace(prefix, "").replace('_', "");
                procedures.insert(format!("{mark}{name}"), procedure);
            }
        }
        procedures
    }
}

fn number(fact: &Json, constants: &HashMap<&str, &Json>) -> Option<i64> {
    let value = text(&fact["value"]);
    value.parse().ok().or_else(|| number(constants.get(value)?, constants))
}

fn list(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}
