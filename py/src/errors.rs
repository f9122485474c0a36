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
    let make = MAKE.get_or_try_init(py, || {
        py.import("zegoapi._errors")?.getattr("make").map(Bound::unbind)
    })?;
    make.bind(py)
        .call1((error.kind().name(), error.to_string(), fields(py, error)?))
}

fn fields<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    fields.set_item("retryable", error.retryable())?;
    fields.set_item("advice", error.advice())?;
    match error {
        Error::InvalidInput(e) => {
            fields.set_item("field", e.field())?;
            fields.set_item("problem", e.problem().name())?;
            fields.set_item("limit", e.limit())?;
            fields.set_item("size", e.size())?;
            fields.set_item("index", e.index())?;
        }
        Error::Api(e) => {
            fields.set_item("code", e.code())?;
            fields.set_item("code_kind", e.code_kind().name())?;
            fields.set_item("meaning", e.meaning())?;
            fields.set_item("message", e.message())?;
            fields.set_item("request_id", e.request_id())?;
            fields.set_item("http_status", e.http_status())?;
            fields.set_item("fail_users", fail_users(py, e.fail_users())?)?;
            fields.set_item("data", e.data())?;
        }
        Error::NotSent(e) => {
            fields.set_item("cause", e.cause().name())?;
            fields.set_item("detail", e.detail())?;
        }
        Error::Unknown(e) => {
            fields.set_item("cause", e.cause().name())?;
            fields.set_item("detail", e.detail())?;
        }
        Error::BadReply(e) => {
            fields.set_item("http_status", e.http_status())?;
            fields.set_item("problem", e.problem())?;
            fields.set_item("excerpt", e.excerpt())?;
        }
        _ => {}
    }
    Ok(fields)
}
