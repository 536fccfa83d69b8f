//! Emits the UniFFI face: the types again as remote types, and an exported object around each handle.
//!
//! A flag set crosses as a number; the enumeration `<Name>Bit` beside it tells the generators its values.

use super::model::{Definition, Enumeration, Field, Object, Operation, inner_type, type_name};
use super::text::{Answer, docs, plain};

/// The text of `bindings/src/generated/types.rs`.
pub fn types(definition: &Definition) -> String {
    let mut text = String::from("//! The types of the API as UniFFI sees them.\n\nuse ferrovirt::{Name, Uuid};\n");
    let mut names: Vec<&str> = Vec::new();
    names.extend(definition.enumerations.iter().map(|enumeration| enumeration.name.as_str()));
    names.extend(definition.records.iter().map(|record| record.name.as_str()));
    names.extend(definition.unions.iter().map(|union| union.name.as_str()));
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
    enumeration.values.iter().map(line).collect()
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

        use std::sync::Arc;

        use ferrovirt::Uuid;

        use crate::error::Result;
        use crate::generated::types::*;
        use crate::objects::{Connection, Domain, Screenshot, Stream};\n",
    );
    for object in &definition.objects {
        let methods: String = object.operations.iter().map(|operation| method(definition, operation)).collect();
        text += &format!("#[uniffi::export]\nimpl {} {{ {methods} }}\n", object_name(object));
    }
    text
}

fn object_name(object: &Object) -> &str {
    &object.name
}

fn method(definition: &Definition, operation: &Operation) -> String {
    let answer = Answer::of(definition, operation.result.as_ref());
    let mut arguments = String::new();
    let mut names = String::new();
    let mut defaults = Vec::new();
    for argument in &operation.arguments {
        let name = &argument.name;
        let of = &argument.argument_type;
        arguments += &format!("{name}: {},", plain(of).replace("Bytes", "Vec<u8>"));
        names += &match () {
            _ if matches!(type_name(of).as_deref(), Some("String" | "Bytes")) => format!("&{name},"),
            _ if inner_type(of, "Option").is_some_and(|inner| type_name(inner).as_deref() == Some("String")) => {
                format!("{name}.as_deref(),")
            }
            _ if inner_type(of, "Vec").is_some() => format!("&{name},"),
            _ => format!("{name},"),
        };
        if inner_type(of, "Option").is_some() {
            defaults.push(format!("{name} = None"));
        } else if name == "flags" && plain(of) == "u32" {
            defaults.push(format!("{name} = 0"));
        }
    }
    // Only trailing arguments can have defaults in the languages; flag sets get theirs from the generators.
    let attribute = match defaults.is_empty() {
        true => String::new(),
        false => format!("#[uniffi::method(default({}))]\n", defaults.join(", ")),
    };
    let call = format!("self.inner().{}({names}).await?", operation.name);
    let (result, body) = match &answer {
        Answer::Plain(name) if is_wrapped(name) => {
            (format!("Arc<{name}>"), format!("Ok(Arc::new({name}::from({call})))"))
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
        "{}{attribute}pub async fn {}(&self, {arguments}) -> Result<{result}> {{ {body} }}\n",
        docs(&operation.docs),
        operation.name
    )
}

fn is_wrapped(name: &str) -> bool {
    name == "Stream"
}
