//! Options that cannot be are refused, and large ones cost nothing until they are used.

use crate::support::{OK, PATIENCE, Server, app, client, get, send, together};
use std::time::Duration;
use zegoapi_client::{Attempt, Client, ClientBuilder, Error, Limits};

#[track_caller]
fn refused(builder: ClientBuilder) -> String {
    match builder.build() {
        Err(Error::InvalidInput(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let _together = together();
    let of = || client("http://127.0.0.1:1");
    for (builder, field) in [
        (of().timeout(Duration::ZERO), "timeout"),
        (of().connect_timeout(Duration::ZERO), "connect_timeout"),
        (of().connect_timeout(Duration::from_nanos(999)), "connect_timeout"),
        (of().max_connection_age(Duration::ZERO), "max_connection_age"),
        (of().max_reply_bytes(0), "max_reply_bytes"),
        (
            of().max_reply_bytes(usize::MAX),
            "max_reply_bytes is 18446744073709551615",
        ),
        (of().max_idle_connections(usize::MAX), "max_idle_connections"),
        (of().proxy("ftp://h"), "proxy"),
    ] {
        let text = refused(builder);
        assert!(text.starts_with(&format!("invalid input: {field}")), "{text}");
    }
}

#[test]
fn no_limit_is_allocated_and_no_time_is_too_long() {
    let _together = together();
    let server = Server::answering(OK);
    let limits = Limits {
        url_bytes: 1 << 40,
        body_bytes: usize::MAX,
        ..Limits::default()
    };
    let client = Client::builder(app().with_limits(limits))
        .endpoint(server.url("http", "127.0.0.1").parse().unwrap())
        .connect_timeout(Duration::MAX)
        .timeout(Duration::MAX)
        .max_connection_age(Duration::MAX)
        .max_reply_bytes(1 << 30)
        .no_proxy()
        .build()
        .unwrap();
    client
        .transport()
        .exchange_within(&get(&client), Duration::MAX)
        .unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn no_time_sends_nothing() {
    let _together = together();
    let server = Server::answering(OK);
    let client = client(&server.url("http", "127.0.0.1")).build().unwrap();
    let none = Attempt::within(Duration::ZERO);
    assert!(matches!(
        client.transport().exchange(&get(&client), &none),
        Err(Error::NotSent(_))
    ));
    send(&client).unwrap();
    assert!(matches!(
        client.transport().exchange(&get(&client), &none),
        Err(Error::NotSent(_))
    ));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_signed_url_does_not_go_out_in_plain_text() {
    let _together = together();
    let server = Server::answering(OK);
    let plain = client(&server.url("http", "127.0.0.1")).build().unwrap();
    let secure = client(&server.url("https", "127.0.0.1")).build().unwrap();
    let outcome = secure.transport().exchange_within(&get(&plain), PATIENCE);
    assert!(matches!(outcome, Err(Error::InvalidInput(_))), "{outcome:?}");
    assert_eq!(server.connections(), 0);
}
