//! Handles: a struct for each object, a method for each operation.

use super::names::{self, argument, exported, type_name, unexported};
use super::native::{class, constant, number_name};
use super::types::{Needed, add, add_function, go, read, read_function, zero};
use super::{is_by_hand, operations};
use crate::middle::{Argument, DefaultValue, Interface, Numbered, Object, Operation, Type};

/// `objects_generated.go`.
pub fn package(interface: &Interface) -> String {
    let (read, written) = (Needed::by_results(interface), Needed::by_arguments(interface));
    let mut text = String::new();
    for object in &interface.objects {
        text.push_str(&object_text(object, &read, &written));
        for method in &object.methods {
            text.push_str(&operation_text(Some(object), method));
        }
    }
    for function in &interface.functions {
        text.push_str(&operation_text(None, function));
    }
    let os = if text.contains("os.File") { "\"os\"\n" } else { "" };
    format!("import (\n\"context\"\n{os}\"runtime\"\n\n\"ferrovirt.org/go/ferrovirt/internal/native\"\n)\n\n{text}")
}

/// `operations_generated_test.go`: naming every operation compiles only if each is there.
pub fn proof(interface: &Interface) -> String {
    let lines: String = operations(interface)
        .map(|(object, operation)| {
            let name = exported(&operation.name);
            match object {
                Some(object) => format!("\t\"{0}.{name}\": (*ferrovirt.{0}).{name},\n", type_name(&object.name)),
                None => format!("\t\"{name}\": ferrovirt.{name},\n"),
            }
        })
        .collect();
    format!(
        "import \"ferrovirt.org/go/ferrovirt\"\n\n// operations has every operation of the definition by name.\n\
         var operations = map[string]any{{\n{lines}}}\n"
    )
}

fn receiver(object: &Object) -> String {
    object.name.chars().take(1).flat_map(char::to_lowercase).collect()
}

fn object_text(object: &Object, read: &Needed, written: &Needed) -> String {
    let name = type_name(&object.name);
    let self_name = receiver(object);
    let class = class(&object.name);
    let mut text = format!(
        "{doc}type {name} struct {{\nhandle\n}}\n\n\
         func new{name}(raw uint64) *{name} {{ return kept(&{name}{{handle{{raw}}}}, native.{class}, raw) }}\n\n\
         func ({self_name} *{name}) reference() uint64 {{\nif {self_name} == nil {{\nreturn 0\n}}\nreturn {self_name}.raw\n}}\n\n",
        doc = names::doc(&name, &object.doc, ""),
    );
    if read.has(&object.name) {
        text.push_str(&format!(
            "func {}(in *reader) *{name} {{ return new{name}(in.u64()) }}\n\n",
            read_function(&object.name)
        ));
    }
    if written.has(&object.name) || object.is_comparable {
        text.push_str(&format!(
            "func {}(out []byte, value *{name}) []byte {{\ndefer runtime.KeepAlive(value)\n\
             return appendU64(out, native.Duplicate(native.{class}, value.reference()))\n}}\n\n",
            add_function(&object.name)
        ));
    }
    if object.is_comparable {
        text.push_str(&format!(
            "// Equal says whether both stand for the same object of the same connection.\n\
             func ({self_name} *{name}) Equal(other *{name}) bool {{\n\
             if {self_name}.reference() == 0 || other.reference() == 0 {{\nreturn {self_name}.reference() == other.reference()\n}}\n\
             defer runtime.KeepAlive({self_name})\n\
             var scratch [8]byte\nvar answer native.Answer\n\
             if err := perform(native.{}, {self_name}.raw, {}(scratch[:0], other), &answer); err != nil {{\nreturn false\n}}\n\
             return answer.Number() != 0\n}}\n\n",
            number_name(&Numbered::Equal(object)),
            add_function(&object.name)
        ));
    }
    if object.is_printable {
        text.push_str(&format!(
            "// String describes it for people.\nfunc ({self_name} *{name}) String() string {{\n\
             if {self_name}.reference() == 0 {{\nreturn \"<nil>\"\n}}\ndefer runtime.KeepAlive({self_name})\nvar answer native.Answer\n\
             if err := perform(native.{}, {self_name}.raw, nil, &answer); err != nil {{\nreturn err.Error()\n}}\n\
             defer answer.Free()\nin := &reader{{data: answer.Bytes()}}\nreturn in.text()\n}}\n\n",
            number_name(&Numbered::Describe(object))
        ));
    }
    text
}

