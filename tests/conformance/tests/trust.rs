//! Protects the one promise that a caller builds on: what the client says of a message, and of each user of it, agrees
//! with what the server did with it, whatever goes wrong in between.
//!
//! `SENDS=1000000 THREADS=128 cargo test --release -p zegoapi-conformance --test trust` makes as many sends as one likes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use zegoapi_client::{
    App, Applied, Client, Endpoint, Error, EventKind, SendCustomCommand, SendCustomCommandReply,
};
use zegoapi_simulator::{Config, Fault, FaultKind, Limits as ServerLimits, Simulator};

const SENDS: usize = 5000;
/// The users that a message may go to; the last is not there.
const USERS: [&str; 4] = ["u1", "u2", "u3", "gone"];

/// What goes wrong, and how often: one call in four meets one of these.
fn faults() -> Vec<(Fault, f64)> {
    let often = vec![
        Fault::delay(1500),
        Fault::drop_connection().before(),
        Fault::drop_connection().after(),
        Fault::reset().before(),
        Fault::reset().after(),
        Fault::cut_short(),
        Fault::html(502).before(),
        Fault::html(502).after(),
        Fault::html(404).after(),
        Fault::code(50013),
    ];
    // Refusals whose meaning excludes that anything was done.
    let refusals = [
        2,
        8,
        9,
        104,
        105,
        1008,
        5018,
        5024,
        50_001,
        50_003,
        50_011,
        50_012,
        100_000_005,
    ];
    // Those that leave it open, of messages that were delivered and of others.
    let open = [1, 121, 122, 151, 154, 5202, 424_242, -1, 100_000_015];
    let gateway = |status| FaultKind::Code {
        code: i32::from(status),
        message: None,
        status,
    };
    let mut all: Vec<(Fault, f64)> = often.into_iter().map(|fault| (fault, 0.015)).collect();
    all.extend(refusals.map(|code| (Fault::code(code).before(), 0.003)));
    all.extend(open.map(|code| (Fault::code(code).before(), 0.003)));
    all.extend(open.map(|code| (Fault::code(code).after(), 0.003)));
    all.extend([504, 429, 403].map(|status| (Fault::from(gateway(status)).after(), 0.003)));
    // Sending failed for some of the users, or for all of them; it was accepted, and some did not get it.
    for failed in [
        &["u1", "gone"][..],
        &["u2", "gone"],
        &["u1", "u3", "gone"],
        &["u1", "u2", "u3", "gone"],
    ] {
        for code in [0, 50_013] {
            let users = failed.iter().map(|user| (*user, 50_003));
            all.push((Fault::fail_users(code, users), 0.004));
        }
    }
    // Each makes all others wait for a moment.
    all.extend([206, 207].map(|code| (Fault::code(code).before(), 0.002)));
    all
}

struct Sent {
    content: String,
    to: Vec<&'static str>,
    outcome: Result<SendCustomCommandReply, Error>,
}

