//! Handles as classes, with a method for each operation.

use std::collections::BTreeMap;

use super::names::{argument, camel, doc, pascal};
use super::types::{self, Wide, finish, given, shape, taken, write};
use crate::middle::{Argument, DefaultValue, Interface, Numbered, Object, Operation, Type};

/// Classes of which a part is written by hand, in `node/lib/handles.js`.
const BASES: &[(&str, &str)] = &[
    ("Connection", "ConnectionMethods"),
    ("EventSubscription", "EventSubscriptionMethods"),
    ("Stream", "StreamMethods"),
];

/// Calls that wait for something to happen some day: waiting for it alone keeps no process alive.
const IDLE: &[(&str, &str)] = &[("Connection", "closed")];

/// How an operation appears.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A value that is there already: a property.
    Property,
    /// A call that answers at once.
    Plain,
    /// A call that gives a promise.
    Call,
}

/// What needs no argument, cannot fail and never waits is a property, unless its name says that it does something.
fn form(operation: &Operation) -> Form {
    let is_value = operation.arguments.is_empty() && !operation.can_fail && operation.result.is_some();
    match operation.is_async {
        true => Form::Call,
        false if is_value && !operation.name.starts_with("try_") => Form::Property,
        false => Form::Plain,
    }
}

fn base(object: &Object) -> &'static str {
    BASES.iter().find(|(name, _)| *name == object.name).map_or("Handle", |(_, base)| base)
}

fn has_events(object: &Object) -> bool {
    object.name == "EventSubscription"
}

/// The names that callers see.
pub fn exported(interface: &Interface) -> Vec<String> {
    let functions = interface.functions.iter().map(|function| camel(&function.name));
    interface.objects.iter().map(|object| pascal(&object.name)).chain(functions).collect()
}

/// What results become, by the name of the function that makes it.
type Finishers = BTreeMap<String, String>;

/// `objects.js`.
pub fn module(interface: &Interface) -> Result<String, String> {
    super::records::check(interface)?;
    let mut finishers = Finishers::new();
    let mut numbers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (number, numbered) in interface.numbered().iter().enumerate() {
        numbers.insert((numbered.object().map_or("", |object| &object.name), numbered.name()), number);
    }
    let mut scope = Scope { interface, numbers, finishers: &mut finishers };
    let mut classes = String::new();
    for (index, object) in interface.objects.iter().enumerate() {
        classes.push_str(&scope.class(index, object)?);
    }
    let mut functions = String::new();
    let mut codes = String::new();
    for function in &interface.functions {
        let text = scope.operation(None, function)?;
        functions.push_str(&text.trim_start().replacen("async ", "async function ", usize::from(function.is_async)));
        if !function.is_async {
            functions = functions.replacen(
                &format!("{}(", camel(&function.name)),
                &format!("function {}(", camel(&function.name)),
                1,
            );
        }
        functions.push('\n');
        codes.push_str(&format!("  {}: {:#x},\n", camel(&function.name), scope.code(None, function)?));
    }
    let finishers: String = finishers.iter().map(|(name, text)| format!("const {name} = {text};\n")).collect();
    let records: Vec<String> = interface
        .records
        .iter()
        .chain(&[])
        .filter(|record| record.name != types::PARAMETER)
        .map(|record| format!("read{}", pascal(&record.name)))
        .chain(
            interface
                .unions
                .iter()
                .filter(|union| union.name != "TypedValue")
                .map(|union| format!("read{}", pascal(&union.name))),
        )
        .filter(|name| {
            finishers.contains(name.as_str())
                && !super::records::readers_with_objects(interface).contains(&format!("function {name}("))
        })
        .collect();
    let bases: String = BASES.iter().map(|(_, base)| format!("  {base},\n")).collect();
    let exported: String = exported(interface).iter().map(|name| format!("  {name},\n")).collect();
    Ok(format!(
        "const {{ perform, begin, state, start, check, answer, settle, asList, decoded }} = require('../call.js');\n\
         const {{ readParameters, addParameters }} = require('../encoding.js');\n\
         const {{\n  Handle,\n{bases}  KEY,\n  DESCRIBE,\n  handleOf,\n}} = require('../handles.js');\n\
         const {{ tables }} = require('./enumerations.js');\n\
         const {{ {} }} = require('./records.js');\n\n{classes}{}{finishers}\n{functions}\
         const functions = {{\n{codes}}};\n\nmodule.exports = {{\n  functions,\n{exported}}};\n",
        records.join(", "),
        super::records::readers_with_objects(interface),
    ))
}

