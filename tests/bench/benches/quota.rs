//! How much of the quota is used: one process alone, and three that share it without knowing of each other.
//! 10,000 users in calls of ten, against the documented 100 calls a second.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use zegoapi_bench::{client, simulator};
use zegoapi_client::{Cancel, FanOutOptions};
use zegoapi_simulator::Simulator;

const USERS: usize = 10_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "send") {
        return send(&arguments[at + 1..]);
    }
    println!("\nThe quota of 100 calls a second, {USERS} users in calls of ten");
    run(1);
    run(3);
}

/// One of the processes: sends to its share of the users, and says what became of them.
fn send(arguments: &[String]) {
    let [url, app_id, secret, from, to] = arguments else {
        panic!("five arguments")
    };
    let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
    let client = client(url, app_id.parse().unwrap(), secret, None)
        .build()
        .unwrap();
    let users = (from..to).map(|n| format!("u{n}"));
    let fan_out = client
        .fan_out("room1", "server", "hi", users, FanOutOptions::default())
        .unwrap();
    let report = client.run_fan_out(fan_out, &Cancel::new(), |_| {});
    let progress = report.progress();
    assert_eq!(progress.total, to - from);
    println!("    {progress:?}");
}

fn start(sim: &Simulator, from: usize, to: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "send",
            &sim.http_url(),
            &sim.app_id().to_string(),
            sim.server_secret(),
        ])
        .args([from.to_string(), to.to_string()])
        .stdin(Stdio::null())
        .spawn()
        .unwrap()
}

fn run(processes: usize) {
    let sim = simulator(true);
    for n in 0..USERS {
        sim.login("room1", &format!("u{n}"));
    }
    let began = Instant::now();
    let share = |process: usize| USERS * process / processes;
    let mut children: Vec<Child> = (0..processes)
        .map(|process| start(&sim, share(process), share(process + 1)))
        .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let took = began.elapsed();
    let counters = sim.counters();
    let once = (0..USERS)
        .filter(|n| counters.delivered("room1", &format!("u{n}")) == 1)
        .count();
    let accepted = counters.code(0);
    // A window at each end of the time is open.
    let allowed = 100.0 * (took + Duration::from_secs(1)).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let used = accepted as f64 / allowed * 100.0;
    println!(
        "{processes} process(es): {:.2} s, {accepted} calls accepted, {} refused by the quota, {used:.1} % of the \
         quota used, {once} of {USERS} users got it exactly once",
        took.as_secs_f64(),
        counters.refused_by_quota,
    );
}
