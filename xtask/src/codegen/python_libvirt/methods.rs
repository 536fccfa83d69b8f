//! The classes: a method for each operation whose types say all there is to know.

use super::super::c_face::{self, Function, Header};
use super::super::model::{Argument, Definition, Operation, inner_type, snake_case, type_name};
use super::super::text::plain;
use super::{beginning, names};

/// Functions whose shape in libvirt-python does not follow from the operation. They are in the classes' bases.
pub const BY_HAND: &[&str] = &[
    // Dictionaries and maps of processors.
    "virDomainGetCPUStats",
    "virDomainGetEmulatorPinInfo",
    "virDomainGetIOThreadInfo",
    "virDomainGetVcpuPinInfo",
    "virDomainGetVcpus",
    "virDomainMemoryStats",
    "virDomainPinEmulator",
    "virDomainPinIOThread",
    "virDomainPinVcpu",
    "virDomainPinVcpuFlags",
    "virDomainSetTime",
    "virNodeAllocPages",
    "virNodeGetFreePages",
    // Arguments that can be left out although the operation needs them, or that it does not have.
    "virConnectGetLibVersion",
    "virConnectSetKeepAlive",
    "virDomainBlockCopy",
    "virDomainFSFreeze",
    "virDomainFSThaw",
    "virDomainListGetStats",
    "virConnectGetAllDomainStats",
    "virDomainRevertToSnapshot",
    "virDomainSendKey",
    // A stream is an argument.
    "virDomainOpenChannel",
    "virDomainOpenConsole",
    "virDomainScreenshot",
    "virStorageVolDownload",
    "virStorageVolUpload",
    // Functions of modules beside this one.
    "virDomainLxcOpenNamespace",
    "virDomainQemuAgentCommand",
    "virDomainQemuAttach",
    "virDomainQemuMonitorCommand",
    "virDomainQemuMonitorCommandWithFiles",
    // What tests of programs replace.
    "virDomainMigrate",
    "virDomainMigrate2",
    "virDomainMigrate3",
    "virDomainMigrateToURI",
    "virDomainMigrateToURI2",
    "virDomainMigrateToURI3",
];

/// Parameters that may be left out there, and not in C's other bindings: function, parameter.
const OPTIONAL: &[(&str, &str)] = &[
    ("virConnectGetDomainCapabilities", "emulatorbin"),
    ("virDomainAuthorizedSSHKeysSet", "keys"),
    ("virDomainGetGuestInfo", "types"),
    ("virNetworkGetDHCPLeases", "mac"),
];

/// `_objects.py`.
pub fn module(definition: &Definition, headers: &[Header]) -> Result<String, String> {
    let mut text = "# mypy: disable-error-code=\"no-any-return\"\n".to_owned();
    text += &beginning("The classes, with the methods that follow from the definition.");
    text += "from __future__ import annotations\n\nfrom typing import Any\n\nfrom . import _bases, _values\n";
    text += "from ._error import FAILURES, failed\n\n";
    let classes: Vec<String> = names::CLASSES.iter().map(|(_, class)| format!("    \"{class}\",\n")).collect();
    text += &format!("__all__ = [\n{}]\n", classes.concat());
    for (name, class) in names::CLASSES {
        let Some(object) = definition.objects.iter().find(|object| object.name == *name) else { continue };
        let base = class.trim_start_matches("vir");
        text += &format!(
            "\n\nclass {class}(_bases.{base}):\n{}\n    __slots__ = ()\n",
            docstring(&first_paragraph(&object.docs), "    ")
        );
        for header in headers {
            for function in &header.functions {
                if let Some((owner, operation)) = c_face::find(definition, &function.name)
                    && owner.name == *name
                    && !BY_HAND.contains(&function.name.as_str())
                {
                    text += &method(definition, class, function, operation)?;
                }
            }
        }
    }
    Ok(text)
}

