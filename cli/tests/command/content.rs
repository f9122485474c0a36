//! Content from files and from standard input: byte for byte, or not at all.

use crate::support::{Ran, Zegoapi, file, send, simulator};
use zegoapi_simulator::Simulator;

fn from_file(sim: &Simulator, content: &[u8]) -> Ran {
    let file = file("content", content);
    Zegoapi::over_http(sim).run(&send(&[
        "--json",
        "--everyone",
        "--content-file",
        file.to_str().unwrap(),
    ]))
}

fn from_stdin(sim: &Simulator, content: impl IntoIterator<Item = Vec<u8>> + Send) -> Ran {
    Zegoapi::over_http(sim).run_with_stdin(&send(&["--json", "--everyone", "--content-file", "-"]), content)
}

#[test]
fn is_sent_byte_for_byte() {
    let sim = simulator();
    for content in ["one\n", " \r\n", "\u{feff}推送\n\n", "a+b%20&c=d#e", "a\0b"] {
        sim.reset_counters();
        assert_eq!(from_file(&sim, content.as_bytes()).code, 0);
        assert_eq!(from_stdin(&sim, [content.as_bytes().to_vec()]).code, 0);
        assert_eq!(sim.counters().received("u1", content), 2, "{content:?}");
    }
}

#[test]
fn exactly_the_limit_fits() {
    let sim = simulator();
    assert_eq!(from_file(&sim, &[b'x'; 1024]).code, 0);
    let json = from_file(&sim, &[b'x'; 1025]).json();
    assert_eq!(
        (&json["field"], &json["limit"], &json["size"]),
        (&"content".into(), &1024.into(), &1025.into())
    );
    assert_eq!(sim.counters().calls, 1);
}

#[test]
fn what_is_no_utf8_is_refused() {
    let sim = simulator();
    for ran in [
        from_file(&sim, b"a\xff"),
        from_stdin(&sim, [b"\xe6\x8e".to_vec()]),
    ] {
        assert_eq!(ran.code, 2);
        let json = ran.json();
        assert_eq!(
            (&json["field"], &json["problem"], &json["size"]),
            (&"content".into(), &"malformed".into(), &2.into())
        );
    }
    assert_eq!(sim.counters().calls, 0);
}

#[test]
fn no_more_is_read_than_is_needed() {
    let sim = simulator();
    // 10 GB, of a character that is cut in two wherever the reading stops.
    let endless = std::iter::repeat_n("推".repeat(1 << 16).into_bytes(), 50_000);
    let ran = from_stdin(&sim, endless);
    assert_eq!(ran.code, 2);
    let json = ran.json();
    assert_eq!(
        (&json["field"], &json["problem"]),
        (&"content".into(), &"too_large".into())
    );
    assert!(json["size"].as_u64().unwrap() < 1 << 20, "{json}");
    assert_eq!(sim.counters().calls, 0);
}

#[test]
fn nothing_is_not_a_message() {
    let sim = simulator();
    let json = from_stdin(&sim, []).json();
    assert_eq!((&json["field"], &json["size"]), (&"content".into(), &0.into()));
}

#[test]
fn files_that_cannot_be_read() {
    let sim = simulator();
    for (file, why) in [("/does/not/exist", "no such file"), ("/", "directory")] {
        let ran = Zegoapi::over_http(&sim).run(&send(&["--json", "--everyone", "--content-file", file]));
        assert_eq!(ran.code, 2);
        let json = ran.json();
        assert_eq!(json["field"], "content_file");
        assert!(json["message"].as_str().unwrap().contains(why), "{json}");
    }
}
