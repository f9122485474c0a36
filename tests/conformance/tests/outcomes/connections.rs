//! Connections are kept and used again, and one that the server closed meanwhile is not mistaken for a live one:
//! a request written to it would be lost with an unknown outcome.

use zegoapi_client::ClientBuilder;
use zegoapi_conformance::stage::{over_http, over_https, simulator, to_u1, wait_until};
use zegoapi_simulator::{Settings, Simulator};

const SCHEMES: [fn(&Simulator) -> ClientBuilder; 2] = [over_http, over_https];

#[test]
fn many_sends_use_one_connection() {
    for scheme in SCHEMES {
        let sim = simulator();
        let client = scheme(&sim).build().unwrap();
        for _ in 0..20 {
            client.send(to_u1("hi")).unwrap();
        }
        let counters = sim.counters();
        assert_eq!((counters.acted_on("hi"), counters.connections_accepted), (20, 1));
    }
}

#[test]
fn a_connection_that_the_server_closed_is_not_used_again() {
    for scheme in SCHEMES {
        let sim = simulator();
        sim.set_settings(Settings {
            idle_timeout_ms: 50,
            ..Settings::default()
        });
        let client = scheme(&sim).build().unwrap();
        for sent in 1..=3 {
            client.send(to_u1("hi")).unwrap();
            let counters = sim.counters();
            assert_eq!(
                (counters.acted_on("hi"), counters.connections_accepted),
                (sent, sent)
            );
            wait_until("the server closes the idle connection", || {
                sim.counters().connections_open == 0
            });
        }
    }
}

#[test]
fn a_server_that_says_close_is_believed() {
    for scheme in SCHEMES {
        let sim = simulator();
        sim.set_settings(Settings {
            close_after_answer: true,
            ..Settings::default()
        });
        let client = scheme(&sim).build().unwrap();
        for _ in 0..3 {
            client.send(to_u1("hi")).unwrap();
        }
        assert_eq!(
            (sim.counters().acted_on("hi"), sim.counters().connections_accepted),
            (3, 3)
        );
    }
}

#[test]
fn a_connection_with_half_an_answer_in_it_is_not_used_again() {
    let sim = simulator();
    let client = over_http(&sim).max_reply_bytes(1 << 10).build().unwrap();
    sim.fail_next(
        zegoapi_simulator::FaultKind::Huge {
            megabytes: 2,
            chunked: false,
        },
        1,
    );
    client.send(to_u1("huge")).unwrap_err();
    let reply = client.send(to_u1("next")).unwrap();
    assert_eq!(
        (reply.message.as_str(), sim.counters().acted_on("next")),
        ("success", 1)
    );
}

#[test]
fn one_client_serves_many_threads() {
    let sim = simulator();
    let client = over_https(&sim).build().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let client = &client;
            scope.spawn(move || {
                for n in 0..10 {
                    client.send(to_u1(&format!("{thread} {n}"))).unwrap();
                }
            });
        }
    });
    let counters = sim.counters();
    assert_eq!(counters.acted_on.len(), 80);
    assert!(counters.acted_on.values().all(|count| *count == 1));
    assert_eq!(counters.repeated_nonces, 0);
}
