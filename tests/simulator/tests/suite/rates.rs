//! The rates. The window's exact edges are tested on the window itself; here, which calls share one.

use std::time::Duration;

use zegoapi_simulator::{AppConfig, Limits, Simulator};

use crate::support::{Params, started};

/// A window so wide that no test outlasts it.
fn wide() -> Limits {
    Limits {
        window_ms: 3_600_000,
        ..Limits::default()
    }
}

fn codes(sim: &Simulator, calls: usize) -> Vec<i64> {
    (0..calls).map(|_| Params::message(sim, "x").code(sim)).collect()
}

#[test]
fn an_app_may_make_100_calls_and_10_in_the_test_environment() {
    let sim = started();
    sim.set_limits(wide());
    let codes = codes(&sim, 102);
    assert!(codes[..100].iter().all(|&code| code == 0), "{codes:?}");
    assert_eq!(codes[100..], [206, 206]);
    let test = || Params::message(&sim, "t").also("IsTest", "true").code(&sim);
    let codes = (0..11).map(|_| test()).collect::<Vec<_>>();
    assert_eq!(codes, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 206], "counted apart");
    let counters = sim.counters();
    assert_eq!(
        (
            counters.refused_by_quota,
            counters.acted_on("x"),
            counters.acted_on("t")
        ),
        (3, 100, 10)
    );
    assert_eq!(
        counters.max_calls_in_window(sim.app_id()),
        113,
        "all that arrived, refused or not"
    );
    assert_eq!(counters.apps[&sim.app_id()].refused_by_quota, 3);
}

#[test]
fn the_window_opens_again_as_it_slides() {
    let sim = started();
    sim.set_limits(Limits {
        calls_per_second: 2,
        window_ms: 400,
        ..Limits::default()
    });
    assert_eq!(codes(&sim, 3), [0, 0, 206]);
    std::thread::sleep(Duration::from_millis(450));
    assert_eq!(codes(&sim, 3), [0, 0, 206]);
}

#[test]
fn rooms_of_an_app_share_its_rate_and_other_apps_have_their_own() {
    let sim = started();
    sim.set_limits(Limits {
        calls_per_second: 1,
        ..wide()
    });
    sim.login("room2", "u1");
    assert_eq!(Params::message(&sim, "x").with("RoomId", "room2").code(&sim), 0);
    assert_eq!(codes(&sim, 1), [206]);
    let other = Simulator::start(zegoapi_simulator::Config {
        apps: vec![AppConfig::new(77, "its secret")],
        ..zegoapi_simulator::Config::default()
    });
    let other = other.expect("a simulator to sign by");
    sim.add_app(AppConfig::new(77, "its secret"));
    assert_eq!(Params::message(&other, "x").code(&sim), 0);
}

#[test]
fn a_wrong_signature_takes_nothing_from_the_rate_and_a_refused_message_does() {
    let sim = started();
    sim.set_limits(Limits {
        calls_per_second: 2,
        ..wide()
    });
    for _ in 0..5 {
        assert_eq!(
            Params::message(&sim, "x").with("Signature", "0").code(&sim),
            100_000_005
        );
    }
    assert_eq!(
        Params::message(&sim, "x").with("RoomId", "nowhere").code(&sim),
        104
    );
    assert_eq!(codes(&sim, 2), [0, 206]);
    assert_eq!(sim.counters().max_calls_in_window(sim.app_id()), 3);
}

#[test]
fn a_room_s_rate_is_off_until_set() {
    let sim = started();
    sim.login("room2", "u1");
    sim.set_limits(Limits {
        room_calls_per_second: Some(1),
        ..wide()
    });
    assert_eq!(codes(&sim, 2), [0, 207]);
    assert_eq!(Params::message(&sim, "x").with("RoomId", "room2").code(&sim), 0);
    assert_eq!(sim.counters().refused_by_room_quota, 1);
    sim.set_limits(Limits {
        room_calls_per_second: Some(1),
        calls_per_second: 3,
        ..wide()
    });
    assert_eq!(codes(&sim, 1), [206], "the app's rate comes first");
}
