//! Reads the definition files into the model. Whatever it does not know is an error with file and name: a misspelt
//! attribute must not be lost.

use std::path::Path;

use quote::ToTokens;
use syn::{Attribute, Expr, Item, Lit, Meta, Token, punctuated::Punctuated};

use super::model::{
    Access, Argument, Check, Condition, Definition, Enumeration, Field, HandWritten, Long, Object, Operation,
    Parameter, ParameterSet, Record, Served, Then, Union, Value, Variant,
};

type Result<T> = std::result::Result<T, String>;

/// Reads every `.rs` file of the folder.
pub fn definition(folder: &Path) -> Result<Definition> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file = syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        files.push((path, file));
    }
    let mut definition = Definition::default();
    // Access rules name flags by their C constants, so the types come first.
    for (path, file) in &files {
        for item in &file.items {
            type_item(&mut definition, item).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    for (path, file) in &files {
        for item in &file.items {
            let parsed = match item {
                Item::Trait(item) => object(&mut definition, item),
                Item::Enum(item) if find(&item.attrs, "hand_written").is_some() => hand_written(&mut definition, item),
                _ => Ok(()),
            };
            parsed.map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    for object in &definition.objects {
        if !object.keys.is_empty() && definition.identity(&object.name).is_none() {
            return Err(format!("{0}: needs a record {0}Identity", object.name));
        }
    }
    Ok(definition)
}

fn type_item(definition: &mut Definition, item: &Item) -> Result<()> {
    match item {
        Item::Enum(item) => {
            if find(&item.attrs, "hand_written").is_some() {
            } else if let Some(attribute) = find(&item.attrs, "tagged") {
                let arguments = Arguments::of(attribute, &item.ident)?;
                arguments.finish(&["c"])?;
                definition.unions.push(union(item, arguments.required("c")?)?);
            } else {
                definition.enumerations.push(enumeration(item)?);
            }
        }
        Item::Struct(item) if find(&item.attrs, "parameters").is_some() => {
            definition.parameter_sets.push(parameter_set(item)?);
        }
        Item::Struct(item) => definition.records.push(Record {
            name: item.ident.to_string(),
            docs: docs(&item.attrs),
            fields: fields(&item.fields)?,
        }),
        Item::Trait(_) => {}
        other => return Err(format!("unexpected item: {}", other.to_token_stream())),
    }
    Ok(())
}

fn enumeration(item: &syn::ItemEnum) -> Result<Enumeration> {
    let (attribute, is_flags) = match (find(&item.attrs, "flags"), find(&item.attrs, "enumeration")) {
        (Some(attribute), None) => (attribute, true),
        (None, Some(attribute)) => (attribute, false),
        _ => return Err(format!("{}: needs one of #[flags], #[enumeration], #[tagged]", item.ident)),
    };
    let arguments = Arguments::of(attribute, &item.ident)?;
    Ok(Enumeration {
        name: item.ident.to_string(),
        docs: docs(&item.attrs),
        c_name: arguments.required("c")?,
        is_flags,
        values: item.variants.iter().map(value).collect::<Result<_>>()?,
    })
}

fn union(item: &syn::ItemEnum, c_name: String) -> Result<Union> {
    let mut variants = Vec::new();
    let mut aliases = Vec::new();
    for variant in &item.variants {
        variants.push(Variant { value: value(variant)?, fields: fields(&variant.fields)? });
        for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("also")) {
            let arguments = Arguments::of(attribute, &variant.ident)?;
            arguments.finish(&["c", "since", "number"])?;
            aliases.push(Value {
                name: variant.ident.to_string(),
                docs: Vec::new(),
                c_name: arguments.required("c")?,
                since: arguments.required("since")?,
                number: arguments.number("number")?.ok_or("an alias needs its number")?.into(),
            });
        }
    }
    Ok(Union { name: item.ident.to_string(), docs: docs(&item.attrs), c_name, variants, aliases })
}

fn value(variant: &syn::Variant) -> Result<Value> {
    let attribute = find(&variant.attrs, "value").ok_or_else(|| format!("{}: needs #[value]", variant.ident))?;
    let arguments = Arguments::of(attribute, &variant.ident)?;
    let number = match &variant.discriminant {
        Some((_, value)) => {
            let text = value.to_token_stream().to_string().replace(' ', "");
            let number = match text.strip_prefix("0x") {
                Some(digits) => i64::from_str_radix(digits, 16),
                None => text.parse(),
            };
            number.map_err(|_| format!("{}: the value '{text}' is no integer", variant.ident))?
        }
        None => return Err(format!("{}: needs a value", variant.ident)),
    };
    Ok(Value {
        name: variant.ident.to_string(),
        docs: docs(&variant.attrs),
        c_name: arguments.required("c")?,
        since: arguments.required("since")?,
        number,
    })
}

fn fields(fields: &syn::Fields) -> Result<Vec<Field>> {
    fields
        .iter()
        .map(|field| {
            let name = field.ident.as_ref().ok_or("a field has no name")?;
            Ok(Field { name: name.to_string(), docs: docs(&field.attrs), field_type: field.ty.clone() })
        })
        .collect()
}

fn parameter_set(item: &syn::ItemStruct) -> Result<ParameterSet> {
    let parameters = item.fields.iter().map(|field| {
        let name = field.ident.as_ref().ok_or("a parameter has no name")?;
        let attribute = find(&field.attrs, "parameter").ok_or_else(|| format!("{name}: needs #[parameter]"))?;
        let arguments = Arguments::of(attribute, name)?;
        arguments.finish(&["c", "name"])?;
        Ok(Parameter {
            constant: name.to_string().to_uppercase(),
            docs: docs(&field.attrs),
            c_name: arguments.required("c")?,
            name: arguments.required("name")?,
            kind: field.ty.clone(),
        })
    });
    Ok(ParameterSet {
        name: item.ident.to_string(),
        docs: docs(&item.attrs),
        parameters: parameters.collect::<Result<_>>()?,
    })
}

/// Functions without a driver's operation: the names of the values, with one reason and one place.
fn hand_written(definition: &mut Definition, item: &syn::ItemEnum) -> Result<()> {
    let attribute = find(&item.attrs, "hand_written").ok_or("needs #[hand_written]")?;
    let arguments = Arguments::of(attribute, &item.ident)?;
    arguments.finish(&["place"])?;
    for variant in &item.variants {
        let served = find(&variant.attrs, "served").map(|attribute| {
            let arguments = Arguments::of(attribute, &variant.ident)?;
            arguments.finish(&["access", "filter", "wire", "priority"])?;
            Ok::<_, String>(Served {
                access: access(definition, &arguments)?,
                filter: arguments.text("filter").map(|text| split_pair(&text, ':', "filter")).transpose()?,
                wire: arguments.number("wire")?,
                high_priority: arguments.text("priority").as_deref() == Some("high"),
            })
        });
        definition.hand_written.push(HandWritten {
            reason: docs(&item.attrs),
            place: arguments.required("place")?,
            c_name: variant.ident.to_string(),
            served: served.transpose()?,
        });
    }
    Ok(())
}

/// Reads an object, or more operations of one (`#[extends]`), for a family of drivers.
fn object(definition: &mut Definition, item: &syn::ItemTrait) -> Result<()> {
    let name = item.ident.to_string();
    let extends = find(&item.attrs, "extends");
    let attribute = extends.or_else(|| find(&item.attrs, "object"));
    let attribute = attribute.ok_or_else(|| format!("{name}: needs #[object] or #[extends]"))?;
    let arguments = Arguments::of(attribute, &item.ident)?;
    arguments.finish(&["family", "key"])?;
    let family = arguments.required("family")?;
    let mut operations = Vec::new();
    for item in &item.items {
        let syn::TraitItem::Fn(function) = item else { return Err("only functions belong here".to_owned()) };
        operations.push(operation(definition, function, &family)?);
    }
    if extends.is_some() {
        let object = definition.objects.iter_mut().find(|object| object.name == name);
        object.ok_or_else(|| format!("{name}: there is no such object to extend"))?.operations.extend(operations);
        return Ok(());
    }
    let keys = arguments.text("key").unwrap_or_default();
    let keys = keys.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect();
    definition.objects.push(Object { name, docs: docs(&item.attrs), keys, operations });
    Ok(())
}

fn operation(definition: &Definition, function: &syn::TraitItemFn, family: &str) -> Result<Operation> {
    let name = &function.sig.ident;
    let attribute = find(&function.attrs, "operation").ok_or_else(|| format!("{name}: needs #[operation]"))?;
    let arguments = Arguments::of(attribute, name)?;
    arguments.finish(&[
        "c",
        "since",
        "access",
        "filter",
        "wire",
        "priority",
        "read_only",
        "ends",
        "via",
        "then",
        "long",
        "exclusive",
        "requires",
    ])?;
    let docs = docs(&function.attrs);
    if docs.is_empty() {
        return Err(format!("{name}: needs a doc comment"));
    }
    let via = arguments.text("via").map(|text| syn::parse_str(&text).map_err(|error| format!("{name}: {error}")));
    Ok(Operation {
        name: name.to_string(),
        family: family.to_owned(),
        docs,
        c_name: arguments.required("c")?,
        since: arguments.required("since")?,
        access: access(definition, &arguments)?,
        filter: arguments.text("filter").map(|text| split_pair(&text, ':', "filter")).transpose()?,
        wire: arguments.number("wire")?,
        high_priority: arguments.text("priority").as_deref() == Some("high"),
        refused_read_only: match arguments.text("read_only").as_deref() {
            None => false,
            Some("refused") => true,
            Some(other) => return Err(format!("{name}: unknown read_only '{other}'")),
        },
        ends_domain: match arguments.text("ends").as_deref() {
            None => false,
            Some("domain") => true,
            Some(other) => return Err(format!("{name}: unknown ends '{other}'")),
        },
        via: via.transpose()?,
        then: match arguments.text("then").as_deref() {
            None => None,
            Some("count") => Some(Then::Count),
            Some("names") => Some(Then::Names),
            Some("ids") => Some(Then::Ids),
            Some("uuids") => Some(Then::Uuids),
            Some(other) => return Err(format!("{name}: unknown then '{other}'")),
        },
        long: match arguments.text("long").as_deref() {
            None => None,
            Some("call") => Some(Long::Call),
            Some("job") => Some(Long::Job),
            Some("block job") => Some(Long::BlockJob),
            Some(other) => return Err(format!("{name}: unknown long '{other}'")),
        },
        exclusive: pairs(&arguments, "exclusive", '|')?,
        requires: pairs(&arguments, "requires", ':')?,
        arguments: function.sig.inputs.iter().map(argument).collect::<Result<_>>()?,
        result: match &function.sig.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, result) => Some((**result).clone()),
        },
    })
}

