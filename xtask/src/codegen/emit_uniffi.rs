//! Emits the UniFFI face: the types again as remote types, and an exported object around each handle.
//!
//! A flag set crosses as a number; the enumeration `<Name>Bit` beside it tells the generators its values.

use super::model::{Argument, Definition, Enumeration, Field, Long, Object, Operation, inner_type};
use super::text::{Answer, Shape, docs, object_of, plain};

/// The text of `bindings/src/generated/types.rs`.
pub fn types(definition: &Definition) -> String {
    let mut text =
        String::from("//! The types of the API as UniFFI sees them.\n\nuse ferrovirt::{FileDescriptor, Name, Uuid};\n");
    let mut names: Vec<&str> = Vec::new();
    names.extend(definition.enumerations.iter().map(|enumeration| enumeration.name.as_str()));
    names.extend(definition.records.iter().map(|record| record.name.as_str()));
    names.extend(definition.unions.iter().map(|union| union.name.as_str()));
    names.extend(definition.parameter_sets.iter().map(|set| set.name.as_str()));
    text += &format!("pub use ferrovirt::{{ {} }};\n", names.join(", "));
    for enumeration in &definition.enumerations {
        text += &match enumeration.is_flags {
            true => flags(enumeration),
            false => format!(
                "{}#[uniffi::remote(Enum)]\npub enum {} {{ {} }}\n",
                docs(&enumeration.docs),
                enumeration.name,
                values(enumeration)
            ),
        };
    }
    for record in &definition.records {
        text += &format!(
            "{}#[uniffi::remote(Record)]\npub struct {} {{ {} }}\n",
            docs(&record.docs),
            record.name,
            fields(&record.fields, "pub ")
        );
    }
    for union in &definition.unions {
        let variants: String = union
            .variants
            .iter()
            .map(|variant| {
                let fields = match variant.fields.is_empty() {
                    true => String::new(),
                    false => format!("{{ {} }}", fields(&variant.fields, "")),
                };
                format!("{}{}{fields},\n", docs(&variant.value.docs), variant.value.name)
            })
            .collect();
        text += &format!("{}#[uniffi::remote(Enum)]\npub enum {} {{ {variants} }}\n", docs(&union.docs), union.name);
    }
    text
}

fn flags(flags: &Enumeration) -> String {
    let name = &flags.name;
    format!(
        "uniffi::custom_type!({name}, u32, {{
            remote,
            lower: |flags| flags.bits(),
            try_lift: |bits| Ok({name}::from_bits_retain(bits)),
        }});

        {}#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
        #[repr(u32)]
        pub enum {name}Bit {{ {} }}\n",
        docs(&flags.docs),
        values(flags)
    )
}

fn values(enumeration: &Enumeration) -> String {
    let line = |value: &super::model::Value| format!("{}{} = {},\n", docs(&value.docs), value.name, value.number);
    let first = |index: usize, number: i64| !enumeration.values[..index].iter().any(|value| value.number == number);
    // A second name for the same number has no place in an enumeration.
    let values = enumeration.values.iter().enumerate().filter(|(index, value)| first(*index, value.number));
    values.map(|(_, value)| line(value)).collect()
}

fn fields(fields: &[Field], visibility: &str) -> String {
    let line =
        |field: &Field| format!("{}{visibility}{}: {},\n", docs(&field.docs), field.name, plain(&field.field_type));
    fields.iter().map(line).collect()
}

/// The text of `bindings/src/generated/objects.rs`.
pub fn objects(definition: &Definition) -> String {
    let mut text = String::from(
        "//! The handles as UniFFI objects.

        use std::fmt;
        use std::sync::Arc;

        use ferrovirt::{FileDescriptor, TypedParameters, Uuid};

        use crate::error::Result;
        use crate::generated::types::*;
        use crate::long_operation::{LongOperation, Tracking};
        use crate::objects::{Connection, Domain, Screenshot, Stream, handle};\n",
    );
    for object in &definition.objects {
        if !object.keys.is_empty() {
            text += &handle(definition, object);
        }
        let methods: String = object.operations.iter().map(|operation| method(definition, operation)).collect();
        text += &format!("#[uniffi::export]\nimpl {} {{ {methods} }}\n", object.name);
    }
    text
}

fn handle(definition: &Definition, object: &Object) -> String {
    let name = &object.name;
    let Some(identity) = definition.identity(name) else { return String::new() };
    let mut parts = String::new();
    for field in &identity.fields {
        let of = plain(&field.field_type);
        let (result, conversion) = match of.strip_suffix("Identity") {
            Some(owner) => (format!("Arc<{owner}>"), Some(owner)),
            None if of == "Name" => ("String".to_owned(), None),
            None => (of.clone(), None),
        };
        let value = format!("self.inner().{}()", field.name);
        let value = match (conversion, of.as_str()) {
            (Some(owner), _) => format!("Arc::new({owner}::from({value}))"),
            (None, "Name" | "String") => format!("{value}.to_string()"),
            (None, _) => value,
        };
        parts += &format!("{}pub fn {}(&self) -> {result} {{ {value} }}\n", docs(&field.docs), field.name);
    }
    format!(
        "handle! {{
            {}#[derive(PartialEq, Eq, Hash)]
            #[uniffi::export(Debug, Eq, Hash)]
            {name}
        }}

        impl fmt::Debug for {name} {{
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {{
                self.inner().fmt(formatter)
            }}
        }}

        #[uniffi::export]
        impl {name} {{
            {parts}
            /// The connection that it came from.
            pub fn connection(&self) -> Arc<Connection> {{
                Arc::new(Connection::from(self.inner().connection().clone()))
            }}
        }}\n",
        docs(&object.docs)
    )
}

