//! How hard a call tries, and for how long.

use crate::convert::{flag, milliseconds, number, seconds};
use crate::errors::to_python;
use pyo3::prelude::*;
use zegoapi_client::{CallOptions, FanOutOptions};

/// The options of a call.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) call: CallOptions,
}

#[pymethods]
impl Options {
    /// The defaults: of a single call, or of each call of a fan-out.
    #[new]
    fn new(fan_out: bool) -> Self {
        let call = if fan_out {
            FanOutOptions::default().call
        } else {
            CallOptions::default()
        };
        Self { call }
    }

    /// How long the whole call may take, in seconds.
    #[getter]
    fn timeout(&self) -> f64 {
        seconds(self.call.timeout_ms)
    }

    #[getter]
    fn duplicates_ok(&self) -> bool {
        self.call.duplicates_ok
    }

    /// The same options with some replaced; `None` keeps one. Times are in seconds.
    #[expect(clippy::too_many_arguments, reason = "one for each option")]
    #[pyo3(signature = (*, timeout=None, try_timeout=None, retries=None, backoff=None, max_backoff=None,
                        duplicates_ok=None, fail_fast=None))]
    fn replace(
        &self,
        timeout: Option<&Bound<'_, PyAny>>,
        try_timeout: Option<&Bound<'_, PyAny>>,
        retries: Option<&Bound<'_, PyAny>>,
        backoff: Option<&Bound<'_, PyAny>>,
        max_backoff: Option<&Bound<'_, PyAny>>,
        duplicates_ok: Option<&Bound<'_, PyAny>>,
        fail_fast: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut call = self.call;
        if let Some(value) = timeout {
            call.timeout_ms = milliseconds("timeout", value)?;
        }
        if let Some(value) = try_timeout {
            call.try_timeout_ms = Some(milliseconds("try_timeout", value)?);
        }
        if let Some(value) = retries {
            call.retries = number("retries", value, "a number from 0 to 4294967295")?;
        }
        if let Some(value) = backoff {
            call.backoff_ms = milliseconds("backoff", value)?;
        }
        if let Some(value) = max_backoff {
            call.max_backoff_ms = milliseconds("max_backoff", value)?;
        }
        if let Some(value) = duplicates_ok {
            call.duplicates_ok = flag("duplicates_ok", value)?;
        }
        if let Some(value) = fail_fast {
            call.fail_fast = flag("fail_fast", value)?;
        }
        Ok(Self { call })
    }

    /// Refuses options that no call can be made by. A call checks its own; this says it before there is one.
    fn check(&self, py: Python<'_>) -> PyResult<()> {
        self.call.check().map_err(|error| to_python(py, &error))
    }
}
