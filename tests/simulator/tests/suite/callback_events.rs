//! What is told by callbacks and for which reasons, and what is not told.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use zegoapi_simulator::{CallbackSettings, Config, LogoutReason, Simulator};

use crate::callbacks::told;
use crate::receiver::{Receiver, SECRET, telling, text};
use crate::support::{call, post};

/// Of each: the event, and the fields asked for.
fn told_briefly(sim: &Simulator, receiver: &Receiver, names: &[&str]) -> Vec<String> {
    let brief = |json: Value| {
        let fields = names.iter().filter(|name| !json[**name].is_null());
        let values = fields.map(|name| text(&json, name));
        [text(&json, "event")]
            .into_iter()
            .chain(values)
            .collect::<Vec<_>>()
            .join(" ")
    };
    told(sim, receiver).into_iter().map(brief).collect()
}

#[test]
fn a_user_who_logs_in_again_keeps_the_session() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    sim.login("r", "u1");
    sim.login("r", "u1");
    let all = told(&sim, &receiver);
    assert_eq!(receiver.events(), ["room_create", "room_login", "room_login"]);
    assert_eq!(
        (&all[1]["relogin"], &all[2]["relogin"]),
        (&json!("0"), &json!("1"))
    );
    assert_eq!(all[1]["session_id"], all[2]["session_id"]);
    assert_eq!(all[2]["user_update_seq"], "2");
}

#[test]
fn a_kicked_user_is_told_as_put_out() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    sim.login("r", "u1");
    assert!(sim.publish("r", "u1", "s1"));
    let kick = [("RoomId", "r"), ("UserId[]", "u1"), ("UserId[]", "never there")];
    assert_eq!(call(&sim, "KickoutUser", &kick).code(), 0);
    let all = told_briefly(&sim, &receiver, &["reason", "type", "close_reason"]);
    assert_eq!(all[3..], ["room_logout 3", "stream_close 3", "room_close 3"]);
}

#[test]
fn that_a_room_was_closed_is_told_only_if_asked_for() {
    for (asked, last) in [
        (None, None),
        (Some("false"), None),
        (Some("true"), Some("room_close 0")),
    ] {
        let receiver = Receiver::start();
        let sim = telling(&receiver.url);
        sim.login("r", "u1");
        sim.login("r", "u2");
        assert!(sim.publish("r", "u2", "s1"));
        let asked = asked.map(|asked| ("RoomCloseCallback", asked));
        let params = [("RoomId", "r")].into_iter().chain(asked).collect::<Vec<_>>();
        assert_eq!(call(&sim, "CloseRoom", &params).code(), 0);
        let all = told_briefly(
            &sim,
            &receiver,
            &["user_account", "reason", "type", "close_reason"],
        );
        let wanted = ["room_logout u1 3", "room_logout u2 3", "stream_close 5"];
        assert_eq!(all[4..], wanted.into_iter().chain(last).collect::<Vec<_>>());
    }
}

#[test]
fn each_reason_of_a_logout_has_its_numbers() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    for (reason, [logout, stream, room]) in [
        ("normal", ["0", "0", "0"]),
        ("heartbeat", ["1", "1", "1"]),
        ("connection_lost", ["2", "4", "2"]),
        ("put_out", ["3", "3", "3"]),
        ("token_expired", ["4", "3", "3"]),
    ] {
        let before = receiver.posts().len();
        sim.login("r", "u1");
        assert!(sim.publish("r", "u1", "s1"));
        let body = json!({"room_id": "r", "user_id": "u1", "reason": reason});
        assert_eq!(post(&sim.admin_url(), "/logout", &body).status, 200);
        let all = told_briefly(&sim, &receiver, &["reason", "type", "close_reason"]);
        let wanted = [
            format!("room_logout {logout}"),
            format!("stream_close {stream}"),
            format!("room_close {room}"),
        ];
        assert_eq!(all[before + 3..], wanted, "{reason}");
    }
    sim.login("r", "u1");
    sim.logout_for("r", "u1", LogoutReason::Heartbeat);
    assert_eq!(told(&sim, &receiver).last().expect("one")["close_reason"], 1);
}

#[test]
fn streams_of_the_server_are_told_at_their_end() {
    let receiver = Receiver::start();
    let sim = telling(&receiver.url);
    sim.login("r", "u1");
    let stream = [("RoomId", "r"), ("UserId", "bot"), ("StreamId", "s1")];
    assert_eq!(call(&sim, "AddStream", &stream).code(), 0);
    assert_eq!(call(&sim, "DeleteStream", &stream).code(), 0);
    assert!(sim.publish("r", "u1", "s2"));
    let forbid = [("StreamId", "s2"), ("Sequence", "1")];
    assert_eq!(call(&sim, "ForbidRTCStream", &forbid).code(), 0);
    let all = told_briefly(&sim, &receiver, &["stream_id", "type", "stream_seq"]);
    let wanted = [
        "stream_close s1 100 2",
        "stream_create s2 3",
        "stream_close s2 0 4",
    ];
    assert_eq!(all[2..], wanted, "the added one is counted, and not told");
}

#[test]
fn what_did_not_happen_is_not_told() {
    let receiver = Receiver::start();
    let sim = Simulator::start(Config {
        rooms: BTreeMap::from([("r".to_owned(), vec!["u1".to_owned()])]),
        callbacks: CallbackSettings {
            url: Some(receiver.url.clone()),
            secret: SECRET.to_owned(),
            ..CallbackSettings::default()
        },
        ..Config::default()
    })
    .expect("a simulator");
    sim.logout("r", "nobody");
    sim.logout("nowhere", "u1");
    sim.unpublish("none");
    assert!(!sim.publish("r", "nobody", "s1"));
    let rule = [
        ("RuleType", "3"),
        ("UserId", "u9"),
        ("DisabledPrivilege[]", "1"),
        ("EffectiveTime", "60"),
    ];
    assert_eq!(call(&sim, "SetForbidUserRule", &rule).code(), 0);
    assert!(!sim.try_login("r", "u9"));
    sim.reset();
    sim.login("r", "u2");
    told(&sim, &receiver);
    assert_eq!(
        receiver.events(),
        ["room_login"],
        "who is there at the start is not told either"
    );
}
