//! Events of calls as log records. Python is entered only when somebody listens at that level: a worker that
//! waits for the interpreter's lock sends nothing.

use crate::gate;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::sync::atomic::{AtomicU8, Ordering};
use zegoapi_client::{CallOutcome, Event, EventKind};

/// 0: nobody listens; 1: retries are logged; 2: everything is.
static LEVEL: AtomicU8 = AtomicU8::new(0);
static LOG: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Says what the package's logger lets through: 0 nothing, 1 retries, 2 everything.
#[pyfunction]
pub(crate) fn set_log_level(level: u8) {
    LEVEL.store(level, Ordering::Relaxed);
}

/// Logs an event of a call, if anybody wants it.
pub(crate) fn tell(event: &Event<'_>) {
    let needed = if event.kind == EventKind::Retry { 1 } else { 2 };
    if LEVEL.load(Ordering::Relaxed) < needed {
        return;
    }
    // At the interpreter's end there is no log either.
    let _ = gate::enter(|py| {
        let log = LOG.get_or_try_init(py, || {
            py.import("zegoapi._log")?.getattr("log").map(Bound::unbind)
        });
        if let Err(error) = log.and_then(|log| log.call1(py, event_fields(event))) {
            error.write_unraisable(py, None);
        }
    });
}

/// `(call, action, host, kind, try_number, duration_ms, outcome, code, http_status, request_id)`.
pub(crate) type EventFields = (
    u64,
    String,
    String,
    &'static str,
    u32,
    u64,
    Option<&'static str>,
    Option<i64>,
    Option<u16>,
    Option<String>,
);

pub(crate) fn event_fields(event: &Event<'_>) -> EventFields {
    (
        event.call,
        event.action.to_owned(),
        event.host.to_owned(),
        event.kind.name(),
        event.try_number,
        event.duration_ms,
        event.outcome.map(CallOutcome::name),
        event.code,
        event.http_status,
        event.request_id.clone(),
    )
}
