//! The blocking client. While it waits, other threads run Python, and signals are noticed.

use crate::action::Action;
use crate::app::App;
use crate::beside;
use crate::convert::{milliseconds, number, reply, text};
use crate::errors::to_python;
use crate::events::tell;
use crate::gate;
use crate::options::Options;
use crate::trust::Trust;
use pyo3::prelude::*;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use zegoapi_client::{
    CallOptions, Cancelled, Error, Job, JobReply, NotSent, NotSentCause, Unknown, UnknownCause,
};

/// How soon a signal is noticed.
pub(crate) const LOOK_UP: Duration = Duration::from_millis(50);
/// How long an interrupted call may take to end.
const LAST_WORD: Duration = Duration::from_millis(800);

/// A client for one application.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) client: zegoapi_client::Client,
}

#[pymethods]
impl Client {
    #[new]
    #[expect(clippy::too_many_arguments, reason = "one for each option")]
    fn new(
        py: Python<'_>,
        app: &App,
        options: &Options,
        connect_timeout: &Bound<'_, PyAny>,
        trust: Trust<'_>,
        proxy: Option<&Bound<'_, PyAny>>,
        max_reply_bytes: &Bound<'_, PyAny>,
        max_idle_connections: Option<&Bound<'_, PyAny>>,
        max_connection_age: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let connect_timeout = Duration::from_millis(milliseconds("connect_timeout", connect_timeout)?);
        let mut builder = zegoapi_client::Client::builder(app.app.clone())
            .endpoint(app.endpoint.clone())
            .call_options(options.call)
            .connect_timeout(connect_timeout)
            .max_reply_bytes(number("max_reply_bytes", max_reply_bytes, "0 or more")?)
            .on_event(tell);
        if let Some(most) = max_idle_connections {
            builder = builder.max_idle_connections(number("max_idle_connections", most, "0 or more")?);
        }
        if let Some(age) = max_connection_age {
            let age = milliseconds("max_connection_age", age)?;
            builder = builder.max_connection_age(Duration::from_millis(age));
        }
        builder = trust.tell(builder)?;
        // An empty text says: none, whatever the environment says.
        if let Some(url) = proxy {
            let url = text("proxy", url)?;
            builder = if url.is_empty() {
                builder.no_proxy()
            } else {
                builder.proxy(url)
            };
        }
        let built = py.detach(|| builder.build());
        Ok(Self {
            client: built.map_err(|error| to_python(py, &error))?,
        })
    }

    /// Sends, and waits for what comes of it. With `watch_signals`, which is for the main thread, the sending is
    /// done by another thread, and what a signal's handler raises ends the waiting.
    fn send<'py>(
        &self,
        py: Python<'py>,
        action: &Action,
        options: &Options,
        cancel: Option<&Cancel>,
        watch_signals: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let cancel = cancel.map(|cancel| cancel.cancel.clone()).unwrap_or_default();
        let (outcome, _inside) = if watch_signals {
            (self.send_beside(py, &action.job, options.call, &cancel)?, None)
        } else {
            let (outcome, inside) =
                gate::outside(py, || send(&self.client, &action.job, options.call, &cancel));
            (outcome, Some(inside))
        };
        reply(py, &outcome.map_err(|error| to_python(py, &error))?)
    }
}

type Outcome = Result<JobReply, Error>;

impl Client {
    fn send_beside(
        &self,
        py: Python<'_>,
        job: &Job,
        options: CallOptions,
        cancel: &zegoapi_client::Cancel,
    ) -> PyResult<Outcome> {
        let (teller, mut told) = channel();
        let (client, job, flag) = (self.client.clone(), job.clone(), cancel.clone());
        let run = move || {
            // Nobody hears it once the waiting was interrupted.
            let _ = teller.send(send(&client, &job, options, &flag));
        };
        if beside::run(Box::new(run)).is_err() {
            return Ok(Err(NotSent::new(NotSentCause::System, "no thread").into()));
        }
        loop {
            match listen(py, &mut told, LOOK_UP) {
                Ok(outcome) => return Ok(outcome),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(Err(lost())),
            }
            if let Err(interrupt) = py.check_signals() {
                return Err(interrupted(py, interrupt, cancel, &mut told));
            }
        }
    }
}

/// Waits while other threads run Python.
fn listen(
    py: Python<'_>,
    told: &mut Receiver<Outcome>,
    timeout: Duration,
) -> Result<Outcome, RecvTimeoutError> {
    // A receiver may be lent to the closure whole, and not shared with it.
    py.detach(move || told.recv_timeout(timeout))
}

/// Sends. A panic is an error like others to Python, and what became of the call is not known.
fn send(
    client: &zegoapi_client::Client,
    job: &Job,
    options: CallOptions,
    cancel: &zegoapi_client::Cancel,
) -> Outcome {
    let sent = panic::catch_unwind(AssertUnwindSafe(|| client.send_with(job, options, cancel)));
    sent.unwrap_or_else(|_| Err(lost()))
}

/// A call that a panic ended.
fn lost() -> Error {
    Unknown::new(UnknownCause::Broken, "the call broke off").into()
}

/// Gives the call up, which ends it at once, and writes on what the handler raised whether it may have been applied.
fn interrupted(
    py: Python<'_>,
    interrupt: PyErr,
    cancel: &zegoapi_client::Cancel,
    told: &mut Receiver<Outcome>,
) -> PyErr {
    cancel.cancel();
    let applied = match listen(py, told, LAST_WORD) {
        Ok(Ok(_)) => "yes",
        Ok(Err(error)) => error.applied().name(),
        Err(_) => "unknown",
    };
    // A second Ctrl-C says the same as the first, and must not lose what is known.
    drop(py.check_signals());
    // An exception without room for it says less.
    let _ = interrupt.value(py).setattr("applied", applied);
    interrupt
}

/// Gives up a call, or stops a fan-out, from another thread.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Cancel {
    pub(crate) cancel: zegoapi_client::Cancel,
}

#[pymethods]
impl Cancel {
    #[new]
    fn new() -> Self {
        Self {
            cancel: zegoapi_client::Cancel::new(),
        }
    }

    /// Whether no request was out.
    fn cancel(&self, py: Python<'_>) -> bool {
        py.detach(|| self.cancel.cancel()) == Cancelled::BeforeSending
    }

    #[getter]
    fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }
}
