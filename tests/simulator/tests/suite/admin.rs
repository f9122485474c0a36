//! The admin API, as the helpers of other languages use it.

use std::io::{BufRead, BufReader};
use std::time::Duration;

use serde_json::{Value, json};
use zegoapi_simulator::{Counters, Fault, FaultKind, Message, Simulator};

use crate::support::{Params, connect, encode, exchange, get, get_as, heard, post, started, write_request};

fn told(sim: &Simulator, path: &str, body: &Value) {
    let answer = post(&sim.admin_url(), path, body);
    assert_eq!((answer.status, answer.text()), (200, "{}"), "{path} {body}");
}

fn asked(sim: &Simulator, target: &str) -> Value {
    let answer = get(&sim.admin_url(), target);
    assert_eq!(answer.status, 200, "{target}: {}", answer.text());
    answer.json()
}

#[test]
fn rooms_are_made_and_messages_read_whatever_the_ids() {
    let sim = started();
    let (room, user) = ("a/b?c&d=é 字%", "u #1+\"\\\u{1}");
    told(
        &sim,
        "/login",
        &json!({"room_id": room, "user_ids": [user, "other"]}),
    );
    assert_eq!(asked(&sim, "/rooms")[room], json!(["other", user]));
    assert_eq!(
        Params::message(&sim, "x")
            .with("RoomId", room)
            .also("ToUserId[]", user)
            .code(&sim),
        0
    );
    let target = |path: &str, user: &str| format!("{path}?room_id={}&user_id={}", encode(room), encode(user));
    let messages: Vec<Message> =
        serde_json::from_value(asked(&sim, &target("/messages", user))).expect("messages");
    assert_eq!(messages, sim.messages(room, user));
    assert_eq!(messages.len(), 1);
    assert_eq!(asked(&sim, &target("/messages", "other")), json!([]));
    told(&sim, "/logout", &json!({"room_id": room, "user_id": user}));
    assert_eq!(asked(&sim, "/rooms")[room], json!(["other"]));
}

#[test]
fn a_stream_starts_with_the_past_and_goes_on_live() {
    let sim = started();
    Params::message(&sim, "past 1").code(&sim);
    Params::message(&sim, "past\n2").code(&sim);
    let mut stream = connect(&sim.admin_url());
    let target = "/stream?room_id=room1&user_id=u1";
    write_request(
        &mut stream,
        "GET",
        target,
        "localhost",
        "Connection: close\r\n",
        "",
    );
    let mut lines = BufReader::new(stream).lines().map(|line| line.expect("a line"));
    let mut next = || {
        let line = lines
            .by_ref()
            .find(|line| line.starts_with('{'))
            .expect("a message");
        serde_json::from_str::<Message>(&line).expect("a message").content
    };
    assert_eq!([next(), next()], ["past 1", "past\n2"]);
    Params::message(&sim, "to u2").also("ToUserId[]", "u2").code(&sim);
    Params::message(&sim, "live").code(&sim);
    assert_eq!(next(), "live");
    told(&sim, "/reset", &json!({"counters_only": true}));
    Params::message(&sim, "anew").code(&sim);
    assert_eq!(next(), "anew", "goes on after a reset");
    sim.reset();
    sim.login("room1", "u1");
    Params::message(&sim, "again").code(&sim);
    assert_eq!(next(), "again");
}

#[test]
fn faults_have_the_same_json_as_the_types() {
    let sim = started();
    told(
        &sim,
        "/faults",
        &json!({"fault": {"kind": {"code": {"code": 105}}, "user_id": "u2"}, "count": 2}),
    );
    told(
        &sim,
        "/faults",
        &json!({"fault": {"kind": "reset", "when": "after"}}),
    );
    told(
        &sim,
        "/faults",
        &json!({"fault": {"kind": {"html": {}}, "probability": 0.5, "seed": 7}}),
    );
    told(
        &sim,
        "/faults",
        &json!({"fault": {"kind": {"junk": {"flavour": "not_utf8"}}}}),
    );
    let faults = sim.faults();
    assert_eq!(faults[0].fault, Fault::code(105).on_user("u2"));
    assert_eq!((faults[0].left, faults[1].left), (2, 1));
    assert_eq!(faults[1].fault, Fault::reset().after());
    assert_eq!(faults[2].fault, Fault::html(502).with_probability(0.5, 7));
    assert_eq!(
        asked(&sim, "/faults"),
        serde_json::to_value(&faults).expect("JSON")
    );
    assert_eq!(
        Params::message(&sim, "x").also("ToUserId[]", "u2").code(&sim),
        105
    );
    assert_eq!(
        exchange(&sim.admin_url(), "DELETE", "/faults", "", "")
            .expect("an answer")
            .status,
        200
    );
    assert!(sim.faults().is_empty());
}

