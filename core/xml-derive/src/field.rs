//! One field of a struct: its entries in the table and in the schema, and its builder.

use crate::declaration::{Placement, docs, text};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Field as SynField, GenericArgument, Ident, LitStr, PathArguments, Type};

/// How often a field's content occurs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Once: a plain type.
    One,
    /// At most once: `Option<T>`.
    Optional,
    /// Any number of times: `Vec<T>`.
    Many,
    /// Present or not: `bool`.
    Flag,
}

impl Count {
    /// The count in a table.
    fn tokens(self) -> TokenStream {
        let name = match self {
            Count::One => "One",
            Count::Optional | Count::Flag => "Optional",
            Count::Many => "Many",
        };
        let name = format_ident!("{name}");
        quote!(::ferrovirt_xml::model::Count::#name)
    }
}

/// The last step of a field's path.
enum Step {
    /// Wherever the type belongs by itself.
    Natural,
    Attribute(String),
    Child(String),
    Text,
    /// Content of the parent's own element.
    Flatten,
}

/// A field, or a variant's payload that is placed like one.
pub struct Field {
    ident: Ident,
    docs: LitStr,
    placement: Placement,
    count: Count,
    /// The type inside `Option` or `Vec`.
    inner: Type,
    wrappers: Vec<String>,
    step: Step,
}

impl Field {
    /// Analyzes a field and takes its `#[xml]` attribute away.
    pub fn new(field: &mut SynField) -> syn::Result<Field> {
        let placement = Placement::take(&mut field.attrs)?;
        let Some(ident) = field.ident.clone() else {
            return Err(syn::Error::new_spanned(&field.ty, "fields have names"));
        };
        let (count, inner) = analyze(&field.ty);
        if placement.when.is_some() && count != Count::Optional {
            return Err(syn::Error::new_spanned(&field.ty, "only an optional field has a condition of its own"));
        }
        let (wrappers, step) = match &placement.path {
            None if placement.flatten && count != Count::One => {
                return Err(syn::Error::new_spanned(&field.ty, "what is flattened is there once"));
            }
            None if placement.flatten => (Vec::new(), Step::Flatten),
            None => (Vec::new(), Step::Natural),
            Some(path) => split(path)?,
        };
        Ok(Field { ident, docs: docs(&field.attrs), placement, count, inner, wrappers, step })
    }

    /// The name of the field without `r#`.
    fn name(&self) -> String {
        self.ident.to_string().trim_start_matches("r#").to_owned()
    }

    /// The prefix of a known foreign namespace in which the field's child is, if it is in one.
    pub fn prefix(&self) -> Option<String> {
        let first = self.wrappers.first().or(match &self.step {
            Step::Child(name) => Some(name),
            _ => None,
        })?;
        first.split_once(':').map(|(prefix, _)| prefix.to_owned())
    }

