//! The definition as plain data: what the emitters read. It must not know Rust syntax beyond the types of arguments.

// Some facts are stated for outputs that are still to come (the C headers say `since`).
#![allow(dead_code)]

/// All that the definition states.
#[derive(Default)]
pub struct Definition {
    pub enumerations: Vec<Enumeration>,
    pub records: Vec<Record>,
    pub unions: Vec<Union>,
    pub objects: Vec<Object>,
    pub parameter_sets: Vec<ParameterSet>,
    pub hand_written: Vec<HandWritten>,
}

/// Names of typed parameters that belong together.
pub struct ParameterSet {
    pub name: String,
    pub docs: Vec<String>,
    pub parameters: Vec<Parameter>,
}

/// One name, with the kind of its values.
pub struct Parameter {
    pub constant: String,
    pub docs: Vec<String>,
    pub c_name: String,
    /// The name; `{}` stands for an index or another name.
    pub name: String,
    pub kind: syn::Type,
}

/// A function of the C library that no driver implements.
pub struct HandWritten {
    /// Why, and what is there instead.
    pub reason: Vec<String>,
    pub place: String,
    pub c_name: String,
    /// The facts of those that a daemon serves.
    pub served: Option<Served>,
}

/// What a daemon must know of a procedure.
pub struct Served {
    pub access: Vec<Access>,
    pub filter: Option<(String, String)>,
    pub wire: Option<u32>,
    pub high_priority: bool,
}

/// An enumeration, or a set of flags.
#[derive(Clone)]
pub struct Enumeration {
    pub name: String,
    pub docs: Vec<String>,
    pub c_name: String,
    pub is_flags: bool,
    pub values: Vec<Value>,
}

/// One value of an enumeration.
#[derive(Clone)]
pub struct Value {
    pub name: String,
    pub docs: Vec<String>,
    pub c_name: String,
    pub since: String,
    pub number: i64,
}

/// A struct of results.
pub struct Record {
    pub name: String,
    pub docs: Vec<String>,
    pub fields: Vec<Field>,
}

/// A named, typed piece of a record or of a union's variant.
pub struct Field {
    pub name: String,
    pub docs: Vec<String>,
    pub field_type: syn::Type,
}

/// An enum whose variants carry fields.
pub struct Union {
    pub name: String,
    pub docs: Vec<String>,
    pub c_name: String,
    pub variants: Vec<Variant>,
    /// Other constants of the enumeration in C, which the variants stand for too.
    pub aliases: Vec<Value>,
}

/// One variant of a union.
pub struct Variant {
    pub value: Value,
    pub fields: Vec<Field>,
}

/// A kind of handle with its operations.
pub struct Object {
    pub name: String,
    pub docs: Vec<String>,
    /// The fields of the identity that tell two of them apart; none for handles that are written by hand.
    pub keys: Vec<String>,
    pub operations: Vec<Operation>,
}

/// One operation.
pub struct Operation {
    pub name: String,
    pub family: String,
    pub docs: Vec<String>,
    pub c_name: String,
    pub since: String,
    pub access: Vec<Access>,
    pub filter: Option<(String, String)>,
    pub wire: Option<u32>,
    pub high_priority: bool,
    /// Whether a read-only connection is refused it whatever the permissions say.
    pub refused_read_only: bool,
    /// Whether the guest is inactive after it, so that the handle forgets its number.
    pub ends_domain: bool,
    pub via: Option<syn::Expr>,
    /// What the handle makes of the answer of `via`.
    pub then: Option<Then>,
    /// How to follow it, when it can take long.
    pub long: Option<Long>,
    pub exclusive: Vec<(String, String)>,
    pub requires: Vec<(String, String)>,
    pub arguments: Vec<Argument>,
    pub result: Option<syn::Type>,
}

/// A permission that an operation needs.
pub struct Access {
    pub object: String,
    pub permission: String,
    /// On what the need depends.
    pub condition: Option<Condition>,
}

/// On what the need of a permission depends.
pub enum Condition {
    /// One of these flags is there.
    Flags(u32),
    /// None of these flags is there.
    NoFlags(u32),
    /// The argument of this name has this value.
    Argument(String, u32),
}

