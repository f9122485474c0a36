//! One message to any number of users: driven here by threads, or from Python over any HTTP stack.

use crate::action::{Request, answer};
use crate::app::App;
use crate::call::{failure, random_bytes};
use crate::client::{Cancel, Client, LOOK_UP};
use crate::convert::{number, seconds, text, text_or_bytes, user_ids};
use crate::errors::to_python;
use crate::events::{EventFields, event_fields};
use crate::gate;
use crate::options::Options;
use crate::report::{ProgressFields, ReportFields, UserFields, progress_fields, report_fields};
use crate::time::{lock, now};
use pyo3::prelude::*;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use zegoapi_client::{
    AppLimiters, Error, FanOutOptions, FanOutStep, Limiters, NotSent, NotSentCause, Progress, Report,
};

/// Sends, waits, and returns what `read` makes of the report's fields. What `progress` or a signal's handler raises
/// stops it, and is raised with the report as its attribute `report`.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "one for each parameter")]
pub(crate) fn run_fan_out<'py>(
    py: Python<'py>,
    client: &Client,
    app: &App,
    message: Message<'py>,
    options: &Options,
    concurrency: &Bound<'py, PyAny>,
    cancel: &Cancel,
    progress: Option<&Bound<'py, PyAny>>,
    read: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let fan_out = message.fan_out(app, options, concurrency)?;
    let (client, cancel) = (client.client.clone(), cancel.cancel.clone());
    let progress = progress.map(|progress| progress.clone().unbind());
    let look = |seen| {
        let looked = gate::enter(|py| {
            py.check_signals()?;
            tell(py, progress.as_ref(), seen)
        });
        looked.unwrap_or(Ok(()))
    };
    let (driven, _inside) = gate::outside(py, || drive(&client, fan_out, &cancel, look));
    let (report, mut raised) = driven.map_err(|error| to_python(py, &error))?;
    let fields = report_fields(py, &report)?;
    let report = read_in_spite_of_signals(read, &fields, &mut raised)?;
    match raised {
        None => Ok(report),
        Some(error) => {
            // An exception without room for it says less.
            let _ = error.value(py).setattr("report", report);
            Err(error)
        }
    }
}

/// How many signals may come while a report is made for Python. More cannot be told from a fault in making it.
const MOST_SIGNALS: usize = 100;

/// Makes the report. A signal's handler may raise in it as in all Python code, and the report must not be lost.
fn read_in_spite_of_signals<'py>(
    read: &Bound<'py, PyAny>,
    fields: &ReportFields<'py>,
    raised: &mut Option<PyErr>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut signals = 0;
    loop {
        match read.call1((fields.0.clone(), fields.1, fields.2.clone())) {
            Ok(report) => return Ok(report),
            Err(error) if signals == MOST_SIGNALS => return Err(error),
            Err(error) => {
                signals += 1;
                raised.get_or_insert(error);
            }
        }
    }
}

/// Starts sending on threads; `done(report, raised)` is called at the end, on one of them, as is `progress`.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "one for each parameter")]
pub(crate) fn start_fan_out(
    py: Python<'_>,
    client: &Client,
    app: &App,
    message: Message<'_>,
    options: &Options,
    concurrency: &Bound<'_, PyAny>,
    cancel: &Cancel,
    progress: Option<Py<PyAny>>,
    done: Py<PyAny>,
) -> PyResult<()> {
    let fan_out = message.fan_out(app, options, concurrency)?;
    let (client, cancel) = (client.client.clone(), cancel.cancel.clone());
    let run = move || {
        let driven = drive(&client, fan_out, &cancel, |seen| {
            gate::enter(|py| tell(py, progress.as_ref(), seen)).unwrap_or(Ok(()))
        });
        let _ = gate::enter(|py| {
            let told = match driven {
                Ok((report, raised)) => report_fields(py, &report).and_then(|report| {
                    let raised = raised.map(|error| error.into_value(py));
                    done.call1(py, (report, raised))
                }),
                Err(error) => done.call1(py, (py.None(), to_python(py, &error).into_value(py))),
            };
            if let Err(error) = told {
                error.write_unraisable(py, None);
            }
        });
    };
    match thread::Builder::new().name("zegoapi-fan-out".into()).spawn(run) {
        Ok(_) => Ok(()),
        Err(_) => Err(to_python(py, &no_thread())),
    }
}

