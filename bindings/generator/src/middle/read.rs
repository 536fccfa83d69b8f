//! Reads the middle from the UniFFI metadata of the static library.

use std::error::Error;
use std::path::Path;

use uniffi_bindgen::interface::{self, AsType, Literal};
use uniffi_bindgen::{BindgenLoader, BindgenPaths, ComponentInterface, GlobalConfig};

use super::{
    Argument, Companion, DefaultValue, Enumeration, Field, Interface, NamedNumber, Object, Operation, Record, Type,
    Union,
};

/// Numbers whose enumeration depends on another field: the record (or `Union::Variant`), the number's field, the field
/// that decides, and what stands before and after its value's name in the name of the enumeration.
const COMPANIONS: &[(&str, &str, &str, &str, &str)] = &[
    ("DomainStateReason", "reason", "state", "Domain", "Reason"),
    ("DomainEventKind::Lifecycle", "detail", "event", "DomainEvent", "Detail"),
];

/// How the enumeration of the bits is called, for a set of flags of a certain name.
const BITS_SUFFIX: &str = "Bit";

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

impl Interface {
    /// What the library at `path` exports under `namespace`. The library must not be stripped.
    pub fn from_library(path: &Path, namespace: &str) -> Result<Interface> {
        let path = path.to_str().ok_or("the path of the library is no UTF-8")?;
        let loader = BindgenLoader::new(BindgenPaths::default(), GlobalConfig::default());
        let components = loader.load_cis(loader.load_metadata(path.as_ref())?)?;
        let component = components
            .iter()
            .find(|component| component.namespace() == namespace)
            .ok_or_else(|| format!("'{path}' does not export the namespace '{namespace}'"))?;
        Reader { component }.interface()
    }
}

struct Reader<'a> {
    component: &'a ComponentInterface,
}

impl Reader<'_> {
    fn interface(&self) -> Result<Interface> {
        let mut enumerations = Vec::new();
        let mut flag_sets = Vec::new();
        let mut unions = Vec::new();
        for found in self.component.enum_definitions() {
            if self.component.is_name_used_as_error(found.name()) {
                continue;
            }
            if found.contains_variant_fields() {
                unions.push(self.union(found)?);
            } else if let Some(name) = self.flags_of_bits(found.name()) {
                flag_sets.push(enumeration(name, found)?);
            } else {
                enumerations.push(enumeration(found.name(), found)?);
            }
        }
        let mut interface = Interface {
            enumerations,
            flag_sets,
            records: self
                .component
                .record_definitions()
                .iter()
                .map(|found| self.record(found.name(), found.docstring(), found.fields()))
                .collect::<Result<_>>()?,
            unions,
            objects: self
                .component
                .object_definitions()
                .iter()
                .map(|found| self.object(found))
                .collect::<Result<_>>()?,
            functions: self
                .component
                .function_definitions()
                .iter()
                .map(|found| self.operation(found.name(), found))
                .collect::<Result<_>>()?,
        };
        pair_companions(&mut interface)?;
        Ok(interface)
    }

    /// The set of flags whose bits this enumeration lists.
    fn flags_of_bits<'n>(&self, name: &'n str) -> Option<&'n str> {
        let flags = name.strip_suffix(BITS_SUFFIX)?;
        self.component.get_custom_type_definition(flags).map(|_| flags)
    }

    fn union(&self, found: &interface::Enum) -> Result<Union> {
        let variants = found.variants().iter();
        Ok(Union {
            name: found.name().to_owned(),
            doc: doc(found.docstring()),
            variants: variants
                .map(|variant| self.record(variant.name(), variant.docstring(), variant.fields()))
                .collect::<Result<_>>()?,
        })
    }

    fn record(&self, name: &str, docstring: Option<&str>, fields: &[interface::Field]) -> Result<Record> {
        let fields = fields.iter().map(|field| {
            Ok(Field {
                name: field.name().to_owned(),
                doc: doc(field.docstring()),
                kind: self.kind(&field.as_type())?,
                companion: None,
            })
        });
        Ok(Record { name: name.to_owned(), doc: doc(docstring), fields: fields.collect::<Result<_>>()? })
    }

    fn object(&self, found: &interface::Object) -> Result<Object> {
        let traits = found.uniffi_trait_methods();
        let methods = found.methods().into_iter().map(|method| self.operation(method.name(), method));
        Ok(Object {
            name: found.name().to_owned(),
            doc: doc(found.docstring()),
            methods: methods.collect::<Result<_>>()?,
            is_comparable: traits.eq_eq.is_some() && traits.hash_hash.is_some(),
            is_printable: traits.debug_fmt.is_some(),
        })
    }

    fn operation(&self, name: &str, found: &impl interface::Callable) -> Result<Operation> {
        let arguments = found.arguments().into_iter().map(|argument| {
            let kind = self.kind(&argument.as_type())?;
            let default = argument.default_value().map(|value| default_value(value, &kind)).transpose()?;
            Ok(Argument { name: argument.name().to_owned(), kind, default })
        });
        let mut arguments: Vec<Argument> = arguments.collect::<Result<_>>()?;
        // UniFFI cannot state the default of a custom type: no flags.
        for argument in arguments.iter_mut().rev() {
            match (&argument.default, &argument.kind) {
                (None, Type::Flags(_)) => argument.default = Some(DefaultValue::EmptyFlags),
                (None, _) => break,
                (Some(_), _) => {}
            }
        }
        // Languages leave out arguments from the end only.
        let required = arguments.iter().rposition(|argument| argument.default.is_none()).unwrap_or(0);
        arguments[..required].iter_mut().for_each(|argument| argument.default = None);
        Ok(Operation {
            name: name.to_owned(),
            doc: doc(found.docstring()),
            is_async: found.is_async(),
            can_fail: found.throws_type().is_some(),
            arguments,
            result: found.return_type().map(|kind| self.kind(kind)).transpose()?,
        })
    }

    fn kind(&self, kind: &interface::Type) -> Result<Type> {
        use interface::Type as Found;
        let integer = |bits, is_signed| Ok(Type::Integer { bits, is_signed });
        match kind {
            Found::Boolean => Ok(Type::Boolean),
            Found::UInt8 => integer(8, false),
            Found::Int8 => integer(8, true),
            Found::UInt16 => integer(16, false),
            Found::Int16 => integer(16, true),
            Found::UInt32 => integer(32, false),
            Found::Int32 => integer(32, true),
            Found::UInt64 => integer(64, false),
            Found::Int64 => integer(64, true),
            Found::Float32 | Found::Float64 => Ok(Type::Float),
            Found::String => Ok(Type::Text),
            Found::Bytes => Ok(Type::Bytes),
            Found::Optional { inner_type } => Ok(Type::Optional(Box::new(self.kind(inner_type)?))),
            Found::Sequence { inner_type } => Ok(Type::List(Box::new(self.kind(inner_type)?))),
            Found::Box { inner_type } => self.kind(inner_type),
            Found::Object { name, .. } => Ok(Type::Object(name.clone())),
            Found::Record { name, .. } => Ok(Type::Record(name.clone())),
            Found::Enum { name, .. } => match self.component.get_enum_definition(name) {
                Some(found) if found.contains_variant_fields() => Ok(Type::Union(name.clone())),
                _ => Ok(Type::Enumeration(name.clone())),
            },
            Found::Custom { name, builtin, .. } => match (name.as_str(), &**builtin) {
                ("Uuid", Found::String) => Ok(Type::Uuid),
                ("Name", Found::String) => Ok(Type::Name),
                ("FileDescriptor", Found::Int32) => Ok(Type::FileDescriptor),
                (_, Found::UInt32) => Ok(Type::Flags(name.clone())),
                _ => Err(format!("no language knows the custom type '{name}'").into()),
            },
            other => Err(format!("no language knows the type {other:?}").into()),
        }
    }
}

