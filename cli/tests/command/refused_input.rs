//! Bad input of every kind: refused with its name, its limit and its size, before anything is sent.

use crate::support::{CONTENT, Zegoapi, send, send_to_u1, simulator};
use serde_json::Value;

/// Runs with `--json`, and checks that it was refused without a word to the server.
fn refused(change: impl Fn(Zegoapi) -> Zegoapi, args: &[&str]) -> Value {
    let sim = simulator();
    let zegoapi = change(Zegoapi::over_http(&sim));
    let ran = zegoapi.run(&[args, &["--json"]].concat());
    assert_eq!(ran.code, 2, "{}", ran.all());
    let json = ran.json();
    assert_eq!(
        (&json["ok"], &json["kind"]),
        (&false.into(), &"InvalidInput".into())
    );
    assert_eq!(
        (&json["applied"], &json["retryable"]),
        (&"no".into(), &false.into())
    );

    // The same for people: told on standard error.
    let ran = zegoapi.run(args);
    assert_eq!((ran.code, &*ran.stdout), (2, ""));
    assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
    if let Some(field) = json["field"].as_str() {
        assert!(ran.stderr.contains(field), "{}", ran.stderr);
    }
    let counters = sim.counters();
    assert_eq!(
        (
            counters.calls,
            counters.other_requests,
            counters.connections_accepted
        ),
        (0, 0, 0)
    );
    json
}

fn assert_sizes(json: &Value, field: &str, problem: &str, limit: u64, size: u64) {
    assert_eq!(json["field"], field, "{json}");
    assert_eq!(json["problem"], problem, "{json}");
    assert_eq!(
        (&json["limit"], &json["size"]),
        (&limit.into(), &size.into()),
        "{json}"
    );
}

#[test]
fn empty_texts() {
    let same = |zegoapi| zegoapi;
    let json = refused(
        same,
        &[
            "send",
            "--room",
            "",
            "--from",
            "s",
            "--everyone",
            "--content",
            CONTENT,
        ],
    );
    assert_sizes(&json, "room_id", "too_small", 1, 0);
    let json = refused(
        same,
        &[
            "send",
            "--room",
            "r",
            "--from",
            "",
            "--everyone",
            "--content",
            CONTENT,
        ],
    );
    assert_sizes(&json, "from_user_id", "too_small", 1, 0);
    let json = refused(same, &send(&["--everyone", "--content", ""]));
    assert_sizes(&json, "content", "too_small", 1, 0);
    let json = refused(
        same,
        &send(&["--to", "u1", "--to", "", "--to", "u2", "--content", CONTENT]),
    );
    assert_sizes(&json, "to", "too_small", 1, 0);
    assert_eq!(json["index"], 1);
}

#[test]
fn content_is_counted_in_bytes() {
    let same = |zegoapi| zegoapi;
    let json = refused(same, &send(&["--everyone", "--content", &"x".repeat(1025)]));
    assert_sizes(&json, "content", "too_large", 1024, 1025);
    assert!(json.get("index").is_none(), "no nulls: {json}");
    let json = refused(same, &send(&["--everyone", "--content", &"推".repeat(342)]));
    assert_sizes(&json, "content", "too_large", 1024, 1026);
    let sim = simulator();
    for fits in ["x".repeat(1024), "推".repeat(341)] {
        assert_eq!(
            Zegoapi::over_http(&sim)
                .run(&send(&["--everyone", "--content", &fits]))
                .code,
            0
        );
    }
}

#[test]
fn ten_users_and_no_more() {
    let users: Vec<String> = (0..11).map(|number| format!("--to=user{number}")).collect();
    let users: Vec<&str> = users.iter().map(String::as_str).collect();
    let args = send(&[&users[..], &["--content", CONTENT]].concat());
    let json = refused(|zegoapi| zegoapi, &args);
    assert_sizes(&json, "to", "too_large", 10, 11);
    assert!(json["advice"].as_str().unwrap().contains("--to-file"), "{json}");
    // People are told the way, too.
    let sim = simulator();
    let ran = Zegoapi::over_http(&sim).run(&args);
    assert!(ran.stderr.contains("--to-file"), "{}", ran.stderr);
}

#[test]
fn a_broadcast_is_said_aloud() {
    for args in [
        send(&["--content", CONTENT]),
        send(&["--content", CONTENT, "--everyone", "--to", "u1"]),
    ] {
        let json = refused(|zegoapi| zegoapi, &args);
        assert_eq!(json["problem"], "usage");
        assert!(json["message"].as_str().unwrap().contains("--everyone"), "{json}");
    }
}

