//! The rules of the actions: who hears what, and what is refused.

use serde_json::json;
use zegoapi_simulator::{AppConfig, Limits, Settings};

use crate::support::{Params, get, heard, started};

#[test]
fn a_message_to_everyone_reaches_all_in_the_room_but_its_sender() {
    let sim = started();
    sim.login("room2", "u9");
    assert_eq!(
        Params::message(&sim, "hello").with("FromUserId", "u2").code(&sim),
        0
    );
    assert_eq!(
        (heard(&sim, "u1"), heard(&sim, "u3")),
        (vec!["hello".to_owned()], vec!["hello".to_owned()])
    );
    assert!(heard(&sim, "u2").is_empty());
    assert!(sim.messages("room2", "u9").is_empty());
}

#[test]
fn a_message_to_named_users_reaches_them_alone() {
    let sim = started();
    let call = Params::message(&sim, "psst")
        .also("ToUserId[]", "u1")
        .also("ToUserId[]", "u1");
    let answer = call.also("ToUserId[]", "u2").with("FromUserId", "u2").send(&sim);
    assert_eq!(answer.code(), 0);
    assert!(answer.json().get("Data").is_none());
    assert_eq!(heard(&sim, "u1"), ["psst"], "named twice, hears it once");
    assert!(
        heard(&sim, "u2").is_empty(),
        "the sender hears nothing, named or not"
    );
    assert!(heard(&sim, "u3").is_empty());
}

#[test]
fn users_who_are_not_there_are_named_in_the_reply() {
    let sim = started();
    sim.logout("room1", "u2");
    let call = Params::message(&sim, "x")
        .also("ToUserId[]", "u2")
        .also("ToUserId[]", "u1");
    let answer = call.also("ToUserId[]", "u2").send(&sim);
    assert_eq!(answer.code(), 0);
    assert_eq!(
        answer.json()["Data"],
        json!({"FailUsers": [{"Uid": "u2", "Code": 50003}]})
    );
    assert_eq!((heard(&sim, "u1").len(), heard(&sim, "u2").len()), (1, 0));
    let answer = Params::message(&sim, "y")
        .also("ToUserId[]", "a")
        .also("ToUserId[]", "b")
        .send(&sim);
    assert_eq!(answer.code(), 0, "all of them");
    assert_eq!(
        answer.json()["Data"]["FailUsers"].as_array().map(Vec::len),
        Some(2)
    );
}

#[test]
fn a_room_with_nobody_in_it_does_not_exist() {
    let sim = started();
    for user in ["u1", "u2", "u3"] {
        sim.logout("room1", user);
    }
    let code = || Params::message(&sim, "x").code(&sim);
    assert_eq!(code(), 104);
    for room_missing_code in [5024, 50001] {
        sim.set_settings(Settings {
            room_missing_code,
            ..Settings::default()
        });
        assert_eq!(code(), i64::from(room_missing_code));
    }
    sim.login("room1", "u1");
    assert_eq!(code(), 0);
    assert_eq!(sim.counters().acted_on("x"), 1);
}

#[test]
fn limits_hold_to_the_byte_and_can_be_set() {
    let sim = started();
    let content = |text: &str| Params::message(&sim, text).code(&sim);
    assert_eq!(content(&"x".repeat(1024)), 0);
    assert_eq!(content(&"x".repeat(1025)), 50012);
    assert_eq!(content(&"字".repeat(341)), 0, "1023 bytes");
    assert_eq!(content(&"字".repeat(342)), 50012, "342 characters, 1026 bytes");
    let room = |id: &str| Params::message(&sim, "x").with("RoomId", id).code(&sim);
    assert_eq!(room(&"r".repeat(128)), 104);
    assert_eq!(room(&"r".repeat(129)), 3);
    let users = |count: usize| {
        let call = Params::message(&sim, "x");
        (0..count)
            .fold(call, |call, _| call.also("ToUserId[]", "u1"))
            .code(&sim)
    };
    assert_eq!((users(10), users(11)), (0, 50011));
    sim.set_limits(Limits {
        room_id_bytes: 4,
        content_bytes: 2,
        users_per_call: 1,
        ..Limits::default()
    });
    assert_eq!((room("room"), room("room1")), (104, 3));
    assert_eq!(
        Params::message(&sim, "xyz").with("RoomId", "room").code(&sim),
        50012
    );
    assert_eq!(
        Params::message(&sim, "x")
            .with("RoomId", "room")
            .also("ToUserId[]", "a")
            .also("ToUserId[]", "b")
            .code(&sim),
        50011
    );
}

