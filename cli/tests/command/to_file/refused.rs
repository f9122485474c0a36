//! Users files and arguments that are refused, before anything is sent.

use super::stage::{Stage, crowd};
use crate::support::{CONTENT, file, send};
use serde_json::Value;
use std::fs;

fn refused(stage: &Stage, content: &[u8]) -> Value {
    fs::write(&stage.file, content).unwrap();
    let ran = stage.run(&["--json"]);
    assert_eq!(ran.code, 2, "{}", ran.all());
    let json = ran.json();
    assert_eq!(
        (&json["field"], &json["applied"]),
        (&"to_file".into(), &"no".into()),
        "{json}"
    );
    let ran = stage.run(&[]);
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    if let Some(line) = json["line"].as_u64() {
        assert!(ran.stderr.contains(&format!("line {line} of ")), "{}", ran.stderr);
    }
    assert_eq!(stage.sim.counters().calls, 0);
    json
}

#[test]
fn a_line_that_is_no_id_is_named() {
    let stage = crowd(2, 0);
    let long = [b"a\n", &*vec![b'x'; 70_000]].concat();
    for (content, line) in [
        (&b"a\n\nb\n"[..], 2),
        (b"\na\n", 1),
        (b"a\n\n\n\nb", 2),
        (b"a\r\n\r\nb\r\n", 2),
        (b"a\nb\n\xff\n", 3),
        (&long, 2),
        (b"\xef\xbb\xbf\na\n", 1),
    ] {
        assert_eq!(refused(&stage, content)["line"], line, "{:?}", &content[..4]);
    }
}

#[test]
fn a_file_without_users() {
    let stage = crowd(2, 0);
    for content in [&b""[..], b"\n", b"\r\n\n\n"] {
        assert_eq!(refused(&stage, content)["problem"], "too_small");
    }
}

#[test]
fn files_that_cannot_be_read() {
    let mut stage = crowd(2, 0);
    for (path, why) in [("/does/not/exist", "no such file"), ("/", "directory")] {
        stage.file = path.into();
        let ran = stage.run(&["--json", "--no-report"]);
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"to_file".into()));
        assert!(
            ran.json()["message"].as_str().unwrap().contains(why),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn no_more_of_a_file_without_lines_is_read_than_is_needed() {
    let mut stage = crowd(2, 0);
    stage.file = "/dev/zero".into();
    let ran = stage.run(&["--json", "--no-report"]);
    assert_eq!((ran.code, &ran.json()["line"]), (2, &1.into()));
}

#[test]
fn standard_input_is_one_thing() {
    let stage = crowd(2, 0);
    let args = send(&["--to-file", "-", "--content-file", "-", "--json"]);
    let ran = stage.zegoapi().run_with_stdin(&args, [b"user-0\n".to_vec()]);
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"to_file".into()));
    assert_eq!(stage.sim.counters().calls, 0);
}

#[test]
fn a_content_that_is_too_long_is_refused_before_the_users_are_read() {
    let stage = crowd(2, 0);
    let content = file("content", &[b'x'; 1025]);
    let list = stage.file.to_str().unwrap();
    let ran = stage.zegoapi().run(&send(&[
        "--json",
        "--to-file",
        list,
        "--content-file",
        content.to_str().unwrap(),
    ]));
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"content".into()));
    assert!(!stage.report().exists());
}

#[test]
fn arguments_that_do_not_go_together() {
    let stage = crowd(2, 0);
    let list = stage.file.to_str().unwrap();
    let plain = ["--to", "user-0", "--content", CONTENT];
    let to_file = ["--to-file", list, "--content", CONTENT];
    for (base, more) in [
        (plain, &["--to-file", list][..]),
        (to_file, &["--everyone"]),
        (plain, &["--report", "r"]),
        (plain, &["--resume", "r"]),
        (plain, &["--no-report"]),
        (plain, &["--concurrency", "2"]),
        (to_file, &["--fail-fast"]),
        (to_file, &["--report", "r", "--resume", "r"]),
        (to_file, &["--report", "r", "--no-report"]),
        (to_file, &["--no-report", "--resume", "r"]),
        (to_file, &["--concurrency", "0"]),
        (to_file, &["--calls-per-second", "0"]),
        (to_file, &["--retries", "-1"]),
    ] {
        let ran = stage.zegoapi().run(&send(&[&base, more, &["--json"]].concat()));
        assert_eq!(
            (ran.code, &ran.json()["problem"]),
            (2, &"usage".into()),
            "{more:?} {}",
            ran.stdout
        );
    }
    assert_eq!(stage.sim.counters().calls, 0);
}
