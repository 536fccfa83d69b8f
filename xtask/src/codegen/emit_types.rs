//! Emits the enumerations, flag sets, records and unions of the API crate.

use super::model::{Definition, Enumeration, ParameterSet, Record, Union, constant_case};
use super::text::{docs, plain};

/// The text of `core/api/src/generated/types.rs`.
pub fn emit(definition: &Definition) -> String {
    let mut text = String::from(
        "//! Enumerations, flag sets, records and unions of the API.\n\nuse crate::flags::flag_set;
use crate::file::FileDescriptor;
use crate::identity::{Name, Uuid};
use crate::parameters::{IndexedParameter, Parameter, ParameterKind, ParameterSet};\n",
    );
    for enumeration in &definition.enumerations {
        text += &match enumeration.is_flags {
            true => flags(enumeration),
            false => enumeration_text(enumeration),
        };
    }
    text += &definition.records.iter().map(record).collect::<String>();
    text += &definition.unions.iter().map(union).collect::<String>();
    text += &definition.parameter_sets.iter().map(parameter_set).collect::<String>();
    text
}

fn parameter_set(set: &ParameterSet) -> String {
    let name = &set.name;
    let mut constants = String::new();
    let mut all = String::new();
    for parameter in &set.parameters {
        let kind = plain(&parameter.kind);
        let holder = if parameter.name.contains("{}") { "IndexedParameter" } else { "Parameter" };
        let (constant, text) = (&parameter.constant, &parameter.name);
        constants += &format!(
            "{}///\n/// In C: `{}`.\npub const {constant}: {holder}<{kind}> = {holder}::new(\"{text}\");\n",
            docs(&parameter.docs),
            parameter.c_name
        );
        all += &format!("(\"{text}\", ParameterKind::of_{}()),", kind.to_lowercase());
    }
    format!(
        "{}pub struct {name};

        impl {name} {{
            {constants}
            /// All of them, with the kinds of their values.
            pub const SET: ParameterSet = ParameterSet::new(&[{all}]);
        }}\n",
        docs(&set.docs)
    )
}

fn flags(flags: &Enumeration) -> String {
    let name = &flags.name;
    let mut constants = String::new();
    let mut names = String::new();
    for value in &flags.values {
        let constant = constant_case(&value.name);
        constants += &format!("{}pub const {constant}: {name} = {name}({});\n", docs(&value.docs), value.number);
        names += &format!("{constant},");
    }
    format!(
        "{}///
        /// In C: `{}`.
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub struct {name}(u32);

        impl {name} {{ {constants} }}

        flag_set!({name} {{ {names} }});\n",
        docs(&flags.docs),
        flags.c_name,
    )
}

fn enumeration_text(enumeration: &Enumeration) -> String {
    let name = &enumeration.name;
    let each = |line: &dyn Fn(&super::model::Value) -> String| enumeration.values.iter().map(line).collect::<String>();
    let variants = each(&|value| {
        let default = if value.number == enumeration.values[0].number { "#[default]\n" } else { "" };
        format!("{}{default}{} = {},\n", docs(&value.docs), value.name, value.number)
    });
    let from_number = each(&|value| format!("{} => Some({name}::{}),\n", value.number, value.name));
    let c_names = each(&|value| format!("{name}::{} => \"{}\",\n", value.name, value.c_name));
    let all = each(&|value| format!("{name}::{},", value.name));
    format!(
        "{}///
        /// In C: `{}`.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(i32)]
        pub enum {name} {{ {variants} }}

        impl {name} {{
            /// Every value.
            pub const ALL: &'static [{name}] = &[{all}];

            /// The number that C programs and the wire protocol use.
            pub const fn number(self) -> i32 {{ self as i32 }}

            /// The value with this number, if there is one.
            pub const fn from_number(number: i32) -> Option<{name}> {{
                match number {{ {from_number} _ => None }}
            }}

            /// The name of the C constant.
            pub const fn c_name(self) -> &'static str {{
                match self {{ {c_names} }}
            }}
        }}\n",
        docs(&enumeration.docs),
        enumeration.c_name,
    )
}

fn record(record: &Record) -> String {
    let fields: String = record
        .fields
        .iter()
        .map(|field| format!("{}pub {}: {},\n", docs(&field.docs), field.name, plain(&field.field_type)))
        .collect();
    format!("{}#[derive(Clone, Debug, PartialEq)]\npub struct {} {{ {fields} }}\n", docs(&record.docs), record.name)
}

fn union(union: &Union) -> String {
    let name = &union.name;
    let mut variants = String::new();
    let mut numbers = String::new();
    let mut aliases = String::new();
    for variant in &union.variants {
        let value = &variant.value;
        let fields: String = variant
            .fields
            .iter()
            .map(|field| format!("/// See the variant.\n{}: {},", field.name, plain(&field.field_type)))
            .collect();
        let (fields, pattern) = match fields.is_empty() {
            true => (String::new(), ""),
            false => (format!(" {{ {fields} }}"), " { .. }"),
        };
        variants += &format!("{}{}{fields},\n", docs(&value.docs), value.name);
        numbers += &format!("{name}::{}{pattern} => {},\n", value.name, value.number);
        let others = union.aliases.iter().filter(|alias| alias.name == value.name);
        for alias in others {
            aliases += &format!("({name}::{}{pattern}, {}) => true,\n", value.name, alias.number);
        }
    }
    format!(
        "{}#[derive(Clone, Debug, PartialEq)]
        pub enum {name} {{ {variants} }}

        impl {name} {{
            /// The number that C programs and the wire protocol use for this kind.
            pub const fn number(&self) -> i32 {{
                match self {{ {numbers} }}
            }}

            /// Whether this is its number, or another one that it goes by.
            pub const fn has_number(&self, number: i32) -> bool {{
                match (self, number) {{ {aliases} _ => self.number() == number }}
            }}
        }}\n",
        docs(&union.docs),
    )
}