struct Scope<'a> {
    interface: &'a Interface,
    numbers: BTreeMap<(&'a str, &'a str), usize>,
    finishers: &'a mut Finishers,
}

impl Scope<'_> {
    fn number(&self, object: Option<&Object>, name: &str) -> Result<u32, String> {
        let owner = object.map_or("", |object| &object.name);
        let number = self.numbers.get(&(owner, name)).ok_or_else(|| format!("'{owner}.{name}' has no number"))?;
        u16::try_from(*number).map(u32::from).map_err(|error| error.to_string())
    }

    fn code(&self, object: Option<&Object>, operation: &Operation) -> Result<u32, String> {
        let owner = object.map_or("", |object| &object.name);
        let wide = Wide::of(owner, &operation.name);
        Ok(self.number(object, &operation.name)? | shape(self.interface, operation.result.as_ref(), wide)?)
    }

    fn class(&mut self, index: usize, object: &Object) -> Result<String, String> {
        let name = pascal(&object.name);
        let mut text = format!("class {name} extends {} {{\n", base(object));
        for method in &object.methods {
            text.push_str(&self.operation(Some(object), method)?);
            text.push('\n');
        }
        if object.is_comparable {
            text.push_str(&format!(
                "  equals(other) {{\n    if (!(other instanceof {name})) return false;\n    const out = start();\n    \
                 out.object(other, 'other', {name});\n    return answer(begin({:#x}, handleOf(this), out));\n  }}\n",
                self.number(Some(object), "trait_equal")? | shape(self.interface, Some(&Type::Boolean), Wide::Plain)?
            ));
        }
        text.push_str("}\n");
        if object.is_printable {
            text.push_str(&format!(
                "{name}.prototype[DESCRIBE] = {:#x};\n",
                self.number(Some(object), "trait_describe")? | shape(self.interface, Some(&Type::Text), Wide::Plain)?
            ));
        }
        text.push_str(&format!(
            "\nfunction as{name}(native) {{\n  return new {name}(KEY, native);\n}}\n\n\
             function read{name}(input) {{\n  return new {name}(KEY, input.object({index}));\n}}\n\n"
        ));
        Ok(text)
    }

    /// The function that makes the result, by name.
    fn finisher(&mut self, operation: &Operation, wide: Wide) -> Option<String> {
        let text = finish(operation.result.as_ref(), wide)?;
        if !text.contains('(') {
            return Some(text);
        }
        let name = format!("to{}", label(operation.result.as_ref()?, wide));
        self.finishers.insert(name.clone(), text);
        Some(name)
    }

    fn operation(&mut self, object: Option<&Object>, operation: &Operation) -> Result<String, String> {
        let owner = object.map_or("", |object| &object.name);
        let form = form(operation);
        let name = camel(&operation.name);
        let finisher = self.finisher(operation, Wide::of(owner, &operation.name));
        let code = format!("{:#x}", self.code(object, operation)?);
        let handle = if object.is_some() { "handleOf(this)" } else { "undefined" };
        let keeps = object.is_some_and(has_events) && matches!(operation.result, Some(Type::Optional(_)));
        let mut body = String::new();
        if keeps {
            let (wait, take) = if form == Form::Call { ("await ", "take") } else { ("", "takeNow") };
            body.push_str(&format!(
                "    if (this.kept.isInUse) {{\n      const kept = {wait}this.kept.{take}();\n      if (kept !== undefined) return kept;\n    }}\n"
            ));
        }
        if form == Form::Call {
            body.push_str("    if (options !== undefined) check(options);\n");
        }
        let called = match operation.arguments.is_empty() {
            true => format!("perform({code}, {handle}, 0, undefined)"),
            false => {
                body.push_str("    const out = start();\n");
                for argument in &operation.arguments {
                    body.push_str(&format!("    {}\n", write(argument, &value(argument))));
                }
                let begins = if form == Form::Call { "begin" } else { "begin.here" };
                format!("{begins}({code}, {handle}, out)")
            }
        };
        let finished = finisher.as_deref();
        match form {
            Form::Property | Form::Plain => {
                let finish = finished.map(|finish| format!(", {finish}")).unwrap_or_default();
                body.push_str(&format!("    return answer({called}{finish});\n"));
            }
            Form::Call => {
                let ready = finished.map_or_else(|| "value".to_owned(), |finish| format!("{finish}(value)"));
                let idle = IDLE.contains(&(owner, operation.name.as_str()));
                let mut rest = vec![finished.unwrap_or("undefined"), "options"];
                if keeps || idle {
                    rest.push(if idle { "true" } else { "false" });
                }
                if keeps {
                    rest.push("this.kept");
                }
                body.push_str(&format!(
                    "    const value = {called};\n    return state[0] === 0 ? {ready} : settle(value, {});\n",
                    rest.join(", ")
                ));
            }
        }
        let mut arguments: Vec<String> = operation
            .arguments
            .iter()
            .filter(|taken| taken.default.is_none())
            .map(|taken| argument(&taken.name))
            .collect();
        if form == Form::Call || operation.arguments.iter().any(|taken| taken.default.is_some()) {
            arguments.push("options".to_owned());
        }
        let prefix = match form {
            Form::Property => "get ",
            Form::Plain => "",
            Form::Call => "async ",
        };
        let text = format!("  {prefix}{name}({}) {{\n{body}  }}\n", arguments.join(", "));
        // Functions stand one step further left.
        Ok(match object {
            Some(_) => text,
            None => text.lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect(),
        })
    }
}

