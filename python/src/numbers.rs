//! Enumerations as `IntEnum` members and flags as `IntFlag` members.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::convert::{Face, IntoObject};

/// The members of a class of `ferrovirt._enums`, looked up once.
pub struct Members {
    class: &'static str,
    numbers: &'static [i64],
    members: PyOnceLock<Vec<Py<PyAny>>>,
}

impl Members {
    /// The members with these numbers, in this order.
    pub const fn new(class: &'static str, numbers: &'static [i64]) -> Members {
        Members { class, numbers, members: PyOnceLock::new() }
    }

    /// The member at an index of the numbers.
    pub fn get<'py>(&self, py: Python<'py>, index: usize) -> PyResult<Bound<'py, PyAny>> {
        let members = self.members.get_or_try_init(py, || {
            let class = class(py, self.class)?;
            self.numbers.iter().map(|number| class.call1((*number,)).map(Bound::unbind)).collect::<PyResult<Vec<_>>>()
        })?;
        let member = members.get(index).ok_or_else(|| PyValueError::new_err("a number out of the enumeration"))?;
        Ok(member.bind(py).clone())
    }
}

/// A class of `ferrovirt._enums`.
pub fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("ferrovirt._enums")?.getattr(name)
}

/// An enumeration whose values have numbers.
pub trait Numbered: IntoObject {
    /// The value with this number.
    fn from_number(number: i64) -> Option<Self>;
}

/// A number as the member that it is, or as it is if the enumeration does not have it.
pub fn numbered<T: Numbered>(py: Python<'_>, number: i32) -> PyResult<Bound<'_, PyAny>> {
    match T::from_number(i64::from(number)) {
        Some(value) => value.into_object(py, Face::Blocking),
        None => number.into_object(py, Face::Blocking),
    }
}

/// Connects an enumeration with its `IntEnum`.
macro_rules! enumeration {
    ($name:ident { $($value:ident = $number:literal),* }) => {
        impl crate::convert::IntoObject for crate::api::$name {
            fn into_object<'py>(
                self,
                py: pyo3::Python<'py>,
                _face: crate::convert::Face,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                static MEMBERS: crate::numbers::Members =
                    crate::numbers::Members::new(stringify!($name), &[$($number),*]);
                enum Index { $($value),* }
                let index = match self { $(crate::api::$name::$value => Index::$value),* };
                MEMBERS.get(py, index as usize)
            }
        }

        impl crate::numbers::Numbered for crate::api::$name {
            fn from_number(number: i64) -> Option<crate::api::$name> {
                match number { $($number => Some(crate::api::$name::$value),)* _ => None }
            }
        }

        impl crate::convert::FromObject for crate::api::$name {
            fn from_object(object: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<crate::api::$name> {
                use pyo3::prelude::*;
                let number: i64 = object.extract()?;
                <crate::api::$name as crate::numbers::Numbered>::from_number(number).ok_or_else(|| {
                    pyo3::exceptions::PyValueError::new_err(format!("{number} is not a valid {}", stringify!($name)))
                })
            }
        }
    };
}

/// Connects a set of flags with its `IntFlag`.
macro_rules! flag_set {
    ($name:ident) => {
        impl crate::convert::IntoObject for crate::api::$name {
            fn into_object<'py>(
                self,
                py: pyo3::Python<'py>,
                _face: crate::convert::Face,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                use pyo3::prelude::*;
                crate::numbers::class(py, stringify!($name))?.call1((self.bits(),))
            }
        }

        impl crate::convert::FromObject for crate::api::$name {
            fn from_object(object: &pyo3::Bound<'_, pyo3::PyAny>) -> pyo3::PyResult<crate::api::$name> {
                use pyo3::prelude::*;
                Ok(crate::api::$name::from_bits_retain(object.extract()?))
            }
        }
    };
}

pub(crate) use {enumeration, flag_set};
