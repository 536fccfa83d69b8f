//! Emits the handles' methods: the checks that the definition states, then the driver.

use super::emit_drivers::method_name;
use super::emit_table::constant_name;
use super::model::{Argument, Check, Definition, Object, Operation, type_name};
use super::text::{Answer, borrowed, docs};

/// The text of `core/api/src/generated/handles.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut text = String::from(
        "//! The handles' methods.

        use crate::check;
        use crate::connection::Connection;
        use crate::domain::Domain;
        use crate::error::Result;
        use crate::generated::table;
        use crate::generated::types::*;
        use crate::identity::Uuid;
        use crate::stream::{Screenshot, Stream};\n",
    );
    for object in &definition.objects {
        let methods: String = object.operations.iter().map(|operation| method(definition, object, operation)).collect();
        text += &format!("impl {} {{ {methods} }}\n", object.name);
    }
    text
}

fn method(definition: &Definition, object: &Object, operation: &Operation) -> String {
    let answer = Answer::of(definition, operation.result.as_ref());
    let arguments: String = operation
        .arguments
        .iter()
        .map(|argument| format!("{}: {},", argument.name, borrowed(&argument.argument_type, "")))
        .collect();
    let body = match &operation.via {
        Some(via) => format!("{}.await", quote::ToTokens::to_token_stream(via)),
        None => body(definition, object, operation, &answer),
    };
    format!(
        "{}///
        /// In C: `{}`.
        pub async fn {}(&self, {arguments}) -> Result<{}> {{ {body} }}\n",
        docs(&operation.docs),
        operation.c_name,
        operation.name,
        answer.of_handle(),
    )
}

fn body(definition: &Definition, object: &Object, operation: &Operation, answer: &Answer) -> String {
    let flags = match operation.flags_argument(definition) {
        Some((argument, _)) => format!("{}.bits()", argument.name),
        None => "0".to_owned(),
    };
    let mut text = format!("let operation = &table::{};\n", constant_name(object, operation));
    let is_connection = object.name == "Connection";
    let connection = if is_connection { "self" } else { "self.connection()" };
    text += &format!("{connection}.authorize(operation, {flags})?;\n");
    if operation.flags_argument(definition).is_some() {
        text += &format!("check::flags(operation, {flags})?;\n");
    }
    for argument in &operation.arguments {
        text += &argument.checks.iter().map(|check| check_text(argument, check)).collect::<String>();
    }
    let names: String = operation.arguments.iter().map(|argument| format!("{},", argument.name)).collect();
    let subject = if is_connection { "" } else { "&identity," };
    if !is_connection {
        text += "let identity = self.identity();\n";
    }
    let call = format!("{connection}.{}().{}({subject}{names}).await", object.family, method_name(object, operation));
    text + &match answer {
        Answer::Plain(_) => call,
        Answer::Identity => format!("self.set_identity({call}?);\nOk(())"),
        Answer::Object(name) => format!("Ok({name}::new({connection}.clone(), {call}?))"),
        Answer::Objects(name) => format!(
            "let found = {call}?;
            Ok(found.into_iter().map(|identity| {name}::new({connection}.clone(), identity)).collect())"
        ),
    }
}

fn check_text(argument: &Argument, check: &Check) -> String {
    let name = &argument.name;
    match check {
        Check::NonEmpty => format!("check::non_empty(operation, \"{name}\", {name})?;\n"),
        Check::NonZero => {
            let is_wide = type_name(&argument.argument_type).as_deref() == Some("u64");
            let number = if is_wide { name.clone() } else { format!("u64::from({name})") };
            format!("check::non_zero(operation, \"{name}\", {number})?;\n")
        }
        Check::UnusedFlags => format!("check::flags(operation, {name})?;\n"),
        Check::Length(least, most) => {
            format!("check::length(operation, \"{name}\", {name}.len(), {least}, {most})?;\n")
        }
    }
}
