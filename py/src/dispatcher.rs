//! The client's dispatcher for event loops: a job goes in, a Python callable hears what became of it.

use crate::action::Action;
use crate::client::Client;
use crate::convert::{milliseconds, number, reply};
use crate::errors::{exception, to_python};
use crate::gate;
use crate::options::Options;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::time::Duration;
use zegoapi_client::{Completion, DispatcherOptions, Error, JobReply, NotSent, NotSentCause, RejectReason};

/// A bounded queue with worker threads.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct Dispatcher {
    dispatcher: zegoapi_client::Dispatcher,
}

#[pymethods]
impl Dispatcher {
    #[new]
    fn new(
        client: &Client,
        max_pending: &Bound<'_, PyAny>,
        max_threads: Option<&Bound<'_, PyAny>>,
        idle_timeout: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let options = DispatcherOptions {
            capacity: number("max_pending", max_pending, "0 or more")?,
            idle_ms: milliseconds("idle_timeout", idle_timeout)?,
            workers: match max_threads {
                Some(most) => number("max_threads", most, "0 or more")?,
                None => DispatcherOptions::default().workers,
            },
        };
        let dispatcher = zegoapi_client::Dispatcher::new(client.client.clone(), options);
        Ok(Self { dispatcher })
    }

    /// Queues an action; `callback(reply, error)` is called once, on some thread. Returns the job's number.
    fn submit(
        &self,
        py: Python<'_>,
        action: &Action,
        options: &Options,
        callback: Py<PyAny>,
    ) -> PyResult<u64> {
        let mut hearer = Hearer(Some(callback));
        let hear = Box::new(move |completion: Completion| hearer.tell(completion.outcome));
        let job = action.job.clone();
        // The dispatcher's lock is never waited for inside of Python: its holder may wait for Python.
        let submitted = py.detach(|| self.dispatcher.submit_with(job, options.call, Some(hear)));
        submitted.map_err(|rejected| match rejected.reason {
            RejectReason::InvalidInput(error) => to_python(py, &error),
            RejectReason::Closed => PyRuntimeError::new_err("the client is closed"),
            RejectReason::Full => not_sent(py, NotSentCause::RateLimit, "max_pending messages wait already"),
            RejectReason::NoThread => not_sent(py, NotSentCause::System, "no thread"),
            _ => not_sent(py, NotSentCause::System, "not taken"),
        })
    }

    /// Gives a job up, and closes its connection; its callback has been called, or another thread is about to.
    /// False when it is over already.
    fn cancel(&self, py: Python<'_>, id: u64) -> bool {
        py.detach(|| self.dispatcher.cancel(id))
    }

    /// Takes no more jobs, and gives up what is left after so many seconds.
    fn shutdown(&self, py: Python<'_>, timeout: &Bound<'_, PyAny>) -> PyResult<()> {
        let timeout = Duration::from_millis(milliseconds("timeout", timeout)?);
        // What is handed back has told its callback by being dropped.
        let ((), _inside) = gate::outside(py, || drop(self.dispatcher.shutdown(timeout)));
        Ok(())
    }

    #[getter]
    fn pending(&self, py: Python<'_>) -> usize {
        py.detach(|| self.dispatcher.pending())
    }

    #[getter]
    fn threads(&self, py: Python<'_>) -> usize {
        py.detach(|| self.dispatcher.workers())
    }
}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        // Its end waits for callbacks that run, and those wait for the interpreter: it must not be held meanwhile.
        Python::try_attach(|py| gate::outside(py, || drop(self.dispatcher.shutdown(Duration::ZERO))));
    }
}

fn not_sent(py: Python<'_>, cause: NotSentCause, detail: &str) -> PyErr {
    to_python(py, &NotSent::new(cause, detail).into())
}

/// A callback that is called once, whatever happens to its job.
struct Hearer(Option<Py<PyAny>>);

impl Hearer {
    fn tell(&mut self, outcome: Result<JobReply, Error>) {
        let Some(callback) = self.0.take() else { return };
        // At the interpreter's end nobody waits any more.
        let _ = gate::enter(|py| {
            let told = match outcome {
                Ok(got) => reply(py, &got).and_then(|reply| callback.call1(py, (reply, py.None()))),
                Err(error) => exception(py, &error).and_then(|error| callback.call1(py, (py.None(), error))),
            };
            if let Err(error) = told {
                error.write_unraisable(py, None);
            }
        });
    }
}

impl Drop for Hearer {
    fn drop(&mut self) {
        // Taken back by a shutdown, or never taken: nothing was sent.
        self.tell(Err(NotSent::new(NotSentCause::Cancelled, "").into()));
    }
}
