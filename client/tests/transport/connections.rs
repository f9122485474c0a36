//! Connections are made to whichever address answers, kept, and left when they are old.

use crate::support::{
    BlackHole, LOCALHOST, OK, PATIENCE, Served, Server, alone, client, client_of, descriptors, eventually,
    get, loopback, not_sent, send, simulator, together,
};
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_client::{App, NotSentCause};

/// Far less than what a dead address costs when it is waited for, far more than what trying the next one does.
const SOON: Duration = Duration::from_millis(1500);

#[test]
fn a_dead_address_costs_a_quarter_of_a_second_and_is_remembered() {
    let _together = together();
    let server = Server::answering(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    let _dead = BlackHole::at((Ipv6Addr::LOCALHOST, server.port()).into());
    let addresses = [Ipv6Addr::LOCALHOST.into(), LOCALHOST];
    let client = client_of(&server.url("http", "localhost"), &addresses)
        .connect_timeout(PATIENCE)
        .build()
        .unwrap();
    let began = Instant::now();
    send(&client).unwrap();
    let first = began.elapsed();
    assert!((Duration::from_millis(250)..SOON).contains(&first), "{first:?}");
    for _ in 0..4 {
        send(&client).unwrap();
    }
    let others = began.elapsed().saturating_sub(first);
    assert!(
        others < Duration::from_secs(1),
        "four times a quarter of a second: {others:?}"
    );
}

#[test]
fn two_dead_addresses_and_a_slow_handshake() {
    let _together = together();
    let sim = simulator();
    let backend: SocketAddr = sim
        .https_url()
        .replace("https://localhost", "127.0.0.1")
        .parse()
        .unwrap();
    // Lets the server's first answer through after 450 ms.
    let slow = Server::start(move |served: &mut Served| {
        let mut upstream = TcpStream::connect(backend).unwrap();
        let (mut from, mut to) = (upstream.try_clone().unwrap(), served.stream.try_clone().unwrap());
        thread::spawn(move || {
            let mut buffer = [0; 16384];
            thread::sleep(Duration::from_millis(450));
            while let Ok(count @ 1..) = from.read(&mut buffer) {
                let _ = to.write_all(&buffer[..count]);
            }
        });
        let _ = std::io::copy(&mut served.stream, &mut upstream);
    });
    let _dead = [2, 3].map(|last| BlackHole::at((loopback(last), slow.port()).into()));
    let client = client_of(
        &slow.url("https", "localhost"),
        &[loopback(2), loopback(3), LOCALHOST],
    )
    .ca_pem(sim.ca_pem())
    .build()
    .unwrap();
    let began = Instant::now();
    let reply = send(&client).unwrap();
    assert_eq!(reply.status, 200);
    assert!(began.elapsed() < 2 * SOON, "{:?}", began.elapsed());
}

#[test]
fn an_attempt_is_not_given_up_for_the_next() {
    let _together = together();
    // Room is made at the first address after a while: the system's second attempt, after a second, gets through.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let full = BlackHole::at((loopback(2), port).into());
    let _dead = [3, 4].map(|last| BlackHole::at((loopback(last), port).into()));
    let url = format!("http://localhost:{port}");
    let client = client_of(&url, &[loopback(2), loopback(3), loopback(4)])
        .connect_timeout(PATIENCE)
        .build()
        .unwrap();
    thread::scope(|scope| {
        let sent = scope.spawn(|| send(&client));
        thread::sleep(Duration::from_millis(700));
        full.serve_one(OK);
        sent.join().unwrap().unwrap();
    });
}

#[test]
fn a_refused_address_costs_nothing() {
    let _together = together();
    let server = Server::answering(OK);
    let client = client_of(
        &server.url("http", "localhost"),
        &[loopback(2), loopback(3), LOCALHOST],
    );
    let began = Instant::now();
    send(&client.build().unwrap()).unwrap();
    assert!(began.elapsed() < SOON);
    // Nor does it beside one that does not answer.
    let _dead = BlackHole::at((loopback(2), server.port()).into());
    // Refused by the other side, or by the system, which knows no way there.
    let nowhere = [IpAddr::V4(Ipv4Addr::BROADCAST); 8];
    let addresses: Vec<IpAddr> = (2..12).map(loopback).chain(nowhere).chain([LOCALHOST]).collect();
    let client = client_of(&server.url("http", "localhost"), &addresses).connect_timeout(PATIENCE);
    let began = Instant::now();
    send(&client.build().unwrap()).unwrap();
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());

    let refused = client_of(&server.url("http", "localhost"), &[loopback(4), loopback(3)]);
    let error = not_sent(send(&refused.build().unwrap()), NotSentCause::Connect);
    let expected = format!("connection to localhost:{}: Connection refused", server.port());
    assert!(error.detail().starts_with(&expected), "{error}");
}

