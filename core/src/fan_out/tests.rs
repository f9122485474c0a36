//! What the vectors do not script: which users a report on disk must name before a request goes out.

use super::*;
use crate::error::{NotSent, NotSentCause};
use std::vec;

const ACCEPTED: &[u8] = br#"{"Code":0,"Message":"success","RequestId":"3"}"#;

fn fan_out(users: &[&str], concurrency: usize) -> (FanOut, Limiter) {
    let app = App::new(1, "s").unwrap();
    let limits = Limits {
        to_users: 2,
        ..Limits::default()
    };
    let (app, limiter) = (app.with_limits(limits), Limiter::new(100));
    let options = FanOutOptions {
        concurrency,
        ..FanOutOptions::default()
    };
    let fan_out = FanOut::new(app, Endpoint::default(), "r", "s", "hi", users, options).unwrap();
    (fan_out, limiter)
}

fn at(monotonic_ms: u64) -> Time {
    Time {
        monotonic_ms,
        unix_s: 1_615_186_943,
    }
}

fn begun(fan_out: &FanOut) -> Option<Vec<&str>> {
    fan_out.begun().map(Iterator::collect)
}

#[test]
fn each_user_is_named_once_before_the_first_request() {
    let (mut fan_out, mut limiter) = fan_out(&["a", "b", "a", "c"], 2);
    assert_eq!(begun(&fan_out), None);
    for users in [vec!["a", "b"], vec!["c"]] {
        assert!(matches!(
            fan_out.next(&mut limiter, at(0), &[0; 16]),
            FanOutStep::Send { .. }
        ));
        assert_eq!(begun(&fan_out), Some(users.clone()));
        assert_eq!(begun(&fan_out), Some(users), "it stands until the next step");
    }
    assert!(matches!(
        fan_out.next(&mut limiter, at(0), &[0; 16]),
        FanOutStep::Wait { .. }
    ));
    assert_eq!(begun(&fan_out), None);
    for call in [2, 1] {
        fan_out
            .reply(call, &mut limiter, at(9), 200, None, ACCEPTED)
            .unwrap();
    }
    assert!(matches!(
        fan_out.next(&mut limiter, at(9), &[0; 16]),
        FanOutStep::Done
    ));
    assert_eq!(begun(&fan_out), None);
}

#[test]
fn a_request_that_is_sent_again_begins_nothing() {
    let (mut fan_out, mut limiter) = fan_out(&["a"], 1);
    fan_out.next(&mut limiter, at(0), &[0; 16]);
    assert_eq!(begun(&fan_out), Some(vec!["a"]));
    let error = NotSent::new(NotSentCause::Connect, "").into();
    fan_out.failed(1, &mut limiter, at(1), error).unwrap();
    assert!(matches!(
        fan_out.next(&mut limiter, at(500), &[0; 16]),
        FanOutStep::Send { call: 1, .. }
    ));
    assert_eq!(begun(&fan_out), None);
}

#[test]
fn what_waits_for_the_pace_has_not_begun() {
    let (mut fan_out, _) = fan_out(&["a"], 1);
    let mut limiter = Limiter::new(1);
    limiter.ask(0);
    assert!(matches!(
        fan_out.next(&mut limiter, at(0), &[0; 16]),
        FanOutStep::Wait { .. }
    ));
    assert_eq!(begun(&fan_out), None);
    assert!(matches!(
        fan_out.next(&mut limiter, at(2000), &[0; 16]),
        FanOutStep::Send { .. }
    ));
    assert_eq!(begun(&fan_out), Some(vec!["a"]));
}
