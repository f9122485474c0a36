//! What became of each user of a fan-out, as plain values and as the lines of a report file.

use crate::convert::text;
use crate::errors::{exception, to_python};
use pyo3::prelude::*;
use pyo3::types::PyList;
use zegoapi_client::{Error, InvalidInput, Outcome, Progress, Report};

/// `(users, repeated, stopped_by)`, with `(user_id, outcome, code)` for each user.
pub(crate) type ReportFields<'py> = (Bound<'py, PyList>, usize, Option<Bound<'py, PyAny>>);

/// `(total, sent, failed, unknown, in_flight, not_tried)`.
pub(crate) type ProgressFields = (usize, usize, usize, usize, usize, usize);

pub(crate) fn report_fields<'py>(py: Python<'py>, report: &Report) -> PyResult<ReportFields<'py>> {
    let users = PyList::empty(py);
    for (user_id, outcome) in report.users() {
        users.append((user_id, outcome.name(), outcome.code()))?;
    }
    let stopped_by = report
        .stopped_by()
        .map(|error| exception(py, error))
        .transpose()?;
    Ok((users, report.repeated(), stopped_by))
}

pub(crate) fn progress_fields(progress: Progress) -> ProgressFields {
    let Progress {
        total,
        sent,
        failed,
        unknown,
        in_flight,
        not_tried,
        ..
    } = progress;
    (total, sent, failed, unknown, in_flight, not_tried)
}

/// Whether a resumed fan-out sends to a user of this outcome.
#[pyfunction]
pub(crate) fn resumed(
    py: Python<'_>,
    outcome: &str,
    code: Option<i32>,
    duplicates_ok: bool,
) -> PyResult<bool> {
    Ok(read(py, outcome, code)?.resumed(duplicates_ok))
}

/// A line of a report file, without its line break.
#[pyfunction]
pub(crate) fn report_line(
    py: Python<'_>,
    user_id: &str,
    outcome: &str,
    code: Option<i32>,
) -> PyResult<String> {
    Ok(zegoapi_client::report_line(user_id, read(py, outcome, code)?))
}

/// `(user_id, outcome, code)` of a line.
#[pyfunction]
pub(crate) fn parse_report_line(
    py: Python<'_>,
    line: &Bound<'_, PyAny>,
) -> PyResult<(String, &'static str, Option<i32>)> {
    let read = zegoapi_client::parse_report_line(text("report", line)?);
    let (user_id, outcome) = read.map_err(|error| to_python(py, &error))?;
    Ok((user_id, outcome.name(), outcome.code()))
}

fn read(py: Python<'_>, outcome: &str, code: Option<i32>) -> PyResult<Outcome> {
    let plain = [Outcome::Sent, Outcome::Unknown, Outcome::NotTried];
    let failed = code.map(|code| Outcome::Failed { code });
    let found = plain.into_iter().chain(failed).find(|one| one.name() == outcome);
    found.ok_or_else(|| {
        let expected = "sent, failed with a code, unknown or not_tried";
        let error: Error = InvalidInput::malformed("outcome", expected, outcome.len()).into();
        to_python(py, &error)
    })
}
