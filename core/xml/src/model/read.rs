//! Reading: a tree's element into a value, along the tables.

use super::{Choice, Count, Field, Form, Input, Object, Place, Selector, Slot, Spec, Union, UnionTable};
use crate::Result;
use crate::scalar::InvalidScalar;
use crate::tree::{Inside, Node};
use ferrovirt_error::{Error, ErrorCode};

/// Reads what stands inside an element.
pub(crate) fn read_content(slot: Slot<'_>, inside: Inside<'_>) -> Result<()> {
    match slot {
        Slot::Object(object) => read_object(object, inside),
        Slot::Union(union) => read_union(union, inside),
        Slot::Raw(raw) => {
            raw.become_copy(inside.node);
            Ok(())
        }
        Slot::Done | Slot::Located(_) => Ok(()),
    }
}

/// Reads a document's outermost element, if it is one of a choice.
pub(crate) fn read_root_choice<T: Choice>(node: Node<'_>) -> Result<Option<T>> {
    let Some(variant) = T::CHOICE.variant_of(node.name()) else { return Ok(None) };
    let mut value = T::make(Input::Blank).map_err(|error| invalid_text(node, &error))?;
    if let Slot::Union(union) = value.slot() {
        read_named(union, variant, node)?;
    }
    Ok(Some(value))
}

fn read_object(object: &mut dyn Object, inside: Inside<'_>) -> Result<()> {
    let table = object.table();
    for (index, spec) in table.fields.iter().enumerate() {
        let mut is_there = false;
        // The usual case is that there is surely nothing to read.
        if inside.may_have(spec.among, spec.bit) {
            let Some(field) = object.field_mut(index) else { continue };
            is_there = read_field(field, spec, inside)?;
            if is_there && !spec.condition.allows(inside.node.view()) {
                field.clear();
                is_there = false;
            }
            if is_there && spec.condition.own && !object.is_shown(index, inside.node.view()) {
                is_there = false;
                if let Some(field) = object.field_mut(index) {
                    field.clear();
                }
            }
        }
        if !is_there && spec.count == Count::One && !spec.has_default {
            let field = object.field_mut(index);
            read_absent(field, spec, inside)?;
        }
    }
    Ok(())
}

/// Reads a field; false if there is nothing of it.
fn read_field(field: &mut dyn Field, spec: &Spec, inside: Inside<'_>) -> Result<bool> {
    let mut inside = inside;
    if !spec.wrappers.is_empty() {
        match inside.node.descend(spec.wrappers) {
            Some(node) => inside = Inside::of(node),
            None => return Ok(false),
        }
    }
    let node = inside.node;
    match spec.place {
        Place::Attribute => read_attribute(field, spec, node),
        Place::Flag => match node.child(spec.step) {
            Some(_) => put(field, Input::Blank, node).map(|_| true),
            None => Ok(false),
        },
        Place::Child => read_children(field, spec.count, spec.form, spec.step, node),
        Place::Children => {
            let mut is_there = false;
            for child in node.elements() {
                read_child(field, spec.form, child.mark())?;
                is_there = true;
            }
            Ok(is_there)
        }
        Place::Text => read_text(field, spec, node),
        Place::Content => read_content(put(field, Input::Blank, node)?, inside).map(|()| true),
        Place::Union => match spec.form {
            Form::Union(table) => read_group(field, spec.count, table(), inside),
            _ => Ok(false),
        },
    }
}

/// What to do for a plain field of which there is nothing: some unions have a variant for that.
fn read_absent(field: Option<&mut dyn Field>, spec: &Spec, inside: Inside<'_>) -> Result<()> {
    let node = inside.node;
    if let (Form::Union(table), Place::Union, Some(field)) = (spec.form, spec.place, field)
        && let Selector::Attribute(_) | Selector::AttributeOfChild(..) = table().selector
        && table().variants.iter().any(|variant| variant.is_default)
    {
        return read_content(put(field, Input::Blank, node)?, inside);
    }
    Err(match spec.place {
        Place::Child => node.missing_child(&[spec.step]),
        Place::Attribute => node.missing_attribute(spec.step),
        Place::Text => node.error(&format!("Missing text in element '{}'", node.name())),
        Place::Children | Place::Flag | Place::Content | Place::Union => node.missing_attribute(spec.name),
    })
}

fn read_attribute(field: &mut dyn Field, spec: &Spec, node: Node<'_>) -> Result<bool> {
    let Some(text) = node.attribute(spec.step) else { return Ok(false) };
    if spec.hex > 0 {
        let number = hexadecimal(text).filter(|number| *number <= spec.max);
        let is_put = number.is_some_and(|number| field.put(Input::Unsigned(number)).is_ok());
        return match is_put {
            true => Ok(true),
            false => Err(node.invalid_attribute(spec.step, "Expected hexadecimal integer value in range")),
        };
    }
    match field.put(Input::Text(text)) {
        Ok(slot) => {
            if let Slot::Located(value) = slot {
                value.found_at(node, spec.step);
            }
            Ok(true)
        }
        Err(error) => Err(node.invalid_attribute_with(code_of(spec.form), spec.step, error.0)),
    }
}

