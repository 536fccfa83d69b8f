//! Reads the definition files into the model. Whatever it does not know is an error with file and name: a misspelt
//! attribute must not be lost.

use std::path::Path;

use quote::ToTokens;
use syn::{Attribute, Expr, Item, Lit, Meta, Token, punctuated::Punctuated};

use super::model::{
    Access, Argument, Check, Definition, Enumeration, Field, Object, Operation, Record, Union, Value, Variant,
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
            if let Item::Trait(item) = item {
                let object = object(&definition, item).map_err(|error| format!("{}: {error}", path.display()))?;
                definition.objects.push(object);
            }
        }
    }
    Ok(definition)
}

fn type_item(definition: &mut Definition, item: &Item) -> Result<()> {
    match item {
        Item::Enum(item) => {
            if let Some(attribute) = find(&item.attrs, "tagged") {
                Arguments::of(attribute, &item.ident)?.finish(&["c"])?;
                definition.unions.push(union(item)?);
            } else {
                definition.enumerations.push(enumeration(item)?);
            }
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

fn union(item: &syn::ItemEnum) -> Result<Union> {
    let variants = item
        .variants
        .iter()
        .map(|variant| Ok(Variant { value: value(variant)?, fields: fields(&variant.fields)? }))
        .collect::<Result<_>>()?;
    Ok(Union { name: item.ident.to_string(), docs: docs(&item.attrs), variants })
}

fn value(variant: &syn::Variant) -> Result<Value> {
    let attribute = find(&variant.attrs, "value").ok_or_else(|| format!("{}: needs #[value]", variant.ident))?;
    let arguments = Arguments::of(attribute, &variant.ident)?;
    let number = match &variant.discriminant {
        Some((_, Expr::Lit(literal))) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().map_err(|error| format!("{}: {error}", variant.ident))?,
            _ => return Err(format!("{}: the value is no integer", variant.ident)),
        },
        _ => return Err(format!("{}: needs a value", variant.ident)),
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

fn object(definition: &Definition, item: &syn::ItemTrait) -> Result<Object> {
    let attribute = find(&item.attrs, "object").ok_or_else(|| format!("{}: needs #[object]", item.ident))?;
    let arguments = Arguments::of(attribute, &item.ident)?;
    let mut operations = Vec::new();
    for item in &item.items {
        let syn::TraitItem::Fn(function) = item else { return Err("only functions belong here".to_owned()) };
        operations.push(operation(definition, function)?);
    }
    Ok(Object {
        name: item.ident.to_string(),
        docs: docs(&item.attrs),
        family: arguments.required("family")?,
        operations,
    })
}

fn operation(definition: &Definition, function: &syn::TraitItemFn) -> Result<Operation> {
    let name = &function.sig.ident;
    let attribute = find(&function.attrs, "operation").ok_or_else(|| format!("{name}: needs #[operation]"))?;
    let arguments = Arguments::of(attribute, name)?;
    arguments.finish(&["c", "since", "access", "filter", "wire", "priority", "via", "exclusive", "requires"])?;
    let docs = docs(&function.attrs);
    if docs.is_empty() {
        return Err(format!("{name}: needs a doc comment"));
    }
    let via = arguments.text("via").map(|text| syn::parse_str(&text).map_err(|error| format!("{name}: {error}")));
    Ok(Operation {
        name: name.to_string(),
        docs,
        c_name: arguments.required("c")?,
        since: arguments.required("since")?,
        access: access(definition, &arguments)?,
        filter: arguments.text("filter").map(|text| split_pair(&text, ':', "filter")).transpose()?,
        wire: arguments.text("wire").map(|text| text.parse().map_err(|_| format!("{name}: wire"))).transpose()?,
        high_priority: arguments.text("priority").as_deref() == Some("high"),
        via: via.transpose()?,
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
    let checks = input
        .attrs
        .iter()
        .map(|attribute| match attribute.path().to_token_stream().to_string().as_str() {
            "non_empty" => Ok(Check::NonEmpty),
            "non_zero" => Ok(Check::NonZero),
            "unused_flags" => Ok(Check::UnusedFlags),
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
    Ok(Argument { name: name.ident.to_string(), argument_type: (*input.ty).clone(), checks })
}

fn access(definition: &Definition, arguments: &Arguments) -> Result<Vec<Access>> {
    let Some(text) = arguments.text("access") else { return Ok(Vec::new()) };
    text.split(',')
        .map(|rule| {
            let (rule, condition) = match rule.trim().split_once("@flags=") {
                Some((rule, condition)) => (rule, Some(condition_bits(definition, condition)?)),
                None => (rule.trim(), None),
            };
            let (object, permission) = split_pair(rule, ':', "access")?;
            Ok(Access { object, permission, condition })
        })
        .collect()
}

fn condition_bits(definition: &Definition, condition: &str) -> Result<(u32, bool)> {
    let (names, negated) = match condition.strip_prefix('!') {
        Some(names) => (names, true),
        None => (condition, false),
    };
    let mut bits = 0;
    for name in names.split('|') {
        let number = definition.constant(name).ok_or_else(|| format!("access: no constant {name}"))?;
        bits |= u32::try_from(number).map_err(|_| format!("access: {name} is no flag"))?;
    }
    Ok((bits, negated))
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
