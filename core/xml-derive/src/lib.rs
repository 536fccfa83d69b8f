//! The attribute macros of the XML object model: one declaration per element.
//!
//! `#[element]` and `#[group]` turn a struct or an enum into something that reads itself from a tree, writes itself in
//! libvirt's canonical form, converts to and from serde, and describes itself in a static schema. The traits they
//! implement, and the rules of reading, are in `ferrovirt-xml`; this crate only writes the code down.
//!
//! It must not know any element of any document.

mod declaration;
mod field;
mod structure;
mod union;

use declaration::Declaration;
use proc_macro::TokenStream;
use syn::{Item, parse_macro_input};

/// Declares an XML element.
///
/// On a struct, `#[element("disk")]`: each field is an attribute or a child, in output order. What a field is follows
/// from its type (scalars are attributes, elements are children, groups are part of the same element, `bool` is the
/// presence of an empty child) unless a path says otherwise:
///
/// | path | meaning |
/// | --- | --- |
/// | `#[xml("@queueSize")]` | an attribute of another name than the field's |
/// | `#[xml("name")]` | a child element; for a scalar, its text |
/// | `#[xml("mtu/@size")]` | an attribute of a child |
/// | `#[xml("numa/cell")]` | children inside a wrapper element |
/// | `#[xml(".")]` | the element's own text |
///
/// Further words: `live` (only in the live view), `secret` (only in the secure view), `status` (only in status
/// files), `when = function` (`fn(&T, &Format) -> bool` decides), `default` (a plain field may be absent), `hex = 2`
/// (an integer attribute written as `0x` and at least two digits) with `max = 0x1f`, `flatten` (a field whose type
/// is an element elsewhere is part of this element), `last` (its children follow those of all other fields). For the
/// documentation: `since = "11.4.0"` (the release that had it first), `drivers = "qemu, xen"` (who knows it, where not
/// all do).
///
/// Each field has a method that sets it and gives the struct back: `Disk::default().with_device(DiskDevice::Cdrom)`.
///
/// `#[element("ip", open)]` is written with an end tag even when there is nothing in it.
///
/// On an enum, `#[element("backend", by = "model")]`: the attribute picks the variant, whose payload is the rest of
/// the element. A variant marked `#[default]` is taken when the attribute is absent; one marked `#[xml(unset)]` as
/// well, but it writes no attribute. One marked `#[xml(any)]` is taken for all words that no other variant has; the
/// attribute is its payload's to read and write. A payload that only one variant has converts into the enum.
#[proc_macro_attribute]
pub fn element(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(parse_macro_input!(arguments as Declaration), parse_macro_input!(item as Item), true)
}

/// Declares a group: content that is part of its parent's element.
///
/// A struct groups fields that several elements share. An enum is a union: `#[group(by = "type")]` lets an attribute
/// of the parent pick the variant and its payload is further content of the parent; with `child = "source"` the payload
/// is that child element; `#[group(choice)]` is one of several child elements, named by the variants. Without the
/// attribute, an optional union is absent; a plain one takes the variant marked `#[default]`.
#[proc_macro_attribute]
pub fn group(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(parse_macro_input!(arguments as Declaration), parse_macro_input!(item as Item), false)
}

fn expand(declaration: Declaration, item: Item, is_element: bool) -> TokenStream {
    let result = match item {
        Item::Struct(item) => structure::expand(&declaration, item, is_element),
        Item::Enum(item) => union::expand(&declaration, item, is_element),
        other => Err(syn::Error::new_spanned(other, "expected a struct or an enum")),
    };
    result.unwrap_or_else(|error| error.into_compile_error()).into()
}
