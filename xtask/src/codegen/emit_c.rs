//! Emits the C entry points whose shape follows from their operation.
//!
//! `ffi-c/declarations` says how a function looks in C; its parameters have the names of the operation's arguments. What
//! is named so goes in, the rest are places for the answer; the traits `Take` and `Give` of `ffi-c` do the conversions,
//! by type. A function that needs more than that is written by hand in `ffi-c/src`.

use quote::ToTokens;

use super::c_face::{self, Function, Header};
use super::model::{Argument, Check, Definition, Operation, inner_type, type_name};
use super::text::{docs, plain};

/// The text of `ffi-c/src/generated/types.rs`.
pub fn types(definition: &Definition) -> String {
    let list = |is_flags: bool| -> String {
        let wanted = definition.enumerations.iter().filter(|enumeration| enumeration.is_flags == is_flags);
        wanted.map(|enumeration| format!("{},", enumeration.name)).collect()
    };
    format!(
        "//! How the enumerations and sets of flags are read from C's numbers.

        use crate::take::{{take_enumerations, take_flags}};

        take_flags! {{ {} }}
        take_enumerations! {{ {} }}\n",
        list(true),
        list(false)
    )
}

/// The text of `ffi-c/src/generated/layout.rs`: the plain types of all headers. Objects have their own types in `ffi-c`.
pub fn layout(headers: &[Header]) -> String {
    let mut text = String::from(
        "//! The structs, constants and callbacks of the interface, laid out as C programs know them.

        use std::ffi::{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort, c_void};

        use crate::object::*;

        /// How serious an error is: a value of the enumeration of this name in the header.
        pub type virErrorLevel = c_uint;\n",
    );
    let items = || headers.iter().flat_map(|header| &header.types);
    let objects: Vec<String> = items()
        .filter_map(|item| match item {
            syn::Item::Struct(item) if matches!(item.fields, syn::Fields::Unnamed(_)) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    for item in items() {
        let derives = match item {
            // Values of enumerations are for C; here they are the core's.
            syn::Item::Const(item) if item.ty.to_token_stream().to_string() == "c_int" => continue,
            syn::Item::Struct(item) if objects.contains(&item.ident.to_string()) => continue,
            syn::Item::Type(item) => {
                let named = [item.ident.to_string(), item.ty.to_token_stream().to_string()];
                let is_object = |words: &String| {
                    let bare = words.trim_start_matches("* mut ").trim_start_matches('_').trim_end_matches("Ptr");
                    objects.iter().any(|object| object.trim_start_matches('_') == bare)
                };
                if named.iter().any(is_object) {
                    continue;
                }
                ""
            }
            syn::Item::Struct(_) | syn::Item::Union(_) => "#[derive(Clone, Copy)]\n",
            _ => "",
        };
        text += &format!("{derives}{}\n", item.to_token_stream());
    }
    text
}

/// The text of `ffi-c/src/generated/NAME.rs`.
pub fn functions(definition: &Definition, header: &Header) -> Result<String, String> {
    let mut text = format!(
        "//! The functions of `{}.h` that follow from their operations.

        use std::ffi::{{c_char, c_int, c_longlong, c_uchar, c_uint, c_ulong, c_ulonglong, c_void}};

        use crate::boundary::call;
        use crate::give::*;
        use crate::generated::layout::*;
        use crate::object::*;
        use crate::take::{{Take, parameter_flags, required, with_room}};
        use crate::wait;\n",
        header.name.replace('_', "-")
    );
    for function in header.functions.iter().filter(|function| !function.is_by_hand) {
        text += &entry_point(definition, function)?;
    }
    Ok(text)
}

fn entry_point(definition: &Definition, function: &Function) -> Result<String, String> {
    let c_name = &function.name;
    let (object, operation) = c_face::find(definition, c_name).ok_or_else(|| format!("{c_name}: no operation"))?;
    let parameters: Vec<(String, String)> =
        function.parameters.iter().map(|(name, of)| (identifier(name), of.clone())).collect();
    let ((subject, _), others) = parameters.split_first().ok_or_else(|| format!("{c_name}: no object"))?;
    let mut body = format!("let object = scope.object({subject})?;\n");
    for (check, names) in [("required", &function.required), ("with_room", &function.room)] {
        for name in names {
            body += &format!("{check}({}, \"{name}\")?;\n", identifier(name));
        }
    }
    let mut is_used = vec![false; others.len()];
    let mut call_arguments = String::new();
    for argument in &operation.arguments {
        let name = &argument.name;
        let renamed = function.names.iter().find(|(argument, _)| argument == name);
        let parameter_name = identifier(renamed.map_or(name, |(_, parameter)| parameter));
        let position = others.iter().position(|(parameter, _)| *parameter == parameter_name);
        let position = position.ok_or_else(|| format!("{c_name}: no parameter is called '{parameter_name}'"))?;
        is_used[position] = true;
        let mut from = parameter_name.clone();
        if is_counted(argument) {
            // Files are the one list whose count comes first.
            let place = if is_files(argument) { position.checked_sub(1) } else { position.checked_add(1) };
            let counter = place.and_then(|place| Some((place, others.get(place)?)));
            let (place, (counter, _)) = counter.ok_or_else(|| format!("{c_name}: '{name}' has no count"))?;
            is_used[place] = true;
            from = format!("({from}, {counter})");
            // What is counted is not looked at before there can be as many.
            for check in &argument.checks {
                if let Check::Length(_, most) = check {
                    body += &format!("crate::take::check_count({counter}, {most}, \"{counter}\")?;\n");
                }
            }
        }
        if name == "flags" && gives_parameters(operation) {
            from = format!("parameter_flags({from})");
        }
        let (of, passed) = taken(definition, argument);
        body += &format!("let in_{name}: {of} = Take::take({from}, \"{}\")?;\n", parameter_name.replace("r#", ""));
        call_arguments += &format!("{passed},");
    }
    let places = others.iter().zip(&is_used).filter(|(_, used)| !**used);
    // A stream that something is opened for has to be one before that.
    for ((name, _), _) in places.clone().filter(|((_, of), _)| of == "virStreamPtr") {
        body += &format!("Object::check({name}, scope.function)?;\n");
    }
    let places: String = places.map(|((name, _), _)| format!("{name},")).collect();
    let handle = if object.name == "Connection" { "object.content.handle" } else { "object.content" };
    body += &format!("wait({handle}.{}({call_arguments}))?.give(scope, ({places}))", operation.name);
    let signature: String = parameters.iter().map(|(name, of)| format!("{name}: {of},")).collect();
    let result = function.result.as_ref().map(|of| format!("-> {of}")).unwrap_or_default();
    Ok(format!(
        "{}///
        /// # Safety
        /// Objects are null or valid; other pointers are null or point to what their types say.
        #[unsafe(no_mangle)]
        pub unsafe extern \"C\" fn {c_name}({signature}) {result} {{
            call(\"{c_name}\", |scope| unsafe {{ {body} }})
        }}\n",
        docs(&operation.docs)
    ))
}

/// A name of C's that may be a word of Rust's.
fn identifier(name: &str) -> String {
    match name {
        "type" => "r#type".to_owned(),
        name => name.to_owned(),
    }
}

/// Whether C passes a count after the argument.
fn is_counted(argument: &Argument) -> bool {
    let of = &argument.argument_type;
    inner_type(of, "Vec").is_some() || matches!(type_name(of).as_deref(), Some("Bytes" | "TypedParameters"))
}

/// Whether the answer is typed parameters: their callers may say in the flags that they can read texts.
fn gives_parameters(operation: &Operation) -> bool {
    operation.result.as_ref().and_then(type_name).as_deref() == Some("TypedParameters")
}

fn is_files(argument: &Argument) -> bool {
    let inner = inner_type(&argument.argument_type, "Vec").and_then(type_name);
    inner.as_deref() == Some("FileDescriptor")
}

/// The type that an argument is taken as, and how it is passed on.
fn taken(definition: &Definition, argument: &Argument) -> (String, String) {
    let name = &format!("in_{}", argument.name);
    let of = &argument.argument_type;
    match type_name(of).as_deref() {
        Some("String") => return ("&str".to_owned(), name.clone()),
        Some("Bytes") => return ("&[u8]".to_owned(), name.clone()),
        Some(known @ ("Uuid" | "FileDescriptor")) => return (format!("ferrovirt::{known}"), name.clone()),
        Some("TypedParameters") => return ("ferrovirt::TypedParameters".to_owned(), format!("&{name}")),
        Some("Connection") => return ("&_virConnect".to_owned(), format!("&{name}.content.handle")),
        Some(object) if definition.is_object(object) => {
            return (format!("&Object<ferrovirt::{object}>"), format!("&{name}.content"));
        }
        Some(known) if definition.enumerations.iter().any(|enumeration| enumeration.name == known) => {
            return (format!("ferrovirt::{known}"), name.clone());
        }
        _ => {}
    }
    if inner_type(of, "Option").is_some_and(|inner| type_name(inner).as_deref() == Some("String")) {
        return ("Option<&str>".to_owned(), name.clone());
    }
    if let Some(inner) = inner_type(of, "Vec") {
        let inner = type_name(inner).unwrap_or_default();
        let is_record = definition.records.iter().any(|record| record.name == inner);
        let is_record = is_record || inner == "FileDescriptor";
        let inner = if is_record { format!("ferrovirt::{inner}") } else { inner };
        return (format!("Vec<{inner}>"), format!("&{name}"));
    }
    (plain(of), name.clone())
}
