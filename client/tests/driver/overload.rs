//! More demand than the server or the workers can serve: what cannot be sent in time is not sent, and never unknown.

use crate::{LONG, app_of, job, parts};
use std::time::{Duration, Instant};
use zegoapi_client::{Client, Dispatcher, DispatcherOptions, Endpoint, Error};
use zegoapi_simulator::{Settings, Simulator};

fn slow_answers(sim: &Simulator, ms: u64) {
    sim.set_settings(Settings {
        answer_delay_ms: ms,
        ..Settings::default()
    });
}

#[test]
fn a_queue_that_grows_ends_as_not_sent_and_not_as_unknown() {
    let (sim, _) = parts();
    slow_answers(&sim, 200);
    let client = Client::builder(app_of(&sim))
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 4,
            capacity: 100_000,
            ..DispatcherOptions::default()
        },
    );
    // 20 a second can be served; 60 are asked for.
    let (mut accepted, mut not_sent, mut submitted) = (0, 0, 0);
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(6) {
        dispatcher.submit(job("x")).unwrap();
        submitted += 1;
        std::thread::sleep(Duration::from_millis(16));
    }
    for _ in 0..submitted {
        match dispatcher.wait(LONG).unwrap().outcome {
            Ok(_) => accepted += 1,
            Err(Error::NotSent(_)) => not_sent += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(
        sim.counters().calls,
        accepted,
        "the word and the server's count agree"
    );
    assert!(
        not_sent > 0 && accepted >= 100,
        "accepted {accepted}, not sent {not_sent}"
    );
}

#[test]
fn a_thousand_at_once_at_a_slow_server_are_all_accepted() {
    let (sim, _) = parts();
    slow_answers(&sim, 1000);
    let client = Client::builder(app_of(&sim))
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .max_idle_connections(1000)
        .build()
        .unwrap();
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 1000,
            ..DispatcherOptions::default()
        },
    );
    let began = Instant::now();
    for _ in 0..1000 {
        dispatcher.submit(job("x")).unwrap();
    }
    for _ in 0..1000 {
        dispatcher.wait(LONG).unwrap().outcome.unwrap();
    }
    println!("1,000 sends at once, answers after 1 s: {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(8));
}

/// Takes 40 s: run by hand, `cargo test -p zegoapi-client --test driver -- --ignored --nocapture`.
#[test]
#[ignore = "takes 40 s"]
fn fifty_a_second_at_a_server_that_answers_after_a_second() {
    for workers in [DispatcherOptions::default().workers, 32] {
        let (sim, _) = parts();
        slow_answers(&sim, 1000);
        let client = Client::builder(app_of(&sim))
            .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
            .build()
            .unwrap();
        let options = DispatcherOptions {
            workers,
            capacity: 100_000,
            ..DispatcherOptions::default()
        };
        let dispatcher = Dispatcher::new(client, options);
        let began = Instant::now();
        let mut late = std::collections::BTreeSet::new();
        for number in 0..2000 {
            let id = dispatcher.submit(job("x")).unwrap();
            if number >= 1000 {
                late.insert(id);
            }
            let due = began + Duration::from_millis(20 * (number + 1));
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
        }
        let (mut accepted, mut not_sent) = (0, 0);
        for _ in 0..2000 {
            let completion = dispatcher.wait(LONG).unwrap();
            match completion.outcome {
                Ok(_) => accepted += u32::from(late.contains(&completion.id)),
                Err(Error::NotSent(_)) => not_sent += u32::from(late.contains(&completion.id)),
                Err(other) => panic!("{other}"),
            }
        }
        println!("{workers} workers, the last 20 s: {accepted} accepted, {not_sent} not sent, none unknown");
        // 32 workers can send 32 a second to such a server.
        let servable = 1000.min(20 * workers);
        assert!(accepted as usize * 100 >= servable * 95);
    }
}
