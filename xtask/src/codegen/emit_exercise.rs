//! Emits a call of every operation, for the tests that compare what drivers declare with what they answer, and what the
//! table says of arguments with what the handles refuse.

use super::model::{Argument, Check, Definition, inner_type, type_name};
use super::text::plain;

/// The text of `core/api/src/generated/exercise.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut arms = String::new();
    for object in &definition.objects {
        let subject = if object.name == "Connection" { "connection" } else { "domain" };
        for operation in &object.operations {
            let arguments: String = operation.arguments.iter().map(neutral).collect();
            arms +=
                &format!("\"{}\" => {subject}.{}({arguments}).await.map(drop),\n", operation.c_name, operation.name);
        }
    }
    format!(
        "//! A call of each operation with stated arguments.

        use crate::connection::Connection;
        use crate::domain::Domain;
        use crate::error::{{Error, ErrorDomain, Result}};
        use crate::generated::types::*;
        use crate::identity::Uuid;

        /// What to pass for the arguments of each kind; other arguments get their type's default.
        #[derive(Clone, Copy, Debug)]
        pub struct Arguments<'a> {{
            /// For every text.
            pub text: &'a str,
            /// For every number that must not be zero.
            pub number: u32,
            /// The length of every list.
            pub length: usize,
            /// For the flags.
            pub flags: u32,
        }}

        impl Arguments<'static> {{
            /// Arguments that no check refuses.
            pub const NEUTRAL: Arguments<'static> = Arguments {{ text: \"neutral\", number: 1, length: 1, flags: 0 }};
        }}

        /// Calls the operation with this C name.
        pub async fn call(c_name: &str, connection: &Connection, domain: &Domain, arguments: Arguments<'_>) -> Result<()> {{
            match c_name {{
                {arms}
                other => Err(Error::invalid_argument(ErrorDomain::None, format!(\"no operation '{{other}}'\"))),
            }}
        }}\n"
    )
}

fn neutral(argument: &Argument) -> String {
    let is = |name: &str| type_name(&argument.argument_type).as_deref() == Some(name);
    if is("String") {
        return "arguments.text,".to_owned();
    }
    if inner_type(&argument.argument_type, "Option").is_some() {
        return "None,".to_owned();
    }
    if let Some(inner) = inner_type(&argument.argument_type, "Vec") {
        return format!("&vec![{}::default(); arguments.length],", plain(inner));
    }
    if argument.checks.iter().any(|check| matches!(check, Check::NonZero)) {
        return if is("u32") { "arguments.number," } else { "arguments.number.into()," }.to_owned();
    }
    match argument.name.as_str() {
        "flags" if is("u32") => "arguments.flags,".to_owned(),
        "flags" => format!("{}::from_bits_retain(arguments.flags),", plain(&argument.argument_type)),
        _ => format!("{}::default(),", plain(&argument.argument_type)),
    }
}
