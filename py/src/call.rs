//! A call, driven from Python over any HTTP stack.

use crate::action::{Action, Request};
use crate::app::App;
use crate::convert::{one_of, reply, seconds, text};
use crate::errors::to_python;
use crate::limiter::{Limiter, lock, now};
use crate::options::Options;
use pyo3::prelude::*;
use std::sync::{Arc, Mutex};
use zegoapi_client::{
    Action as _, Error, Event, Job, NotSent, NotSentCause, Step, Unknown, UnknownCause, fill_random,
};

/// `(kind, try_number, code, duration_ms)`.
pub(crate) type EventFields = (&'static str, u32, Option<i32>, u64);

/// Why an answer that was cut off is no reply.
pub(crate) const TOO_LARGE: &str = "a body over the size limit";

/// A call and the limiter that it goes by.
#[pyclass(frozen, module = "zegoapi._native")]
pub(crate) struct Call {
    call: Mutex<zegoapi_client::Call<Job>>,
    limiter: Arc<Mutex<zegoapi_client::Limiter>>,
}

#[pymethods]
impl Call {
    #[new]
    fn new(
        app: &App,
        action: &Action,
        options: &Options,
        limiter: &Limiter,
        now_ms: Option<u64>,
        unix_s: Option<i64>,
    ) -> Self {
        let (job, owner, endpoint) = (action.job.clone(), app.app.clone(), app.endpoint.clone());
        let call = zegoapi_client::Call::new(job, owner, endpoint, options.call, now(now_ms, unix_s));
        Self {
            call: Mutex::new(call),
            limiter: Arc::clone(&limiter.limiter),
        }
    }

    /// `("wait", until_ms, seconds)`, `("send", request, seconds)` or `("done", reply, 0)`.
    fn next<'py>(
        &self,
        py: Python<'py>,
        now_ms: Option<u64>,
        unix_s: Option<i64>,
        random: Option<[u8; 16]>,
    ) -> PyResult<(&'static str, Bound<'py, PyAny>, f64)> {
        let to_python = |error: Error| to_python(py, &error);
        let random = random_bytes(random).map_err(to_python)?;
        let now = now(now_ms, unix_s);
        // No lock is held while Python runs: a thread that waits for one may hold up the interpreter.
        let step = lock(&self.call).next(&mut lock(&self.limiter), now, &random);
        match step.map_err(to_python)? {
            Step::Wait { until_ms } => {
                let wait = seconds(until_ms.saturating_sub(now.monotonic_ms));
                Ok(("wait", until_ms.into_pyobject(py)?.into_any(), wait))
            }
            Step::Send { request, timeout_ms } => {
                let request = Bound::new(py, Request { request })?;
                Ok(("send", request.into_any(), seconds(timeout_ms)))
            }
            Step::Done(outcome) => Ok(("done", reply(py, outcome.map_err(to_python)?)?, 0.0)),
        }
    }

    fn reply(
        &self,
        py: Python<'_>,
        http_status: u16,
        date: Option<&str>,
        body: &[u8],
        now_ms: Option<u64>,
        unix_s: Option<i64>,
    ) -> PyResult<()> {
        let now = now(now_ms, unix_s);
        let told = lock(&self.call).reply(&mut lock(&self.limiter), now, http_status, date, body);
        told.map_err(|error| to_python(py, &error))
    }

    fn failed(
        &self,
        py: Python<'_>,
        kind: &str,
        cause: &Bound<'_, PyAny>,
        detail: &Bound<'_, PyAny>,
        now_ms: Option<u64>,
        unix_s: Option<i64>,
    ) -> PyResult<()> {
        let failure = failure(kind, cause, detail)?;
        let told = lock(&self.call).failed(&mut lock(&self.limiter), now(now_ms, unix_s), failure);
        told.map_err(|error| to_python(py, &error))
    }

    /// Reports an answer that could not be taken whole.
    fn cut_off(
        &self,
        py: Python<'_>,
        http_status: u16,
        body: &[u8],
        now_ms: Option<u64>,
        unix_s: Option<i64>,
    ) -> PyResult<()> {
        let mut call = lock(&self.call);
        let error = call.action().bad_reply(http_status, TOO_LARGE, body);
        let told = call.failed(&mut lock(&self.limiter), now(now_ms, unix_s), error);
        // Making an exception may run any code, this call's included.
        drop(call);
        told.map_err(|error| to_python(py, &error))
    }

    fn cancel(&self, now_ms: Option<u64>) {
        lock(&self.call).cancel(&mut lock(&self.limiter), now(now_ms, None));
    }

    fn take_event(&self) -> Option<EventFields> {
        lock(&self.call).take_event().map(event_fields)
    }

    #[getter]
    fn tries(&self) -> u32 {
        lock(&self.call).tries()
    }

    #[getter]
    fn may_be_delivered(&self) -> bool {
        lock(&self.call).may_be_delivered()
    }
}

pub(crate) fn event_fields(event: Event) -> EventFields {
    (event.kind.name(), event.try_number, event.code, event.duration_ms)
}

/// Given bytes, for a replay, or the system's.
pub(crate) fn random_bytes(given: Option<[u8; 16]>) -> Result<[u8; 16], Error> {
    given.map_or_else(
        || {
            let mut bytes = [0; 16];
            fill_random(&mut bytes).map(|()| bytes)
        },
        Ok,
    )
}

/// What a try that brought no answer came to.
pub(crate) fn failure(kind: &str, cause: &Bound<'_, PyAny>, detail: &Bound<'_, PyAny>) -> PyResult<Error> {
    let detail = text("detail", detail)?;
    if kind == "NotSent" {
        let expected = "one of NOT_SENT_CAUSES";
        let cause = one_of("cause", cause, &NotSentCause::ALL, NotSentCause::name, expected)?;
        return Ok(NotSent::new(cause, detail).into());
    }
    let expected = "one of UNKNOWN_CAUSES";
    let cause = one_of("cause", cause, &UnknownCause::ALL, UnknownCause::name, expected)?;
    Ok(Unknown::new(cause, detail).into())
}