/// A number that is hexadecimal after `0x`, octal after `0`, else decimal.
fn hexadecimal(text: &str) -> Option<u64> {
    let text = text.trim_ascii();
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => u64::from_str_radix(digits, 16).ok(),
        Some(_) => None,
        None if text.len() > 1 && text.starts_with('0') => u64::from_str_radix(text, 8).ok(),
        None => text.parse().ok(),
    }
}

/// Reads the first child of this name, or all.
fn read_children(field: &mut dyn Field, count: Count, form: Form, name: &str, node: Node<'_>) -> Result<bool> {
    let mut is_there = false;
    for child in node.children(name) {
        read_child(field, form, child)?;
        is_there = true;
        if count != Count::Many {
            break;
        }
    }
    Ok(is_there)
}

/// Reads a value from an element of its own.
fn read_child(field: &mut dyn Field, form: Form, child: Node<'_>) -> Result<()> {
    match form {
        Form::Scalar { keeps_space, .. } => {
            let text = child.text().unwrap_or_default();
            put_text(field, form, if keeps_space { &text } else { text.trim() }, child)
        }
        _ => read_content(put(field, Input::Blank, child)?, Inside::of(child)),
    }
}

/// Reads an element's own text; an element without text has none, and white space between children is not any.
fn read_text(field: &mut dyn Field, spec: &Spec, node: Node<'_>) -> Result<bool> {
    let Form::Scalar { keeps_space, .. } = spec.form else { return Ok(false) };
    let Some(text) = node.text() else { return Ok(false) };
    let trimmed = text.trim();
    if trimmed.is_empty() && !(keeps_space && node.elements().next().is_none()) {
        return Ok(false);
    }
    put_text(field, spec.form, if keeps_space { &text } else { trimmed }, node).map(|()| true)
}

fn put_text(field: &mut dyn Field, form: Form, text: &str, node: Node<'_>) -> Result<()> {
    match field.put(Input::Text(text)) {
        Ok(_) => Ok(()),
        Err(error) => Err(node.invalid_text(code_of(form), error.0)),
    }
}

/// Reads a union that is a group; false if nothing says which variant it is.
fn read_group(field: &mut dyn Field, count: Count, table: &UnionTable, inside: Inside<'_>) -> Result<bool> {
    let node = inside.node;
    match table.selector {
        Selector::Attribute(by) | Selector::AttributeOfChild(by, _) => {
            if node.attribute(by).is_none() && !table.variants.iter().any(|variant| variant.is_unset) {
                return Ok(false);
            }
            read_content(put(field, Input::Blank, node)?, inside).map(|()| true)
        }
        Selector::ChildName => {
            let mut is_there = false;
            for child in node.elements() {
                let Some(variant) = table.variant_of(child.name()) else { continue };
                if let Slot::Union(union) = put(field, Input::Blank, node)? {
                    read_named(union, variant, child.mark())?;
                }
                is_there = true;
                if count != Count::Many {
                    break;
                }
            }
            Ok(is_there)
        }
    }
}

fn read_union(union: &mut dyn Union, inside: Inside<'_>) -> Result<()> {
    let (table, node) = (union.table(), inside.node);
    let (by, child) = match table.selector {
        Selector::Attribute(by) => (by, None),
        Selector::AttributeOfChild(by, child) => (by, Some(child)),
        Selector::ChildName => {
            for child in node.elements() {
                if let Some(variant) = table.variant_of(child.name()) {
                    return read_named(union, variant, child.mark());
                }
            }
            return Err(node.missing_child(&table.words()));
        }
    };
    let variant = match node.attribute(by) {
        Some(word) => table.variant_of(word).ok_or_else(|| node.invalid_attribute(by, ""))?,
        None => table.variant_without_word().ok_or_else(|| node.missing_attribute(by))?,
    };
    let payload = table.variants[variant].payload;
    let (Some(payload), Some((count, form))) = (union.select(variant), payload) else { return Ok(()) };
    match child {
        Some(child) => read_children(payload, count, form, child, node).map(drop),
        None => read_content(put(payload, Input::Blank, node)?, inside),
    }
}

/// Reads the variant that an element's name has picked.
fn read_named(union: &mut dyn Union, variant: usize, child: Node<'_>) -> Result<()> {
    let payload = union.table().variants[variant].payload;
    match (union.select(variant), payload) {
        (Some(field), Some((_, form))) => read_child(field, form, child),
        _ => Ok(()),
    }
}

fn put<'f>(field: &'f mut dyn Field, input: Input<'_>, node: Node<'_>) -> Result<Slot<'f>> {
    field.put(input).map_err(|error| invalid_text(node, &error))
}

#[cold]
fn invalid_text(node: Node<'_>, error: &InvalidScalar) -> Error {
    node.invalid_text(ErrorCode::XmlError, error.0)
}

const fn code_of(form: Form) -> ErrorCode {
    match form {
        Form::Scalar { code, .. } => code,
        _ => ErrorCode::XmlError,
    }
}
