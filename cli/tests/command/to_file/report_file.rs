//! The report's own file: made anew, never overwritten, and one run's alone.

use super::stage::{crowd, numbers};
use crate::support::{CONTENT, end, send};
use std::fs;
use std::io::Write;
use std::process::Stdio;

#[test]
fn an_existing_file_is_never_overwritten() {
    let stage = crowd(20, 0);
    fs::write(stage.report(), "precious").unwrap();
    for more in [&[][..], &["--report", stage.report().to_str().unwrap()]] {
        let ran = stage.run(&[more, &["--json"]].concat());
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"report".into()));
        assert!(ran.json()["message"].as_str().unwrap().contains("exists already"));
        assert!(ran.json()["advice"].as_str().unwrap().contains("--resume"));
    }
    assert_eq!(fs::read_to_string(stage.report()).unwrap(), "precious");
    assert_eq!(stage.sim.counters().calls, 0);
}

#[test]
fn nor_one_that_comes_while_the_users_are_read() {
    let stage = crowd(20, 0);
    let report = stage.report();
    let args = send(&[
        "--to-file",
        "-",
        "--content",
        CONTENT,
        "--report",
        report.to_str().unwrap(),
    ]);
    let mut child = stage
        .zegoapi()
        .command(&args)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // More than a pipe holds: when it is all written, the command is reading.
    for number in 0..20_000 {
        writeln!(stdin, "user-{number}").unwrap();
    }
    fs::write(&report, "precious").unwrap();
    drop(stdin);
    let ran = end(child);
    assert_eq!((ran.code, &*ran.stdout), (2, ""), "{}", ran.all());
    assert_eq!(fs::read_to_string(&report).unwrap(), "precious");
    assert_eq!(stage.sim.counters().calls, 0);
}

#[test]
fn the_same_command_twice_sends_once() {
    let stage = crowd(20, 0);
    assert_eq!((stage.run(&[]).code, stage.run(&[]).code), (0, 2));
    stage.assert_each_once();
}

#[test]
fn a_path_that_cannot_be_written() {
    let stage = crowd(20, 0);
    let inside_a_file = stage.file.join("report");
    for path in ["/does/not/exist/report", inside_a_file.to_str().unwrap(), "/"] {
        let ran = stage.run(&["--json", "--report", path]);
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"report".into()), "{path}");
    }
    assert_eq!(stage.sim.counters().calls, 0);
}

#[test]
fn a_path_of_ones_own() {
    let stage = crowd(20, 0);
    let path = stage.file.with_extension("of-my-own");
    let ran = stage.run(&["--json", "--report", path.to_str().unwrap()]);
    assert_eq!(
        (ran.code, &ran.json()["report"]),
        (0, &path.to_str().unwrap().into())
    );
    assert_eq!(fs::read_to_string(path).unwrap().lines().count(), 40);
    assert!(!stage.report().exists());
}

#[test]
fn what_is_refused_leaves_no_report_behind() {
    let stage = crowd(20, 0);
    fs::write(&stage.file, "a\n\nb\n").unwrap();
    assert_eq!(stage.run(&[]).code, 2);
    assert!(!stage.report().exists());
}

#[test]
fn two_runs_with_one_report_are_one_too_many() {
    let stage = crowd(400, 60);
    let child = stage.spawn(&["--json", "--concurrency", "1"]);
    stage.wait_for_calls(3);
    let ran = stage.resume(&["--json"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    assert!(
        ran.json()["message"].as_str().unwrap().contains("another run"),
        "{}",
        ran.stdout
    );
    let ran = end(child);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [400, 400, 0, 0, 0]));
    stage.assert_each_once();
}

/// The arguments of a daily run with this content.
fn daily<'a>(stage: &'a super::stage::Stage, content: &'a str) -> Vec<&'a str> {
    let file = stage.file.to_str().unwrap();
    send(&["--to-file", file, "--content", content, "--replace-report"])
}

#[test]
fn a_daily_run_replaces_the_report_of_the_day_before() {
    let stage = crowd(20, 0);
    let run = |content: &str| stage.zegoapi().run(&daily(&stage, content)).code;
    // The first day, another message on the second, and the same again on the third.
    for (day, content) in ["monday", "tuesday", "tuesday"].into_iter().enumerate() {
        stage.sim.reset_counters();
        assert_eq!(run(content), 0, "day {day}");
        assert_eq!(stage.sim.counters().received("user-7", content), 1, "day {day}");
        let report = fs::read_to_string(stage.report()).unwrap();
        assert_eq!(report.lines().count(), 40, "nothing of the day before is left");
    }
}

#[test]
fn only_a_report_that_nobody_resumes_is_replaced() {
    let stage = crowd(20, 0);
    let args = daily(&stage, "monday");
    assert_eq!(stage.zegoapi().run(&args).code, 0);
    let finished = fs::read_to_string(stage.report()).unwrap();
    let calls = stage.sim.counters().calls;
    // Cut off in its middle by a crash; one who failed for a reason that passes; and files that are no report.
    let cut = finished
        .lines()
        .take(5)
        .fold(String::new(), |text, line| text + line + "\n");
    let failed = finished.replace(
        "\"user_id\":\"user-3\",\"outcome\":\"sent\"",
        "\"user_id\":\"user-3\",\"outcome\":\"failed\",\"code\":206",
    );
    assert_ne!(failed, finished);
    for (text, why) in [
        (
            &*cut,
            "unfinished report of this very message, with 15 users to go",
        ),
        (&failed, "with 1 users to go"),
        ("precious\n", "line 1 is no line of a report"),
        ("{\"ok\":true}\n", "line 1 is no line of a report"),
    ] {
        fs::write(stage.report(), text).unwrap();
        let ran = stage.zegoapi().run(&[&args[..], &["--json"]].concat());
        let json = ran.json();
        assert_eq!((ran.code, &json["field"]), (2, &"report".into()), "{json}");
        assert!(json["message"].as_str().unwrap().contains(why), "{json}");
        assert_eq!(fs::read_to_string(stage.report()).unwrap(), text);
    }
    assert_eq!(stage.sim.counters().calls, calls);
    // Of another message, an unfinished one does not count.
    fs::write(stage.report(), &cut).unwrap();
    assert_eq!(stage.zegoapi().run(&daily(&stage, "tuesday")).code, 0);
}

#[test]
fn what_is_refused_leaves_the_old_report_as_it_was() {
    let stage = crowd(20, 0);
    let args = daily(&stage, "monday");
    assert_eq!(stage.zegoapi().run(&args).code, 0);
    let before = fs::read(stage.report()).unwrap();
    fs::write(&stage.file, "a\n\nb\n").unwrap();
    assert_eq!(stage.zegoapi().run(&args).code, 2);
    assert_eq!(fs::read(stage.report()).unwrap(), before);
    let ran = stage.zegoapi().run(&send(&[
        "--to-file",
        "-",
        "--content",
        CONTENT,
        "--replace-report",
        "--json",
    ]));
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"replace_report".into()));
}
