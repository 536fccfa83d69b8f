//! Values between the definition and Python.

use std::os::fd::IntoRawFd;

use pyo3::PyClass;
use pyo3::exceptions::{PyStopAsyncIteration, PyStopIteration, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyList, PyString, PyTuple};

use crate::api;

/// Which face an object belongs to: what comes from an awaited call has awaited calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Calls wait.
    Blocking,
    /// Calls are awaited.
    Asyncio,
}

/// A value that becomes a Python object.
pub trait IntoObject: Sized {
    /// The object.
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>>;
}

/// A value that is made from a Python object.
pub trait FromObject: Sized {
    /// The value.
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<Self>;
}

/// An argument.
pub struct Given<T>(pub T);

impl<'a, 'py, T: FromObject> FromPyObject<'a, 'py> for Given<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Given<T>> {
        T::from_object(&object).map(Given)
    }
}

/// Values that PyO3 knows.
macro_rules! native {
    ($($kind:ty),*) => {$(
        impl IntoObject for $kind {
            fn into_object<'py>(self, py: Python<'py>, _face: Face) -> PyResult<Bound<'py, PyAny>> {
                Ok(self.into_pyobject(py)?.to_owned().into_any())
            }
        }

        impl FromObject for $kind {
            fn from_object(object: &Bound<'_, PyAny>) -> PyResult<$kind> {
                object.extract()
            }
        }
    )*};
}

native!(bool, i8, i16, i32, i64, u16, u32, u64, f64, String);

impl IntoObject for () {
    fn into_object<'py>(self, py: Python<'py>, _face: Face) -> PyResult<Bound<'py, PyAny>> {
        Ok(py.None().into_bound(py))
    }
}

impl<T: IntoObject> IntoObject for Option<T> {
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {
        match self {
            None => Ok(py.None().into_bound(py)),
            Some(value) => value.into_object(py, face),
        }
    }
}

impl<T: FromObject> FromObject for Option<T> {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<Option<T>> {
        match object.is_none() {
            true => Ok(None),
            false => T::from_object(object).map(Some),
        }
    }
}

/// A value that can stand in a list. Bytes cannot: a list of them is `bytes`.
pub trait Element: IntoObject {}

impl<T: Element> IntoObject for Vec<T> {
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {
        let objects = self.into_iter().map(|value| value.into_object(py, face)).collect::<PyResult<Vec<_>>>()?;
        Ok(PyList::new(py, objects)?.into_any())
    }
}

impl<T: Element + FromObject> FromObject for Vec<T> {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<Vec<T>> {
        if object.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err("expected a sequence, not 'str'"));
        }
        object.try_iter()?.map(|item| T::from_object(&item?)).collect()
    }
}

impl Element for u32 {}
impl Element for u64 {}
impl Element for String {}
impl Element for Vec<u8> {}
impl Element for Vec<api::TypedParameter> {}
impl Element for api::Uuid {}
impl Element for api::FileDescriptor {}

impl IntoObject for Vec<u8> {
    fn into_object<'py>(self, py: Python<'py>, _face: Face) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyBytes::new(py, &self).into_any())
    }
}

impl FromObject for Vec<u8> {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
        Ok(object.extract::<std::borrow::Cow<'_, [u8]>>()?.into_owned())
    }
}

impl IntoObject for api::Name {
    fn into_object<'py>(self, py: Python<'py>, _face: Face) -> PyResult<Bound<'py, PyAny>> {
        Ok(PyString::new(py, self.as_str()).into_any())
    }
}

impl FromObject for api::Name {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<api::Name> {
        Ok(api::Name::from(object.extract::<String>()?))
    }
}

impl IntoObject for api::Uuid {
    fn into_object<'py>(self, py: Python<'py>, _face: Face) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS.get_or_try_init(py, || py.import("uuid")?.getattr("UUID").map(Bound::unbind))?;
        class.bind(py).call1((self.simple().to_string(),))
    }
}

impl FromObject for api::Uuid {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<api::Uuid> {
        let text: String = match object.is_instance_of::<PyString>() {
            true => object.extract()?,
            false => object
                .getattr("hex")
                .and_then(|hex| hex.extract())
                .map_err(|_| PyTypeError::new_err("expected a uuid.UUID or its text"))?,
        };
        api::Uuid::parse_str(&text).map_err(|error| PyValueError::new_err(format!("'{text}' is no UUID: {error}")))
    }
}

