//! Values: every enumeration and each of its constants is there, with the right number and release; so are the names of
//! typed parameters.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::{Facts, list, number, text};
use crate::codegen::model::{Definition, Value};

/// The differences between the definition's values and the facts.
pub fn compare(facts: &Facts, definition: &Definition) -> Vec<String> {
    let constants = facts.constants();
    let mut differences = Vec::new();
    // Several of the definition can share one of C.
    let mut stated: HashMap<&str, (bool, Vec<&Value>)> = HashMap::new();
    for enumeration in &definition.enumerations {
        let (_, values) = stated.entry(&enumeration.c_name).or_insert((enumeration.is_flags, Vec::new()));
        values.extend(&enumeration.values);
    }
    for union in &definition.unions {
        let (_, values) = stated.entry(&union.c_name).or_insert((false, Vec::new()));
        values.extend(union.variants.iter().map(|variant| &variant.value));
        values.extend(&union.aliases);
    }
    for value in stated.values().flat_map(|(_, values)| values) {
        differences.extend(compare_value(value, &constants));
    }
    for (name, facts) in facts.enumerations() {
        let Some((is_flags, values)) = stated.get(name.as_str()) else {
            if !definition.hand_written.iter().any(|stated| stated.c_name == *name) {
                differences.push(format!("{name}: is missing"));
            }
            continue;
        };
        for fact in list(facts) {
            let name_of_value = text(&fact["name"]);
            let is_marker = name_of_value.ends_with("_LAST") || name_of_value.ends_with("_NR");
            let is_zero = *is_flags && number(fact, &constants) == Some(0);
            if !is_marker && !is_zero && !values.iter().any(|value| value.c_name == name_of_value) {
                differences.push(format!("{name}: {name_of_value} is missing"));
            }
        }
    }
    differences.extend(compare_parameters(facts, definition));
    differences
}

fn compare_value(value: &Value, constants: &HashMap<&str, &Json>) -> Vec<String> {
    let Some(fact) = constants.get(value.c_name.as_str()) else {
        return vec![format!("{}: no such constant", value.c_name)];
    };
    let mut differences = Vec::new();
    if text(&fact["since"]) != value.since {
        differences.push(format!("{}: since {}", value.c_name, fact["since"]));
    }
    if number(fact, constants) != Some(value.number) {
        differences.push(format!("{}: value {}", value.c_name, fact["value"]));
    }
    differences
}

/// The names of parameters; those that are there once for each of several things end as their constants say.
fn compare_parameters(facts: &Facts, definition: &Definition) -> Vec<String> {
    let macros: HashMap<&str, &str> = facts
        .libraries()
        .filter_map(|library| library["macros"].as_object())
        .flatten()
        .map(|(name, value)| (name.as_str(), text(value)))
        .collect();
    let parameters = definition.parameter_sets.iter().flat_map(|set| &set.parameters);
    let differs = parameters.filter(|parameter| match macros.get(parameter.c_name.as_str()) {
        None => true,
        Some(value) if parameter.name.contains("{}") => {
            !parameter.name.ends_with(value.split("%u").next().unwrap_or_default()) && !value.contains("%u")
        }
        Some(value) => *value != parameter.name,
    });
    differs.map(|parameter| format!("{}: '{}'", parameter.c_name, parameter.name)).collect()
}
