//! What the server counts, so that a test can say "delivered exactly once" from its side.

use std::time::Duration;

use zegoapi_simulator::{AppConfig, Config, Fault, Settings, Simulator};

use crate::support::{Params, get, heard, started};

#[test]
fn calls_are_counted_by_action_and_code() {
    let sim = started();
    Params::message(&sim, "x").code(&sim);
    Params::message(&sim, "x").with("RoomId", "nowhere").code(&sim);
    Params::message(&sim, "x").with("Action", "Other").code(&sim);
    Params::message(&sim, "x").without("Action").code(&sim);
    get(&sim.http_url(), "/");
    let counters = sim.counters();
    assert_eq!(counters.calls, 5);
    let actions = counters
        .actions
        .iter()
        .map(|(name, &count)| (name.as_str(), count))
        .collect::<Vec<_>>();
    assert_eq!(actions, [("", 2), ("Other", 1), ("SendCustomCommand", 2)]);
    let codes = [0, 104, 100_000_007, 100_000_006, 100_000_001].map(|code| counters.code(code));
    assert_eq!(codes, [1; 5]);
    assert_eq!(counters.apps[&sim.app_id()].calls, 4);
}

#[test]
fn a_message_sent_twice_is_seen_twice() {
    let sim = started();
    for content in ["once", "twice", "twice"] {
        assert_eq!(Params::message(&sim, content).code(&sim), 0);
    }
    assert_eq!(
        Params::message(&sim, "twice")
            .with("RoomId", "nowhere")
            .code(&sim),
        104
    );
    let counters = sim.counters();
    assert_eq!(
        (
            counters.acted_on("once"),
            counters.acted_on("twice"),
            counters.acted_on("never")
        ),
        (1, 2, 0)
    );
    assert_eq!(
        (counters.received("u1", "twice"), counters.received("u9", "twice")),
        (2, 0)
    );
    assert_eq!(
        (
            counters.delivered("room1", "u1"),
            counters.delivered("room2", "u1")
        ),
        (3, 0)
    );
    let messages = sim.messages("room1", "u1");
    assert!(messages.is_sorted_by(|a, b| a.seq < b.seq));
}

#[test]
fn nonces_are_remembered_per_app_even_when_the_call_fails() {
    let sim = started();
    sim.add_app(AppConfig::new(77, "its secret"));
    let call = Params::message(&sim, "x");
    sim.fail_next(Fault::code(206), 1);
    call.code(&sim);
    assert_eq!(sim.counters().repeated_nonces, 0);
    call.clone().with("AppId", "77").code(&sim);
    assert_eq!(
        sim.counters().repeated_nonces,
        0,
        "another app's nonces are its own"
    );
    call.code(&sim);
    assert_eq!(sim.counters().repeated_nonces, 1);
    Params::message(&sim, "x")
        .with("SignatureNonce", "0123456789ABCDEFG")
        .code(&sim);
    Params::message(&sim, "x").without("SignatureNonce").code(&sim);
    assert_eq!(
        sim.counters().malformed_nonces,
        1,
        "a missing one is not malformed"
    );
}

#[test]
fn requests_at_one_time_are_counted() {
    let sim = started();
    sim.set_settings(Settings {
        answer_delay_ms: 300,
        ..Settings::default()
    });
    std::thread::scope(|scope| {
        (0..4).for_each(|_| drop(scope.spawn(|| Params::message(&sim, "x").code(&sim))));
    });
    let counters = sim.counters();
    assert_eq!(
        (counters.peak_concurrent_requests, counters.connections_accepted),
        (4, 4)
    );
}

#[test]
fn waiting_for_messages_ends_when_they_come_or_the_time_is_up() {
    let sim = started();
    let wait = |count, ms| {
        sim.wait_for_messages("room1", "u1", count, Duration::from_millis(ms))
            .len()
    };
    assert_eq!(wait(1, 100), 0);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| wait(2, 20_000));
        std::thread::sleep(Duration::from_millis(50));
        Params::message(&sim, "a").code(&sim);
        Params::message(&sim, "b").code(&sim);
        let start = std::time::Instant::now();
        assert_eq!(waiting.join().expect("a count"), 2);
        assert!(start.elapsed() < Duration::from_secs(10));
    });
}

#[test]
fn a_reset_goes_back_to_the_start() {
    let config = Config {
        rooms: [("r".to_owned(), vec!["u".to_owned()])].into(),
        ..Config::default()
    };
    let sim = Simulator::start(config).expect("a simulator");
    let code = |room: &str| Params::message(&sim, "x").with("RoomId", room).code(&sim);
    sim.login("room1", "u1");
    assert_eq!((code("r"), code("room1")), (0, 0));
    sim.fail_next(Fault::code(206), 9);
    sim.reset_counters();
    assert_eq!(
        (
            sim.counters().calls,
            sim.messages("r", "u").len(),
            sim.faults().len()
        ),
        (0, 0, 1)
    );
    sim.clear_faults();
    assert_eq!(code("room1"), 0, "rooms outlive the counts");
    sim.set_fixed_clock(1);
    sim.remove_app(sim.app_id());
    sim.fail_next(Fault::code(206), 9);
    sim.reset();
    assert_eq!((code("r"), code("room1")), (0, 104));
    assert_eq!(sim.counters().calls, 2);
}

#[test]
fn recording_can_be_off_for_long_runs() {
    let sim = Simulator::start(Config {
        record: false,
        ..Config::default()
    })
    .expect("a simulator");
    sim.login("room1", "u1");
    let call = Params::message(&sim, "x");
    assert_eq!((call.code(&sim), call.code(&sim)), (0, 0));
    let counters = sim.counters();
    assert_eq!(
        (
            counters.delivered("room1", "u1"),
            counters.repeated_nonces,
            counters.acted_on("x")
        ),
        (2, 0, 0)
    );
    assert!(heard(&sim, "u1").is_empty());
}
