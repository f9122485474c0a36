//! What can be made to go wrong with callbacks, and the admin API's and the command's way to all of it.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use zegoapi_simulator::{CallbackFault, CallbackFaultKind, CallbackSettings, Simulator, Spelling};

use crate::receiver::{Receiver, SECRET, SOON, signature, telling, text};
use crate::support::{exchange, get, now, post};

/// A login in a room that is there, with this fault: the only callback.
fn struck(kind: CallbackFaultKind) -> (Simulator, Receiver) {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    sim.login("room1", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    sim.fail_next_callback(kind, 1);
    sim.login("room1", "u 字");
    assert!(sim.wait_for_callbacks(SOON));
    assert!(sim.callback_faults().is_empty());
    assert_eq!(sim.counters().faults, 1);
    (sim, receiver)
}

/// The last one's body.
fn last(receiver: &Receiver) -> String {
    receiver.posts().last().expect("a callback").body.clone()
}

#[test]
fn it_is_sent_twice() {
    let (sim, receiver) = struck(CallbackFaultKind::Twice);
    assert_eq!(
        receiver.events(),
        ["room_create", "room_login", "room_login", "room_login"]
    );
    let posts = receiver.posts();
    assert_eq!(posts[2].body, posts[3].body);
    let counters = sim.counters().callbacks("room_login");
    assert_eq!(
        (
            counters.fired,
            counters.tries,
            counters.retried,
            counters.delivered
        ),
        (2, 3, 0, 2)
    );
}

#[test]
fn it_is_never_sent() {
    let (sim, receiver) = struck(CallbackFaultKind::Lose);
    assert_eq!(receiver.events().len(), 2);
    let counters = sim.counters().callbacks("room_login");
    assert_eq!((counters.fired, counters.tries, counters.lost), (2, 1, 1));
}

#[test]
fn the_next_one_overtakes_it() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    sim.fail_next_callback(
        CallbackFault::from(CallbackFaultKind::AfterNext).on_event("room_create"),
        1,
    );
    sim.login("r", "u1");
    assert!(sim.wait_for_callbacks(SOON));
    assert_eq!(receiver.events(), ["room_login", "room_create"]);
    let later = CallbackFaultKind::Delay { ms: 1500 };
    sim.fail_next_callback(CallbackFault::from(later).on_room("r"), 1);
    sim.login("elsewhere", "u1");
    sim.login("r", "u2");
    sim.logout("r", "u2");
    assert!(sim.wait_for_callbacks(SOON));
    let order = ["room_create", "room_login", "room_logout", "room_login"];
    assert_eq!(receiver.events()[2..], order);
}

#[test]
fn all_are_late_in_order() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    let settings = CallbackSettings {
        url: Some(receiver.url.clone()),
        delay_ms: 400,
        ..CallbackSettings::default()
    };
    sim.set_callbacks(settings).expect("good settings");
    let start = std::time::Instant::now();
    sim.login("r", "u1");
    receiver.wait_for(1);
    assert!(start.elapsed() >= Duration::from_millis(400));
    assert!(sim.wait_for_callbacks(SOON));
    assert_eq!(receiver.events(), ["room_create", "room_login"]);
}

#[test]
fn its_signature_is_wrong() {
    let (_sim, receiver) = struck(CallbackFaultKind::WrongSignature);
    let json: Value = serde_json::from_str(&last(&receiver)).expect("JSON");
    let signed = text(&json, "signature");
    assert_ne!(
        signed,
        signature(&text(&json, "timestamp"), &text(&json, "nonce"))
    );
    assert!(signed.len() == 40 && signed.bytes().all(|byte| b"0123456789abcdef".contains(&byte)));
}

#[test]
fn its_timestamp_is_old_and_signed() {
    let (_sim, receiver) = struck(CallbackFaultKind::TimestampOffset { seconds: -3600 });
    let json = receiver.posts().last().expect("a callback").verified();
    let timestamp = text(&json, "timestamp").parse::<i64>().expect("digits");
    assert!((now() - 3600 - timestamp).abs() < 60);
}

#[test]
fn its_common_fields_are_spelt_otherwise() {
    for (flavour, app_id) in [
        (Spelling::UpperFirst, "AppId"),
        (Spelling::UpperFirstAppid, "Appid"),
    ] {
        let (sim, receiver) = struck(CallbackFaultKind::Spelling { flavour });
        let json: Value = serde_json::from_str(&last(&receiver)).expect("JSON");
        assert_eq!(
            (&json["Event"], &json["event"]),
            (&json!("room_login"), &Value::Null)
        );
        assert_eq!(text(&json, app_id), sim.app_id().to_string());
        let wanted = signature(&text(&json, "Timestamp"), &text(&json, "Nonce"));
        assert_eq!(text(&json, "Signature"), wanted);
        assert_eq!(json["user_account"], "u 字", "the others stay");
    }
}

#[test]
fn it_is_percent_encoded() {
    let (_sim, receiver) = struck(CallbackFaultKind::PercentEncoded);
    let body = last(&receiver);
    assert!(body.starts_with("%7B%22event%22%3A%22room_login%22"), "{body}");
    let decoded = percent_decode_str(&body).decode_utf8().expect("UTF-8");
    let json: Value = serde_json::from_str(&decoded).expect("JSON");
    assert_eq!(json["user_account"], "u 字");
}

