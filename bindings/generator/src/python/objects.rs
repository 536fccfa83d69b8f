//! Handles: a class for each object and face, a method for each operation.

use super::names::{argument, name, rust_doc};
use super::types::{Face, default_text, is_document, python_default, rust};
use crate::Header;
use crate::middle::{Argument, DefaultValue, Interface, Object, Operation, Type};

/// How a method of the API appears on the class.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A value that is there already: an attribute.
    Property,
    /// A call that answers at once.
    Plain,
    /// A call that may wait.
    Call,
}

/// How an operation appears: what needs no argument, cannot fail and never waits is an attribute, unless its name says
/// that it does something.
pub fn form(operation: &Operation) -> Form {
    let is_value = operation.arguments.is_empty() && !operation.can_fail && operation.result.is_some();
    match operation.is_async {
        true => Form::Call,
        false if is_value && !operation.name.starts_with("try_") => Form::Property,
        false => Form::Plain,
    }
}

/// The operation that makes an object an iterator: `next` without arguments, which gives nothing at the end.
pub fn iteration(object: &Object) -> Option<&Type> {
    let next = object.methods.iter().find(|method| method.name == "next" && method.is_async)?;
    match &next.result {
        Some(Type::Optional(item)) if next.arguments.is_empty() => Some(item),
        _ => None,
    }
}

/// Whether the object is a context manager: it can be closed.
pub fn can_be_closed(object: &Object) -> bool {
    object.methods.iter().any(|method| method.name == "close" && method.arguments.is_empty() && !method.is_async)
}

/// `generated/blocking.rs` or `generated/asynchronous.rs`.
pub fn native(interface: &Interface, header: &Header, face: Face) -> String {
    let (title, import) = match face {
        Face::Blocking => ("The blocking face: calls wait.", "use crate::wait::wait;\n"),
        Face::Asyncio => ("The asyncio face: calls are awaited.", "use crate::call::Call;\n"),
    };
    let mut text = format!(
        "//! {title}\n//!\n//! {}\n\nuse std::sync::Arc;\n\nuse pyo3::prelude::*;\n\n\
         use crate::api;\n{import}\
         use crate::convert::{{Document, Element, Face, FromObject, Given, Iteration, IntoObject}};\nuse crate::errors::raised;\n\n",
        header.sentence()
    );
    for object in &interface.objects {
        text.push_str(&class(object, face));
    }
    for function in functions(interface, face) {
        text.push_str(&operation_text(None, function, face));
    }
    let classes: String = interface
        .objects
        .iter()
        .map(|object| format!("module.add(\"{0}\", module.py().get_type::<{0}>())?;\n", face.class(&object.name)))
        .collect();
    let functions: String = functions(interface, face)
        .map(|function| {
            format!("module.add_function(wrap_pyfunction!({}, module)?)?;\n", function_name(function, face))
        })
        .collect();
    text.push_str(&format!(
        "/// Adds the classes and functions to the module.\npub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {{\n{classes}{functions}Ok(())\n}}\n"
    ));
    text
}

/// The functions of a face: what never waits is in the first only.
pub fn functions(interface: &Interface, face: Face) -> impl Iterator<Item = &Operation> {
    interface.functions.iter().filter(move |function| function.is_async || face == Face::Blocking)
}

/// The name of a function in the native module.
pub fn function_name(function: &Operation, face: Face) -> String {
    match face {
        Face::Blocking => name(&function.name),
        Face::Asyncio => format!("async_{}", function.name),
    }
}

