//! Emits the operations as data: what the checks, the daemon, the C library and the support matrix read.

use super::model::{Access, Argument, Check, Condition, Definition, HandWritten, Object, Operation, constant_case};

/// The text of `core/api/src/generated/table.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut text = String::from(
        "//! The operations of the API as data.\n\nuse crate::operation::{AccessRule, Argument, ArgumentCheck, Condition, FlagRule, HandWritten, Operation};\n",
    );
    let mut all = String::new();
    for object in &definition.objects {
        for operation in &object.operations {
            let constant = constant_name(object, operation);
            text += &format!(
                "/// `{}`.\npub static {constant}: Operation = {};\n",
                operation.c_name,
                operation_text(definition, object, operation)
            );
            all += &format!("&{constant},");
        }
    }
    let by_hand: String = definition.hand_written.iter().map(hand_written).collect();
    text + &format!(
        "/// Every operation, in the order of the definition.\npub static ALL: &[&Operation] = &[{all}];\n
        /// What of the C interface is no operation of a driver.\npub static HAND_WRITTEN: &[HandWritten] = &[{by_hand}];\n"
    )
}

fn hand_written(function: &HandWritten) -> String {
    let (access_text, filter_text, wire, high_priority) = match &function.served {
        Some(served) => (
            served.access.iter().map(access).collect(),
            filter(served.filter.as_ref()),
            served.wire,
            served.high_priority,
        ),
        None => (String::new(), "None".to_owned(), None, false),
    };
    format!(
        "HandWritten {{ c_name: \"{}\", place: \"{}\", access: &[{access_text}], filter: {filter_text},
        wire: {wire:?}, high_priority: {high_priority} }},",
        function.c_name, function.place
    )
}

fn filter(filter: Option<&(String, String)>) -> String {
    match filter {
        Some((object, permission)) => format!("Some((\"{object}\", \"{permission}\"))"),
        None => "None".to_owned(),
    }
}

/// The name of an operation's entry, as in `DOMAIN_RENAME`.
pub fn constant_name(object: &Object, operation: &Operation) -> String {
    format!("{}_{}", constant_case(&object.name), operation.name.to_uppercase())
}

fn operation_text(definition: &Definition, object: &Object, operation: &Operation) -> String {
    let (known_flags, flags_text) = match operation.flags_argument(definition) {
        Some((_, flags)) => (flags.values.iter().fold(0, |bits, value| bits | value.number), Some(flags)),
        None => (0, None),
    };
    let rule = |(first, second): &(String, String)| {
        let flag = |name: &str| {
            let value = flags_text
                .and_then(|flags| flags.values.iter().find(|value| constant_case(&value.name) == name))
                .unwrap_or_else(|| panic!("{}: no flag {name}", operation.c_name));
            format!("({}, \"{}\")", value.number, value.c_name)
        };
        format!("FlagRule {{ first: {}, second: {} }},", flag(first), flag(second))
    };
    let filter = filter(operation.filter.as_ref());
    let base = operation.base().map(|name| {
        let base = object.operations.iter().find(|other| other.name == name);
        base.unwrap_or_else(|| panic!("{}: no operation {name}", operation.c_name)).c_name.as_str()
    });
    format!(
        "Operation {{
            object: \"{}\", name: \"{}\", c_name: \"{}\", family: \"{}\", since: \"{}\",
            access: &[{}], refused_read_only: {}, filter: {filter}, wire: {:?}, high_priority: {}, derived: {}, base: {base:?},
            arguments: &[{}],
            known_flags: {known_flags}, exclusive: &[{}], requires: &[{}],
        }}",
        object.name,
        operation.name,
        operation.c_name,
        operation.family,
        operation.since,
        operation.access.iter().map(access).collect::<String>(),
        operation.refused_read_only,
        operation.wire,
        operation.high_priority,
        operation.via.is_some(),
        operation.arguments.iter().map(argument).collect::<String>(),
        operation.exclusive.iter().map(rule).collect::<String>(),
        operation.requires.iter().map(rule).collect::<String>(),
    )
}

fn argument(argument: &Argument) -> String {
    let check = match argument.checks.first() {
        None if argument.name == "flags" => "Flags".to_owned(),
        None => "None".to_owned(),
        Some(Check::UnusedFlags) => "Flags".to_owned(),
        Some(Check::NonEmpty) => "NonEmpty".to_owned(),
        Some(Check::NonZero) => "NonZero".to_owned(),
        Some(Check::Positive) => "Positive".to_owned(),
        Some(Check::NonNegative) => "NonNegative".to_owned(),
        Some(Check::AtMost(most)) => format!("AtMost({most})"),
        Some(Check::Length(least, most)) => format!("Length({least}, {most})"),
    };
    format!("Argument {{ name: \"{}\", check: ArgumentCheck::{check} }},", argument.name)
}

fn access(access: &Access) -> String {
    let condition = match &access.condition {
        None => "None".to_owned(),
        Some(Condition::Flags(bits)) => format!("Some(Condition::Flags({bits}))"),
        Some(Condition::NoFlags(bits)) => format!("Some(Condition::NoFlags({bits}))"),
        Some(Condition::Argument(_, number)) => format!("Some(Condition::Argument({number}))"),
    };
    format!(
        "AccessRule {{ object: \"{}\", permission: \"{}\", condition: {condition} }},",
        access.object, access.permission
    )
}
