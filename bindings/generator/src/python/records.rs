//! Records, and the shapes of unions: frozen classes.

use super::names::{all, name, rust_doc, variant_class};
use super::types::{Face, has_class, is_kept, is_kept_record, rust};
use crate::Header;
use crate::middle::{Field, Interface, Record, Type};

/// A class to be written: a record, or a shape of a union.
pub struct Class {
    /// Its name in Python.
    pub name: String,
    /// The name of the union it belongs to.
    pub union: Option<String>,
    /// What it has.
    pub record: Record,
}

/// Every class, records first.
pub fn classes(interface: &Interface) -> Vec<Class> {
    let records = interface.records.iter().filter(|record| has_class(&record.name)).map(|record| Class {
        name: record.name.clone(),
        union: None,
        record: record.clone(),
    });
    let unions = interface.unions.iter().filter(|union| has_class(&union.name)).flat_map(|union| {
        union.variants.iter().map(|variant| Class {
            name: variant_class(&union.name, &variant.name),
            union: Some(union.name.clone()),
            record: variant.clone(),
        })
    });
    records.chain(unions).collect()
}

/// `generated/records.rs`.
pub fn native(interface: &Interface, header: &Header) -> String {
    let classes = classes(interface);
    let mut text = format!(
        "//! Records and events: frozen classes.\n//!\n//! {}\n\nuse pyo3::prelude::*;\nuse pyo3::types::PyTuple;\n\n\
         use crate::api;\nuse crate::convert::{{Element, Face, FromObject, Given, IntoObject}};\nuse crate::numbers::numbered;\n\
         use crate::record::{{self, Record}};\n\n",
        header.sentence()
    );
    for class in &classes {
        text.push_str(&class_text(interface, class));
    }
    for union in interface.unions.iter().filter(|union| has_class(&union.name)) {
        let arms: String = union
            .variants
            .iter()
            .map(|variant| {
                let class = variant_class(&union.name, &variant.name);
                let path = format!("api::{}::{}", union.name, variant.name);
                match variant.fields.is_empty() {
                    true => format!("{path} => Ok(Bound::new(py, {class} {{}})?.into_any()),\n"),
                    false => {
                        let fields = field_names(variant);
                        format!("{path} {{ {fields} }} => {},\n", construction(interface, &class, variant))
                    }
                }
            })
            .collect();
        let mut fields = union.variants.iter().flat_map(|variant| &variant.fields);
        let face = if fields.all(|field| is_kept(interface, &field.kind)) { "_face" } else { "face" };
        text.push_str(&format!(
            "impl IntoObject for api::{} {{\nfn into_object<'py>(self, py: Python<'py>, {face}: Face) -> PyResult<Bound<'py, PyAny>> {{\n\
             match self {{\n{arms}}}\n}}\n}}\n\n",
            union.name
        ));
    }
    let adds: String = classes
        .iter()
        .map(|class| {
            let also = match class.union.is_none() && interface.has_objects(&Type::Record(class.name.clone())) {
                true => format!("module.add(\"Async{0}\", py.get_type::<{0}>())?;\n", class.name),
                false => String::new(),
            };
            format!("module.add_class::<{}>()?;\n{also}", class.name)
        })
        .collect();
    text.push_str(&format!(
        "/// Adds the classes to the module.\npub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {{\nlet py = module.py();\n{adds}Ok(())\n}}\n"
    ));
    text
}

