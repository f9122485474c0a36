//! Protects the secret of a signed URL on its way: it goes only to a server that proves to be the right one, and
//! never in plain text. A client that trusts more than it was told to is red here.

use std::fs;
use std::path::PathBuf;
use zegoapi_client::{Client, ClientBuilder, Endpoint, Error, NotSentCause};
use zegoapi_conformance::stage::{app, client_of, over_https, simulator, to_u1};
use zegoapi_simulator::{Config, Simulator};

/// Sends, and expects a refused handshake of which the server counted no call.
fn refused(sim: &Simulator, client: ClientBuilder) {
    let error = client.build().unwrap().send(to_u1("hi")).unwrap_err();
    let Error::NotSent(e) = &error else {
        panic!("{error}")
    };
    assert_eq!(
        (e.cause(), error.retryable()),
        (NotSentCause::Tls, false),
        "{error}"
    );
    let counters = sim.counters();
    assert_eq!(
        (counters.calls, counters.acted_on("hi"), counters.tls_handshakes),
        (0, 0, 0)
    );
}

fn accepted(sim: &Simulator, client: ClientBuilder) {
    client.build().unwrap().send(to_u1("hi")).unwrap();
    assert_eq!(
        (sim.counters().acted_on("hi"), sim.counters().tls_handshakes),
        (1, 1)
    );
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn an_unknown_authority_is_refused() {
    let sim = simulator();
    refused(&sim, client_of(app(&sim), &sim.https_url()));
}

#[test]
fn the_given_authority_is_trusted_as_text_and_as_a_file() {
    let sim = simulator();
    accepted(&sim, over_https(&sim));
    let sim = simulator();
    let path = file("right.pem", sim.ca_pem());
    accepted(&sim, client_of(app(&sim), &sim.https_url()).ca_file(path));
}

#[test]
fn the_given_authority_is_trusted_alone() {
    // Another simulator has another authority, under the same name.
    let (sim, other) = (simulator(), simulator());
    refused(
        &sim,
        client_of(app(&sim), &sim.https_url()).ca_pem(other.ca_pem()),
    );
    let path = file("other.pem", other.ca_pem());
    refused(&sim, client_of(app(&sim), &sim.https_url()).ca_file(path));
    let both = format!("{}\n{}", other.ca_pem(), sim.ca_pem());
    accepted(&sim, client_of(app(&sim), &sim.https_url()).ca_pem(both));
}

#[test]
fn a_certificate_for_another_name_is_refused() {
    // Its certificate names loopback and this host; the client asks for another loopback address.
    let sim = Simulator::start(Config {
        hosts: vec!["sim.test".to_owned()],
        ..Config::default()
    })
    .unwrap();
    let elsewhere = sim
        .https_url()
        .replace("localhost", "localhost.localdomain.invalid");
    let port = sim.https_url().rsplit(':').next().unwrap().to_owned();
    let proxy = zegoapi_conformance::peers::Peer::proxy_to(format!("127.0.0.1:{port}"));
    // Only a proxy knows the name, and leads to the right port.
    refused(
        &sim,
        client_of(app(&sim), &elsewhere)
            .ca_pem(sim.ca_pem())
            .proxy(&proxy.url("http", "")),
    );
    let named = format!("https://sim.test:{port}");
    let sim_room_is_there = client_of(app(&sim), &named)
        .ca_pem(sim.ca_pem())
        .proxy(&proxy.url("http", ""));
    sim.login("room1", "u1");
    accepted(&sim, sim_room_is_there);
}

#[test]
fn what_is_no_ca_file_is_refused_before_any_connection() {
    let sim = simulator();
    let certificate_cut_short = sim.ca_pem()[..sim.ca_pem().len() / 2].to_owned();
    let files = [
        PathBuf::from("/no/such/file.pem"),
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")),
        file("empty.pem", ""),
        file("text.pem", "not a certificate\n"),
        file("short.pem", &certificate_cut_short),
    ];
    for path in files {
        let built = client_of(app(&sim), &sim.https_url()).ca_file(&path).build();
        let Err(Error::InvalidInput(e)) = built else {
            panic!("{}: {built:?}", path.display())
        };
        assert_eq!(e.field(), "ca_file");
    }
    for text in ["", "not a certificate\n", &certificate_cut_short] {
        let Err(Error::InvalidInput(e)) = Client::builder(app(&sim)).ca_pem(text).build() else {
            panic!("{text}")
        };
        assert_eq!(e.field(), "ca_pem");
    }
    assert_eq!(sim.counters().connections_accepted, 0);
}

#[test]
fn plain_http_is_for_loopback_alone() {
    for url in [
        "http://rtc-api.zego.im",
        "http://192.0.2.1:80",
        "http://localhost.example.com",
        "HTTP://example.com",
    ] {
        let Err(Error::InvalidInput(e)) = Endpoint::from_base_url(url) else {
            panic!("{url}")
        };
        assert_eq!(e.field(), "base_url", "{url}");
    }
}

#[test]
fn https_is_not_downgraded_by_a_redirect() {
    let sim = simulator();
    let location = sim.http_url() + "/";
    sim.fail_next(zegoapi_simulator::FaultKind::Redirect { location }, 1);
    let error = over_https(&sim).build().unwrap().send(to_u1("hi")).unwrap_err();
    assert!(
        matches!(&error, Error::BadReply(e) if e.http_status() == 302),
        "{error}"
    );
    assert_eq!((sim.counters().calls, sim.counters().acted_on("hi")), (1, 0));
}