fn class(object: &Object, face: Face) -> String {
    let class = face.class(&object.name);
    let module = match face {
        Face::Blocking => "ferrovirt",
        Face::Asyncio => "ferrovirt.aio",
    };
    let doc = rust_doc(&object.doc, "");
    let object_name = &object.name;
    let mut methods = String::new();
    for method in &object.methods {
        methods.push_str(&operation_text(Some(object), method, face));
    }
    if iteration(object).is_some() {
        methods.push_str(match face {
            Face::Blocking => {
                "fn __iter__(slf: Py<Self>) -> Py<Self> {\nslf\n}\n\n\
                 fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {\n\
                 wait(py, None, async { Ok(Iteration(self.0.next().await)) })\n}\n\n"
            }
            Face::Asyncio => {
                "fn __aiter__(slf: Py<Self>) -> Py<Self> {\nslf\n}\n\n\
                 fn __anext__(&self) -> PyResult<Call> {\nlet object = self.0.clone();\n\
                 Call::new(None, async move { Ok(Iteration(object.next().await)) })\n}\n\n"
            }
        });
    }
    if can_be_closed(object) {
        methods.push_str(match face {
            Face::Blocking => {
                "fn __enter__(slf: Py<Self>) -> Py<Self> {\nslf\n}\n\n\
                 #[pyo3(signature = (*_exception))]\n\
                 fn __exit__(&self, _exception: &Bound<'_, PyAny>) {\nself.0.close();\n}\n\n"
            }
            Face::Asyncio => {
                "fn __aenter__(slf: Py<Self>) -> Call {\nCall::ready(slf.into_any())\n}\n\n\
                 #[pyo3(signature = (*_exception))]\n\
                 fn __aexit__(&self, py: Python<'_>, _exception: &Bound<'_, PyAny>) -> Call {\nself.0.close();\nCall::ready(py.None())\n}\n\n"
            }
        });
    }
    if object.is_comparable {
        methods.push_str(
            "fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {\n\
             match other.cast::<Self>() {\nOk(other) => Ok((*self.0 == *other.get().0).into_object(py, Face::Blocking)?.unbind()),\n\
             Err(_) => Ok(py.NotImplemented()),\n}\n}\n\n\
             fn __hash__(&self) -> u64 {\nuse std::hash::{Hash, Hasher};\nlet mut hasher = std::hash::DefaultHasher::new();\n\
             self.0.hash(&mut hasher);\nhasher.finish()\n}\n\n",
        );
    }
    if object.is_printable {
        methods.push_str("fn __repr__(&self) -> String {\nformat!(\"<{:?}>\", self.0)\n}\n\n");
    }
    let into = match super::types::WRAPPED.contains(&object_name.as_str()) {
        true => format!("crate::convert::wrapped(Bound::new(py, {class}(self))?, \"{}\")", face.hint(object_name)),
        false => format!("Ok(Bound::new(py, {class}(self))?.into_any())"),
    };
    let trait_impl = match face {
        // One conversion serves both faces; it stands with the first.
        Face::Blocking => {
            let arms: String = Face::ALL
                .iter()
                .map(|arm| {
                    let path = match arm {
                        Face::Blocking => "Blocking",
                        Face::Asyncio => "Asyncio",
                    };
                    let value = match arm {
                        Face::Blocking => into.clone(),
                        Face::Asyncio => format!("super::asynchronous::{}::object(py, self)", arm.class(object_name)),
                    };
                    format!("Face::{path} => {value},\n")
                })
                .collect();
            format!(
                "impl Element for Arc<api::{object_name}> {{}}\n\nimpl IntoObject for Arc<api::{object_name}> {{\nfn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {{\n\
                 match face {{\n{arms}}}\n}}\n}}\n\n"
            )
        }
        Face::Asyncio => format!(
            "impl {class} {{\n/// The object that callers get.\npub fn object(py: Python<'_>, handle: Arc<api::{object_name}>) -> PyResult<Bound<'_, PyAny>> {{\n{}\n}}\n}}\n\n",
            into.replace("(self)", "(handle)")
        ),
    };
    format!(
        "{doc}#[pyclass(frozen, name = \"{shown}\", module = \"{module}\", weakref)]\npub struct {class}(Arc<api::{object_name}>);\n\n\
         #[pymethods]\nimpl {class} {{\n{methods}}}\n\n{trait_impl}",
        shown = object.name,
    )
}

fn operation_text(object: Option<&Object>, operation: &Operation, face: Face) -> String {
    let form = form(operation);
    let rust_name = match object {
        Some(_) => operation.name.clone(),
        None => function_name(operation, face),
    };
    let rename = match name(&operation.name) {
        renamed if object.is_some() && renamed != operation.name => format!("#[pyo3(name = \"{renamed}\")]\n"),
        _ => String::new(),
    };
    let mut signature: Vec<String> = Vec::new();
    let mut shown: Vec<String> = Vec::new();
    let mut takes = String::new();
    for taken in &operation.arguments {
        let argument_name = argument(&taken.name);
        takes.push_str(&format!(", {argument_name}: {}", taken_type(taken, face)));
        match &taken.default {
            None => {
                signature.push(argument_name.clone());
                shown.push(argument_name);
            }
            Some(default) => {
                signature.push(format!("{argument_name} = {}", rust_default(taken, default)));
                shown.push(format!("{argument_name}={}", python_default(default)));
            }
        }
    }
    if form == Form::Call {
        signature.extend(["*".to_owned(), "timeout = None".to_owned()]);
        shown.extend(["*".to_owned(), "timeout=None".to_owned()]);
        takes.push_str(", timeout: Option<f64>");
    }
    let receiver = if object.is_some() { "$self, " } else { "" };
    let attributes = match form {
        Form::Property => "#[getter]\n".to_owned(),
        Form::Plain | Form::Call => format!(
            "#[pyo3(signature = ({}), text_signature = \"({})\")]\n",
            signature.join(", "),
            format!("{receiver}{}", shown.join(", ")).trim_end_matches(", ")
        ),
    };
    let passed: Vec<String> = operation.arguments.iter().map(|taken| passed(taken)).collect();
    let passed = passed.join(", ");
    let call = match object {
        Some(_) => format!("self.0.{}({passed})", operation.name),
        None => format!("api::{}({passed})", operation.name),
    };
    let many = if operation.arguments.len() > 4 {
        "#[allow(clippy::too_many_arguments, reason = \"as the operation has them\")]\n"
    } else {
        ""
    };
    let (result, body) = body(object, operation, face, form, &call);
    let function = if object.is_none() { "#[pyfunction]\n" } else { "" };
    let (lifetime, receiver) = match (object.is_some(), form, face) {
        (true, Form::Call, Face::Asyncio) => ("", "&self".to_owned()),
        (false, Form::Call, Face::Asyncio) => ("", String::new()),
        (true, ..) => ("<'py>", "&self, py: Python<'py>".to_owned()),
        (false, ..) => ("<'py>", "py: Python<'py>".to_owned()),
    };
    let takes = if receiver.is_empty() { takes.trim_start_matches(", ").to_owned() } else { takes };
    format!(
        "{}{function}{rename}{attributes}{many}{visibility}fn {rust_name}{lifetime}({receiver}{takes}) -> {result} {{\n{body}\n}}\n\n",
        rust_doc(&operation.doc, ""),
        visibility = if object.is_none() { "pub " } else { "" },
    )
}

