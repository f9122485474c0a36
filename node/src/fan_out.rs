//! The core's fan-out for who brings the HTTP: JavaScript drives it, over `fetch` or in virtual time.

use crate::call::TOO_LARGE;
use crate::client::NativeClient;
use crate::input::{FanOutInput, failure, read};
use crate::limiter::NativeLimiter;
use crate::time::{random, time};
use crate::{output, thrown};
use napi_derive::napi;
use zegoapi_client::{FanOut, FanOutStep};

#[napi]
pub struct NativeFanOut {
    fan_out: FanOut,
}

#[napi]
impl NativeFanOut {
    #[napi(constructor, catch_unwind)]
    pub fn new(client: &NativeClient, input: String) -> napi::Result<Self> {
        let input: FanOutInput = read(&input)?;
        client
            .make_fan_out(input)
            .map(|fan_out| Self { fan_out })
            .map_err(|error| thrown(&error))
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
        Ok(
            match self
                .fan_out
                .next(&mut limiter.lock(), time(now_ms, unix_s), &random)
            {
                FanOutStep::Send {
                    call,
                    request,
                    timeout_ms,
                } => output::send(Some(call), &request, timeout_ms),
                FanOutStep::Wait { until_ms } => output::wait(until_ms),
                _ => output::done(None),
            },
        )
    }

    #[napi(catch_unwind)]
    #[allow(
        clippy::too_many_arguments,
        reason = "each crosses more cheaply than an object would"
    )]
    pub fn reply(
        &mut self,
        call: u32,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        status: u16,
        date: Option<String>,
        body: &[u8],
    ) -> napi::Result<()> {
        let now = time(now_ms, unix_s);
        let taken = self
            .fan_out
            .reply(call, &mut limiter.lock(), now, status, date.as_deref(), body);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    #[allow(
        clippy::too_many_arguments,
        reason = "each crosses more cheaply than an object would"
    )]
    pub fn failed(
        &mut self,
        call: u32,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        kind: String,
        cause: String,
        detail: String,
    ) -> napi::Result<()> {
        let error = failure(&kind, &cause, detail);
        let taken = self
            .fan_out
            .failed(call, &mut limiter.lock(), time(now_ms, unix_s), error);
        taken.map_err(|error| thrown(&error))
    }

    /// The answer's body passed the limit; its beginning is given.
    #[napi(catch_unwind)]
    pub fn too_large(
        &mut self,
        call: u32,
        limiter: &NativeLimiter,
        now_ms: f64,
        unix_s: f64,
        status: u16,
        body: &[u8],
    ) -> napi::Result<()> {
        let error = self.fan_out.bad_reply(status, TOO_LARGE, body);
        let taken = self
            .fan_out
            .failed(call, &mut limiter.lock(), time(now_ms, unix_s), error);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn stop(&mut self, limiter: &NativeLimiter, now_ms: f64, unix_s: f64) {
        self.fan_out.stop(&mut limiter.lock(), time(now_ms, unix_s));
    }

    #[napi(catch_unwind)]
    pub fn most_calls_at_once(&self) -> u32 {
        u32::try_from(self.fan_out.most_calls_at_once()).unwrap_or(u32::MAX)
    }

    #[napi(catch_unwind)]
    pub fn progress(&self) -> String {
        output::progress(self.fan_out.progress())
    }

    /// The users of the next call that has ended, as JSON, if there is one.
    #[napi(catch_unwind)]
    pub fn take_settled(&mut self) -> Option<String> {
        self.fan_out.take_settled().map(output::users)
    }

    #[napi(catch_unwind)]
    pub fn take_event(&mut self) -> Option<String> {
        self.fan_out
            .take_event()
            .map(|event| output::event("SendCustomCommand", &event))
    }

    #[napi(catch_unwind)]
    pub fn report(&self) -> String {
        output::report(&self.fan_out.report())
    }
}
