//! Rules for users and for streams.

use serde_json::json;
use zegoapi_simulator::{Clock, Simulator};

use crate::support::{call, now, post, started};

fn code(sim: &Simulator, action: &str, params: &[(&str, &str)]) -> i64 {
    sim.reset_counters();
    call(sim, action, params).code()
}

/// Moves the server's time, as far as signatures stay good.
fn later(sim: &Simulator, seconds: i64) {
    sim.set_clock(Clock {
        window_offset: seconds,
        ..Clock::default()
    });
}

#[test]
fn a_rule_keeps_a_user_out_until_it_ends() {
    let sim = started();
    let rule = [
        ("RuleType", "4"),
        ("RoomId", "room2"),
        ("UserId", "u1"),
        ("DisabledPrivilege[]", "1"),
        ("EffectiveTime", "300"),
    ];
    let answer = call(&sim, "SetForbidUserRule", &rule);
    assert_eq!(answer.code(), 0);
    let expires = answer.json()["Data"]["ExpireTime"].as_i64().expect("a number");
    assert!((expires - now() - 300).abs() < 60);
    assert!(!sim.try_login("room2", "u1"));
    assert!(sim.try_login("room2", "u2") && sim.try_login("room3", "u1"));
    let login = json!({"room_id": "room2", "user_id": "u1"});
    assert_eq!(post(&sim.admin_url(), "/login", &login).status, 403);
    let listed = call(&sim, "DescribeForbidUserRules", &[("RuleType", "4")]).json();
    let row = json!({"RuleType": 4, "IP": "", "RoomId": "room2", "UserId": "u1",
        "DisabledPrivilegeList": [1], "ExpireTime": expires});
    assert_eq!(listed["Data"]["RuleList"], json!([row]));
    later(&sim, 301);
    assert!(sim.try_login("room2", "u1"));
    assert_eq!(code(&sim, "DelForbidUserRule", &rule[..3]), 50124, "it has ended");
}

#[test]
fn rules_are_for_rooms_users_or_publishing_and_can_be_deleted() {
    let sim = started();
    let more = [("DisabledPrivilege[]", "2"), ("EffectiveTime", "60")];
    for subject in [
        &[("RuleType", "2"), ("RoomId", "room1")][..],
        &[("RuleType", "3"), ("UserId", "u1")],
    ] {
        assert!(sim.publish("room1", "u1", "s"));
        sim.unpublish("s");
        assert_eq!(code(&sim, "SetForbidUserRule", &[subject, &more].concat()), 0);
        assert!(!sim.publish("room1", "u1", "s"), "{subject:?}");
        assert!(sim.try_login("room1", "u1"), "publishing only");
        assert_eq!(code(&sim, "DelForbidUserRule", subject), 0);
        assert_eq!(code(&sim, "DelForbidUserRule", subject), 50124);
    }
}

#[test]
fn a_rule_needs_what_its_type_asks_for() {
    let sim = started();
    let set = |params: &[(&str, &str)]| {
        let more = [("DisabledPrivilege[]", "1"), ("EffectiveTime", "60")];
        code(&sim, "SetForbidUserRule", &[params, &more].concat())
    };
    assert_eq!(set(&[("RuleType", "1"), ("IP", "10.0.0.1")]), 0);
    for wrong in [
        &[("RuleType", "1"), ("RoomId", "r")][..],
        &[("RuleType", "1"), ("IP", "10.0.0")],
        &[("RuleType", "2"), ("UserId", "u")],
        &[("RuleType", "3"), ("RoomId", "r")],
        &[("RuleType", "4"), ("RoomId", "r")],
        &[("RuleType", "5"), ("UserId", "u")],
        &[("UserId", "u")],
    ] {
        assert_eq!(set(wrong), 2, "{wrong:?}");
    }
    let user = [("RuleType", "3"), ("UserId", "u")];
    for wrong in [
        &[("DisabledPrivilege[]", "3"), ("EffectiveTime", "60")][..],
        &[("DisabledPrivilege[]", "1"), ("EffectiveTime", "86401")],
        &[("DisabledPrivilege[]", "1"), ("EffectiveTime", "0")],
        &[("EffectiveTime", "60")],
        &[("DisabledPrivilege[]", "1")],
    ] {
        assert_eq!(
            code(&sim, "SetForbidUserRule", &[&user, wrong].concat()),
            2,
            "{wrong:?}"
        );
    }
}

#[test]
fn there_may_be_so_many_rules_of_a_type() {
    let sim = started();
    let set = |kind: &str, name: &str, value: &str| {
        let params = [
            ("RuleType", kind),
            (name, value),
            ("DisabledPrivilege[]", "1"),
            ("EffectiveTime", "60"),
        ];
        code(&sim, "SetForbidUserRule", &params)
    };
    assert!((0..100).all(|at| set("1", "IP", &format!("10.0.0.{at}")) == 0));
    assert_eq!(set("1", "IP", "10.0.1.0"), 50123);
    assert_eq!(set("1", "IP", "10.0.0.5"), 0, "in place of its own");
    assert!((0..200).all(|at| set("3", "UserId", &format!("u{at}")) == 0));
    assert_eq!(set("3", "UserId", "one more"), 50123);
    assert_eq!(set("2", "RoomId", "r"), 0, "another type");
}

#[test]
fn stream_rules_are_listed_with_zeros_for_streams_without_one() {
    let sim = started();
    let stream = [("RoomId", "room1"), ("StreamId", "s1")];
    let set = |more: &[(&str, &str)]| code(&sim, "SetForbidStreamRule", &[&stream, more].concat());
    let list = || {
        sim.reset_counters();
        let params = [("RoomId", "room1"), ("StreamId[]", "s1"), ("StreamId[]", "s2")];
        let answer = call(&sim, "DescribeForbidStreamRules", &params);
        assert_eq!(answer.json()["Data"]["RoomId"], "room1");
        answer.json()["Data"]["ForbidStreamRuleList"].clone()
    };
    assert_eq!(set(&[]), 2, "neither sound nor picture");
    assert_eq!(set(&[("DisableVideo", "1"), ("EffectiveTime", "100")]), 0);
    let zeros = |id| json!({"StreamId": id, "DisableAudio": 0, "DisableVideo": 0, "CreateTime": 0, "EffectiveTime": 0});
    let rules = list();
    assert_eq!(
        (&rules[0]["DisableVideo"], &rules[0]["EffectiveTime"]),
        (&json!(1), &json!(100))
    );
    assert_eq!(rules[1], zeros("s2"));
    later(&sim, 101);
    assert_eq!(list()[0], zeros("s1"), "it has ended");
    later(&sim, 0);
    assert_eq!(set(&[("DisableAudio", "1"), ("EffectiveTime", "99999")]), 0);
    assert_eq!(list()[0]["EffectiveTime"], 86400, "cut");
    assert_eq!(set(&[("DisableAudio", "1")]), 0);
    assert_eq!(list()[0]["EffectiveTime"], 21600, "the usual time");
    assert_eq!(code(&sim, "DelForbidStreamRule", &stream), 0);
    assert_eq!(
        code(&sim, "DelForbidStreamRule", &stream),
        0,
        "deleted is deleted"
    );
    assert_eq!(list()[0], zeros("s1"));
}