fn method(definition: &Definition, class: &str, function: &Function, operation: &Operation) -> Result<String, String> {
    let name = names::method(class, &function.name);
    let mut parameters = String::new();
    let mut by_operation: Vec<(&str, String)> = Vec::new();
    let mut may_be_left_out = false;
    for (c_name, _) in &function.parameters {
        let Some(argument) = argument_of(function, operation, c_name) else { continue };
        let written = names::parameter(&function.name, c_name);
        let shape = Shape::of(definition, argument);
        let is_optional = function.optional.contains(c_name)
            || c_name == "flags"
            || OPTIONAL.iter().any(|(of, name)| *of == function.name && *name == c_name);
        may_be_left_out |= is_optional;
        let default = match (may_be_left_out, shape.is_number) {
            (false, _) => String::new(),
            (true, true) => " = 0".to_owned(),
            (true, false) => " = None".to_owned(),
        };
        let hint = match default.as_str() {
            " = None" if !shape.hint.ends_with("None") => format!("{} | None", shape.hint),
            _ => shape.hint.clone(),
        };
        parameters += &format!(", {written}: {hint}{default}");
        by_operation.push((&argument.name, shape.passed.replace("{}", &written)));
    }
    let mut passed = Vec::new();
    for argument in &operation.arguments {
        let known = by_operation.iter().find(|(known, _)| *known == argument.name);
        let (_, text) = known.ok_or_else(|| {
            format!(
                "{}: no parameter is the argument '{}': name it in the declaration or in `names::ARGUMENTS`, or \
                 write the method by hand and list it in `methods::BY_HAND`",
                function.name, argument.name
            )
        })?;
        passed.push(text.clone());
    }
    let call = format!("self._o.{}({})", operation.name, passed.join(", "));
    let answer = Answer::of(definition, operation, &call);
    let mut text = written_method(&name, &parameters, &answer, &operation.docs);
    // A text that is a UUID has a function of its own in C.
    if function.name.ends_with("LookupByUUID") {
        let call = format!("self._o.{}(_values.uuid_of_text(uuidstr, \"{}String\"))", operation.name, function.name);
        let answer = Answer::of(definition, operation, &call);
        text += &written_method(&format!("{name}String"), ", uuidstr: str", &answer, &operation.docs);
    }
    Ok(text)
}

fn written_method(name: &str, parameters: &str, answer: &Answer, docs: &[String]) -> String {
    let mut body = String::new();
    for line in &answer.lines {
        body += &format!("            {line}\n");
    }
    format!(
        "\n    def {name}(self{parameters}) -> {}:\n{}        try:\n{body}        except FAILURES as error:\n            raise failed(error) from error\n",
        answer.hint,
        docstring(docs, "        ")
    )
}

/// The argument of the operation that a parameter is.
fn argument_of<'a>(function: &Function, operation: &'a Operation, c_name: &str) -> Option<&'a Argument> {
    let name = function.names.iter().find(|(_, parameter)| parameter == c_name).map(|(argument, _)| argument.as_str());
    let name = name.or(names::argument(&function.name, c_name)).unwrap_or(c_name);
    operation.arguments.iter().find(|argument| argument.name == name)
}

/// How an argument is taken and passed on.
struct Shape {
    hint: String,
    passed: &'static str,
    is_number: bool,
}

impl Shape {
    fn of(definition: &Definition, argument: &Argument) -> Shape {
        let of = plain(&argument.argument_type);
        let shape = |hint: &str, passed| Shape { hint: hint.to_owned(), passed, is_number: hint == "int" };
        match of.as_str() {
            "String" => shape("str", "{}"),
            "Option<String>" => shape("str | None", "{}"),
            "Vec<String>" => shape("list[str] | None", "{} or []"),
            "Vec<u8>" => shape("bytes", "{}"),
            "Uuid" => shape("bytes", "_values.uuid_of({})"),
            "TypedParameters" => shape("dict[str, Any]", "{}"),
            "bool" => shape("int", "bool({})"),
            "f64" => shape("float", "{}"),
            "Connection" => shape("virConnect", "{}._o"),
            name if definition.is_object(name) => shape(names::class(name).unwrap_or("Any"), "{}._o"),
            name if name.starts_with("Vec<") => shape("list[int]", "{}"),
            _ => shape("int", "{}"),
        }
    }
}

fn is_number(name: &str) -> bool {
    matches!(name, "u8" | "u16" | "u32" | "u64" | "i32" | "i64")
}

