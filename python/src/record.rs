//! What all records have: a representation, equality, a hash, and a way through `pickle`.

use pyo3::PyClass;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::types::{PyTuple, PyType};

/// A record class.
pub trait Record: PyClass<Frozen = True> + Sync {
    /// The names of the fields, in the order of the constructor.
    const FIELDS: &'static [&'static str];

    /// The fields' values in the same order.
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>>;
}

/// The names of the fields, for positional patterns.
pub fn names<R: Record>(py: Python<'_>) -> PyResult<Py<PyTuple>> {
    Ok(PyTuple::new(py, R::FIELDS)?.unbind())
}

/// `Name(field=value, ...)`.
pub fn repr<R: Record>(record: &R, py: Python<'_>) -> PyResult<String> {
    let values = record.values(py)?;
    let fields = R::FIELDS.iter().zip(&values).map(|(name, value)| Ok(format!("{name}={}", value.repr()?)));
    Ok(format!("{}({})", R::NAME, fields.collect::<PyResult<Vec<_>>>()?.join(", ")))
}

/// Equal when all fields are.
pub fn equal<R: Record>(record: &R, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
    let Ok(other) = other.cast::<R>() else {
        return Ok(py.NotImplemented());
    };
    let (mine, theirs) = (record.values(py)?, other.get().values(py)?);
    let equal = PyTuple::new(py, mine)?.eq(PyTuple::new(py, theirs)?)?;
    Ok(pyo3::types::PyBool::new(py, equal).to_owned().into_any().unbind())
}

/// The hash of all fields.
pub fn hash<R: Record>(record: &R, py: Python<'_>) -> PyResult<isize> {
    PyTuple::new(py, record.values(py)?)?.hash()
}

/// The class and what to call it with.
pub fn reduce<'py, R: Record>(record: &Bound<'py, R>) -> PyResult<Bound<'py, PyTuple>> {
    let py = record.py();
    let class: Bound<'py, PyType> = record.as_any().get_type();
    let values = PyTuple::new(py, record.get().values(py)?)?;
    PyTuple::new(py, [class.into_any(), values.into_any()])
}
