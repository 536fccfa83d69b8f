//! The table of operations by number, in Rust: what Node, Java and Go call through.
//!
//! Types are not named: an argument is what the method takes.

use std::path::PathBuf;

use crate::middle::{Interface, Numbered, Operation, snake_case};
use crate::{GeneratedFile, Header};

/// The one file.
pub fn files(interface: &Interface, header: &Header) -> Result<Vec<GeneratedFile>, String> {
    let numbered = interface.numbered();
    let mut text = format!(
        "//! The operations by number, and the classes of objects.\n//!\n//! {}\n\n\
         use ferrovirt_bindings::generated::objects::*;\nuse ferrovirt_bindings::{{documents::*, events::*, long_operation::*, objects::*}};\n\n\
         use crate::answer::Answer;\nuse crate::call::{{Begun, Call, Class, Operation}};\n\n",
        header.sentence()
    );
    text.push_str(&format!(
        "/// Differs when the operations, their numbers or their values do.\npub const DEFINITION: u64 = 0x{:016x};\n\n",
        interface.fingerprint()
    ));
    let table = |name: &str, doc: &str, kind: &str, entries: Vec<String>| {
        format!("/// {doc}\npub static {name}: &[{kind}] = &[{}];\n\n", entries.join(", "))
    };
    let classes =
        interface.objects.iter().map(|object| format!("Class::of::<{name}>(\"{name}\")", name = object.name)).collect();
    text.push_str(&table("CLASSES", "The classes by number.", "Class", classes));
    text.push_str(&table(
        "OPERATIONS",
        "The operations by number.",
        "Operation",
        numbered.iter().map(function_name).collect(),
    ));
    text.extend(numbered.iter().map(function));
    Ok(vec![GeneratedFile { path: PathBuf::from("bindings/calls/src/generated/operations.rs"), text }])
}

fn function_name(numbered: &Numbered<'_>) -> String {
    let owner = numbered.object().map_or_else(|| "function".to_owned(), |object| snake_case(&object.name));
    format!("{owner}_{}", numbered.name())
}

fn function(numbered: &Numbered<'_>) -> String {
    let mut body = String::new();
    if let Some(object) = numbered.object() {
        body.push_str(&format!("    let this = call.this::<{}>()?;\n", object.name));
    }
    match numbered {
        Numbered::Operation(object, operation) => body.push_str(&operation_body(object.is_some(), operation)),
        Numbered::Equal(object) => body.push_str(&format!(
            "    let other = call.argument::<std::sync::Arc<{}>>()?;\n    call.give(this == other, Answer::number)\n",
            object.name
        )),
        Numbered::Hash(_) => body.push_str("    call.give(crate::answer::hash(&this), Answer::number)\n"),
        Numbered::Describe(_) => body.push_str("    call.give(format!(\"{this:?}\"), Answer::value)\n"),
    }
    format!("pub(crate) fn {}(call: &mut Call<'_>) -> Begun {{\n{body}}}\n\n", function_name(numbered))
}

fn operation_body(is_method: bool, operation: &Operation) -> String {
    let mut body = String::new();
    let names: Vec<&str> = operation.arguments.iter().map(|argument| argument.name.as_str()).collect();
    for name in &names {
        body.push_str(&format!("    let {name} = call.argument()?;\n"));
    }
    let called = format!("{}{}({})", if is_method { "this." } else { "" }, operation.name, names.join(", "));
    let give = match &operation.result {
        None => "nothing",
        Some(result) if result.is_number() => "number",
        Some(_) => "value",
    };
    let function = match (operation.is_async, operation.can_fail) {
        (false, false) => "give",
        (false, true) => "give_or_fail",
        (true, false) => "wait",
        (true, true) => "wait_or_fail",
    };
    let value = if operation.is_async { format!("async move {{ {called}.await }}") } else { called };
    body.push_str(&format!("    call.{function}({value}, Answer::{give})\n"));
    body
}
