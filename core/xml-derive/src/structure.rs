//! Structs: elements and groups whose content is the same for all.

use crate::declaration::{Declaration, docs};
use crate::field::Field;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;
use syn::{Ident, ItemStruct, LitStr};

/// The struct with its implementations.
pub fn expand(declaration: &Declaration, mut item: ItemStruct, is_element: bool) -> syn::Result<TokenStream> {
    let name = item.ident.clone();
    let fields = item.fields.iter_mut().map(Field::new).collect::<syn::Result<Vec<_>>>()?;
    if is_element && declaration.tag.is_none() {
        return Err(syn::Error::new(name.span(), "an element has a name: #[element(\"name\")]"));
    }

    let object = object(&name, &fields, declaration.open);
    let clone = clone(&name, &fields);
    let serde = serde(&name);
    let docs = docs(&item.attrs);
    let rust_name = name.to_string();
    let schemas = fields.iter().map(Field::schema);
    let kind = quote!(::ferrovirt_xml::schema::Kind::Struct(|| &<#name as ::ferrovirt_xml::model::Described>::SCHEMA));
    let form = if is_element { quote!(Element) } else { quote!(Group) };
    let blank = quote!(<#name as ::std::default::Default>::default());
    let part = part(&name, declaration.tag.as_ref(), &form, &kind, &blank, &quote!(Object));
    let builders = fields.iter().map(Field::builder);
    let builders = (!fields.is_empty()).then(|| quote!(impl #name { #(#builders)* }));

    Ok(quote! {
        #[derive(Debug)]
        #item
        #clone
        #object
        #serde
        #part
        #builders
        impl ::ferrovirt_xml::model::Described for #name {
            const SCHEMA: ::ferrovirt_xml::schema::StructSchema = ::ferrovirt_xml::schema::StructSchema {
                name: #rust_name,
                fields: &[#(#schemas),*],
                doc: #docs,
            };
        }
    })
}

fn object(name: &Ident, fields: &[Field], is_open: bool) -> TokenStream {
    let rust_name = name.to_string();
    let specs = fields.iter().map(Field::spec);
    let prefixes: BTreeSet<String> = fields.iter().filter_map(Field::prefix).collect();
    let open = is_open.then(|| quote!(.open()));
    let idents: Vec<_> = fields.iter().map(Field::ident).collect();
    let numbers: Vec<_> = (0..fields.len()).collect();
    let conditions: Vec<_> = fields
        .iter()
        .enumerate()
        .filter_map(|(number, field)| field.own_condition().map(|condition| quote!(#number => #condition,)))
        .collect();
    let is_shown = (!conditions.is_empty()).then(|| {
        quote! {
            fn is_shown(&self, index: usize, format: &::ferrovirt_xml::Format) -> bool {
                match index { #(#conditions)* _ => true }
            }
        }
    });
    quote! {
        impl ::ferrovirt_xml::model::Object for #name {
            fn table(&self) -> &'static ::ferrovirt_xml::model::Table {
                const FIELDS: &[::ferrovirt_xml::model::Spec] = &[#(#specs),*];
                const TABLE: &::ferrovirt_xml::model::Table =
                    &::ferrovirt_xml::model::Table::new(#rust_name, FIELDS, &[#(#prefixes),*])#open;
                TABLE
            }
            fn present(&self) -> ::ferrovirt_xml::model::Fields {
                ::ferrovirt_xml::model::Fields::NONE
                    #(.with(#numbers, !::ferrovirt_xml::model::Field::is_empty(&self.#idents)))*
            }
            fn field(&self, index: usize) -> ::std::option::Option<&dyn ::ferrovirt_xml::model::Field> {
                ::std::option::Option::Some(match index {
                    #(#numbers => &self.#idents,)*
                    _ => return ::std::option::Option::None,
                })
            }
            fn field_mut(&mut self, index: usize) -> ::std::option::Option<&mut dyn ::ferrovirt_xml::model::Field> {
                ::std::option::Option::Some(match index {
                    #(#numbers => &mut self.#idents,)*
                    _ => return ::std::option::Option::None,
                })
            }
            #is_shown
        }
    }
}

/// What the standard derives would write, except that other crates call it rather than compile it themselves.
fn clone(name: &Ident, fields: &[Field]) -> TokenStream {
    let idents: Vec<_> = fields.iter().map(Field::ident).collect();
    quote! {
        impl ::std::clone::Clone for #name {
            fn clone(&self) -> Self {
                #name { #(#idents: ::std::clone::Clone::clone(&self.#idents)),* }
            }
        }
        impl ::std::default::Default for #name {
            fn default() -> Self {
                #name { #(#idents: ::std::default::Default::default()),* }
            }
        }
        impl ::std::cmp::PartialEq for #name {
            fn eq(&self, other: &Self) -> bool {
                let _ = other;
                true #(&& self.#idents == other.#idents)*
            }
        }
    }
}

/// How serde's formats hold a struct or a union.
pub fn serde(name: &Ident) -> TokenStream {
    quote! {
        impl ::ferrovirt_xml::serde::Serialize for #name {
            fn serialize<S: ::ferrovirt_xml::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::ferrovirt_xml::serde::Serialize::serialize(&::ferrovirt_xml::model::Part::view(self), serializer)
            }
        }
        impl<'de> ::ferrovirt_xml::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::ferrovirt_xml::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::ferrovirt_xml::json::deserialize(deserializer)
            }
        }
    }
}

/// What makes a struct or a union a field; `blank` is one with nothing in it, `shape` the name of what it is.
pub fn part(
    name: &Ident,
    tag: Option<&LitStr>,
    form: &TokenStream,
    kind: &TokenStream,
    blank: &TokenStream,
    shape: &TokenStream,
) -> TokenStream {
    let element = tag.map(|tag| {
        quote! {
            impl ::ferrovirt_xml::model::Element for #name {
                const NAME: &'static str = #tag;
            }
        }
    });
    let tag =
        tag.map(|tag| quote!(const TAG: ::std::option::Option<&'static str> = ::std::option::Option::Some(#tag);));
    quote! {
        #element
        impl ::ferrovirt_xml::model::Part for #name {
            #tag
            const FORM: ::ferrovirt_xml::model::Form = ::ferrovirt_xml::model::Form::#form;
            const KIND: ::ferrovirt_xml::schema::Kind = #kind;
            fn make(
                _: ::ferrovirt_xml::model::Input<'_>,
            ) -> ::std::result::Result<Self, ::ferrovirt_xml::scalar::InvalidScalar> {
                ::std::result::Result::Ok(#blank)
            }
            fn view(&self) -> ::ferrovirt_xml::model::View<'_> {
                ::ferrovirt_xml::model::View::#shape(self)
            }
            fn slot(&mut self) -> ::ferrovirt_xml::model::Slot<'_> {
                ::ferrovirt_xml::model::Slot::#shape(self)
            }
        }
    }
}
