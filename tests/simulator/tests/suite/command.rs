//! The simulator as a command: what it prints, and that it ends when it should.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{get, post};

/// A started command, which is killed should a test fail.
struct Running {
    child: Child,
    ready: Value,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    fn url(&self, name: &str) -> &str {
        self.ready[name].as_str().expect("a URL")
    }

    fn ends_within(&mut self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.success();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zegoapi-simulator"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

fn start(args: &[&str]) -> Running {
    let mut child = command(args).spawn().expect("the command");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().expect("its output"))
        .read_line(&mut line)
        .expect("a line");
    Running {
        child,
        ready: serde_json::from_str(&line).expect("a line of JSON"),
    }
}

#[test]
fn it_says_where_it_is_and_ends_with_its_standard_input() {
    let ca = std::env::temp_dir().join(format!("zegoapi-simulator-{}.pem", std::process::id()));
    let ca_text = ca.to_str().expect("a path of text");
    let mut running = start(&[
        "--app-id",
        "42",
        "--server-secret",
        "made-up",
        "--room",
        "r=a,b",
        "--room",
        "r=c",
        "--rate",
        "1",
        "--action-rate",
        "KickoutUser=7",
        "--capacity",
        "9",
        "--answer-delay-ms",
        "3",
        "--callback-url",
        "http://127.0.0.1:1/all?a=b",
        "--callback-url",
        "room_login=http://127.0.0.1:1/login",
        "--callback-secret",
        "made-up too",
        "--callback-retry-waits-ms",
        "1,2",
        "--ca-out",
        ca_text,
        "--until-stdin-closes",
    ]);
    assert_eq!(
        (&running.ready["app_id"], &running.ready["server_secret"]),
        (&42.into(), &"made-up".into())
    );
    assert_eq!(running.ready["ca_file"], ca_text);
    assert!(running.url("https_url").starts_with("https://localhost:"));
    let pem = std::fs::read_to_string(&ca).expect("the authority's file");
    assert_eq!(get(running.url("admin_url"), "/ca").text(), pem);
    std::fs::remove_file(&ca).expect("to tidy up");
    let rooms = get(running.url("admin_url"), "/rooms").json();
    assert_eq!(rooms["r"], serde_json::json!(["a", "b", "c"]));
    assert_eq!(
        get(running.url("admin_url"), "/limits").json()["calls_per_second"],
        1
    );
    let limits = get(running.url("admin_url"), "/limits").json();
    assert_eq!(limits["actions"]["KickoutUser"]["calls_per_second"], 7);
    let settings = get(running.url("admin_url"), "/settings").json();
    assert_eq!(
        (&settings["capacity"], &settings["answer_delay_ms"]),
        (&9.into(), &3.into())
    );
    let callbacks = get(running.url("admin_url"), "/callbacks").json();
    assert_eq!(callbacks["url"], "http://127.0.0.1:1/all?a=b");
    assert_eq!(callbacks["urls"]["room_login"], "http://127.0.0.1:1/login");
    assert_eq!(callbacks["retry_waits_ms"], serde_json::json!([1, 2]));
    assert_eq!(callbacks["secret"], "made-up too");
    assert_eq!(running.ready["callback_secret"], "made-up too");
    assert_eq!(get(running.url("http_url"), "/?AppId=42").code(), 100_000_002);
    assert_eq!(
        post(
            running.url("admin_url"),
            "/login",
            &serde_json::json!({"room_id": "x", "user_id": "y"})
        )
        .status,
        200
    );
    assert!(
        running.child.try_wait().expect("a child").is_none(),
        "still there"
    );
    drop(running.child.stdin.take());
    assert!(running.ends_within(Duration::from_secs(3)));
    let mut rest = String::new();
    running
        .child
        .stdout
        .as_mut()
        .expect("its output")
        .read_to_string(&mut rest)
        .expect("text");
    assert_eq!(rest, "", "one line and no more");
}

#[cfg(unix)]
#[test]
fn it_ends_with_a_signal_even_while_standard_input_is_open() {
    for (signal, args) in [("-TERM", [].as_slice()), ("-INT", &["--until-stdin-closes"])] {
        let mut running = start(args);
        let id = running.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .expect("kill")
                .success()
        );
        assert!(running.ends_within(Duration::from_secs(3)), "{signal}");
    }
}

#[test]
fn it_outlives_its_standard_input_unless_asked() {
    let mut running = start(&[]);
    drop(running.child.stdin.take());
    assert!(!running.ends_within(Duration::from_millis(500)));
    assert_eq!(get(running.url("admin_url"), "/health").status, 200);
}

#[test]
fn wrong_arguments_are_refused() {
    for args in [
        ["--room", "r"],
        ["--room", "r="],
        ["--room", "=u"],
        ["--app-id", "0"],
        ["--http-port", "70000"],
        ["--action-rate", "CloseRooms=1"],
        ["--action-rate", "CloseRoom"],
        ["--callback-url", "room_logn=http://127.0.0.1/"],
        ["--callback-url", "nowhere"],
        ["--callback-retry-waits-ms", "1,x"],
    ] {
        let mut child = command(&args).stderr(Stdio::null()).spawn().expect("the command");
        assert_eq!(child.wait().expect("an end").code(), Some(2), "{args:?}");
    }
}
