//! Protects what calls, fan-outs and limiters promise, in orders of events that nobody thought of: random
//! asks, answers, failures, cancels, misuse and jumps of the clock, held against a model of the promise.

mod call;
mod fan_out;
mod limiter;

use proptest::prelude::*;
use zegoapi_core::{App, Applied, BadReply, CallOptions, CodeScope, Error, Limits, NotSent, NotSentCause};
use zegoapi_core::{Time, Unknown, UnknownCause, applied_by_kind};

const UNIX_S: i64 = 1_615_186_943;

fn app(calls_per_second: u32, to_users: usize) -> App {
    let limits = Limits {
        to_users,
        ..Limits::default()
    };
    App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")
        .unwrap()
        .with_limits(limits)
        .with_calls_per_second("SendCustomCommand", calls_per_second)
        .unwrap()
}

fn time(at: u64) -> Time {
    Time {
        monotonic_ms: at,
        unix_ms: UNIX_S * 1000 + i64::try_from(at).unwrap(),
    }
}

/// What came of a try.
#[derive(Clone, Debug)]
enum Answer {
    Reply {
        status: u16,
        date: Option<&'static str>,
        body: String,
    },
    Failed(Error),
}

/// What that means for the message, by the rules alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Accepted,
    Refused,
    Uncertain,
}

/// The code of a body that [`answer`] makes.
fn code_of(body: &str) -> Option<i64> {
    body.strip_prefix(r#"{"Code":"#)?.split(',').next()?.parse().ok()
}

impl Answer {
    fn fate(&self) -> Fate {
        match self {
            Self::Reply { status, body, .. } => match body.as_str() {
                body if body.contains(r#""Code":0,"#) && *status == 200 => Fate::Accepted,
                body => match code_of(body).filter(|code| *code != 0) {
                    Some(code) if excludes_an_effect(code) => Fate::Refused,
                    _ => Fate::Uncertain,
                },
            },
            Self::Failed(error) if error.applied() == Applied::No => Fate::Refused,
            Self::Failed(_) => Fate::Uncertain,
        }
    }
}

/// By the meaning of the code alone. These answers name no failed users, so that 50013 failed for all.
fn excludes_an_effect(code: i64) -> bool {
    let entry = CodeScope::Room.explain(code);
    code == 50013 || entry.is_some_and(|entry| applied_by_kind(entry.kind) == Applied::No)
}

fn answer() -> impl Strategy<Value = Answer> {
    let codes = proptest::sample::select(vec![
        0,
        0,
        104,
        122,
        206,
        207,
        50013,
        50003,
        100_000_005,
        100_000_015,
        424_242,
    ]);
    let dates = proptest::sample::select(vec![
        None,
        Some("yesterday"),
        Some("Mon, 08 Mar 2021 07:02:23 GMT"),
        Some("Mon, 08 Mar 2021 08:02:23 GMT"),
        Some("Sun, 07 Mar 2021 07:02:23 GMT"),
        Some("Sun, 07 Feb 2021 07:02:23 GMT"),
    ]);
    let reply = |status, date, code| Answer::Reply {
        status,
        date,
        body: format!(r#"{{"Code":{code},"Message":"m","RequestId":"3"}}"#),
    };
    let not_sent = proptest::sample::select(NotSentCause::ALL.to_vec());
    let unknown = proptest::sample::select(UnknownCause::ALL.to_vec());
    prop_oneof![
        4 => codes.prop_map(move |code| reply(200, None, code)),
        2 => dates.prop_map(move |date| reply(200, date, 100_000_004)),
        1 => Just(reply(502, None, 0)),
        1 => proptest::sample::select(vec!["", "{\"Code", "<html>"]).prop_map(|body| Answer::Reply {
            status: 200,
            date: None,
            body: body.to_owned(),
        }),
        3 => not_sent.prop_map(|cause| Answer::Failed(NotSent::new(cause, "").into())),
        2 => unknown.prop_map(|cause| Answer::Failed(Unknown::new(cause, "").into())),
        1 => proptest::sample::select(vec![0_u16, 200, 404, 503])
            .prop_map(|status| Answer::Failed(BadReply::new(status, "test", b"", &[]).into())),
    ]
}

prop_compose! {
    fn options()(
        timeout_ms in prop_oneof![1_u64..3000, 1_u64..60_000],
        try_timeout_ms in proptest::option::of(1_u64..5000),
        retries in 0_u32..7,
        backoff_ms in prop_oneof![Just(0), 0_u64..1000],
        max_backoff_ms in 0_u64..5000,
        duplicates_ok in any::<bool>(),
        fail_fast in prop_oneof![3 => Just(false), 1 => Just(true)],
    ) -> CallOptions {
        CallOptions {
            timeout_ms, try_timeout_ms, retries, backoff_ms, max_backoff_ms, duplicates_ok, fail_fast,
        }
    }
}

/// Random bytes that can be told apart, with a jitter of any size.
fn random(asks: u64, jitter: u64) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&asks.to_be_bytes());
    bytes[8..].copy_from_slice(&jitter.to_le_bytes());
    bytes
}