fn enumeration(name: &str, found: &interface::Enum) -> Result<Enumeration> {
    let values = found.variants().iter().enumerate().map(|(index, value)| {
        let number = match found.variant_discr(index)? {
            Literal::UInt(number, ..) => i64::try_from(number)?,
            Literal::Int(number, ..) => number,
            other => return Err(format!("'{name}' has a value that is no number: {other:?}").into()),
        };
        Ok(NamedNumber { name: value.name().to_owned(), doc: doc(value.docstring()), number })
    });
    Ok(Enumeration { name: name.to_owned(), doc: doc(found.docstring()), values: values.collect::<Result<_>>()? })
}

fn default_value(value: &interface::DefaultValue, kind: &Type) -> Result<DefaultValue> {
    let interface::DefaultValue::Literal(literal) = value else {
        return match kind {
            Type::Optional(_) => Ok(DefaultValue::Nothing),
            Type::Boolean => Ok(DefaultValue::Boolean(false)),
            Type::Integer { .. } => Ok(DefaultValue::Integer(0)),
            Type::Text | Type::Name => Ok(DefaultValue::Text(String::new())),
            other => Err(format!("no default is known for {other:?}").into()),
        };
    };
    match literal {
        Literal::None => Ok(DefaultValue::Nothing),
        Literal::Boolean(value) => Ok(DefaultValue::Boolean(*value)),
        Literal::UInt(value, ..) => Ok(DefaultValue::Integer(i64::try_from(*value)?)),
        Literal::Int(value, ..) => Ok(DefaultValue::Integer(*value)),
        Literal::String(value) => Ok(DefaultValue::Text(value.clone())),
        other => Err(format!("a default of the form {other:?} is not known").into()),
    }
}

fn pair_companions(interface: &mut Interface) -> Result<()> {
    for (owner, number, selector, prefix, suffix) in COMPANIONS {
        let record = match owner.split_once("::") {
            None => interface.records.iter_mut().find(|record| record.name == *owner),
            Some((union, variant)) => {
                let union = interface.unions.iter_mut().find(|found| found.name == union);
                union.and_then(|union| union.variants.iter_mut().find(|found| found.name == variant))
            }
        };
        let record = record.ok_or_else(|| format!("there is no '{owner}'"))?;
        let decides = record.fields.iter().find(|field| field.name == *selector).map(|field| field.kind.clone());
        let Some(Type::Enumeration(selector_enumeration)) = decides else {
            return Err(format!("'{owner}.{selector}' is no enumeration").into());
        };
        let names: Vec<&str> = interface.enumerations.iter().map(|found| found.name.as_str()).collect();
        let values = interface.enumerations.iter().find(|found| found.name == selector_enumeration);
        let values = values.map_or(&[][..], |found| &found.values);
        let enumerations: Vec<(String, String)> = values
            .iter()
            .map(|value| (value.name.clone(), format!("{prefix}{}{suffix}", value.name)))
            .filter(|(_, name)| names.contains(&name.as_str()))
            .collect();
        let companion = Companion {
            selector: (*selector).to_owned(),
            selector_enumeration,
            is_complete: enumerations.len() == values.len(),
            enumerations,
        };
        let field = record.fields.iter_mut().find(|field| field.name == *number);
        field.ok_or_else(|| format!("there is no '{owner}.{number}'"))?.companion = Some(companion);
    }
    Ok(())
}

fn doc(docstring: Option<&str>) -> String {
    docstring.unwrap_or_default().trim().to_owned()
}
