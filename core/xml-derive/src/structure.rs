//! Structs: elements and groups whose content is the same for all.

use crate::declaration::{Declaration, docs};
use crate::field::Field;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use syn::{Ident, ItemStruct, LitStr};

/// The struct with its implementations.
pub fn expand(declaration: &Declaration, mut item: ItemStruct, is_element: bool) -> syn::Result<TokenStream> {
    let name = item.ident.clone();
    let fields = item.fields.iter_mut().map(Field::new).collect::<syn::Result<Vec<_>>>()?;
    if is_element && declaration.tag.is_none() {
        return Err(syn::Error::new(name.span(), "an element has a name: #[element(\"name\")]"));
    }

    let content = content(&name, &fields, declaration.open);
    let serde = serde(&name, &fields);
    let docs = docs(&item.attrs);
    let rust_name = name.to_string();
    let schemas = fields.iter().map(Field::schema);
    let kind = quote!(::ferrovirt_xml::schema::Kind::Struct(|| &<#name as ::ferrovirt_xml::model::Described>::SCHEMA));
    let part = part(&name, declaration.tag.as_ref(), &kind);
    let builders = fields.iter().map(Field::builder);
    let builders = (!fields.is_empty()).then(|| quote!(impl #name { #(#builders)* }));

    Ok(quote! {
        #[derive(Clone, Debug, Default, PartialEq)]
        #item
        #content
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

fn content(name: &Ident, fields: &[Field], is_open: bool) -> TokenStream {
    let open = is_open.then(|| quote!(writer.open();));
    let reads = fields.iter().map(Field::read);
    let attributes = fields.iter().filter_map(Field::write_attributes);
    let (last, others): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.is_last());
    let children = others.into_iter().chain(last).filter_map(Field::write_children);
    let mut present: BTreeMap<String, Vec<TokenStream>> = BTreeMap::new();
    for field in fields {
        if let Some(prefix) = field.prefix() {
            present.entry(prefix).or_default().push(field.is_present());
        }
    }
    let namespaces = present.iter().map(|(prefix, present)| quote!(if #(#present)||* { writer.namespace(#prefix); }));
    quote! {
        impl ::ferrovirt_xml::model::Content for #name {
            fn read_content(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<Self> {
                let _ = node;
                Ok(#name { #(#reads),* })
            }
            fn write_attributes(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                let _ = &writer;
                #(#attributes)*
                #(#namespaces)*
            }
            fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                let _ = &writer;
                #(#children)*
                #open
            }
        }
    }
}

fn serde(name: &Ident, fields: &[Field]) -> TokenStream {
    let entries = fields.iter().map(Field::serialize);
    let arms = fields.iter().map(Field::deserialize);
    let rust_name = name.to_string();
    quote! {
        impl ::ferrovirt_xml::serde::Serialize for #name {
            fn serialize<S: ::ferrovirt_xml::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_mut)]
                let mut map = serializer.serialize_map(None)?;
                #(#entries)*
                ::ferrovirt_xml::serde::ser::SerializeMap::end(map)
            }
        }
        impl ::ferrovirt_xml::json::Object for #name {
            const NAME: &'static str = #rust_name;
            fn set<'de, A: ::ferrovirt_xml::serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                map: &mut A,
            ) -> ::std::result::Result<bool, A::Error> {
                let _ = &map;
                match key {
                    #(#arms)*
                    _ => return Ok(false),
                }
                #[allow(unreachable_code)]
                Ok(true)
            }
        }
        impl<'de> ::ferrovirt_xml::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::ferrovirt_xml::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                ::ferrovirt_xml::json::deserialize_object(deserializer)
            }
        }
    }
}

/// The traits that say where a struct or a union stands in its parent.
pub fn part(name: &Ident, tag: Option<&LitStr>, kind: &TokenStream) -> TokenStream {
    match tag {
        Some(tag) => quote! {
            impl ::ferrovirt_xml::model::Element for #name {
                const NAME: &'static str = #tag;
            }
            impl ::ferrovirt_xml::model::Child for #name {
                fn read_one(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<Self> {
                    <#name as ::ferrovirt_xml::model::Content>::read_content(node)
                }
                fn write_child(&self, writer: &mut ::ferrovirt_xml::Writer<'_>, name: &str) {
                    ::ferrovirt_xml::model::write_element(self, writer, name);
                }
            }
            impl ::ferrovirt_xml::model::Part for #name {
                const TAG: ::std::option::Option<&'static str> = ::std::option::Option::Some(#tag);
                const PLACE: ::ferrovirt_xml::schema::Place = ::ferrovirt_xml::schema::Place::Child;
                const KIND: ::ferrovirt_xml::schema::Kind = #kind;
                fn read(node: ::ferrovirt_xml::tree::Node<'_>, _: &'static str) -> ::ferrovirt_xml::Result<::std::option::Option<Self>> {
                    <#name as ::ferrovirt_xml::model::Child>::read_child(node, #tag)
                }
                fn read_all(node: ::ferrovirt_xml::tree::Node<'_>) -> ::ferrovirt_xml::Result<::std::vec::Vec<Self>> {
                    <#name as ::ferrovirt_xml::model::Child>::read_children(node, #tag)
                }
                fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                    ::ferrovirt_xml::model::write_element(self, writer, #tag);
                }
            }
        },
        None => quote! {
            impl ::ferrovirt_xml::model::Part for #name {
                const TAG: ::std::option::Option<&'static str> = ::std::option::Option::None;
                const PLACE: ::ferrovirt_xml::schema::Place = ::ferrovirt_xml::schema::Place::Group;
                const KIND: ::ferrovirt_xml::schema::Kind = #kind;
                fn read(node: ::ferrovirt_xml::tree::Node<'_>, _: &'static str) -> ::ferrovirt_xml::Result<::std::option::Option<Self>> {
                    <#name as ::ferrovirt_xml::model::Content>::read_content(node).map(::std::option::Option::Some)
                }
                fn write_attributes(&self, writer: &mut ::ferrovirt_xml::Writer<'_>, _: &'static str) {
                    <#name as ::ferrovirt_xml::model::Content>::write_attributes(self, writer);
                }
                fn write_children(&self, writer: &mut ::ferrovirt_xml::Writer<'_>) {
                    <#name as ::ferrovirt_xml::model::Content>::write_children(self, writer);
                }
            }
        },
    }
}