fn operation_text(object: Option<&Object>, operation: &Operation) -> String {
    let name = match is_by_hand(object, operation) {
        true => unexported(&operation.name),
        false => exported(&operation.name),
    };
    let self_name = object.map(receiver);
    let argument_name = |taken: &Argument| match argument(&taken.name) {
        clash if Some(&clash) == self_name.as_ref() => format!("{clash}Value"),
        name => name,
    };
    let mut takes: Vec<String> = operation.is_async.then(|| "ctx context.Context".to_owned()).into_iter().collect();
    takes.extend(operation.arguments.iter().map(|taken| format!("{} {}", argument_name(taken), go(&taken.kind))));
    let fails = operation.is_async || operation.can_fail || object.is_none();
    let result = operation.result.as_ref();
    let gives = match (result, fails) {
        (None, false) => String::new(),
        (None, true) => " error".to_owned(),
        (Some(kind), false) => format!(" {}", go(kind)),
        (Some(kind), true) => format!(" ({}, error)", go(kind)),
    };
    let given_up = |error: &str| match (result, fails) {
        (_, false) => "return".to_owned() + &result.map(|kind| format!(" {}", zero(kind))).unwrap_or_default(),
        (None, true) => format!("return {error}"),
        (Some(kind), true) => format!("return {}, {error}", zero(kind)),
    };
    let head = match (object, &self_name) {
        (Some(object), Some(self_name)) => format!("func ({self_name} *{}) {name}", type_name(&object.name)),
        _ => format!("func {name}"),
    };
    let mut body = String::new();
    if let Some(self_name) = &self_name {
        body.push_str(&format!(
            "if {self_name}.reference() == 0 {{\n{}\n}}\ndefer runtime.KeepAlive({self_name})\n",
            given_up("missing(\"object\")")
        ));
    }
    for taken in &operation.arguments {
        body.push_str(&check(taken, &argument_name(taken), &given_up));
    }
    if operation.is_async {
        // Before the arguments: handles among them are the operation's to end.
        body.push_str(&format!("if err := ctx.Err(); err != nil {{\n{}\n}}\n", given_up("ended(err)")));
    }
    let arguments = match operation.arguments.is_empty() {
        true => "nil",
        false => {
            body.push_str("var scratch [64]byte\nout := scratch[:0]\n");
            for taken in &operation.arguments {
                body.push_str(&format!("out = {}\n", add(&taken.kind, &argument_name(taken))));
            }
            "out"
        }
    };
    let raw = self_name.as_ref().map_or_else(|| "0".to_owned(), |name| format!("{name}.raw"));
    let (call, ctx) = if operation.is_async { ("wait", "ctx, ") } else { ("perform", "") };
    let call = format!("{call}({ctx}native.{}, {raw}, {arguments}, &answer)", constant(object, operation));
    body.push_str("var answer native.Answer\n");
    body.push_str(&match (result, fails) {
        (None, true) => format!("return {call}\n"),
        (None, false) => format!("_ = {call}\n"),
        (Some(_), _) => format!("if err := {call}; err != nil {{\n{}\n}}\n", given_up("err")),
    });
    if let Some(kind) = result {
        body.push_str(&taken_out(kind, fails));
    }
    format!("{}{head}({}){gives} {{\n{body}}}\n\n", documentation(&name, operation), takes.join(", "))
}

/// What an operation does, and what its arguments are when they are left out.
fn documentation(name: &str, operation: &Operation) -> String {
    let mut text = names::doc(name, &operation.doc, "");
    let defaults: Vec<String> = operation
        .arguments
        .iter()
        .filter_map(|taken| match taken.default {
            Some(DefaultValue::Nothing) => Some(argument(&taken.name)),
            _ => None,
        })
        .collect();
    if !defaults.is_empty() {
        text.push_str(&format!("//\n// May be nil: {}.\n", defaults.join(", ")));
    }
    text
}

/// Refuses objects that are none.
fn check(taken: &Argument, name: &str, given_up: &dyn Fn(&str) -> String) -> String {
    let refusal = given_up(&format!("missing({name:?})"));
    match &taken.kind {
        Type::Object(_) => format!("if {name}.reference() == 0 {{\n{refusal}\n}}\n"),
        Type::List(inner) if matches!(**inner, Type::Object(_)) => format!("if isMissing({name}) {{\n{refusal}\n}}\n"),
        Type::Optional(inner) if matches!(**inner, Type::Object(_)) => {
            format!("if {name} != nil && {name}.reference() == 0 {{\n{refusal}\n}}\n")
        }
        Type::FileDescriptor => format!("defer runtime.KeepAlive({name})\n"),
        Type::List(inner) if **inner == Type::FileDescriptor => format!("defer runtime.KeepAlive({name})\n"),
        _ => String::new(),
    }
}

/// Takes the result out of the answer.
fn taken_out(kind: &Type, fails: bool) -> String {
    let with_error = |value: &str| if fails { format!("return {value}, nil\n") } else { format!("return {value}\n") };
    let whole = |expression: &str| {
        let checked = match fails {
            true => format!("if in.isShort {{\nreturn {}, damaged()\n}}\nreturn result, nil\n", zero(kind)),
            false => "return result\n".to_owned(),
        };
        format!("defer answer.Free()\nin := &reader{{data: answer.Bytes()}}\nresult := {expression}\n{checked}")
    };
    match kind {
        Type::Boolean => with_error("answer.Number() != 0"),
        Type::Float => with_error("math.Float64frombits(answer.Number())"),
        Type::FileDescriptor => with_error("newFile(int32(answer.Number()))"),
        Type::Object(name) => with_error(&format!("new{}(answer.Number())", type_name(name))),
        kind if kind.is_number() => with_error(&format!("{}(answer.Number())", go(kind))),
        kind => whole(&read(kind)),
    }
}
