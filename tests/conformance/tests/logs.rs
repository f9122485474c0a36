//! Protects what may not be logged, at the most talkative level, by this library and by all that it is built on: ureq
//! prints whole URLs there, unless it is never given one. Alone in its program, since there is one logger in each.
//!
//! At that level ureq also dumps every byte that it reads and writes, in rows of hex. The dump of a GET request and of
//! an ordinary answer is held to the same rule here. It cannot be for an answer that repeats the request.

use log::{LevelFilter, Log, Metadata, Record};
use std::net::SocketAddr;
use std::sync::Mutex;
use zegoapi_client::{ActionExt, Client, ClientBuilder, GenericAction};
use zegoapi_conformance::peers::Peer;
use zegoapi_conformance::secrets::{app, assert_clean, before_host, command, simulator, stamp};
use zegoapi_conformance::stage::{PATIENCE, client_of, endpoint};
use zegoapi_simulator::{Fault, FaultKind, Simulator};

/// Keeps every line.
struct Catcher(Mutex<Vec<String>>);

static CATCHER: Catcher = Catcher(Mutex::new(Vec::new()));

impl Log for Catcher {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        let line = format!("{} {} {}", record.level(), record.target(), record.args());
        self.0.lock().unwrap().push(line);
    }

    fn flush(&self) {}
}

impl Catcher {
    /// The lines that were caught since the last time.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

#[test]
fn no_log_line_tells() {
    log::set_logger(&CATCHER).unwrap();
    log::set_max_level(LevelFilter::Trace);
    let sim = simulator();

    let address: SocketAddr = sim.http_url().trim_start_matches("http://").parse().unwrap();
    let between = Peer::between(address);
    drive(&sim, &between.url("http", ""), |builder| builder);
    check("http", &own_nonces_and_signatures(&between.heard()));

    drive(&sim, &sim.https_url(), |builder| builder.ca_pem(sim.ca_pem()));
    check("https", &[]);

    let proxy = Peer::proxy();
    let url = proxy.url("http", &before_host());
    drive(&sim, &sim.https_url(), |builder| {
        builder.ca_pem(sim.ca_pem()).proxy(&url)
    });
    assert!(
        proxy.heard().contains("bWU6b3BlbnNlc2FtZTQy"),
        "the proxy was given the password: {}",
        proxy.heard()
    );
    check("proxy", &[]);

    let client = drive(&sim, &between.url("http", ""), |builder| builder);
    CATCHER.take();
    sim.fail_next(FaultKind::EchoUrl, 1);
    client.send(command()).unwrap_err();
    let mut lines = CATCHER.take();
    lines.retain(|line| !line.starts_with(DUMP));
    for line in &lines {
        assert_clean("echo", line);
    }

    let refusing = Peer::refusing_proxy();
    let client = client_of(app(), &sim.https_url())
        .proxy(&refusing.url("http", &before_host()))
        .build()
        .unwrap();
    client.send(command()).unwrap_err();
    check("refusing proxy", &[]);
}

/// Sends that go well, fail and are tried again; among them one with a nonce and a signature that are known.
fn drive(sim: &Simulator, base_url: &str, with: impl Fn(ClientBuilder) -> ClientBuilder) -> Client {
    let client = with(client_of(app(), base_url)).retries(2).build().unwrap();
    client.send(command()).unwrap();
    sim.fail_next(Fault::code(50013), 1);
    client.send(command()).unwrap();
    for fault in [
        Fault::drop_connection(),
        Fault::html(502),
        Fault::code(2),
        Fault::cut_short(),
    ] {
        sim.fail_next(fault, 1);
        client.send(command()).unwrap_err();
    }
    let body = serde_json::json!({ "TaskId": command().content() }).to_string();
    client
        .send(GenericAction::new_post("StartMix", body).unwrap())
        .unwrap();
    let known = command().prepare(&app(), &endpoint(base_url), &stamp()).unwrap();
    client.transport().exchange(&known, PATIENCE).unwrap();
    client
}

/// The nonces and signatures that really went out.
fn own_nonces_and_signatures(heard: &str) -> Vec<String> {
    let values = heard
        .split(['?', '&', ' '])
        .filter_map(|pair| pair.split_once('='));
    let secret = values.filter(|(name, _)| matches!(*name, "SignatureNonce" | "Signature"));
    let values: Vec<String> = secret.map(|(_, value)| value.to_owned()).collect();
    assert!(values.len() >= 16, "eight requests went out: {heard}");
    values
}

/// What ureq dumps bytes under.
const DUMP: &str = "TRACE ureq_proto::util ";

fn check(what: &str, secrets: &[String]) {
    let lines = CATCHER.take();
    // Without these the test would prove nothing: the stack below does log, and does say where it connects to.
    assert!(
        lines.iter().any(|line| line.contains("ureq")),
        "{what}: ureq logged nothing"
    );
    assert!(
        lines.iter().any(|line| line.contains("127.0.0.1")),
        "{what}: no line about a connection"
    );
    let dumped = undump(&lines);
    assert_eq!(
        dumped.contains("HTTP/1.1"),
        what != "refusing proxy",
        "{what}: {dumped}"
    );
    for line in lines.iter().chain([&dumped]) {
        assert_clean(what, line);
        for forbidden in
            secrets
                .iter()
                .map(String::as_str)
                .chain(["Signature", "MessageContent", "SendCustomCommand"])
        {
            assert!(!line.contains(forbidden), "{what} logs {forbidden:?}: {line}");
        }
    }
}

/// The bytes that were dumped, as text: rows such as `4745 5420 2f20 ...  GET / ...`.
fn undump(lines: &[String]) -> String {
    let rows = lines.iter().filter_map(|line| line.strip_prefix(DUMP));
    let bytes = rows.flat_map(|row| {
        let hex: String = row.chars().take(40).filter(char::is_ascii_hexdigit).collect();
        let pairs: Vec<u8> = hex
            .as_bytes()
            .chunks(2)
            .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect();
        pairs
    });
    String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned()
}
