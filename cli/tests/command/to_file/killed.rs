//! kill -9, a server that dies, a disk that is full: nobody is sent to twice, and nobody is forgotten.

use super::stage::{Stage, crowd, numbers, read_report, wait_until};
use crate::support::{CONTENT, end};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};
use zegoapi_simulator::{Counters, Simulator};

/// Killed with calls out that were acted on, and not answered.
fn killed() -> Stage {
    let stage = crowd(2000, 250);
    let mut child = stage.spawn(&["--concurrency", "8"]);
    stage.wait_for_calls(40);
    child.kill().unwrap();
    child.wait().unwrap();
    settle(&stage.sim);
    stage
}

/// What was on its way to the server has arrived.
fn settle(sim: &Simulator) {
    let seen = |counters: Counters| (counters.calls, counters.acted_on(CONTENT));
    std::thread::sleep(std::time::Duration::from_millis(100));
    wait_until("settled", || {
        let (calls, acted_on) = seen(sim.counters());
        calls == acted_on && sim.counters().connections_open == 0
    });
}

#[test]
fn who_was_out_when_it_was_killed_is_not_sent_to_twice() {
    let stage = killed();
    let in_flight = stage.count("unknown");
    assert!((10..=80).contains(&in_flight), "{in_flight}");
    let heard = stage.received();
    let outcomes = stage.outcomes();
    for user in heard.keys() {
        assert!(
            outcomes.contains_key(user),
            "{user} heard it, and does not stand in the report"
        );
    }
    assert!(
        outcomes.values().any(|(outcome, _)| outcome == "sent"),
        "lines are not held back"
    );

    let ran = stage.resume(&["--json"]);
    let rest = (2000 - in_flight) as u64;
    assert_eq!(
        (ran.code, numbers(&ran.json())),
        (5, [2000, rest, 0, in_flight as u64, 0])
    );
    stage.assert_report_is_true();
    assert!(stage.received().values().all(|count| *count == 1), "nobody twice");

    let ran = stage.resume(&["--json", "--duplicates-ok"]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [2000, 2000, 0, 0, 0]));
    let twice = stage.received().values().filter(|count| **count == 2).count();
    assert!(twice > 0 && twice <= in_flight, "{twice} of {in_flight}");
    assert_eq!(stage.received().len(), 2000);
}

#[test]
fn killed_again_and_again() {
    let stage = crowd(1000, 10);
    let report = stage.report();
    let mut child = stage.spawn(&["--concurrency", "4"]);
    for round in 1..=4 {
        stage.wait_for_calls(round * 12);
        child.kill().unwrap();
        child.wait().unwrap();
        child = stage.spawn(&[
            "--concurrency",
            "4",
            "--json",
            "--resume",
            report.to_str().unwrap(),
        ]);
    }
    let ran = end(child);
    let [total, sent, failed, unknown, not_tried] = numbers(&ran.json());
    assert_eq!((total, failed, not_tried), (1000, 0, 0), "{}", ran.stdout);
    assert!(unknown > 0 && sent > 500, "{}", ran.stdout);
    stage.assert_report_is_true();
}

#[test]
fn a_server_that_dies_midway() {
    let stage = crowd(2000, 20);
    let child = stage.spawn(&["--json", "--concurrency", "4", "--retries", "1", "--timeout", "5"]);
    stage.wait_for_calls(30);
    let Stage { sim, users, file } = stage;
    drop(sim);
    let ran = end(child);
    let json = ran.json();
    let [total, sent, failed, _, not_tried] = numbers(&json);
    assert_eq!((ran.code, total, failed), (4, 2000, 0), "{json}");
    assert_eq!(json["stopped_by"]["kind"], "NotSent", "{json}");
    assert!(sent > 200 && not_tried > 0, "{json}");

    // Another server takes over: it hears of those alone who were not tried.
    let after = super::stage::of(users, 0);
    let stage = Stage { file, ..after };
    let before = read_report(&fs::read_to_string(stage.report()).unwrap());
    let expected: BTreeSet<&String> = before
        .iter()
        .filter(|(_, o)| o.0 == "not_tried")
        .map(|(user, _)| user)
        .collect();
    stage.resume(&[]);
    let received = stage.received();
    assert_eq!(received.keys().collect::<BTreeSet<_>>(), expected);
    assert!(received.values().all(|count| *count == 1));
}

/// Not more than some 16 KiB may be written to any file: the report breaks off, now among the users of a call that
/// is about to go out, and now among those of one that is over.
#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let stage = crowd(2000, 0);
    for blocks in 32..36 {
        let json = blocks % 2 == 0;
        stage.sim.reset_counters();
        let _ = fs::remove_file(stage.report());
        let args = stage.args(if json {
            &["--concurrency", "1", "--json"]
        } else {
            &["--concurrency", "1"]
        });
        let command = stage.zegoapi().command(&args);
        let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &limited])
            .arg(command.get_program())
            .args(command.get_args());
        shell.env_clear().envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let child = shell
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let ran = end(child);
        assert_eq!(ran.code, 1, "{}", ran.all());
        assert!(ran.all().contains("report cannot be written"), "{}", ran.all());
        if json {
            assert_eq!(ran.json()["stopped_by"]["kind"], "Internal");
            numbers(&ran.json());
        }
        // Who heard it stands in the report, in a line that is whole.
        let text = fs::read_to_string(stage.report()).unwrap();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        let outcomes = read_report(whole);
        let heard = stage.received();
        assert!(!heard.is_empty() && heard.len() < 2000);
        assert!(heard.keys().all(|user| outcomes.contains_key(user)));

        // With room again, it goes on where it was.
        let ran = stage.resume(&["--json"]);
        let [_, _, failed, unknown, not_tried] = numbers(&ran.json());
        assert_eq!((failed, not_tried), (0, 0), "{}", ran.stdout);
        assert_eq!(ran.code, if unknown > 0 { 5 } else { 0 });
        stage.assert_report_is_true();
        assert!(stage.received().values().all(|count| *count == 1), "nobody twice");
    }
}
