//! Failures of the network itself, each at the stage at which it strikes: names, connections, handshakes, writing,
//! waiting for the answer. What went out whole may be delivered; what did not is not.

use std::time::Duration;
use zegoapi_client::{App, Applied, Client, Error, GenericAction, Limits, NotSentCause, UnknownCause};
use zegoapi_conformance::peers::{Peer, closed_port};
use zegoapi_conformance::stage::{client_of, endpoint, to_u1};

/// Short, for failures that only show when time runs out.
const SHORT: Duration = Duration::from_millis(500);

fn app() -> App {
    App::new(12345, "9193cc662a4c0ec135ec71fb57194b38").unwrap()
}

fn send(client: &Client) -> Error {
    client.send(to_u1("hi")).unwrap_err()
}

fn not_sent(error: &Error) -> NotSentCause {
    assert_eq!(error.applied(), Applied::No);
    let Error::NotSent(error) = error else {
        panic!("{error}")
    };
    error.cause()
}

fn unknown(error: &Error) -> UnknownCause {
    assert_eq!(error.applied(), Applied::Unknown);
    let Error::Unknown(error) = error else {
        panic!("{error}")
    };
    error.cause()
}

#[test]
fn nobody_listens() {
    for scheme in ["http", "https"] {
        let client = client_of(app(), &format!("{scheme}://127.0.0.1:{}", closed_port()))
            .build()
            .unwrap();
        assert_eq!(not_sent(&send(&client)), NotSentCause::Connect);
    }
}

#[test]
fn a_host_without_an_address() {
    // The domain is reserved for names that do not exist.
    let client = client_of(app(), "https://nobody.invalid").build().unwrap();
    assert_eq!(not_sent(&send(&client)), NotSentCause::Dns);
}

#[test]
fn a_handshake_that_does_not_come_to_an_end() {
    let peer = Peer::silent();
    let client = client_of(app(), &peer.url("https", ""))
        .connect_timeout(SHORT)
        .build()
        .unwrap();
    assert_eq!(not_sent(&send(&client)), NotSentCause::Timeout);
    let client = client_of(app(), &peer.url("https", ""))
        .timeout(SHORT)
        .build()
        .unwrap();
    assert_eq!(not_sent(&send(&client)), NotSentCause::Timeout);
}

#[test]
fn a_server_that_hears_and_does_not_answer() {
    let peer = Peer::silent();
    let client = client_of(app(), &peer.url("http", ""))
        .timeout(SHORT)
        .build()
        .unwrap();
    assert_eq!(unknown(&send(&client)), UnknownCause::Timeout);
    assert!(peer.heard().contains("MessageContent=hi"), "{}", peer.heard());
}

#[test]
fn a_server_that_accepts_and_does_not_read() {
    let peer = Peer::deaf();
    let client = client_of(app(), &peer.url("http", ""))
        .timeout(SHORT)
        .build()
        .unwrap();
    // The system took the whole request, and may yet hand it over.
    assert_eq!(unknown(&send(&client)), UnknownCause::Timeout);
}

#[test]
fn a_request_that_the_network_does_not_take_whole() {
    let peer = Peer::deaf();
    // More than the buffers of both sides hold.
    let limits = Limits {
        body_bytes: 64 << 20,
        ..Limits::default()
    };
    let body = format!(r#"{{"x":"{}"}}"#, "x".repeat(48 << 20));
    let client = client_of(app().with_limits(limits), &peer.url("http", ""))
        .timeout(2 * SHORT)
        .build()
        .unwrap();
    let error = client
        .send(GenericAction::new_post("StartMix", body).unwrap())
        .unwrap_err();
    assert_eq!(not_sent(&error), NotSentCause::Timeout);
}

#[test]
fn an_answer_that_is_no_http() {
    let answers: [&[u8]; 3] = [
        b"220 mail.example ESMTP\r\n",
        b"\x15\x03\x01\x00\x02\x02\x28",
        b"HTTP/9 yes\r\n\r\n",
    ];
    for answer in answers {
        let peer = Peer::answering(answer);
        let error = send(&client_of(app(), &peer.url("http", "")).build().unwrap());
        let Error::BadReply(e) = &error else {
            panic!("{error}")
        };
        assert_eq!((e.http_status(), error.applied()), (0, Applied::Unknown));
    }
}

#[test]
fn tls_where_there_is_none() {
    // What a plain server answers a handshake that it takes for a request.
    let peer = Peer::greeting(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    let error = send(&client_of(app(), &peer.url("https", "")).build().unwrap());
    assert_eq!(not_sent(&error), NotSentCause::Tls);
}

#[test]
fn plain_http_to_another_host_is_refused_before_it_is_tried() {
    let Err(Error::InvalidInput(e)) = zegoapi_client::Endpoint::from_base_url("http://example.com") else {
        panic!("a signed URL would go out in plain text")
    };
    assert_eq!(e.field(), "base_url");
    assert!(!endpoint("http://127.0.0.1:1").is_https());
}