fn field_names(record: &Record) -> String {
    record.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Makes an object out of fields in variables of their names.
fn construction(interface: &Interface, class: &str, record: &Record) -> String {
    let fields: Vec<String> = record
        .fields
        .iter()
        .map(|field| match is_kept(interface, &field.kind) {
            true => field.name.clone(),
            false => format!("{0}: {0}.into_object(py, face)?.unbind()", field.name),
        })
        .collect();
    format!("Ok(Bound::new(py, {class} {{ {} }})?.into_any())", fields.join(", "))
}

fn class_text(interface: &Interface, class: &Class) -> String {
    let Class { name: class_name, record, union } = class;
    let doc = rust_doc(&record.doc, "");
    let fields = &record.fields;
    let declarations: String = fields
        .iter()
        .map(|field| match is_kept(interface, &field.kind) {
            true => format!("{}: {},\n", field.name, rust(&field.kind)),
            false => format!("{}: Py<PyAny>,\n", field.name),
        })
        .collect();
    let signature: Vec<String> = fields.iter().map(|field| name(&field.name)).collect();
    let takes: String = fields
        .iter()
        .map(|field| match is_kept(interface, &field.kind) {
            true => format!("{}: Given<{}>, ", field.name, rust(&field.kind)),
            false => format!("{}: Py<PyAny>, ", field.name),
        })
        .collect();
    let keeps: Vec<String> = fields
        .iter()
        .map(|field| match is_kept(interface, &field.kind) {
            true => format!("{0}: {0}.0", field.name),
            false => field.name.clone(),
        })
        .collect();
    let getters: String = fields.iter().map(|field| getter(interface, field)).collect();
    let quoted: String = fields.iter().map(|field| format!("\"{}\", ", name(&field.name))).collect();
    let values: String = fields.iter().map(|field| format!("self.{}(py)?, ", field.name)).collect();
    let many = if fields.len() > 7 { "#[allow(clippy::too_many_arguments, reason = \"a field each\")]\n" } else { "" };
    let py = if fields.is_empty() { "_py" } else { "py" };
    let mut text = format!(
        "{doc}#[pyclass(frozen, module = \"ferrovirt\")]\npub struct {class_name} {{\n{declarations}}}\n\n\
         #[pymethods]\nimpl {class_name} {{\n\
         {many}#[new]\n#[pyo3(signature = ({signature}))]\nfn made({takes}) -> {class_name} {{\n{class_name} {{ {keeps} }}\n}}\n\n\
         {getters}\
         #[classattr]\nfn __match_args__(py: Python<'_>) -> PyResult<Py<PyTuple>> {{\nrecord::names::<{class_name}>(py)\n}}\n\n\
         fn __repr__(&self, py: Python<'_>) -> PyResult<String> {{\nrecord::repr(self, py)\n}}\n\n\
         fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {{\nrecord::equal(self, py, other)\n}}\n\n\
         fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {{\nrecord::hash(self, py)\n}}\n\n\
         fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {{\nrecord::reduce(slf)\n}}\n\
         }}\n\n\
         impl Record for {class_name} {{\nconst FIELDS: &'static [&'static str] = &[{quoted}];\n\n\
         fn values<'py>(&self, {py}: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {{\nOk(vec![{values}])\n}}\n}}\n\n",
        signature = signature.join(", "),
        keeps = keeps.join(", "),
    );
    if union.is_none() {
        text.push_str(&format!(
            "impl Element for api::{class_name} {{}}\n\nimpl IntoObject for api::{class_name} {{\nfn into_object<'py>(self, py: Python<'py>, {face}: Face) -> PyResult<Bound<'py, PyAny>> {{\n\
             let api::{class_name} {{ {} }} = self;\n{}\n}}\n}}\n\n",
            field_names(record),
            construction(interface, class_name, record),
            face = if fields.iter().all(|field| is_kept(interface, &field.kind)) { "_face" } else { "face" },
        ));
        if is_kept_record(interface, class_name) {
            let copies: Vec<String> =
                fields.iter().map(|field| format!("{}: {}", field.name, copied(field, "given"))).collect();
            text.push_str(&format!(
                "impl FromObject for api::{class_name} {{\nfn from_object(object: &Bound<'_, PyAny>) -> PyResult<api::{class_name}> {{\n\
                 let given = object.cast::<{class_name}>()?.get();\nOk(api::{class_name} {{ {} }})\n}}\n}}\n\n",
                copies.join(", ")
            ));
        }
    }
    text
}

/// A copy of a field of `owner`.
fn copied(field: &Field, owner: &str) -> String {
    let is_copy = matches!(
        field.kind,
        Type::Boolean | Type::Integer { .. } | Type::Float | Type::Enumeration(_) | Type::Flags(_) | Type::Uuid
    );
    format!("{owner}.{}{}", field.name, if is_copy { "" } else { ".clone()" })
}

fn getter(interface: &Interface, field: &Field) -> String {
    let doc = rust_doc(&field.doc, "");
    let field_name = &field.name;
    let value = match (&field.companion, is_kept(interface, &field.kind)) {
        (Some(companion), _) => {
            let arms: String = companion
                .enumerations
                .iter()
                .map(|(value, enumeration)| {
                    format!(
                        "api::{}::{value} => numbered::<api::{enumeration}>(py, self.{field_name}),\n",
                        companion.selector_enumeration
                    )
                })
                .collect();
            let rest = match companion.is_complete {
                true => String::new(),
                false => format!("_ => self.{field_name}.into_object(py, Face::Blocking),\n"),
            };
            format!("match self.{} {{\n{arms}{rest}}}", companion.selector)
        }
        (None, false) => format!("Ok(self.{field_name}.bind(py).clone())"),
        (None, true) => format!("{}.into_object(py, Face::Blocking)", copied(field, "self")),
    };
    let rename = match name(field_name) {
        renamed if renamed == *field_name => String::new(),
        renamed => format!("#[pyo3(name = \"{renamed}\")]\n"),
    };
    format!(
        "{doc}#[getter]\n{rename}fn {field_name}<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {{\n{value}\n}}\n\n"
    )
}

/// `_records.py`: the classes, and the unions of them as types.
pub fn module(interface: &Interface, header: &Header) -> String {
    let classes = classes(interface);
    let mut names: Vec<String> = classes
        .iter()
        .filter(|class| class.union.is_some() || !interface.has_objects(&Type::Record(class.name.clone())))
        .map(|class| class.name.clone())
        .collect();
    let imports: String = names.iter().map(|name| format!("    {name},\n")).collect();
    let mut unions = String::new();
    for union in interface.unions.iter().filter(|union| has_class(&union.name)) {
        let members: String = union
            .variants
            .iter()
            .map(|variant| format!("    {},\n", variant_class(&union.name, &variant.name)))
            .collect();
        let doc = super::names::docstring(&union.doc, "");
        unions.push_str(&format!("\n{} = Union[\n{members}]\n{doc}", union.name));
        names.push(union.name.clone());
    }
    names.push("TypedValue".to_owned());
    format!(
        "# {}\n\"\"\"Results and events.\"\"\"\n\nfrom typing import Union\n\nfrom ._native import (\n{imports})\n\n{}{unions}\n\
         TypedValue = Union[bool, int, float, str]\n\"\"\"The value of a parameter.\"\"\"\n",
        header.sentence(),
        all(&names)
    )
}

/// What a field is in a face, for stubs.
pub fn field_hint(interface: &Interface, field: &Field, face: Face) -> String {
    match &field.companion {
        None => super::types::hint(&field.kind, interface, face),
        Some(companion) => {
            let names: Vec<&str> = companion.enumerations.iter().map(|(_, name)| name.as_str()).collect();
            format!("{} | int", names.join(" | "))
        }
    }
}
