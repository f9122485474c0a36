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
use std::fmt::Debug;
use zegoapi_client::{App, BadReply, CallOptions, Error, InvalidInput, Limits, NotSent, NotSentCause};
use zegoapi_client::{Time, Unknown, UnknownCause};

/// A mismatch, told so that it can be found.
type Checked = Result<(), String>;

/// One scripted case.
pub trait Script {
    /// What it shows.
    fn name(&self) -> &str;

    /// Runs it from the first step to the last.
    ///
    /// # Errors
    ///
    /// The first mismatch, with the number of its step, from 1.
    fn run(&self) -> Checked;
}

fn same<T: PartialEq + Debug>(what: &str, got: &T, expected: &T) -> Checked {
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

/// Sizes that differ from the documented ones.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsCase {
    to_users: Option<usize>,
    content_bytes: Option<usize>,
}

/// The application of every case.
fn app(calls_per_second: Option<u32>, limits: &LimitsCase) -> App {
    let documented = Limits::default();
    let limits = Limits {
        to_users: limits.to_users.unwrap_or(documented.to_users),
        content_bytes: limits.content_bytes.unwrap_or(documented.content_bytes),
        calls_per_second,
        ..documented
    };
    App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")
        .expect("an app")
        .with_limits(limits)
}

/// Options that differ from the defaults.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionsCase {
    timeout_ms: Option<u64>,
    try_timeout_ms: Option<u64>,
    retries: Option<u32>,
    backoff_ms: Option<u64>,
    max_backoff_ms: Option<u64>,
    duplicates_ok: Option<bool>,
    fail_fast: Option<bool>,
}

impl OptionsCase {
    fn over(&self, defaults: CallOptions) -> CallOptions {
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
    let passed = i64::try_from(at / 1000).expect("a time below 2^53");
    Time {
        monotonic_ms: at,
        unix_s: step_unix_s.unwrap_or(case_unix_s + passed),
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
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.asks.to_be_bytes());
        bytes[8..].copy_from_slice(&jitter.unwrap_or(0).to_le_bytes());
        bytes
    }

    /// The nonce that a request signed with the latest bytes carries.
    fn nonce(&self) -> String {
        format!("{:016x}", self.asks)
    }
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
