//! Protects the one promise that a caller builds on: what the client says of a message agrees with what the
//! server did with it, whatever goes wrong in between.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;
use zegoapi_client::{App, Client, Applied, Endpoint, Error, EventKind, Limits, SendCustomCommand};
use zegoapi_simulator::{Config, Fault, Limits as ServerLimits, Simulator};

const SENDS: usize = 5000;

/// One call in five meets one of these.
fn faults() -> Vec<Fault> {
    vec![
        Fault::delay(1500),
        Fault::drop_connection().before(),
        Fault::drop_connection().after(),
        Fault::reset().before(),
        Fault::reset().after(),
        Fault::cut_short(),
        Fault::html(502).before(),
        Fault::html(502).after(),
        Fault::code(50013),
        Fault::code(206),
    ]
}

#[test]
fn the_clients_word_and_the_servers_count_agree_for_every_message() {
    let sim = Simulator::start(Config::default()).unwrap();
    sim.set_limits(ServerLimits {
        calls_per_second: 1_000_000,
        ..ServerLimits::default()
    });
    sim.login("room1", "u1");
    for (seed, fault) in (1..).zip(faults()) {
        sim.fail_next(fault.with_probability(0.022, seed), u32::MAX);
    }
    let limits = Limits {
        calls_per_second: Some(100_000),
        ..Limits::default()
    };
    let app = App::new(sim.app_id(), sim.server_secret())
        .unwrap()
        .with_limits(limits);
    let retried = std::sync::Arc::new(AtomicUsize::new(0));
    let counter = std::sync::Arc::clone(&retried);
    let client = Client::builder(app)
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .timeout(Duration::from_secs(1))
        .on_event(move |_, event| {
            counter.fetch_add(usize::from(event.kind == EventKind::Retry), Ordering::Relaxed);
        })
        .build()
        .unwrap();

    let outcomes = send_all(&client);
    let counters = sim.counters();
    let mut seen = BTreeMap::new();
    for (content, outcome) in &outcomes {
        let (acted, heard) = (counters.acted_on(content), counters.received("u1", content));
        assert_eq!(acted, heard, "{content}: who was there heard it");
        let said = match outcome {
            Ok(()) => "delivered",
            Err(error) if error.applied() == Applied::No => "no",
            Err(_) => "unknown",
        };
        let right = match said {
            "delivered" => acted == 1,
            "no" => acted == 0,
            _ => acted <= 1,
        };
        assert!(
            right,
            "{content}: said {said}, acted on {acted} times: {outcome:?}"
        );
        *seen.entry((said, acted)).or_insert(0) += 1;
    }
    assert_eq!(outcomes.len(), SENDS);
    assert_eq!(counters.repeated_nonces, 0);
    // The faults did strike, and each way of ending was seen.
    assert!(
        counters.faults > 500 && retried.load(Ordering::Relaxed) > 100,
        "{seen:?}"
    );
    for way in [("delivered", 1), ("unknown", 0), ("unknown", 1)] {
        assert!(seen.contains_key(&way), "{way:?} in {seen:?}");
    }
}

fn send_all(client: &Client) -> Vec<(String, Result<(), Error>)> {
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= SENDS {
                        return;
                    }
                    let content = format!("message {number}");
                    let command = SendCustomCommand::to_users("room1", "server", ["u1"], &content).unwrap();
                    let outcome = client.send(&command).map(drop);
                    outcomes.lock().unwrap().push((content, outcome));
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
}