fn argument(input: &syn::FnArg) -> Result<Argument> {
    let syn::FnArg::Typed(input) = input else { return Err("operations have no `self`".to_owned()) };
    let syn::Pat::Ident(name) = &*input.pat else { return Err("an argument needs a name".to_owned()) };
    let parameters = find(&input.attrs, "parameters").map(|attribute| {
        attribute.parse_args::<syn::Ident>().map(|name| name.to_string()).map_err(|error| error.to_string())
    });
    let checks = input
        .attrs
        .iter()
        .filter(|attribute| !attribute.path().is_ident("parameters"))
        .map(|attribute| match attribute.path().to_token_stream().to_string().as_str() {
            "non_empty" => Ok(Check::NonEmpty),
            "non_zero" => Ok(Check::NonZero),
            "positive" => Ok(Check::Positive),
            "non_negative" => Ok(Check::NonNegative),
            "unused_flags" => Ok(Check::UnusedFlags),
            "at_most" => {
                let bound = attribute.parse_args::<syn::LitInt>().and_then(|bound| bound.base10_parse());
                bound.map(Check::AtMost).map_err(|error| error.to_string())
            }
            "length" => {
                let bounds = attribute
                    .parse_args_with(Punctuated::<syn::LitInt, Token![,]>::parse_terminated)
                    .map_err(|error| error.to_string())?;
                let bounds: Vec<u64> = bounds.iter().filter_map(|bound| bound.base10_parse().ok()).collect();
                match bounds[..] {
                    [least, most] => Ok(Check::Length(least, most)),
                    _ => Err("length needs two numbers".to_owned()),
                }
            }
            other => Err(format!("{}: unknown check {other}", name.ident)),
        })
        .collect::<Result<_>>()?;
    let parameters = parameters.transpose()?;
    Ok(Argument { name: name.ident.to_string(), argument_type: (*input.ty).clone(), checks, parameters })
}

