//! The page of one kind of object.

use std::fmt::Write as _;

use super::errors;
use super::support::Support;
use crate::codegen::model::{
    Access, Argument, Condition, Definition, Enumeration, HandWritten, Object, Operation, inner_type, type_name,
};
use crate::codegen::text::plain;

/// The page of an object of the definition. Writing to a string cannot fail.
pub fn of_object(definition: &Definition, object: &Object, support: &Support) -> String {
    let mut text = format!("# {}\n\n{}\n\n", object.name, prose(&object.docs));
    text += "Releases are libvirt's; those beside drivers are Ferrovirt's.\n\n";
    text += "| operation | in C | since | drivers |\n| --- | --- | --- | --- |\n";
    for operation in &object.operations {
        let (name, c_name) = (&operation.name, &operation.c_name);
        let drivers = support.drivers(c_name);
        let _ = writeln!(text, "| [`{name}`](#{name}) | `{c_name}` | {} | {drivers} |", operation.since);
    }
    for operation in &object.operations {
        text += &of_operation(definition, object, operation, support);
    }
    let sets = sets(definition, object);
    if !sets.is_empty() {
        text += "\n## Flags and enumerations\n";
        sets.into_iter().for_each(|set| text += &of_set(set));
    }
    let by_hand = by_hand(definition, |c_name| object_of(c_name) == Some(&object.name));
    if !by_hand.is_empty() {
        text += "\n## What of C's interface is no operation\n\n";
        text += &by_hand;
    }
    text
}

/// The page of streams, which no definition of an object states.
pub fn of_streams(definition: &Definition) -> String {
    format!(
        "# Stream\n\n\
         Bytes that go to or come from a driver, as with consoles, channels, screenshots and volumes. Operations give \
         streams as results: `open_console`, `open_channel` and `screenshot` of [Domain](domain.md), `upload` and \
         `download` of [StorageVolume](storage_volume.md).\n\n\
         | method | what it does |\n| --- | --- |\n\
         | `receive(limit)` | bytes as soon as there are any, holes as zeros; nothing is the end |\n\
         | `receive_part(limit)` | the next bytes, or the next hole, or the end |\n\
         | `next_hole()` | the length of the hole that comes next, which is not taken |\n\
         | `try_receive(limit)`, `try_send(data)` | the same without a wait: nothing where there would be one |\n\
         | `send(data)`, `send_all(data)` | sends bytes |\n\
         | `send_hole(length)` | sends a hole: as the zeros it stands for, where the other end knows none |\n\
         | `readable()`, `writable()` | end when a read or a write need not wait |\n\
         | `finish()` | ends in good order: waits until everything has arrived |\n\
         | `abort()` | gives up; so does dropping a stream that is not finished |\n\n\
         A stream that was finished or aborted answers `VIR_ERR_INVALID_STREAM`. Holes come and go on streams that were \
         opened for them (`SPARSE_STREAM` of a volume's `upload` and `download`).\n\n\
         ## In C\n\n{}",
        by_hand(definition, |c_name| c_name.starts_with("virStream"))
    )
}

fn of_operation(definition: &Definition, object: &Object, operation: &Operation, support: &Support) -> String {
    let mut text = format!("\n## {}\n\n", operation.name);
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .map(|argument| format!("{}: {}", argument.name, plain(&argument.argument_type)))
        .collect();
    let result = operation.result.as_ref().map(|of| format!(" -> {}", plain(of))).unwrap_or_default();
    let _ = writeln!(text, "```rust\n{}({}){result}\n```\n", operation.name, arguments.join(", "));
    let _ = writeln!(text, "{}\n", prose(&operation.docs));
    let _ = writeln!(text, "- In C: `{}`, since {}.{}", operation.c_name, operation.since, wire(operation));
    if let Some(base) = operation.base() {
        let _ = writeln!(text, "- It is [`{base}`](#{base}) with fixed arguments, and drivers that have that have it.");
    }
    let _ = writeln!(text, "- Drivers: {}.", support.drivers(&operation.c_name));
    let _ = writeln!(text, "- Needs: {}.", needs(definition, operation));
    if let Some((of, permission)) = &operation.filter {
        let _ = writeln!(text, "- Gives only what its caller has `{of}:{permission}` for.");
    }
    for argument in &operation.arguments {
        if let Some(words) = about(definition, argument) {
            let _ = writeln!(text, "- `{}`: {words}.", argument.name);
        }
    }
    text += "\n| error | when |\n| --- | --- |\n";
    for (code, when) in errors::of(definition, &object.name, operation) {
        let _ = writeln!(text, "| `{code}` | {when} |");
    }
    text
}

fn wire(operation: &Operation) -> String {
    let priority = if operation.high_priority { ", never queued behind others" } else { "" };
    operation.wire.map(|number| format!(" Procedure {number}{priority}.")).unwrap_or_default()
}