/// A slip in a test's JSON must not pass for a fault that never strikes.
#[test]
fn unknown_fields_and_paths_are_refused() {
    let sim = started();
    for (path, body) in [
        ("/faults", json!({"fault": {"kind": "reset", "probabilty": 1}})),
        (
            "/faults",
            json!({"fault": {"kind": {"code": {"code": 1, "msg": "x"}}}}),
        ),
        ("/faults", json!({"fault": {"kind": "explode"}})),
        ("/faults", json!({"kind": "reset"})),
        ("/limits", json!({"calls_per_secnd": 1})),
        ("/limits", json!({"calls_per_second": -1})),
        ("/settings", json!([])),
        ("/clock", json!({"fixed": "now"})),
        ("/login", json!({"room_id": "r"})),
        ("/apps", json!({"app_id": 1})),
    ] {
        let answer = post(&sim.admin_url(), path, &body);
        assert_eq!(answer.status, 400, "{path} {body}");
        assert!(
            answer.json()["error"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
    }
    assert_eq!(post(&sim.admin_url(), "/nothing", &json!({})).status, 404);
    assert_eq!(
        exchange(&sim.admin_url(), "PUT", "/login", "", "")
            .expect("an answer")
            .status,
        405
    );
    for target in [
        "/messages",
        "/messages?room_id=r",
        "/stream?user_id=u",
        "/messages?room_id=%FF&user_id=u",
    ] {
        assert_eq!(get(&sim.admin_url(), target).status, 400, "{target}");
    }
    assert_eq!(get_as(&sim.admin_url(), "/health", "evil.example").status, 403);
    assert_eq!(
        get_as(&sim.admin_url(), "/health", "localhost.example").status,
        403
    );
}

#[test]
fn clock_limits_and_settings_are_patched() {
    let sim = started();
    told(&sim, "/limits", &json!({"content_bytes": 1}));
    told(&sim, "/limits", &json!({"room_calls_per_second": 50}));
    let limits = asked(&sim, "/limits");
    assert_eq!(
        (&limits["content_bytes"], &limits["room_calls_per_second"]),
        (&json!(1), &json!(50))
    );
    assert_eq!(limits["calls_per_second"], 100);
    assert_eq!(Params::message(&sim, "xy").code(&sim), 50012);
    told(
        &sim,
        "/limits",
        &json!({"content_bytes": 9, "room_calls_per_second": null}),
    );
    told(&sim, "/clock", &json!({"window_offset": 9999}));
    assert_eq!(Params::message(&sim, "xy").code(&sim), 100_000_004);
    assert_eq!(
        asked(&sim, "/clock"),
        json!({"fixed": null, "date_offset": 0, "window_offset": 9999})
    );
    told(&sim, "/clock", &json!({"window_offset": 0}));
    told(&sim, "/settings", &json!({"room_missing_code": 5024}));
    assert_eq!(
        Params::message(&sim, "xy").with("RoomId", "nowhere").code(&sim),
        5024
    );
    assert_eq!(Params::message(&sim, "xy").code(&sim), 0);
}

#[test]
fn apps_come_and_go() {
    let sim = started();
    let id = sim.app_id();
    told(
        &sim,
        "/apps",
        &json!({"app_id": id, "server_secret": sim.server_secret(), "service_enabled": false}),
    );
    assert_eq!(Params::message(&sim, "x").code(&sim), 100_000_017);
    assert_eq!(asked(&sim, "/apps")[0]["service_enabled"], false);
    let gone = exchange(&sim.admin_url(), "DELETE", &format!("/apps?app_id={id}"), "", "");
    assert_eq!(gone.expect("an answer").status, 200);
    assert_eq!(Params::message(&sim, "x").code(&sim), 100_000_010);
    told(&sim, "/reset", &json!({}));
    assert_eq!(Params::message(&sim, "x").code(&sim), 104);
}

#[test]
fn counters_health_and_authority_can_be_asked_for() {
    let sim = started();
    sim.fail_next(FaultKind::NoDate, 1);
    Params::message(&sim, "x").code(&sim);
    let counters: Counters = serde_json::from_value(asked(&sim, "/counters")).expect("counters");
    assert_eq!(
        (
            counters.acted_on("x"),
            counters.faults,
            counters.connections_accepted
        ),
        (1, 1, 1)
    );
    let health = asked(&sim, "/health");
    assert_eq!(
        (&health["ok"], &health["http_url"]),
        (&json!(true), &json!(sim.http_url()))
    );
    assert_eq!(get(&sim.admin_url(), "/ca").text(), sim.ca_pem());
    assert!(sim.wait_for_messages("room1", "u1", 1, Duration::ZERO).len() == 1 && heard(&sim, "u1") == ["x"]);
}
