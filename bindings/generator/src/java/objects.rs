//! Handles: a class for each object, a method for each operation and another that does not wait.

use super::names::{constant, doc, variable, words};
use super::types::{add, boxed, from_number, java, read};
use crate::Header;
use crate::middle::{Argument, DefaultValue, Interface, Numbered, Object, Operation, Type, snake_case};

/// Objects with a base class by hand: it has what is idiom.
const BASES: &[&str] = &["Connection", "Stream", "EventSubscription"];

/// Methods that a base class or interface states, too.
const OVERRIDES: &[(&str, &str)] = &[
    ("Connection", "close"),
    ("EventSubscription", "close"),
    ("EventSubscription", "next"),
    ("EventSubscription", "try_next"),
    ("Stream", "receive"),
    ("Stream", "send"),
    ("Stream", "finish"),
    ("Stream", "abort"),
];

/// The class of an object.
pub fn class(interface: &Interface, object: &Object) -> Result<String, String> {
    let name = &object.name;
    let number = interface.objects.iter().position(|other| other.name == *name).unwrap_or_default();
    let base = match BASES.contains(&name.as_str()) {
        true => format!("{name}Base"),
        false => "NativeObject".to_owned(),
    };
    let mut text = format!(
        "{}public final class {name} extends {base} {{\n    private static final int CLASS = {number};\n\n\
         \x20   private {name}(Handle handle, long limit) {{\n        super(handle, limit);\n    }}\n\n\
         \x20   static {name} of(long handle) {{\n        return new {name}(new Handle(CLASS, handle), 0);\n    }}\n\n\
         \x20   static {name} read(Reader in) {{\n        return of(in.i64());\n    }}\n\n",
        doc(&object.doc, &[], "")
    );
    text.push_str(&format!(
        "{}    public {name} within(Duration limit) {{\n        return new {name}(handle, nanoseconds(limit));\n    }}\n\n",
        doc(
            "The same object, whose calls fail with an {@link OperationTimeoutException} when they take longer than the limit. What had\nnot begun then does not begin; a step that had goes on in the core.",
            &["@param limit how long a call may take".to_owned(), "@return the object with the limit".to_owned()],
            "    "
        )
        .replace("&#64;link", "@link")
    ));
    for method in &object.methods {
        text.push_str(&operation(Some(object), method));
    }
    if object.is_comparable {
        text.push_str(&format!(
            "    @Override\n    public boolean equals(@Nullable Object other) {{\n\
             \x20       return this == other || other instanceof {name} that && Calls.equal(this, that, Operations.{});\n    }}\n\n\
             \x20   @Override\n    public int hashCode() {{\n        return Long.hashCode(Calls.number(this, Operations.{}));\n    }}\n\n",
            constant_of(Some(object), "trait_equal"),
            constant_of(Some(object), "trait_hash")
        ));
    }
    if object.is_printable {
        text.push_str(&format!(
            "    @Override\n    public String toString() {{\n        return Calls.bytes(this, Operations.{}).text();\n    }}\n\n",
            constant_of(Some(object), "trait_describe")
        ));
    }
    Ok(text.trim_end().to_owned() + "\n}\n")
}

/// The class of what belongs to no object.
pub fn functions(interface: &Interface) -> String {
    let mut text = doc("The way in, and what belongs to no object.", &[], "");
    text.push_str("public final class Ferrovirt extends FerrovirtBase {\n    private Ferrovirt() {}\n\n");
    for function in &interface.functions {
        text.push_str(&operation(None, function));
    }
    text.trim_end().to_owned() + "\n}\n"
}

/// The numbers of operations.
pub fn numbers(interface: &Interface) -> String {
    let numbered = interface.numbered();
    let lines: String = numbered
        .iter()
        .enumerate()
        .map(|(number, found)| {
            format!("    static final int {} = {number};\n", constant_of(found.object(), found.name()))
        })
        .collect();
    format!(
        "/** The numbers of operations. */\nfinal class Operations {{\n    /** How many there are. */\n    static final int COUNT = {};\n\n{lines}\n\
         \x20   private Operations() {{}}\n}}\n",
        numbered.len()
    )
}

/// Every operation of the definition by name, for a test that looks for them.
pub fn listed(interface: &Interface, header: &Header) -> String {
    let lines: String = interface
        .numbered()
        .iter()
        .filter_map(|found| match found {
            Numbered::Operation(object, operation) => Some(format!(
                "{}.{} {} {}\n",
                object.map_or("Ferrovirt", |object| object.name.as_str()),
                method_name(*object, operation),
                operation.arguments.len(),
                if operation.is_async { "waits" } else { "ready" }
            )),
            _ => None,
        })
        .collect();
    format!("# {}\n{lines}", header.sentence())
}

fn constant_of(object: Option<&Object>, operation: &str) -> String {
    let owner = object.map_or_else(|| "function".to_owned(), |object| snake_case(&object.name));
    constant(&format!("{owner}_{operation}"))
}

fn method_name(object: Option<&Object>, operation: &Operation) -> String {
    let name = variable(&operation.name);
    match (object, name.as_str()) {
        // Nothing may have the name of a method that every object has.
        (_, "wait" | "notify" | "clone" | "finalize") => format!("{name}Now"),
        _ => name,
    }
}

