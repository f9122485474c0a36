//! Ctrl-C and SIGTERM: an end in good order, and a report from which the next run goes on.

use super::stage::{Stage, crowd, numbers};
use crate::support::{Ran, end, signal};
use std::time::{Duration, Instant};
use zegoapi_simulator::Fault;

/// 200 calls of 40 ms, 4 at once: two seconds.
fn midway(signal_name: &str, more: &[&str]) -> (Stage, Ran) {
    let stage = crowd(2000, 40);
    let child = stage.spawn(&[&["--concurrency", "4"], more].concat());
    stage.wait_for_calls(30);
    signal(&child, signal_name);
    let ran = end(child);
    (stage, ran)
}

#[test]
fn a_signal_leaves_a_report_that_adds_up_and_can_be_resumed() {
    for name in ["INT", "TERM"] {
        let (stage, ran) = midway(name, &["--json"]);
        let [total, sent, failed, unknown, not_tried] = numbers(&ran.json());
        assert_eq!(
            (ran.code, total, failed, unknown),
            (6, 2000, 0, 0),
            "{name}: {}",
            ran.stdout
        );
        assert!(sent >= 260 && not_tried > 0, "midway: {}", ran.stdout);
        let stopped_by = &ran.json()["stopped_by"];
        assert_eq!(
            (&stopped_by["kind"], &stopped_by["cause"]),
            (&"NotSent".into(), &"cancelled".into())
        );
        stage.assert_report_is_true();
        assert_eq!(stage.count("not_tried") as u64, not_tried);

        let ran = stage.resume(&["--json"]);
        assert_eq!((ran.code, numbers(&ran.json())), (0, [2000, 2000, 0, 0, 0]));
        stage.assert_each_once();
        stage.assert_report_is_true();
    }
}

#[test]
fn people_are_told_how_to_go_on() {
    let (stage, ran) = midway("INT", &[]);
    assert_eq!(ran.code, 6);
    let report = stage.report();
    let way = format!("the same command with --resume {}", report.display());
    assert!(
        ran.stderr.contains("stopping: ") && ran.stderr.contains(&way),
        "{}",
        ran.stderr
    );
    // What is said is what is so.
    let other = format!("to send to the other {}:", stage.count("not_tried"));
    assert!(ran.stderr.contains(&other), "{}", ran.stderr);
}

#[test]
fn without_a_report_people_are_told_what_is_lost() {
    let (stage, ran) = midway("INT", &["--no-report"]);
    assert_eq!(ran.code, 6);
    assert!(
        ran.stderr.contains("warning: no report was kept"),
        "{}",
        ran.stderr
    );
    assert!(!ran.stderr.contains("--resume"), "{}", ran.stderr);
    assert!(!stage.report().exists());
}

#[test]
fn what_is_out_is_waited_for_unless_a_second_signal_comes() {
    for twice in [false, true] {
        let stage = crowd(100, 0);
        stage.sim.fail_next(Fault::stall().after(), 2);
        let child = stage.spawn(&["--json", "--concurrency", "2", "--timeout", "5"]);
        stage.wait_for_calls(2);
        let begin = Instant::now();
        signal(&child, "INT");
        if twice {
            std::thread::sleep(Duration::from_millis(300));
            signal(&child, "INT");
        }
        let ran = end(child);
        assert_eq!(
            (ran.code, numbers(&ran.json())),
            (5, [100, 0, 0, 20, 80]),
            "{}",
            ran.stdout
        );
        assert_eq!(
            begin.elapsed() < Duration::from_secs(3),
            twice,
            "{:?}",
            begin.elapsed()
        );
        assert_eq!(stage.count("unknown"), 20);
        assert_eq!(stage.sim.counters().calls, 2, "nothing more was begun");

        let ran = stage.resume(&["--json"]);
        assert_eq!((ran.code, numbers(&ran.json())), (5, [100, 80, 0, 20, 0]));
        stage.assert_each_once();
    }
}
