//! Writing: a value in libvirt's canonical form, along the tables.

use super::{Choice, Count, Field, Object, Place, Selector, Spec, Table, Union, View};
use crate::Writer;

/// Writes a value as an element of this name.
pub(crate) fn write_element(view: &View<'_>, writer: &mut Writer<'_>, name: &str) {
    match view {
        View::Flag => writer.empty(name),
        View::Unsigned(_) | View::Signed(_) | View::Text(_) => {
            writer.start(name);
            writer.text(view);
            writer.end(name);
        }
        View::Object(_) | View::Union(_) => {
            writer.start(name);
            write_attributes(view, writer);
            write_children(view, writer);
            writer.end(name);
        }
        View::Raw(raw) => raw.write(writer),
    }
}

/// Writes the element that is there of a choice.
pub(crate) fn write_choice<T: Choice>(value: &T, writer: &mut Writer<'_>) {
    write_children(&value.view(), writer);
}

fn write_attributes(view: &View<'_>, writer: &mut Writer<'_>) {
    match view {
        View::Object(object) => write_object_attributes(*object, writer),
        View::Union(union) => write_union_attributes(*union, writer),
        View::Flag | View::Unsigned(_) | View::Signed(_) | View::Text(_) | View::Raw(_) => {}
    }
}

fn write_children(view: &View<'_>, writer: &mut Writer<'_>) {
    match view {
        View::Object(object) => write_object_children(*object, writer),
        View::Union(union) => write_union_children(*union, writer),
        View::Flag | View::Unsigned(_) | View::Signed(_) | View::Text(_) | View::Raw(_) => {}
    }
}

fn write_object_attributes(object: &dyn Object, writer: &mut Writer<'_>) {
    let table = object.table();
    for index in object.present().and(table.with_attributes) {
        let spec = &table.fields[index];
        let Some(view) = object.field(index).and_then(|field| field.get(0)) else { continue };
        if is_shown(object, index, spec, writer) {
            match spec.place {
                Place::Attribute => write_attribute(&view, spec, writer),
                _ => write_attributes(&view, writer),
            }
        }
    }
    for prefix in table.prefixes {
        if has_children_of(prefix, object, table) {
            writer.namespace(prefix);
        }
    }
}

fn has_children_of(prefix: &str, object: &dyn Object, table: &Table) -> bool {
    let is_of = |spec: &Spec| {
        let first = spec.wrappers.first().unwrap_or(&spec.step);
        first.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(':'))
    };
    object.present().any(|index| is_of(&table.fields[index]))
}

fn write_object_children(object: &dyn Object, writer: &mut Writer<'_>) {
    let table = object.table();
    let present = object.present();
    for index in present.and(table.with_children).chain(present.and(table.last)) {
        write_field(object, index, &table.fields[index], writer);
    }
    if table.is_open {
        writer.open();
    }
}

/// Writes the child elements or the text of a field.
fn write_field(object: &dyn Object, index: usize, spec: &Spec, writer: &mut Writer<'_>) {
    let Some(field) = object.field(index) else { return };
    // The wrapper is written once around all values, shown or not; around a single one only with it.
    let is_shown = is_shown(object, index, spec, writer);
    if !is_shown && spec.count != Count::Many {
        return;
    }
    spec.wrappers.iter().for_each(|wrapper| writer.start(wrapper));
    if is_shown {
        for view in (0..field.len()).filter_map(|number| field.get(number)) {
            match spec.place {
                Place::Attribute => write_attribute(&view, spec, writer),
                Place::Child | Place::Children | Place::Flag => write_element(&view, writer, spec.step),
                Place::Text => writer.text(&view),
                Place::Content | Place::Union => write_children(&view, writer),
            }
        }
    }
    spec.wrappers.iter().rev().for_each(|wrapper| writer.end(wrapper));
}

fn is_shown(object: &dyn Object, index: usize, spec: &Spec, writer: &Writer<'_>) -> bool {
    let format = writer.format();
    spec.condition.allows(format) && (!spec.condition.own || object.is_shown(index, format))
}

fn write_attribute(view: &View<'_>, spec: &Spec, writer: &mut Writer<'_>) {
    match (spec.hex, view) {
        (1.., View::Unsigned(number)) => writer.hexadecimal_attribute(spec.step, *number, spec.hex),
        _ => writer.attribute(spec.step, view),
    }
}

fn write_union_attributes(union: &dyn Union, writer: &mut Writer<'_>) {
    let table = union.table();
    let (by, is_content) = match table.selector {
        Selector::Attribute(by) => (by, true),
        Selector::AttributeOfChild(by, _) => (by, false),
        Selector::ChildName => return,
    };
    let variant = &table.variants[union.variant()];
    if !variant.is_unset && !variant.is_any {
        writer.attribute_str(by, variant.word);
    }
    if let Some(payload) = union.payload().filter(|_| is_content) {
        each(payload, |view| write_attributes(&view, writer));
    }
}

fn write_union_children(union: &dyn Union, writer: &mut Writer<'_>) {
    let table = union.table();
    let word = table.variants[union.variant()].word;
    match (table.selector, union.payload()) {
        (Selector::ChildName, None) => writer.empty(word),
        (Selector::ChildName, Some(payload)) => each(payload, |view| write_element(&view, writer, word)),
        (Selector::Attribute(_), Some(payload)) => each(payload, |view| write_children(&view, writer)),
        (Selector::AttributeOfChild(_, child), Some(payload)) => {
            each(payload, |view| write_element(&view, writer, child));
        }
        (Selector::Attribute(_) | Selector::AttributeOfChild(..), None) => {}
    }
}

fn each(field: &dyn Field, write: impl FnMut(View<'_>)) {
    (0..field.len()).filter_map(|index| field.get(index)).for_each(write);
}
