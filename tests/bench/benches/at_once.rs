//! A thousand sends at once at a server that answers after two seconds: how long it takes until all are accepted, and
//! what threads, memory and descriptors that costs.

use std::fs;
use std::time::{Duration, Instant};
use zegoapi_bench::{client, simulator};
use zegoapi_client::{Dispatcher, DispatcherOptions, SendCustomCommand};
use zegoapi_simulator::{Limits, Settings};

const SENDS: usize = 1000;
const ANSWER_MS: u64 = 2000;

fn main() {
    let sim = simulator(false);
    sim.set_limits(Limits {
        calls_per_second: 100_000,
        ..Limits::default()
    });
    sim.set_settings(Settings {
        answer_delay_ms: ANSWER_MS,
        ..Settings::default()
    });
    sim.login("room1", "u1");
    let client = client(&sim.http_url(), sim.app_id(), sim.server_secret(), Some(100_000))
        .max_idle_connections(SENDS)
        .build()
        .unwrap();
    let options = DispatcherOptions {
        workers: SENDS,
        ..DispatcherOptions::default()
    };
    let dispatcher = Dispatcher::new(client, options);
    let (threads, memory, descriptors) = usage();
    let began = Instant::now();
    for _ in 0..SENDS {
        let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap();
        dispatcher.submit(command).unwrap();
    }
    std::thread::sleep(Duration::from_millis(ANSWER_MS / 2));
    let (more_threads, more_memory, more_descriptors) = usage();
    for _ in 0..SENDS {
        dispatcher.wait(Duration::from_secs(30)).unwrap().outcome.unwrap();
    }
    println!("\n{SENDS} sends at once, each answered after {ANSWER_MS} ms");
    println!("all accepted after {:.2} s", began.elapsed().as_secs_f64());
    println!(
        "at most {} threads, {} kB of memory for each send, {} descriptors (half of them the simulator's)",
        more_threads - threads,
        (more_memory - memory) / SENDS,
        more_descriptors - descriptors
    );
}

/// Threads, resident memory in kB, open descriptors.
fn usage() -> (usize, usize, usize) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let number = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let digits = line.and_then(|line| line.split_ascii_whitespace().nth(1));
        digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
    };
    let descriptors = fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    (number("Threads:"), number("VmRSS:"), descriptors)
}
