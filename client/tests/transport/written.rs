//! The moment of the write is told: when the last byte is out and not before, with what the connection took to make.

use crate::support::{OK, PATIENCE, Server, client, get, not_sent, post, send, together, unknown};
use std::cell::RefCell;
use std::sync::Mutex;
use std::sync::mpsc;
use std::time::{Duration, Instant};
use zegoapi_client::{Answer, Attempt, Client, Error, Limits, NotSentCause, Request, UnknownCause};

/// One exchange, and what it told.
fn told(client: &Client, request: &Request) -> (Result<Answer<'static>, Error>, Vec<Option<Duration>>) {
    let told = RefCell::new(Vec::new());
    let note = |handshake| told.borrow_mut().push(handshake);
    let attempt = Attempt::within(PATIENCE).on_written(&note);
    let outcome = client.transport().exchange(request, &attempt);
    (outcome, told.into_inner())
}

#[test]
fn the_write_is_told_once_before_the_answer() {
    let _together = together();
    let (go, gone) = mpsc::channel::<()>();
    let gone = Mutex::new(gone);
    let server = Server::start(move |served| {
        while served.request().is_some() {
            // Answers only when the client has told that all is out.
            gone.lock().unwrap().recv_timeout(PATIENCE).unwrap();
            served.answer(OK);
        }
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    for request in [
        get(&client),
        post(&client, r#"{"a":1}"#.into()),
        post(&client, format!(r#"{{"a":"{}"}}"#, "x".repeat(300_000))),
    ] {
        let told = RefCell::new(0);
        let note = |_| {
            *told.borrow_mut() += 1;
            go.send(()).unwrap();
        };
        let attempt = Attempt::within(PATIENCE).on_written(&note);
        client.transport().exchange(&request, &attempt).unwrap();
        assert_eq!(told.into_inner(), 1);
    }
    let heard = server.requests();
    assert_eq!((heard.len(), server.connections()), (3, 1));
    assert!(
        heard[0].starts_with("GET /?Action=SendCustomCommand&"),
        "{}",
        heard[0]
    );
    assert!(heard[1].ends_with(r#"{"a":1}"#) && heard[1].contains("\r\ncontent-type: application/json\r\n"));
    assert!(heard[2].ends_with(r#"xxx"}"#));
}

#[test]
fn the_handshake_s_time_stays_with_its_connection() {
    let _together = together();
    let server = Server::answering(OK);
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    // The kernel alone has answered so far.
    assert_eq!(told(&client, &get(&client)).1, [None]);
    let (_, second) = told(&client, &get(&client));
    assert!(
        matches!(second[..], [Some(took)] if took < PATIENCE && !took.is_zero()),
        "{second:?}"
    );
    assert_eq!(
        told(&client, &get(&client)).1,
        second,
        "the same connection, the same time"
    );
}

/// A client that may send more than the buffers of both sides hold, and such a request.
fn with_much(url: &str, ca_pem: Option<&str>) -> (Client, Request) {
    let limits = Limits {
        body_bytes: 64 << 20,
        ..Limits::default()
    };
    let builder = Client::builder(crate::support::app().with_limits(limits)).no_proxy();
    let mut builder = builder.endpoint(url.parse().unwrap());
    if let Some(pem) = ca_pem {
        builder = builder.ca_pem(pem);
    }
    let client = builder.build().unwrap();
    let request = post(&client, format!(r#"{{"x":"{}"}}"#, "x".repeat(48 << 20)));
    (client, request)
}

fn is_not_written(url: &str, ca_pem: Option<&str>) {
    let (client, request) = with_much(url, ca_pem);
    let written = |_| panic!("it was not");
    let attempt = Attempt::within(Duration::from_secs(2)).on_written(&written);
    let error = not_sent(
        client.transport().exchange(&request, &attempt),
        NotSentCause::Timeout,
    );
    let host = url.split("//").nth(1).unwrap();
    assert_eq!(error.detail(), format!("writing to {host}: time ran out"));
}

#[test]
fn what_is_not_written_is_not_told() {
    let _together = together();
    let (release, hang) = mpsc::channel::<()>();
    let hang = Mutex::new(hang);
    let server = Server::start(move |_| {
        let _ = hang.lock().unwrap().recv();
    });
    is_not_written(&server.url("http", "127.0.0.1"), None);
    drop(release);
}

#[test]
fn what_tls_holds_back_is_not_told() {
    let _together = together();
    let (release, hang) = mpsc::channel::<()>();
    let hang = Mutex::new(hang);
    let tls = crate::trust::tls_server(None, move |mut stream| {
        stream.conn.complete_io(&mut stream.sock).unwrap();
        let _ = hang.lock().unwrap().recv();
    });
    is_not_written(&tls.server.url("https", "localhost"), Some(&tls.ca_pem));
    drop(release);
}

#[test]
fn a_short_time_after_a_long_one_is_kept() {
    let _together = together();
    let server = Server::start(|served| {
        served.request();
        served.answer(OK);
        served.wait_for_the_end();
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    send(&client).unwrap();
    let began = Instant::now();
    let short = client
        .transport()
        .exchange_within(&get(&client), Duration::from_millis(300));
    let error = unknown(short, UnknownCause::Timeout);
    assert_eq!(
        error.detail(),
        format!("no whole answer from 127.0.0.1:{} in time", server.port())
    );
    let took = began.elapsed();
    assert!(
        (Duration::from_millis(300)..PATIENCE / 6).contains(&took),
        "{took:?}"
    );
    assert_eq!(server.connections(), 1);
}
