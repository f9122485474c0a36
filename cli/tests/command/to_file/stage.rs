//! A crowd in a room, a file that names it, and what the report and the server each say of every user.

use crate::support::{CONTENT, Ran, Zegoapi, file, send};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_simulator::{Config, Limits, Settings, Simulator};

/// Longer than anything here takes on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A simulator with a crowd in `room1`, and the file of its ids.
pub(super) struct Stage {
    pub(super) sim: Simulator,
    pub(super) users: Vec<String>,
    pub(super) file: PathBuf,
}

/// So many users, and a server that takes so many milliseconds for an answer, after acting.
pub(super) fn crowd(count: usize, answer_delay_ms: u64) -> Stage {
    let users: Vec<String> = (0..count).map(|number| format!("user-{number}")).collect();
    of(users, answer_delay_ms)
}

/// These users.
pub(super) fn of(users: Vec<String>, answer_delay_ms: u64) -> Stage {
    let config = Config {
        rooms: BTreeMap::from([("room1".to_owned(), users.clone())]),
        limits: Limits {
            calls_per_second: 100_000,
            ..Limits::default()
        },
        settings: Settings {
            answer_delay_ms,
            ..Settings::default()
        },
        ..Config::default()
    };
    let file = file("users.txt", (users.join("\n") + "\n").as_bytes());
    Stage {
        sim: Simulator::start(config).unwrap(),
        users,
        file,
    }
}

impl Stage {
    pub(super) fn zegoapi(&self) -> Zegoapi {
        Zegoapi::over_http(&self.sim)
    }

    /// The arguments of a send to the file, at a pace that no test waits for.
    pub(super) fn args<'a>(&'a self, more: &[&'a str]) -> Vec<&'a str> {
        let file = self.file.to_str().unwrap();
        let fast = [
            "--to-file",
            file,
            "--content",
            CONTENT,
            "--calls-per-second",
            "90000",
        ];
        send(&[&fast, more].concat())
    }

    pub(super) fn run(&self, more: &[&str]) -> Ran {
        self.zegoapi().run(&self.args(more))
    }

    /// Resumes the default report.
    pub(super) fn resume(&self, more: &[&str]) -> Ran {
        let report = self.report();
        self.run(&[&["--resume", report.to_str().unwrap()], more].concat())
    }

    pub(super) fn spawn(&self, more: &[&str]) -> Child {
        self.zegoapi().command(&self.args(more)).spawn().unwrap()
    }

    /// Where the report is unless another place is named.
    pub(super) fn report(&self) -> PathBuf {
        let mut name = self.file.clone().into_os_string();
        name.push(".report.jsonl");
        name.into()
    }

    /// What the report says of each user: outcome and code, the last line counting.
    pub(super) fn outcomes(&self) -> BTreeMap<String, (String, Option<i64>)> {
        read_report(&fs::read_to_string(self.report()).unwrap())
    }

    /// How many users the report has with this outcome.
    pub(super) fn count(&self, outcome: &str) -> usize {
        let outcomes = self.outcomes();
        outcomes.values().filter(|(name, _)| name == outcome).count()
    }

    /// How often each user heard the message, by the server's count.
    pub(super) fn received(&self) -> BTreeMap<String, u64> {
        let received = self.sim.counters().received;
        received.into_iter().map(|row| (row.user_id, row.count)).collect()
    }

    /// Each user heard it once.
    pub(super) fn assert_each_once(&self) {
        let received = self.received();
        assert!(received.values().all(|count| *count == 1), "somebody twice");
        assert_eq!(received.len(), self.users.len(), "somebody not at all");
    }

    /// The report names each user, and what it says is what the server saw.
    pub(super) fn assert_report_is_true(&self) {
        let (outcomes, received) = (self.outcomes(), self.received());
        assert_eq!(outcomes.len(), self.users.len(), "each user stands in it");
        for user in &self.users {
            let heard = received.get(user).copied().unwrap_or_default();
            match &*outcomes[user].0 {
                "sent" => assert_eq!(heard, 1, "{user}"),
                "unknown" => assert!(heard <= 1, "{user}"),
                _ => assert_eq!(heard, 0, "{user}"),
            }
        }
    }

    /// Waits until the server has seen so many calls.
    pub(super) fn wait_for_calls(&self, calls: u64) {
        wait_until("calls", || self.sim.counters().calls >= calls);
    }
}

/// A report's last word on each user.
pub(super) fn read_report(text: &str) -> BTreeMap<String, (String, Option<i64>)> {
    let mut outcomes = BTreeMap::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        let user = line["user_id"].as_str().unwrap().to_owned();
        let outcome = line["outcome"].as_str().unwrap().to_owned();
        outcomes.insert(user, (outcome, line["code"].as_i64()));
    }
    outcomes
}

/// The five numbers of a summary: total, sent, failed, unknown, not tried. They add up.
pub(super) fn numbers(json: &Value) -> [u64; 5] {
    let numbers =
        ["total", "sent", "failed", "unknown", "not_tried"].map(|name| json[name].as_u64().unwrap());
    assert_eq!(numbers[0], numbers[1..].iter().sum::<u64>(), "{json}");
    assert_eq!(json["ok"], numbers[0] == numbers[1], "{json}");
    numbers
}

pub(super) fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "in vain: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}