#[test]
fn it_is_a_form() {
    let (sim, receiver) = struck(CallbackFaultKind::Form);
    let post = receiver.posts().pop().expect("a callback");
    assert!(
        post.head
            .contains("content-type: application/x-www-form-urlencoded\r\n")
    );
    let fields = post.body.split('&').collect::<Vec<_>>();
    assert!(
        fields.contains(&"event=room_login") && fields.contains(&"user_account=u+%E5%AD%97"),
        "{fields:?}"
    );
    let value = |name: &str| {
        fields
            .iter()
            .find_map(|field| field.strip_prefix(name))
            .expect("a field")
    };
    assert_eq!(
        value("signature="),
        signature(value("timestamp="), value("nonce="))
    );

    sim.fail_next_callback(CallbackFaultKind::Form, 1);
    assert!(sim.publish("room1", "u1", "s1"));
    assert!(sim.wait_for_callbacks(SOON));
    assert!(
        last(&receiver).contains("&rtmp_url=rtmp%3A%2F%2F"),
        "an item of a list is a field"
    );
}

#[test]
fn all_of_it_can_be_set_over_the_admin_api() {
    let receiver = Receiver::start();
    let sim = crate::support::started();
    let admin = sim.admin_url();
    let set = |path: &str, body: Value| post(&admin, path, &body).status;
    assert_eq!(set("/callbacks", json!({"url": receiver.url})), 200);
    let more = json!({"secret": SECRET, "retry_waits_ms": [1], "urls": {"room_close": receiver.url}});
    assert_eq!(set("/callbacks", more), 200);
    let settings = get(&admin, "/callbacks").json();
    assert_eq!(
        settings,
        json!({
            "url": receiver.url, "urls": {"room_close": receiver.url}, "secret": SECRET, "delay_ms": 0,
            "timeout_ms": 5000, "retry_waits_ms": [1], "sign_each_try": false,
        })
    );
    assert_eq!(sim.callback_secret(), SECRET);
    let fault =
        json!({"fault": {"kind": {"timestamp_offset": {"seconds": -60}}, "event": "room_login"}, "count": 2});
    assert_eq!(set("/callbacks/faults", fault.clone()), 200);
    assert_eq!(
        set(
            "/callbacks/faults",
            json!({"fault": {"kind": "twice", "room_id": "r"}})
        ),
        200
    );
    let pending = get(&admin, "/callbacks/faults").json();
    assert_eq!(pending[0], json!({"fault": fault["fault"], "left": 2}));
    assert_eq!(pending[1]["left"], 1);
    let gone = exchange(&admin, "DELETE", "/callbacks/faults", "", "").expect("an answer");
    assert_eq!((gone.status, sim.callback_faults().len()), (200, 0));
    assert_eq!(set("/login", json!({"room_id": "r", "user_id": "u"})), 200);
    assert!(sim.wait_for_callbacks(SOON));
    receiver.posts().iter().for_each(|post| drop(post.verified()));
    let counted = &get(&admin, "/counters").json()["callbacks"];
    let one = json!({"fired": 1, "tries": 1, "retried": 0, "delivered": 1, "lost": 0, "last_status": 200});
    assert_eq!(counted, &json!({"room_create": one, "room_login": one}));
    assert_eq!(set("/reset", json!({})), 200);
    assert_eq!(get(&admin, "/callbacks").json()["url"], Value::Null);
}

#[test]
fn wrong_settings_are_refused_and_change_nothing() {
    let sim = crate::support::started();
    for (path, body) in [
        ("/callbacks", json!({"url": "ftp://127.0.0.1/"})),
        ("/callbacks", json!({"url": "nowhere"})),
        ("/callbacks", json!({"urls": {"room_login": ""}})),
        (
            "/callbacks",
            json!({"urls": {"room_logn": "http://127.0.0.1:1/"}}),
        ),
        ("/callbacks", json!({"uri": null})),
        ("/callbacks/faults", json!({"fault": {"kind": "explode"}})),
        (
            "/callbacks/faults",
            json!({"fault": {"kind": "twice", "event": "room_logn"}}),
        ),
        (
            "/callbacks/faults",
            json!({"fault": {"kind": "twice", "user_id": "u1"}}),
        ),
        (
            "/login",
            json!({"room_id": "r", "user_id": "u", "reason": "normal"}),
        ),
        (
            "/logout",
            json!({"room_id": "r", "user_id": "u", "reason": "tired"}),
        ),
    ] {
        let answer = post(&sim.admin_url(), path, &body);
        assert_eq!(answer.status, 400, "{path} {body}");
    }
    let wrong = CallbackSettings {
        url: Some("http://user:password@127.0.0.1/".to_owned()),
        ..CallbackSettings::default()
    };
    let error = sim.set_callbacks(wrong).expect_err("refused");
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
    assert!(!error.to_string().contains("password"));
    assert_eq!(
        get(&sim.admin_url(), "/callbacks").json(),
        serde_json::to_value(CallbackSettings::default()).expect("JSON")
    );
}
