//! Events of calls as log records. Python is entered only when somebody listens at that level: a worker that
//! waits for the interpreter's lock sends nothing.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use std::sync::atomic::{AtomicU8, Ordering};
use zegoapi_client::{Event, EventKind};

/// 0: nobody listens; 1: retries are logged; 2: everything is.
static LEVEL: AtomicU8 = AtomicU8::new(0);
static LOG: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Says what the package's logger lets through: 0 nothing, 1 retries, 2 everything.
#[pyfunction]
pub(crate) fn set_log_level(level: u8) {
    LEVEL.store(level, Ordering::Relaxed);
}

/// Logs an event of a call, if anybody wants it.
pub(crate) fn tell(action: &str, event: &Event) {
    let needed = if event.kind == EventKind::Retry { 1 } else { 2 };
    if LEVEL.load(Ordering::Relaxed) < needed {
        return;
    }
    // Without an interpreter, at its end, there is no log either.
    let _ = Python::try_attach(|py| {
        let log = LOG.get_or_try_init(py, || {
            py.import("zegoapi._log")?.getattr("log").map(Bound::unbind)
        });
        let told = log.and_then(|log| {
            let Event {
                kind,
                try_number,
                code,
                duration_ms,
                ..
            } = *event;
            log.call1(py, (action, kind.name(), try_number, code, duration_ms))
        });
        if let Err(error) = told {
            error.write_unraisable(py, None);
        }
    });
}