/// The types of what `_values` makes of records.
const RECORDS: &[(&str, &str)] = &[
    ("DomainBlockInfo", "list[int]"),
    ("DomainBlockJobInfo", "dict[str, int]"),
    ("DomainBlockStats", "tuple[int, ...]"),
    ("DomainControlInfo", "list[int]"),
    ("DomainDiskError", "dict[str, int]"),
    ("DomainFsInfo", "list[tuple[str, str, str, list[str]]]"),
    ("DomainInfo", "list[int]"),
    ("DomainInterface", "dict[str, dict[str, Any]]"),
    ("DomainInterfaceStats", "tuple[int, ...]"),
    ("DomainJobInfo", "list[int]"),
    ("DomainJobStats", "dict[str, Any]"),
    ("DomainScheduler", "tuple[str, int]"),
    ("DomainStateReason", "list[int]"),
    ("DomainTime", "dict[str, int]"),
    ("NetworkDhcpLease", "list[dict[str, Any]]"),
    ("NodeCpuMap", "tuple[int, list[bool], int]"),
    ("NodeInfo", "list[Any]"),
    ("NodeStatistic", "dict[str, int]"),
    ("SecurityLabel", "list[Any]"),
    ("SecurityModel", "list[str]"),
    ("StoragePoolInfo", "list[int]"),
    ("StorageVolumeInfo", "list[int]"),
];

fn record_hint(record: &str) -> &'static str {
    RECORDS.iter().find(|(name, _)| *name == record).map_or("Any", |(_, hint)| *hint)
}

/// What a method gives, and how.
struct Answer {
    hint: String,
    lines: Vec<String>,
}

impl Answer {
    fn of(definition: &Definition, operation: &Operation, call: &str) -> Answer {
        let given = |hint: &str, line: String| Answer { hint: hint.to_owned(), lines: vec![format!("return {line}")] };
        let nothing = || Answer { hint: "int".to_owned(), lines: vec![call.to_owned(), "return 0".to_owned()] };
        let Some(result) = &operation.result else { return nothing() };
        let of = plain(result);
        let enumeration = |name: &str| definition.enumerations.iter().any(|found| found.name == name);
        match of.as_str() {
            "Identity" => nothing(),
            "bool" => given("int", format!("int({call})")),
            "String" => given("str", call.to_owned()),
            "Option<String>" => given("str | None", call.to_owned()),
            "Vec<String>" => given("list[str]", call.to_owned()),
            "Vec<u8>" => given("bytes", call.to_owned()),
            "Vec<Uuid>" => given("list[str]", format!("[str(uuid) for uuid in {call}]")),
            "TypedParameters" => given("dict[str, Any]", call.to_owned()),
            name if definition.is_object(name) => {
                let class = names::class(name).unwrap_or("Any");
                given(class, format!("{class}(self, {call})"))
            }
            name if enumeration(name) => given("int", format!("int({call})")),
            name if is_number(name) || name == "FileDescriptor" => given("int", call.to_owned()),
            name if name.starts_with("Vec<") => {
                let inner = inner_type(result, "Vec").and_then(type_name).unwrap_or_default();
                match names::class(&inner) {
                    Some(class) => {
                        given(&format!("list[{class}]"), format!("[{class}(self, found) for found in {call}]"))
                    }
                    None if definition.records.iter().any(|record| record.name == inner) => {
                        given(record_hint(&inner), format!("_values.{}s({call})", snake_case(&inner)))
                    }
                    None => given("list[int]", call.to_owned()),
                }
            }
            name => {
                let record = name.trim_start_matches("Option<").trim_end_matches('>');
                given(record_hint(record), format!("_values.{}({call})", snake_case(record)))
            }
        }
    }
}

fn first_paragraph(lines: &[String]) -> Vec<String> {
    lines.iter().take_while(|line| !line.trim().is_empty()).cloned().collect()
}

/// Documentation as a docstring with its line break.
fn docstring(lines: &[String], indent: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| line.trim().replace('\\', "\\\\").replace('"', "'")).collect();
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}\"\"\"{line}\"\"\"\n"),
        [first, rest @ ..] => {
            let rest: String = rest.iter().map(|line| format!("{indent}{line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}\"\"\"{first}\n{rest}{indent}\"\"\"\n")
        }
    }
}
