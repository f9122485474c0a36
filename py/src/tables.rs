//! The core's tables, so that the package and its tests need none of their own.

use crate::action::code_scope;
use crate::callback;
use crate::convert::wrong_type;
use crate::token;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt};
use zegoapi_client::{
    Applied, CallOutcome, CodeKind, CodeScope, ErrorKind, EventKind, LimitedBy, NotSentCause, Problem,
    Region, ReturnCode, UnknownCause,
};

/// `(code, scope, kind, limited_by, meaning, advice, retryable)`.
type Entry = (
    i64,
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
    &'static str,
    bool,
);

/// Every entry that has the code; with a scope, the one that explains it there, if there is one.
#[pyfunction]
pub(crate) fn explain(code: &Bound<'_, PyAny>, scope: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Entry>> {
    if !code.is_instance_of::<PyInt>() {
        return Err(wrong_type("code", "int", code));
    }
    let scope = scope.map(code_scope).transpose()?;
    // A number that no code can have stands in no table either.
    let Ok(code) = code.extract::<i64>() else {
        return Ok(Vec::new());
    };
    Ok(match scope {
        Some(scope) => scope.explain(code).map(entry).into_iter().collect(),
        None => zegoapi_client::explain(code).map(entry).collect(),
    })
}

/// Every name that stands in the core, by table.
#[pyfunction]
pub(crate) fn tables(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let tables = PyDict::new(py);
    let kinds = ErrorKind::ALL.map(|kind| (kind.name(), kind.number()));
    tables.set_item("kinds", kinds)?;
    tables.set_item("applied", Applied::ALL.map(Applied::name))?;
    tables.set_item("regions", Region::ALL.map(Region::code))?;
    tables.set_item("scopes", CodeScope::ALL.map(CodeScope::name))?;
    tables.set_item("code_kinds", CodeKind::ALL.map(CodeKind::name))?;
    tables.set_item("limited_by", LimitedBy::ALL.map(LimitedBy::name))?;
    tables.set_item("problems", Problem::ALL.map(Problem::name))?;
    tables.set_item("not_sent_causes", NotSentCause::ALL.map(NotSentCause::name))?;
    tables.set_item("unknown_causes", UnknownCause::ALL.map(UnknownCause::name))?;
    tables.set_item("events", EventKind::ALL.map(EventKind::name))?;
    tables.set_item("outcomes", CallOutcome::ALL.map(CallOutcome::name))?;
    tables.set_item("codes", codes())?;
    tables.set_item("token_errors", token::kinds())?;
    tables.set_item("callback_errors", callback::kinds())?;
    Ok(tables)
}

/// The entries of every scope's own table.
fn codes() -> Vec<Entry> {
    let own = |scope: CodeScope| scope.codes().filter(move |entry| entry.scope == scope);
    CodeScope::ALL.into_iter().flat_map(own).map(entry).collect()
}

fn entry(entry: &'static ReturnCode) -> Entry {
    (
        entry.code,
        entry.scope.name(),
        entry.kind.name(),
        entry.limited_by.map(LimitedBy::name),
        entry.meaning,
        entry.advice,
        entry.kind.retryable(),
    )
}
