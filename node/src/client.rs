//! The client for JavaScript: submits to the dispatcher, and tells outcomes by way of the event loop.

use crate::app::NativeApp;
use crate::delivery::{Arguments, Delivery, Latest};
use crate::input::{ClientOptions, FanOutInput, StampInput, Submission, answer, read};
use crate::time::{number, whole};
use crate::{errors, no_thread, output, thrown};
use napi::Env;
use napi::bindgen_prelude::Function;
use napi_derive::napi;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use zegoapi_client::{
    ActionExt, App, CallOptions, Cancel, Client, Dispatcher, DispatcherOptions, Endpoint, Error, Event,
    FanOut, RejectReason, Unknown, UnknownCause,
};

#[napi]
pub struct NativeClient {
    client: Client,
    dispatcher: Dispatcher,
    delivery: Arc<Delivery>,
    /// Whether anybody listens to events: else none crosses.
    watched: Arc<AtomicBool>,
}

/// Stops a fan-out.
#[napi]
pub struct NativeStop {
    cancel: Cancel,
}

#[napi]
impl NativeStop {
    #[napi(catch_unwind)]
    pub fn stop(&self) {
        self.cancel.cancel();
    }
}

impl NativeClient {
    pub(crate) fn app(&self) -> &App {
        self.client.app()
    }

    pub(crate) fn endpoint(&self) -> &Endpoint {
        self.client.endpoint()
    }

    pub(crate) fn options(&self) -> CallOptions {
        self.client.options()
    }

    pub(crate) fn make_fan_out(&self, input: FanOutInput) -> Result<FanOut, Error> {
        let options = input.options();
        self.client.fan_out(
            input.room_id,
            input.from_user_id,
            input.content,
            input.to,
            options,
        )
    }
}