fn access(definition: &Definition, arguments: &Arguments) -> Result<Vec<Access>> {
    let Some(text) = arguments.text("access") else { return Ok(Vec::new()) };
    text.split(',')
        .map(|rule| {
            let (rule, condition) = match rule.trim().split_once('@') {
                Some((rule, condition)) => (rule, Some(condition_of(definition, condition)?)),
                None => (rule.trim(), None),
            };
            let (object, permission) = split_pair(rule, ':', "access")?;
            Ok(Access { object, permission, condition })
        })
        .collect()
}

fn condition_of(definition: &Definition, condition: &str) -> Result<Condition> {
    let (argument, names) = split_pair(condition, '=', "access")?;
    let bits = condition_bits(definition, names.trim_start_matches('!'))?;
    Ok(match argument.as_str() {
        "flags" if names.starts_with('!') => Condition::NoFlags(bits),
        "flags" => Condition::Flags(bits),
        _ => Condition::Argument(argument, bits),
    })
}

fn condition_bits(definition: &Definition, names: &str) -> Result<u32> {
    let mut bits = 0;
    for name in names.split('|') {
        let number = definition.constant(name).ok_or_else(|| format!("access: no constant {name}"))?;
        bits |= u32::try_from(number).map_err(|_| format!("access: {name} is no flag"))?;
    }
    Ok(bits)
}

