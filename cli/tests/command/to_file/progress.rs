//! What is seen while it runs: lines where nobody watches, a bar on a terminal, and for programs nothing.

use super::stage::{Stage, crowd};
use std::process::Command;
use std::time::Instant;

/// 100 calls of 50 ms, 2 at once: two seconds and a half.
fn slow() -> Stage {
    crowd(1000, 50)
}

#[test]
fn lines_when_it_is_piped() {
    let (stage, begin) = (slow(), Instant::now());
    let ran = stage.run(&["--concurrency", "2"]);
    assert_eq!(ran.code, 0);
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let most = begin.elapsed().as_secs() + 1;
    assert!(
        (2..=most).contains(&(lines.len() as u64)),
        "one a second, and one at the end: {}",
        ran.stderr
    );
    let mut before = 0;
    for line in &lines {
        let rest = line
            .strip_prefix("progress: ")
            .unwrap_or_else(|| panic!("{line}"));
        let (done, total) = rest.split_once(" of ").unwrap();
        let done: u32 = done.parse().unwrap();
        assert!(done >= before && total == "1000", "{line}");
        before = done;
    }
    assert!(lines[0] != lines[lines.len() - 1]);
    assert_eq!(lines[lines.len() - 1], "progress: 1000 of 1000");
    assert!(!ran.all().contains('\u{1b}') && !ran.all().contains('\r'));
}

#[test]
fn a_short_run_has_one_line() {
    let stage = crowd(20, 0);
    stage.sim.logout("room1", "user-7");
    let ran = stage.run(&[]);
    assert_eq!((ran.code, &*ran.stderr), (6, "progress: 20 of 20, 1 failed\n"));
}

#[test]
fn nothing_but_json_for_programs() {
    // `json` holds standard error to be empty.
    assert_eq!(slow().run(&["--json", "--concurrency", "2"]).json()["sent"], 1000);
}

/// Runs on a terminal of its own, and gives what would be seen there.
fn on_a_terminal(stage: &Stage, term: &str, more: &[&str]) -> String {
    let command = stage.zegoapi().command(&stage.args(more));
    let mut python = Command::new("python3");
    let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    python
        .args(["-c", script])
        .arg(command.get_program())
        .args(command.get_args());
    python.envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    let output = python.env("TERM", term).env("COLUMNS", "100").output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_bar_on_a_terminal() {
    let seen = on_a_terminal(&slow(), "xterm", &["--concurrency", "2"]);
    let frames = seen.matches(" of 1,000, ").count();
    assert!(frames >= 3, "{seen:?}");
    assert!(
        seen.contains("[=") && seen.contains("> ") && seen.contains(" a second"),
        "{seen:?}"
    );
    assert!(!seen.contains("progress: ") && !seen.contains("/s "), "{seen:?}");
    // At the end the bar is gone, and the result stands on a line of its own.
    let (_, after) = seen.rsplit_once(" left").unwrap();
    assert!(after.contains("\u{1b}[2K") || after.contains('\r'), "{after:?}");
    assert!(after.contains("sent to 1000 of 1000 users"), "{after:?}");
}

#[test]
fn lines_on_a_terminal_that_cannot_move_its_cursor() {
    let seen = on_a_terminal(&crowd(20, 0), "dumb", &[]);
    assert!(seen.contains("progress: 20 of 20"), "{seen:?}");
    assert!(!seen.contains('\u{1b}'), "{seen:?}");
}

#[test]
fn no_bar_for_programs_on_a_terminal() {
    let seen = on_a_terminal(&crowd(20, 0), "xterm", &["--json"]);
    assert!(
        seen.starts_with("{\"ok\":true") && seen.trim_end().ends_with('}'),
        "{seen:?}"
    );
}
