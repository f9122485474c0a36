//! The life of connections: kept, idled out, ended with the simulator; and the clock's two faces.

use std::io::Read;
use std::time::{Duration, Instant};

use zegoapi_simulator::{Clock, Config, Fault, Settings, Simulator};

use crate::support::{Answer, Params, connect, exchange, get, now, read_answer, started, write_request};

fn again(stream: &mut std::net::TcpStream, sim: &Simulator) -> Answer {
    write_request(
        stream,
        "GET",
        &Params::message(sim, "x").target(),
        "localhost",
        "",
        "",
    );
    read_answer(stream).expect("an answer")
}

#[test]
fn a_connection_serves_many_calls() {
    let sim = started();
    let mut stream = connect(&sim.http_url());
    for _ in 0..5 {
        assert_eq!(again(&mut stream, &sim).code(), 0);
    }
    let counters = sim.counters();
    assert_eq!(
        (
            counters.connections_accepted,
            counters.connections_open,
            counters.calls
        ),
        (1, 1, 5)
    );
}

#[test]
fn an_idle_connection_is_closed_when_it_was_said_to_be() {
    let settings = Settings {
        idle_timeout_ms: 1000,
        keep_alive_header: true,
        ..Settings::default()
    };
    let sim = Simulator::start(Config {
        settings,
        ..Config::default()
    })
    .expect("a simulator");
    sim.login("room1", "u1");
    let (mut used, mut unused) = (connect(&sim.http_url()), connect(&sim.http_url()));
    assert_eq!(again(&mut used, &sim).header("keep-alive"), Some("timeout=1"));
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(again(&mut used, &sim).code(), 0, "used in time");
    let start = Instant::now();
    assert_eq!(used.read(&mut [0; 8]).expect("an orderly close"), 0);
    assert!(
        (900..1500).contains(&start.elapsed().as_millis()),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(
        unused.read(&mut [0; 8]).expect("an orderly close"),
        0,
        "never used"
    );
    let patience = Instant::now() + Duration::from_secs(5);
    while sim.counters().connections_open > 0 && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(5)); // the close is seen before it is counted
    }
    let counters = sim.counters();
    assert_eq!(
        (counters.connections_idled_out, counters.connections_open),
        (2, 0)
    );
}

#[test]
fn a_call_in_progress_is_not_idle() {
    let sim = started();
    sim.set_settings(Settings {
        idle_timeout_ms: 200,
        ..Settings::default()
    });
    sim.fail_next(Fault::delay(700), 1);
    assert_eq!(again(&mut connect(&sim.http_url()), &sim).code(), 0);
    sim.fail_next(Fault::trickle(20_000), 1);
    let mut stream = connect(&sim.http_url());
    write_request(
        &mut stream,
        "GET",
        &Params::message(&sim, "x").target(),
        "localhost",
        "",
        "",
    );
    let mut start = [0; 1];
    let until = Instant::now() + Duration::from_millis(800);
    while Instant::now() < until {
        assert_eq!(stream.read(&mut start).expect("still open"), 1);
    }
}

#[test]
fn an_answer_can_be_the_connection_s_last() {
    let sim = started();
    sim.set_settings(Settings {
        close_after_answer: true,
        ..Settings::default()
    });
    let mut stream = connect(&sim.http_url());
    assert_eq!(again(&mut stream, &sim).header("connection"), Some("close"));
    assert_eq!(stream.read(&mut [0; 8]).expect("an orderly close"), 0);
}

