//! Emits a driver trait per family. Every method answers "not supported" until a driver says otherwise.

use super::model::{Argument, Definition, Object, Operation, snake_case};
use super::text::{Answer, Side, borrowed, docs};

/// The text of `core/api/src/generated/drivers.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut text = String::from(
        "//! What a driver can implement, a trait per family.

        use crate::driver::{Driver, DriverFuture, unsupported};
        use crate::generated::types::*;
        use crate::file::FileDescriptor;
        use crate::identity::Uuid;
        use crate::parameters::TypedParameters;
        use crate::stream::{Screenshot, Stream};
        use crate::connection::Connection;\n",
    );
    for family in definition.families() {
        let methods: String = definition
            .objects
            .iter()
            .flat_map(|object| object.operations.iter().map(move |operation| (object, operation)))
            .filter(|(_, operation)| operation.family == family && operation.via.is_none())
            .map(|(object, operation)| method(definition, object, operation))
            .collect();
        text += &format!(
            "/// The {} family: drivers implement what they have.
            #[allow(unused_variables)]
            pub trait {}Driver: Driver {{ {methods} }}\n",
            family.replace('_', " "),
            pascal_case(family)
        );
    }
    text
}

/// The name of an operation's method in the driver trait.
pub fn method_name(object: &Object, operation: &Operation) -> String {
    match object.name.as_str() {
        "Connection" => operation.name.clone(),
        name => format!("{}_{}", snake_case(name), operation.name),
    }
}

fn method(definition: &Definition, object: &Object, operation: &Operation) -> String {
    let subject = match object.name.as_str() {
        "Connection" => String::new(),
        name => format!("{}: &'a {name}Identity,", snake_case(name)),
    };
    let argument = |argument: &Argument| {
        format!("{}: {},", argument.name, borrowed(definition, &argument.argument_type, Side::Driver))
    };
    format!(
        "{}///
        /// In C: `{}`.
        fn {}<'a>(&'a self, {subject} {}) -> DriverFuture<'a, {}> {{
            unsupported(self.error_domain(), \"{}\")
        }}\n",
        docs(&operation.docs),
        operation.c_name,
        method_name(object, operation),
        operation.arguments.iter().map(argument).collect::<String>(),
        Answer::of(definition, operation.result.as_ref()).of_driver(&object.name),
        operation.c_name,
    )
}

/// `node_device` as `NodeDevice`.
pub fn pascal_case(words: &str) -> String {
    let capitalized = |word: &str| {
        let mut characters = word.chars();
        let first = characters.next().map(|first| first.to_uppercase().collect::<String>());
        first.unwrap_or_default() + characters.as_str()
    };
    words.split('_').map(capitalized).collect()
}
