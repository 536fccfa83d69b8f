//! The table of calls in C: a function for each operation, which takes its arguments out of one buffer.

use std::collections::BTreeSet;

use super::names::exported;
use super::operations;
use super::types::{Crossing, crossing};
use crate::Header;
use crate::middle::{Interface, Object, Operation, Type};

/// The crate whose functions UniFFI exports.
const CRATE: &str = "ferrovirt_bindings";

/// Kinds of futures: how UniFFI calls the answer, its type in C, how the answer keeps it.
const FUTURES: &[(&str, &str)] = &[
    ("void", "void"),
    ("i8", "int8_t"),
    ("u8", "uint8_t"),
    ("i16", "int16_t"),
    ("u16", "uint16_t"),
    ("i32", "int32_t"),
    ("u32", "uint32_t"),
    ("i64", "int64_t"),
    ("u64", "uint64_t"),
    ("f64", "double"),
    ("rust_buffer", "ferrovirt_buffer"),
];

/// The constant in Go with an operation's number.
pub fn constant(object: Option<&Object>, operation: &Operation) -> String {
    format!(
        "{}{}",
        object.map_or_else(|| "Function".to_owned(), |object| exported(&object.name)),
        exported(&operation.name)
    )
}

/// The constant in Go with the number of an operation that languages have for all objects: comparing, printing.
pub fn extra(object: &Object, name: &str) -> String {
    format!("{}Trait{name}", exported(&object.name))
}

/// The constant in Go with a class's number.
pub fn class(object: &str) -> String {
    format!("Class{}", exported(object))
}

/// `numbers.go`: the numbers of operations and classes.
pub fn numbers(interface: &Interface) -> String {
    let operations = all(interface).into_iter().map(|one| format!("\tOperation{}\n", one.constant)).collect::<String>();
    let classes: String = interface.objects.iter().map(|object| format!("\t{}\n", class(&object.name))).collect();
    let with_type = |text: String| text.replacen('\n', " uint32 = iota\n", 1);
    format!(
        "// The numbers of operations.\nconst (\n{})\n\n// The numbers of classes.\nconst (\n{})\n",
        with_type(operations),
        with_type(classes)
    )
}

/// A line of the table.
struct Line {
    constant: String,
    symbol: String,
    /// The object's name, in lower case, if it is a method.
    owner: Option<String>,
    arguments: Vec<Type>,
    result: Option<Type>,
    is_async: bool,
}

fn all(interface: &Interface) -> Vec<Line> {
    let mut lines: Vec<Line> = operations(interface)
        .map(|(object, operation)| {
            let owner = object.map(|object| object.name.to_lowercase());
            let symbol = match &owner {
                Some(owner) => format!("uniffi_{CRATE}_fn_method_{owner}_{}", operation.name),
                None => format!("uniffi_{CRATE}_fn_func_{}", operation.name),
            };
            Line {
                constant: constant(object, operation),
                symbol,
                owner,
                arguments: operation.arguments.iter().map(|argument| argument.kind.clone()).collect(),
                result: operation.result.clone(),
                is_async: operation.is_async,
            }
        })
        .collect();
    for object in &interface.objects {
        let owner = object.name.to_lowercase();
        let mut add = |name, symbol: &str, arguments, result| {
            lines.push(Line {
                constant: extra(object, name),
                symbol: format!("uniffi_{CRATE}_fn_method_{owner}_uniffi_trait_{symbol}"),
                owner: Some(owner.clone()),
                arguments,
                result: Some(result),
                is_async: false,
            });
        };
        if object.is_comparable {
            add("Equal", "eq_eq", vec![Type::Object(object.name.clone())], Type::Boolean);
        }
        if object.is_printable {
            add("String", "debug", Vec::new(), Type::Text);
        }
    }
    lines
}