/// What is passed for an argument.
fn value(taken: &Argument) -> String {
    let name = argument(&taken.name);
    match &taken.default {
        None => name,
        Some(DefaultValue::Nothing) => format!("options?.{name}"),
        Some(DefaultValue::Boolean(default)) => format!("options?.{name} ?? {default}"),
        Some(DefaultValue::Integer(default)) => format!("options?.{name} ?? {default}"),
        Some(DefaultValue::Text(default)) => format!("options?.{name} ?? {}", super::names::quoted(default)),
        Some(DefaultValue::EmptyFlags) => format!("options?.{name} ?? 0"),
    }
}

/// A type in one word.
fn label(kind: &Type, wide: Wide) -> String {
    match kind {
        Type::Optional(inner) => format!("Optional{}", label(inner, wide)),
        _ if types::is_parameters(kind) => "Parameters".to_owned(),
        Type::List(inner) => format!("{}List", label(inner, wide)),
        Type::Enumeration(name) | Type::Flags(name) | Type::Record(name) | Type::Union(name) | Type::Object(name) => {
            pascal(name)
        }
        kind => pascal(&types::method(kind, wide)),
    }
}

/// `objects.d.ts`.
pub fn types(interface: &Interface) -> String {
    let mut text = String::new();
    for object in &interface.objects {
        let name = pascal(&object.name);
        let about =
            format!("{}\n\nObjects of this class come from the package; they cannot be constructed.", object.doc);
        text.push_str(&format!("{}export declare class {name} extends {} {{\n", doc(about.trim(), ""), base(object)));
        text.push_str("  private constructor();\n");
        for method in &object.methods {
            text.push_str(&declaration(method, "  ", &object.name));
        }
        if object.is_comparable {
            text.push_str(&format!(
                "  /** Whether both stand for the same object of the same connection. */\n  equals(other: unknown): other is {name};\n"
            ));
        }
        text.push_str("}\n\n");
    }
    for function in &interface.functions {
        text.push_str(&declaration(function, "", ""));
        text.push('\n');
    }
    let words: std::collections::BTreeSet<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    let mentioned = |names: Vec<String>| {
        let mut found: Vec<String> = names.into_iter().filter(|name| words.contains(name.as_str())).collect();
        found.dedup();
        found.join(", ")
    };
    let records = interface.records.iter().map(|record| pascal(&record.name)).filter(|name| name != "TypedParameter");
    let unions = interface.unions.iter().map(|union| pascal(&union.name)).filter(|name| name != "TypedValue");
    let bases: Vec<&str> = BASES.iter().map(|(_, base)| *base).collect();
    format!(
        "import {{ Handle, {} }} from '../handles.js';\n\
         import type {{ CallOptions, TypedParameters, TypedParametersInput, XmlDocument }} from '../values.js';\n\
         import type {{ {} }} from './enumerations.js';\nimport type {{ {} }} from './records.js';\n\n{text}",
        bases.join(", "),
        mentioned(super::enumerations::exported(interface)),
        mentioned(records.chain(unions).collect()),
    )
}

