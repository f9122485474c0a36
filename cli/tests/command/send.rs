//! Each exit code of `send`, from the situation that it stands for.

use crate::support::{CONTENT, Zegoapi, send, send_to_u1, simulator};
use std::net::TcpListener;
use std::time::{Duration, Instant};
use zegoapi_simulator::{AppConfig, Fault, FaultKind, Junk};

#[test]
fn accepted_and_delivered_once() {
    let sim = simulator();
    for zegoapi in [Zegoapi::over_http(&sim), Zegoapi::over_tls(&sim)] {
        sim.reset_counters();
        let ran = zegoapi.run(&send_to_u1(&[]));
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{}", ran.stdout);
        assert!(ran.stdout.starts_with("accepted; request id "), "{}", ran.stdout);
        let counters = sim.counters();
        assert_eq!(
            (counters.received("u1", CONTENT), counters.received("u2", CONTENT)),
            (1, 0)
        );
    }
}

#[test]
fn everyone_is_everyone() {
    let sim = simulator();
    let ran = Zegoapi::over_tls(&sim).run(&send(&["--everyone", "--content", CONTENT, "--json"]));
    assert_eq!(ran.code, 0);
    let json = ran.json();
    assert_eq!(json["ok"], true);
    assert_eq!(json["message"], "success");
    assert_eq!(json["fail_users"], serde_json::json!([]));
    assert_eq!(json["request_id"].as_str().unwrap().len(), 19);
    for user in ["u1", "u2"] {
        assert_eq!(sim.counters().received(user, CONTENT), 1);
    }
}

#[test]
fn who_was_not_reached_is_named() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    let args = send(&["--to", "u1", "--to", "away,1", "--content", CONTENT]);
    let ran = zegoapi.run(&args);
    assert_eq!(ran.code, 6);
    assert!(ran.stdout.starts_with("accepted, but 1 of "), "{}", ran.stdout);
    let line = "  away,1: code 50003: the user is not online; check that the user is online";
    assert_eq!(ran.stdout.lines().nth(1), Some(line));

    let ran = zegoapi.run(&[&args[..], &["--json"]].concat());
    assert_eq!(ran.code, 6);
    let missed = serde_json::json!([{"uid": "away,1", "code": 50003, "meaning": "the user is not online"}]);
    assert_eq!(
        (&ran.json()["ok"], &ran.json()["fail_users"]),
        (&true.into(), &missed)
    );
    assert_eq!(sim.counters().received("u1", CONTENT), 2);
}

#[test]
fn every_digit_of_a_request_id_is_kept() {
    let sim = simulator();
    sim.fail_next(FaultKind::RequestIdNumber, 1);
    let json = Zegoapi::over_http(&sim).run(&send_to_u1(&["--json"])).json();
    let id = json["request_id"].as_str().unwrap();
    assert!(id.len() == 19 && !id.ends_with("000"), "{id}");
}

#[test]
fn refused_by_the_server() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    let args = [
        "send",
        "--room",
        "nobody",
        "--from",
        "server",
        "--everyone",
        "--content",
        CONTENT,
    ];
    let ran = zegoapi.run(&args);
    assert_eq!((ran.code, &*ran.stdout), (3, ""));
    assert!(ran.stderr.contains("code 104 (absent)"), "{}", ran.stderr);
    assert!(ran.stderr.contains("check the room id"), "{}", ran.stderr);

    let json = zegoapi.run(&[&args[..], &["--json"]].concat()).json();
    let expected = serde_json::json!({
        "ok": false,
        "kind": "Api",
        "applied": "no",
        "retryable": false,
        "code": 104,
        "code_kind": "absent",
        "scope": "room",
        "http_status": 200,
        "meaning": "the room does not exist (a room with nobody in it does not)",
        "advice": "check the room id, and that somebody is in the room",
        "message": "room not exist",
        "request_id": json["request_id"].as_str().unwrap(),
    });
    assert_eq!(json, expected, "nothing more, and no nulls");
}

#[test]
fn a_refusal_that_may_pass_says_so() {
    let sim = simulator();
    sim.fail_next(Fault::code(206), 100);
    let zegoapi = Zegoapi::over_http(&sim);
    let ran = zegoapi.run(&send_to_u1(&["--json", "--fail-fast"]));
    assert_eq!((ran.code, &ran.json()["retryable"]), (3, &true.into()));
    // A quota is waited for until the time is up.
    let ran = zegoapi.run(&send_to_u1(&["--json", "--timeout", "1.2"]));
    assert_eq!((ran.code, &ran.json()["cause"]), (4, &"rate_limit".into()));
}

#[test]
fn a_wrong_secret_is_refused() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_SERVER_SECRET", "5ec2e7f0a11e9d0c5ec2e7f0a11e9d0d");
    let ran = zegoapi.run(&send_to_u1(&["--json"]));
    assert_eq!((ran.code, &ran.json()["code"]), (3, &100_000_005.into()));
}

