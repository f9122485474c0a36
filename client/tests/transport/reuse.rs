//! Idle connections are used for as long as the server keeps them: as it says, and as it was seen to.

use crate::support::{OK, Server, client, eventually, send, together};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use zegoapi_client::Error;

#[test]
fn a_server_that_closes_unannounced_is_learned_and_its_change_of_mind_too() {
    let _together = together();
    let keeps = Arc::<AtomicBool>::default();
    let at_server = Arc::clone(&keeps);
    let server = Server::start(move |served| {
        while served.request().is_some() {
            served.answer(OK);
            if !at_server.load(Ordering::SeqCst) {
                // So late that the client has the connection in hand again.
                thread::sleep(Duration::from_micros(200));
                break;
            }
        }
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    let mut lost = 0;
    for _ in 0..200 {
        match send(&client) {
            Ok(_) => {}
            Err(Error::Unknown(_) | Error::NotSent(_)) => lost += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(lost <= 2, "{lost} of 200");

    keeps.store(true, Ordering::SeqCst);
    let reused = || {
        let before = server.connections();
        send(&client).unwrap();
        thread::sleep(Duration::from_millis(20));
        server.connections() == before
    };
    eventually("connections are used again", reused);
}

#[test]
fn a_keep_alive_header_is_obeyed() {
    let _together = together();
    let short = b"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 2\r\n\r\n{}";
    let server = Server::answering(short);
    let client_of_it = client(&server.url("http", "127.0.0.1")).build().unwrap();
    send(&client_of_it).unwrap();
    send(&client_of_it).unwrap();
    assert_eq!(server.connections(), 1);
    thread::sleep(Duration::from_millis(500));
    send(&client_of_it).unwrap();
    assert_eq!(server.connections(), 2);

    let long = b"HTTP/1.1 200 OK\r\nKeep-Alive: timeout=20\r\nContent-Length: 2\r\n\r\n{}";
    let long = Server::answering(long);
    let silent = Server::answering(OK);
    let [of_long, of_silent] =
        [&long, &silent].map(|server| client(&server.url("http", "127.0.0.1")).build().unwrap());
    send(&of_long).unwrap();
    send(&of_silent).unwrap();
    // Over the four seconds of a server that says nothing.
    thread::sleep(Duration::from_millis(4300));
    send(&of_long).unwrap();
    send(&of_silent).unwrap();
    assert_eq!((long.connections(), silent.connections()), (1, 2));
}

#[test]
fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let _together = together();
    let server = Server::start(|served| {
        served.request();
        served.answer(OK);
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    for _ in 0..5 {
        send(&client).unwrap();
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(server.connections(), 5);
}

#[test]
fn what_comes_unasked_is_nobody_s_answer() {
    let _together = together();
    let server = Server::start(|served| {
        while served.request().is_some() {
            let twice = [OK, b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"].concat();
            served.answer(&twice);
        }
    });
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    for _ in 0..5 {
        assert_eq!(send(&client).unwrap().status, 200);
    }
}