fn declaration(operation: &Operation, indent: &str, owner: &str) -> String {
    let form = form(operation);
    let name = camel(&operation.name);
    let result = operation
        .result
        .as_ref()
        .map_or_else(|| "void".to_owned(), |kind| given(kind, Wide::of(owner, &operation.name)));
    let about = doc(&operation.doc, indent);
    if form == Form::Property {
        return format!("{about}{indent}get {name}(): {result};\n");
    }
    let (optional, required): (Vec<&Argument>, Vec<&Argument>) =
        operation.arguments.iter().partition(|taken| taken.default.is_some());
    let mut arguments: Vec<String> =
        required.iter().map(|required| format!("{}: {}", argument(&required.name), taken(required))).collect();
    let fields: Vec<String> = optional
        .iter()
        .map(|optional| {
            let kind = taken(optional);
            let or_nothing = if kind.ends_with("undefined") { "" } else { " | undefined" };
            format!("{}?: {kind}{or_nothing}", argument(&optional.name))
        })
        .collect();
    let mut options = Vec::new();
    if form == Form::Call {
        options.push("CallOptions".to_owned());
    }
    if !fields.is_empty() {
        options.push(format!("{{ {} }}", fields.join("; ")));
    }
    if !options.is_empty() {
        arguments.push(format!("options?: {}", options.join(" & ")));
    }
    let result = if form == Form::Call { format!("Promise<{result}>") } else { result };
    let keyword = if indent.is_empty() { "export declare function " } else { indent };
    format!("{about}{keyword}{name}({}): {result};\n", arguments.join(", "))
}

/// Every operation by the names that it has in the definition and in JavaScript, for the test that looks for all.
pub fn list(interface: &Interface) -> String {
    let lines: Vec<String> = interface
        .numbered()
        .iter()
        .filter_map(|numbered| match numbered {
            Numbered::Operation(object, operation) => {
                let arguments: Vec<String> = operation
                    .arguments
                    .iter()
                    .map(|taken| format!("[\"{}\", {}]", argument(&taken.name), taken.default.is_some()))
                    .collect();
                let form = match form(operation) {
                    Form::Property => "property",
                    Form::Plain => "plain",
                    Form::Call => "call",
                };
                Some(format!(
                    "  {{ \"object\": \"{}\", \"name\": \"{}\", \"method\": \"{}\", \"form\": \"{form}\", \"arguments\": [{}] }}",
                    object.map_or("", |object| &object.name),
                    operation.name,
                    camel(&operation.name),
                    arguments.join(", ")
                ))
            }
            _ => None,
        })
        .collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}
