//! Users by the page.

use std::collections::BTreeSet;

use serde_json::Value;
use zegoapi_simulator::{ActionLimits, Config, Limits, Simulator};

use crate::support::call;

/// A simulator where a room's list may be asked for at any time.
fn with_users(count: usize) -> Simulator {
    let often = ActionLimits {
        room_calls: Some(1000),
        ..ActionLimits::default()
    };
    let sim = Simulator::start(Config {
        limits: Limits {
            actions: [("DescribeUserList".to_owned(), often)].into(),
            ..Limits::default()
        },
        ..Config::default()
    });
    let sim = sim.expect("a simulator");
    // Not in the order of their names.
    (0..count)
        .rev()
        .for_each(|at| sim.login("room", &format!("u{at:03}")));
    sim
}

/// A page: who is on it, and the marker of the next.
fn page(sim: &Simulator, more: &[(&str, &str)]) -> (Vec<String>, String) {
    let answer = call(sim, "DescribeUserList", &[&[("RoomId", "room")], more].concat());
    assert_eq!(answer.code(), 0, "{more:?}");
    let data = answer.json()["Data"].clone();
    let ids = data["UserList"].as_array().expect("a list");
    let ids = ids
        .iter()
        .filter_map(|row| row["UserId"].as_str().map(str::to_owned));
    (ids.collect(), data["Marker"].as_str().expect("a text").to_owned())
}

#[test]
fn pages_follow_each_other_until_the_marker_is_empty() {
    let sim = with_users(450);
    let (mut all, mut marker) = page(&sim, &[]);
    let mut sizes = vec![all.len()];
    while !marker.is_empty() {
        let (ids, next) = page(&sim, &[("Marker", &marker)]);
        sizes.push(ids.len());
        all.extend(ids);
        marker = next;
    }
    assert_eq!(sizes, [200, 200, 50]);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 450);
    assert!(all.is_sorted_by(|a, b| a > b), "the oldest login first");
}

#[test]
fn a_page_can_be_smaller_and_start_with_the_newest() {
    let sim = with_users(4);
    let (ids, marker) = page(&sim, &[("Mode", "1"), ("Limit", "3")]);
    assert_eq!(ids, ["u000", "u001", "u002"]);
    let (ids, marker) = page(&sim, &[("Mode", "1"), ("Limit", "3"), ("Marker", &marker)]);
    assert_eq!((ids, marker), (vec!["u003".to_owned()], String::new()));
    assert_eq!(
        page(&sim, &[("Limit", "4")]).1,
        "",
        "a page that is just full is the last"
    );
    assert_eq!(
        page(&sim, &[("Marker", "")]).0.len(),
        4,
        "an empty marker starts anew"
    );
}

#[test]
fn users_who_come_and_go_between_pages_do_not_shift_them() {
    let sim = with_users(4);
    let (first, marker) = page(&sim, &[("Limit", "2")]);
    assert_eq!(first, ["u003", "u002"]);
    sim.logout("room", "u003");
    sim.login("room", "u003");
    let (second, _) = page(&sim, &[("Limit", "2"), ("Marker", &marker)]);
    assert_eq!(second, ["u001", "u000"]);
}

#[test]
fn a_room_that_is_not_there_has_no_users() {
    let sim = with_users(1);
    let answer = call(&sim, "DescribeUserList", &[("RoomId", "nowhere")]);
    assert_eq!(answer.json()["Data"]["UserList"], Value::Array(Vec::new()));
    for (name, value) in [("Limit", "201"), ("Limit", "-1"), ("Mode", "2"), ("Marker", "x")] {
        assert_eq!(
            call(&sim, "DescribeUserList", &[("RoomId", "room"), (name, value)]).code(),
            2
        );
    }
}
