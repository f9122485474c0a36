//! A call, driven from Python over any HTTP stack.

use crate::action::{Action, Request, answer};
use crate::app::App;
use crate::convert::{one_of, reply, seconds, text};
use crate::errors::to_python;
use crate::events::{EventFields, event_fields};
use crate::options::Options;
use crate::time::{lock, now};
use pyo3::prelude::*;
use std::sync::{Arc, Mutex};
use zegoapi_client::{
    AppLimiters, Error, Job, Limiters, NotSent, NotSentCause, Step, Unknown, UnknownCause, fill_random,
};

/// A call, and the limiters of its application.
#[pyclass(frozen, module = "zegoapi._native")]
pub(crate) struct Call {
    call: Mutex<zegoapi_client::Call<Job>>,
    limiters: Arc<AppLimiters>,
}

impl Call {
    /// Asks or tells the call something, outside of Python.
    fn with<R: Send>(
        &self,
        py: Python<'_>,
        act: impl FnOnce(&mut zegoapi_client::Call<Job>, &mut Limiters) -> R + Send,
    ) -> R {
        py.detach(|| act(&mut lock(&self.call), &mut self.limiters.lock()))
    }
}

#[pymethods]
impl Call {
    #[new]
    fn new(app: &App, action: &Action, options: &Options, now_ms: Option<u64>, unix_ms: Option<i64>) -> Self {
        let (job, owner, endpoint) = (action.job.clone(), app.app.clone(), app.endpoint.clone());
        let limiters = AppLimiters::of(&owner);
        let call = zegoapi_client::Call::new(job, owner, endpoint, options.call, now(now_ms, unix_ms));
        Self {
            call: Mutex::new(call),
            limiters,
        }
    }

    /// `("wait", until_ms, seconds)`, `("send", request, seconds)` or `("done", reply, 0)`.
    fn next<'py>(
        &self,
        py: Python<'py>,
        now_ms: Option<u64>,
        unix_ms: Option<i64>,
        random: Option<[u8; 16]>,
    ) -> PyResult<(&'static str, Bound<'py, PyAny>, f64)> {
        let to_python = |error: Error| to_python(py, &error);
        let random = random_bytes(random).map_err(to_python)?;
        let now = now(now_ms, unix_ms);
        let step = self.with(py, |call, limiters| call.next(limiters, now, &random));
        match step.map_err(to_python)? {
            Step::Wait { until_ms } => {
                let wait = seconds(until_ms.saturating_sub(now.monotonic_ms));
                Ok(("wait", until_ms.into_pyobject(py)?.into_any(), wait))
            }
            Step::Send { request, timeout_ms } => {
                let request = Bound::new(py, Request { request })?;
                Ok(("send", request.into_any(), seconds(timeout_ms)))
            }
            Step::Done(outcome) => Ok(("done", reply(py, &outcome.map_err(to_python)?)?, 0.0)),
        }
    }

    fn written(&self, py: Python<'_>, handshake_ms: Option<u64>, now_ms: Option<u64>) -> PyResult<()> {
        let now = now(now_ms, None);
        let told = self.with(py, |call, limiters| call.written(limiters, now, handshake_ms));
        told.map_err(|error| to_python(py, &error))
    }

    #[expect(clippy::too_many_arguments, reason = "one for each parameter")]
    fn reply(
        &self,
        py: Python<'_>,
        status: &Bound<'_, PyAny>,
        date: Option<&Bound<'_, PyAny>>,
        body: &Bound<'_, PyAny>,
        whole: bool,
        now_ms: Option<u64>,
        unix_ms: Option<i64>,
    ) -> PyResult<()> {
        let (answer, now) = (answer(status, date, body, whole)?, now(now_ms, unix_ms));
        let told = self.with(py, |call, limiters| call.reply(limiters, now, &answer));
        told.map_err(|error| to_python(py, &error))
    }

    fn failed(
        &self,
        py: Python<'_>,
        kind: &str,
        cause: &Bound<'_, PyAny>,
        detail: &Bound<'_, PyAny>,
        now_ms: Option<u64>,
    ) -> PyResult<()> {
        let (failure, now) = (failure(kind, cause, detail)?, now(now_ms, None));
        let told = self.with(py, |call, limiters| call.failed(limiters, now, failure));
        told.map_err(|error| to_python(py, &error))
    }

    fn cancel(&self, py: Python<'_>, now_ms: Option<u64>) {
        let now = now(now_ms, None);
        self.with(py, |call, limiters| call.cancel(limiters, now));
    }

    fn take_event(&self) -> Option<EventFields> {
        lock(&self.call).take_event().as_ref().map(event_fields)
    }

    #[getter]
    fn number(&self) -> u64 {
        lock(&self.call).number()
    }

    #[getter]
    fn tries(&self) -> u32 {
        lock(&self.call).tries()
    }

    #[getter]
    fn may_be_applied(&self) -> bool {
        lock(&self.call).may_be_applied()
    }
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
    let expected = "one of the causes";
    if kind == "NotSent" {
        let cause = one_of("cause", cause, &NotSentCause::ALL, NotSentCause::name, expected)?;
        return Ok(NotSent::new(cause, detail).into());
    }
    let cause = one_of("cause", cause, &UnknownCause::ALL, UnknownCause::name, expected)?;
    Ok(Unknown::new(cause, detail).into())
}
