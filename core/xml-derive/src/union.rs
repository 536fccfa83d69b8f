//! Enums: content whose shape an attribute or a child's name picks.

use crate::declaration::{Declaration, Placement, docs, text};
use crate::field::{Count, Payload};
use crate::structure;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, GenericArgument, Ident, ItemEnum, LitStr, PathArguments, Type, Variant as SynVariant};

struct Variant {
    ident: Ident,
    word: LitStr,
    docs: LitStr,
    since: LitStr,
    drivers: LitStr,
    payload: Option<Payload>,
    is_default: bool,
    is_unset: bool,
    is_any: bool,
}

impl Variant {
    fn new(variant: &mut SynVariant) -> syn::Result<Variant> {
        let placement = Placement::take(&mut variant.attrs)?;
        let payload = match &variant.fields {
            Fields::Unit => None,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some(Payload::new(&fields.unnamed[0].ty)),
            other => return Err(syn::Error::new_spanned(other, "a variant has no payload or one unnamed one")),
        };
        let (since, drivers) = (text(placement.since.as_ref()), text(placement.drivers.as_ref()));
        let word = placement.path.unwrap_or_else(|| LitStr::new(&kebab(&variant.ident), variant.ident.span()));
        Ok(Variant {
            ident: variant.ident.clone(),
            word,
            docs: docs(&variant.attrs),
            since,
            drivers,
            payload,
            is_default: variant.attrs.iter().any(|attribute| attribute.path().is_ident("default")),
            is_unset: placement.unset,
            is_any: placement.any,
        })
    }
}

