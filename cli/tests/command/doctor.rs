//! `doctor`: each link of the chain whole, and each broken in turn.

use crate::support::{Zegoapi, simulator};
use serde_json::Value;
use std::net::TcpListener;
use std::time::{Duration, Instant};
use zegoapi_simulator::{Fault, FaultKind, Simulator};

const NAMES: [&str; 5] = ["credentials", "dns", "connection", "clock", "signature"];

/// Runs for programs and for people; gives the exit code, the states in order, and the object.
fn doctor(zegoapi: &Zegoapi, more: &[&str]) -> (i32, Vec<String>, Value) {
    let ran = zegoapi.run(&[&["doctor", "--json"], more].concat());
    let json = ran.json();
    let checks = json["checks"].as_array().unwrap_or_else(|| panic!("{json}"));
    let text = |check: &Value, key: &str| check[key].as_str().unwrap().to_owned();
    assert_eq!(
        checks.iter().map(|check| text(check, "name")).collect::<Vec<_>>(),
        NAMES
    );
    assert_eq!(json["ok"], ran.code == 0);
    for check in checks.iter().filter(|check| check["status"] == "failed") {
        assert!(
            !text(check, "advice").is_empty() && !text(check, "kind").is_empty(),
            "{check}"
        );
    }
    (
        ran.code,
        checks.iter().map(|check| text(check, "status")).collect(),
        json,
    )
}

fn assert_people_read(zegoapi: &Zegoapi, code: i32, lines: &[&str]) {
    let ran = zegoapi.run(&["doctor"]);
    assert_eq!((ran.code, &*ran.stderr), (code, ""));
    for line in lines {
        assert!(
            ran.stdout.lines().any(|printed| printed.starts_with(line)),
            "{line}: {}",
            ran.stdout
        );
    }
}

fn assert_harmless(sim: &Simulator) {
    let counters = sim.counters();
    assert!(
        counters.actions.keys().all(|action| action == "DescribeUserNum"),
        "{counters:?}"
    );
    assert!(
        counters.delivered.iter().all(|row| row.count == 0),
        "{counters:?}"
    );
    assert_eq!(counters.misspelt_parameters, 0);
}

#[test]
fn in_good_order() {
    let sim = simulator();
    for zegoapi in [Zegoapi::over_http(&sim), Zegoapi::over_tls(&sim)] {
        let (code, states, json) = doctor(&zegoapi, &[]);
        assert_eq!(
            (code, &*states),
            (0, &["ok", "ok", "ok", "ok", "ok"].map(String::from)[..]),
            "{json}"
        );
        assert!(
            json["checks"][3]["offset_seconds"].as_i64().unwrap().abs() <= 2,
            "{json}"
        );
        assert_people_read(
            &zegoapi,
            0,
            &NAMES
                .map(|name| format!("ok       {name}"))
                .each_ref()
                .map(String::as_str),
        );
    }
    assert_eq!(sim.counters().code(0), 4);
    assert_harmless(&sim);
}

#[test]
fn a_wrong_secret() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_SERVER_SECRET", "5ec2e7f0a11e9d0c5ec2e7f0a11e9d0d");
    let (code, states, json) = doctor(&zegoapi, &[]);
    assert_eq!((code, &*states[4]), (3, "failed"), "{json}");
    assert_eq!(states[..4], ["ok", "ok", "ok", "ok"]);
    assert_eq!(
        (&json["checks"][4]["code"], &json["checks"][4]["kind"]),
        (&100_000_005.into(), &"Api".into())
    );
    assert_people_read(&zegoapi, 3, &["failed   signature"]);
    assert_harmless(&sim);
}

#[test]
fn a_clock_that_is_off() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    for (skew, state, code) in [
        (20, "ok", 0),
        (45, "warning", 0),
        (-500, "warning", 0),
        (700, "failed", 3),
        (-700, "failed", 3),
    ] {
        sim.set_clock_offset(skew);
        let (exit, states, json) = doctor(&zegoapi, &[]);
        assert_eq!((exit, &*states[3]), (code, state), "{skew}: {json}");
        // A server that is ahead makes this machine behind.
        let offset = json["checks"][3]["offset_seconds"].as_i64().unwrap();
        assert!((offset + skew).abs() <= 3, "{skew}: {offset}");
        assert_eq!(states[4], if code == 0 { "ok" } else { "failed" });
    }
    sim.set_clock_offset(700);
    assert_people_read(&zegoapi, 3, &["failed   clock        this machine's clock is "]);
}

#[test]
fn a_clock_that_nobody_tells() {
    let sim = simulator();
    sim.fail_next(FaultKind::NoDate, 1);
    let (code, states, _) = doctor(&Zegoapi::over_http(&sim), &[]);
    assert_eq!((code, &*states[3], &*states[4]), (0, "warning", "ok"));
}