#[test]
fn every_answer_can_be_late() {
    let sim = started();
    sim.set_settings(Settings {
        answer_delay_ms: 150,
        ..Settings::default()
    });
    let start = Instant::now();
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[test]
fn every_answer_has_the_simulator_s_date() {
    let sim = started();
    sim.set_fixed_clock(784_111_777);
    let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
    assert_eq!(
        Params::message(&sim, "x").send(&sim).header("date"),
        date,
        "on a refusal"
    );
    for (method, target, status) in [
        ("HEAD", "/", 200),
        ("HEAD", "/any/path?q", 200),
        ("GET", "/any/path", 404),
    ] {
        let mut stream = connect(&sim.http_url());
        write_request(
            &mut stream,
            method,
            target,
            "localhost",
            "Connection: close\r\n",
            "",
        );
        let mut raw = String::new();
        stream.read_to_string(&mut raw).expect("an answer");
        assert!(raw.starts_with(&format!("HTTP/1.1 {status} ")), "{raw}");
        assert!(
            raw.to_lowercase().contains("date: sun, 06 nov 1994 08:49:37 gmt"),
            "{raw}"
        );
    }
    assert_eq!((sim.counters().calls, sim.counters().other_requests), (1, 3));
}

#[test]
fn the_date_and_the_judgement_can_be_wrong_apart() {
    let sim = started();
    let call = |timestamp| {
        let call = Params::signed_at(&sim, "SendCustomCommand", timestamp);
        call.also("RoomId", "room1")
            .also("FromUserId", "s")
            .also("MessageContent", "x")
            .send(&sim)
    };
    let date = |answer: &Answer| {
        let time = httpdate::parse_http_date(answer.header("date").expect("a date")).expect("a date");
        i64::try_from(
            time.duration_since(std::time::UNIX_EPOCH)
                .expect("later")
                .as_secs(),
        )
        .expect("fits")
    };
    sim.set_clock_offset(5000);
    let refused = call(now());
    assert_eq!(refused.code(), 100_000_004);
    assert!((now() + 4990..=now() + 5000).contains(&date(&refused)));
    assert_eq!(call(date(&refused)).code(), 0, "what the header says is right");
    sim.set_clock(Clock {
        window_offset: -5000,
        ..Clock::default()
    });
    let refused = call(now());
    assert_eq!(refused.code(), 100_000_004);
    assert!(
        (now() - 5..=now()).contains(&date(&refused)),
        "judged by another clock than it shows"
    );
    sim.set_clock(Clock {
        date_offset: 5000,
        ..Clock::default()
    });
    assert_eq!(call(now()).code(), 0);
}

#[test]
fn a_whole_url_in_the_request_line_names_the_host() {
    let sim = started();
    let target = format!("http://example.com{}", Params::message(&sim, "x").target());
    assert_eq!(get(&sim.http_url(), &target).code(), 100_000_000);
}

#[test]
fn dropping_it_ends_everything_within_a_second() {
    let sim = started();
    sim.fail_next(Fault::stall(), 1);
    sim.fail_next(Fault::delay(60_000).after(), 2);
    let mut open = (0..3).map(|_| connect(&sim.http_url())).collect::<Vec<_>>();
    for stream in &mut open[..2] {
        write_request(
            stream,
            "GET",
            &Params::message(&sim, "x").target(),
            "localhost",
            "",
            "",
        );
    }
    while sim.counters().calls < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let url = sim.http_url();
    let start = Instant::now();
    drop(sim);
    let address = url.strip_prefix("http://").expect("a URL");
    assert!(
        std::net::TcpStream::connect(address).is_err(),
        "ended when the drop returns"
    );
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    for stream in &mut open {
        assert!(matches!(stream.read(&mut [0; 8]), Ok(0) | Err(_)));
    }
}

#[test]
fn two_simulators_do_not_share_anything() {
    let (one, other) = (started(), started());
    assert_ne!(one.http_url(), other.http_url());
    one.fail_next(Fault::code(206), 1);
    assert_eq!(Params::message(&other, "x").code(&other), 0);
    assert_eq!(one.counters().calls, 0);
    assert!(exchange(&one.http_url(), "GET", "/", "", "").is_ok());
}

/// Many times, since an end that is not waited for is nearly always quick enough not to be noticed.
#[test]
fn the_ports_are_free_when_the_drop_returns() {
    for _ in 0..40 {
        let sim = started();
        let url = sim.http_url();
        drop(sim);
        let address = url.strip_prefix("http://").expect("a URL");
        let listener = std::net::TcpListener::bind(address);
        assert!(listener.is_ok(), "{listener:?}");
    }
}
