//! The core's tables, so that the package and its tests need none of their own.

use crate::action::code_family;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use zegoapi_client::{
    CodeFamily, CodeKind, ErrorKind, EventKind, NotSentCause, Problem, Region, ReturnCode, UnknownCause,
};

type Entry = (i32, &'static str, &'static str, &'static str, &'static str);

/// `(code, family, kind, meaning, advice)`, or None for a code that the family's tables do not list.
#[pyfunction]
pub(crate) fn explain(code: i32, family: &Bound<'_, PyAny>) -> PyResult<Option<Entry>> {
    Ok(code_family(family)?.explain(code).map(entry))
}

/// Every name that stands in the core, by table.
#[pyfunction]
pub(crate) fn tables(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let tables = PyDict::new(py);
    let kinds = ErrorKind::ALL.map(|kind| (kind.name(), kind.number(), kind.delivery().name()));
    tables.set_item("kinds", kinds)?;
    tables.set_item("regions", Region::ALL.map(Region::code))?;
    tables.set_item("code_kinds", CodeKind::ALL.map(CodeKind::name))?;
    tables.set_item("problems", Problem::ALL.map(Problem::name))?;
    tables.set_item("not_sent_causes", NotSentCause::ALL.map(NotSentCause::name))?;
    tables.set_item("unknown_causes", UnknownCause::ALL.map(UnknownCause::name))?;
    tables.set_item("events", EventKind::ALL.map(EventKind::name))?;
    tables.set_item("codes", CodeFamily::Room.codes().map(entry).collect::<Vec<_>>())?;
    Ok(tables)
}

fn entry(entry: &'static ReturnCode) -> Entry {
    (
        entry.code,
        entry.family.name(),
        entry.kind.name(),
        entry.meaning,
        entry.advice,
    )
}
