//! The scripted cases as Rust types: calls, limiters and fan-outs in virtual time, with what is to be seen at
//! each step. The format is told in `tests/vectors/README.md`.

mod call;
mod expected;
mod fan_out;
mod limiter;

pub use call::CallScript;
pub use fan_out::FanOutScript;
pub use limiter::LimiterScript;

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Debug;
use zegoapi_client::{
    Answer, App, BadReply, CallOptions, Error, GenericAction, InvalidInput, Job, Limits, NotSent,
    NotSentCause, SendCustomCommand, Time, Unknown, UnknownCause,
};

/// A mismatch, told so that it can be found.
pub type Checked = Result<(), String>;

/// The transitions that cases went through: a state, an input that was not refused, the state after it.
pub type Walked = BTreeSet<(String, String, String)>;

/// One scripted case.
pub trait Script {
    /// What it shows.
    fn name(&self) -> &str;

    /// Runs it from the first step to the last, and notes the transitions.
    ///
    /// # Errors
    ///
    /// The first mismatch, with the number of its step, from 1.
    fn run(&self, walked: &mut Walked) -> Checked;
}

pub(crate) fn same<T: PartialEq + Debug>(what: &str, got: &T, expected: &T) -> Checked {
    if got == expected {
        return Ok(());
    }
    Err(format!("{what}: got {got:?}, expected {expected:?}"))
}

/// Runs the steps in their order, and says which one a mismatch was at.
fn each<T: Debug>(steps: &[T], mut run: impl FnMut(&T) -> Checked) -> Checked {
    steps.iter().enumerate().try_for_each(|(at, step)| {
        run(step).map_err(|problem| format!("step {}: {problem}\n    {step:?}", at + 1))
    })
}

/// The application of a case: what differs from the documented one.
#[derive(Debug, Deserialize)]
pub(crate) struct AppCase {
    calls_per_second: Option<u32>,
    is_test: Option<bool>,
    #[serde(default)]
    limits: LimitsCase,
    clock_offset_s: Option<i32>,
}

/// Sizes that differ from the documented ones.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsCase {
    to_users: Option<usize>,
    content_bytes: Option<usize>,
}

impl AppCase {
    /// A new application.
    fn make(&self) -> App {
        let documented = Limits::default();
        let limits = Limits {
            to_users: self.limits.to_users.unwrap_or(documented.to_users),
            content_bytes: self.limits.content_bytes.unwrap_or(documented.content_bytes),
            ..documented
        };
        let mut app = app().with_limits(limits);
        if let Some(is_test) = self.is_test {
            app = app.with_is_test(is_test);
        }
        if let Some(calls) = self.calls_per_second {
            app = app
                .with_calls_per_second("SendCustomCommand", calls)
                .expect("a rate");
        }
        app.set_clock_offset_s(self.clock_offset_s.unwrap_or(0));
        app
    }
}

/// The application of every case, as documented.
pub(crate) fn app() -> App {
    App::new(12345, "9193cc662a4c0ec135ec71fb57194b38").expect("an app")
}

/// The message of every case.
pub(crate) fn message() -> SendCustomCommand<'static> {
    SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi").expect("a command")
}

/// An action by its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionCase {
    name: String,
    method: Option<String>,
    params: Option<String>,
}

impl ActionCase {
    /// The action's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes the action, as a user would.
    ///
    /// # Errors
    ///
    /// What the constructor says.
    ///
    /// # Panics
    ///
    /// When the method is another than GET and POST.
    pub fn make(&self) -> Result<GenericAction<'static>, Error> {
        let (name, params) = (self.name.clone(), self.params.clone().unwrap_or("{}".to_owned()));
        match self.method.as_deref().unwrap_or("GET") {
            "GET" => GenericAction::new_get_from_json(name, &params),
            "POST" => GenericAction::new_post(name, params),
            other => panic!("no method: {other}"),
        }
    }
}

/// The case's own action, or else the message.
pub(crate) fn job(action: Option<&ActionCase>) -> Job {
    match action {
        Some(action) => action.make().expect("an action").into(),
        None => message().into(),
    }
}