#[test]
fn the_clients_word_and_the_servers_count_agree_for_every_message_and_user() {
    let sim = Simulator::start(Config::default()).unwrap();
    sim.set_limits(ServerLimits {
        calls_per_second: 1_000_000,
        ..ServerLimits::default()
    });
    for user in &USERS[..3] {
        sim.login("room1", user);
    }
    for (seed, (fault, probability)) in (1..).zip(faults()) {
        sim.fail_next(fault.with_probability(probability, seed), u32::MAX);
    }
    let app = App::new(sim.app_id(), sim.server_secret())
        .unwrap()
        .with_calls_per_second("SendCustomCommand", 100_000)
        .unwrap();
    let retried = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&retried);
    let client = Client::builder(app)
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .timeout(Duration::from_secs(1))
        .on_event(move |event| {
            counter.fetch_add(usize::from(event.kind == EventKind::Retry), Ordering::Relaxed);
        })
        .build()
        .unwrap();

    let sends = std::env::var("SENDS").map_or(SENDS, |sends| sends.parse().unwrap());
    let sent = send_all(&client, sends);
    let counters = sim.counters();
    let mut seen = BTreeMap::new();
    for one in &sent {
        let heard = one.to.iter().map(|user| counters.received(user, &one.content));
        check_message(one, counters.acted_on(&one.content), heard.sum(), &mut seen);
        for user in &one.to {
            check_user(one, user, counters.received(user, &one.content), &mut seen);
        }
    }
    assert_eq!(sent.len(), sends);
    println!("{sends} sends: {seen:?}");
    assert_eq!(counters.repeated_nonces, 0);
    // The faults did strike, and each way of ending was seen.
    let retried = retried.load(Ordering::Relaxed);
    assert!(
        counters.faults > sends as u64 / 10 && retried > sends / 100,
        "{seen:?}"
    );
    for way in [
        ("delivered", 1),
        ("no", 0),
        ("unknown", 0),
        ("unknown", 1),
        ("refused and unknown", 0),
        ("refused and unknown", 1),
        ("failed user", 0),
        ("failed user of a refusal", 0),
    ] {
        assert!(seen.contains_key(&way), "{way:?} in {seen:?}");
    }
}

type Seen = BTreeMap<(&'static str, u64), usize>;

fn check_message(one: &Sent, acted: u64, heard: u64, seen: &mut Seen) {
    let said = match &one.outcome {
        Ok(_) => "delivered",
        Err(error) if error.applied() == Applied::No => "no",
        Err(Error::Api(_)) => "refused and unknown",
        Err(_) => "unknown",
    };
    let right = match said {
        // A server that has said of an earlier try that it failed for every user has looked at that, too. That nobody
        // heard it twice is looked at user by user.
        "delivered" => acted >= 1,
        "no" => heard == 0,
        _ => heard <= one.to.len() as u64,
    };
    let Sent { content, outcome, .. } = one;
    assert!(
        right,
        "{content}: said {said}, acted on {acted} times: {outcome:?}"
    );
    *seen.entry((said, acted.min(1))).or_default() += 1;
}

fn check_user(one: &Sent, user: &str, heard: u64, seen: &mut Seen) {
    let Sent { content, outcome, .. } = one;
    let right = match outcome {
        Ok(reply) if reply.fail_users.iter().any(|failed| failed.uid == user) => {
            *seen.entry(("failed user", heard)).or_default() += 1;
            heard == 0
        }
        Ok(_) => heard == 1,
        Err(error) if error.applied() == Applied::No => heard == 0,
        Err(Error::Api(error)) if error.fail_users().iter().any(|failed| failed.uid == user) => {
            *seen.entry(("failed user of a refusal", heard)).or_default() += 1;
            heard == 0
        }
        Err(_) => heard <= 1,
    };
    assert!(right, "{content}: {user} heard it {heard} times: {outcome:?}");
}

fn send_all(client: &Client, sends: usize) -> Vec<Sent> {
    let (next, sent) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        let threads = std::env::var("THREADS").map_or(16, |threads| threads.parse().unwrap());
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= sends {
                        return;
                    }
                    let one = send(client, number);
                    sent.lock().unwrap().push(one);
                }
            });
        }
    });
    sent.into_inner().unwrap()
}

/// A message to some of the users, chosen as if by chance.
fn send(client: &Client, number: usize) -> Sent {
    let content = format!("message {number}");
    let chosen = number.wrapping_mul(2_654_435_761) >> 7;
    let mut to: Vec<&'static str> = USERS.into_iter().collect();
    to.retain(|user| chosen >> USERS.iter().position(|other| other == user).unwrap() & 1 == 1);
    if to.is_empty() {
        to.push("u1");
    }
    let command = SendCustomCommand::to_users("room1", "server", to.clone(), &content).unwrap();
    Sent {
        outcome: client.send(&command),
        content: content.clone(),
        to,
    }
}
