//! One field of a struct: how it is read, written, converted and described.

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

    /// The name of the attribute that the field is.
    fn attribute_name(&self) -> String {
        match &self.step {
            Step::Attribute(name) => name.clone(),
            _ => self.name(),
        }
    }

    /// The prefix of a known foreign namespace in which the field's child is, if it is in one.
    pub fn prefix(&self) -> Option<String> {
        let first = self.wrappers.first().or(match &self.step {
            Step::Child(name) => Some(name),
            _ => None,
        })?;
        first.split_once(':').map(|(prefix, _)| prefix.to_owned())
    }

    /// Whether the field's children follow those of all other fields.
    pub fn is_last(&self) -> bool {
        self.placement.last
    }

    /// Whether a value is there to be written.
    pub fn is_present(&self) -> TokenStream {
        let ident = &self.ident;
        match self.count {
            Count::One => quote!(true),
            Count::Optional => quote!(self.#ident.is_some()),
            Count::Many => quote!(!self.#ident.is_empty()),
            Count::Flag => quote!(self.#ident),
        }
    }

    /// `field: expression` for reading from `node`.
    pub fn read(&self) -> TokenStream {
        let ident = &self.ident;
        let name = self.name();
        let inner = &self.inner;
        let wrappers = &self.wrappers;
        let read = match (&self.step, self.count) {
            (Step::Natural | Step::Attribute(_), _) if self.placement.hex.is_some() => {
                let name = self.attribute_name();
                let max = match &self.placement.max {
                    Some(max) => quote!(::std::option::Option::Some(#max)),
                    None => quote!(::std::option::Option::None),
                };
                quote!(::ferrovirt_xml::scalar::read_hex::<#inner>(node, #name, #max)?)
            }
            (Step::Natural, Count::Flag) => quote!(node.child(#name).is_some()),
            (Step::Child(child), Count::Flag) => quote!(node.child(#child).is_some()),
            (Step::Natural, Count::Many) => quote!(<#inner as ::ferrovirt_xml::model::Part>::read_all(node)?),
            (Step::Natural, _) => quote!(<#inner as ::ferrovirt_xml::model::Part>::read(node, #name)?),
            (Step::Attribute(attribute), _) => {
                quote!(::ferrovirt_xml::model::read_attribute::<#inner>(node, #attribute)?)
            }
            (Step::Child(child), Count::Many) => {
                quote!(<#inner as ::ferrovirt_xml::model::Child>::read_children(node, #child)?)
            }
            (Step::Child(child), _) => quote!(<#inner as ::ferrovirt_xml::model::Child>::read_child(node, #child)?),
            (Step::Text, _) => quote!(::ferrovirt_xml::model::read_text::<#inner>(node)?),
            (Step::Flatten, _) => {
                quote!(::std::option::Option::Some(<#inner as ::ferrovirt_xml::model::Content>::read_content(node)?))
            }
        };
        let read = if wrappers.is_empty() {
            read
        } else {
            let absent = match self.count {
                Count::Flag => quote!(false),
                Count::Many => quote!(::std::vec::Vec::new()),
                Count::One | Count::Optional => quote!(::std::option::Option::None),
            };
            quote!(match node.descend(&[#(#wrappers),*]) { Some(node) => #read, None => #absent })
        };
        let view = quote!(node.view());
        let read = match (self.placement.condition(&quote!(value), &view), self.count) {
            (None, _) => read,
            (Some(condition), Count::Flag) => quote!({ let value = &true; let _ = value; #read && #condition }),
            (Some(condition), Count::Many) => quote!({
                let mut values = #read;
                values.retain(|value| { let _ = value; #condition });
                values
            }),
            (Some(condition), _) => quote!(#read.filter(|value| { let _ = value; #condition })),
        };
        let read = match self.count {
            Count::One if self.placement.default => quote!(#read.unwrap_or_default()),
            Count::One if matches!(self.step, Step::Natural) => quote!(match #read {
                Some(value) => value,
                None => <#inner as ::ferrovirt_xml::model::Part>::read_absent(node, #name)?,
            }),
            Count::One => {
                let (attribute, child) = match &self.step {
                    Step::Attribute(attribute) => (attribute.as_str(), ""),
                    Step::Child(child) => ("", child.as_str()),
                    Step::Natural | Step::Text | Step::Flatten => ("", ""),
                };
                quote!(match #read {
                    Some(value) => value,
                    None => return Err(::ferrovirt_xml::model::missing::<#inner>(node, #attribute, #child)),
                })
            }
            _ => read,
        };
        quote!(#ident: #read)
    }

    /// The statement that writes the field's attributes, if it can have any.
    pub fn write_attributes(&self) -> Option<TokenStream> {
        let inner = &self.inner;
        let name = self.name();
        if !self.wrappers.is_empty() || self.count == Count::Flag {
            return None;
        }
        let write = match &self.step {
            Step::Natural | Step::Attribute(_) if self.placement.hex.is_some() => {
                let name = self.attribute_name();
                let digits = &self.placement.hex;
                quote!(::ferrovirt_xml::scalar::write_hex(writer, #name, *value, #digits);)
            }
            Step::Natural => {
                quote!(<#inner as ::ferrovirt_xml::model::Part>::write_attributes(value, writer, #name);)
            }
            Step::Attribute(attribute) => quote!(writer.attribute(#attribute, value);),
            Step::Flatten => quote!(::ferrovirt_xml::model::Content::write_attributes(value, writer);),
            Step::Child(_) | Step::Text => return None,
        };
        Some(self.for_each(write))
    }

    /// The statement that writes the field's child elements or text, if it can have any.
    pub fn write_children(&self) -> Option<TokenStream> {
        let inner = &self.inner;
        let name = self.name();
        let wrappers = &self.wrappers;
        let backwards = wrappers.iter().rev();
        let write = match (&self.step, self.count) {
            (Step::Natural, Count::Flag) => quote!(writer.empty(#name);),
            (Step::Child(child), Count::Flag) => quote!(writer.empty(#child);),
            (Step::Natural, _) => quote!(<#inner as ::ferrovirt_xml::model::Part>::write_children(value, writer);),
            (Step::Child(child), _) => {
                quote!(<#inner as ::ferrovirt_xml::model::Child>::write_child(value, writer, #child);)
            }
            (Step::Text, _) => quote!(writer.text(value);),
            (Step::Flatten, _) => quote!(::ferrovirt_xml::model::Content::write_children(value, writer);),
            (Step::Attribute(_), _) if wrappers.is_empty() => return None,
            (Step::Attribute(attribute), _) => quote!(writer.attribute(#attribute, value);),
        };
        if wrappers.is_empty() {
            return Some(self.for_each(write));
        }
        let present = self.is_present();
        // The wrapper is written once around all values; without a shown value there is no wrapper.
        Some(match self.count {
            Count::Many => {
                let each = self.for_each(write);
                quote!(if #present { #(writer.start(#wrappers);)* #each #(writer.end(#backwards);)* })
            }
            _ => self.for_each(quote!(#(writer.start(#wrappers);)* #write #(writer.end(#backwards);)*)),
        })
    }

    /// Runs `write` with `value` bound to each value of the field that belongs to the view.
    fn for_each(&self, write: TokenStream) -> TokenStream {
        let ident = &self.ident;
        let view = quote!(writer.format());
        let write = match self.placement.condition(&quote!(value), &view) {
            None => write,
            Some(condition) => quote!(if #condition { #write }),
        };
        match self.count {
            Count::One => quote!({ let value = &self.#ident; #write }),
            Count::Flag => quote!(if self.#ident { let value = &self.#ident; let _ = value; #write }),
            Count::Optional => quote!(if let ::std::option::Option::Some(value) = &self.#ident { #write }),
            Count::Many => quote!(for value in &self.#ident { #write }),
        }
    }

    /// The statement that adds the field to a serde map.
    pub fn serialize(&self) -> TokenStream {
        let ident = &self.ident;
        let name = self.name();
        let present = self.is_present();
        quote!(if #present { ::ferrovirt_xml::serde::ser::SerializeMap::serialize_entry(&mut map, #name, &self.#ident)?; })
    }

    /// The match arm that takes the field from a serde map.
    pub fn deserialize(&self) -> TokenStream {
        let ident = &self.ident;
        let name = self.name();
        quote!(#name => self.#ident = map.next_value()?,)
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

/// A field-like payload of a variant: reading and writing it as the child `name`.
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

    /// The expression that reads it from the child `name` of `node`.
    pub fn read_child(&self, name: &LitStr) -> TokenStream {
        let inner = &self.inner;
        let child = quote!(<#inner as ::ferrovirt_xml::model::Child>);
        match self.count {
            Count::Many => quote!(#child::read_children(node, #name)?),
            Count::Optional => quote!(#child::read_child(node, #name)?),
            Count::One | Count::Flag => quote!(#child::read_child(node, #name)?.unwrap_or_default()),
        }
    }

    /// The statement that writes `payload` as the child `name`.
    pub fn write_child(&self, name: &LitStr) -> TokenStream {
        let inner = &self.inner;
        let write = quote!(<#inner as ::ferrovirt_xml::model::Child>::write_child(payload, writer, #name););
        match self.count {
            Count::One | Count::Flag => write,
            Count::Many | Count::Optional => quote!(for payload in payload.iter() { #write }),
        }
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
