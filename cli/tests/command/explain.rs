//! `explain`: every published code, and a helpful no to any other.

use crate::support::{Ran, Zegoapi};

/// Family, code and kind of every code that the vendor publishes.
const PUBLISHED: &str = include_str!("return_codes.txt");

fn explain(args: &[&str]) -> Ran {
    Zegoapi::bare().run(&[&["explain"], args].concat())
}

fn published() -> Vec<(&'static str, &'static str, &'static str)> {
    let rows = PUBLISHED.lines().map(|row| {
        let mut words = row.split(' ');
        (
            words.next().unwrap(),
            words.next().unwrap(),
            words.next().unwrap(),
        )
    });
    rows.collect()
}

#[test]
fn every_published_code() {
    assert_eq!(published().len(), 45);
    for (family, code, kind) in published() {
        let ran = explain(&[code, "--json"]);
        assert_eq!(ran.code, 0);
        let json = ran.json();
        let [entry] = json["codes"].as_array().unwrap().as_slice() else {
            panic!("{json}")
        };
        assert_eq!(json["ok"], true);
        assert_eq!(
            (&entry["family"], &entry["kind"]),
            (&family.into(), &kind.into()),
            "{code}"
        );
        assert_eq!(entry["code"].to_string(), code);
        let retryable = matches!(kind, "clock" | "limited" | "transient");
        assert_eq!(entry["retryable"], retryable, "{code}");
        for text in ["meaning", "advice"] {
            assert!(entry[text].as_str().unwrap().len() > 5, "{entry}");
        }
    }
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
}

#[test]
fn all_of_them() {
    let json = explain(&["--all", "--json"]).json();
    let listed: Vec<_> = json["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["code"].to_string())
        .collect();
    let expected: Vec<_> = published()
        .iter()
        .map(|(_, code, _)| (*code).to_owned())
        .collect();
    assert_eq!(listed, expected);
    let ran = explain(&["--all"]);
    assert_eq!(ran.stdout.lines().count(), expected.len());
    for (line, (family, code, kind)) in ran.stdout.lines().zip(published()) {
        let words: Vec<_> = line.split_whitespace().collect();
        assert_eq!(words[..3], [code, family, kind]);
    }
}

#[test]
fn any_other_code() {
    for code in ["424242", "0", "-1", "2147483647"] {
        let ran = explain(&[code]);
        assert_eq!((ran.code, &*ran.stdout), (2, ""));
        assert!(ran.stderr.contains(code), "{}", ran.stderr);
        let ran = explain(&[code, "--json"]);
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"code".into()));
    }
    assert!(explain(&["424242"]).stderr.contains("--all"));
    for args in [&[][..], &["abc"], &["2147483648"], &["104", "--all"]] {
        assert_eq!(explain(args).code, 2, "{args:?}");
    }
}
