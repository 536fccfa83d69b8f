//! The face that C programs see, as `ffi-c/declarations` states it: a file per header, Rust in form.
//!
//! A function that follows from an operation has the operation's release and docs; one that is written by hand states its
//! release: `#[by_hand(since = "0.1.0")]`.

use std::path::Path;

use quote::ToTokens;

use super::model::{Definition, Enumeration, Object, Operation, Value};

/// One header.
pub struct Header {
    /// As in `libvirt_domain`.
    pub name: String,
    /// Its functions in order.
    pub functions: Vec<Function>,
    /// Structs, pointer types, callbacks and constants, as they stand.
    pub types: Vec<syn::Item>,
}

/// One function.
pub struct Function {
    pub name: String,
    pub docs: Vec<String>,
    /// The release that brought it.
    pub since: String,
    pub is_by_hand: bool,
    /// Names and types, the types in Rust's words.
    pub parameters: Vec<(String, String)>,
    /// Arguments of the operation whose parameter has another name: `#[named(argument = "parameter")]`.
    pub names: Vec<(String, String)>,
    /// Parameters that languages may leave out: `#[optional(parameter)]`.
    pub optional: Vec<String>,
    /// Parameters that must not be null before anything happens: `#[required(parameter)]`.
    pub required: Vec<String>,
    /// Counters that say how much room there is, which must be some: `#[room(parameter)]`.
    pub room: Vec<String>,
    pub result: Option<String>,
}

/// Reads the headers in the order of their names.
pub fn headers(folder: &Path, definition: &Definition) -> Result<Vec<Header>, String> {
    let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| fail(&error))? {
        paths.push(entry.map_err(|error| fail(&error))?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    paths.sort();
    paths.iter().map(|path| read(path, definition).map_err(|error| format!("{}: {error}", path.display()))).collect()
}

fn read(path: &Path, definition: &Definition) -> Result<Header, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file = syn::parse_file(&text).map_err(|error| error.to_string())?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut header = Header { name, functions: Vec::new(), types: Vec::new() };
    for item in file.items {
        match item {
            syn::Item::ForeignMod(module) => {
                for item in module.items {
                    let syn::ForeignItem::Fn(item) = item else { return Err("only functions are declared".to_owned()) };
                    header.functions.push(function(&item, definition)?);
                }
            }
            other => header.types.push(other),
        }
    }
    Ok(header)
}

fn function(item: &syn::ForeignItemFn, definition: &Definition) -> Result<Function, String> {
    let name = item.sig.ident.to_string();
    let mut docs = docs(&item.attrs);
    let mut by_hand = None;
    let mut names = Vec::new();
    let (mut optional, mut required, mut room) = (Vec::new(), Vec::new(), Vec::new());
    for attribute in item.attrs.iter().filter(|attribute| !attribute.path().is_ident("doc")) {
        if attribute.path().is_ident("by_hand") {
            let since: syn::MetaNameValue = attribute.parse_args().map_err(|error| format!("{name}: {error}"))?;
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = since.value else {
                return Err(format!("{name}: by_hand(since = \"…\")"));
            };
            by_hand = Some(text.value());
        } else if attribute.path().is_ident("named") {
            let pairs = attribute
                .parse_args_with(syn::punctuated::Punctuated::<syn::MetaNameValue, syn::Token![,]>::parse_terminated);
            for pair in pairs.map_err(|error| format!("{name}: {error}"))? {
                let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else {
                    return Err(format!("{name}: named(argument = \"parameter\")"));
                };
                names.push((pair.path.to_token_stream().to_string(), text.value()));
            }
        } else {
            let words = match attribute.path().get_ident().map(ToString::to_string).as_deref() {
                Some("optional") => &mut optional,
                Some("required") => &mut required,
                Some("room") => &mut room,
                _ => return Err(format!("{name}: unknown attribute")),
            };
            let list =
                attribute.parse_args_with(syn::punctuated::Punctuated::<syn::Ident, syn::Token![,]>::parse_terminated);
            let list = list.map_err(|error| format!("{name}: {error}"))?;
            words.extend(list.iter().map(|word| word.to_string().replace("r#", "")));
        }
    }
    let operation = find(definition, &name).map(|(_, operation)| operation);
    let is_by_hand = by_hand.is_some();
    let since = by_hand.or_else(|| operation.map(|operation| operation.since.clone()));
    if docs.is_empty() {
        docs = operation.map(|operation| operation.docs.clone()).unwrap_or_default();
    }
    Ok(Function {
        docs,
        since: since.ok_or_else(|| format!("{name}: no operation has this C name, and it is not #[by_hand]"))?,
        is_by_hand,
        names,
        optional,
        required,
        room,
        parameters: item.sig.inputs.iter().filter_map(parameter).collect(),
        result: match &item.sig.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, of) => Some(of.to_token_stream().to_string()),
        },
        name,
    })
}

