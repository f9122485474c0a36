//! What the vectors do not script: which users a report on disk must name before a request goes out.

use super::*;
use crate::error::{NotSent, NotSentCause};
use crate::limits::Limits;
use std::{format, vec};

const ACCEPTED: &[u8] = br#"{"Code":0,"Message":"success","RequestId":"3"}"#;

fn fan_out(users: &[&str], concurrency: usize) -> (FanOut, Limiters) {
    let app = App::new(1, "s").unwrap();
    let limits = Limits {
        to_users: 2,
        ..Limits::default()
    };
    let (app, limiters) = (app.with_limits(limits), Limiters::new());
    let options = FanOutOptions {
        concurrency,
        ..FanOutOptions::default()
    };
    let fan_out = FanOut::new(app, Endpoint::default(), "r", "s", "hi", users, options).unwrap();
    (fan_out, limiters)
}

fn limited(users: &[&str], calls_per_second: u32) -> (FanOut, Limiters) {
    let app = App::new(1, "s")
        .unwrap()
        .with_limits(Limits {
            to_users: 2,
            ..Limits::default()
        })
        .with_calls_per_second("SendCustomCommand", calls_per_second)
        .unwrap();
    let options = FanOutOptions::default();
    let fan_out = FanOut::new(app, Endpoint::default(), "r", "s", "hi", users, options).unwrap();
    (fan_out, Limiters::new())
}

fn at(monotonic_ms: u64) -> Time {
    Time {
        monotonic_ms,
        unix_ms: 1_615_186_943_000,
    }
}

fn begun(fan_out: &FanOut) -> Option<Vec<&str>> {
    fan_out.begun().map(Iterator::collect)
}

#[test]
fn each_user_is_named_once_before_the_first_request() {
    let (mut fan_out, mut limiters) = fan_out(&["a", "b", "a", "c"], 2);
    assert_eq!(begun(&fan_out), None);
    for users in [vec!["a", "b"], vec!["c"]] {
        assert!(matches!(
            fan_out.next(&mut limiters, at(0), &[0; 16]),
            FanOutStep::Send { .. }
        ));
        assert_eq!(begun(&fan_out), Some(users.clone()));
        assert_eq!(begun(&fan_out), Some(users), "it stands until the next step");
    }
    assert!(matches!(
        fan_out.next(&mut limiters, at(0), &[0; 16]),
        FanOutStep::Wait { .. }
    ));
    assert_eq!(begun(&fan_out), None);
    for call in [2, 1] {
        fan_out
            .reply(call, &mut limiters, at(9), &Answer::new(200, ACCEPTED))
            .unwrap();
    }
    assert!(matches!(
        fan_out.next(&mut limiters, at(9), &[0; 16]),
        FanOutStep::Done
    ));
    assert_eq!(begun(&fan_out), None);
}

#[test]
fn a_request_that_is_sent_again_begins_nothing() {
    let (mut fan_out, mut limiters) = fan_out(&["a"], 1);
    fan_out.next(&mut limiters, at(0), &[0; 16]);
    assert_eq!(begun(&fan_out), Some(vec!["a"]));
    let error = NotSent::new(NotSentCause::Connect, "").into();
    fan_out.failed(1, &mut limiters, at(1), error).unwrap();
    assert!(matches!(
        fan_out.next(&mut limiters, at(500), &[0; 16]),
        FanOutStep::Send { call: 1, .. }
    ));
    assert_eq!(begun(&fan_out), None);
}

#[test]
fn what_waits_for_its_turn_has_not_begun() {
    let (mut fan_out, mut limiters) = limited(&["a", "b", "c"], 1);
    assert!(matches!(
        fan_out.next(&mut limiters, at(0), &[0; 16]),
        FanOutStep::Send { call: 1, .. }
    ));
    fan_out
        .reply(1, &mut limiters, at(0), &Answer::new(200, ACCEPTED))
        .unwrap();
    assert!(matches!(
        fan_out.next(&mut limiters, at(0), &[0; 16]),
        FanOutStep::Wait { .. }
    ));
    assert_eq!(begun(&fan_out), None);
    assert!(matches!(
        fan_out.next(&mut limiters, at(2000), &[0; 16]),
        FanOutStep::Send { .. }
    ));
    assert_eq!(begun(&fan_out), Some(vec!["c"]));
}

#[test]
fn a_failed_user_that_is_nobody_leaves_its_batch_unknown() {
    for (fail_users, expected) in [
        (
            r#"[{"Uid":7,"Code":50003}]"#,
            [Outcome::Failed { code: 50003 }, Outcome::Sent],
        ),
        (
            r#"[{"Uid":"U1","Code":50003}]"#,
            [Outcome::Unknown, Outcome::Unknown],
        ),
        (
            r#"[{"Uid":"u1","Code":50003},{"Uid":"zoe","Code":50003}]"#,
            [Outcome::Unknown, Outcome::Unknown],
        ),
    ] {
        let (mut fan_out, mut limiters) = fan_out(&["007", "u1"], 1);
        fan_out.next(&mut limiters, at(0), &[0; 16]);
        let body = format!(r#"{{"Code":0,"Message":"success","Data":{{"FailUsers":{fail_users}}}}}"#);
        fan_out
            .reply(1, &mut limiters, at(1), &Answer::new(200, body.into_bytes()))
            .unwrap();
        let report = fan_out.report();
        let outcomes: Vec<Outcome> = report.users().map(|(_, outcome)| outcome).collect();
        assert_eq!(outcomes, expected, "{fail_users}");
    }
}

#[test]
fn a_number_that_may_be_either_of_two_users_is_nobody() {
    let (mut fan_out, mut limiters) = fan_out(&["07", "007"], 1);
    fan_out.next(&mut limiters, at(0), &[0; 16]);
    let body = br#"{"Code":0,"Message":"success","Data":{"FailUsers":[{"Uid":7,"Code":50003}]}}"#;
    fan_out
        .reply(1, &mut limiters, at(1), &Answer::new(200, body))
        .unwrap();
    assert_eq!(fan_out.progress().unknown, 2);
}

#[test]
fn a_refusal_keeps_who_failed_and_who_may_have_got_it() {
    let (mut fan_out, mut limiters) = fan_out(&["u1", "u2"], 1);
    fan_out.next(&mut limiters, at(0), &[0; 16]);
    let body = br#"{"Code":50013,"Message":"failed","Data":{"FailUsers":[{"Uid":"u2","Code":50003}]}}"#;
    fan_out
        .reply(1, &mut limiters, at(1), &Answer::new(200, body))
        .unwrap();
    let step = fan_out.next(&mut limiters, at(60_000), &[0; 16]);
    assert!(matches!(step, FanOutStep::Done), "it is not sent to u1 again");
    let report = fan_out.report();
    let outcomes: Vec<Outcome> = report.users().map(|(_, outcome)| outcome).collect();
    assert_eq!(outcomes, [Outcome::Unknown, Outcome::Failed { code: 50003 }]);
}
