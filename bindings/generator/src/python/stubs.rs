//! The stub of the native module: every class and call with its types and documentation.

use super::names::{all, argument, docstring, name};
use super::objects::{Form, can_be_closed, form, function_name, functions, iteration};
use super::records::{classes, field_hint};
use super::types::{Face, argument_hint, has_class, hint, python_default};
use crate::Header;
use crate::middle::{DefaultValue, Interface, Object, Operation, Type};

/// `_native.pyi`.
pub fn module(interface: &Interface, header: &Header) -> String {
    let mut text = format!(
        "# {}\n\nfrom collections.abc import Coroutine, Generator, Mapping, Sequence\nfrom typing import Any, ClassVar, Literal, TypeVar, final\nfrom uuid import UUID\n\n\
         from ._enums import *\nfrom ._records import {}, TypedValue\nfrom ._streams import AsyncStream, Stream\nfrom ._typing import HasFileno, SupportsToXml\n\n{PRELUDE}",
        header.sentence(),
        interface
            .unions
            .iter()
            .filter(|union| has_class(&union.name))
            .map(|union| union.name.clone())
            .collect::<Vec<_>>()
            .join(", ")
    );
    text.push_str(&format!("\n{}", all(&names(interface))));
    for class in classes(interface) {
        let faces = match class.union.is_none() && interface.has_objects(&Type::Record(class.name.clone())) {
            true => Face::ALL.to_vec(),
            false => vec![Face::Blocking],
        };
        for face in faces {
            text.push_str(&record(interface, &class.name, &class.record, face));
        }
    }
    for face in Face::ALL {
        for object in &interface.objects {
            text.push_str(&object_class(interface, object, face));
        }
        for function in functions(interface, face) {
            let shown = function_name(function, face);
            text.push('\n');
            text.push_str(&operation(interface, function, &shown, face, ""));
        }
    }
    text
}

/// Every name of the module.
fn names(interface: &Interface) -> Vec<String> {
    let mut names = vec!["Call".to_owned()];
    for class in classes(interface) {
        if class.union.is_none() && interface.has_objects(&Type::Record(class.name.clone())) {
            names.push(format!("Async{}", class.name));
        }
        names.push(class.name);
    }
    for face in Face::ALL {
        names.extend(interface.objects.iter().map(|object| face.class(&object.name)));
        names.extend(functions(interface, face).map(|function| function_name(function, face)));
    }
    names
}

const PRELUDE: &str = "\
_T_co = TypeVar(\"_T_co\", covariant=True)

@final
class Call(Coroutine[Any, Any, _T_co]):
    \"\"\"A call to be awaited. It begins when it is awaited; an answer that is there already costs no turn of the loop.\"\"\"

    def __await__(self) -> Generator[Any, None, _T_co]: ...
    def send(self, value: Any, /) -> Any: ...
    def throw(self, typ: Any, val: Any = None, tb: Any = None, /) -> Any: ...
    def close(self) -> None: ...
";

fn record(interface: &Interface, class: &str, record: &crate::middle::Record, face: Face) -> String {
    let class = if face == Face::Asyncio { format!("Async{class}") } else { class.to_owned() };
    let mut text = format!("\n@final\nclass {class}:\n{}", docstring(&record.doc, "    "));
    let names: Vec<String> = record.fields.iter().map(|field| format!("\"{}\"", name(&field.name))).collect();
    let literal = match names.len() {
        0 => "tuple[()]".to_owned(),
        _ => format!("tuple[{}]", names.iter().map(|name| format!("Literal[{name}]")).collect::<Vec<_>>().join(", ")),
    };
    text.push_str(&format!("\n    __match_args__: ClassVar[{literal}] = ({})\n", tuple(&names)));
    let taken: String = record
        .fields
        .iter()
        .map(|field| {
            let hint = match &field.kind {
                Type::Uuid => "UUID | str".to_owned(),
                _ => field_hint(interface, field, face),
            };
            format!(", {}: {hint}", name(&field.name))
        })
        .collect();
    text.push_str(&format!("\n    def __new__(cls{taken}) -> {class}: ...\n"));
    for field in &record.fields {
        let hint = field_hint(interface, field, face);
        text.push_str(&format!("    @property\n    def {}(self) -> {hint}:\n", name(&field.name)));
        text.push_str(&body(&field.doc, "        "));
    }
    text
}

fn tuple(names: &[String]) -> String {
    match names {
        [one] => format!("{one},"),
        names => names.join(", "),
    }
}

fn object_class(interface: &Interface, object: &Object, face: Face) -> String {
    let class = face.class(&object.name);
    let mut text = format!("\n@final\nclass {class}:\n{}", docstring(&object.doc, "    "));
    for method in &object.methods {
        text.push('\n');
        text.push_str(&operation(interface, method, &name(&method.name), face, "    "));
    }
    if let Some(item) = iteration(object) {
        let item = hint(item, interface, face);
        text.push_str(&match face {
            Face::Blocking => {
                format!("\n    def __iter__(self) -> {class}: ...\n    def __next__(self) -> {item}: ...\n")
            }
            Face::Asyncio => {
                format!("\n    def __aiter__(self) -> {class}: ...\n    def __anext__(self) -> Call[{item}]: ...\n")
            }
        });
    }
    if can_be_closed(object) {
        text.push_str(&match face {
            Face::Blocking => {
                format!("\n    def __enter__(self) -> {class}: ...\n    def __exit__(self, *_exception: object) -> None: ...\n")
            }
            Face::Asyncio => format!(
                "\n    def __aenter__(self) -> Call[{class}]: ...\n    def __aexit__(self, *_exception: object) -> Call[None]: ...\n"
            ),
        });
    }
    if object.is_comparable {
        text.push_str("\n    def __eq__(self, other: object, /) -> bool: ...\n    def __hash__(self) -> int: ...\n");
    }
    text
}

fn operation(interface: &Interface, operation: &Operation, shown: &str, face: Face, indent: &str) -> String {
    let form = form(operation);
    let mut taken: Vec<String> = if indent.is_empty() { Vec::new() } else { vec!["self".to_owned()] };
    for given in &operation.arguments {
        let hint = argument_hint(given, interface, face);
        taken.push(match &given.default {
            None => format!("{}: {hint}", argument(&given.name)),
            Some(DefaultValue::EmptyFlags) => format!("{}: {hint} = {hint}(0)", argument(&given.name)),
            Some(default) => format!("{}: {hint} = {}", argument(&given.name), python_default(default)),
        });
    }
    let mut result = operation.result.as_ref().map_or_else(|| "None".to_owned(), |kind| hint(kind, interface, face));
    if form == Form::Call {
        taken.push("*".to_owned());
        taken.push("timeout: float | None = None".to_owned());
        if face == Face::Asyncio {
            result = format!("Call[{result}]");
        }
    }
    let property = if form == Form::Property { format!("{indent}@property\n") } else { String::new() };
    format!(
        "{property}{indent}def {shown}({}) -> {result}:\n{}",
        taken.join(", "),
        body(&operation.doc, &format!("{indent}    "))
    )
}

fn body(doc: &str, indent: &str) -> String {
    match docstring(doc, indent) {
        empty if empty.is_empty() => format!("{indent}...\n"),
        doc => doc,
    }
}