/// How to follow an operation that can take long.
#[derive(Clone, Copy)]
pub enum Long {
    /// Not at all.
    Call,
    /// As the guest's job.
    Job,
    /// As the job of the disk that is the argument `disk`.
    BlockJob,
}

/// What a derived operation makes of a list of objects.
#[derive(Clone, Copy)]
pub enum Then {
    Count,
    Names,
    Ids,
    Uuids,
}

/// An argument with its checks.
pub struct Argument {
    pub name: String,
    pub argument_type: syn::Type,
    pub checks: Vec<Check>,
    /// The set of names that its typed parameters can have.
    pub parameters: Option<String>,
}

/// What an argument must satisfy before a driver sees it.
pub enum Check {
    NonEmpty,
    NonZero,
    Positive,
    NonNegative,
    AtMost(u64),
    UnusedFlags,
    Length(u64, u64),
}

impl Definition {
    /// The flag set of this name.
    pub fn flags(&self, name: &str) -> Option<&Enumeration> {
        self.enumerations.iter().find(|enumeration| enumeration.is_flags && enumeration.name == name)
    }

    /// Whether this is the name of an object.
    pub fn is_object(&self, name: &str) -> bool {
        self.objects.iter().any(|object| object.name == name)
    }

    /// The fields of an object's identity.
    pub fn identity(&self, object: &str) -> Option<&Record> {
        let name = format!("{object}Identity");
        self.records.iter().find(|record| record.name == name)
    }

    /// The families of drivers, in the order of their first operation.
    pub fn families(&self) -> Vec<&str> {
        let mut families = Vec::new();
        for operation in self.objects.iter().flat_map(|object| &object.operations) {
            if !families.contains(&operation.family.as_str()) {
                families.push(operation.family.as_str());
            }
        }
        families
    }

    /// The number of a C constant.
    pub fn constant(&self, c_name: &str) -> Option<i64> {
        let mut values = self.enumerations.iter().flat_map(|enumeration| &enumeration.values);
        values.find(|value| value.c_name == c_name).map(|value| value.number)
    }
}

impl Operation {
    /// The argument that carries the flags, when it is a flag set. Other sets, as of groups, have other names.
    pub fn flags_argument<'a>(&'a self, definition: &'a Definition) -> Option<(&'a Argument, &'a Enumeration)> {
        let argument = self.arguments.iter().find(|argument| argument.name == "flags")?;
        Some((argument, definition.flags(&type_name(&argument.argument_type)?)?))
    }

    /// The name of the operation of the same object that this one is derived from.
    pub fn base(&self) -> Option<String> {
        match self.via.as_ref()? {
            syn::Expr::MethodCall(call) => Some(call.method.to_string()),
            _ => None,
        }
    }

    /// The argument on whose value a permission depends.
    pub fn selecting_argument(&self) -> Option<&str> {
        self.access.iter().find_map(|access| match &access.condition {
            Some(Condition::Argument(name, _)) => Some(name.as_str()),
            _ => None,
        })
    }
}

/// The name of a plain type, as `Domain`; nothing for types with arguments.
pub fn type_name(of: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = of else { return None };
    let segment = path.path.segments.last()?;
    segment.arguments.is_empty().then(|| segment.ident.to_string())
}

/// The `T` of `Outer<T>`.
pub fn inner_type<'a>(of: &'a syn::Type, outer: &str) -> Option<&'a syn::Type> {
    let syn::Type::Path(path) = of else { return None };
    let segment = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(inner) if segment.ident == outer => Some(inner),
        _ => None,
    }
}

/// `DomainInfo` or `domainInfo` as `domain_info`.
pub fn snake_case(name: &str) -> String {
    let mut result = String::new();
    for (index, character) in name.char_indices() {
        if character.is_uppercase() && index > 0 {
            result.push('_');
        }
        result.extend(character.to_lowercase());
    }
    result
}

/// `NoState` as `NO_STATE`.
pub fn constant_case(name: &str) -> String {
    snake_case(name).to_uppercase()
}
