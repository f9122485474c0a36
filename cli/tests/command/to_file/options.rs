//! Retries, pace, concurrency and time-out: as asked for, in one call and in many.

use super::stage::crowd;
use crate::support::{CONTENT, Zegoapi, send, send_to_u1, simulator};
use std::fs;
use zegoapi_simulator::{Fault, FaultKind};

#[test]
fn retries_and_duplicates_are_as_asked_for() {
    // In one call and in many.
    for to_file in [false, true] {
        let stage = crowd(10, 0);
        let run = |more: &[&str], fault: Fault| {
            stage.sim.reset_counters();
            stage.sim.clear_faults();
            stage.sim.fail_next(fault, 3);
            let args = if to_file {
                stage.args(&[&["--no-report"], more].concat())
            } else {
                send(&[&["--to", "user-0", "--content", CONTENT], more].concat())
            };
            let code = stage.zegoapi().run(&args).code;
            (code, stage.sim.counters().calls)
        };
        let lost = || Fault::from(FaultKind::Drop);
        assert_eq!(run(&["--retries", "0"], Fault::code(50013)).1, 1, "{to_file}");
        assert_eq!(run(&["--retries", "1"], Fault::code(50013)).1, 2, "{to_file}");
        assert_eq!(run(&["--retries", "3"], Fault::code(50013)), (0, 4), "{to_file}");
        assert_eq!(run(&["--retries", "3"], lost()), (5, 1), "{to_file}");
        let widened = ["--retries", "3", "--duplicates-ok"];
        assert_eq!(run(&widened, lost()), (0, 4), "{to_file}");
    }
}

#[test]
fn the_pace_is_the_accounts() {
    let stage = crowd(120, 0);
    let begin = std::time::Instant::now();
    let file = stage.file.to_str().unwrap();
    let slow = send(&[
        "--to-file",
        file,
        "--content",
        CONTENT,
        "--calls-per-second",
        "5",
        "--no-report",
    ]);
    assert_eq!(stage.zegoapi().run(&slow).code, 0);
    assert!(begin.elapsed().as_millis() > 2000, "12 calls at 5 a second");
    assert!(stage.sim.counters().max_calls_in_window(stage.sim.app_id()) <= 5);
}

#[test]
fn no_more_calls_at_once_than_asked_for() {
    for concurrency in [1, 3] {
        let stage = crowd(120, 20);
        assert_eq!(stage.run(&["--concurrency", &concurrency.to_string()]).code, 0);
        assert_eq!(stage.sim.counters().peak_concurrent_requests, concurrency);
        assert_eq!(stage.sim.counters().connections_accepted, concurrency);
    }
}

#[test]
fn the_time_out_is_that_of_a_call() {
    let stage = crowd(10, 0);
    stage.sim.fail_next(Fault::stall(), 1);
    let begin = std::time::Instant::now();
    assert_eq!(stage.run(&["--timeout", "0.5"]).code, 5);
    assert!(begin.elapsed().as_secs() < 5);
    assert_eq!(stage.count("unknown"), 10);
    assert_eq!(fs::read_to_string(stage.report()).unwrap().lines().count(), 20);
}

#[test]
fn who_is_in_a_hurry_does_not_wait_for_the_pace() {
    let sim = simulator();
    // The one call of this second is refused, so that the next try would have to wait.
    for (more, code, calls) in [(&[][..], 0, 2), (&["--fail-fast"], 3, 1)] {
        sim.reset_counters();
        sim.fail_next(Fault::code(50013), 1);
        let args = send_to_u1(&[&["--calls-per-second", "1"], more].concat());
        let ran = Zegoapi::over_http(&sim).run(&args);
        assert_eq!(
            (ran.code, sim.counters().calls),
            (code, calls),
            "{more:?} {}",
            ran.all()
        );
    }
}
