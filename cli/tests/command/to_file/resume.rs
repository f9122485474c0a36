//! `--resume`: who is left alone, who is sent to, and which reports it does not take.

use super::stage::{Stage, crowd, numbers};
use crate::support::{CONTENT, Ran, file};
use serde_json::Value;
use std::fs;
use zegoapi_client::MessageDigest;

/// A crowd of 20, with this report of an earlier run.
fn with_report(text: &str) -> Stage {
    let stage = crowd(20, 0);
    fs::write(stage.report(), text).unwrap();
    stage
}

fn line(user: usize, rest: &str) -> String {
    line_about(MessageDigest::of("room1", "server", CONTENT), user, rest)
}

fn line_about(message: MessageDigest, user: usize, rest: &str) -> String {
    format!("{{\"message\":\"{message}\",\"user_id\":\"user-{user}\",{rest}}}\n")
}

#[test]
fn the_last_line_of_a_user_wins() {
    let text = line(0, r#""outcome":"unknown""#)
        + &line(1, r#""outcome":"unknown""#)
        + &line(0, r#""outcome":"sent""#)
        + &line(2, r#""outcome":"failed","code":50003"#)
        + &line(3, r#""outcome":"failed","code":206"#)
        + &line(4, r#""outcome":"not_tried""#)
        + &line(5, r#""outcome":"sent""#)
        + &line(5, r#""outcome":"unknown""#);
    let stage = with_report(&text);
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (5, [20, 17, 1, 2, 0]));
    let received = stage.received();
    assert_eq!(received.len(), 16);
    for left_alone in [0, 1, 2, 5] {
        assert!(
            !received.contains_key(&format!("user-{left_alone}")),
            "{left_alone}"
        );
    }
    let written = fs::read_to_string(stage.report()).unwrap();
    assert!(
        written.starts_with(&text),
        "it is added to, and nothing in it changes"
    );

    let ran = stage.resume(&["--json", "--duplicates-ok"]);
    assert_eq!((ran.code, numbers(&ran.json())), (6, [20, 19, 1, 0, 0]));
    assert_eq!(stage.received().len(), 18);
}

#[test]
fn a_finished_report_leaves_nothing_to_do() {
    let stage = crowd(30, 0);
    assert_eq!(stage.run(&[]).code, 0);
    let (before, calls) = (fs::read(stage.report()).unwrap(), stage.sim.counters().calls);
    let ran = stage.resume(&[]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stdout.starts_with("sent to 30 of 30 users; 0 failed"),
        "{}",
        ran.stdout
    );
    assert_eq!((ran.stderr.as_str(), stage.sim.counters().calls), ("", calls));
    assert_eq!(fs::read(stage.report()).unwrap(), before);
}

#[test]
fn a_last_line_that_was_cut_off_is_left_out_and_told() {
    let whole = line(0, r#""outcome":"sent""#);
    let last = line(1, r#""outcome":"sent""#);
    // Everywhere: also in the middle of a character, and with the whole line but for its line break.
    for length in 1..last.len() {
        let stage = with_report(&(whole.clone() + &last[..length]));
        let ran = stage.resume(&[]);
        assert_eq!(ran.code, 0, "{length}: {}", ran.all());
        let complete = length == last.len() - 1;
        assert_eq!(
            ran.stderr.contains("was cut off"),
            !complete,
            "{length}: {}",
            ran.stderr
        );
        assert_eq!(stage.received().len(), if complete { 18 } else { 19 });
        // What follows does not run into it.
        assert_eq!(stage.count("sent"), 20);
        let again = stage.resume(&["--json"]);
        assert_eq!((again.code, numbers(&again.json())[1]), (0, 20), "{length}");
    }
}

#[test]
fn any_other_line_that_is_none_is_refused_by_its_number() {
    let good = line(0, r#""outcome":"sent""#);
    for bad in [
        "nonsense\n",
        "{\"user_id\":\"user-1\",\"outcome\":\"sent\"}\n",
        &line(1, r#""outcome":"gone""#),
        &line(1, r#""outcome":"failed""#),
    ] {
        for (text, number) in [
            (bad.to_owned() + &good, 1),
            (good.clone() + bad + &good, 2),
            (good.clone() + bad, 2),
        ] {
            let stage = with_report(&text);
            let (ran, json) = refused(&stage);
            assert_eq!(json["line"], number, "{text:?} {json}");
            assert!(ran.stderr.contains(&format!("line {number} ")), "{}", ran.stderr);
            assert_eq!(
                fs::read_to_string(stage.report()).unwrap(),
                text,
                "it is left as it was"
            );
        }
    }
    let stage = with_report("");
    fs::write(stage.report(), b"\xff\xff\n").unwrap();
    assert_eq!(refused(&stage).1["line"], 1);
}

fn refused(stage: &Stage) -> (Ran, Value) {
    let ran = stage.resume(&["--json"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    let json = ran.json();
    assert_eq!(
        (&json["kind"], &json["field"]),
        (&"InvalidInput".into(), &"resume".into())
    );
    let ran = stage.resume(&[]);
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert_eq!(stage.sim.counters().calls, 0);
    (ran, json)
}

#[test]
fn an_empty_report_names_nobody() {
    let stage = with_report("");
    assert_eq!(stage.resume(&[]).code, 0);
    stage.assert_each_once();
}

#[test]
fn reports_that_are_not_there() {
    let stage = crowd(2, 0);
    refused(&stage);
    assert!(!stage.report().exists());
    let ran = stage.run(&["--resume", "/", "--json"]);
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"resume".into()));
    let ran = stage.run(&["--resume", "/dev/zero", "--json"]);
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"resume".into()));
}

#[test]
fn a_report_of_other_users_is_remarked_on() {
    let mut stage = crowd(20, 0);
    assert_eq!(stage.run(&[]).code, 0);
    let report = stage.report();
    stage.file = file("others.txt", b"user-3\nsomebody\n");
    let ran = stage.run(&["--resume", report.to_str().unwrap()]);
    assert_eq!(ran.code, 6, "{}", ran.all());
    assert!(
        ran.stdout.starts_with("sent to 1 of 2 users; 1 failed"),
        "{}",
        ran.stdout
    );
    // 20 users, two lines each, but for one who is in both.
    assert!(
        ran.stderr.contains("note: 38 lines of the report name users"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_byte_order_mark_and_blank_lines_are_fine() {
    let lines = line(0, r#""outcome":"sent""#) + "\n  \r\n" + &line(1, r#""outcome":"sent""#);
    let stage = with_report(&format!("\u{feff}{}\n\n", lines.replace("}\n", "}\r\n")));
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [20, 20, 0, 0, 0]));
    assert_eq!(stage.received().len(), 18);
}

#[test]
fn a_report_of_another_message_is_refused_by_its_name() {
    for (room, from, content) in [
        ("room2", "server", CONTENT),
        ("room1", "somebody", CONTENT),
        ("room1", "server", "another"),
    ] {
        let other = MessageDigest::of(room, from, content);
        let text = line(0, r#""outcome":"sent""#) + &line_about(other, 1, r#""outcome":"sent""#);
        let stage = with_report(&text);
        let (ran, json) = refused(&stage);
        assert_eq!(json["line"], 2, "{json}");
        for part in ["another message", stage.report().to_str().unwrap()] {
            assert!(ran.stderr.contains(part), "{}", ran.stderr);
        }
        assert_eq!(fs::read_to_string(stage.report()).unwrap(), text);
    }
}

#[test]
fn each_line_carries_the_digest_of_its_message() {
    let stage = crowd(20, 0);
    assert_eq!(stage.run(&[]).code, 0);
    let digest = MessageDigest::of("room1", "server", CONTENT);
    let report = fs::read_to_string(stage.report()).unwrap();
    for line in report.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["message"], digest.as_str());
    }
    assert!(!report.contains(CONTENT));
}