/// Room, sender, content and users.
#[derive(FromPyObject)]
pub(crate) struct Message<'py>(
    Bound<'py, PyAny>,
    Bound<'py, PyAny>,
    Bound<'py, PyAny>,
    Bound<'py, PyAny>,
);

impl Message<'_> {
    fn fan_out(
        self,
        app: &App,
        options: &Options,
        concurrency: &Bound<'_, PyAny>,
    ) -> PyResult<zegoapi_client::FanOut> {
        let py = concurrency.py();
        let room_id = text("room_id", &self.0)?;
        let from_user_id = text("from_user_id", &self.1)?;
        let content = text_or_bytes("content", &self.2)?;
        let users = user_ids(&self.3)?;
        let options = FanOutOptions {
            call: options.call,
            concurrency: number("concurrency", concurrency, "0 or more")?,
        };
        let (owner, endpoint) = (app.app.clone(), app.endpoint.clone());
        let made = py.detach(|| {
            zegoapi_client::FanOut::new(owner, endpoint, room_id, from_user_id, content, users, options)
        });
        made.map_err(|error| to_python(py, &error))
    }
}

/// Runs a fan-out on threads of its own while this one looks after progress and signals, without holding up
/// the sending. What `look` raises stops it, and what is out is cut off.
fn drive(
    client: &zegoapi_client::Client,
    fan_out: zegoapi_client::FanOut,
    cancel: &zegoapi_client::Cancel,
    mut look: impl FnMut(Option<Progress>) -> PyResult<()>,
) -> Result<(Report, Option<PyErr>), Error> {
    let seen = Arc::new(Mutex::new(None));
    let (teller, told) = channel();
    let run = {
        let (client, cancel, seen) = (client.clone(), cancel.clone(), Arc::clone(&seen));
        move || {
            let report = client.run_fan_out(fan_out, &cancel, |fan_out| {
                while let Some(settled) = fan_out.take_settled() {
                    drop(settled);
                }
                *lock(&seen) = Some(fan_out.progress());
            });
            let _ = teller.send(report);
        }
    };
    thread::Builder::new()
        .name("zegoapi-fan-out".into())
        .spawn(run)
        .map_err(|_| no_thread())?;
    let mut last = None;
    let mut raised = None;
    loop {
        let waited = told.recv_timeout(LOOK_UP);
        let progress = *lock(&seen);
        let news = progress.filter(|progress| raised.is_none() && last != Some(*progress));
        if let Err(error) = look(news) {
            cancel.cancel();
            // A second Ctrl-C says the same as the first, and must not lose the report.
            raised.get_or_insert(error);
        }
        last = progress;
        match waited {
            Ok(report) => return Ok((report, raised)),
            Err(RecvTimeoutError::Timeout) => {}
            // Only a panic loses the report.
            Err(RecvTimeoutError::Disconnected) => return Err(no_thread()),
        }
    }
}

fn tell(py: Python<'_>, progress: Option<&Py<PyAny>>, seen: Option<Progress>) -> PyResult<()> {
    if let (Some(progress), Some(seen)) = (progress, seen) {
        progress.call1(py, (progress_fields(seen),))?;
    }
    Ok(())
}

fn no_thread() -> Error {
    NotSent::new(NotSentCause::System, "no thread").into()
}

/// A fan-out, and the limiters of its application.
#[pyclass(frozen, module = "zegoapi._native")]
#[derive(Debug)]
pub(crate) struct FanOut {
    fan_out: Mutex<zegoapi_client::FanOut>,
    limiters: Arc<AppLimiters>,
}

impl FanOut {
    /// Asks or tells the fan-out something, outside of Python.
    fn with<R: Send>(
        &self,
        py: Python<'_>,
        act: impl FnOnce(&mut zegoapi_client::FanOut, &mut Limiters) -> R + Send,
    ) -> R {
        py.detach(|| act(&mut lock(&self.fan_out), &mut self.limiters.lock()))
    }
}

#[pymethods]
impl FanOut {
    #[new]
    fn new(
        app: &App,
        message: Message<'_>,
        options: &Options,
        concurrency: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        Ok(Self {
            fan_out: Mutex::new(message.fan_out(app, options, concurrency)?),
            limiters: AppLimiters::of(&app.app),
        })
    }

