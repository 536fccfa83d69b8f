//! Emits a call of every operation with neutral arguments, for the test that compares what drivers declare with what
//! they answer.

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
        "//! A call of each operation with neutral arguments.

        use crate::connection::Connection;
        use crate::domain::Domain;
        use crate::error::{{Error, ErrorDomain, Result}};
        use crate::generated::types::*;
        use crate::identity::Uuid;

        /// Calls the operation with this C name; what it answers does not matter, only whether it is supported.
        pub async fn call(c_name: &str, connection: &Connection, domain: &Domain) -> Result<()> {{
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
        return "\"neutral\",".to_owned();
    }
    if inner_type(&argument.argument_type, "Option").is_some() {
        return "None,".to_owned();
    }
    if let Some(inner) = inner_type(&argument.argument_type, "Vec") {
        return format!("&[{}::default()],", plain(inner));
    }
    if argument.checks.iter().any(|check| matches!(check, Check::NonZero)) {
        return "1,".to_owned();
    }
    format!("{}::default(),", plain(&argument.argument_type))
}