#[test]
fn missing_empty_and_repeated_parameters_are_refused() {
    let sim = started();
    let call = || Params::message(&sim, "x");
    for (name, code) in [("RoomId", 2), ("FromUserId", 2), ("MessageContent", 1008)] {
        assert_eq!(call().without(name).code(&sim), code, "no {name}");
        assert_eq!(call().with(name, "").code(&sim), code, "empty {name}");
        assert_eq!(call().also(name, "again").code(&sim), 2, "{name} twice");
    }
    assert_eq!(call().also("AppId", &sim.app_id().to_string()).code(&sim), 2);
    assert_eq!(call().also("ToUserId[]", "").code(&sim), 2);
    assert_eq!(sim.counters().acted_on("x"), 0);
}

#[test]
fn what_cannot_be_decoded_is_refused() {
    let sim = started();
    let code = |more: &str| get(&sim.http_url(), &(Params::message(&sim, "x").target() + more)).code();
    for bad in [
        "%",
        "&a=%G0",
        "&ToUserId%5B%5D=%FF",
        "%C3",
        "&%80=1",
        "&ToUserId[]=%ED%A0%80",
    ] {
        assert_eq!(code(bad), 8, "{bad}");
    }
    assert_eq!(code("&Unknown=%20"), 0);
}

#[test]
fn misspelt_receivers_make_a_broadcast_and_are_counted() {
    let sim = started();
    for (seen, name) in ["ToUserId", "ToUserId[0]", "ToUserId[][0]", "touserid[]"]
        .iter()
        .enumerate()
    {
        assert_eq!(Params::message(&sim, name).also(name, "u1").code(&sim), 0);
        assert_eq!(heard(&sim, "u3").last().map(String::as_str), Some(*name));
        assert_eq!(sim.counters().misspelt_parameters, seen as u64 + 1);
    }
}

#[test]
fn a_plus_is_a_space_unless_set_otherwise() {
    let sim = started();
    let send = || {
        get(
            &sim.http_url(),
            &Params::message(&sim, "a b").target().replace("a%20b", "a+b"),
        )
        .code()
    };
    assert_eq!(send(), 0);
    sim.set_settings(Settings {
        plus_is_space: false,
        ..Settings::default()
    });
    assert_eq!(send(), 0);
    assert_eq!(heard(&sim, "u1"), ["a b", "a+b"]);
}

#[test]
fn rooms_tell_how_many_users_they_have() {
    let sim = started();
    let call = Params::signed(&sim, "DescribeUserNum")
        .also("RoomId[]", "room1")
        .also("RoomId[]", "nowhere");
    let answer = call.send(&sim);
    assert_eq!(answer.code(), 0);
    assert_eq!(
        answer.json()["Data"]["UserCountList"],
        json!([
            {"RoomId": "room1", "UserCount": 3, "AdminUserCount": 0},
            {"RoomId": "nowhere", "UserCount": 0, "AdminUserCount": 0},
        ])
    );
    assert_eq!(Params::signed(&sim, "DescribeUserNum").code(&sim), 2);
    assert_eq!(
        Params::signed(&sim, "DescribeUserNum")
            .also("RoomId", "room1")
            .code(&sim),
        2
    );
}

/// As in the gateway's test: every mistake at once, mended one by one.
#[test]
fn checks_come_in_the_documented_order() {
    let sim = started();
    let with_permission = |permitted| {
        let app = AppConfig::new(sim.app_id(), sim.server_secret());
        sim.add_app(AppConfig { permitted, ..app });
    };
    with_permission(false);
    let call = |room: &str, content: &str, users: usize, more: &str| {
        let call = Params::message(&sim, content).with("RoomId", room);
        let call = (0..users).fold(call, |call, _| call.also("ToUserId[]", "u1"));
        get(&sim.http_url(), &(call.target() + more)).code()
    };
    let (long_room, long_content) = ("r".repeat(129), "x".repeat(1025));
    assert_eq!(call(&long_room, "", 11, "&FromUserId=again&a=%"), 8);
    assert_eq!(call(&long_room, "", 11, "&FromUserId=again"), 2);
    assert_eq!(call(&long_room, "", 11, ""), 3);
    assert_eq!(call("nowhere", "", 11, ""), 9);
    with_permission(true);
    assert_eq!(call("nowhere", "", 11, ""), 1008);
    assert_eq!(call("nowhere", &long_content, 11, ""), 50012);
    assert_eq!(call("nowhere", "x", 11, ""), 50011);
    assert_eq!(call("nowhere", "x", 10, ""), 104);
}