#[test]
fn no_server() {
    let sim = simulator();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_BASE_URL", format!("http://127.0.0.1:{free}"));
    let (code, states, json) = doctor(&zegoapi, &[]);
    assert_eq!(
        (code, states),
        (
            4,
            ["ok", "ok", "failed", "skipped", "skipped"]
                .map(String::from)
                .to_vec()
        ),
        "{json}"
    );
    assert_eq!(json["checks"][2]["kind"], "NotSent");
    assert_people_read(&zegoapi, 4, &["failed   connection", "skipped  clock"]);
    // The first failure decides.
    let (code, ..) = doctor(&zegoapi.env("ZEGO_APP_ID", ""), &[]);
    assert_eq!(code, 2);
}

#[test]
fn a_name_that_does_not_resolve() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    let (code, states, json) = doctor(
        &zegoapi,
        &["--base-url", "https://no-such-host.invalid/", "--no-proxy"],
    );
    assert_eq!(code, 4, "{json}");
    assert_eq!(states[..3], ["ok", "failed", "failed"], "{json}");
}

#[test]
fn a_certificate_that_nobody_vouches_for() {
    let sim = simulator();
    let (code, states, json) = doctor(&Zegoapi::over_tls(&sim).env("ZEGO_CA_FILE", ""), &[]);
    assert_eq!(
        (code, &states[1..3]),
        (4, &["ok", "failed"].map(String::from)[..]),
        "{json}"
    );
}

#[test]
fn without_credentials_the_rest_is_looked_at() {
    let sim = simulator();
    for missing in ["ZEGO_APP_ID", "ZEGO_SERVER_SECRET"] {
        let zegoapi = Zegoapi::over_tls(&sim).env(missing, "");
        let (code, states, json) = doctor(&zegoapi, &[]);
        assert_eq!(
            (code, states),
            (
                2,
                ["failed", "ok", "ok", "ok", "skipped"].map(String::from).to_vec()
            ),
            "{json}"
        );
        assert_people_read(&zegoapi, 2, &["failed   credentials"]);
    }
    assert_harmless(&sim);
}

#[test]
fn what_proves_the_signature_and_what_does_not() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    for (fault, state, code) in [
        (Fault::code(9), "ok", 0),
        (Fault::code(104), "ok", 0),
        (Fault::code(206), "ok", 0),
        (Fault::code(100_000_007), "warning", 0),
        (Fault::code(424_242), "warning", 0),
        (Fault::code(100_000_000), "failed", 3),
        (Fault::code(100_000_010), "failed", 3),
        (Fault::code(100_000_016), "failed", 3),
        (Fault::html(502), "failed", 5),
        (Fault::reset(), "failed", 5),
    ] {
        sim.clear_faults();
        sim.fail_next(fault.clone(), 1);
        let (exit, states, json) = doctor(&zegoapi, &[]);
        assert_eq!((exit, &*states[4]), (code, state), "{fault:?}: {json}");
        assert_eq!(states[2], "ok", "even a lost answer came over a connection");
    }
}

#[test]
fn a_wrong_address_is_refused_at_once() {
    let ran = Zegoapi::bare().run(&["doctor", "--base-url", "http://192.0.2.1", "--json"]);
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"base_url".into()));
}

#[test]
fn a_server_that_never_answers_is_not_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let sim = simulator();
    let start = Instant::now();
    // Plain: the request goes out, and no answer comes. TLS: the handshake never ends.
    for (scheme, option, exit, connection) in [
        ("http", "--timeout", 5, "ok"),
        ("https", "--connect-timeout", 4, "failed"),
    ] {
        let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_BASE_URL", format!("{scheme}://127.0.0.1:{port}"));
        let (code, states, json) = doctor(&zegoapi, &[option, "0.3"]);
        assert_eq!((code, &*states[2]), (exit, connection), "{json}");
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn a_secret_of_another_length_is_remarked_on() {
    let sim = simulator();
    for (secret, why) in [
        ("short-secret".to_owned(), "the ServerSecret has 12 characters"),
        (
            sim.server_secret().repeat(2),
            "the ServerSecret has 64 characters",
        ),
    ] {
        let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_SERVER_SECRET", &*secret);
        let (code, states, json) = doctor(&zegoapi, &[]);
        assert_eq!((code, &*states[0]), (3, "warning"), "{json}");
        let check = &json["checks"][0];
        assert!(check["message"].as_str().unwrap().contains(why), "{json}");
        let is_app_sign = check["advice"].as_str().unwrap().contains("AppSign");
        assert_eq!(is_app_sign, secret.len() == 64, "{json}");
    }
}