#[test]
fn is_test_is_sent() {
    let sim = simulator();
    let only_test = AppConfig {
        production: false,
        ..AppConfig::new(sim.app_id(), sim.server_secret())
    };
    sim.add_app(only_test);
    let zegoapi = Zegoapi::over_http(&sim);
    assert_eq!(zegoapi.run(&send_to_u1(&["--is-test", "true"])).code, 0);
    for args in [&["--is-test", "false"][..], &[]] {
        assert_eq!(
            zegoapi.run(&send_to_u1(&[args, &["--json"]].concat())).json()["code"],
            100_000_016
        );
    }
}

#[test]
fn not_sent() {
    let sim = simulator();
    // Nobody listens on a port that was just given back.
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let nobody = format!("http://127.0.0.1:{free}");
    let ran = Zegoapi::over_http(&sim).run(&send_to_u1(&["--base-url", &nobody]));
    assert_eq!((ran.code, &*ran.stdout), (4, ""));
    assert!(ran.stderr.contains("not applied"), "{}", ran.stderr);

    // A name that nobody knows is named.
    let host = [
        "--base-url",
        "https://no-such-host.invalid/",
        "--no-proxy",
        "--retries",
        "0",
    ];
    let ran = Zegoapi::over_http(&sim).run(&send_to_u1(&host));
    assert_eq!(ran.code, 4);
    assert!(ran.stderr.contains("no-such-host.invalid"), "{}", ran.stderr);

    // A certificate that nobody vouches for.
    let stranger = Zegoapi::over_tls(&sim).env("ZEGO_CA_FILE", "");
    let ran = stranger.run(&send_to_u1(&["--json"]));
    assert_eq!(ran.code, 4);
    let json = ran.json();
    assert_eq!(
        (&json["kind"], &json["cause"], &json["applied"]),
        (&"NotSent".into(), &"tls".into(), &"no".into())
    );
    assert_eq!(sim.counters().calls, 0);
}

#[test]
fn the_ca_file_option_goes_before_the_environment() {
    let sim = simulator();
    let ca = crate::support::file("ca.pem", sim.ca_pem().as_bytes());
    let zegoapi = Zegoapi::over_tls(&sim).env("ZEGO_CA_FILE", "/does/not/exist");
    assert_eq!(
        zegoapi
            .run(&send_to_u1(&["--ca-file", ca.to_str().unwrap()]))
            .code,
        0
    );
    assert_eq!(zegoapi.run(&send_to_u1(&[])).code, 2);
}

#[test]
fn an_unknown_outcome_is_called_one() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    for (fault, kind) in [
        (Fault::reset().after(), "Unknown"),
        (Fault::stall().after(), "Unknown"),
        (Fault::html(502).after(), "BadReply"),
        (Fault::junk(Junk::Truncated), "BadReply"),
    ] {
        sim.reset_counters();
        sim.fail_next(fault, 1);
        let ran = zegoapi.run(&send_to_u1(&["--json", "--timeout", "0.7"]));
        let json = ran.json();
        assert_eq!(
            (ran.code, &json["kind"], &json["applied"]),
            (5, &kind.into(), &"unknown".into()),
            "{json}"
        );
        assert_eq!(json.get("excerpt").is_some(), kind == "BadReply");
        assert_eq!(sim.counters().acted_on(CONTENT), 1, "never sent again by itself");
    }
    sim.fail_next(Fault::html(502), 1);
    let ran = zegoapi.run(&send_to_u1(&[]));
    assert!(ran.stderr.contains("HTTP status 502"), "{}", ran.stderr);
    assert_eq!(zegoapi.run(&send_to_u1(&[])).code, 0);
}

#[test]
fn an_answer_that_repeats_the_url_leaks_nothing() {
    let sim = simulator();
    for args in [&["--json"][..], &[]] {
        sim.fail_next(FaultKind::EchoUrl, 1);
        let ran = Zegoapi::over_http(&sim).run(&send_to_u1(args));
        assert_eq!(ran.code, 5);
        assert!(ran.all().contains("Cannot handle"), "{}", ran.all());
    }
}

#[test]
fn both_times_are_kept_to() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let sim = simulator();
    for (scheme, option, code) in [("http", "--timeout", 5), ("https", "--connect-timeout", 4)] {
        let start = Instant::now();
        let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_BASE_URL", format!("{scheme}://127.0.0.1:{port}"));
        assert_eq!(zegoapi.run(&send_to_u1(&[option, "0.3"])).code, code, "{option}");
        // The shorter of the two defaults is 3 s; the library may try more than once.
        assert!(
            start.elapsed() < Duration::from_millis(2_900),
            "{option}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn a_refusal_that_may_have_been_applied_is_unknown() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    // No table lists the one; a gateway says the other in JSON of its own.
    for code in [424_242, 504] {
        sim.fail_next(Fault::code(code), 1);
        let ran = zegoapi.run(&send_to_u1(&["--json", "--retries", "0"]));
        let json = ran.json();
        assert_eq!(
            (ran.code, &json["kind"], &json["applied"]),
            (5, &"Api".into(), &"unknown".into()),
            "{json}"
        );
    }
}