#[napi]
impl NativeClient {
    /// Opens no connection and starts no thread.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        app: &NativeApp,
        options: String,
        listener: Function<'_, Arguments, ()>,
    ) -> napi::Result<Self> {
        let options: ClientOptions = read(&options)?;
        let delivery = Arc::new(Delivery::new(&listener)?);
        let watched = Arc::new(AtomicBool::new(false));
        let client = options
            .endpoint()
            .and_then(|endpoint| {
                let (watched, delivery) = (Arc::clone(&watched), Arc::clone(&delivery));
                let tell = move |event: &Event<'_>| {
                    if watched.load(Ordering::Relaxed) {
                        delivery.tell_event(output::event(event));
                    }
                };
                options
                    .builder(app.app().clone(), endpoint)
                    .on_event(tell)
                    .build()
            })
            .map_err(|error| thrown(&error))?;
        let defaults = DispatcherOptions::default();
        let dispatcher = DispatcherOptions {
            // Who holds a promise for each send has room for the send too; each leaves by its time-out.
            capacity: usize::MAX,
            workers: options.threads.unwrap_or(defaults.workers),
            idle_ms: options.thread_idle_ms.unwrap_or(defaults.idle_ms),
        };
        Ok(Self {
            dispatcher: Dispatcher::new(client.clone(), dispatcher),
            client,
            delivery,
            watched,
        })
    }

    /// Queues a job; its outcome is told under the number returned.
    #[napi(catch_unwind)]
    pub fn submit(&self, submission: String) -> napi::Result<f64> {
        let submission: Submission = read(&submission)?;
        let (job, options) = submission.job(self.options()).map_err(|error| thrown(&error))?;
        let delivery = Arc::clone(&self.delivery);
        let tell = move |done: zegoapi_client::Completion| {
            delivery.tell(number(done.id), output::outcome(&done.outcome));
        };
        match self.dispatcher.submit_with(job, options, Some(Box::new(tell))) {
            Ok(id) => Ok(number(id)),
            Err(rejected) => Err(thrown(&match rejected.reason {
                RejectReason::InvalidInput(error) => error,
                // It is never full and never closed.
                _ => no_thread(),
            })),
        }
    }

    /// Gives a job up; its outcome is told all the same.
    #[napi(catch_unwind)]
    pub fn cancel(&self, id: f64) {
        self.dispatcher.cancel(whole(id));
    }

    /// Sends to many users on threads of its own. Progress and the report are told under the number given; one that is
    /// stopped from the start sends nothing, and reports so.
    #[napi(catch_unwind)]
    pub fn send_to_users(&self, input: String, to: f64, stopped: bool) -> napi::Result<NativeStop> {
        let input: FanOutInput = read(&input)?;
        let fan_out = self.make_fan_out(input).map_err(|error| thrown(&error))?;
        let cancel = Cancel::new();
        if stopped {
            cancel.cancel();
        }
        let run = FanOutRun {
            client: self.client.clone(),
            delivery: Arc::clone(&self.delivery),
            to,
        };
        let stop = NativeStop {
            cancel: cancel.clone(),
        };
        let started = thread::Builder::new()
            .name("zegoapi-fan-out".into())
            .spawn(move || run.run(fan_out, &cancel));
        started.map(|_| stop).map_err(|_| thrown(&no_thread()))
    }

    /// A signed request as JSON.
    #[napi(catch_unwind)]
    pub fn prepare(&self, submission: String, stamp: String) -> napi::Result<String> {
        let (submission, stamp): (Submission, StampInput) = (read(&submission)?, read(&stamp)?);
        let request = submission.job(self.options()).and_then(|(job, _)| {
            let stamp = stamp.stamp(self.app())?;
            job.prepare(self.app(), self.endpoint(), &stamp)
        });
        request
            .map(|request| output::json(&output::request(&request)))
            .map_err(|error| thrown(&error))
    }

    /// What came back for a command, as JSON.
    #[napi(catch_unwind)]
    pub fn parse(
        &self,
        submission: String,
        status: u16,
        date: Option<String>,
        body: &[u8],
        is_whole: bool,
    ) -> napi::Result<String> {
        let submission: Submission = read(&submission)?;
        let reply = submission
            .job(self.options())
            .and_then(|(job, _)| job.parse(&answer(status, date, body, is_whole)));
        reply
            .map(|reply| output::reply(&reply))
            .map_err(|error| thrown(&error))
    }

    /// Whether to tell events.
    #[napi(catch_unwind)]
    pub fn watch(&self, watched: bool) {
        self.watched.store(watched, Ordering::Relaxed);
    }

    /// Whether outcomes that are still to come keep the process alive.
    #[napi(catch_unwind)]
    pub fn keep_alive(&self, env: &Env, alive: bool) -> napi::Result<()> {
        self.delivery.keep_alive(env, alive)
    }

    #[napi(catch_unwind)]
    pub fn url(&self) -> String {
        self.endpoint().url().to_owned()
    }
}

/// A fan-out on its way.
struct FanOutRun {
    client: Client,
    delivery: Arc<Delivery>,
    to: f64,
}

impl FanOutRun {
    fn run(self, fan_out: FanOut, cancel: &Cancel) {
        let mut told = fan_out.progress();
        let latest = Latest::new(told);
        let ran = panic::catch_unwind(AssertUnwindSafe(|| {
            self.client.run_fan_out(fan_out, cancel, |fan_out| {
                while fan_out.take_settled().is_some() {}
                let progress = fan_out.progress();
                let settled = |p: &zegoapi_client::Progress| p.sent + p.failed + p.unknown;
                if settled(&progress) != settled(&told) {
                    told = progress;
                    self.delivery.tell_progress(self.to, &latest, progress);
                }
            })
        }));
        let text = if let Ok(report) = ran {
            format!("{{\"report\":{}}}", output::report(&report))
        } else {
            let error = Unknown::new(UnknownCause::Broken, "a thread of the fan-out panicked").into();
            format!("{{\"error\":{}}}", errors::error(&error))
        };
        self.delivery.tell(self.to, text);
    }
}