fn pairs(arguments: &Arguments, key: &str, separator: char) -> Result<Vec<(String, String)>> {
    match arguments.text(key) {
        Some(text) => text.split(',').map(|pair| split_pair(pair.trim(), separator, key)).collect(),
        None => Ok(Vec::new()),
    }
}

fn split_pair(text: &str, separator: char, key: &str) -> Result<(String, String)> {
    let (left, right) = text.split_once(separator).ok_or_else(|| format!("{key}: '{text}' has no '{separator}'"))?;
    Ok((left.to_owned(), right.to_owned()))
}

/// The doc comment, a line each, as written.
fn docs(attributes: &[Attribute]) -> Vec<String> {
    attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.path().is_ident(name))
}

/// The `key = value` pairs of an attribute.
struct Arguments {
    owner: String,
    pairs: Vec<(String, String)>,
}

impl Arguments {
    fn of(attribute: &Attribute, owner: &syn::Ident) -> Result<Arguments> {
        let owner = owner.to_string();
        let mut pairs = Vec::new();
        if matches!(attribute.meta, Meta::Path(_)) {
            return Ok(Arguments { owner, pairs });
        }
        let list = attribute
            .parse_args_with(Punctuated::<syn::MetaNameValue, Token![,]>::parse_terminated)
            .map_err(|error| format!("{owner}: {error}"))?;
        for pair in list {
            let Expr::Lit(literal) = &pair.value else { return Err(format!("{owner}: values are literals")) };
            let text = match &literal.lit {
                Lit::Str(text) => text.value(),
                Lit::Int(number) => number.base10_digits().to_owned(),
                other => return Err(format!("{owner}: unexpected {}", other.to_token_stream())),
            };
            pairs.push((pair.path.to_token_stream().to_string(), text));
        }
        Ok(Arguments { owner, pairs })
    }

    fn text(&self, key: &str) -> Option<String> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, text)| text.clone())
    }

    fn number(&self, key: &str) -> Result<Option<u32>> {
        self.text(key).map(|text| text.parse().map_err(|_| format!("{}: {key} is no number", self.owner))).transpose()
    }

    fn required(&self, key: &str) -> Result<String> {
        self.text(key).ok_or_else(|| format!("{}: needs {key}", self.owner))
    }

    fn finish(&self, known: &[&str]) -> Result<()> {
        match self.pairs.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(format!("{}: unknown attribute {name}", self.owner)),
            None => Ok(()),
        }
    }
}
