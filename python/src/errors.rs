//! Errors as exceptions: the class by the error number, the details as fields.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

use crate::api;

/// The exception of an error.
pub fn raised(error: api::Error) -> PyErr {
    Python::attach(|py| match exception(py, &error) {
        Ok(exception) => PyErr::from_value(exception),
        Err(problem) => problem,
    })
}

fn exception<'py>(py: Python<'py>, error: &api::Error) -> PyResult<Bound<'py, PyAny>> {
    static CREATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let create = CREATE.get_or_try_init(py, || {
        // The classes register themselves when this module is imported.
        py.import("ferrovirt._errors")?;
        py.import("ferrovirt._error")?.getattr("create").map(Bound::unbind)
    })?;
    let details = error.details();
    let fields = PyDict::new(py);
    fields.set_item("code", details.code)?;
    fields.set_item("code_name", &details.code_name)?;
    fields.set_item("domain", details.domain)?;
    fields.set_item("level", details.level)?;
    fields.set_item("object_kind", &details.object_kind)?;
    fields.set_item("object_name", &details.object_name)?;
    fields.set_item("object_uuid", &details.object_uuid)?;
    fields.set_item("line", details.line)?;
    fields.set_item("column", details.column)?;
    fields.set_item("cause", &details.cause)?;
    fields.set_item("hint", &details.hint)?;
    fields.set_item("number", details.number)?;
    create.bind(py).call((&details.message,), Some(&fields))
}
