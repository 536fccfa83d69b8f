//! Emits what stands around the test driver: each method waits or fails where it is asked to, then asks the driver.

use super::emit_drivers::{method_name, pascal_case};
use super::model::{Argument, Definition, Object, Operation, snake_case};
use super::text::{Answer, Side, borrowed};

/// The text of `core/drivers/test/src/generated/around.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut text = String::from(
        "//! Every operation of every family, with what is to happen before it.

        use ferrovirt_api::generated::drivers::*;
        use ferrovirt_api::{Connection, DriverFuture, FileDescriptor, Screenshot, Stream, TypedParameters, Uuid};
        use ferrovirt_api::generated::types::*;

        use crate::faults::Around;\n",
    );
    for family in definition.families() {
        let methods: String = definition
            .objects
            .iter()
            .flat_map(|object| object.operations.iter().map(move |operation| (object, operation)))
            .filter(|(_, operation)| operation.family == family && operation.via.is_none())
            .map(|(object, operation)| method(definition, object, operation))
            .collect();
        text += &format!("impl {}Driver for Around {{ {methods} }}\n", pascal_case(family));
    }
    text
}

fn method(definition: &Definition, object: &Object, operation: &Operation) -> String {
    let name = method_name(object, operation);
    let (subject, subject_name) = match object.name.as_str() {
        "Connection" => (String::new(), String::new()),
        name => (format!("{}: &'a {name}Identity,", snake_case(name)), format!("{},", snake_case(name))),
    };
    let argument = |argument: &Argument| {
        format!("{}: {},", argument.name, borrowed(definition, &argument.argument_type, Side::Driver))
    };
    let names = |argument: &Argument| format!("{},", argument.name);
    format!(
        "fn {name}<'a>(&'a self, {subject} {}) -> DriverFuture<'a, {}> {{
            self.around(\"{}\", Box::new(move |driver| driver.{name}({subject_name} {})))
        }}\n",
        operation.arguments.iter().map(argument).collect::<String>(),
        Answer::of(definition, operation.result.as_ref()).of_driver(&object.name),
        operation.c_name,
        operation.arguments.iter().map(names).collect::<String>(),
    )
}