/// The enum with its implementations.
pub fn expand(declaration: &Declaration, mut item: ItemEnum, is_element: bool) -> syn::Result<TokenStream> {
    let name = item.ident.clone();
    let variants = item.variants.iter_mut().map(Variant::new).collect::<syn::Result<Vec<_>>>()?;
    if is_element && declaration.tag.is_none() {
        return Err(syn::Error::new(name.span(), "an element has a name: #[element(\"name\", by = \"attribute\")]"));
    }
    let content = match (&declaration.by, declaration.choice) {
        (Some(by), false) => by_attribute(&name, &variants, by, declaration.child.as_ref()),
        (None, true) if !is_element => choice(&name, &variants),
        _ => return Err(syn::Error::new(name.span(), "a union is `by = \"attribute\"` or a group of `choice`")),
    };
    let serde = serde(&name, &variants);
    let conversions = conversions(&name, &variants);
    let schema = schema(declaration, &name, &variants, &docs(&item.attrs));
    let kind =
        quote!(::ferrovirt_xml::schema::Kind::Union(|| &<#name as ::ferrovirt_xml::model::DescribedUnion>::SCHEMA));
    let part = match (&declaration.by, is_element) {
        (_, true) => structure::part(&name, declaration.tag.as_ref(), &kind),
        (Some(by), false) => group_by_attribute(&name, &variants, by, &kind),
        (None, false) => group_of_choice(&name, &kind),
    };
    // Clippy's advice on uneven variants is left to the elements: they box what is large.
    // Docs of an attribute default are std's own.
    let default = variants.iter().any(|variant| variant.is_default);
    let default_impl = match variants.iter().find(|variant| variant.is_default) {
        Some(Variant { ident, payload: Some(_), .. }) => quote! {
            impl ::std::default::Default for #name {
                fn default() -> Self { #name::#ident(::std::default::Default::default()) }
            }
        },
        Some(Variant { ident, .. }) => quote! {
            impl ::std::default::Default for #name {
                fn default() -> Self { #name::#ident }
            }
        },
        None => TokenStream::new(),
    };
    if default {
        for variant in &mut item.variants {
            variant.attrs.retain(|attribute| !attribute.path().is_ident("default"));
        }
    }
    Ok(quote! {
        #[derive(Clone, Debug, PartialEq)]
        #item
        #default_impl
        #content
        #serde
        #schema
        #part
        #conversions
    })
}

/// A payload that only one variant has becomes that variant by itself.
fn conversions(name: &Ident, variants: &[Variant]) -> TokenStream {
    let inner = |variant: &Variant| variant.payload.as_ref().map(|payload| unboxed(&payload.inner));
    let shown = |variant: &Variant| inner(variant).map(|inner| quote!(#inner).to_string());
    let mut text = TokenStream::new();
    for variant in variants {
        let (Some(payload), Some(inner)) = (&variant.payload, inner(variant)) else { continue };
        let is_own = variants.iter().filter(|other| shown(other) == shown(variant)).count() == 1;
        if !is_own || payload.count == Count::Many || is_foreign(&inner) {
            continue;
        }
        let ident = &variant.ident;
        let value = match payload.count {
            Count::Optional => quote!(::std::option::Option::Some(payload.into())),
            _ => quote!(payload.into()),
        };
        text.extend(quote! {
            impl ::std::convert::From<#inner> for #name {
                fn from(payload: #inner) -> Self { #name::#ident(#value) }
            }
        });
    }
    text
}

/// `T` of `Box<T>`.
fn unboxed(ty: &Type) -> Type {
    if let Type::Path(path) = ty
        && let Some(segment) = path.path.segments.last()
        && segment.ident == "Box"
        && let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return inner.clone();
    }
    ty.clone()
}

/// Whether a type says too little about which variant is meant.
fn is_foreign(ty: &Type) -> bool {
    const FOREIGN: &[&str] =
        &["String", "bool", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "Uuid", "RawElement"];
    let Type::Path(path) = ty else { return true };
    path.path.segments.last().is_none_or(|segment| FOREIGN.iter().any(|foreign| segment.ident == foreign))
}

fn by_attribute(name: &Ident, variants: &[Variant], by: &LitStr, child: Option<&LitStr>) -> TokenStream {
    let build = |variant: &Variant| {
        let ident = &variant.ident;
        match (&variant.payload, child) {
            (None, _) => quote!(#name::#ident),
            (Some(payload), Some(child)) => {
                let read = payload.read_child(child);
                quote!(#name::#ident(#read))
            }
            (Some(_), None) => quote!(#name::#ident(::ferrovirt_xml::model::Content::read_content(node)?)),
        }
    };
    let arms = variants.iter().filter(|variant| !variant.is_unset && !variant.is_any).map(|variant| {
        let word = &variant.word;
        let build = build(variant);
        quote!(::std::option::Option::Some(#word) => #build,)
    });
    let other = match variants.iter().find(|variant| variant.is_any) {
        Some(variant) => build(variant),
        None => quote!(return Err(node.invalid_attribute(#by, ""))),
    };
    let absent = match variants.iter().find(|variant| variant.is_unset || variant.is_default) {
        Some(variant) => build(variant),
        None => quote!(return Err(node.missing_attribute(#by))),
    };
    let words = variants.iter().map(|variant| {
        let (ident, word) = (&variant.ident, &variant.word);
        let pattern = if variant.payload.is_some() { quote!(#name::#ident(_)) } else { quote!(#name::#ident) };
        if variant.is_unset || variant.is_any {
            quote!(#pattern => {})
        } else {
            quote!(#pattern => writer.attribute_str(#by, #word),)
        }
    });
    let more_attributes = variants.iter().filter(|_| child.is_none()).filter_map(|variant| {
        let ident = &variant.ident;
        variant.payload.as_ref()?;
        Some(quote!(#name::#ident(payload) => ::ferrovirt_xml::model::Content::write_attributes(payload, writer),))
    });
    let children = variants.iter().filter_map(|variant| {
        let ident = &variant.ident;
        let payload = variant.payload.as_ref()?;
        let write = match child {
            Some(child) => payload.write_child(child),
            None => quote!(::ferrovirt_xml::model::Content::write_children(payload, writer)),
        };
        Some(quote!(#name::#ident(payload) => { #write }))
    });
    quote! {
        impl ::ferrovirt_xml::model::Content for #name {
            fn read_content(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<Self> {
                Ok(match node.attribute(#by) {
                    #(#arms)*
                    ::std::option::Option::Some(_) => #other,
                    ::std::option::Option::None => #absent,
                })
            }
            fn write_attributes(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                match self { #(#words)* }
                #[allow(unreachable_patterns)]
                match self { #(#more_attributes)* _ => {} }
            }
            fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                let _ = &writer;
                #[allow(unreachable_patterns)]
                match self { #(#children)* _ => {} }
            }
        }
    }
}

fn choice(name: &Ident, variants: &[Variant]) -> TokenStream {
    let words: Vec<_> = variants.iter().map(|variant| &variant.word).collect();
    let arms = variants.iter().map(|variant| {
        let (ident, word) = (&variant.ident, &variant.word);
        match variant.payload {
            Some(_) => quote!(#word => #name::#ident(::ferrovirt_xml::model::Child::read_one(node)?),),
            None => quote!(#word => #name::#ident,),
        }
    });
    let writes = variants.iter().map(|variant| {
        let (ident, word) = (&variant.ident, &variant.word);
        match variant.payload {
            Some(_) => {
                quote!(#name::#ident(payload) => ::ferrovirt_xml::model::Child::write_child(payload, writer, #word),)
            }
            None => quote!(#name::#ident => writer.empty(#word),),
        }
    });
    quote! {
        impl ::ferrovirt_xml::model::Choice for #name {
            const NAMES: &'static [&'static str] = &[#(#words),*];
            fn read_named(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<::std::option::Option<Self>> {
                Ok(::std::option::Option::Some(match node.name() {
                    #(#arms)*
                    _ => return Ok(::std::option::Option::None),
                }))
            }
            fn write_named(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                match self { #(#writes)* }
            }
        }
        impl ::ferrovirt_xml::model::Content for #name {
            fn read_content(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<Self> {
                ::ferrovirt_xml::model::read_choice(node)?
                    .ok_or_else(|| node.missing_child(<#name as ::ferrovirt_xml::model::Choice>::NAMES))
            }
            fn write_attributes(&self, _: &mut ::ferrovirt_xml::Writer<'_>) {}
            fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                ::ferrovirt_xml::model::Choice::write_named(self, writer);
            }
        }
    }
}

fn group_by_attribute(name: &Ident, variants: &[Variant], by: &LitStr, kind: &TokenStream) -> TokenStream {
    let is_unset = variants.iter().any(|variant| variant.is_unset);
    let is_default = variants.iter().any(|variant| variant.is_default);
    let absent =
        (!is_unset).then(|| quote!(if node.attribute(#by).is_none() { return Ok(::std::option::Option::None); }));
    let read_absent = is_default.then(|| {
        quote! {
            fn read_absent(node: ::ferrovirt_xml::tree::Node<'_>, _: &'static str) -> ::ferrovirt_xml::Result<Self> {
                <#name as ::ferrovirt_xml::model::Content>::read_content(node)
            }
        }
    });
    quote! {
        impl ::ferrovirt_xml::model::Part for #name {
            const TAG: ::std::option::Option<&'static str> = ::std::option::Option::None;
            const PLACE: ::ferrovirt_xml::schema::Place = ::ferrovirt_xml::schema::Place::Group;
            const KIND: ::ferrovirt_xml::schema::Kind = #kind;
            fn read(node: ::ferrovirt_xml::tree::Node<'_>, _: &'static str) -> ::ferrovirt_xml::Result<::std::option::Option<Self>> {
                #absent
                <#name as ::ferrovirt_xml::model::Content>::read_content(node).map(::std::option::Option::Some)
            }
            #read_absent
            fn write_attributes(&self, writer: &mut ::ferrovirt_xml::Writer<'_>, _: &'static str) {
                <#name as ::ferrovirt_xml::model::Content>::write_attributes(self, writer);
            }
            fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                <#name as ::ferrovirt_xml::model::Content>::write_children(self, writer);
            }
        }
    }
}

fn group_of_choice(name: &Ident, kind: &TokenStream) -> TokenStream {
    quote! {
        impl ::ferrovirt_xml::model::Part for #name {
            const TAG: ::std::option::Option<&'static str> = ::std::option::Option::None;
            const PLACE: ::ferrovirt_xml::schema::Place = ::ferrovirt_xml::schema::Place::Group;
            const KIND: ::ferrovirt_xml::schema::Kind = #kind;
            fn read(node: ::ferrovirt_xml::tree::Node<'_>, _: &'static str) -> ::ferrovirt_xml::Result<::std::option::Option<Self>> {
                ::ferrovirt_xml::model::read_choice(node)
            }
            fn read_all(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<::std::vec::Vec<Self>> {
                ::ferrovirt_xml::model::read_choices(node)
            }
            fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                ::ferrovirt_xml::model::Choice::write_named(self, writer);
            }
        }
    }
}

fn serde(name: &Ident, variants: &[Variant]) -> TokenStream {
    let rust_name = name.to_string();
    let writes = variants.iter().map(|variant| {
        let (ident, word) = (&variant.ident, &variant.word);
        let entry = quote!(::ferrovirt_xml::serde::ser::SerializeMap::serialize_entry);
        match variant.payload {
            Some(_) => quote!(#name::#ident(payload) => #entry(&mut map, #word, payload)?,),
            None => quote!(#name::#ident => #entry(&mut map, #word, &())?,),
        }
    });
    let arms = variants.iter().map(|variant| {
        let (ident, word) = (&variant.ident, &variant.word);
        match variant.payload {
            Some(_) => quote!(#word => #name::#ident(map.next_value()?),),
            None => quote!(#word => { let () = map.next_value()?; #name::#ident }),
        }
    });
    let words = variants.iter().map(|variant| &variant.word);
    quote! {
        impl ::ferrovirt_xml::serde::Serialize for #name {
            fn serialize<S: ::ferrovirt_xml::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(::std::option::Option::Some(1))?;
                match self { #(#writes)* }
                ::ferrovirt_xml::serde::ser::SerializeMap::end(map)
            }
        }
        impl ::ferrovirt_xml::json::Union for #name {
            const NAME: &'static str = #rust_name;
            const WORDS: &'static [&'static str] = &[#(#words),*];
            fn from_entry<'de, A: ::ferrovirt_xml::serde::de::MapAccess<'de>>(
                key: &str,
                map: &mut A,
            ) -> ::std::result::Result<::std::option::Option<Self>, A::Error> {
                Ok(::std::option::Option::Some(match key {
                    #(#arms)*
                    _ => return Ok(::std::option::Option::None),
                }))
            }
        }
        impl<'de> ::ferrovirt_xml::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::ferrovirt_xml::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::ferrovirt_xml::json::deserialize_union(deserializer)
            }
        }
    }
}

fn schema(declaration: &Declaration, name: &Ident, variants: &[Variant], docs: &LitStr) -> TokenStream {
    let rust_name = name.to_string();
    let selector = match (&declaration.by, &declaration.child) {
        (Some(by), Some(child)) => {
            quote!(::ferrovirt_xml::schema::Selector::AttributeOfChild { attribute: #by, child: #child })
        }
        (Some(by), None) => quote!(::ferrovirt_xml::schema::Selector::Attribute(#by)),
        (None, _) => quote!(::ferrovirt_xml::schema::Selector::ChildName),
    };
    let entries = variants.iter().map(|variant| {
        let (word, docs, is_default, is_unset) = (&variant.word, &variant.docs, variant.is_default, variant.is_unset);
        let (since, drivers) = (&variant.since, &variant.drivers);
        let ident = variant.ident.to_string();
        let payload = match &variant.payload {
            Some(payload) => {
                let (inner, count) = (&payload.inner, payload.schema_count());
                quote!(::std::option::Option::Some((
                    ::ferrovirt_xml::schema::Count::#count,
                    <#inner as ::ferrovirt_xml::model::Part>::KIND,
                )))
            }
            None => quote!(::std::option::Option::None),
        };
        quote!(::ferrovirt_xml::schema::VariantSchema {
            name: #ident,
            word: #word,
            payload: #payload,
            is_default: #is_default,
            is_unset: #is_unset,
            since: #since,
            drivers: #drivers,
            doc: #docs,
        })
    });
    quote! {
        impl ::ferrovirt_xml::model::DescribedUnion for #name {
            const SCHEMA: ::ferrovirt_xml::schema::UnionSchema = ::ferrovirt_xml::schema::UnionSchema {
                name: #rust_name,
                selector: #selector,
                variants: &[#(#entries),*],
                doc: #docs,
            };
        }
    }
}

/// `VirtioSerial` as `virtio-serial`.
fn kebab(ident: &Ident) -> String {
    let mut text = String::new();
    for (index, character) in ident.to_string().chars().enumerate() {
        if character.is_ascii_uppercase() && index > 0 {
            text.push('-');
        }
        text.push(character.to_ascii_lowercase());
    }
    text
}