#[test]
fn a_host_that_is_dead_altogether_costs_the_time_and_leaves_nothing() {
    let _alone = alone();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let _dead = [2, 3].map(|last| BlackHole::at((loopback(last), port).into()));
    let url = format!("http://localhost:{port}");
    let client = client_of(&url, &[loopback(2), loopback(3)])
        .connect_timeout(Duration::from_millis(400))
        .build()
        .unwrap();
    let (before, began) = (descriptors(), Instant::now());
    let error = not_sent(send(&client), NotSentCause::Connect);
    assert_eq!(
        error.detail(),
        format!("connection to localhost:{port}: time ran out")
    );
    assert!(began.elapsed() < SOON);
    assert_eq!(descriptors(), before);
}

#[test]
fn a_handshake_that_hangs_is_named() {
    let _together = together();
    let server = Server::start(|served| {
        served.wait_for_the_end();
    });
    let client = client(&server.url("https", "127.0.0.1")).connect_timeout(Duration::from_millis(300));
    let error = not_sent(send(&client.build().unwrap()), NotSentCause::Connect);
    let expected = format!("TLS handshake with 127.0.0.1:{}: time ran out", server.port());
    assert_eq!(error.detail(), expected);
}

#[test]
fn an_old_connection_is_left() {
    let _together = together();
    let server = Server::answering(OK);
    let client = client(&server.url("http", "127.0.0.1")).max_connection_age(Duration::from_millis(300));
    let client = client.build().unwrap();
    send(&client).unwrap();
    send(&client).unwrap();
    assert_eq!(server.connections(), 1);
    thread::sleep(Duration::from_millis(320));
    send(&client).unwrap();
    assert_eq!(server.connections(), 2);
}

#[test]
fn as_many_connections_are_kept_as_were_needed() {
    const MANY: usize = 64;
    let _together = together();
    // Nobody is answered before all have asked: each has a connection of its own.
    let barrier = Arc::new(Barrier::new(MANY));
    let at_server = Arc::clone(&barrier);
    let server = Server::start(move |served| {
        while served.request().is_some() {
            at_server.wait();
            served.answer(OK);
        }
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    for _ in 0..3 {
        thread::scope(|scope| {
            let sends: Vec<_> = (0..MANY).map(|_| scope.spawn(|| send(&client))).collect();
            for sent in sends {
                assert_eq!(sent.join().unwrap().unwrap().status, 200);
            }
        });
    }
    assert_eq!(server.connections(), MANY);
}

#[test]
fn a_transport_that_is_dropped_leaves_nothing() {
    let _alone = alone();
    let sim = simulator();
    let app = App::new(sim.app_id(), sim.server_secret()).unwrap();
    let builder = zegoapi_client::Client::builder(app)
        .no_proxy()
        .ca_pem(sim.ca_pem());
    let client = builder
        .endpoint(sim.https_url().parse().unwrap())
        .build()
        .unwrap();
    client
        .transport()
        .exchange_within(&get(&client), PATIENCE)
        .unwrap();
    let with = descriptors();
    drop(client);
    // Its own end and the simulator's.
    eventually("the connection is closed", || descriptors() <= with - 2);
}
