//! The core's errors as the package's exceptions. The classes are Python's own; see `_errors.py`.

use crate::convert::fail_users;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use zegoapi_client::Error;

static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// The exception for an error.
pub(crate) fn to_python(py: Python<'_>, error: &Error) -> PyErr {
    match exception(py, error) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// The exception for an error, not raised.
pub(crate) fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    make(
        py,
        error.kind().name(),
        error.to_string(),
        &field_dict(py, error)?,
    )
}

/// An exception of the class for this name.
pub(crate) fn make<'py>(
    py: Python<'py>,
    class: &str,
    text: String,
    fields: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    let make = MAKE.get_or_try_init(py, || {
        py.import("zegoapi._errors")?.getattr("make").map(Bound::unbind)
    })?;
    make.bind(py).call1((class, text, fields))
}

/// All that the core says of an error, each under the core's name.
pub(crate) fn field_dict<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    let details = error.details();
    fields.set_item("applied", details.applied.name())?;
    fields.set_item("retryable", details.retryable)?;
    fields.set_item("advice", details.advice)?;
    fields.set_item("field", details.field)?;
    fields.set_item("index", details.index)?;
    fields.set_item("problem", details.problem)?;
    fields.set_item("limit", details.limit)?;
    fields.set_item("size", details.size)?;
    fields.set_item("cause", details.cause)?;
    fields.set_item("detail", details.detail)?;
    fields.set_item("code", details.code)?;
    fields.set_item("code_kind", details.code_kind)?;
    fields.set_item("scope", details.scope)?;
    fields.set_item("meaning", details.meaning)?;
    fields.set_item("message", details.message)?;
    fields.set_item("request_id", details.request_id)?;
    fields.set_item("http_status", details.http_status)?;
    fields.set_item("excerpt", details.excerpt)?;
    fields.set_item("data", details.data)?;
    fields.set_item("whole", details.whole)?;
    fields.set_item("fail_users", fail_users(py, details.fail_users)?)?;
    Ok(fields)
}
