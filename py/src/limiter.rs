//! The rate of one quota, for programs that have an HTTP and retries of their own.

use crate::convert::number;
use crate::time::{lock, now};
use pyo3::prelude::*;
use std::sync::Mutex;
use zegoapi_client::{Permit, Quota, Ticket, Turn};

/// A limiter behind a lock.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Limiter {
    limiter: Mutex<zegoapi_client::Limiter>,
}

#[pymethods]
impl Limiter {
    #[new]
    fn new(calls: &Bound<'_, PyAny>, window_ms: &Bound<'_, PyAny>) -> PyResult<Self> {
        let expected = "a number from 0 to 4294967295";
        let quota = Quota {
            calls: number("calls", calls, expected)?,
            window_ms: number("window_ms", window_ms, expected)?,
        };
        Ok(Self {
            limiter: Mutex::new(zegoapi_client::Limiter::new(quota)),
        })
    }

    /// `(ticket, None, None, None)`, or `(None, turn, until_ms, wait_ms)`. `by_ms` is a time, or else `timeout_ms` from
    /// now.
    fn ask(
        &self,
        turn: Option<u64>,
        by_ms: Option<u64>,
        timeout_ms: u64,
        now_ms: Option<u64>,
    ) -> (Option<u64>, Option<u64>, Option<u64>, Option<u64>) {
        let now_ms = now(now_ms, None).monotonic_ms;
        let by_ms = by_ms.unwrap_or_else(|| now_ms.saturating_add(timeout_ms));
        match lock(&self.limiter).ask(turn.map(Turn::from_number), now_ms, by_ms) {
            Permit::Go(ticket) => (Some(ticket.number()), None, None, None),
            Permit::Wait { turn, until_ms } => {
                let wait_ms = until_ms.saturating_sub(now_ms);
                (None, Some(turn.number()), Some(until_ms), Some(wait_ms))
            }
        }
    }

    fn leave(&self, turn: u64) {
        lock(&self.limiter).leave(Turn::from_number(turn));
    }

    fn written(&self, ticket: u64, handshake_ms: Option<u64>, now_ms: Option<u64>) {
        let now_ms = now(now_ms, None).monotonic_ms;
        lock(&self.limiter).written(Ticket::from_number(ticket), now_ms, handshake_ms);
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
    fn calls(&self) -> u32 {
        lock(&self.limiter).quota().calls
    }

    #[getter]
    fn window_ms(&self) -> u32 {
        lock(&self.limiter).quota().window_ms
    }

    #[getter]
    fn allowed(&self) -> u32 {
        lock(&self.limiter).allowed()
    }

    #[getter]
    fn waiting(&self) -> usize {
        lock(&self.limiter).waiting()
    }
}
