//! An exchange that is cut off ends at once, wherever it is, and leaves neither a socket nor a thread.

use crate::support::{
    BlackHole, LOCALHOST, OK, PATIENCE, Server, alone, client, client_of, descriptors, eventually, get,
    loopback, not_sent, send, threads, together, unknown,
};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_client::{Answer, Attempt, Client, Cut, Error, NotSentCause, UnknownCause};

/// Cuts an exchange off after a while, and says how it ended. Checks that it ended at once.
fn cut_off(client: &Client) -> Result<Answer<'static>, Error> {
    let cut = Cut::new();
    thread::scope(|scope| {
        let exchange = || {
            client
                .transport()
                .exchange(&get(client), &Attempt::within(PATIENCE).cut(&cut))
        };
        let exchange = scope.spawn(exchange);
        thread::sleep(Duration::from_millis(300));
        assert!(!exchange.is_finished(), "it hangs");
        let began = Instant::now();
        cut.cut();
        let outcome = exchange.join().unwrap();
        assert!(began.elapsed() < PATIENCE / 6, "{:?}", began.elapsed());
        outcome
    })
}

/// As [`cut_off`], with a look at what is left: neither a descriptor nor a thread more than before.
fn cut_off_without_a_trace(client: &Client) -> Result<Answer<'static>, Error> {
    let before = (descriptors(), threads());
    let outcome = cut_off(client);
    // A server notices after the client, and a thread is listed for a moment longer than it can be joined.
    eventually("nothing stays behind", || {
        descriptors() <= before.0 && threads() <= before.1
    });
    outcome
}

#[test]
fn while_a_name_is_looked_up() {
    let _alone = alone();
    let (release, hang) = mpsc::channel::<()>();
    let hang = std::sync::Mutex::new(hang);
    let resolve = move |_: &str| {
        let _ = hang.lock().unwrap().recv();
        Ok(vec![LOCALHOST])
    };
    let client = client("http://localhost:1")
        .resolve_with(resolve)
        .build()
        .unwrap();
    // The first leaves its look-up behind, the second joins it.
    let first = client
        .transport()
        .exchange_within(&get(&client), Duration::from_millis(50));
    not_sent(first, NotSentCause::Dns);
    not_sent(cut_off_without_a_trace(&client), NotSentCause::Cancelled);
    drop(release);
}

#[test]
fn while_connecting() {
    let _alone = alone();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let _dead = BlackHole::at((loopback(2), port).into());
    let client = client_of(&format!("http://localhost:{port}"), &[loopback(2)]);
    let client = client.connect_timeout(PATIENCE).build().unwrap();
    // So that the look-up's thread is not counted.
    let warm = client
        .transport()
        .exchange_within(&get(&client), Duration::from_millis(50));
    not_sent(warm, NotSentCause::Connect);
    eventually("the look-up is over", || crate::support::look_ups() == 0);
    not_sent(cut_off_without_a_trace(&client), NotSentCause::Cancelled);
}

/// A server that takes what it is told and says nothing; and whether each connection came to its end.
fn silent() -> (Server, Arc<AtomicBool>) {
    let ended = Arc::<AtomicBool>::default();
    let note = Arc::clone(&ended);
    let server = Server::start(move |served| note.store(served.wait_for_the_end(), Ordering::SeqCst));
    (server, ended)
}

#[test]
fn in_the_tls_handshake() {
    let _alone = alone();
    let before = descriptors();
    let (server, ended) = silent();
    let client = client(&server.url("https", "127.0.0.1")).connect_timeout(PATIENCE);
    let client = client.build().unwrap();
    not_sent(cut_off(&client), NotSentCause::Cancelled);
    eventually("the server sees the end", || ended.load(Ordering::SeqCst));
    drop((server, client));
    eventually("no socket stays", || descriptors() <= before);
}

#[test]
fn while_waiting_for_the_answer() {
    let _alone = alone();
    let before = descriptors();
    let (server, ended) = silent();
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    unknown(cut_off(&client), UnknownCause::Cancelled);
    eventually("the server sees the end", || ended.load(Ordering::SeqCst));
    drop((server, client));
    eventually("no socket stays", || descriptors() <= before);
}

#[test]
fn in_the_middle_of_the_answer() {
    let _alone = alone();
    let server = Server::start(|served| {
        served.request();
        served.answer(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        served.wait_for_the_end();
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    unknown(cut_off(&client), UnknownCause::Cancelled);
}

#[test]
fn while_the_network_does_not_take_the_request() {
    let _alone = alone();
    let (release, hang) = mpsc::channel::<()>();
    let hang = std::sync::Mutex::new(hang);
    let server = Server::start(move |_| {
        let _ = hang.lock().unwrap().recv();
    });
    let limits = zegoapi_client::Limits {
        body_bytes: 64 << 20,
        ..zegoapi_client::Limits::default()
    };
    let builder = Client::builder(crate::support::app().with_limits(limits)).no_proxy();
    let client = builder
        .endpoint(server.url("http", "127.0.0.1").parse().unwrap())
        .build()
        .unwrap();
    let request = crate::support::post(&client, format!(r#"{{"x":"{}"}}"#, "x".repeat(48 << 20)));
    let cut = Cut::new();
    let written = |_| panic!("it was not");
    let outcome = thread::scope(|scope| {
        let attempt = || Attempt::within(PATIENCE).cut(&cut).on_written(&written);
        let exchange = scope.spawn(move || client.transport().exchange(&request, &attempt()));
        thread::sleep(Duration::from_millis(300));
        cut.cut();
        exchange.join().unwrap()
    });
    not_sent(outcome, NotSentCause::Cancelled);
    drop(release);
}

#[test]
fn before_it_began() {
    let _together = together();
    let server = Server::answering(OK);
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    let cut = Cut::new();
    cut.cut();
    let exchange = || {
        client
            .transport()
            .exchange(&get(&client), &Attempt::within(PATIENCE).cut(&cut))
    };
    not_sent(exchange(), NotSentCause::Cancelled);
    // The same over a connection that is there.
    send(&client).unwrap();
    not_sent(exchange(), NotSentCause::Cancelled);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn after_its_end_means_nothing_to_the_connection() {
    let _together = together();
    let server = Server::answering(OK);
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    for _ in 0..20 {
        let cut = Cut::new();
        let attempt = Attempt::within(PATIENCE).cut(&cut);
        client.transport().exchange(&get(&client), &attempt).unwrap();
        cut.cut();
        send(&client).unwrap();
    }
    assert_eq!(server.connections(), 1);
}
