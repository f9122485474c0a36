//! Each fault as it looks on the wire, and whether the message was delivered all the same.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use zegoapi_simulator::{Fault, FaultKind, Junk, Simulator};

use crate::support::{Answer, Params, connect, get, heard, read_answer, started, write_request};

/// Sends one message and gives the connection, with the answer to come.
fn send(sim: &Simulator, content: &str) -> TcpStream {
    let mut stream = connect(&sim.http_url());
    write_request(
        &mut stream,
        "GET",
        &Params::message(sim, content).target(),
        "localhost",
        "",
        "",
    );
    stream
}

/// How a connection without an answer ended.
fn ending(sim: &Simulator) -> Result<usize, ErrorKind> {
    send(sim, "x").read(&mut [0; 64]).map_err(|error| error.kind())
}

fn answer(sim: &Simulator, fault: impl Into<Fault>) -> Answer {
    sim.fail_next(fault, 1);
    read_answer(&mut send(sim, "x")).expect("an answer")
}

fn acted(sim: &Simulator) -> u64 {
    sim.counters().acted_on("x")
}

#[test]
fn a_drop_is_a_close_and_a_reset_is_a_reset() {
    let sim = started();
    for (fault, end) in [
        (Fault::drop_connection(), Ok(0)),
        (Fault::reset(), Err(ErrorKind::ConnectionReset)),
    ] {
        sim.reset_counters();
        sim.fail_next(fault.clone(), 1);
        assert_eq!((ending(&sim), acted(&sim)), (end, 0), "{fault:?}");
        sim.fail_next(fault.clone().after(), 1);
        assert_eq!((ending(&sim), acted(&sim)), (end, 1), "{fault:?} after acting");
    }
    assert_eq!(Params::message(&sim, "x").code(&sim), 0, "and then all is well");
}

#[test]
fn a_connection_can_be_closed_unread() {
    let sim = started();
    sim.fail_next(FaultKind::CloseOnAccept, 1);
    let mut stream = connect(&sim.http_url());
    assert_eq!(
        stream.read(&mut [0; 8]).expect("a close"),
        0,
        "though nothing was sent"
    );
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
    assert_eq!(sim.counters().calls, 1);
}

#[test]
fn a_body_can_be_shorter_than_promised() {
    let sim = started();
    sim.fail_next(Fault::cut_short(), 1);
    let mut raw = Vec::new();
    send(&sim, "x").read_to_end(&mut raw).expect("an orderly close");
    let text = String::from_utf8(raw).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let lower = head.to_lowercase();
    let promise = lower
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .expect("a promise");
    let promised: usize = promise.parse().expect("a number");
    assert!(promised > 60 && body.len() == promised / 2, "{text}");
    assert!(body.starts_with("{\"Code\":0"));
    assert_eq!(acted(&sim), 1);
}

#[test]
fn delays_put_off_the_action_or_the_answer() {
    let sim = started();
    for (fault, early) in [(Fault::delay(400), 0), (Fault::delay(400).after(), 1)] {
        sim.reset_counters();
        sim.fail_next(fault, 1);
        let start = Instant::now();
        let mut stream = send(&sim, "x");
        std::thread::sleep(Duration::from_millis(150));
        assert_eq!(acted(&sim), early);
        assert_eq!(read_answer(&mut stream).expect("an answer").code(), 0);
        assert!(start.elapsed() >= Duration::from_millis(400));
        assert_eq!(acted(&sim), 1);
    }
}

#[test]
fn a_client_that_leaves_does_not_stop_the_action() {
    let sim = started();
    sim.fail_next(Fault::delay(200), 20);
    (0..20).for_each(|_| drop(send(&sim, "late")));
    let heard = sim.wait_for_messages("room1", "u1", 20, Duration::from_secs(5));
    assert_eq!(heard.len(), 20);
}

#[test]
fn a_gateway_s_page_comes_before_or_after_acting() {
    let sim = started();
    for (fault, delivered) in [(Fault::html(502), 0), (Fault::html(503).after(), 1)] {
        let status = if delivered == 0 { 502 } else { 503 };
        let page = answer(&sim, fault);
        assert_eq!(
            (page.status, page.header("content-type")),
            (status, Some("text/html"))
        );
        assert!(page.text().starts_with("<html>") && page.header("date").is_some());
        assert_eq!(acted(&sim), delivered);
    }
}

#[test]
fn bodies_can_be_empty_or_junk() {
    let sim = started();
    let empty = answer(&sim, Fault::empty(200));
    assert_eq!((empty.status, empty.body.len(), acted(&sim)), (200, 0, 0));
    assert_eq!(answer(&sim, Fault::empty(503).after()).status, 503);
    for flavour in [
        Junk::Truncated,
        Junk::Array,
        Junk::Number,
        Junk::Null,
        Junk::NotJson,
        Junk::WrongTypes,
        Junk::NoCode,
        Junk::NotUtf8,
        Junk::Deep,
    ] {
        sim.reset_counters();
        let junk = answer(&sim, Fault::junk(flavour));
        let parsed = serde_json::from_slice::<serde_json::Value>(&junk.body);
        assert!(!parsed.is_ok_and(|json| json["Code"].is_i64()), "{flavour:?}");
        assert_eq!((junk.status, acted(&sim)), (200, 1), "{flavour:?}");
    }
    sim.reset_counters();
    answer(&sim, Fault::junk(Junk::NotJson).before());
    assert_eq!(acted(&sim), 0);
}

