//! QEMU's description of its own protocol, kept as a table that questions are asked of.
//!
//! The description is a graph with cycles (a block device's options contain block devices), so it can't be written out
//! as a list of all paths; [`Schema::has`] follows one path through the graph instead.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a QEMU's protocol knows: commands, events and the types of their arguments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    commands: BTreeMap<String, Command>,
    events: BTreeMap<String, Command>,
    types: BTreeMap<String, Type>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Command {
    /// The type of the arguments, or of an event's data.
    arg: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ret: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    features: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Type {
    Scalar,
    Enum(BTreeMap<String, BTreeSet<String>>),
    Array(String),
    Alternate(Vec<String>),
    Object(Object),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Object {
    members: BTreeMap<String, Member>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    variants: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    features: BTreeSet<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Member {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    features: BTreeSet<String>,
}

/// One entry of the answer to `query-qmp-schema`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Entry {
    name: String,
    meta_type: String,
    #[serde(default)]
    arg_type: String,
    #[serde(default)]
    ret_type: String,
    #[serde(default)]
    element_type: String,
    #[serde(default)]
    members: Vec<EntryMember>,
    #[serde(default)]
    variants: Vec<EntryVariant>,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    features: BTreeSet<String>,
}

#[derive(Deserialize)]
struct EntryMember {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    features: BTreeSet<String>,
}

#[derive(Deserialize)]
struct EntryVariant {
    case: String,
    #[serde(rename = "type")]
    kind: String,
}

impl Schema {
    /// Reads the answer to `query-qmp-schema`. Entries of an unknown kind are left out.
    pub fn from_reply(reply: &Value) -> Result<Schema, serde_json::Error> {
        let mut schema = Schema::default();
        for entry in Vec::<Entry>::deserialize(reply)? {
            schema.add(entry);
        }
        Ok(schema)
    }

    fn add(&mut self, entry: Entry) {
        let kind = match entry.meta_type.as_str() {
            "command" | "event" => {
                let command = Command { arg: entry.arg_type, ret: entry.ret_type, features: entry.features };
                let table = if entry.meta_type == "event" { &mut self.events } else { &mut self.commands };
                table.insert(entry.name, command);
                return;
            }
            "builtin" => Type::Scalar,
            "enum" => {
                // From QEMU 6.2 values are described as members, which may have features.
                let plain = entry.values.into_iter().map(|name| (name, BTreeSet::new()));
                let described = entry.members.into_iter().map(|member| (member.name, member.features));
                Type::Enum(plain.chain(described).collect())
            }
            "array" => Type::Array(entry.element_type),
            "alternate" => Type::Alternate(entry.members.into_iter().map(|member| member.kind).collect()),
            "object" => {
                let member =
                    |member: EntryMember| (member.name, Member { kind: member.kind, features: member.features });
                Type::Object(Object {
                    members: entry.members.into_iter().map(member).collect(),
                    variants: entry.variants.into_iter().map(|variant| (variant.case, variant.kind)).collect(),
                    features: entry.features,
                })
            }
            _ => return,
        };
        self.types.insert(entry.name, kind);
    }

    /// Whether the protocol has what a path names.
    ///
    /// A path starts with a command and `arg` or `ret`, or with an event and `data`: `screendump/arg/format`. Each
    /// further step is a member of an object or a value of an enumeration; `+CASE` enters one variant of a union and
    /// `$FEATURE`, as the last step, asks for a feature: `blockdev-add/arg/+file/aio/io_uring`,
    /// `device_add/$json-cli-hotplug`. Arrays and alternatives are passed through.
    pub fn has(&self, path: &str) -> bool {
        let mut steps = path.split('/');
        let Some(name) = steps.next() else { return false };
        let (command, is_event) = match (self.commands.get(name), self.events.get(name)) {
            (Some(command), _) => (command, false),
            (None, Some(event)) => (event, true),
            (None, None) => return false,
        };
        let start = match steps.next() {
            None => return true,
            Some("arg") if !is_event => &command.arg,
            Some("ret") if !is_event => &command.ret,
            Some("data") if is_event => &command.arg,
            Some(step) => return steps.next().is_none() && has_feature(&command.features, step),
        };
        let steps: Vec<&str> = steps.collect();
        self.follow(start, &steps)
    }

    /// Whether the steps lead somewhere from this type, through arrays and alternatives. Each call uses up a step, and
    /// looks at each type once: the table comes from outside and may lead in circles.
    fn follow(&self, name: &str, steps: &[&str]) -> bool {
        if steps.is_empty() {
            return true;
        }
        let mut reached = vec![name];
        let mut next = 0;
        while let Some(name) = reached.get(next).copied() {
            next += 1;
            let found = match self.types.get(name) {
                None | Some(Type::Scalar) => false,
                Some(Type::Enum(values)) => in_enum(values, steps),
                Some(Type::Object(object)) => self.in_object(object, steps),
                Some(Type::Array(element)) => {
                    reach(&mut reached, element);
                    false
                }
                Some(Type::Alternate(choices)) => {
                    choices.iter().for_each(|choice| reach(&mut reached, choice));
                    false
                }
            };
            if found {
                return true;
            }
        }
        false
    }

    fn in_object(&self, object: &Object, steps: &[&str]) -> bool {
        let Some((step, rest)) = steps.split_first() else { return true };
        if let Some(case) = step.strip_prefix('+') {
            return object.variants.get(case).is_some_and(|kind| self.follow(kind, rest));
        }
        if rest.is_empty() && has_feature(&object.features, step) {
            return true;
        }
        object.members.get(*step).is_some_and(|member| match rest {
            [feature] if feature.starts_with('$') && has_feature(&member.features, feature) => true,
            _ => self.follow(&member.kind, rest),
        })
    }

    /// The names of all commands.
    pub fn commands(&self) -> impl Iterator<Item = &str> {
        self.commands.keys().map(String::as_str)
    }

    /// Whether there is a command of this name.
    pub fn has_command(&self, name: &str) -> bool {
        self.commands.contains_key(name)
    }

    /// Whether there is an event of this name.
    pub fn has_event(&self, name: &str) -> bool {
        self.events.contains_key(name)
    }
}

fn reach<'a>(reached: &mut Vec<&'a str>, name: &'a str) {
    if !reached.contains(&name) {
        reached.push(name);
    }
}

fn has_feature(features: &BTreeSet<String>, step: &str) -> bool {
    step.strip_prefix('$').is_some_and(|name| features.contains(name))
}

fn in_enum(values: &BTreeMap<String, BTreeSet<String>>, steps: &[&str]) -> bool {
    match steps {
        [value] => values.contains_key(*value),
        [value, feature] => values.get(*value).is_some_and(|features| has_feature(features, feature)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn schema() -> Schema {
        let reply = json!([
            {"meta-type": "command", "name": "add", "arg-type": "1", "ret-type": "0", "features": ["fast"]},
            {"meta-type": "event", "name": "GONE", "arg-type": "2"},
            {"meta-type": "object", "name": "0", "members": []},
            {"meta-type": "object", "name": "1", "tag": "driver", "members": [
                {"name": "driver", "type": "3"}, {"name": "backing", "type": "4", "features": ["deprecated"]},
                {"name": "list", "type": "5"}
            ], "variants": [{"case": "file", "type": "2"}, {"case": "null", "type": "0"}]},
            {"meta-type": "object", "name": "2", "members": [{"name": "aio", "type": "3"}]},
            {"meta-type": "enum", "name": "3", "values": ["file"],
             "members": [{"name": "file"}, {"name": "null", "features": ["unstable"]}]},
            {"meta-type": "alternate", "name": "4", "members": [{"type": "1"}, {"type": "str"}, {"type": "4"}]},
            {"meta-type": "array", "name": "5", "element-type": "2"},
            {"meta-type": "builtin", "name": "str", "json-type": "string"},
            {"meta-type": "novelty", "name": "6"}
        ]);
        Schema::from_reply(&reply).expect("a schema")
    }

    #[test]
    fn paths_are_followed() {
        let schema = schema();
        let check = |path: &str, expected: bool| assert_eq!(schema.has(path), expected, "{path}");
        for path in [
            "add",
            "GONE",
            "add/$fast",
            "add/arg",
            "add/ret",
            "GONE/data/aio",
            "add/arg/driver/null",
            "add/arg/driver/null/$unstable",
            "add/arg/+file/aio",
            "add/arg/backing",
            "add/arg/backing/$deprecated",
            "add/arg/backing/backing/+file/aio/file",
            "add/arg/list/aio",
        ] {
            check(path, true);
        }
        for path in [
            "",
            "none",
            "add/$slow",
            "add/data",
            "GONE/arg",
            "add/arg/aio",
            "add/arg/driver/iscsi",
            "add/arg/driver/null/$stable",
            "add/arg/+iscsi",
            "add/arg/backing/none",
            "add/arg/driver/null/x/y",
        ] {
            check(path, false);
        }
    }

    #[test]
    fn the_table_survives_being_stored() {
        let text = serde_json::to_string(&schema()).expect("plain data");
        assert_eq!(serde_json::from_str::<Schema>(&text).expect("the same"), schema());
    }
}
