//! Who is in a room, and how a room or a user comes to an end.

use serde_json::json;

use crate::support::{call, heard, started};

fn rooms(sim: &zegoapi_simulator::Simulator) -> serde_json::Value {
    crate::support::get(&sim.admin_url(), "/rooms").json()
}

#[test]
fn a_closed_room_is_gone() {
    let sim = started();
    assert!(sim.publish("room1", "u1", "s1"));
    let close = || {
        call(
            &sim,
            "CloseRoom",
            &[("RoomId", "room1"), ("CustomReason", "over")],
        )
    };
    let answer = close();
    assert_eq!((answer.code(), answer.json().get("Data")), (0, None));
    assert_eq!(rooms(&sim), json!({}));
    assert!(sim.streams()[0].closed_ms.is_some());
    sim.reset_counters();
    assert_eq!(close().code(), 5018);
    assert_eq!(crate::support::Params::message(&sim, "x").code(&sim), 104);
}

#[test]
fn a_kicked_user_is_gone_with_their_streams() {
    let sim = started();
    assert!(sim.publish("room1", "u1", "s1") && sim.publish("room1", "u3", "s3"));
    let kick = |users: &[&str]| {
        let users = users.iter().map(|user| ("UserId[]", *user));
        let params = [("RoomId", "room1")].into_iter().chain(users);
        call(&sim, "KickoutUser", &params.collect::<Vec<_>>()).code()
    };
    assert_eq!(kick(&["u1", "u2", "never there"]), 0);
    assert_eq!(rooms(&sim), json!({"room1": ["u3"]}));
    let closed = sim
        .streams()
        .iter()
        .map(|s| s.closed_ms.is_some())
        .collect::<Vec<_>>();
    assert_eq!(closed, [true, false]);
    assert_eq!(crate::support::Params::message(&sim, "x").code(&sim), 0);
    assert_eq!((heard(&sim, "u1").len(), heard(&sim, "u3").len()), (0, 1));
    assert_eq!(kick(&["a", "b", "c", "d", "e"]), 0);
    assert_eq!(kick(&["a", "b", "c", "d", "e", "f"]), 50011);
    assert_eq!(kick(&[]), 2);
    assert_eq!(kick(&["u3"]), 0);
    assert_eq!(kick(&["u3"]), 104, "the room ended with its last user");
}

#[test]
fn users_have_a_state_in_a_room() {
    let sim = started();
    let params = [("RoomId", "room1"), ("UserId[]", "u2"), ("UserId[]", "nobody")];
    let answer = call(&sim, "DescribeUsers", &params);
    assert_eq!(answer.code(), 0);
    let rows = &answer.json()["Data"]["UserStatusList"];
    assert_eq!(
        (&rows[0]["UserId"], &rows[0]["Status"]),
        (&json!("u2"), &json!(1))
    );
    let login_ms = rows[0]["LoginTime"].as_i64().expect("a number");
    assert!(
        (login_ms / 1000 - crate::support::now()).abs() < 60,
        "milliseconds"
    );
    assert_eq!(
        rows[1],
        json!({"UserId": "nobody", "Status": 0, "LoginTime": 0, "UserRole": 0})
    );
    let code = |params: &[(&str, &str)]| call(&sim, "DescribeUsers", params).code();
    assert_eq!(code(&[("RoomId", "nowhere"), ("UserId[]", "u1")]), 50001);
    assert_eq!(code(&[("RoomId", "room1"), ("UserId", "u1")]), 2, "no brackets");
    let eleven = [("UserId[]", "u1"); 11];
    assert_eq!(code(&[&[("RoomId", "room1")], &eleven[..]].concat()), 2);
}

#[test]
fn broadcast_and_barrage_messages_reach_everyone_but_their_sender() {
    let sim = started();
    let send = |action: &str, content: &str, category: &str| {
        call(
            &sim,
            action,
            &[
                ("RoomId", "room1"),
                ("UserId", "u2"),
                ("MessageCategory", category),
                ("MessageContent", content),
            ],
        )
    };
    let broadcast = send("SendBroadcastMessage", "to all", "2");
    assert!(broadcast.json()["Data"]["MessageId"].is_u64(), "a number");
    let barrage = send("SendBarrageMessage", "across", "1");
    assert!(barrage.json()["Data"]["MessageId"].is_string(), "a text");
    assert_eq!((broadcast.code(), barrage.code()), (0, 0));
    assert_eq!(heard(&sim, "u1"), ["to all", "across"]);
    assert!(heard(&sim, "u2").is_empty());
    assert!(
        sim.messages("room1", "u3")
            .iter()
            .all(|message| message.to_everyone)
    );
    for action in ["SendBroadcastMessage", "SendBarrageMessage"] {
        assert_eq!(send(action, "", "1").code(), 1008);
        assert_eq!(send(action, &"x".repeat(1025), "1").code(), 50012);
        assert_eq!(send(action, "x", "3").code(), 2);
    }
}
