//! What `#[element]` and `#[group]` make of a declaration: tables, and access to the values without their types.
//!
//! A type says nothing of reading or writing. It has a [`Table`], and it shows its fields as [`Field`]s: values that can
//! be looked at ([`View`]) and put in ([`Slot`]). Reading, writing and serde's formats are each written once, for all
//! types, over these.
//!
//! [`Part`] is any type that can be in a field: scalars are attributes, elements are children, groups share the parent's
//! element, unless the field says otherwise.

mod field;
mod read;
mod table;
mod write;

pub(crate) use read::{read_content, read_root_choice};
pub use table::{Condition, Count, Fields, Form, Place, Selector, Spec, Table, UnionTable, VariantSpec};
pub(crate) use write::{write_choice, write_element};

use crate::scalar::InvalidScalar;
use crate::schema::{self, Kind, StructSchema, UnionSchema};
use crate::tree::Node;
use crate::{Format, RawElement};
use std::borrow::Cow;

/// A type that can be in a field.
pub trait Part: Sized {
    /// The name of the element that the type brings along.
    const TAG: Option<&'static str> = None;
    /// How it is read and written.
    const FORM: Form;
    /// What it is, for the documentation.
    const KIND: Kind;
    /// Where it stands in its parent when the field says nothing.
    const PLACE: schema::Place = Self::FORM.place();

    /// Makes a value: a scalar from its text or number, anything else with nothing in it.
    fn make(input: Input<'_>) -> Result<Self, InvalidScalar>;

    /// The value, to be looked at.
    fn view(&self) -> View<'_>;

    /// The value, to be filled.
    fn slot(&mut self) -> Slot<'_>;
}

/// What a value is made from.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// Nothing: what it contains is put into its [`Slot`].
    Blank,
    /// Text.
    Text(&'a str),
    /// A number.
    Unsigned(u64),
    /// A number below zero.
    Signed(i64),
}

/// A value of any type.
pub enum View<'a> {
    /// Presence.
    Flag,
    /// An integer.
    Unsigned(u64),
    /// An integer that may be below zero.
    Signed(i64),
    /// Any other scalar, as its text.
    Text(Cow<'a, str>),
    /// A struct.
    Object(&'a dyn Object),
    /// A union.
    Union(&'a dyn Union),
    /// Any XML.
    Raw(&'a RawElement),
}

/// A value of any type that was just made.
pub enum Slot<'a> {
    /// Nothing more goes into it.
    Done,
    /// A struct.
    Object(&'a mut dyn Object),
    /// A union.
    Union(&'a mut dyn Union),
    /// Any XML.
    Raw(&'a mut RawElement),
    /// A scalar that remembers where it was read.
    Located(&'a mut dyn Located),
}

/// A scalar that remembers where it was read.
pub trait Located {
    /// Tells it the attribute.
    fn found_at(&mut self, node: Node<'_>, attribute: &str);
}

/// A struct.
pub trait Object {
    /// Its declaration.
    fn table(&self) -> &'static Table;

    /// The fields that are not empty.
    fn present(&self) -> Fields;

    /// The field of this number.
    fn field(&self, index: usize) -> Option<&dyn Field>;

    /// The field of this number.
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Field>;

    /// Whether the declaration's own condition lets this field be seen.
    fn is_shown(&self, index: usize, format: &Format) -> bool {
        let _ = (index, format);
        true
    }
}

/// An enum: content whose shape an attribute or a child's name picks.
pub trait Union {
    /// Its declaration.
    fn table(&self) -> &'static UnionTable;

    /// The number of its variant.
    fn variant(&self) -> usize;

    /// What the variant holds.
    fn payload(&self) -> Option<&dyn Field>;

    /// Makes it the variant of this number, with nothing in it.
    fn select(&mut self, variant: usize) -> Option<&mut dyn Field>;
}

/// What a struct has under one name: none, one or many values.
pub trait Field {
    /// How many.
    fn len(&self) -> usize;

    /// One of them.
    fn get(&self, index: usize) -> Option<View<'_>>;

    /// Sets the value, or adds one to many.
    fn put(&mut self, input: Input<'_>) -> Result<Slot<'_>, InvalidScalar>;

    /// Leaves none; what cannot be without a value gets its default.
    fn clear(&mut self);

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A type that is an element of its own, with the name it usually has.
pub trait Element: Part {
    /// The element's name.
    const NAME: &'static str;
}

/// A group of elements of which one is there.
pub trait Choice: Part {
    /// The names.
    const CHOICE: &'static UnionTable;
}

/// A type with a schema of fields.
pub trait Described {
    /// The declaration as data.
    const SCHEMA: StructSchema;
}

/// A type with a schema of variants.
pub trait DescribedUnion {
    /// The declaration as data.
    const SCHEMA: UnionSchema;
}

/// Makes nothing of content that says nothing.
pub fn drop_empty<T: Default + PartialEq>(content: &mut Option<T>) {
    if content.as_ref().is_some_and(|content| *content == T::default()) {
        *content = None;
    }
}
