//! Faults that give a reply: users who were not reached, messages that are no JSON, dates, codes.

use std::time::{Duration, Instant, SystemTime};

use serde_json::json;
use zegoapi_simulator::{BadText, Fault, FaultKind, Settings, Simulator};

use crate::support::{Answer, Params, get, heard, post, started};

/// A message to u1, u2 and someone who is not there.
fn send(sim: &Simulator) -> Answer {
    ["u1", "u2", "away"]
        .iter()
        .fold(Params::message(sim, "x"), |call, user| {
            call.also("ToUserId[]", user)
        })
        .send(sim)
}

fn reached(sim: &Simulator) -> [usize; 3] {
    ["u1", "u2", "u3"].map(|user| heard(sim, user).len())
}

#[test]
fn a_subset_of_the_users_can_fail_with_any_code() {
    let sim = started();
    for code in [0, 50013] {
        sim.reset_counters();
        sim.fail_next(Fault::fail_users(code, [("u2", 50003)]), 1);
        let answer = send(&sim);
        assert_eq!(answer.code(), i64::from(code));
        let rows = json!([{"Uid": "u2", "Code": 50003}, {"Uid": "away", "Code": 50003}]);
        assert_eq!(answer.json()["Data"]["FailUsers"], rows);
        assert_eq!(reached(&sim), [1, 0, 0], "the others are reached");
        assert_eq!(sim.counters().code(code), 1);
    }
}

#[test]
fn users_can_fail_before_anybody_is_reached() {
    let sim = started();
    sim.fail_next(Fault::fail_users(50013, [("u1", 1), ("u2", 50003)]).before(), 1);
    let answer = send(&sim);
    let rows = json!([{"Uid": "u1", "Code": 1}, {"Uid": "u2", "Code": 50003}]);
    assert_eq!(
        (answer.code(), &answer.json()["Data"]["FailUsers"]),
        (50013, &rows)
    );
    assert_eq!(reached(&sim), [0, 0, 0]);
    assert_eq!(send(&sim).code(), 0, "only the next call");
    assert_eq!(reached(&sim), [1, 1, 0]);
}

#[test]
fn a_broadcast_can_miss_users_too() {
    let sim = started();
    sim.fail_next(Fault::fail_users(0, [("u2", 50003)]), 1);
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
    assert_eq!(reached(&sim), [1, 0, 1]);
}

#[test]
fn a_message_can_be_wrong_in_json() {
    let sim = started();
    let flavours = [
        (BadText::NotUtf8, &b"caf\xE9"[..]),
        (BadText::LoneSurrogate, br"\uD83D "),
        (BadText::RawNewline, b"two\nlines"),
    ];
    for (flavour, text) in flavours {
        for (code, delivered) in [(0, 1), (206, 0)] {
            sim.reset_counters();
            sim.fail_next(Fault::bad_message(code, flavour), 1);
            let answer = send(&sim);
            assert_eq!(answer.status, 200);
            assert!(
                answer.body.windows(text.len()).any(|part| part == text),
                "{flavour:?}"
            );
            assert!(serde_json::from_slice::<serde_json::Value>(&answer.body).is_err());
            let start = format!("{{\"Code\":{code},\"Message\":\"");
            assert!(answer.body.starts_with(start.as_bytes()));
            let lossy = String::from_utf8_lossy(&answer.body).into_owned();
            assert!(lossy.contains("\"RequestId\":\"") && lossy.ends_with('}'));
            assert_eq!((reached(&sim)[0], sim.counters().code(code)), (delivered, 1));
        }
    }
}

#[test]
fn a_date_can_be_wrong_for_some_calls() {
    let sim = started();
    sim.fail_next(Fault::date_offset(-3600), 1);
    let off = |answer: &Answer| {
        let date = httpdate::parse_http_date(answer.header("date").expect("a date")).expect("a date");
        let now = SystemTime::now();
        now.duration_since(date).map_or(0, |behind| behind.as_secs())
    };
    let (wrong, right) = (send(&sim), send(&sim));
    assert_eq!((wrong.code(), right.code()), (0, 0));
    assert!((3590..3700).contains(&off(&wrong)), "{}", off(&wrong));
    assert!(off(&right) < 60);
}

#[test]
fn any_code_of_any_group_can_be_asked_for() {
    let sim = started();
    for code in [1, 3, 41006, 110_200_190, 660_700_002, 100_000_015, -1, i32::MAX] {
        sim.fail_next(Fault::code(code), 1);
        assert_eq!(send(&sim).code(), i64::from(code));
    }
    assert_eq!(reached(&sim), [0, 0, 0]);
}

#[test]
fn a_reply_s_data_can_be_anything() {
    let sim = started();
    for data in [json!(null), json!("{}"), json!([1]), json!({"FailUsers": null})] {
        sim.reset_counters();
        sim.fail_next(Fault::data(0, data.clone()), 1);
        let answer = send(&sim);
        assert_eq!((answer.code(), answer.json().get("Data")), (0, Some(&data)));
        assert_eq!(reached(&sim), [1, 1, 0], "acted on as ever");
    }
}

#[test]
fn these_faults_have_json() {
    let sim = started();
    let users = json!([{"uid": "u2", "code": 50003}]);
    for (kind, fault) in [
        (
            json!({"fail_users": {"code": 50013, "users": users}}),
            Fault::fail_users(50013, [("u2", 50003)]),
        ),
        (
            json!({"fail_users": {"users": users}}),
            Fault::fail_users(0, [("u2", 50003)]),
        ),
        (
            json!({"bad_message": {"code": 206, "flavour": "lone_surrogate"}}),
            Fault::bad_message(206, BadText::LoneSurrogate),
        ),
        (
            json!({"date_offset": {"seconds": 5}}),
            FaultKind::DateOffset { seconds: 5 }.into(),
        ),
    ] {
        let body = json!({"fault": {"kind": kind}});
        assert_eq!(post(&sim.admin_url(), "/faults", &body).status, 200, "{body}");
        assert_eq!(sim.faults()[0].fault, fault);
        sim.clear_faults();
    }
}

/// The calls that wait are counted, but not acted on.
#[test]
fn calls_wait_for_the_server_s_capacity() {
    let sim = started();
    let slow = |capacity| Settings {
        capacity,
        answer_delay_ms: 800,
        ..Settings::default()
    };
    sim.set_settings(slow(Some(1)));
    let start = Instant::now();
    std::thread::scope(|scope| {
        let calls = (0..3).map(|_| scope.spawn(|| Params::message(&sim, "x").code(&sim)));
        let calls = calls.collect::<Vec<_>>();
        while sim.counters().calls < 3 {
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "all are counted at once"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(sim.counters().acted_on("x"), 1);
        assert!(calls.into_iter().all(|call| call.join().expect("a code") == 0));
    });
    assert!(
        start.elapsed() >= Duration::from_millis(2400),
        "one after the other"
    );
    sim.set_settings(slow(Some(0)));
    std::thread::scope(|scope| {
        let call = scope.spawn(|| Params::message(&sim, "y").code(&sim));
        std::thread::sleep(Duration::from_millis(100));
        assert_eq!(sim.counters().acted_on("y"), 0);
        let settings = json!({"capacity": null, "answer_delay_ms": 0});
        assert_eq!(post(&sim.admin_url(), "/settings", &settings).status, 200);
        assert_eq!(
            call.join().expect("a code"),
            0,
            "those who wait see the new capacity"
        );
    });
    assert_eq!(get(&sim.admin_url(), "/settings").json()["capacity"], json!(null));
}
