//! The errors of an operation that follow from its definition, whatever driver it goes to.

use crate::codegen::model::{Argument, Check, Definition, Operation, inner_type, type_name};

/// An error: its name in C, and when it comes.
pub type Line = (&'static str, String);

/// The errors in the order in which they are looked for.
pub fn of(definition: &Definition, object: &str, operation: &Operation) -> Vec<Line> {
    let mut lines = vec![("VIR_ERR_INVALID_CONN", "the connection was closed".to_owned())];
    let needed = changes(operation);
    if operation.refused_read_only || needed.iter().any(|(_, condition)| condition.is_none()) {
        lines.push(("VIR_ERR_OPERATION_DENIED", "the connection is read-only".to_owned()));
    } else if !needed.is_empty() {
        lines.push((
            "VIR_ERR_OPERATION_DENIED",
            "the connection is read-only, and flags ask for more than a look".to_owned(),
        ));
    }
    if operation.flags_argument(definition).is_some() {
        lines.push(("VIR_ERR_INVALID_ARG", "a flag is unknown, or the driver has it not".to_owned()));
    } else if operation.arguments.iter().any(|argument| argument.name == "flags") {
        lines.push(("VIR_ERR_INVALID_ARG", "`flags` is not 0".to_owned()));
    }
    for (first, second) in &operation.exclusive {
        lines.push(("VIR_ERR_INVALID_ARG", format!("`{first}` and `{second}` are given together")));
    }
    for (first, second) in &operation.requires {
        lines.push(("VIR_ERR_INVALID_ARG", format!("`{first}` is given without `{second}`")));
    }
    operation.arguments.iter().for_each(|argument| of_argument(definition, argument, &mut lines));
    lines.push(("VIR_ERR_NO_SUPPORT", "the driver lacks the operation".to_owned()));
    lines.extend(missing(object).map(|code| (code, "the object is gone".to_owned())));
    lines
}

/// The permissions that do more than look, each with whether flags decide.
fn changes(operation: &Operation) -> Vec<(&str, Option<()>)> {
    let is_read = |permission: &str| matches!(permission, "getattr" | "read") || permission.starts_with("search-");
    let needed = operation.access.iter().filter(|access| !is_read(&access.permission));
    needed.map(|access| (access.permission.as_str(), access.condition.as_ref().map(drop))).collect()
}

fn of_argument(definition: &Definition, argument: &Argument, lines: &mut Vec<Line>) {
    let name = &argument.name;
    for check in &argument.checks {
        lines.push(match check {
            Check::NonEmpty => ("VIR_ERR_INVALID_ARG", format!("`{name}` is empty")),
            Check::NonZero => ("VIR_ERR_INVALID_ARG", format!("`{name}` is 0")),
            Check::Positive => ("VIR_ERR_INVALID_ARG", format!("`{name}` is not above 0")),
            Check::NonNegative => ("VIR_ERR_INVALID_ARG", format!("`{name}` is below 0")),
            Check::AtMost(most) => ("VIR_ERR_OVERFLOW", format!("`{name}` is above {most}")),
            Check::Length(least, most) => ("VIR_ERR_INVALID_ARG", format!("`{name}` has not {least} to {most} values")),
            // The flags were named already.
            Check::UnusedFlags => continue,
        });
    }
    let of = inner_type(&argument.argument_type, "Vec").unwrap_or(&argument.argument_type);
    let is_object = type_name(of).is_some_and(|name| definition.is_object(&name) && name != "Connection");
    if is_object {
        lines.push(("VIR_ERR_INVALID_ARG", format!("`{name}` is of another connection")));
    }
}

fn missing(object: &str) -> Option<&'static str> {
    Some(match object {
        "Domain" => "VIR_ERR_NO_DOMAIN",
        "DomainSnapshot" => "VIR_ERR_NO_DOMAIN_SNAPSHOT",
        "DomainCheckpoint" => "VIR_ERR_NO_DOMAIN_CHECKPOINT",
        "Network" => "VIR_ERR_NO_NETWORK",
        "NetworkPort" => "VIR_ERR_NO_NETWORK_PORT",
        "StoragePool" => "VIR_ERR_NO_STORAGE_POOL",
        "StorageVolume" => "VIR_ERR_NO_STORAGE_VOL",
        "Interface" => "VIR_ERR_NO_INTERFACE",
        "NodeDevice" => "VIR_ERR_NO_NODE_DEVICE",
        "Secret" => "VIR_ERR_NO_SECRET",
        "NwFilter" => "VIR_ERR_NO_NWFILTER",
        "NwFilterBinding" => "VIR_ERR_NO_NWFILTER_BINDING",
        _ => return None,
    })
}
