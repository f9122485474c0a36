//! Streams in rooms.

use serde_json::json;

use crate::support::{call, get, post, started};

fn list(sim: &zegoapi_simulator::Simulator) -> serde_json::Value {
    sim.reset_counters();
    let answer = call(sim, "DescribeSimpleStreamList", &[("RoomId", "room1")]);
    assert_eq!(answer.code(), 0);
    answer.json()["Data"]["StreamList"].clone()
}

#[test]
fn streams_are_added_listed_and_deleted() {
    let sim = started();
    let params = |user, stream| [("RoomId", "room1"), ("UserId", user), ("StreamId", stream)];
    let code = |action, user, stream| call(&sim, action, &params(user, stream)).code();
    assert_eq!(code("AddStream", "bot", "s1"), 0);
    assert_eq!(code("AddStream", "bot", "s1"), 0, "once more");
    assert_eq!(code("AddStream", "u1", "s1"), 1012);
    let listed = list(&sim);
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let row = &listed[0];
    assert_eq!((&row["StreamId"], &row["UserId"]), (&json!("s1"), &json!("bot")));
    assert!(row["StreamNumberId"].is_u64() && row["CreateTime"].as_u64() > Some(1_600_000_000_000));
    assert_eq!(code("DeleteStream", "u1", "s1"), 1012);
    assert_eq!(code("DeleteStream", "bot", "s1"), 0);
    assert_eq!(code("DeleteStream", "bot", "s1"), 138);
    assert_eq!(list(&sim), json!([]));
    let nowhere = [("RoomId", "nowhere"), ("UserId", "u"), ("StreamId", "s")];
    assert_eq!(call(&sim, "AddStream", &nowhere).code(), 104);
}

#[test]
fn limits_of_a_stream_are_in_bytes() {
    let sim = started();
    let code = |name, value: &str| {
        sim.reset_counters();
        let params = [
            ("RoomId", "room1"),
            ("UserId", "u"),
            ("StreamId", "s"),
            (name, value),
        ];
        call(&sim, "AddStream", &params).code()
    };
    assert_eq!(code("StreamTitle", &"x".repeat(127)), 0);
    assert_eq!(code("StreamTitle", &"x".repeat(128)), 3);
    assert_eq!(code("ExtraInfo", &"字".repeat(341)), 0, "1023 bytes");
    assert_eq!(code("ExtraInfo", &"字".repeat(342)), 3, "342 characters");
    assert_eq!(code("CensorFlag", "2"), 2);
}

#[test]
fn who_is_in_a_room_may_publish_and_takes_the_stream_along() {
    let sim = started();
    assert!(!sim.publish("room1", "stranger", "s1"));
    assert!(sim.publish("room1", "u1", "s1"));
    assert!(!sim.publish("room1", "u2", "s1"), "another's");
    assert_eq!(list(&sim)[0]["StreamId"], "s1");
    sim.logout("room1", "u1");
    assert_eq!(list(&sim), json!([]));
    assert!(sim.publish("room1", "u2", "s1"), "free again");
    sim.unpublish("s1");
    assert_eq!(list(&sim), json!([]));
}

#[test]
fn streams_come_and_go_over_the_admin_api() {
    let sim = started();
    let publish = |user| {
        let body = json!({"room_id": "room1", "user_id": user, "stream_id": "s1"});
        post(&sim.admin_url(), "/publish", &body).status
    };
    assert_eq!((publish("u1"), publish("stranger")), (200, 403));
    let streams = || get(&sim.admin_url(), "/streams").json();
    assert_eq!(streams(), serde_json::to_value(sim.streams()).expect("JSON"));
    assert_eq!(streams()[0]["closed_ms"], json!(null));
    let gone = post(&sim.admin_url(), "/unpublish", &json!({"stream_id": "s1"}));
    assert_eq!(gone.status, 200);
    assert!(streams()[0]["closed_ms"].is_u64());
}
