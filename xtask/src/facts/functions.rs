//! Functions: every one is an operation or stated to be written by hand, with the right release, permissions and
//! procedure.

use std::collections::{HashMap, HashSet};

use serde_json::Value as Json;

use super::{Facts, list, text};
use crate::codegen::model::{Access, Condition, Definition};

/// Procedures that are not called as their functions are.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("virConnectDomainEventRegisterAny", "CONNECTDOMAINEVENTCALLBACKREGISTERANY"),
    ("virConnectDomainEventDeregisterAny", "CONNECTDOMAINEVENTCALLBACKDEREGISTERANY"),
    ("virConnectOpenAuth", "CONNECTOPEN"),
];

/// What the definition states of a function.
struct Stated<'a> {
    c_name: &'a str,
    since: Option<&'a str>,
    access: &'a [Access],
    filter: Option<&'a (String, String)>,
    wire: Option<u32>,
    high_priority: bool,
}

/// The differences between the definition's functions and the facts.
pub fn compare(facts: &Facts, definition: &Definition) -> Vec<String> {
    let functions: HashMap<&str, &Json> =
        facts.functions().map(|function| (text(&function["name"]), function)).collect();
    let procedures = facts.procedures();
    let mut differences = Vec::new();
    let mut seen = HashSet::new();
    for stated in stated(definition) {
        if !seen.insert(stated.c_name) {
            differences.push(format!("{}: is there twice", stated.c_name));
        }
        match functions.get(stated.c_name) {
            Some(function) => {
                differences.extend(compare_function(
                    definition,
                    &stated,
                    function,
                    procedure(stated.c_name, &procedures),
                ));
            }
            None if facts.enumerations().any(|(name, _)| name == stated.c_name) => {}
            None => differences.push(format!("{}: no such function", stated.c_name)),
        }
    }
    let missing = functions.keys().filter(|name| !seen.contains(*name));
    differences.extend(missing.map(|name| format!("{name}: is missing")));
    differences
}

fn stated(definition: &Definition) -> Vec<Stated<'_>> {
    let operations = definition.objects.iter().flat_map(|object| &object.operations).map(|operation| Stated {
        c_name: &operation.c_name,
        since: Some(&operation.since),
        access: &operation.access,
        filter: operation.filter.as_ref(),
        wire: operation.wire,
        high_priority: operation.high_priority,
    });
    let by_hand = definition.hand_written.iter().map(|function| Stated {
        c_name: &function.c_name,
        since: None,
        access: function.served.as_ref().map_or(&[], |served| &served.access),
        filter: function.served.as_ref().and_then(|served| served.filter.as_ref()),
        wire: function.served.as_ref().and_then(|served| served.wire),
        high_priority: function.served.as_ref().is_some_and(|served| served.high_priority),
    });
    operations.chain(by_hand).collect()
}

fn procedure<'a>(c_name: &str, procedures: &HashMap<String, &'a Json>) -> Option<&'a Json> {
    let other = OTHER_NAMES.iter().find(|(function, _)| *function == c_name).map(|(_, name)| (*name).to_owned());
    let name = other.unwrap_or_else(|| c_name.trim_start_matches("vir").to_uppercase());
    let marked = |mark: &str| procedures.get(&format!("{mark}:{}", name.replace(mark, ""))).copied();
    let special = ["QEMU", "LXC"].iter().filter(|mark| name.contains(**mark)).find_map(|mark| marked(mark));
    special.or_else(|| procedures.get(&name).copied())
}

fn compare_function(
    definition: &Definition,
    stated: &Stated<'_>,
    function: &Json,
    procedure: Option<&Json>,
) -> Vec<String> {
    let mut differences = Vec::new();
    let c_name = stated.c_name;
    if stated.since.is_some_and(|since| text(&function["since"]) != since) {
        differences.push(format!("{c_name}: since {}", function["since"]));
    }
    // What the protocol says is complete; the functions lack the rules of some.
    let mut expected: Vec<String> = match procedure {
        Some(procedure) => list(&procedure["acl"])
            .map(text)
            .filter(|rule| *rule != "none")
            .map(|rule| rule_of_wire(definition, rule))
            .collect(),
        None => list(&function["acl"])
            .filter(|rule| text(&rule["kind"]) == "check")
            .map(|rule| {
                let flags = rule["flags"].as_str().map(|flags| format!(":{flags}")).unwrap_or_default();
                rule_of_wire(definition, &format!("{}:{}{flags}", text(&rule["object"]), text(&rule["perm"])))
            })
            .collect(),
    };
    let mut found: Vec<String> = stated.access.iter().map(stated_rule).collect();
    expected.sort();
    found.sort();
    if expected != found {
        differences.push(format!("{c_name}: access {expected:?}, stated {found:?}"));
    }
    let Some(procedure) = procedure else {
        return match stated.wire {
            None => differences,
            Some(wire) => [differences, vec![format!("{c_name}: no procedure, stated {wire}")]].concat(),
        };
    };
    let filter = stated.filter.map(|(object, permission)| format!("{object}:{permission}"));
    let expected_filter = list(&procedure["aclfilter"]).next().map(|rule| text(rule).replace('_', "-"));
    if filter != expected_filter {
        differences.push(format!("{c_name}: filter {expected_filter:?}, stated {filter:?}"));
    }
    let is_high = procedure["priority"].as_str() == Some("high");
    if procedure["number"].as_u64() != stated.wire.map(u64::from) || is_high != stated.high_priority {
        differences.push(format!("{c_name}: procedure {}, priority {}", procedure["number"], procedure["priority"]));
    }
    differences
}

/// A rule of the facts in the form of `stated_rule`: `object:permission[:[!]FLAG|FLAG]` or
/// `object:permission::argument:VALUE`.
fn rule_of_wire(definition: &Definition, rule: &str) -> String {
    let parts: Vec<&str> = rule.split(':').collect();
    let bits = |names: &str| -> i64 {
        names.split('|').filter_map(|name| definition.constant(name)).fold(0, |bits, bit| bits | bit)
    };
    let plain = |parts: &[&str]| parts.join(":").replace('_', "-");
    match parts[..] {
        [object, permission, flags] => match flags.strip_prefix('!') {
            Some(names) => format!("{}@!{}", plain(&[object, permission]), bits(names)),
            None => format!("{}@{}", plain(&[object, permission]), bits(flags)),
        },
        [object, permission, _, argument, value] => {
            format!("{}@{argument}={}", plain(&[object, permission]), bits(value))
        }
        _ => plain(&parts),
    }
}

fn stated_rule(access: &Access) -> String {
    let condition = match &access.condition {
        None => String::new(),
        Some(Condition::Flags(bits)) => format!("@{bits}"),
        Some(Condition::NoFlags(bits)) => format!("@!{bits}"),
        Some(Condition::Argument(name, value)) => format!("@{name}={value}"),
    };
    format!("{}:{}{condition}", access.object, access.permission)
}
