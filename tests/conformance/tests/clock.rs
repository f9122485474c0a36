//! Protects the healing of a wrong clock: one refusal, then every call goes through; and no storm of tries
//! where the server's time cannot be learned.

use zegoapi_client::{App, Client, CodeKind, Endpoint, SendCustomCommand};
use zegoapi_simulator::{Clock, Config, FaultKind, Simulator};

fn start(offset_s: i64) -> (Simulator, Client) {
    let sim = Simulator::start(Config::default()).unwrap();
    sim.set_clock_offset(offset_s);
    sim.login("room1", "u1");
    let app = App::new(sim.app_id(), sim.server_secret()).unwrap();
    let endpoint = Endpoint::from_base_url(&sim.http_url()).unwrap();
    let client = Client::builder(app).endpoint(endpoint).build().unwrap();
    (sim, client)
}

fn command() -> SendCustomCommand<'static> {
    SendCustomCommand::to_everyone("room1", "server", "hi").unwrap()
}

#[test]
fn a_clock_an_hour_off_costs_one_refusal() {
    for offset_s in [3600, -3600] {
        let (sim, client) = start(offset_s);
        for _ in 0..20 {
            client.send(command()).unwrap();
        }
        let counters = sim.counters();
        assert_eq!((counters.code(100_000_004), counters.calls), (1, 21));
        assert_eq!(sim.messages("room1", "u1").len(), 20);
        let learned = i64::from(client.app().clock_offset_s());
        assert!(learned.abs_diff(offset_s) <= 5, "{learned}");
    }
}

#[test]
fn without_a_date_the_error_is_clear_and_comes_at_once() {
    let (sim, client) = start(3600);
    sim.fail_next(FaultKind::NoDate, u32::MAX);
    let error = client.send(command()).unwrap_err();
    assert_eq!(
        (error.code(), error.code_kind()),
        (Some(100_000_004), Some(CodeKind::Clock))
    );
    assert!(error.to_string().contains("clock"), "{error}");
    assert_eq!(sim.counters().calls, 1, "no storm of tries");
}

#[test]
fn a_date_that_says_our_clock_was_right_changes_nothing() {
    let (sim, client) = start(0);
    // The server's window is an hour off, and its Date is not.
    sim.set_clock(Clock {
        window_offset: 3600,
        date_offset: 0,
        ..Clock::default()
    });
    let error = client.send(command()).unwrap_err();
    assert_eq!(error.code(), Some(100_000_004));
    assert_eq!((sim.counters().calls, client.app().clock_offset_s()), (1, 0));
}

#[test]
fn a_date_that_does_not_help_is_believed_once() {
    let (sim, client) = start(0);
    sim.set_clock(Clock {
        window_offset: 7200,
        date_offset: 3600,
        ..Clock::default()
    });
    assert_eq!(client.send(command()).unwrap_err().code(), Some(100_000_004));
    assert_eq!(sim.counters().calls, 2);
}
