//! From Python's values to the core's, and back. Every refusal names the parameter, never its value.

use crate::errors::to_python;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyString, PyTuple};
use zegoapi_client::{FailUser, InvalidInput, JobReply};

/// The longest time that Python's numbers hold to the millisecond. Infinity counts as this.
const LONGEST_MS: f64 = 9_007_199_254_740_991.0;

/// A text parameter.
pub(crate) fn text<'a>(field: &'static str, value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    match value.cast::<PyString>() {
        Ok(text) => utf8(text, |size| lone_surrogate(field, size)),
        Err(_) => Err(wrong_type(field, "str", value)),
    }
}

/// A parameter of text, or of bytes that are UTF-8.
pub(crate) fn text_or_bytes<'a>(field: &'static str, value: &'a Bound<'_, PyAny>) -> PyResult<&'a str> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        let bytes = bytes.as_bytes();
        return std::str::from_utf8(bytes)
            .map_err(|_| refuse(value.py(), InvalidInput::malformed(field, "UTF-8", bytes.len())));
    }
    match value.cast::<PyString>() {
        Ok(text) => utf8(text, |size| lone_surrogate(field, size)),
        Err(_) => Err(wrong_type(field, "str, or bytes of UTF-8", value)),
    }
}

/// Bytes.
pub(crate) fn bytes<'a>(field: &'static str, value: &'a Bound<'_, PyAny>) -> PyResult<&'a [u8]> {
    let bytes = value.cast::<PyBytes>();
    bytes
        .map(PyBytesMethods::as_bytes)
        .map_err(|_| wrong_type(field, "bytes", value))
}

/// User ids: any iterable of text but text itself, which iterates too, and a dict.
pub(crate) fn user_ids(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let is_text = value.is_instance_of::<PyString>();
    if is_text || value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
        let message = format!(
            "to must be a list of user ids, not one {}: write [user_id] for a single user",
            type_name(value)
        );
        return Err(PyTypeError::new_err(message));
    }
    if value.is_instance_of::<PyDict>() {
        return Err(wrong_type("to", "a list of user ids", value));
    }
    let items = value
        .try_iter()
        .map_err(|_| wrong_type("to", "a list of user ids", value))?;
    let mut ids = Vec::new();
    for (index, item) in items.enumerate() {
        let item = item?;
        let Ok(id) = item.cast::<PyString>() else {
            let message = format!("to[{index}] must be str, not {}", type_name(&item));
            return Err(PyTypeError::new_err(message));
        };
        ids.push(utf8(id, |size| lone_surrogate("to", size).at(index))?.to_owned());
    }
    Ok(ids)
}

/// A whole number of a type that holds it.
pub(crate) fn number<'py, T>(
    field: &'static str,
    value: &Bound<'py, PyAny>,
    expected: &'static str,
) -> PyResult<T>
where
    T: for<'a> FromPyObject<'a, 'py>,
{
    if !value.is_instance_of::<PyInt>() || value.is_instance_of::<PyBool>() {
        return Err(wrong_type(field, "int", value));
    }
    let refused = |_| refuse(value.py(), InvalidInput::unsuitable(field, expected));
    value.extract::<T>().map_err(Into::into).map_err(refused)
}

/// True or false.
pub(crate) fn flag(field: &'static str, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let flag = value.cast::<PyBool>();
    flag.map(PyBoolMethods::is_true)
        .map_err(|_| wrong_type(field, "bool", value))
}

/// Seconds, as whole milliseconds.
pub(crate) fn milliseconds(field: &'static str, value: &Bound<'_, PyAny>) -> PyResult<u64> {
    if value.is_instance_of::<PyBool>() || value.is_instance_of::<PyString>() {
        return Err(wrong_type(field, "a number of seconds", value));
    }
    let seconds: f64 = value
        .extract()
        .map_err(|_| wrong_type(field, "a number of seconds", value))?;
    if seconds.is_nan() || seconds < 0.0 {
        let expected = "a number of seconds, not negative";
        return Err(refuse(value.py(), InvalidInput::unsuitable(field, expected)));
    }
    let rounded = (seconds * 1000.0).round().min(LONGEST_MS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole, and within bounds"
    )]
    Ok(rounded as u64)
}

/// Whole seconds; a fraction is dropped.
pub(crate) fn whole_seconds(field: &'static str, value: &Bound<'_, PyAny>) -> PyResult<u64> {
    let expected = "a number of seconds, not negative";
    let refused = || refuse(value.py(), InvalidInput::unsuitable(field, expected));
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        return value.extract::<u64>().map_err(|_| refused());
    }
    let seconds = value
        .cast::<PyFloat>()
        .map_err(|_| wrong_type(field, "a number of seconds", value))?
        .value();
    if seconds.is_nan() || seconds < 0.0 {
        return Err(refused());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the largest stands for all above it"
    )]
    Ok(seconds as u64)
}

/// Milliseconds, as Python's seconds.
#[expect(clippy::cast_precision_loss, reason = "exact for some hundred thousand years")]
pub(crate) fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

/// A parameter that is one of a few words.
pub(crate) fn one_of<T: Copy>(
    field: &'static str,
    value: &Bound<'_, PyAny>,
    all: &[T],
    name: impl Fn(T) -> &'static str,
    expected: &'static str,
) -> PyResult<T> {
    let given = text(field, value)?;
    let found = all.iter().copied().find(|one| name(*one) == given);
    found.ok_or_else(|| refuse(value.py(), InvalidInput::unsuitable(field, expected)))
}

/// `(code, request_id, message, data, whole, fail_users)`, with `Data` and the whole reply as JSON text.
pub(crate) fn reply<'py>(py: Python<'py>, reply: &JobReply) -> PyResult<Bound<'py, PyAny>> {
    let fields = (
        reply.code(),
        reply.request_id(),
        reply.message(),
        reply.data(),
        reply.whole(),
        fail_users(py, reply.fail_users())?,
    );
    Ok(fields.into_pyobject(py)?.into_any())
}

/// `((uid, code), ...)`.
pub(crate) fn fail_users<'py>(py: Python<'py>, users: &[FailUser]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, users.iter().map(|user| (&user.uid, user.code)))
}

pub(crate) fn refuse(py: Python<'_>, error: InvalidInput) -> PyErr {
    to_python(py, &error.into())
}

pub(crate) fn wrong_type(field: &str, expected: &str, value: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!("{field} must be {expected}, not {}", type_name(value)))
}

fn type_name(value: &Bound<'_, PyAny>) -> String {
    value
        .get_type()
        .name()
        .map_or_else(|_| "something else".to_owned(), |name| name.to_string())
}

fn utf8<'a>(text: &'a Bound<'_, PyString>, refusal: impl Fn(usize) -> InvalidInput) -> PyResult<&'a str> {
    text.to_str().map_err(|_| {
        let encoded = text.call_method1("encode", ("utf-8", "surrogatepass"));
        let size = encoded.and_then(|bytes| bytes.len()).unwrap_or_default();
        refuse(text.py(), refusal(size))
    })
}

fn lone_surrogate(field: &'static str, size: usize) -> InvalidInput {
    InvalidInput::malformed(
        field,
        "text that UTF-8 can hold (there is a lone surrogate in it)",
        size,
    )
}
