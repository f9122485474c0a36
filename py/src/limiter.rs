//! The pace of an application, for those who drive calls themselves.

use pyo3::prelude::*;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use zegoapi_client::{Clock, Permit, Ticket, Time};

/// A limiter behind a lock.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Limiter {
    pub(crate) limiter: Arc<Mutex<zegoapi_client::Limiter>>,
}

#[pymethods]
impl Limiter {
    #[new]
    fn new(calls_per_second: u32) -> Self {
        let limiter = zegoapi_client::Limiter::new(calls_per_second);
        Self {
            limiter: Arc::new(Mutex::new(limiter)),
        }
    }

    /// `(ticket, None, None)`, or `(None, until_ms, wait_ms)`.
    fn ask(&self, now_ms: Option<u64>) -> (Option<u64>, Option<u64>, Option<u64>) {
        let now_ms = now(now_ms, None).monotonic_ms;
        match lock(&self.limiter).ask(now_ms) {
            Permit::Go(ticket) => (Some(ticket.number()), None, None),
            Permit::WaitUntil(until_ms) => (None, Some(until_ms), Some(until_ms.saturating_sub(now_ms))),
        }
    }

    fn finished(&self, ticket: u64, now_ms: Option<u64>) {
        lock(&self.limiter).finished(Ticket::from_number(ticket), now(now_ms, None).monotonic_ms);
    }

    fn not_sent(&self, ticket: u64, now_ms: Option<u64>) {
        lock(&self.limiter).not_sent(Ticket::from_number(ticket), now(now_ms, None).monotonic_ms);
    }

    fn refused(&self, ticket: u64, now_ms: Option<u64>) {
        lock(&self.limiter).refused(Ticket::from_number(ticket), now(now_ms, None).monotonic_ms);
    }

    #[getter]
    fn calls_per_second(&self) -> u32 {
        lock(&self.limiter).calls_per_second()
    }
}

/// Nothing is half done when a holder panics, and none enters Python.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time given, where one is given, else the system's: one clock for everything in the process.
pub(crate) fn now(monotonic_ms: Option<u64>, unix_s: Option<i64>) -> Time {
    static CLOCK: OnceLock<Clock> = OnceLock::new();
    let now = CLOCK.get_or_init(Clock::new).now();
    Time {
        monotonic_ms: monotonic_ms.unwrap_or(now.monotonic_ms),
        unix_s: unix_s.unwrap_or(now.unix_s),
    }
}
