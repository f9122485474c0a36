//! `callback`: signed and verified as the vectors say, which every language runs; and nothing shown of a stamp.

use crate::support::{Ran, Zegoapi, file};
use serde_json::{Value, json};

fn vectors(list: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/callbacks.json")).unwrap();
    all[list].as_array().unwrap().clone()
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_else(|| panic!("{name}: {case}"))
}

fn with_secret(secret: &str) -> Zegoapi {
    Zegoapi::bare().env("ZEGO_CALLBACK_SECRET", secret)
}

fn verify(zegoapi: &Zegoapi, body: &[u8], more: &[&str]) -> Ran {
    zegoapi.run_with_stdin(&[&["callback", "verify"], more].concat(), [body.to_vec()])
}

/// A body with this stamp.
fn body(timestamp: &str, nonce: &str, signature: &str) -> Vec<u8> {
    let body = json!({
        "event": "room_create", "appid": 1_234_567_890, "timestamp": timestamp, "nonce": nonce,
        "signature": signature, "room_id": "demo", "room_session_id": 4_443_515_903_608_307_334_u64,
    });
    body.to_string().into_bytes()
}

#[test]
fn signed_as_the_vendor_signs() {
    for case in vectors("signatures") {
        let zegoapi = with_secret(text(&case, "callback_secret"));
        let timestamp = format!("--timestamp={}", text(&case, "timestamp"));
        let nonce = format!("--nonce={}", text(&case, "nonce"));
        let args = ["callback", "sign", &timestamp, &nonce];
        let ran = zegoapi.run_unchecked(&[&args[..], &["--json"]].concat(), []);
        let json = ran.json();
        assert_eq!((ran.code, &json["signature"]), (0, &case["signature"]), "{case}");
        assert_eq!(
            (&json["timestamp"], &json["nonce"]),
            (&case["timestamp"], &case["nonce"])
        );
        let ran = zegoapi.run_unchecked(&args, []);
        let last = format!("signature:  {}\n", text(&case, "signature"));
        assert!(ran.stdout.ends_with(&last), "{}", ran.stdout);
    }
}

#[test]
fn what_was_signed_just_now_is_verified() {
    let zegoapi = with_secret("s3cret");
    let json = zegoapi.run_unchecked(&["callback", "sign", "--json"], []).json();
    let body = body(
        text(&json, "timestamp"),
        text(&json, "nonce"),
        text(&json, "signature"),
    );
    let ran = verify(&zegoapi, &body, &["--json"]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.json()["age_s"].as_i64().unwrap().abs() < 60);
    // No receiver takes a time that is none.
    let ran = zegoapi.run(&["callback", "sign", "--timestamp=soon", "--json"]);
    assert_eq!((ran.code, &ran.json()["kind"]), (2, &"BadTimestamp".into()));
    let again = zegoapi.run_unchecked(&["callback", "sign", "--json"], []).json();
    assert_ne!(json["nonce"], again["nonce"]);
}

#[test]
fn verified_or_refused_by_the_name_of_the_mistake() {
    let mut checked = 0;
    for case in vectors("checked") {
        let [secret] = case["secrets"].as_array().unwrap().as_slice() else {
            continue;
        };
        checked += 1;
        let body = body(
            text(&case, "timestamp"),
            text(&case, "nonce"),
            text(&case, "signature"),
        );
        let (now, window) = (
            format!("--now={}", case["now"]),
            format!("--window={}", case["window_s"]),
        );
        let zegoapi = with_secret(secret.as_str().unwrap());
        let ran = verify(&zegoapi, &body, &[&now, &window, "--json"]);
        let json = ran.json();
        if let Some(error) = case["error"].as_str() {
            assert_eq!(
                (ran.code, &json["ok"], &json["kind"]),
                (2, &false.into(), &error.into()),
                "{case}"
            );
            let ran = verify(&zegoapi, &body, &[&now, &window]);
            assert!(
                ran.stderr.starts_with("error: callback refused: "),
                "{}",
                ran.all()
            );
        } else {
            assert_eq!((ran.code, &json["age_s"]), (0, &case["age_s"]), "{case}: {json}");
        }
    }
    assert!(checked > 25, "{checked}");
}