/// The lines of a doc comment.
pub fn docs(attributes: &[syn::Attribute]) -> Vec<String> {
    let line = |attribute: &syn::Attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue { path, value: syn::Expr::Lit(literal), .. })
            if path.is_ident("doc") =>
        {
            match &literal.lit {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            }
        }
        _ => None,
    };
    attributes.iter().filter_map(line).collect()
}

fn parameter(input: &syn::FnArg) -> Option<(String, String)> {
    let syn::FnArg::Typed(typed) = input else { return None };
    Some((typed.pat.to_token_stream().to_string().replace("r#", ""), typed.ty.to_token_stream().to_string()))
}

/// The enumerations of errors, which are a table of their own: `numbered!` with a line per value.
pub fn error_enumerations(path: &Path) -> Result<Vec<Enumeration>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut found: Vec<Enumeration> = Vec::new();
    let mut docs = Vec::new();
    for line in text.lines().map(str::trim) {
        let c_name = match line {
            "ErrorCode {" => "virErrorNumber",
            "ErrorDomain {" => "virErrorDomain",
            "ErrorLevel {" => "virErrorLevel",
            _ => "",
        };
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.to_owned());
        } else if !c_name.is_empty() {
            let docs = std::mem::take(&mut docs);
            let (name, c_name) = (line.trim_end_matches(" {").to_owned(), c_name.to_owned());
            found.push(Enumeration { name, docs, c_name, is_flags: false, values: Vec::new() });
        } else {
            let docs = std::mem::take(&mut docs);
            let value = line.trim_end_matches(';').split_once(" = ").and_then(|(name, rest)| {
                let (number, c_name) = rest.split_once(", ")?;
                let c_name = c_name.trim_matches('"');
                let number = number.parse().ok().filter(|_| c_name.starts_with("VIR_"))?;
                Some(Value { name: name.to_owned(), docs, c_name: c_name.to_owned(), since: String::new(), number })
            });
            if let (Some(value), Some(enumeration)) = (value, found.last_mut()) {
                enumeration.values.push(value);
            }
        }
    }
    match found.iter().all(|enumeration| !enumeration.values.is_empty()) && found.len() == 3 {
        true => Ok(found),
        false => Err(format!("{}: the tables of errors have another form now", path.display())),
    }
}

/// Every enumeration as C has it: those that are several in the definition are one, and a union's tags are one.
pub fn enumerations(definition: &Definition, errors: Vec<Enumeration>) -> Vec<Enumeration> {
    let tags = definition.unions.iter().map(|union| Enumeration {
        name: union.name.clone(),
        docs: union.docs.clone(),
        c_name: union.c_name.clone(),
        is_flags: false,
        values: union
            .variants
            .iter()
            .map(|variant| variant.value.clone())
            .chain(union.aliases.iter().cloned())
            .collect(),
    });
    let mut found: Vec<Enumeration> = Vec::new();
    for enumeration in definition.enumerations.iter().cloned().chain(tags).chain(errors) {
        let Some(known) = found.iter_mut().find(|known| known.c_name == enumeration.c_name) else {
            found.push(enumeration);
            continue;
        };
        for value in enumeration.values {
            if !known.values.iter().any(|other| other.c_name == value.c_name) {
                known.values.push(value);
            }
        }
    }
    found
}

/// The operation with this C name.
pub fn find<'a>(definition: &'a Definition, c_name: &str) -> Option<(&'a Object, &'a Operation)> {
    definition.objects.iter().find_map(|object| {
        let operation = object.operations.iter().find(|operation| operation.c_name == c_name)?;
        Some((object, operation))
    })
}

/// A declaration in C of something with this type in Rust's words: `declare("* const c_char", "name")` is
/// `const char *name`.
pub fn declare(of: &str, name: &str) -> String {
    let mut rest = of.trim();
    let mut stars = String::new();
    let mut is_const = false;
    while let Some(pointed) = rest.strip_prefix('*') {
        let pointed = pointed.trim_start();
        // Of a pointer to a pointer only the innermost constness is said in C.
        is_const = pointed.starts_with("const");
        rest = pointed.trim_start_matches("const").trim_start_matches("mut").trim_start();
        stars.push('*');
    }
    let base = match rest {
        "c_int" => "int",
        "c_uint" => "unsigned int",
        "c_long" => "long",
        "c_ulong" => "unsigned long",
        "c_longlong" => "long long",
        "c_ulonglong" => "unsigned long long",
        "c_char" => "char",
        "c_uchar" => "unsigned char",
        "c_void" => "void",
        "usize" => "size_t",
        "f64" => "double",
        other => other,
    };
    format!("{}{base} {stars}{name}", if is_const { "const " } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_declared_as_c_does() {
        assert_eq!(declare("c_uint", "flags"), "unsigned int flags");
        assert_eq!(declare("* const c_char", "name"), "const char *name");
        assert_eq!(declare("* mut * mut virDomainPtr", "domains"), "virDomainPtr **domains");
        assert_eq!(declare("* mut * const c_char", "value"), "const char **value");
    }
}
