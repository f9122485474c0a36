//! `token`: the vectors that every language runs, through the command; and what it says of a text that is no token.

use crate::support::{Ran, Zegoapi};
use serde_json::Value;

fn vectors(list: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../../../tests/vectors/tokens.json")).unwrap();
    all[list].as_array().unwrap().clone()
}

/// The environment of a case, where an AppId that it does not name is 12345.
fn of(case: &Value) -> Zegoapi {
    let app_id = case["app_id"].as_u64().unwrap_or(12345).to_string();
    Zegoapi::bare()
        .env("ZEGO_APP_ID", app_id)
        .env("ZEGO_SERVER_SECRET", text(case, "server_secret"))
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_else(|| panic!("{name}: {case}"))
}

/// The arguments that make the token of a case.
fn make(case: &Value) -> Vec<String> {
    let mut args = vec!["token".to_owned(), "make".to_owned()];
    let mut option = |name: &str, value: &str| args.push(format!("--{name}={value}"));
    option("user", text(case, "user_id"));
    option("valid-for", &case["valid_for_s"].to_string());
    option("now", &case["now"].to_string());
    if let Some(iv) = case["iv_hex"].as_str() {
        option("iv", iv);
        option("nonce", &case["nonce"].to_string());
    }
    if let Some(room) = case["room_id"].as_str() {
        option("room", room);
    }
    for stream in case["stream_id_list"].as_array().into_iter().flatten() {
        option("stream", stream.as_str().unwrap());
    }
    if case["stream_id_list"].is_array() {
        args.push("--allow-publish".to_owned());
    } else if let Some(payload) = case["payload"].as_str().filter(|payload| !payload.is_empty()) {
        args.push(format!("--payload={payload}"));
    }
    args
}

fn run(zegoapi: &Zegoapi, args: &[String], more: &[&str]) -> Ran {
    let args: Vec<&str> = args
        .iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect();
    zegoapi.run(&args)
}

#[test]
fn made_to_the_byte() {
    let mut made = 0;
    for case in vectors("made") {
        // Learned of a server, privileges that have options of their own, and what no argument can hold.
        let with_nul = ["user_id", "payload"]
            .iter()
            .any(|name| text(&case, name).contains('\0'));
        if case["clock_offset_s"] != 0 || !case["privileges"].is_null() || with_nul {
            continue;
        }
        made += 1;
        let ran = run(&of(&case), &make(&case), &[]);
        assert_eq!(ran.code, 0, "{case}: {}", ran.stderr);
        assert_eq!(ran.stdout.trim_end(), text(&case, "token"), "{case}");
        assert!(ran.stderr.starts_with("note: it ends at "), "{}", ran.stderr);
        let json = run(&of(&case), &make(&case), &["--json"]).json();
        assert_eq!((&json["ok"], &json["token"]), (&true.into(), &case["token"]));
        let expire = case["now"].as_i64().unwrap() + case["valid_for_s"].as_i64().unwrap();
        assert_eq!(json["expire"], expire);
    }
    assert!(made >= 6, "{made}");
}

#[test]
fn privileges_are_as_asked_for() {
    let zegoapi = of(&vectors("made")[0]);
    for (options, payload) in [
        (
            &["--room=demo", "--allow-login"][..],
            r#"{"room_id":"demo","privilege":{"1":1,"2":0},"stream_id_list":null}"#,
        ),
        (
            &[
                "--any-room",
                "--allow-login",
                "--allow-publish",
                "--stream=s1",
                "--stream=s2",
            ],
            r#"{"room_id":"","privilege":{"1":1,"2":1},"stream_id_list":["s1","s2"]}"#,
        ),
        (&[], ""),
    ] {
        let made = zegoapi.run(&[&["token", "make", "--user=u", "--valid-for=60"], options].concat());
        assert_eq!(made.code, 0, "{}", made.stderr);
        let opened = zegoapi.run_with_stdin(&["token", "open", "--json"], [made.stdout.into_bytes()]);
        let json = opened.json();
        let expected: Value = serde_json::from_str(payload).unwrap_or(Value::Null);
        let said: Value = serde_json::from_str(text(&json, "payload")).unwrap_or(Value::Null);
        assert_eq!(said, expected, "{json}");
        assert_eq!(json["privileges"].is_object(), !payload.is_empty());
    }
    // Nobody says for which room.
    let ran = zegoapi.run(&[
        "token",
        "make",
        "--user=u",
        "--valid-for=60",
        "--allow-login",
        "--json",
    ]);
    assert_eq!((ran.code, &ran.json()["problem"]), (2, &"usage".into()));
}

#[test]
fn no_two_tokens_are_alike() {
    let zegoapi = of(&vectors("made")[0]);
    let make = || {
        zegoapi
            .run(&["token", "make", "--user=u", "--valid-for=60"])
            .stdout
    };
    assert_ne!(make(), make());
}