/// An operation with its shorter forms, and those that do not wait.
fn operation(object: Option<&Object>, operation: &Operation) -> String {
    let required = operation.arguments.iter().take_while(|taken| taken.default.is_none()).count();
    let mut text = String::new();
    for given in (required..=operation.arguments.len()).rev() {
        text.push_str(&form(object, operation, given, false));
        if operation.is_async {
            text.push_str(&form(object, operation, given, true));
        }
    }
    text
}

/// The form that takes the first arguments.
fn form(object: Option<&Object>, operation: &Operation, given: usize, is_future: bool) -> String {
    let name = method_name(object, operation);
    let shown = if is_future { format!("{name}Async") } else { name.clone() };
    let is_whole = given == operation.arguments.len();
    let arguments = &operation.arguments[..given];
    let takes: Vec<String> =
        arguments.iter().map(|taken| format!("{} {}", java(&taken.kind), variable(&taken.name))).collect();
    let result = operation.result.as_ref();
    let gives = match (result, is_future) {
        (None, false) => "void".to_owned(),
        (Some(kind), false) => java(kind),
        (None, true) => "CompletableFuture<@Nullable Void>".to_owned(),
        (Some(kind), true) => format!("CompletableFuture<{}>", boxed(kind)),
    };
    let mut tags: Vec<String> =
        arguments.iter().map(|taken| format!("@param {} {}", variable(&taken.name), about_argument(taken))).collect();
    match (result, is_future) {
        (None, false) => {}
        (Some(kind), false) => tags.push(format!("@return {}", about_result(kind))),
        (_, true) => tags.push("@return what comes of it; cancelling it gives the call up".to_owned()),
    }
    let about = match is_future {
        false => doc(&operation.doc, &tags, "    "),
        true => doc("", &tags, "    ")
            .replace("As its name says.", &format!("As {{@link #{name}}}, but without waiting for the answer.")),
    };
    let owner = object.map_or("", |object| object.name.as_str());
    let is_override = is_whole
        && (OVERRIDES.contains(&(owner, operation.name.as_str()))
            && (!is_future || matches!(operation.name.as_str(), "next")));
    let keywords = format!(
        "{}    public {}",
        if is_override { "    @Override\n" } else { "" },
        if object.is_none() { "static " } else { "" }
    );
    let body = match is_whole {
        true => body(object, operation, is_future),
        false => {
            let passed: Vec<String> = operation
                .arguments
                .iter()
                .enumerate()
                .map(|(index, taken)| if index < given { variable(&taken.name) } else { standard(taken) })
                .collect();
            let call = format!("{shown}({})", passed.join(", "));
            if gives == "void" { format!("{call};") } else { format!("return {call};") }
        }
    };
    format!("{about}{keywords}{gives} {shown}({}) {{\n        {body}\n    }}\n\n", takes.join(", "))
}

fn body(object: Option<&Object>, operation: &Operation, is_future: bool) -> String {
    let number = constant_of(object, &operation.name);
    let this = if object.is_some() { "this" } else { "null" };
    let additions: String = operation.arguments.iter().map(|taken| add(&taken.kind, &variable(&taken.name))).collect();
    let arguments = match operation.arguments.is_empty() {
        true => String::new(),
        false => format!(", new Writer(){additions}"),
    };
    let result = operation.result.as_ref();
    if is_future {
        let none = if operation.arguments.is_empty() { ", null" } else { "" };
        let reading = match result {
            None => "null".to_owned(),
            Some(kind) if kind.is_number() => from_number(kind, "in.i64()"),
            Some(kind) => read(kind, "in"),
        };
        return format!("return Calls.future({this}, Operations.{number}{none}{arguments}, in -> {reading});");
    }
    match result {
        None => format!("Calls.number({this}, Operations.{number}{arguments});"),
        Some(kind) if kind.is_number() => {
            let call = format!("Calls.number({this}, Operations.{number}{arguments})");
            format!("return {};", from_number(kind, &call))
        }
        Some(kind) => {
            let call = format!("Calls.bytes({this}, Operations.{number}{arguments})");
            format!("return {};", read(kind, &call))
        }
    }
}

fn standard(taken: &Argument) -> String {
    match (&taken.default, &taken.kind) {
        (Some(DefaultValue::Boolean(value)), _) => value.to_string(),
        (Some(DefaultValue::Integer(value)), _) => value.to_string(),
        (Some(DefaultValue::Text(text)), _) => format!("{text:?}"),
        (Some(DefaultValue::EmptyFlags), Type::Flags(name)) => format!("{name}.NONE"),
        (Some(DefaultValue::EmptyFlags), _) => "0".to_owned(),
        (Some(DefaultValue::Nothing) | None, _) => "null".to_owned(),
    }
}

fn about_argument(taken: &Argument) -> String {
    let words = words(&taken.name);
    match &taken.kind {
        Type::Integer { .. } if taken.name == "flags" => "no flag is known so far: 0".to_owned(),
        Type::Flags(_) => format!("the {words}"),
        Type::Optional(_) => format!("the {words}, or null"),
        Type::Boolean => format!("whether it is to be: {words}"),
        _ => format!("the {words}"),
    }
}

fn about_result(kind: &Type) -> &'static str {
    match kind {
        Type::Boolean => "whether it is so",
        Type::Optional(_) => "the answer, or null if there is none",
        _ => "the answer",
    }
}