    /// `("wait", until_ms or None, seconds or None)`, `("send", (call, request), seconds)` or `("done", None, None)`.
    fn next<'py>(
        &self,
        py: Python<'py>,
        now_ms: Option<u64>,
        unix_ms: Option<i64>,
        random: Option<[u8; 16]>,
    ) -> PyResult<(&'static str, Bound<'py, PyAny>, Option<f64>)> {
        let random = random_bytes(random).map_err(|error| to_python(py, &error))?;
        let now = now(now_ms, unix_ms);
        match self.with(py, |fan_out, limiters| fan_out.next(limiters, now, &random)) {
            FanOutStep::Send {
                call,
                request,
                timeout_ms,
            } => {
                let sent = (call, Bound::new(py, Request { request })?).into_pyobject(py)?;
                Ok(("send", sent.into_any(), Some(seconds(timeout_ms))))
            }
            FanOutStep::Wait { until_ms } => {
                let wait = until_ms.map(|until_ms| seconds(until_ms.saturating_sub(now.monotonic_ms)));
                Ok(("wait", until_ms.into_pyobject(py)?.into_any(), wait))
            }
            FanOutStep::Done => Ok(("done", py.None().into_bound(py), None)),
        }
    }

    fn written(
        &self,
        py: Python<'_>,
        call: u64,
        handshake_ms: Option<u64>,
        now_ms: Option<u64>,
    ) -> PyResult<()> {
        let now = now(now_ms, None);
        let told = self.with(py, |fan_out, limiters| {
            fan_out.written(call, limiters, now, handshake_ms)
        });
        told.map_err(|error| to_python(py, &error))
    }

    #[expect(clippy::too_many_arguments, reason = "one for each parameter")]
    fn reply(
        &self,
        py: Python<'_>,
        call: u64,
        status: &Bound<'_, PyAny>,
        date: Option<&Bound<'_, PyAny>>,
        body: &Bound<'_, PyAny>,
        whole: bool,
        now_ms: Option<u64>,
        unix_ms: Option<i64>,
    ) -> PyResult<()> {
        let (answer, now) = (answer(status, date, body, whole)?, now(now_ms, unix_ms));
        let told = self.with(py, |fan_out, limiters| {
            fan_out.reply(call, limiters, now, &answer)
        });
        told.map_err(|error| to_python(py, &error))
    }

    fn failed(
        &self,
        py: Python<'_>,
        call: u64,
        kind: &str,
        cause: &Bound<'_, PyAny>,
        detail: &Bound<'_, PyAny>,
        now_ms: Option<u64>,
    ) -> PyResult<()> {
        let (failure, now) = (failure(kind, cause, detail)?, now(now_ms, None));
        let told = self.with(py, |fan_out, limiters| {
            fan_out.failed(call, limiters, now, failure)
        });
        told.map_err(|error| to_python(py, &error))
    }

    fn stop(&self, py: Python<'_>, now_ms: Option<u64>) {
        let now = now(now_ms, None);
        self.with(py, |fan_out, limiters| fan_out.stop(limiters, now));
    }

    fn progress(&self) -> ProgressFields {
        progress_fields(lock(&self.fan_out).progress())
    }

    /// The users of the oldest call that has come to its end and was not fetched, as in a report.
    fn take_settled(&self) -> Option<Vec<UserFields>> {
        let mut fan_out = lock(&self.fan_out);
        let settled = fan_out.take_settled()?;
        // Made into Python's objects after the lock is gone: making them may run a collector, and any code.
        Some(
            settled
                .map(|(user_id, outcome)| (user_id.to_owned(), outcome.name(), outcome.code()))
                .collect(),
        )
    }

    /// The users of the call whose first request the last step said to send.
    fn begun(&self) -> Option<Vec<String>> {
        let fan_out = lock(&self.fan_out);
        let begun = fan_out.begun()?.map(str::to_owned).collect();
        Some(begun)
    }

    fn take_event(&self) -> Option<EventFields> {
        lock(&self.fan_out).take_event().as_ref().map(event_fields)
    }

    #[getter]
    fn digest(&self) -> String {
        lock(&self.fan_out).digest().to_string()
    }

    fn report<'py>(&self, py: Python<'py>) -> PyResult<ReportFields<'py>> {
        let report = lock(&self.fan_out).report();
        report_fields(py, &report)
    }
}