#[test]
fn what_cannot_be_made_is_refused_by_its_field() {
    let cases = vectors("refused");
    let mut refused = 0;
    for case in &cases {
        // The command has no list that is there and empty.
        if case["stream_id_list"].as_array().is_some_and(Vec::is_empty) {
            continue;
        }
        refused += 1;
        let ran = run(&of(case), &make(case), &["--json"]);
        let json = ran.json();
        assert_eq!(
            (ran.code, &json["kind"]),
            (2, &"InvalidInput".into()),
            "{case}: {json}"
        );
        assert_eq!(json["applied"], "no");
        for name in ["field", "problem", "limit", "index"] {
            assert_eq!(
                json.get(name).unwrap_or(&Value::Null),
                &case[name],
                "{name} of {case}: {json}"
            );
        }
    }
    assert_eq!(refused, cases.len() - 1);
}

#[test]
fn opened_and_explained() {
    for case in vectors("opened") {
        let zegoapi = of(&case);
        let open = ["token", "open", text(&case, "token")];
        let ran = zegoapi.run(&[&open[..], &["--json"]].concat());
        let json = ran.json();
        let contents = &case["contents"];
        assert_eq!(ran.code, 0, "{case}: {json}");
        for name in ["app_id", "user_id", "ctime", "expire", "payload"] {
            assert_eq!(json[name], contents[name], "{name} of {case}");
        }
        assert_eq!(json["is_of"], case["is_of"]);
        for judged in case["validity"].as_array().unwrap() {
            let (now, leeway) = (format!("--now={}", judged[0]), format!("--leeway={}", judged[1]));
            let json = zegoapi
                .run(&[&open[..], &["--json", &now, &leeway]].concat())
                .json();
            assert_eq!(json["validity"], judged[2], "{judged}");
            let ran = zegoapi.run(&[&open[..], &[&*now, &*leeway]].concat());
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{judged}");
        }
    }
}

#[test]
fn people_read_what_it_says() {
    let case = &vectors("made")[1];
    let token = text(case, "token").to_owned() + "\r\n";
    let open = ["token", "open", "--now=1619769796"];
    let ran = of(case).run_with_stdin(&open, [token.clone().into_bytes()]);
    let expected = "\
user:        user1
AppId:       1234567890 (that of ZEGO_APP_ID)
made:        1619769776 (Fri, 30 Apr 2021 08:02:56 GMT)
ends:        1619773376 (Fri, 30 Apr 2021 09:02:56 GMT), made for 60 min
validity:    valid for 59 min more
room:        demo
log in:      yes
publish:     no
streams:     every stream
";
    assert_eq!((ran.code, &*ran.stdout, &*ran.stderr), (0, expected, ""));
    assert!(!ran.all().contains(token.trim_end()));
    // Of another application, and over.
    let other = of(case).env("ZEGO_APP_ID", "7");
    let ran = other.run_with_stdin(&["token", "open", "-"], [token.into_bytes()]);
    assert!(ran.stdout.contains("another than ZEGO_APP_ID"), "{}", ran.stdout);
    assert!(ran.stdout.contains("validity:    expired "), "{}", ran.stdout);
}

#[test]
fn each_mistake_has_its_name() {
    for case in vectors("mistakes") {
        for more in [&["--json"][..], &[]] {
            let ran = of(&case).run(&[&["token", "open", text(&case, "text")], more].concat());
            assert_eq!(ran.code, 2, "{case}");
            if more.is_empty() {
                assert!(
                    ran.stdout.is_empty() && ran.stderr.starts_with("error: "),
                    "{}",
                    ran.all()
                );
            } else {
                assert_eq!(ran.json()["kind"], case["error"], "{case}");
            }
            // A text of some length is not repeated.
            let shown = text(&case, "text").len() > 8 && ran.all().contains(text(&case, "text"));
            assert!(!shown, "{}", ran.all());
        }
    }
}

#[test]
fn the_outer_form_needs_no_secret_and_the_rest_does() {
    let ran = Zegoapi::bare().run(&["token", "open", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "--json"]);
    assert_eq!((ran.code, &ran.json()["kind"]), (2, &"Jwt".into()));
    let case = &vectors("made")[0];
    let open = ["token", "open", text(case, "token"), "--json"];
    let ran = of(case).without("ZEGO_SERVER_SECRET").run(&open);
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"server_secret".into()));
    for args in [
        &["token"][..],
        &["token", "make", "--user=u"],
        &["token", "make", "--user=u", "--valid-for=60", "--iv=00"],
        &[
            "token",
            "make",
            "--user=u",
            "--valid-for=60",
            "--room=r",
            "--payload={}",
        ],
        &["token", "make", "--user=u", "--valid-for=60", "--secret=s"],
    ] {
        assert_eq!(of(case).run(args).code, 2, "{args:?}");
    }
}
