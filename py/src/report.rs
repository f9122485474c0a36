//! What became of each user of a fan-out, as plain values and as the lines of a report file.

use crate::convert::{text, text_or_bytes};
use crate::errors::{exception, to_python};
use pyo3::prelude::*;
use pyo3::types::PyList;
use zegoapi_client::{Error, InvalidInput, MessageDigest, Outcome, Progress, Report};

/// `(user_id, outcome, code)`.
pub(crate) type UserFields = (String, &'static str, Option<i64>);

/// `(users, repeated, stopped_by)`, with the fields of each user.
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
    code: Option<i64>,
    duplicates_ok: bool,
) -> PyResult<bool> {
    Ok(read(py, outcome, code)?.resumed(duplicates_ok))
}

/// What tells a message from others in a report, as text.
#[pyfunction]
pub(crate) fn message_digest(
    room_id: &Bound<'_, PyAny>,
    from_user_id: &Bound<'_, PyAny>,
    content: &Bound<'_, PyAny>,
) -> PyResult<String> {
    let (room_id, from_user_id) = (text("room_id", room_id)?, text("from_user_id", from_user_id)?);
    let digest = MessageDigest::of(room_id, from_user_id, text_or_bytes("content", content)?);
    Ok(digest.to_string())
}

/// Refuses a report of one message as that of another.
#[pyfunction]
pub(crate) fn check_message(
    py: Python<'_>,
    message: &Bound<'_, PyAny>,
    of_report: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let line = zegoapi_client::report_line(digest(of_report)?, "", Outcome::Sent);
    let read = zegoapi_client::parse_report_line(digest(message)?, &line);
    read.map(|_| ()).map_err(|error| to_python(py, &error))
}

/// A line of a report file, without its line break.
#[pyfunction]
pub(crate) fn report_line(
    py: Python<'_>,
    message: &Bound<'_, PyAny>,
    user_id: &Bound<'_, PyAny>,
    outcome: &str,
    code: Option<i64>,
) -> PyResult<String> {
    let (message, user_id) = (digest(message)?, text("user_id", user_id)?);
    Ok(zegoapi_client::report_line(
        message,
        user_id,
        read(py, outcome, code)?,
    ))
}

/// The fields of a line's user; None for a blank line.
#[pyfunction]
pub(crate) fn parse_report_line(
    py: Python<'_>,
    message: &Bound<'_, PyAny>,
    line: &Bound<'_, PyAny>,
) -> PyResult<Option<UserFields>> {
    let read = zegoapi_client::parse_report_line(digest(message)?, text("report", line)?);
    let read = read.map_err(|error| to_python(py, &error))?;
    Ok(read.map(|(user_id, outcome)| (user_id, outcome.name(), outcome.code())))
}

fn digest(value: &Bound<'_, PyAny>) -> PyResult<MessageDigest> {
    let digest = text("message", value)?.parse();
    digest.map_err(|error: Error| to_python(value.py(), &error))
}

fn read(py: Python<'_>, outcome: &str, code: Option<i64>) -> PyResult<Outcome> {
    let plain = [Outcome::Sent, Outcome::Unknown, Outcome::NotTried];
    let failed = code.map(|code| Outcome::Failed { code });
    let found = plain.into_iter().chain(failed).find(|one| one.name() == outcome);
    found.ok_or_else(|| {
        let expected = "sent, failed with a code, unknown or not_tried";
        let error: Error = InvalidInput::unsuitable("outcome", expected).into();
        to_python(py, &error)
    })
}