#[test]
fn it_says_what_came_but_not_the_stamp() {
    let case = &vectors("checked")[0];
    let nonce = "4211";
    let stamp = with_secret("s3cret")
        .run_unchecked(
            &[
                "callback",
                "sign",
                "--timestamp=1700000000",
                "--nonce=4211",
                "--json",
            ],
            [],
        )
        .json();
    let mut bytes = body("1700000000", nonce, text(&stamp, "signature"));
    // As it may be sent: on several lines.
    bytes.splice(0..1, b"{\n\t\"list\": [1,\r\n 2],\n ".iter().copied());
    let now = format!("--now={}", case["now"]);
    let ran = verify(&with_secret("s3cret"), &bytes, &[&now, "--json"]);
    let json = ran.json();
    let fields = json!({
        "list": [1, 2], "event": "room_create", "appid": 1_234_567_890, "timestamp": "1700000000", "room_id": "demo",
        "room_session_id": 4_443_515_903_608_307_334_u64,
    });
    assert_eq!((ran.code, &json["fields"]), (0, &fields), "{json}");
    assert!(ran.stdout.contains("4443515903608307334"), "every digit is kept");
    assert_eq!(
        (&json["product"], &json["event"], &json["app_id"]),
        (&"rtc".into(), &"room_create".into(), &1_234_567_890.into())
    );
    let people = verify(&with_secret("s3cret"), &bytes, &[&now]);
    assert!(
        people.stdout.contains("\n  room_id: \"demo\"\n"),
        "{}",
        people.stdout
    );
    assert!(people.stderr.contains("its body is not"), "{}", people.stderr);
    for ran in [ran, people] {
        assert!(!ran.all().contains(nonce) && !ran.all().contains(text(&stamp, "signature")));
    }
}

#[test]
fn a_body_that_is_none_is_refused_whatever_the_secret() {
    for case in vectors("unreadable") {
        let Some(body) = case["body"].as_str() else {
            continue;
        };
        let json = verify(&with_secret("s3cret"), body.as_bytes(), &["--json"]).json();
        assert_eq!(
            (&json["kind"], &json["field"]),
            (&case["error"], &case["field"]),
            "{case}"
        );
    }
    let json = verify(&with_secret("s3cret"), &vec![b' '; 300_000], &["--json"]).json();
    assert_eq!(
        (&json["field"], &json["problem"]),
        (&"body".into(), &"too_large".into())
    );
}

#[test]
fn files_and_environment() {
    let case = &vectors("checked")[0];
    let body = file(
        "callback.json",
        &body(
            text(case, "timestamp"),
            text(case, "nonce"),
            text(case, "signature"),
        ),
    );
    let now = format!("--now={}", case["now"]);
    let args = ["callback", "verify", body.to_str().unwrap(), &now, "--json"];
    assert_eq!(with_secret("s3cret").run(&args).code, 0);
    let product = [&args[..], &["--product", "zim"]].concat();
    assert_eq!(with_secret("s3cret").run(&product).json()["product"], "zim");
    for zegoapi in [Zegoapi::bare(), with_secret(""), with_secret("s3cret\n")] {
        let ran = zegoapi.run(&args);
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"callback_secret".into()));
        assert!(ran.json()["advice"].as_str().unwrap().contains("CallbackSecret"));
        assert_eq!(zegoapi.run(&["callback", "sign"]).code, 2);
    }
    let ran = with_secret("s3cret").run(&["callback", "verify", "/does/not/exist", "--json"]);
    assert!(
        ran.json()["message"].as_str().unwrap().contains("no such file"),
        "{}",
        ran.stdout
    );
    for window in ["--window=0", "--window=90000"] {
        let ran = with_secret("s3cret").run(&[&args[..], &[window]].concat());
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"window".into()));
    }
}