impl IntoObject for api::TypedValue {
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {
        match self {
            api::TypedValue::Int { value } => value.into_object(py, face),
            api::TypedValue::UnsignedInt { value } => value.into_object(py, face),
            api::TypedValue::Long { value } => value.into_object(py, face),
            api::TypedValue::UnsignedLong { value } => value.into_object(py, face),
            api::TypedValue::Double { value } => value.into_object(py, face),
            api::TypedValue::Boolean { value } => value.into_object(py, face),
            api::TypedValue::Text { value } => value.into_object(py, face),
        }
    }
}

impl IntoObject for Vec<api::TypedParameter> {
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {
        let values = PyDict::new(py);
        for parameter in self {
            values.set_item(parameter.field, parameter.value.into_object(py, face)?)?;
        }
        Ok(values.into_any())
    }
}

impl FromObject for api::TypedValue {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<api::TypedValue> {
        // A `bool` is an `int` too, so it comes first.
        if object.is_instance_of::<PyBool>() {
            return Ok(api::TypedValue::Boolean { value: object.extract()? });
        }
        if object.is_instance_of::<PyString>() {
            return Ok(api::TypedValue::Text { value: object.extract()? });
        }
        if object.is_instance_of::<PyFloat>() {
            return Ok(api::TypedValue::Double { value: object.extract()? });
        }
        // The core knows the kinds of numbers that its names have.
        match object.extract::<i64>() {
            Ok(value) => Ok(api::TypedValue::Long { value }),
            Err(_) => Ok(api::TypedValue::UnsignedLong { value: object.extract()? }),
        }
    }
}

impl FromObject for Vec<api::TypedParameter> {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<Vec<api::TypedParameter>> {
        let mut parameters = Vec::new();
        for item in object.call_method0("items")?.try_iter()? {
            let (field, given): (String, Bound<'_, PyAny>) = item?.extract()?;
            // A name that stands for several values comes once for each of them.
            if given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>() {
                for value in given.try_iter()? {
                    let value = api::TypedValue::from_object(&value?)?;
                    parameters.push(api::TypedParameter { field: field.clone(), value });
                }
            } else {
                parameters.push(api::TypedParameter { field, value: api::TypedValue::from_object(&given)? });
            }
        }
        Ok(parameters)
    }
}

impl IntoObject for api::FileDescriptor {
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {
        self.into_owned()?.into_raw_fd().into_object(py, face)
    }
}

impl FromObject for api::FileDescriptor {
    fn from_object(object: &Bound<'_, PyAny>) -> PyResult<api::FileDescriptor> {
        let number: i32 = match object.getattr_opt("fileno")? {
            Some(fileno) => fileno.call0()?.extract()?,
            None => object.extract()?,
        };
        Ok(api::duplicate(number)?)
    }
}

/// What an iterator has next: nothing is its end.
pub struct Iteration<T>(pub Option<T>);

impl<T: IntoObject> IntoObject for Iteration<T> {
    fn into_object<'py>(self, py: Python<'py>, face: Face) -> PyResult<Bound<'py, PyAny>> {
        match (self.0, face) {
            (Some(item), _) => item.into_object(py, face),
            (None, Face::Blocking) => Err(PyStopIteration::new_err(())),
            (None, Face::Asyncio) => Err(PyStopAsyncIteration::new_err(())),
        }
    }
}

/// An argument that is a document: its text, or an object with `to_xml()`.
pub struct Document(pub String);

impl<'a, 'py> FromPyObject<'a, 'py> for Document {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Document> {
        if object.is_instance_of::<PyString>() {
            return object.extract().map(Document);
        }
        let Some(to_xml) = object.getattr_opt("to_xml")? else {
            let given = object.get_type().name()?;
            let expected = "expected the text of a document or an object with to_xml()";
            return Err(PyTypeError::new_err(format!("{expected}, not {given}")));
        };
        to_xml.call0()?.extract().map(Document)
    }
}

/// The object of `ferrovirt._streams` around a native one.
pub fn wrapped<'py, T: PyClass>(native: Bound<'py, T>, class: &str) -> PyResult<Bound<'py, PyAny>> {
    let py = native.py();
    py.import("ferrovirt._streams")?.getattr(class)?.call1((native,))
}