/// `operations.c`.
pub fn table(interface: &Interface, header: &Header) -> String {
    let lines = all(interface);
    let mut text =
        format!("// The operations of the core by number.\n// {}\n#include \"operations.h\"\n\n", header.sentence());
    let used: BTreeSet<&str> =
        lines.iter().filter(|line| line.is_async).map(|line| future(line.result.as_ref())).collect();
    for (name, c_type) in FUTURES.iter().filter(|(name, _)| used.contains(name)) {
        text.push_str(&future_text(name, c_type));
    }
    for object in &interface.objects {
        let name = object.name.to_lowercase();
        text.push_str(&format!(
            "uint64_t uniffi_{CRATE}_fn_clone_{name}(uint64_t object, ferrovirt_status *status);\n\
             void uniffi_{CRATE}_fn_free_{name}(uint64_t object, ferrovirt_status *status);\n\n"
        ));
    }
    for line in &lines {
        text.push_str(&operation_text(line));
    }
    let entries: String = lines.iter().map(|line| format!("    operation_{},\n", line.constant)).collect();
    let switch = |function: &dyn Fn(&str) -> String| -> String {
        interface
            .objects
            .iter()
            .enumerate()
            .map(|(index, object)| format!("    case {index}: {}\n", function(&object.name.to_lowercase())))
            .collect()
    };
    text.push_str(&format!(
        "const ferrovirt_operation ferrovirt_operations[] = {{\n{entries}}};\n\n\
         uint64_t ferrovirt_clone(uint32_t class, uint64_t object) {{\n    ferrovirt_status status = {{0}};\n    switch (class) {{\n{}    \
         default: return 0;\n    }}\n}}\n\n\
         void ferrovirt_release(uint32_t class, uint64_t object) {{\n    ferrovirt_status status = {{0}};\n    switch (class) {{\n{}    \
         default: return;\n    }}\n}}\n",
        switch(&|name| format!("return uniffi_{CRATE}_fn_clone_{name}(object, &status);")),
        switch(&|name| format!("uniffi_{CRATE}_fn_free_{name}(object, &status); return;")),
    ));
    text
}

fn future(result: Option<&Type>) -> &'static str {
    let Some(result) = result else { return "void" };
    let c_type = c_type(result);
    FUTURES.iter().find(|(_, found)| *found == c_type).map_or("rust_buffer", |(name, _)| name)
}

fn c_type(kind: &Type) -> &'static str {
    match crossing(kind) {
        Crossing::Number(c_type) => c_type,
        Crossing::Handle(_) => "uint64_t",
        Crossing::Buffer => "ferrovirt_buffer",
    }
}

/// The statement that puts a value into the answer.
fn keep(c_type: &str, call: &str, answer: &str) -> String {
    match c_type {
        "void" => format!("{call};"),
        "double" => format!("{answer}->number = ferrovirt_bits({call});"),
        "ferrovirt_buffer" => format!("{answer}->buffer = {call};"),
        _ => format!("{answer}->number = (uint64_t){call};"),
    }
}

fn future_text(name: &str, c_type: &str) -> String {
    let function = |what: &str| format!("ffi_{CRATE}_rust_future_{what}_{name}");
    format!(
        "void {poll}(uint64_t future, ferrovirt_continuation continuation, uint64_t data);\n\
         {c_type} {complete}(uint64_t future, ferrovirt_status *status);\nvoid {free}(uint64_t future);\n\n\
         static void complete_{name}(uint64_t future, ferrovirt_answer *answer, ferrovirt_status *status) {{\n    {unused}{kept}\n}}\n\n\
         static const ferrovirt_future future_{name} = {{{poll}, complete_{name}, {free}}};\n\n",
        poll = function("poll"),
        complete = function("complete"),
        free = function("free"),
        unused = if name == "void" { "(void)answer;\n    " } else { "" },
        kept = keep(c_type, &format!("{}(future, status)", function("complete")), "answer"),
    )
}

fn operation_text(line: &Line) -> String {
    let Line { constant, symbol, owner, arguments, result, is_async } = line;
    let mut parameters: Vec<&str> = Vec::new();
    let mut taken = String::new();
    let mut passed: Vec<String> = Vec::new();
    if let Some(owner) = owner {
        parameters.push("uint64_t");
        passed.push(format!("uniffi_{CRATE}_fn_clone_{owner}(call->object, &call->status)"));
    }
    for (index, kind) in arguments.iter().enumerate() {
        let c_type = c_type(kind);
        parameters.push(c_type);
        let take = match crossing(kind) {
            Crossing::Number("double") => "ferrovirt_take_double(call)".to_owned(),
            Crossing::Number(c_type) => format!("({c_type})ferrovirt_take_number(call)"),
            Crossing::Handle(object) => {
                format!("uniffi_{CRATE}_fn_clone_{}(ferrovirt_take_number(call), &call->status)", object.to_lowercase())
            }
            Crossing::Buffer => "ferrovirt_take_buffer(call)".to_owned(),
        };
        taken.push_str(&format!("    {c_type} argument{index} = {take};\n"));
        passed.push(format!("argument{index}"));
    }
    let (returned, body) = match is_async {
        true => {
            let call = format!("{symbol}({})", passed.join(", "));
            ("uint64_t", format!("    call->future = {call};\n    call->kind = &future_{};\n", future(result.as_ref())))
        }
        false => {
            parameters.push("ferrovirt_status *");
            passed.push("&call->status".to_owned());
            let c_type = result.as_ref().map_or("void", c_type);
            let call = format!("{symbol}({})", passed.join(", "));
            (c_type, format!("    {}\n", keep(c_type, &call, "call->answer")))
        }
    };
    let parameters = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
    format!(
        "{returned} {symbol}({parameters});\n\nstatic void operation_{constant}(ferrovirt_call *call) {{\n{taken}{body}}}\n\n"
    )
}