    /// The field itself.
    pub fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The function that decides whether the field is shown, with how it is asked.
    pub fn own_condition(&self) -> Option<TokenStream> {
        let ident = &self.ident;
        let function = self.placement.when.as_ref()?;
        Some(quote!(self.#ident.as_ref().is_none_or(|value| #function(value, format))))
    }

    /// The field's entry in the table.
    pub fn spec(&self) -> TokenStream {
        let name = self.name();
        let inner = &self.inner;
        let wrappers = &self.wrappers;
        let Placement { live, secret, status, when, hex, max, .. } = &self.placement;
        let spec = quote!(::ferrovirt_xml::model::Spec);
        let count = self.count.tokens();
        let mut tokens = match (&self.step, self.count) {
            (Step::Child(child), Count::Flag) => quote!(#spec::flag(#name, #child)),
            (_, Count::Flag) => quote!(#spec::flag(#name, #name)),
            (Step::Natural, _) => quote!(#spec::natural::<#inner>(#name, #count)),
            (Step::Attribute(attribute), _) => quote!(#spec::attribute::<#inner>(#name, #attribute, #count)),
            (Step::Child(child), _) => quote!(#spec::child::<#inner>(#name, #child, #count)),
            (Step::Text, _) => quote!(#spec::text::<#inner>(#name, #count)),
            (Step::Flatten, _) => quote!(#spec::flatten::<#inner>(#name, #count)),
        };
        if !wrappers.is_empty() {
            tokens.extend(quote!(.inside(&[#(#wrappers),*])));
        }
        if *live || *secret || *status || when.is_some() {
            let own = when.is_some();
            tokens.extend(quote!(.when(::ferrovirt_xml::model::Condition {
                live: #live,
                secret: #secret,
                status: #status,
                own: #own,
            })));
        }
        if let Some(digits) = hex {
            let max = max.as_ref().map_or_else(|| quote!(u64::MAX), |max| quote!(#max));
            tokens.extend(quote!(.hexadecimal(#digits, #max)));
        }
        if self.placement.default {
            tokens.extend(quote!(.or_default()));
        }
        if self.placement.last {
            tokens.extend(quote!(.last()));
        }
        tokens
    }

    /// The field's entry in the schema.
    pub fn schema(&self) -> TokenStream {
        let name = self.name();
        let inner = &self.inner;
        let docs = &self.docs;
        let wrappers = &self.wrappers;
        let Placement { live, secret, status, .. } = &self.placement;
        let (since, drivers) = (text(self.placement.since.as_ref()), text(self.placement.drivers.as_ref()));
        let part = quote!(<#inner as ::ferrovirt_xml::model::Part>);
        let (place, xml_name) = match &self.step {
            _ if self.count == Count::Flag => {
                let flag = match &self.step {
                    Step::Child(child) => child.clone(),
                    _ => name.clone(),
                };
                (quote!(::ferrovirt_xml::schema::Place::Flag), quote!(#flag))
            }
            Step::Natural => (
                quote!(#part::PLACE),
                quote!(match #part::TAG { ::std::option::Option::Some(tag) => tag, ::std::option::Option::None => #name }),
            ),
            Step::Attribute(attribute) => (quote!(::ferrovirt_xml::schema::Place::Attribute), quote!(#attribute)),
            Step::Child(child) => (quote!(::ferrovirt_xml::schema::Place::Child), quote!(#child)),
            Step::Text => (quote!(::ferrovirt_xml::schema::Place::Text), quote!("")),
            Step::Flatten => (quote!(::ferrovirt_xml::schema::Place::Group), quote!(#name)),
        };
        let (count, kind) = match self.count {
            Count::One => (quote!(One), quote!(#part::KIND)),
            Count::Optional => (quote!(Optional), quote!(#part::KIND)),
            Count::Many => (quote!(Many), quote!(#part::KIND)),
            Count::Flag => (quote!(One), quote!(::ferrovirt_xml::schema::Kind::Flag)),
        };
        quote!(::ferrovirt_xml::schema::FieldSchema {
            name: #name,
            xml_name: #xml_name,
            wrappers: &[#(#wrappers),*],
            place: #place,
            count: ::ferrovirt_xml::schema::Count::#count,
            kind: #kind,
            live: #live,
            secret: #secret,
            status: #status,
            since: #since,
            drivers: #drivers,
            doc: #docs,
        })
    }

    /// The method that sets the field and gives the struct back.
    pub fn builder(&self) -> TokenStream {
        let (ident, inner) = (&self.ident, &self.inner);
        let method = format_ident!("with_{}", self.name());
        let what = self.docs.value();
        let docs = match self.count {
            Count::Many => format!("Adds to what is there: {what}"),
            _ => format!("Sets: {what}"),
        };
        let (parameter, value) = match self.count {
            Count::One => (quote!(impl ::std::convert::Into<#inner>), quote!(self.#ident = value.into())),
            Count::Optional => (
                quote!(impl ::std::convert::Into<#inner>),
                quote!(self.#ident = ::std::option::Option::Some(value.into())),
            ),
            Count::Many => (
                quote!(impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<#inner>>),
                quote!(self.#ident.extend(value.into_iter().map(::std::convert::Into::into))),
            ),
            Count::Flag => (quote!(bool), quote!(self.#ident = value)),
        };
        quote! {
            #[doc = #docs]
            #[must_use]
            #[inline]
            pub fn #method(mut self, value: #parameter) -> Self {
                #value;
                self
            }
        }
    }
}

/// The payload of a variant.
pub struct Payload {
    /// The payload's type inside `Option` or `Vec`.
    pub inner: Type,
    /// How often it occurs.
    pub count: Count,
}

impl Payload {
    /// Analyzes the type of a payload.
    pub fn new(ty: &Type) -> Payload {
        let (count, inner) = analyze(ty);
        Payload { inner, count }
    }

    /// The payload's entry in the union's table.
    pub fn spec(&self) -> TokenStream {
        let (inner, count) = (&self.inner, self.count.tokens());
        quote!((#count, <#inner as ::ferrovirt_xml::model::Part>::FORM))
    }

    /// The name of the count in the schema.
    pub fn schema_count(&self) -> Ident {
        match self.count {
            Count::One | Count::Flag => format_ident!("One"),
            Count::Optional => format_ident!("Optional"),
            Count::Many => format_ident!("Many"),
        }
    }
}

/// Splits `Option<T>`, `Vec<T>` and `bool` from other types.
fn analyze(ty: &Type) -> (Count, Type) {
    if let Type::Path(path) = ty
        && let Some(segment) = path.path.segments.last()
    {
        let count = match segment.ident.to_string().as_str() {
            "bool" => return (Count::Flag, ty.clone()),
            "Option" => Some(Count::Optional),
            "Vec" => Some(Count::Many),
            _ => None,
        };
        if let (Some(count), PathArguments::AngleBracketed(arguments)) = (count, &segment.arguments)
            && let Some(GenericArgument::Type(inner)) = arguments.args.first()
        {
            return (count, inner.clone());
        }
    }
    (Count::One, ty.clone())
}

/// Splits a path into wrapper elements and the last step.
fn split(path: &LitStr) -> syn::Result<(Vec<String>, Step)> {
    let text = path.value();
    let mut steps: Vec<&str> = text.split('/').collect();
    let last = steps.pop().unwrap_or_default();
    if steps.iter().chain([&last]).any(|step| step.is_empty()) {
        return Err(syn::Error::new(path.span(), "a path has no empty steps"));
    }
    let step = match last.strip_prefix('@') {
        Some(attribute) => Step::Attribute(attribute.to_owned()),
        None if last == "." => Step::Text,
        None => Step::Child(last.to_owned()),
    };
    Ok((steps.into_iter().map(str::to_owned).collect(), step))
}
