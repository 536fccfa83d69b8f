//! Attributes with a sign: those of elements with `match='no'` match what differs.
//!
//! A rule may spread one condition over several elements of a protocol. Together they are two sets of attributes, one
//! for each sign; the last element that has an attribute decides about it.

use super::value::Setting;
use crate::Result;
use crate::scalar::Scalar;

/// A set of attributes of a rule.
pub trait Signed: Default {
    /// Refuses values that mean nothing.
    fn validate(&self) -> Result<()>;

    /// Moves the attributes that `from` has to `to`, and takes them away from `opposite`.
    fn absorb(from: &mut Self, to: &mut Self, opposite: &mut Self);

    /// Gives attributes that refine another one the sign of the other one, positive when that is absent.
    fn settle(positive: &mut Self, negative: &mut Self) {
        let _ = (positive, negative);
    }
}

/// An attribute, where it is there.
type Attribute<T> = Option<Setting<T>>;

/// Moves an attribute, if it is there, in the form that it is stored in.
pub fn absorb<T: Scalar>(from: &mut Attribute<T>, to: &mut Attribute<T>, opposite: &mut Attribute<T>) {
    if let Some(setting) = from.take() {
        *to = Some(setting.settle());
        *opposite = None;
    }
}

/// Moves an attribute to the side of the one that it refines.
pub fn follow<T>(positive: &mut Option<T>, negative: &mut Option<T>, is_negative: bool) {
    let (to, from) = if is_negative { (negative, positive) } else { (positive, negative) };
    if from.is_some() {
        *to = from.take();
    }
}

/// Declares groups of attributes: a line each, with the attribute that it refines, if it does. A group may name a
/// function that settles it instead.
macro_rules! attributes {
    ($($(#[$meta:meta])* $name:ident {
        $($(#[$field_meta:meta])* $field:ident: $type:ty $(, follows $base:ident)?;)+
    } $(=> $settle:path;)?)+) => {$(
        $(#[$meta])*
        #[$crate::group]
        pub struct $name {
            $($(#[$field_meta])* pub $field: Option<$crate::nwfilter::value::Setting<$type>>,)+
        }

        impl $crate::nwfilter::sign::Signed for $name {
            fn validate(&self) -> $crate::Result<()> {
                $(self.$field.as_ref().map_or(Ok(()), |setting| setting.validate(stringify!($field)))?;)+
                Ok(())
            }

            fn absorb(from: &mut Self, to: &mut Self, opposite: &mut Self) {
                $($crate::nwfilter::sign::absorb(&mut from.$field, &mut to.$field, &mut opposite.$field);)+
            }

            fn settle(positive: &mut Self, negative: &mut Self) {
                let _ = (&positive, &negative);
                $($(
                    let is_negative = negative.$base.is_some();
                    $crate::nwfilter::sign::follow(&mut positive.$field, &mut negative.$field, is_negative);
                )?)+
                $($settle(positive, negative);)?
            }
        }
    )+};
}

pub(crate) use attributes;
