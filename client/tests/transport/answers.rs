//! Answers are read as leniently as curl reads them; a status that came is kept, whatever follows it.

use crate::support::{Server, client, send, together};
use std::thread;
use std::time::Duration;
use zegoapi_client::{Answer, BadReply, Error};

fn answer_to(answer: impl Into<Vec<u8>>) -> Result<Answer<'static>, Error> {
    let answer = answer.into();
    let server = Server::start(move |served| {
        served.request();
        served.answer(&answer);
    });
    send(&client(&server.url("http", "127.0.0.1")).build().unwrap())
}

#[track_caller]
fn bad_reply(answer: impl Into<Vec<u8>>) -> BadReply {
    match answer_to(answer) {
        Err(Error::BadReply(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn unusual_heads_are_read() {
    let _together = together();
    let many = "X-Header: y\r\n".repeat(1000);
    let long = format!("X-Header: {}\r\n", "y".repeat(100_000));
    for head in [
        format!("HTTP/1.1 200 OK\r\n{many}Content-Length: 2\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\n{long}Content-Length: 2\r\n\r\n"),
        "HTTP/1.1 200 OK\r\nX-Folded: a\r\n  b\r\nContent-Length: 2\r\n\r\n".into(),
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\n".into(),
        "HTTP/1.1 200\nContent-Length: 2\n\n".into(),
        "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n".into(),
        "HTTP/1.1 200 OK\r\nno colon\r\nB\u{e4}d N\u{e4}me: x\r\n: y\r\nContent-Length : 2\r\n\r\n".into(),
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n".into(),
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".into(),
        "HTTP/1.0 200 OK\r\n\r\n".into(),
    ] {
        let reply = answer_to(format!("{head}{{}}").into_bytes()).unwrap();
        assert_eq!((reply.status, &*reply.body), (200, &b"{}"[..]), "{head}");
    }
    let chunked = "HTTP/1.1 502 Bad Gateway\r\nDate: Mon, 06 Jan 2025\r\n 10:00:00 GMT\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
    let reply = answer_to(chunked).unwrap();
    let date = Some("Mon, 06 Jan 2025 10:00:00 GMT".to_owned());
    assert_eq!(
        (reply.status, &*reply.body, reply.date.as_deref()),
        (502, &b"{}"[..], date.as_deref())
    );
}

#[test]
fn a_head_that_comes_byte_by_byte_is_read() {
    let _together = together();
    let server = Server::start(|served| {
        served.request();
        for byte in b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 2\r\n\r\n{}" {
            served.answer(&[*byte]);
            thread::sleep(Duration::from_millis(1));
        }
    });
    let reply = send(&client(&server.url("http", "127.0.0.1")).build().unwrap()).unwrap();
    assert_eq!((reply.status, &*reply.body), (200, &b"{}"[..]));
}

#[test]
fn what_cannot_be_read_keeps_its_status() {
    let _together = together();
    let broken = bad_reply("HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
    assert_eq!(
        (broken.http_status(), broken.problem()),
        (503, "the answer's body is no HTTP")
    );
    let huge = format!("HTTP/1.1 431 Large\r\nX: {}\r\n\r\n", "y".repeat(300 << 10));
    assert_eq!(bad_reply(huge).problem(), "the answer's headers are too large");
    for none in [
        &b"220 mail.example ESMTP\r\n"[..],
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"HTTP/9 yes\r\n\r\n",
    ] {
        let none = bad_reply(none);
        assert_eq!((none.http_status(), none.problem()), (0, "the answer is no HTTP"));
    }
}