/// The type of an argument, and how it is passed on.
fn argument_text(definition: &Definition, argument: &Argument) -> (String, String) {
    let (name, of) = (&argument.name, &argument.argument_type);
    let text = plain(of);
    if let Some((kind, shape)) = object_of(definition, of) {
        return match shape {
            Shape::One => (format!("Arc<{kind}>"), format!("{name}.inner(),")),
            Shape::List => (
                format!("Vec<Arc<{kind}>>"),
                format!("&{name}.iter().map(|given| given.inner().clone()).collect::<Vec<_>>(),"),
            ),
        };
    }
    match text.as_str() {
        "Connection" => ("Arc<Connection>".to_owned(), format!("{name}.inner(),")),
        "TypedParameters" => {
            let given = format!("TypedParameters::from({name})");
            let fitted = match &argument.parameters {
                Some(set) => format!("&{set}::SET.fit({given}),"),
                None => format!("&{given},"),
            };
            ("Vec<TypedParameter>".to_owned(), fitted)
        }
        "String" | "Vec<u8>" => (text, format!("&{name},")),
        "Option<String>" => (text, format!("{name}.as_deref(),")),
        _ if inner_type(of, "Vec").is_some() => (text, format!("&{name},")),
        _ => (text, format!("{name},")),
    }
}

/// The arguments of a method: as it takes them, as it passes them on, and the attribute with what they are by default.
struct Arguments {
    taken: String,
    passed: String,
    attribute: String,
}

fn arguments(definition: &Definition, operation: &Operation) -> Arguments {
    let mut taken = String::new();
    let mut passed = String::new();
    let mut defaults = Vec::new();
    for argument in &operation.arguments {
        let name = &argument.name;
        let of = &argument.argument_type;
        let (kind, value) = argument_text(definition, argument);
        taken += &format!("{name}: {kind},");
        passed += &value;
        if inner_type(of, "Option").is_some() {
            defaults.push(format!("{name} = None"));
        } else if name == "flags" && plain(of) == "u32" {
            defaults.push(format!("{name} = 0"));
        }
    }
    // Only trailing arguments can have defaults in the languages; flag sets get theirs from the generators.
    let mut attribute = match defaults.is_empty() {
        true => String::new(),
        false => format!("#[uniffi::method(default({}))]\n", defaults.join(", ")),
    };
    if operation.arguments.len() > 6 {
        attribute += "#[allow(clippy::too_many_arguments, reason = \"as the operation has them\")]\n";
    }
    Arguments { taken, passed, attribute }
}

fn method(definition: &Definition, operation: &Operation) -> String {
    let answer = Answer::of(definition, operation.result.as_ref());
    let Arguments { taken, passed, attribute } = arguments(definition, operation);
    let call = format!("self.inner().{}({passed}).await?", operation.name);
    let (result, body) = match &answer {
        Answer::Plain(name) if is_wrapped(name) => {
            (format!("Arc<{name}>"), format!("Ok(Arc::new({name}::from({call})))"))
        }
        Answer::Plain(name) if name == "TypedParameters" => {
            ("Vec<TypedParameter>".to_owned(), format!("Ok({call}.into())"))
        }
        Answer::Plain(name) if name == "Vec<TypedParameters>" => {
            ("Vec<Vec<TypedParameter>>".to_owned(), format!("Ok({call}.into_iter().map(Vec::from).collect())"))
        }
        Answer::Plain(name) if name == "Screenshot" => (name.clone(), format!("Ok({call}.into())")),
        Answer::Plain(name) => (name.clone(), format!("Ok({call})")),
        Answer::Identity => ("()".to_owned(), format!("Ok({call})")),
        Answer::Object(name) => (format!("Arc<{name}>"), format!("Ok(Arc::new({name}::from({call})))")),
        Answer::Objects(name) => (
            format!("Vec<Arc<{name}>>"),
            format!("Ok({call}.into_iter().map(|found| Arc::new({name}::from(found))).collect())"),
        ),
    };
    format!(
        "{}{attribute}pub async fn {}(&self, {taken}) -> Result<{result}> {{ {body} }}\n{}",
        docs(&operation.docs),
        operation.name,
        operation.long.map(|long| started(definition, operation, long)).unwrap_or_default(),
    )
}

/// The method that starts an operation as an object.
fn started(definition: &Definition, operation: &Operation, long: Long) -> String {
    let Arguments { taken, passed, attribute } = arguments(definition, operation);
    let tracking = match long {
        Long::Call => "Tracking::Call",
        Long::Job => "Tracking::Job(this.inner().clone())",
        Long::BlockJob => "Tracking::BlockJob(this.inner().clone(), disk.clone())",
    };
    let call = format!("this.inner().{}({passed}).await", operation.name);
    let body = match Answer::of(definition, operation.result.as_ref()) {
        Answer::Object(_) => format!("{call}.map(Some)"),
        _ => format!("{call}.map(|()| None)"),
    };
    let name = &operation.name;
    let doc = format!("Starts `{name}`, and gives an object to follow it, to end it and to wait for it.");
    format!(
        "{}{attribute}pub fn start_{name}(&self, {taken}) -> Result<Arc<LongOperation>> {{
            let this = self.clone();
            LongOperation::start({tracking}, async move {{ {body} }})
        }}\n",
        docs(&[doc]),
    )
}

fn is_wrapped(name: &str) -> bool {
    name == "Stream"
}
