//! `cargo xtask facts DIR`: compares the definition with the facts of the reference interface (`api.json`,
//! `protocol.json`) in a folder: names, releases, access rules, wire numbers and values must agree.
//!
//! It reads the definition through the model, as the emitters do; it must not read generated files.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value as Json;

use crate::codegen::model::{Access, Definition, Enumeration, Operation};
use crate::codegen::parse;

/// Operations without a wire procedure: the client answers them itself.
const NOT_ON_THE_WIRE: &[&str] = &["virConnectIsAlive", "virConnectIsEncrypted"];

/// Prints every difference; an error if there is any.
pub fn run(root: &Path, folder: &Path) -> Result<(), String> {
    let definition = parse::definition(&root.join("core/api/definition"))?;
    let facts = Facts { api: read(&folder.join("api.json"))?, protocol: read(&folder.join("protocol.json"))? };
    let differences = facts.differences(&definition);
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

struct Facts {
    api: Json,
    protocol: Json,
}

impl Facts {
    fn differences(&self, definition: &Definition) -> Vec<String> {
        let functions = self.functions();
        let constants = self.constants();
        let procedures = self.procedures();
        let mut differences = Vec::new();
        for operation in definition.objects.iter().flat_map(|object| &object.operations) {
            match functions.get(operation.c_name.as_str()) {
                None => differences.push(format!("{}: no such function", operation.c_name)),
                Some(function) => differences.extend(compare_function(definition, operation, function)),
            }
            differences.extend(compare_wire(operation, &procedures));
        }
        for enumeration in &definition.enumerations {
            differences.extend(self.compare_enumeration(enumeration, &constants));
        }
        differences
    }

    fn functions(&self) -> HashMap<&str, &Json> {
        let functions = self.libraries().flat_map(|library| list(&library["functions"]));
        functions.map(|function| (text(&function["name"]), function)).collect()
    }

    fn libraries(&self) -> impl Iterator<Item = &Json> {
        self.api.as_object().into_iter().flat_map(|libraries| libraries.values())
    }

    /// Every constant with its release and its value, where that is a number.
    fn constants(&self) -> HashMap<&str, &Json> {
        let enumerations = self.libraries().filter_map(|library| library["enums"].as_object());
        let values = enumerations.flat_map(|enumerations| enumerations.values()).flat_map(list);
        values.map(|value| (text(&value["name"]), value)).collect()
    }

    fn procedures(&self) -> HashMap<String, &Json> {
        let mut procedures = HashMap::new();
        for (program, prefix) in [("remote_protocol", "REMOTE_PROC_"), ("qemu_protocol", "QEMU_PROC_")] {
            for procedure in list(&self.protocol[program]["procedures"]) {
                let name = text(&procedure["name"]).replace(prefix, "").replace('_', "");
                let qemu = if program == "qemu_protocol" { "QEMU:" } else { "" };
                procedures.insert(format!("{qemu}{name}"), procedure);
            }
        }
        procedures
    }

    fn compare_enumeration(&self, enumeration: &Enumeration, constants: &HashMap<&str, &Json>) -> Vec<String> {
        let mut differences = Vec::new();
        for value in &enumeration.values {
            let Some(fact) = constants.get(value.c_name.as_str()) else {
                differences.push(format!("{}: no such constant", value.c_name));
                continue;
            };
            if text(&fact["since"]) != value.since {
                differences.push(format!("{}: since {}", value.c_name, fact["since"]));
            }
            if number(fact, constants) != Some(value.number) {
                differences.push(format!("{}: value {}", value.c_name, fact["value"]));
            }
        }
        let known = self.libraries().filter_map(|library| library["enums"].get(&enumeration.c_name)).flat_map(list);
        for fact in known {
            let name = text(&fact["name"]);
            let is_marker = name.ends_with("_LAST") || name.ends_with("_NR");
            let is_zero = enumeration.is_flags && number(fact, constants) == Some(0);
            if !is_marker && !is_zero && !enumeration.values.iter().any(|value| value.c_name == name) {
                differences.push(format!("{}: {name} is missing", enumeration.c_name));
            }
        }
        differences
    }
}

fn compare_function(definition: &Definition, operation: &Operation, function: &Json) -> Vec<String> {
    let mut differences = Vec::new();
    if text(&function["since"]) != operation.since {
        differences.push(format!("{}: since {}", operation.c_name, function["since"]));
    }
    let mut expected: Vec<String> = list(&function["acl"])
        .filter(|rule| text(&rule["kind"]) == "check")
        .map(|rule| rule_of(definition, rule))
        .collect();
    let mut stated: Vec<String> = operation.access.iter().map(stated_rule).collect();
    expected.sort();
    stated.sort();
    if expected != stated {
        differences.push(format!("{}: access {expected:?}, stated {stated:?}", operation.c_name));
    }
    differences
}

/// A rule of the facts in the form of `stated_rule`; a constant that the definition lacks shows as a difference.
fn rule_of(definition: &Definition, rule: &Json) -> String {
    let (object, permission) = (text(&rule["object"]), text(&rule["perm"]));
    let Some(condition) = rule["flags"].as_str() else { return format!("{object}:{permission}") };
    let (names, negated) = match condition.strip_prefix('!') {
        Some(names) => (names, true),
        None => (condition, false),
    };
    let bits: i64 = names.split('|').filter_map(|name| definition.constant(name)).fold(0, |bits, bit| bits | bit);
    format!("{object}:{permission}@{bits}{}", if negated { "!" } else { "" })
}

fn stated_rule(access: &Access) -> String {
    match access.condition {
        None => format!("{}:{}", access.object, access.permission),
        Some((bits, negated)) => {
            format!("{}:{}@{bits}{}", access.object, access.permission, if negated { "!" } else { "" })
        }
    }
}

fn compare_wire(operation: &Operation, procedures: &HashMap<String, &Json>) -> Option<String> {
    let name = operation.c_name.trim_start_matches("vir").to_uppercase();
    let procedure = match name.contains("QEMU") {
        true => procedures.get(&format!("QEMU:{}", name.replace("QEMU", ""))),
        false => procedures.get(&name),
    };
    let Some(procedure) = procedure else {
        let is_fine = operation.wire.is_none() && NOT_ON_THE_WIRE.contains(&operation.c_name.as_str());
        return (!is_fine).then(|| format!("{}: no such procedure", operation.c_name));
    };
    let priority = procedure["priority"].as_str() == Some("high");
    let agrees = procedure["number"].as_u64() == operation.wire.map(u64::from) && priority == operation.high_priority;
    (!agrees)
        .then(|| format!("{}: procedure {}, priority {}", operation.c_name, procedure["number"], procedure["priority"]))
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
