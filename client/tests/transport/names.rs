//! Names are looked up for new connections alone, once for all that ask, and never by more than one thread a name.

use crate::support::{
    LOCALHOST, OK, PATIENCE, Server, alone, client, eventually, get, look_ups, not_sent, send, threads,
    together,
};
use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_client::{Client, ClientBuilder, NotSentCause};

/// A resolver that counts, and can be made to fail or to hang.
#[derive(Default)]
struct Resolver {
    asked: AtomicUsize,
    fails: AtomicBool,
    hangs: Mutex<bool>,
    changed: Condvar,
}

impl Resolver {
    fn hanging(hangs: bool) -> Arc<Self> {
        let resolver = Arc::<Self>::default();
        resolver.hang(hangs);
        resolver
    }

    fn hang(&self, hangs: bool) {
        *self.hangs.lock().unwrap() = hangs;
        self.changed.notify_all();
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn of(self: &Arc<Self>, builder: ClientBuilder) -> Client {
        let this = Arc::clone(self);
        let builder = builder.resolve_with(move |_| {
            this.asked.fetch_add(1, Ordering::SeqCst);
            drop(
                this.changed
                    .wait_while(this.hangs.lock().unwrap(), |hangs| *hangs),
            );
            if this.fails.load(Ordering::SeqCst) {
                return Err(io::Error::other("the name server is on fire"));
            }
            Ok(vec![LOCALHOST])
        });
        builder.build().unwrap()
    }
}

#[test]
fn a_hundred_sends_over_one_connection_are_one_look_up_and_no_thread() {
    let _alone = alone();
    let (server, resolver) = (Server::answering(OK), Resolver::hanging(false));
    let client = resolver.of(client(&server.url("http", "localhost")));
    send(&client).unwrap();
    let (before, mut most) = (threads(), 0);
    for _ in 0..99 {
        send(&client).unwrap();
        most = most.max(threads());
    }
    assert_eq!((resolver.asked(), server.connections()), (1, 1));
    assert!(most <= before, "{most} threads, {before} before");
}

#[test]
fn connections_of_half_a_minute_share_a_look_up() {
    let _together = together();
    let server = Server::answering(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
    let resolver = Resolver::hanging(false);
    let client = resolver.of(client(&server.url("http", "localhost")));
    for _ in 0..5 {
        send(&client).unwrap();
    }
    assert_eq!((resolver.asked(), server.connections()), (1, 5));
}

#[test]
fn addresses_are_not_looked_up() {
    let _together = together();
    let (server, resolver) = (Server::answering(OK), Resolver::hanging(true));
    let client = resolver.of(client(&server.url("http", "127.0.0.1")));
    send(&client).unwrap();
    assert_eq!(resolver.asked(), 0);
}

#[test]
fn a_resolver_that_hangs_is_named_in_time_and_holds_one_thread() {
    let _alone = alone();
    let (server, resolver) = (Server::answering(OK), Resolver::hanging(true));
    let client = resolver.of(client(&server.url("http", "localhost")));
    let (began, short) = (Instant::now(), Duration::from_millis(300));
    thread::scope(|scope| {
        let send = || client.transport().exchange_within(&get(&client), short);
        let sends: Vec<_> = (0..20).map(|_| scope.spawn(send)).collect();
        eventually("one thread waits", || look_ups() == 1);
        for outcome in sends {
            let error = not_sent(outcome.join().unwrap(), NotSentCause::Dns);
            let expected = format!("name look-up of localhost:{}: time ran out", server.port());
            assert_eq!(error.detail(), expected);
        }
    });
    assert!(began.elapsed() < PATIENCE / 3, "{:?}", began.elapsed());
    assert_eq!((look_ups(), resolver.asked(), server.connections()), (1, 1, 0));
    // What comes late is good all the same.
    resolver.hang(false);
    send(&client).unwrap();
    assert_eq!(resolver.asked(), 1);
    eventually("the thread is gone", || look_ups() == 0);
}

#[test]
fn a_look_up_that_a_try_gave_up_is_joined_by_the_next() {
    let _together = together();
    let (server, resolver) = (Server::answering(OK), Resolver::hanging(true));
    // The time for a connection is no limit for a name.
    let client = client(&server.url("http", "localhost")).connect_timeout(Duration::from_millis(200));
    let client = resolver.of(client);
    let first = client
        .transport()
        .exchange_within(&get(&client), Duration::from_millis(50));
    not_sent(first, NotSentCause::Dns);
    thread::scope(|scope| {
        let second = scope.spawn(|| send(&client));
        thread::sleep(Duration::from_millis(500));
        resolver.hang(false);
        second.join().unwrap().unwrap();
    });
    assert_eq!(resolver.asked(), 1);
}

#[test]
fn a_look_up_that_fails_names_the_host_and_is_not_remembered() {
    let _together = together();
    let (server, resolver) = (Server::answering(OK), Resolver::hanging(false));
    resolver.fails.store(true, Ordering::SeqCst);
    let client = resolver.of(client(&server.url("http", "localhost")));
    let error = not_sent(send(&client), NotSentCause::Dns);
    let expected = format!(
        "name look-up of localhost:{}: the name server is on fire",
        server.port()
    );
    assert_eq!(error.detail(), expected);
    resolver.fails.store(false, Ordering::SeqCst);
    send(&client).unwrap();
    assert_eq!(resolver.asked(), 2);
}

#[test]
fn a_resolver_that_panics_or_finds_nothing_fails() {
    let _together = together();
    let panics = client("http://localhost:1")
        .resolve_with(|_| panic!("on purpose"))
        .build()
        .unwrap();
    let error = not_sent(send(&panics), NotSentCause::Dns);
    assert!(error.detail().ends_with("the resolver panicked"), "{error}");
    let nothing = client("http://localhost:1")
        .resolve_with(|_| Ok(Vec::new()))
        .build()
        .unwrap();
    let error = not_sent(send(&nothing), NotSentCause::Dns);
    assert!(error.detail().ends_with("it has no address"), "{error}");
}

#[test]
fn addresses_that_are_in_doubt_are_used_where_there_are_no_others() {
    let _together = together();
    let (server, resolver) = (Server::answering(OK), Resolver::hanging(false));
    let (url, address) = (server.url("http", "localhost"), (LOCALHOST, server.port()).into());
    let client = resolver.of(client(&url));
    send(&client).unwrap();
    drop(server);
    // The connection that was kept is seen to be gone; no other can be made, and so the address is in doubt.
    let error = not_sent(send(&client), NotSentCause::Connect);
    assert!(error.detail().starts_with("connection to localhost:"), "{error}");
    assert_eq!(resolver.asked(), 1);

    let close = |served: &mut crate::support::Served| {
        served.request();
        served.answer(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    };
    let _server = Server::start_at(address, close);
    resolver.fails.store(true, Ordering::SeqCst);
    send(&client).unwrap();
    assert_eq!(resolver.asked(), 2, "it was asked, and failed");
    resolver.hang(true);
    let began = Instant::now();
    send(&client).unwrap();
    assert!(began.elapsed() < PATIENCE / 3, "nobody waits for it for ever");
    assert_eq!(resolver.asked(), 3);
    resolver.hang(false);
}
