//! `explain`: every published code in every scope, every word, and a helpful no to anything else.

use crate::support::{Ran, Zegoapi};
use serde_json::Value;

fn explain(args: &[&str]) -> Ran {
    Zegoapi::bare().run(&[&["explain"], args].concat())
}

/// The vendor's tables, as the vectors that every language runs have them.
fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/codes.json")).unwrap()
}

fn list<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json[name].as_array().unwrap_or_else(|| panic!("{json}"))
}

fn scopes(json: &Value) -> Vec<&str> {
    let scopes = list(json, "codes").iter();
    scopes.map(|entry| entry["scope"].as_str().unwrap()).collect()
}

#[test]
fn a_number_is_explained_in_every_scope_that_has_it() {
    for case in list(&vectors(), "explain") {
        let code = case["code"].to_string();
        let expected: Vec<&str> = list(case, "scopes").iter().map(|s| s.as_str().unwrap()).collect();
        let ran = explain(&[&code, "--json"]);
        let json = ran.json();
        if expected.is_empty() {
            assert_eq!((ran.code, &json["field"]), (2, &"what".into()), "{code}");
        } else {
            assert_eq!((ran.code, scopes(&json)), (0, expected), "{code}");
        }
    }
}

#[test]
fn a_scope_narrows_it_to_what_its_actions_mean() {
    let json = explain(&["3", "--scope", "media-files", "--json"]).json();
    assert_eq!(
        (scopes(&json), &json["codes"][0]["kind"]),
        (vec!["media-files"], &"auth".into())
    );
    // The gateway is passed by every action.
    let json = explain(&["100000005", "--scope", "scene", "--json"]).json();
    assert_eq!(scopes(&json), ["gateway"]);
    assert_eq!(explain(&["3", "--scope", "scene"]).code, 2);
    let ran = explain(&["3", "--scope", "rooms", "--json"]);
    assert_eq!((ran.code, &ran.json()["problem"]), (2, &"usage".into()));
}

#[test]
fn for_people() {
    let ran = explain(&["50003"]);
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    for part in [
        "50003",
        "room",
        "absent",
        "the user is not online",
        "check that the user is online",
        "no",
    ] {
        assert!(ran.stdout.contains(part), "{}", ran.stdout);
    }
    let ran = explain(&["code", "206"]);
    assert!(ran.stdout.contains("limited by: "), "{}", ran.stdout);
    // One paragraph for each scope.
    assert_eq!(explain(&["3"]).stdout.matches("scope:").count(), 3);
}

#[test]
fn all_of_them() {
    let vectors = vectors();
    let published = list(&vectors, "codes");
    let json = explain(&["--all", "--json"]).json();
    let listed = list(&json, "codes");
    assert!(listed.len() > 100);
    assert_eq!(listed.len(), published.len());
    for (entry, case) in listed.iter().zip(published) {
        for name in ["scope", "code", "kind", "retryable", "limited_by"] {
            assert_eq!(entry.get(name), case.get(name), "{case}");
        }
        for text in ["meaning", "advice"] {
            assert!(entry[text].as_str().unwrap().len() > 5, "{entry}");
        }
    }
    let ran = explain(&["--all"]);
    assert_eq!(ran.stdout.lines().count(), published.len());
    for (line, case) in ran.stdout.lines().zip(published) {
        let words: Vec<_> = line.split_whitespace().collect();
        let expected = [
            &*case["code"].to_string(),
            case["scope"].as_str().unwrap(),
            case["kind"].as_str().unwrap(),
        ];
        assert_eq!(words[..3], expected);
    }
    let one = explain(&["--all", "--scope", "scene", "--json"]).json();
    assert!(!scopes(&one).is_empty() && scopes(&one).iter().all(|scope| *scope == "scene"));
}

#[test]
fn words_under_all_their_names() {
    for name in [
        "unknown",
        "Unknown",
        "UnknownOutcome",
        "UnknownOutcomeError",
        "ZEGOAPI_UNKNOWN",
    ] {
        let ran = explain(&[name, "--json"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.all());
        let json = ran.json();
        let word = &list(&json, "words")[0];
        assert_eq!(
            (&word["name"], &word["exit_code"]),
            (&"unknown".into(), &5.into())
        );
        assert_eq!(
            (&word["error_kind"], &word["applied"]),
            (&"Unknown".into(), &"unknown".into())
        );
        assert!(
            word["advice"].as_str().unwrap().contains("id of your own"),
            "{word}"
        );
    }
    let json = explain(&["dns", "--json"]).json();
    let word = &json["words"][0];
    assert_eq!(
        (&word["applied"], &word["retryable"]),
        (&"no".into(), &true.into())
    );
    assert!(
        word["meaning"]
            .as_str()
            .unwrap()
            .contains("could not be resolved"),
        "{word}"
    );
    // A word of two causes is explained twice.
    let json = explain(&["timeout", "--json"]).json();
    assert_eq!(list(&json, "words").len(), 2);
    for name in [
        "too_large",
        "TooLarge",
        "rate_limit",
        "not_tried",
        "limited",
        "Api",
        "refused",
        "bad reply",
    ] {
        let ran = explain(&[name]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}");
        assert!(ran.stdout.starts_with("word:       "), "{}", ran.stdout);
    }
}

#[test]
fn exit_codes() {
    for (exit, word) in [
        (0, "accepted"),
        (2, "invalid_input"),
        (3, "refused"),
        (4, "not_sent"),
        (6, "fail_users"),
    ] {
        for words in [format!("exit {exit}"), format!("exit code {exit}")] {
            let words: Vec<&str> = words.split(' ').chain(["--json"]).collect();
            assert_eq!(explain(&words).json()["words"][0]["name"], word);
        }
    }
    let json = explain(&["exit", "5", "--json"]).json();
    let words: Vec<&Value> = list(&json, "words").iter().map(|word| &word["name"]).collect();
    assert_eq!(words, ["unknown", "bad_reply"]);
    assert_eq!(explain(&["exit", "7"]).code, 2);
    // The list stands in the help, too.
    let help = explain(&["--help"]).stdout;
    for outcome in [
        "accepted",
        "refused",
        "not_sent",
        "unknown",
        "bad_reply",
        "invalid_input",
    ] {
        assert!(help.contains(&format!("\n  {outcome} ")), "{help}");
    }
}

#[test]
fn anything_else() {
    for code in ["424242", "0", "-1", "9223372036854775807"] {
        let ran = explain(&[code]);
        assert_eq!((ran.code, &*ran.stdout), (2, ""));
        assert!(ran.stderr.contains(code), "{}", ran.stderr);
        let ran = explain(&[code, "--json"]);
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"what".into()));
    }
    assert!(explain(&["424242"]).stderr.contains("--all"));
    for args in [&[][..], &["104", "--all"], &["9223372036854775808"]] {
        assert_eq!(explain(args).code, 2, "{args:?}");
    }
    // `run` sees to it that the text is not repeated.
    let ran = explain(&["zq-nonsense"]);
    assert_eq!(ran.code, 2);
    for name in ["InvalidInput", "not_sent", "dns", "too_large"] {
        assert!(ran.stderr.contains(name), "{}", ran.stderr);
    }
}
