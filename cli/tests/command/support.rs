//! Runs the command in an environment of its own, and holds each run to what no run may print.

use serde_json::Value;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, thread};
use zegoapi_simulator::{Config, Simulator};

/// A content that is seen at once wherever it leaks to.
pub(crate) const CONTENT: &str = "zq-very-private-gift-zq";

/// How a run ended, and what it printed.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// The one JSON object that `--json` prints; nothing else may be printed.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.stderr, "", "beside JSON, nothing");
        assert_eq!(self.stdout.lines().count(), 1, "one line: {}", self.stdout);
        let object: Value = serde_json::from_str(&self.stdout).unwrap();
        assert!(object.is_object());
        object
    }

    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// The command, with its environment.
pub(crate) struct Zegoapi {
    environment: Vec<(&'static str, OsString)>,
    secret: String,
}

impl Zegoapi {
    /// With the simulator's credentials and address, over plain HTTP.
    pub(crate) fn over_http(sim: &Simulator) -> Self {
        Self::bare()
            .env("ZEGO_APP_ID", sim.app_id().to_string())
            .env("ZEGO_SERVER_SECRET", sim.server_secret())
            .env("ZEGO_BASE_URL", sim.http_url())
    }

    /// With the simulator's credentials and address, over TLS.
    pub(crate) fn over_tls(sim: &Simulator) -> Self {
        Self::over_http(sim)
            .env("ZEGO_BASE_URL", sim.https_url())
            .env("ZEGO_CA_FILE", file("ca.pem", sim.ca_pem().as_bytes()))
    }

    /// Without credentials, and without an address.
    pub(crate) fn bare() -> Self {
        Self {
            environment: Vec::new(),
            secret: String::new(),
        }
    }

    /// Sets an environment variable, in place of what was set before.
    pub(crate) fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        let value = value.into();
        if name.ends_with("_SECRET") {
            self.secret = value.to_string_lossy().into_owned();
        }
        self.environment.retain(|(known, _)| *known != name);
        self.environment.push((name, value));
        self
    }

    /// Takes an environment variable away.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.environment.retain(|(known, _)| *known != name);
        self
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zegoapi"));
        command.args(args).env_clear().envs(self.environment.clone());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs, and checks that nothing secret was printed.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_with_stdin(args, Vec::new())
    }

    pub(crate) fn run_with_stdin(
        &self,
        args: &[&str],
        input: impl IntoIterator<Item = Vec<u8>> + Send,
    ) -> Ran {
        let ran = self.run_unchecked(args, input);
        self.assert_nothing_leaked(&ran);
        ran
    }

    /// Runs a command whose purpose is to print a signature. Input may be more than the command reads.
    pub(crate) fn run_unchecked(
        &self,
        args: &[&str],
        input: impl IntoIterator<Item = Vec<u8>> + Send,
    ) -> Ran {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        thread::scope(|scope| {
            scope.spawn(move || {
                // A command that has read enough closes its end.
                input
                    .into_iter()
                    .try_for_each(|piece| stdin.write_all(&piece))
                    .ok()
            });
            let mut text = String::new();
            stdout.read_to_string(&mut text).unwrap();
            let output = child.wait_with_output().unwrap();
            Ran {
                code: output.status.code().expect("no signal"),
                stdout: text,
                stderr: String::from_utf8(output.stderr).unwrap(),
            }
        })
    }

    fn assert_nothing_leaked(&self, ran: &Ran) {
        let all = ran.all();
        assert!(
            self.secret.is_empty() || !all.contains(&self.secret),
            "secret: {all}"
        );
        assert!(!all.contains("zq-"), "content: {all}");
        assert!(!all.contains("SignatureNonce="), "URL: {all}");
        let hex = |run: &str| run.len() >= 16 && run.bytes().any(|b| b.is_ascii_lowercase());
        let mut runs = all.split(|c: char| !matches!(c, '0'..='9' | 'a'..='f'));
        assert!(!runs.any(hex), "nonce or signature: {all}");
    }
}

/// A simulator with `u1` and `u2` in `room1`.
pub(crate) fn simulator() -> Simulator {
    let sim = Simulator::start(Config::default()).unwrap();
    sim.login("room1", "u1");
    sim.login("room1", "u2");
    sim
}

/// A new file with this content.
pub(crate) fn file(name: &str, content: &[u8]) -> PathBuf {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let number = FILES.fetch_add(1, Ordering::Relaxed);
    let path =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}-{name}", std::process::id()));
    fs::write(&path, content).unwrap();
    path
}

/// `send` from `server` into `room1`, with these further arguments.
pub(crate) fn send<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["send", "--room", "room1", "--from", "server"], more].concat()
}

/// The same to `u1`, with a content that must not leak.
pub(crate) fn send_to_u1<'a>(more: &[&'a str]) -> Vec<&'a str> {
    send(&[&["--to", "u1", "--content", CONTENT], more].concat())
}

/// Sends a signal by its name.
pub(crate) fn signal(child: &Child, name: &str) {
    let kill = Command::new("kill")
        .arg(format!("-{name}"))
        .arg(child.id().to_string())
        .status();
    assert!(kill.unwrap().success());
}

/// Waits for the end.
pub(crate) fn end(child: Child) -> Ran {
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().expect("no signal ended it"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
