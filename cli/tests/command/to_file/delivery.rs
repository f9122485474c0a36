//! Each user of the file once, whatever the ids look like, and an honest word about those who were missed.

use super::stage::{crowd, numbers, of};
use crate::support::{CONTENT, Zegoapi, file, send};
use serde_json::json;
use zegoapi_simulator::Fault;

#[test]
fn ten_thousand_users_once_each() {
    let stage = crowd(10_000, 0);
    let ran = stage.run(&["--json"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let report = stage.report();
    let expected = json!({
        "ok": true, "total": 10_000, "sent": 10_000, "failed": 0, "unknown": 0, "not_tried": 0, "repeated": 0,
        "report": report.to_str().unwrap(),
    });
    assert_eq!(ran.json(), expected, "nothing more, and no nulls");
    stage.assert_each_once();
    stage.assert_report_is_true();
    assert_eq!(stage.sim.counters().calls, 1000);
}

#[test]
fn repeated_ids_are_sent_to_once() {
    let mut stage = crowd(50, 0);
    let twice: Vec<&str> = stage
        .users
        .iter()
        .chain(&stage.users)
        .map(String::as_str)
        .collect();
    stage.file = file("users.txt", twice.join("\r\n").as_bytes());
    let json = stage.run(&["--json"]).json();
    assert_eq!(
        (numbers(&json), &json["repeated"]),
        ([50, 50, 0, 0, 0], &50.into())
    );
    stage.assert_each_once();

    // To resume does not bring them back.
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [50, 50, 0, 0, 0]));
    assert_eq!(ran.json()["repeated"], 50);
    stage.assert_each_once();
}

#[test]
fn any_id_comes_through() {
    let strange = [
        "a\"b",
        "it's",
        "tab\there",
        " leading",
        "trailing ",
        "推送",
        "é\u{1f381}",
        "a,b",
        "{}",
        "\\",
        "\u{1b}[2J",
    ];
    let stage = of(strange.map(str::to_owned).to_vec(), 0);
    assert_eq!(stage.run(&[]).code, 0);
    stage.assert_each_once();
    stage.assert_report_is_true();
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())[1]), (0, strange.len() as u64));
    stage.assert_each_once();
}

#[test]
fn line_ends_of_every_kind() {
    for text in [
        "user-0\nuser-1",
        "user-0\nuser-1\n",
        "user-0\r\nuser-1\r\n",
        "user-0\nuser-1\n\n\r\n\n",
        "\u{feff}user-0\nuser-1",
    ] {
        let mut stage = crowd(2, 0);
        stage.file = file("users.txt", text.as_bytes());
        assert_eq!(stage.run(&[]).code, 0, "{text:?}");
        stage.assert_each_once();
    }
}

#[test]
fn users_from_standard_input() {
    let stage = crowd(25, 0);
    let text = stage.users.join("\n").into_bytes();
    let args = send(&["--to-file", "-", "--content", CONTENT, "--json"]);
    let ran = stage.zegoapi().run_with_stdin(&args, [text]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [25, 25, 0, 0, 0]));
    assert!(
        ran.json().get("report").is_none(),
        "nowhere to put one by default"
    );
    stage.assert_each_once();
}

#[test]
fn who_was_missed_is_listed_when_no_report_names_them() {
    let stage = crowd(40, 0);
    for user in &stage.users[..13] {
        stage.sim.logout("room1", user);
    }
    let ran = stage.run(&["--no-report"]);
    assert_eq!(ran.code, 6);
    assert!(!stage.report().exists());
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "sent to 27 of 40 users; 13 failed, 0 unknown, 0 not tried"
    );
    assert!(
        lines[1].starts_with("  13 failed with code 50003: the user is not online; "),
        "{}",
        lines[1]
    );
    assert_eq!(lines[2], "    user-0");
    assert_eq!((lines[12], lines.len()), ("    and 3 more", 13));

    // With a report the numbers do.
    let ran = stage.run(&[]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (6, 3), "{}", ran.stdout);
    assert!(!ran.stdout.contains("user-0\n"), "{}", ran.stdout);
    assert_eq!(stage.outcomes()["user-0"], ("failed".to_owned(), Some(50003)));
    // Who is not online stays so: nobody is left to send to.
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (6, [40, 27, 13, 0, 0]));
}

#[test]
fn a_wrong_secret_stops_it_at_once() {
    let stage = crowd(1000, 0);
    let zegoapi = stage
        .zegoapi()
        .env("ZEGO_SERVER_SECRET", "5ec2e7f0a11e9d0c5ec2e7f0a11e9d0d");
    let ran = zegoapi.run(&stage.args(&["--json", "--concurrency", "3"]));
    let json = ran.json();
    let [total, sent, failed, unknown, not_tried] = numbers(&json);
    assert_eq!((ran.code, total, sent, unknown), (3, 1000, 0, 0), "{json}");
    assert!((10..=30).contains(&failed), "{json}");
    assert_eq!(json["stopped_by"]["code"], 100_000_005);
    assert!(stage.sim.counters().calls <= 3);
    stage.assert_report_is_true();
    assert_eq!(stage.count("not_tried") as u64, not_tried);

    // For people, with the way out.
    std::fs::remove_file(stage.report()).unwrap();
    let ran = zegoapi.run(&stage.args(&[]));
    assert_eq!(ran.code, 3);
    assert!(
        ran.stderr.contains("100000005") && ran.stderr.contains("to send to the other 1000"),
        "{}",
        ran.stderr
    );

    // Once the secret is right, a resumed run reaches all of them.
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [1000, 1000, 0, 0, 0]));
    stage.assert_each_once();
}

#[test]
fn an_outcome_that_is_unknown_stays_one() {
    let stage = crowd(100, 0);
    stage.sim.fail_next(Fault::reset().after(), 2);
    let ran = stage.run(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (5, [100, 80, 0, 20, 0]));
    stage.assert_report_is_true();
    stage.assert_each_once();
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (5, [100, 80, 0, 20, 0]));
    assert_eq!(stage.sim.counters().calls, 10, "nothing is sent");
    let ran = stage.resume(&["--json", "--duplicates-ok"]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [100, 100, 0, 0, 0]));
    assert_eq!(stage.sim.counters().calls, 12);
}

#[test]
fn no_connection_is_not_sent() {
    let stage = crowd(100, 0);
    let nobody = Zegoapi::over_http(&stage.sim).env("ZEGO_BASE_URL", "http://127.0.0.1:1");
    let ran = nobody.run(&stage.args(&["--json", "--retries", "0"]));
    assert_eq!((ran.code, numbers(&ran.json())), (4, [100, 0, 0, 0, 100]));
    assert_eq!(ran.json()["stopped_by"]["kind"], "NotSent");
    let ran = stage.resume(&["--json"]);
    assert_eq!((ran.code, numbers(&ran.json())), (0, [100, 100, 0, 0, 0]));
    stage.assert_each_once();
}