/// Options that differ from the defaults.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OptionsCase {
    timeout_ms: Option<u64>,
    try_timeout_ms: Option<u64>,
    retries: Option<u32>,
    backoff_ms: Option<u64>,
    max_backoff_ms: Option<u64>,
    duplicates_ok: Option<bool>,
    fail_fast: Option<bool>,
}

impl OptionsCase {
    pub(crate) fn over(&self, defaults: CallOptions) -> CallOptions {
        CallOptions {
            timeout_ms: self.timeout_ms.unwrap_or(defaults.timeout_ms),
            try_timeout_ms: self.try_timeout_ms.or(defaults.try_timeout_ms),
            retries: self.retries.unwrap_or(defaults.retries),
            backoff_ms: self.backoff_ms.unwrap_or(defaults.backoff_ms),
            max_backoff_ms: self.max_backoff_ms.unwrap_or(defaults.max_backoff_ms),
            duplicates_ok: self.duplicates_ok.unwrap_or(defaults.duplicates_ok),
            fail_fast: self.fail_fast.unwrap_or(defaults.fail_fast),
        }
    }
}

/// The time of a step: Unix time goes along with the monotonic clock, unless the step has its own.
fn time(case_unix_s: i64, at: u64, step_unix_s: Option<i64>) -> Time {
    let passed = i64::try_from(at).expect("a time below 2^53");
    Time {
        monotonic_ms: at,
        unix_ms: step_unix_s.map_or(case_unix_s * 1000 + passed, |unix_s| unix_s * 1000),
    }
}

/// Random bytes that can be told apart: each ask of a case gets the next ones.
#[derive(Debug, Default)]
struct Random {
    asks: u64,
}

impl Random {
    fn next(&mut self, jitter: Option<u64>) -> [u8; 16] {
        self.asks += 1;
        random_bytes(self.asks, jitter.unwrap_or(0))
    }

    /// The nonce that a request signed with the latest bytes carries.
    fn nonce(&self) -> String {
        format!("{:016x}", self.asks)
    }
}

/// The number of an ask, and then the jitter.
pub(crate) fn random_bytes(ask: u64, jitter: u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&ask.to_be_bytes());
    bytes[8..].copy_from_slice(&jitter.to_le_bytes());
    bytes
}

/// An answer that is reported.
#[derive(Debug, Deserialize)]
struct AnswerCase {
    status: u16,
    date: Option<String>,
    body: String,
    #[serde(default)]
    cut_off: bool,
}

impl AnswerCase {
    fn make(&self) -> Answer<'_> {
        let mut answer = Answer::new(self.status, self.body.as_bytes());
        if let Some(date) = &self.date {
            answer = answer.with_date(date.as_str());
        }
        if self.cut_off { answer.cut_off() } else { answer }
    }
}

/// That a request was written is reported.
#[derive(Debug, Deserialize)]
struct Written {
    handshake_ms: Option<u64>,
}

/// How a try failed.
#[derive(Debug, Deserialize)]
struct Failure {
    kind: String,
    cause: Option<String>,
    status: Option<u16>,
}

impl Failure {
    fn error(&self) -> Error {
        let cause = self.cause.as_deref().unwrap_or_default();
        match self.kind.as_str() {
            "NotSent" => NotSent::new(not_sent_cause(cause), "").into(),
            "Unknown" => Unknown::new(unknown_cause(cause), "").into(),
            "BadReply" => BadReply::new(self.status.unwrap_or_default(), "not taken whole", b"", &[]).into(),
            "InvalidInput" => InvalidInput::malformed("test", "a failure of a try", 0).into(),
            other => panic!("no failure of a try: {other}"),
        }
    }
}

fn not_sent_cause(name: &str) -> NotSentCause {
    NotSentCause::ALL
        .into_iter()
        .find(|cause| cause.name() == name)
        .unwrap_or_else(|| panic!("no cause: {name}"))
}

fn unknown_cause(name: &str) -> UnknownCause {
    UnknownCause::ALL
        .into_iter()
        .find(|cause| cause.name() == name)
        .unwrap_or_else(|| panic!("no cause: {name}"))
}
