//! The core's call for who brings the HTTP: JavaScript drives it, over `fetch` or in virtual time.

use crate::client::NativeClient;
use crate::input::{Submission, failure, read};
use crate::limiter::NativeLimiter;
use crate::time::{random, time};
use crate::{output, thrown};
use napi_derive::napi;
use zegoapi_client::{Action, Call, Error, Job, Step};

/// Why a body that passes the limit of its reader is no reply.
pub(crate) const TOO_LARGE: &str = "a body over the size limit";

#[napi]
pub struct NativeCall {
    call: Call<Job>,
}

#[napi]
impl NativeCall {
    #[napi(constructor, catch_unwind)]
    pub fn new(client: &NativeClient, submission: String, now_ms: f64, unix_s: f64) -> napi::Result<Self> {
        let submission: Submission = read(&submission)?;
        let (job, options) = submission.job(client.options()).map_err(|error| thrown(&error))?;
        let (app, endpoint) = (client.app().clone(), client.endpoint().clone());
        Ok(Self {
            call: Call::new(job, app, endpoint, options, time(now_ms, unix_s)),
        })
    }

    #[napi(catch_unwind)]
    pub fn next(
        &mut self,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        given: Option<&[u8]>,
    ) -> napi::Result<String> {
        let random = random(given).map_err(|error| thrown(&error))?;
        let step = self.call.next(&mut limiter.lock(), time(now_ms, unix_s), &random);
        Ok(match step.map_err(|error| thrown(&error))? {
            Step::Wait { until_ms } => output::wait(Some(until_ms)),
            Step::Send { request, timeout_ms } => output::send(None, &request, timeout_ms),
            Step::Done(outcome) => output::done(Some(&outcome)),
        })
    }

    #[napi(catch_unwind)]
    pub fn reply(
        &mut self,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        status: u16,
        date: Option<String>,
        body: &[u8],
    ) -> napi::Result<()> {
        let now = time(now_ms, unix_s);
        let taken = self
            .call
            .reply(&mut limiter.lock(), now, status, date.as_deref(), body);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn failed(
        &mut self,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        kind: String,
        cause: String,
        detail: String,
    ) -> napi::Result<()> {
        self.end_try(limiter, now_ms, unix_s, failure(&kind, &cause, detail))
    }

    /// The answer's body passed the limit; its beginning is given.
    #[napi(catch_unwind)]
    pub fn too_large(
        &mut self,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        status: u16,
        body: &[u8],
    ) -> napi::Result<()> {
        let error = self.call.action().bad_reply(status, TOO_LARGE, body);
        self.end_try(limiter, now_ms, unix_s, error)
    }

    #[napi(catch_unwind)]
    pub fn cancel(&mut self, limiter: &NativeLimiter, now_ms: f64, unix_s: f64) {
        self.call.cancel(&mut limiter.lock(), time(now_ms, unix_s));
    }

    /// The next event as JSON, if there is one.
    #[napi(catch_unwind)]
    pub fn take_event(&mut self) -> Option<String> {
        let event = self.call.take_event()?;
        Some(output::event(self.call.action().name(), &event))
    }

    #[napi(catch_unwind)]
    pub fn may_be_delivered(&self) -> bool {
        self.call.may_be_delivered()
    }

    #[napi(catch_unwind)]
    pub fn tries(&self) -> u32 {
        self.call.tries()
    }

    fn end_try(
        &mut self,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        error: Error,
    ) -> napi::Result<()> {
        let taken = self.call.failed(&mut limiter.lock(), time(now_ms, unix_s), error);
        taken.map_err(|error| thrown(&error))
    }
}