#[test]
fn a_huge_body_is_whole_json_declared_or_chunked() {
    let sim = started();
    let declared = answer(
        &sim,
        FaultKind::Huge {
            megabytes: 3,
            chunked: false,
        },
    );
    assert!(declared.body.len() > 3 * 1024 * 1024);
    assert_eq!(declared.code(), 0);
    sim.fail_next(
        FaultKind::Huge {
            megabytes: 1,
            chunked: true,
        },
        1,
    );
    let mut stream = connect(&sim.http_url());
    let target = Params::message(&sim, "x").target();
    write_request(
        &mut stream,
        "GET",
        &target,
        "localhost",
        "Connection: close\r\n",
        "",
    );
    let chunked = read_answer(&mut stream).expect("an answer");
    assert!(chunked.header("content-length").is_none() && chunked.body.len() > 1024 * 1024);
    assert_eq!(acted(&sim), 2);
}

#[test]
fn a_redirect_names_its_target() {
    let sim = started();
    let answer = answer(
        &sim,
        FaultKind::Redirect {
            location: "https://example.com/?a=b".to_owned(),
        },
    );
    assert_eq!(
        (answer.status, answer.header("location")),
        (302, Some("https://example.com/?a=b"))
    );
    assert_eq!(acted(&sim), 0);
}

#[test]
fn a_trickled_answer_is_whole_and_slow() {
    let sim = started();
    sim.fail_next(Fault::trickle(500), 1);
    let start = Instant::now();
    let mut stream = send(&sim, "x");
    let (mut raw, mut reads) = (Vec::new(), 0);
    while !raw.ends_with(b"}") {
        let mut piece = [0; 256];
        let count = stream.read(&mut piece).expect("more");
        assert_ne!(count, 0, "closed early");
        raw.extend_from_slice(&piece[..count]);
        reads += 1;
    }
    assert!(start.elapsed() >= Duration::from_millis(480));
    assert!(reads > 20, "in {reads} pieces");
    assert_eq!(read_answer(&mut raw.as_slice()).expect("an answer").code(), 0);
}

#[test]
fn an_echo_repeats_the_whole_url() {
    let sim = started();
    sim.fail_next(FaultKind::EchoUrl, 1);
    let target = Params::message(&sim, "a b").target();
    let page = get(&sim.http_url(), &target);
    assert_eq!(page.status, 400);
    assert!(
        page.text().contains(&format!("http://localhost{target}")),
        "{}",
        page.text()
    );
    assert_eq!(sim.counters().acted_on("a b"), 0);
}

#[test]
fn an_id_can_be_a_number_that_no_float_holds() {
    let sim = started();
    let answer = answer(&sim, FaultKind::RequestIdNumber);
    let id = answer.json()["RequestId"].as_u64().expect("a number");
    assert_eq!(id.to_string().len(), 19);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    let through_a_float = id as f64 as u64;
    assert_ne!(through_a_float, id);
    assert_eq!(acted(&sim), 1);
}

#[test]
fn any_code_comes_on_demand() {
    let sim = started();
    let refused = answer(&sim, Fault::code(50013));
    assert_eq!((refused.code(), acted(&sim)), (50013, 0));
    let kind = FaultKind::Code {
        code: -7,
        message: Some("so it is".to_owned()),
        status: 500,
    };
    let odd = answer(&sim, Fault::from(kind).after());
    assert_eq!(
        (odd.status, odd.json()["Code"].as_i64(), acted(&sim)),
        (500, Some(-7), 1)
    );
    assert_eq!(odd.json()["Message"], "so it is");
    assert_eq!(
        (
            sim.counters().code(50013),
            sim.counters().code(-7),
            sim.counters().code(0)
        ),
        (1, 1, 0)
    );
}

#[test]
fn a_code_after_acting_keeps_the_data() {
    let sim = started();
    sim.fail_next(Fault::code(151).after(), 1);
    let answer = Params::message(&sim, "x").also("ToUserId[]", "nobody").send(&sim);
    assert_eq!(answer.code(), 151);
    assert_eq!(answer.json()["Data"]["FailUsers"][0]["Uid"], "nobody");
}

#[test]
fn the_date_can_be_left_out() {
    let sim = started();
    assert!(answer(&sim, FaultKind::NoDate).header("date").is_none());
    sim.fail_next(FaultKind::NoDate, 1);
    assert!(
        answer(&sim, Fault::html(502)).header("date").is_none(),
        "modifiers join outcomes"
    );
    assert!(Params::message(&sim, "x").send(&sim).header("date").is_some());
}

#[test]
fn a_stalled_call_gets_no_answer_and_the_others_do() {
    let sim = started();
    sim.fail_next(Fault::stall().after(), 1);
    let mut stalled = send(&sim, "x");
    stalled
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a time-out");
    let error = stalled.read(&mut [0; 8]).expect_err("no answer");
    assert!(
        matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
        "{error}"
    );
    assert_eq!(Params::message(&sim, "x").code(&sim), 0);
    assert_eq!(heard(&sim, "u1").len(), 2);
}

#[test]
fn faults_can_be_aimed_counted_and_taken_back() {
    let sim = started();
    sim.fail_next(Fault::code(105).on_user("u2"), 1);
    sim.fail_next(Fault::code(121).on_room("room9"), 5);
    sim.fail_next(Fault::code(9).on_action("DescribeUserNum"), 1);
    let to = |user: &str| Params::message(&sim, "x").also("ToUserId[]", user).code(&sim);
    assert_eq!([to("u1"), to("u2"), to("u2")], [0, 105, 0]);
    assert_eq!(
        Params::signed(&sim, "DescribeUserNum")
            .also("RoomId[]", "room1")
            .code(&sim),
        9
    );
    let left = sim.faults();
    assert_eq!((left.len(), left[0].left, left[0].struck), (1, 5, 0));
    sim.clear_faults();
    assert_eq!(Params::message(&sim, "x").with("RoomId", "room9").code(&sim), 104);
    assert_eq!(sim.counters().faults, 2);
}
