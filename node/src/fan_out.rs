//! The core's fan-out for who brings the HTTP: JavaScript drives it, over `fetch` or in virtual time.

use crate::app::SharedLimiters;
use crate::client::NativeClient;
use crate::input::{FanOutInput, answer, failure, read};
use crate::time::{number, random, time, whole};
use crate::{output, thrown};
use napi_derive::napi;
use zegoapi_client::{FanOut, FanOutStep};

#[napi]
pub struct NativeFanOut {
    fan_out: FanOut,
    limiters: SharedLimiters,
}

#[napi]
impl NativeFanOut {
    #[napi(constructor, catch_unwind)]
    pub fn new(client: &NativeClient, input: String) -> napi::Result<Self> {
        let input: FanOutInput = read(&input)?;
        let fan_out = client.make_fan_out(input).map_err(|error| thrown(&error))?;
        let limiters = SharedLimiters::of(client.app());
        Ok(Self { fan_out, limiters })
    }

    #[napi(catch_unwind)]
    pub fn next(
        &mut self,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        given: Option<&[u8]>,
    ) -> napi::Result<String> {
        let random = random(given).map_err(|error| thrown(&error))?;
        let now = time(now_ms, unix_ms);
        Ok(match self.fan_out.next(&mut self.limiters.lock(), now, &random) {
            FanOutStep::Send {
                call,
                request,
                timeout_ms,
            } => output::send(Some(call), &request, timeout_ms),
            FanOutStep::Wait { until_ms } => output::wait(until_ms),
            FanOutStep::Done => output::done(None),
        })
    }

    #[napi(catch_unwind)]
    pub fn written(
        &mut self,
        call: f64,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        handshake_ms: Option<f64>,
    ) -> napi::Result<()> {
        let (now, handshake_ms) = (time(now_ms, unix_ms), handshake_ms.map(whole));
        let taken = self
            .fan_out
            .written(whole(call), &mut self.limiters.lock(), now, handshake_ms);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    #[allow(
        clippy::too_many_arguments,
        reason = "each crosses more cheaply than an object would"
    )]
    pub fn reply(
        &mut self,
        call: f64,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        status: u16,
        date: Option<String>,
        body: &[u8],
        is_whole: bool,
    ) -> napi::Result<()> {
        let (now, answer) = (time(now_ms, unix_ms), answer(status, date, body, is_whole));
        let taken = self
            .fan_out
            .reply(whole(call), &mut self.limiters.lock(), now, &answer);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn failed(
        &mut self,
        call: f64,
        now_ms: Option<f64>,
        unix_ms: Option<f64>,
        kind: String,
        cause: String,
        detail: String,
    ) -> napi::Result<()> {
        let (now, error) = (time(now_ms, unix_ms), failure(&kind, &cause, detail));
        let taken = self
            .fan_out
            .failed(whole(call), &mut self.limiters.lock(), now, error);
        taken.map_err(|error| thrown(&error))
    }

    #[napi(catch_unwind)]
    pub fn stop(&mut self, now_ms: Option<f64>, unix_ms: Option<f64>) {
        self.fan_out
            .stop(&mut self.limiters.lock(), time(now_ms, unix_ms));
    }

    #[napi(catch_unwind)]
    pub fn most_calls_at_once(&self) -> f64 {
        number(self.fan_out.most_calls_at_once() as u64)
    }

    #[napi(catch_unwind)]
    pub fn progress(&self) -> String {
        output::progress(self.fan_out.progress())
    }

    #[napi(catch_unwind)]
    pub fn state(&self) -> &'static str {
        self.fan_out.state().name()
    }

    #[napi(catch_unwind)]
    pub fn digest(&self) -> String {
        self.fan_out.digest().to_string()
    }

    /// The users of the call whose first request the last step said to send, as JSON, if it did.
    #[napi(catch_unwind)]
    pub fn begun(&self) -> Option<String> {
        let users: Vec<_> = self.fan_out.begun()?.collect();
        Some(output::json(&users))
    }

    /// The users of the next call that has ended, as JSON, if there is one.
    #[napi(catch_unwind)]
    pub fn take_settled(&mut self) -> Option<String> {
        self.fan_out.take_settled().map(output::users)
    }

    #[napi(catch_unwind)]
    pub fn take_event(&mut self) -> Option<String> {
        self.fan_out.take_event().map(|event| output::event(&event))
    }

    #[napi(catch_unwind)]
    pub fn report(&self) -> String {
        output::report(&self.fan_out.report())
    }
}
