//! Emits the handles and their methods: the checks that the definition states, then the driver.

use super::emit_drivers::method_name;
use super::emit_table::constant_name;
use super::model::{Argument, Check, Definition, Object, Operation, Then, inner_type, type_name};
use super::text::{Answer, Shape, Side, borrowed, docs, object_of, plain};

/// The text of `core/api/src/generated/handles.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut text = String::from(
        "//! The handles and their methods.

        use crate::check;
        use crate::connection::Connection;
        use crate::domain::Domain;
        use crate::driver_future::answer;
        use crate::error::{ObjectKind, Result};
        use crate::file::FileDescriptor;
        use crate::generated::table;
        use crate::generated::types::*;
        use crate::handle::handle;
        use crate::identity::{Name, Uuid};
        use crate::parameters::TypedParameters;
        use crate::subject::Subject;
        use crate::stream::{Screenshot, Stream};\n",
    );
    for object in &definition.objects {
        if !object.keys.is_empty() {
            text += &handle(definition, object);
        }
        text += &subject(definition, object);
        let methods: String = object.operations.iter().map(|operation| method(definition, object, operation)).collect();
        text += &format!("impl {} {{ {methods} }}\n", object.name);
    }
    text
}

fn handle(definition: &Definition, object: &Object) -> String {
    let name = &object.name;
    let Some(identity) = definition.identity(name) else { return String::new() };
    let mut parts = String::new();
    for field in &identity.fields {
        let (field_name, of) = (&field.name, &field.field_type);
        let owner = type_name(of).and_then(|of| of.strip_suffix("Identity").map(str::to_owned));
        let (result, value) = match (plain(of).as_str(), owner) {
            (_, Some(owner)) => {
                let value = format!("{owner}::new(self.connection().clone(), self.identity().{field_name}.clone())");
                (owner, value)
            }
            ("String", _) => ("&str".to_owned(), format!("&self.identity().{field_name}")),
            ("Name", _) => ("Name".to_owned(), format!("self.identity().{field_name}.clone()")),
            (of, _) => (of.to_owned(), format!("self.identity().{field_name}")),
        };
        parts += &format!("{}pub fn {field_name}(&self) -> {result} {{ {value} }}\n", docs(&field.docs));
    }
    format!(
        "handle! {{ {} {name}, {name}Identity, [{}] }}\nimpl {name} {{ {parts} }}\n",
        docs(&object.docs),
        object.keys.join(", ")
    )
}

/// How errors name an object: by its name or else by what else tells it from others.
fn subject(definition: &Definition, object: &Object) -> String {
    let Some(identity) = definition.identity(&object.name) else { return String::new() };
    let has = |name: &str| identity.fields.iter().any(|field| field.name == name);
    let key = if has("name") { Some("name") } else { object.keys.last().map(String::as_str) };
    format!(
        "impl Subject for {0}Identity {{
            const KIND: ObjectKind = ObjectKind::{0};
            fn name(&self) -> String {{ self.{1}.to_string() }}
            fn uuid(&self) -> Option<String> {{ {2} }}
        }}\n",
        object.name,
        key.unwrap_or("uuid"),
        if has("uuid") { "Some(self.uuid.to_string())" } else { "None" },
    )
}

fn method(definition: &Definition, object: &Object, operation: &Operation) -> String {
    let answer = Answer::of(definition, operation.result.as_ref());
    let arguments: String = operation
        .arguments
        .iter()
        .map(|argument| format!("{}: {},", argument.name, borrowed(definition, &argument.argument_type, Side::Handle)))
        .collect();
    let many = match operation.arguments.len() {
        0..=6 => "",
        _ => "#[allow(clippy::too_many_arguments, reason = \"as the operation has them\")]\n",
    };
    format!(
        "{}///
        /// In C: `{}`.
        {many}pub async fn {}(&self, {arguments}) -> Result<{}> {{ {} }}\n",
        docs(&operation.docs),
        operation.c_name,
        operation.name,
        answer.of_handle(),
        match &operation.via {
            Some(via) => derived(operation, &quote::ToTokens::to_token_stream(via).to_string()),
            None => body(definition, object, operation, &answer),
        }
    )
}

