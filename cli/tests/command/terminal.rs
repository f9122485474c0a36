//! What reaches a terminal cannot act on it, and an output that ends early is no disaster.

use crate::support::{CONTENT, Zegoapi, send, send_to_u1, simulator};
use std::process::Stdio;
use zegoapi_simulator::{Fault, FaultKind};

fn assert_tame(text: &str) {
    let wild = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!text.contains(wild), "{text:?}");
}

#[test]
fn ids_and_server_text_are_escaped() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    let hostile = "\u{1b}[2J\r\u{9b}31m\u{202e}x";
    for args in [&[][..], &["--json"]] {
        // A failed user's id.
        let ran = zegoapi.run(&[&send(&["--to", hostile, "--content", CONTENT])[..], args].concat());
        assert_eq!(ran.code, 6);
        assert!(ran.stdout.contains("31m"), "{}", ran.stdout);
        assert_tame(&ran.all());
        // The server's message.
        let kind = FaultKind::Code {
            code: 2,
            message: Some(hostile.to_owned()),
            status: 200,
        };
        sim.fail_next(Fault::from(kind), 1);
        let ran = zegoapi.run(&send_to_u1(args));
        assert_eq!(ran.code, 3);
        assert!(ran.all().contains("31m"), "{}", ran.all());
        assert_tame(&ran.all());
        // An argument.
        let ran = zegoapi.run(&[&["send", "--timeout", hostile][..], args].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.all().contains("31m"), "{}", ran.all());
        assert_tame(&ran.all());
    }
    let json = zegoapi
        .run(&send(&["--json", "--to", hostile, "--content", CONTENT]))
        .json();
    assert_eq!(
        json["fail_users"][0]["uid"], hostile,
        "the same text, once it is read"
    );
}

#[test]
fn a_reader_that_leaves_is_no_panic_and_changes_nothing() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    for (args, code) in [
        (vec!["explain", "--all"], 0),
        (send_to_u1(&[]), 0),
        (send(&["--to", "away", "--content", CONTENT]), 6),
        (vec!["send", "--json"], 2),
        (vec!["--help"], 0),
        (vec!["doctor"], 0),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = zegoapi.command(&args).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
    assert_eq!(sim.counters().acted_on(CONTENT), 2);
    // Standard error, too.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = zegoapi
        .command(&["explain", "99"])
        .stderr(writer)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_is_lost_is_internal_trouble() {
    let sim = simulator();
    let full = || Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap());
    let zegoapi = Zegoapi::over_http(&sim);
    for (args, would_be) in [
        (send_to_u1(&[]), 0),
        (send(&["--json", "--to", "away", "--content", CONTENT]), 6),
        (vec!["explain", "104"], 0),
    ] {
        let output = zegoapi.command(&args).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with("error: cannot write output: "), "{stderr}");
        assert!(
            stderr.contains(&format!("would have been {would_be}")),
            "{stderr}"
        );
    }
}
