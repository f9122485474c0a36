//! Ctrl-C and SIGTERM during a single call: what is known is said, and the exit code says the same.

use crate::one_answer::OneAnswer;
use crate::support::{CONTENT, Ran, Zegoapi, end, send_to_u1, signal, simulator};
use std::io::Read;
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_simulator::{Fault, Simulator};

/// Longer than the command takes over something that is not waited for.
const A_WHILE: Duration = Duration::from_millis(400);

/// Interrupts the command once `ready`.
fn interrupted(sim: &Simulator, more: &[&str], name: &str, ready: impl Fn() -> bool) -> Ran {
    let child = Zegoapi::over_http(sim)
        .command(&send_to_u1(more))
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(30);
    while !ready() {
        assert!(Instant::now() < deadline, "in vain");
        thread::sleep(Duration::from_millis(5));
    }
    let begin = Instant::now();
    signal(&child, name);
    let ran = end(child);
    assert!(begin.elapsed() < Duration::from_secs(8), "it is not waited out");
    ran
}

#[test]
fn with_the_request_out_it_is_unknown() {
    for name in ["INT", "TERM"] {
        let sim = simulator();
        sim.fail_next(Fault::stall().after(), 1);
        let is_out = || sim.counters().calls >= 1;
        let ran = interrupted(&sim, &["--timeout", "30"], name, is_out);
        assert_eq!((ran.code, &*ran.stdout), (5, ""));
        assert_eq!(
            ran.stderr,
            "interrupted: the request was out; it may have been applied\n"
        );
        assert_eq!(sim.counters().received("u1", CONTENT), 1, "and so it was");
    }
    let sim = simulator();
    sim.fail_next(Fault::stall().after(), 1);
    let ran = interrupted(&sim, &["--timeout", "30", "--json"], "INT", || {
        sim.counters().calls >= 1
    });
    let json = ran.json();
    assert_eq!(
        (ran.code, &json["kind"], &json["cause"]),
        (5, &"Unknown".into(), &"cancelled".into())
    );
    assert_eq!(json["applied"], "unknown");
}

#[test]
fn while_it_waits_nothing_is_sent() {
    // The one call of the second is refused, and the next one waits for its turn.
    let sim = simulator();
    sim.fail_next(Fault::code(206), 100);
    let ready = || {
        let called = sim.counters().calls >= 1;
        if called {
            thread::sleep(A_WHILE);
        }
        called
    };
    let more = ["--calls-per-second", "1", "--timeout", "30"];
    let ran = interrupted(&sim, &more, "INT", ready);
    assert_eq!((ran.code, &*ran.stdout), (4, ""), "{}", ran.all());
    assert_eq!(ran.stderr, "interrupted: nothing was sent\n");
    assert_eq!(sim.counters().received("u1", CONTENT), 0);
}

#[test]
fn while_it_connects_nothing_is_sent() {
    // Who never answers the handshake.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", silent.local_addr().unwrap());
    let zegoapi = Zegoapi::over_http(&simulator()).env("ZEGO_BASE_URL", url);
    let args = send_to_u1(&["--connect-timeout", "30", "--timeout", "30"]);
    let child = zegoapi.command(&args).spawn().unwrap();
    let _connection = silent.accept().unwrap();
    let begin = Instant::now();
    signal(&child, "INT");
    let ran = end(child);
    assert_eq!((ran.code, &*ran.stderr), (4, "interrupted: nothing was sent\n"));
    assert!(begin.elapsed() < Duration::from_secs(8), "it is not waited out");
}

#[test]
fn an_answer_that_came_has_the_last_word_however_slowly_it_is_read() {
    // More than a pipe holds, so that it is being printed when the signals come.
    let list = "x".repeat(300_000);
    let reply = format!("{{\"Code\":0,\"Message\":\"\",\"RequestId\":\"1\",\"List\":\"{list}\"}}");
    let printing = || {
        let server = OneAnswer::new(&reply);
        let zegoapi = Zegoapi::over_http(&simulator()).env("ZEGO_BASE_URL", &server.url);
        let mut child = zegoapi.command(&["call", "ActionOfTomorrow"]).spawn().unwrap();
        let stdout = child.stdout.as_mut().unwrap();
        stdout.read_exact(&mut [0]).unwrap();
        signal(&child, "INT");
        thread::sleep(A_WHILE);
        child
    };
    let ran = end(printing());
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_eq!(ran.stdout, reply[1..].to_owned() + "\n");

    // A second signal ends it, unread as it is.
    let mut child = printing();
    signal(&child, "TERM");
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(begin.elapsed() < Duration::from_secs(30), "it does not end");
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(end(child).code, 1);
}