fn derived(operation: &Operation, via: &str) -> String {
    let each = match operation.then {
        None => return format!("{via}.await"),
        Some(Then::Count) => return format!("Ok(u32::try_from({via}.await?.len()).unwrap_or(u32::MAX))"),
        Some(Then::Names) => ".map(|found| found.name().to_string())",
        Some(Then::Uuids) => ".map(|found| found.uuid())",
        Some(Then::Ids) => ".filter_map(|found| found.id())",
    };
    format!("Ok({via}.await?.iter(){each}.collect())")
}

fn body(definition: &Definition, object: &Object, operation: &Operation, answer: &Answer) -> String {
    let flags = match operation.flags_argument(definition) {
        Some((argument, _)) => format!("{}.bits()", argument.name),
        None if operation.arguments.iter().any(|argument| argument.name == "flags") => "flags".to_owned(),
        None => "0".to_owned(),
    };
    let mut text = format!("let operation = &table::{};\n", constant_name(object, operation));
    let is_connection = object.name == "Connection";
    let connection = if is_connection { "self" } else { "self.connection()" };
    text += &match operation.selecting_argument() {
        None => format!("{connection}.admit(operation, {flags})?;\n"),
        Some(argument) => format!(
            "{connection}.authorize(operation, {argument}.number().unsigned_abs())?;\ncheck::flags(operation, {flags})?;\n"
        ),
    };
    for argument in &operation.arguments {
        text += &argument.checks.iter().map(|check| check_text(argument, check)).collect::<String>();
    }
    for argument in &operation.arguments {
        let name = &argument.name;
        match object_of(definition, &argument.argument_type) {
            None => {}
            Some((_, Shape::One)) => {
                text += &format!(
                    "check::same_connection(operation, {connection}, {name}.connection())?;\nlet {name} = {name}.identity();\n"
                );
            }
            Some((kind, Shape::List)) => {
                text += &format!(
                    "let mut identities: Vec<{kind}Identity> = Vec::with_capacity({name}.len());
                    for found in {name} {{
                        check::same_connection(operation, {connection}, found.connection())?;
                        let identity: &{kind}Identity = &found.identity();
                        identities.push(identity.clone());
                    }}
                    let {name} = &identities[..];\n"
                );
            }
        }
    }
    let names: String = operation
        .arguments
        .iter()
        .map(|argument| match object_of(definition, &argument.argument_type) {
            Some((_, Shape::One)) => format!("&{},", argument.name),
            _ => format!("{},", argument.name),
        })
        .collect();
    let subject = if is_connection { "" } else { "&identity," };
    if !is_connection {
        text += "let identity = self.identity();\n";
    }
    let about = if is_connection { "" } else { ".map_err(|error| identity.about(error))" };
    let call = format!(
        "answer!({connection}.{}().{}({subject}{names})){about}",
        operation.family,
        method_name(object, operation)
    );
    text + &match answer {
        Answer::Plain(_) if operation.ends_domain => format!("{call}?;\nself.ended();\nOk(())"),
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
    let of = type_name(&argument.argument_type);
    let is_optional = inner_type(&argument.argument_type, "Option").is_some();
    let number = |wide: &str| match of.as_deref() == Some(wide) {
        true => name.clone(),
        false => format!("{wide}::from({name})"),
    };
    match check {
        Check::NonEmpty if is_optional => {
            format!("if let Some({name}) = {name} {{ check::non_empty(operation, \"{name}\", {name}.len())?; }}\n")
        }
        Check::NonEmpty => format!("check::non_empty(operation, \"{name}\", {name}.len())?;\n"),
        Check::NonZero if matches!(of.as_deref(), Some("i32" | "i64")) => {
            format!("check::non_zero(operation, \"{name}\", {}.unsigned_abs())?;\n", number("i64"))
        }
        Check::NonZero => format!("check::non_zero(operation, \"{name}\", {})?;\n", number("u64")),
        Check::Positive => format!("check::positive(operation, \"{name}\", {})?;\n", number("i64")),
        Check::NonNegative => format!("check::non_negative(operation, \"{name}\", {})?;\n", number("i64")),
        Check::AtMost(most) => format!("check::at_most(operation, {}, {most})?;\n", number("u64")),
        // `admit` sees to it.
        Check::UnusedFlags => String::new(),
        Check::Length(least, most) => {
            format!("check::length(operation, \"{name}\", {name}.len(), {least}, {most})?;\n")
        }
    }
}
