//! Emits a call of every operation, for the tests that compare what drivers declare with what they answer, and what the
//! table says of arguments with what the handles refuse.

use super::model::{Argument, Check, Definition, Field, inner_type, snake_case, type_name};
use super::text::plain;

/// The text of `core/api/src/generated/exercise.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut arms = String::new();
    let (mut fields, mut values) = (String::new(), String::new());
    for object in &definition.objects {
        let (name, subject) = (&object.name, snake_case(&object.name));
        fields += &format!("/// A `{name}`.\npub {subject}: {name},");
        values += &match definition.identity(name) {
            None => format!("{subject}: connection.clone(),"),
            Some(identity) => format!(
                "{subject}: {name}::new(connection.clone(), {}),",
                neutral_identity(definition, &identity.name, &identity.fields)
            ),
        };
        for operation in &object.operations {
            let arguments: String = operation.arguments.iter().map(|argument| neutral(definition, argument)).collect();
            arms += &format!(
                "\"{}\" => waiting(async move {{ objects.{subject}.{}({arguments}).await.map(drop) }}),\n",
                operation.c_name, operation.name
            );
        }
    }
    let imports: String = definition
        .objects
        .iter()
        .filter(|object| !object.keys.is_empty())
        .map(|object| format!("{},", object.name))
        .collect();
    format!(
        "//! A call of each operation with stated arguments.

        use crate::connection::Connection;
        use crate::domain::Domain;
        use crate::driver::{{DriverFuture, ready, waiting}};
        use crate::error::{{Error, ErrorDomain}};
        use crate::file::FileDescriptor;
        use crate::generated::handles::{{ {imports} }};
        use crate::generated::types::*;
        use crate::identity::Uuid;
        use crate::parameters::TypedParameters;

        /// What to pass for the arguments of each kind; other arguments get their type's default.
        #[derive(Clone, Copy, Debug)]
        pub struct Arguments<'a> {{
            /// For every text; where it is empty, lists, bytes and parameters are too.
            pub text: &'a str,
            /// For every number that has to be in a range.
            pub number: i64,
            /// The length of every list.
            pub length: usize,
            /// For the flags.
            pub flags: u32,
        }}

        impl Arguments<'static> {{
            /// Arguments that no check refuses.
            pub const NEUTRAL: Arguments<'static> = Arguments {{ text: \"neutral\", number: 1, length: 1, flags: 0 }};
        }}

        impl Arguments<'_> {{
            fn items(&self) -> usize {{
                if self.text.is_empty() {{ 0 }} else {{ self.length }}
            }}

            fn parameters(&self) -> TypedParameters {{
                let field = |index| format!(\"{{}}.{{index}}\", self.text);
                let value = TypedValue::UnsignedInt {{ value: 0 }};
                (0..self.items()).map(|index| TypedParameter {{ field: field(index), value: value.clone() }}).collect()
            }}
        }}

        /// A handle of each kind.
        pub struct Objects {{ {fields} }}

        impl Objects {{
            /// Handles of objects that nobody has.
            pub fn unknown(connection: &Connection) -> Objects {{
                Objects {{ {values} }}
            }}
        }}

        /// Calls the operation with this C name.
        pub fn call<'a>(c_name: &str, objects: &'a Objects, arguments: Arguments<'a>) -> DriverFuture<'a, ()> {{
            match c_name {{
                {arms}
                other => ready(Err(Error::invalid_argument(ErrorDomain::None, format!(\"no operation '{{other}}'\")))),
            }}
        }}\n"
    )
}

/// An identity that nothing has.
fn neutral_identity(definition: &Definition, name: &str, fields: &[Field]) -> String {
    let values: String = fields
        .iter()
        .map(|field| {
            let value = match plain(&field.field_type).as_str() {
                "Name" => "\"nobody\".into()".to_owned(),
                "String" => "\"nobody\".to_owned()".to_owned(),
                "Uuid" => "Uuid::from_u128(0xdead)".to_owned(),
                "i32" => "-1".to_owned(),
                of => match of.strip_suffix("Identity").and_then(|object| definition.identity(object)) {
                    Some(identity) => neutral_identity(definition, &identity.name, &identity.fields),
                    None => format!("{of}::default()"),
                },
            };
            format!("{}: {value},", field.name)
        })
        .collect();
    format!("{name} {{ {values} }}")
}

fn neutral(definition: &Definition, argument: &Argument) -> String {
    let of = &argument.argument_type;
    match type_name(of).as_deref() {
        Some("String") => return "arguments.text,".to_owned(),
        Some("TypedParameters") => return "&arguments.parameters(),".to_owned(),
        Some("Bytes") => return "&vec![0; arguments.items()],".to_owned(),
        Some("FileDescriptor") => return "FileDescriptor::null()?,".to_owned(),
        Some(name) if definition.is_object(name) => return format!("&objects.{},", snake_case(name)),
        _ => {}
    }
    if inner_type(of, "Option").is_some() {
        // Only what has a check says something when it is there.
        return if argument.checks.is_empty() { "None," } else { "Some(arguments.text)," }.to_owned();
    }
    if let Some(inner) = inner_type(of, "Vec") {
        let item = match type_name(inner).as_deref() {
            Some("String") => "arguments.text.to_owned()".to_owned(),
            Some("FileDescriptor") => "FileDescriptor::null()?".to_owned(),
            Some(name) if definition.is_object(name) => format!("objects.{}.clone()", snake_case(name)),
            _ => format!("{}::default()", plain(inner)),
        };
        return format!("&vec![{item}; arguments.items()],");
    }
    let bounded =
        |check: &Check| matches!(check, Check::NonZero | Check::Positive | Check::NonNegative | Check::AtMost(_));
    if argument.checks.iter().any(bounded) {
        return if plain(of) == "i64" { "arguments.number," } else { "arguments.number as _," }.to_owned();
    }
    match argument.name.as_str() {
        "flags" if plain(of) == "u32" => "arguments.flags,".to_owned(),
        "flags" => format!("{}::from_bits_retain(arguments.flags),", plain(of)),
        _ => format!("{}::default(),", plain(of)),
    }
}
