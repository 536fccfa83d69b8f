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
    match (&declaration.by, declaration.choice) {
        (Some(_), false) => {}
        (None, true) if !is_element => {}
        _ => return Err(syn::Error::new(name.span(), "a union is `by = \"attribute\"` or a group of `choice`")),
    }
    let Some(first) = variants.first() else {
        return Err(syn::Error::new(name.span(), "a union has variants"));
    };
    let union = union(declaration, &name, &variants);
    let clone = clone(&name, &variants);
    let serde = structure::serde(&name);
    let conversions = conversions(&name, &variants);
    let schema = schema(declaration, &name, &variants, &docs(&item.attrs));
    let kind =
        quote!(::ferrovirt_xml::schema::Kind::Union(|| &<#name as ::ferrovirt_xml::model::DescribedUnion>::SCHEMA));
    let form = if is_element { quote!(Element) } else { quote!(Union(|| #name::UNION)) };
    let tag = declaration.tag.as_ref();
    let part = structure::part(&name, tag, &form, &kind, &blank(&name, first), &quote!(Union));
    let choice = declaration.choice.then(|| {
        quote! {
            impl ::ferrovirt_xml::model::Choice for #name {
                const CHOICE: &'static ::ferrovirt_xml::model::UnionTable = #name::UNION;
            }
        }
    });
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
        #[derive(Debug)]
        #item
        #clone
        #default_impl
        #union
        #choice
        #serde
        #schema
        #part
        #conversions
    })
}

/// What the standard derives would write, except that other crates call it rather than compile it themselves.
fn clone(name: &Ident, variants: &[Variant]) -> TokenStream {
    let clones = variants.iter().map(|Variant { ident, payload, .. }| match payload {
        Some(_) => quote!(#name::#ident(payload) => #name::#ident(::std::clone::Clone::clone(payload)),),
        None => quote!(#name::#ident => #name::#ident,),
    });
    let equals = variants.iter().map(|Variant { ident, payload, .. }| match payload {
        Some(_) => quote!((#name::#ident(payload), #name::#ident(other)) => payload == other,),
        None => quote!((#name::#ident, #name::#ident) => true,),
    });
    quote! {
        impl ::std::clone::Clone for #name {
            fn clone(&self) -> Self {
                match self { #(#clones)* }
            }
        }
        impl ::std::cmp::PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                #[allow(unreachable_patterns)]
                match (self, other) { #(#equals)* _ => false }
            }
        }
    }
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

/// Access to the variants, and their table.
fn union(declaration: &Declaration, name: &Ident, variants: &[Variant]) -> TokenStream {
    let rust_name = name.to_string();
    let selector = match (&declaration.by, &declaration.child) {
        (Some(by), Some(child)) => quote!(AttributeOfChild(#by, #child)),
        (Some(by), None) => quote!(Attribute(#by)),
        (None, _) => quote!(ChildName),
    };
    let specs = variants.iter().map(|variant| {
        let Variant { word, is_default, is_unset, is_any, .. } = variant;
        let payload = match &variant.payload {
            Some(payload) => {
                let spec = payload.spec();
                quote!(::std::option::Option::Some(#spec))
            }
            None => quote!(::std::option::Option::None),
        };
        quote!(::ferrovirt_xml::model::VariantSpec {
            word: #word,
            payload: #payload,
            is_default: #is_default,
            is_unset: #is_unset,
            is_any: #is_any,
        })
    });
    let numbers = variants.iter().enumerate().map(|(number, variant)| {
        let ident = &variant.ident;
        match variant.payload {
            Some(_) => quote!(#name::#ident(_) => #number,),
            None => quote!(#name::#ident => #number,),
        }
    });
    let with_payload: Vec<_> =
        variants.iter().filter(|variant| variant.payload.is_some()).map(|variant| &variant.ident).collect();
    let payload = match with_payload.as_slice() {
        [] => quote!(::std::option::Option::None),
        some => quote! {
            #[allow(unreachable_patterns)]
            ::std::option::Option::Some(match self {
                #(#name::#some(payload) => payload,)*
                _ => return ::std::option::Option::None,
            })
        },
    };
    let last = variants.len().saturating_sub(1);
    let selects = variants.iter().enumerate().map(|(number, variant)| {
        let blank = blank(name, variant);
        // There is no number beyond the last.
        if number == last { quote!(_ => #blank,) } else { quote!(#number => #blank,) }
    });
    quote! {
        impl #name {
            const UNION: &'static ::ferrovirt_xml::model::UnionTable = &::ferrovirt_xml::model::UnionTable {
                name: #rust_name,
                selector: ::ferrovirt_xml::model::Selector::#selector,
                variants: &[#(#specs),*],
            };
        }
        impl ::ferrovirt_xml::model::Union for #name {
            fn table(&self) -> &'static ::ferrovirt_xml::model::UnionTable {
                #name::UNION
            }
            fn variant(&self) -> usize {
                match self { #(#numbers)* }
            }
            fn payload(&self) -> ::std::option::Option<&dyn ::ferrovirt_xml::model::Field> {
                #payload
            }
            fn select(&mut self, variant: usize) -> ::std::option::Option<&mut dyn ::ferrovirt_xml::model::Field> {
                *self = match variant { #(#selects)* };
                #payload
            }
        }
    }
}

/// A variant with nothing in it.
fn blank(name: &Ident, variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    match variant.payload {
        Some(_) => quote!(#name::#ident(::std::default::Default::default())),
        None => quote!(#name::#ident),
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
