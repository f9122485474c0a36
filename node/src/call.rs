//! The core's call for who brings the HTTP: JavaScript drives it, over `fetch` or in virtual time.

use crate::app::SharedLimiters;
use crate::client::NativeClient;
use crate::input::{Submission, answer, failure, read};
use crate::time::{number, random, time, whole};
use crate::{output, thrown};
use napi_derive::napi;
use zegoapi_client::{Call, Job, Step};

#[napi]
pub struct NativeCall {
    call: Call<Job>,
    limiters: SharedLimiters,
}

#[napi]
impl NativeCall {
    #[napi(constructor, catch_unwind)]
    pub fn new(
        client: &NativeClient,
        submission: String,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
    ) -> napi::Result<Self> {
        let submission: Submission = read(&submission)?;
        let (job, options) = submission.job(client.options()).map_err(|error| thrown(&error))?;
        let (app, endpoint) = (client.app().clone(), client.endpoint().clone());
        Ok(Self {
            limiters: SharedLimiters::of(&app),
            call: Call::new(job, app, endpoint, options, time(now_ms, unix_ms)),
        })
    }

    #[napi(catch_unwind)]
    pub fn next(
        &mut self,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        given: Option<&[u8]>,
    ) -> napi::Result<String> {
        let random = random(given).map_err(|error| thrown(&error))?;
        let step = self
            .call
            .next(&mut self.limiters.lock(), time(now_ms, unix_ms), &random);
        Ok(match step.map_err(|error| thrown(&error))? {
            Step::Wait { until_ms } => output::wait(Some(until_ms)),
            Step::Send { request, timeout_ms } => output::send(None, &request, timeout_ms),
            Step::Done(outcome) => output::done(Some(&outcome)),
        })
    }

    #[napi(catch_unwind)]
    pub fn written(
        &mut self,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        handshake_ms: Option<f64>,
    ) -> napi::Result<()> {
        let now = time(now_ms, unix_ms);
        let taken = self
            .call
            .written(&mut self.limiters.lock(), now, handshake_ms.map(whole));
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn reply(
        &mut self,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        status: u16,
        date: Option<String>,
        body: &[u8],
        is_whole: bool,
    ) -> napi::Result<()> {
        let (now, answer) = (time(now_ms, unix_ms), answer(status, date, body, is_whole));
        let taken = self.call.reply(&mut self.limiters.lock(), now, &answer);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn failed(
        &mut self,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        kind: String,
        cause: String,
        detail: String,
    ) -> napi::Result<()> {
        let (now, error) = (time(now_ms, unix_ms), failure(&kind, &cause, detail));
        let taken = self.call.failed(&mut self.limiters.lock(), now, error);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn cancel(&mut self, now_ms: Option<f64>, unix_ms: Option<f64>) {
        self.call.cancel(&mut self.limiters.lock(), time(now_ms, unix_ms));
    }

    /// The next event as JSON, if there is one.
    #[napi(catch_unwind)]
    pub fn take_event(&mut self) -> Option<String> {
        self.call.take_event().map(|event| output::event(&event))
    }

    #[napi(catch_unwind)]
    pub fn number(&self) -> f64 {
        number(self.call.number())
    }

    #[napi(catch_unwind)]
    pub fn state(&self) -> &'static str {
        self.call.state().name()
    }

    #[napi(catch_unwind)]
    pub fn may_be_applied(&self) -> bool {
        self.call.may_be_applied()
    }

    #[napi(catch_unwind)]
    pub fn tries(&self) -> u32 {
        self.call.tries()
    }

    #[napi(catch_unwind)]
    pub fn deadline_ms(&self) -> f64 {
        number(self.call.deadline_ms())
    }
}