/// The permissions in words.
fn needs(definition: &Definition, operation: &Operation) -> String {
    let one = |access: &Access| {
        let permission = format!("`{}:{}`", access.object, access.permission);
        match &access.condition {
            None => permission,
            Some(Condition::Flags(bits)) => format!("{permission} with {}", flags(definition, operation, *bits)),
            Some(Condition::NoFlags(bits)) => format!("{permission} without {}", flags(definition, operation, *bits)),
            Some(Condition::Argument(name, number)) => format!("{permission} where `{name}` is {number}"),
        }
    };
    match operation.access.as_slice() {
        [] => "no permission".to_owned(),
        access => access.iter().map(one).collect::<Vec<_>>().join(", "),
    }
}

/// The flags of these bits by name.
fn flags(definition: &Definition, operation: &Operation, bits: u32) -> String {
    let named = operation.flags_argument(definition).map(|(_, set)| {
        let values = set.values.iter().filter(|value| value.number & i64::from(bits) != 0);
        values.map(|value| format!("`{}`", value.c_name)).collect::<Vec<_>>().join(" or ")
    });
    named.filter(|names| !names.is_empty()).unwrap_or_else(|| format!("flags {bits:#x}"))
}

/// What is to be said of an argument besides its type.
fn about(definition: &Definition, argument: &Argument) -> Option<String> {
    if let Some(set) = argument.parameters.as_ref() {
        let set = definition.parameter_sets.iter().find(|known| known.name == *set)?;
        let names: Vec<String> = set.parameters.iter().map(|one| format!("`{}`", one.name)).collect();
        return Some(format!("typed parameters {}", names.join(", ")));
    }
    let of = inner_type(&argument.argument_type, "Vec").unwrap_or(&argument.argument_type);
    let of = inner_type(of, "Option").unwrap_or(of);
    let name = type_name(of)?;
    let set = definition.enumerations.iter().find(|enumeration| enumeration.name == name)?;
    let what = if set.is_flags { "flags" } else { "one" };
    Some(format!("{what} of [{name}](#{})", name.to_lowercase()))
}

/// The enumerations that the arguments of an object's operations have, in their order.
fn sets<'a>(definition: &'a Definition, object: &Object) -> Vec<&'a Enumeration> {
    let mut sets: Vec<&Enumeration> = Vec::new();
    for argument in object.operations.iter().flat_map(|operation| &operation.arguments) {
        let of = inner_type(&argument.argument_type, "Vec").unwrap_or(&argument.argument_type);
        let name = type_name(inner_type(of, "Option").unwrap_or(of));
        let set = definition.enumerations.iter().find(|enumeration| Some(&enumeration.name) == name.as_ref());
        sets.extend(set.filter(|set| !sets.iter().any(|known| known.name == set.name)));
    }
    sets
}

fn of_set(set: &Enumeration) -> String {
    let mut text = format!("\n### {}\n\n{}\n\n", set.name, prose(&set.docs));
    if !set.c_name.is_empty() {
        let _ = writeln!(text, "In C: `{}`.\n", set.c_name);
    }
    text += "| value | in C | number | since | what it says |\n| --- | --- | --- | --- | --- |\n";
    for value in &set.values {
        let number = if set.is_flags { format!("{:#x}", value.number) } else { value.number.to_string() };
        let (name, c_name, since) = (&value.name, &value.c_name, &value.since);
        let _ = writeln!(
            text,
            "| `{name}` | `{c_name}` | {number} | {since} | {} |",
            prose(&value.docs).replace('\n', " ")
        );
    }
    text
}

/// The functions of C that have other things in their place.
fn by_hand(definition: &Definition, is_meant: impl Fn(&str) -> bool) -> String {
    let functions: Vec<&HandWritten> =
        definition.hand_written.iter().filter(|function| is_meant(&function.c_name)).collect();
    let mut text = String::new();
    if !functions.is_empty() {
        text += "| in C | what stands for it |\n| --- | --- |\n";
    }
    for function in functions {
        let _ = writeln!(
            text,
            "| `{}` | `{}`: {} |",
            function.c_name,
            function.place,
            prose(&function.reason).replace('\n', " ")
        );
    }
    text
}

/// The object whose name a function of C bears.
fn object_of(c_name: &str) -> Option<&'static str> {
    const PREFIXES: &[(&str, &str)] = &[
        ("virDomainSnapshot", "DomainSnapshot"),
        ("virDomainCheckpoint", "DomainCheckpoint"),
        ("virDomain", "Domain"),
        ("virNetworkPort", "NetworkPort"),
        ("virNetwork", "Network"),
        ("virStoragePool", "StoragePool"),
        ("virStorageVol", "StorageVolume"),
        ("virInterface", "Interface"),
        ("virNodeDevice", "NodeDevice"),
        ("virSecret", "Secret"),
        ("virNWFilterBinding", "NwFilterBinding"),
        ("virNWFilter", "NwFilter"),
        ("virConnect", "Connection"),
    ];
    PREFIXES.iter().find(|(prefix, _)| c_name.starts_with(prefix)).map(|(_, object)| *object)
}

fn prose(docs: &[String]) -> String {
    docs.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n")
}