fn body(object: Option<&Object>, operation: &Operation, face: Face, form: Form, call: &str) -> (&'static str, String) {
    const OBJECT: &str = "PyResult<Bound<'py, PyAny>>";
    let handle_call = call.replace("self.0.", "object.");
    let handle = if object.is_some() { "let object = self.0.clone();\n" } else { "" };
    match (form, face) {
        (Form::Call, Face::Blocking) if operation.can_fail => (OBJECT, format!("wait(py, timeout, {call})")),
        (Form::Call, Face::Blocking) => (OBJECT, format!("wait(py, timeout, async {{ Ok({call}.await) }})")),
        (Form::Call, Face::Asyncio) => {
            let awaited = match operation.can_fail {
                true => format!("{handle_call}.await"),
                false => format!("Ok({handle_call}.await)"),
            };
            ("PyResult<Call>", format!("{handle}Call::new(timeout, async move {{ {awaited} }})"))
        }
        _ => {
            let value = match operation.can_fail {
                true => format!("{call}.map_err(raised)?"),
                false => call.to_owned(),
            };
            (OBJECT, format!("{value}.into_object(py, {})", face.glue()))
        }
    }
}

fn taken_type(taken: &Argument, face: Face) -> String {
    match &taken.kind {
        _ if is_document(taken) => "Document".to_owned(),
        Type::Object(name) => format!("Py<{}>", face.class(name)),
        Type::List(inner) => match &**inner {
            Type::Object(name) => format!("Vec<Py<{}>>", face.class(name)),
            _ => format!("Given<{}>", rust(&taken.kind)),
        },
        Type::Optional(inner) => match &**inner {
            Type::Object(name) => format!("Option<Py<{}>>", face.class(name)),
            _ => format!("Given<{}>", rust(&taken.kind)),
        },
        kind => format!("Given<{}>", rust(kind)),
    }
}

fn passed(taken: &Argument) -> String {
    let given = argument(&taken.name);
    match &taken.kind {
        Type::Object(_) => format!("{given}.get().0.clone()"),
        Type::List(inner) if matches!(**inner, Type::Object(_)) => {
            format!("{given}.iter().map(|given| given.get().0.clone()).collect()")
        }
        Type::Optional(inner) if matches!(**inner, Type::Object(_)) => {
            format!("{given}.map(|given| given.get().0.clone())")
        }
        _ => format!("{given}.0"),
    }
}

fn rust_default(taken: &Argument, default: &DefaultValue) -> String {
    let is_object = matches!(&taken.kind, Type::Optional(inner) if matches!(**inner, Type::Object(_)));
    match (default, &taken.kind) {
        (DefaultValue::Nothing, _) if is_object => "None".to_owned(),
        (DefaultValue::Nothing, _) => "Given(None)".to_owned(),
        (DefaultValue::Boolean(value), _) => format!("Given({value})"),
        (DefaultValue::Integer(value), _) => format!("Given({value})"),
        (DefaultValue::Text(text), _) => format!("Given({text:?}.to_owned())"),
        (DefaultValue::EmptyFlags, Type::Flags(name)) => format!("Given(api::{name}::empty())"),
        (DefaultValue::EmptyFlags, _) => default_text(default).to_owned(),
    }
}
