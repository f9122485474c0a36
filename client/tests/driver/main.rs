//! Protects what the driver promises whatever hangs, panics or is busy: time-outs, cancels and stops are kept at once,
//! every job is accounted for exactly once, and nothing foreign is called under a lock or after the end.

mod bounds;
mod foreign;
mod overload;
mod quota;
mod shutdown;

use std::time::{Duration, Instant};
use zegoapi_client::{App, CallOptions, Client, Endpoint, Job, SendCustomCommand};
use zegoapi_simulator::{Config, Fault, FaultKind, Limits, Simulator};

/// Long enough for anything that is to come; reached only when a test fails.
const LONG: Duration = Duration::from_secs(30);

/// A server without a limit that a test could meet, and a client of it.
fn parts() -> (Simulator, Client) {
    let sim = Simulator::start(Config::default()).unwrap();
    sim.set_limits(Limits {
        calls_per_second: 100_000,
        ..Limits::default()
    });
    sim.login("room1", "u1");
    let client = client_of(&sim);
    (sim, client)
}

fn app_of(sim: &Simulator) -> App {
    let app = App::new(sim.app_id(), sim.server_secret()).unwrap();
    app.with_calls_per_second("SendCustomCommand", 100_000).unwrap()
}

fn client_of(sim: &Simulator) -> Client {
    Client::builder(app_of(sim))
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .build()
        .unwrap()
}

/// From now on the server takes every request and never answers.
fn hang(sim: &Simulator) {
    sim.fail_next(Fault::from(FaultKind::Stall), u32::MAX);
}

fn command(content: &str) -> SendCustomCommand<'static> {
    SendCustomCommand::to_users("room1", "server", ["u1"], content.to_owned()).unwrap()
}

fn job(content: &str) -> Job {
    command(content).into()
}

fn within(timeout: Duration) -> CallOptions {
    CallOptions {
        timeout_ms: u64::try_from(timeout.as_millis()).unwrap(),
        ..CallOptions::default()
    }
}

fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !done() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