#[test]
fn arguments_that_do_not_go_together() {
    for args in [
        send(&["--to", "u1"]),
        send_to_u1(&["--content-file", "-"]),
        send_to_u1(&["--base-url", "http://127.0.0.1:1", "--region", "sgp"]),
        send_to_u1(&["--proxy", "http://127.0.0.1:1", "--no-proxy"]),
        send_to_u1(&["--is-test", "no"]),
        send_to_u1(&["--timeout", "0"]),
        send_to_u1(&["--timeout", "-1"]),
        send_to_u1(&["--timeout", "soon"]),
        send_to_u1(&["--timeout", "inf"]),
        send_to_u1(&["--connect-timeout", "NaN"]),
        send_to_u1(&["--app-id", "1"]),
    ] {
        assert_eq!(refused(|zegoapi| zegoapi, &args)["problem"], "usage", "{args:?}");
    }
}

#[test]
fn a_content_without_quotes_is_not_repeated() {
    for stray in [&["zq-word"][..], &["--zq-word and more"], &["-zq-word"]] {
        let args = send(&[&["--to", "u1", "--content", "hello"], stray].concat());
        let json = refused(|zegoapi| zegoapi, &args);
        assert!(json["message"].as_str().unwrap().contains("not shown"), "{json}");
    }
    // A misspelt option is named, but not its value.
    let json = refused(|zegoapi| zegoapi, &send(&["--to", "u1", "--contnet=zq-word"]));
    assert!(
        json["message"].as_str().unwrap().contains("'--contnet'"),
        "{json}"
    );
}

#[test]
fn wrong_addresses() {
    let elsewhere = |zegoapi: Zegoapi| zegoapi.env("ZEGO_BASE_URL", "");
    let json = refused(elsewhere, &send_to_u1(&["--region", "xyz"]));
    assert_eq!(
        (&json["field"], &json["problem"], &json["size"]),
        (&"region".into(), &"malformed".into(), &3.into())
    );
    let json = refused(
        |zegoapi| elsewhere(zegoapi).env("ZEGO_REGION", "SGP"),
        &send_to_u1(&[]),
    );
    assert_eq!(json["field"], "region");
    for url in ["http://192.0.2.1/", "ftp://localhost", "nonsense", ""] {
        let json = refused(|zegoapi| zegoapi, &send_to_u1(&["--base-url", url]));
        assert_eq!(
            (&json["field"], &json["size"]),
            (&"base_url".into(), &url.len().into())
        );
    }
    let json = refused(
        |zegoapi| zegoapi.env("ZEGO_BASE_URL", "http://192.0.2.1/"),
        &send_to_u1(&[]),
    );
    assert_eq!(json["field"], "base_url");
    // Two addresses that contradict each other.
    let json = refused(|zegoapi| zegoapi.env("ZEGO_REGION", "sgp"), &send_to_u1(&[]));
    assert_eq!(json["field"], "base_url");
}

#[test]
fn wrong_credentials() {
    for (app_id, size) in [
        ("0", 0),
        ("", 0),
        ("twelve", 6),
        ("-5", 2),
        ("+5", 2),
        ("4294967296", 10),
        ("1 ", 2),
    ] {
        let json = refused(|zegoapi| zegoapi.env("ZEGO_APP_ID", app_id), &send_to_u1(&[]));
        assert_eq!(
            (&json["field"], &json["size"]),
            (&"app_id".into(), &size.into()),
            "{app_id:?} {json}"
        );
        assert!(json["advice"].as_str().unwrap().contains("ZEGO_APP_ID"));
    }
    for secret in ["", "5ec2e7f0a11e9d0c\n", "two words"] {
        let json = refused(
            |zegoapi| zegoapi.env("ZEGO_SERVER_SECRET", secret),
            &send_to_u1(&[]),
        );
        assert_eq!(
            (&json["field"], &json["size"]),
            (&"server_secret".into(), &secret.len().into())
        );
        assert!(json["advice"].as_str().unwrap().contains("ZEGO_SERVER_SECRET"));
    }
    for (missing, field) in [("ZEGO_APP_ID", "app_id"), ("ZEGO_SERVER_SECRET", "server_secret")] {
        let without = |zegoapi: Zegoapi| zegoapi.without(missing);
        let json = refused(without, &send_to_u1(&[]));
        assert_eq!((&json["field"], &json["size"]), (&field.into(), &0.into()));
        let message = json["message"].as_str().unwrap();
        assert!(message.contains(&format!("{missing} is not set")), "{json}");
    }
}

#[test]
fn wrong_connection_options() {
    let https = |zegoapi: Zegoapi| zegoapi.env("ZEGO_BASE_URL", "https://127.0.0.1:1/");
    let json = refused(https, &send_to_u1(&["--ca-file", "/does/not/exist"]));
    assert_eq!(json["kind"], "InvalidInput");
    let json = refused(https, &send_to_u1(&["--proxy", "no proxy at all"]));
    assert_eq!(json["kind"], "InvalidInput");
}
