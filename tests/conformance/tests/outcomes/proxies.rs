//! What a proxy may do: refuse, which sends nothing; or tunnel, through which the request goes once and whole.
//! Plain http, which is for loopback only, passes a proxy by.

use zegoapi_client::{Client, Error, NotSentCause};
use zegoapi_conformance::peers::{Peer, closed_port};
use zegoapi_conformance::stage::{over_http, over_https, simulator, to_u1};

fn not_sent(client: &Client) -> NotSentCause {
    let error = client.send(to_u1("hi")).unwrap_err();
    let Error::NotSent(error) = &error else {
        panic!("{error}")
    };
    error.cause()
}

#[test]
fn a_proxy_that_refuses() {
    let (sim, proxy) = (simulator(), Peer::refusing_proxy());
    let client = over_https(&sim)
        .proxy(&proxy.url("http", "me:not-the-password@"))
        .build()
        .unwrap();
    assert_eq!(not_sent(&client), NotSentCause::Proxy);
    assert!(
        proxy.heard().starts_with("CONNECT localhost:"),
        "{}",
        proxy.heard()
    );
    assert!(
        !proxy.heard().contains("Signature"),
        "a proxy is told no more than the host"
    );
    assert_eq!(
        (sim.counters().calls, sim.counters().connections_accepted),
        (0, 0)
    );
}

#[test]
fn a_proxy_that_is_not_there_or_no_proxy() {
    let sim = simulator();
    let absent = format!("http://127.0.0.1:{}", closed_port());
    let client = over_https(&sim).proxy(&absent).build().unwrap();
    assert!(matches!(
        not_sent(&client),
        NotSentCause::Connect | NotSentCause::Proxy
    ));
    let peer = Peer::answering(b"220 mail.example ESMTP\r\n\r\n");
    let client = over_https(&sim).proxy(&peer.url("http", "")).build().unwrap();
    // Whatever it is called, nothing was sent.
    not_sent(&client);
    assert_eq!(sim.counters().calls, 0);
}

#[test]
fn a_tunnel_carries_the_request_whole_and_once() {
    let (sim, proxy) = (simulator(), Peer::proxy());
    let client = over_https(&sim)
        .proxy(&proxy.url("http", "me:the-password@"))
        .build()
        .unwrap();
    let content = "推送 100% & more?#".repeat(20);
    client.send(to_u1(&content)).unwrap();
    client.send(to_u1("again")).unwrap();
    assert_eq!(
        sim.messages("room1", "u1")
            .iter()
            .map(|m| &*m.content)
            .collect::<Vec<_>>(),
        [&*content, "again"]
    );
    let counters = sim.counters();
    assert_eq!((counters.calls, counters.acted_on(&content)), (2, 1));
    assert_eq!(
        (proxy.connections(), counters.connections_accepted),
        (1, 1),
        "the tunnel is kept for reuse"
    );
    assert_eq!(proxy.heard().matches("CONNECT ").count(), 1);
}

#[test]
fn a_failure_behind_the_tunnel_is_no_failure_of_the_proxy() {
    let (sim, proxy) = (simulator(), Peer::proxy());
    let client = over_https(&sim).proxy(&proxy.url("http", "")).build().unwrap();
    sim.fail_next(zegoapi_simulator::Fault::drop_connection().after(), 1);
    let error = client.send(to_u1("hi")).unwrap_err();
    assert!(matches!(error, Error::Unknown(_)), "{error}");
    assert_eq!(sim.counters().acted_on("hi"), 1);
}

#[test]
fn plain_http_passes_a_proxy_by() {
    let (sim, proxy) = (simulator(), Peer::proxy());
    let client = over_http(&sim).proxy(&proxy.url("http", "")).build().unwrap();
    client.send(to_u1("hi")).unwrap();
    assert_eq!((sim.counters().acted_on("hi"), proxy.connections()), (1, 0));
}
