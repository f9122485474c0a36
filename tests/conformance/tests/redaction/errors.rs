//! Errors as they really come, of every kind and cause that can be brought about, from servers, gateways and
//! proxies that repeat what they were told.

use crate::samples::{out_of_order, refused_inputs};
use std::collections::BTreeSet;
use std::time::Duration;
use zegoapi_client::{Client, ClientBuilder, Error, ErrorKind};
use zegoapi_conformance::peers::{Peer, closed_port};
use zegoapi_conformance::secrets::{
    CONTENT, SECRET, SIGNATURE, app, assert_clean, before_host, command, prints, simulator,
};
use zegoapi_conformance::stage::client_of;
use zegoapi_simulator::{Fault, FaultKind, Junk, Simulator};

/// Every kind of error.
pub(crate) fn real_errors() -> Vec<Error> {
    let mut errors = from_the_server();
    errors.extend(from_the_network());
    errors.extend(refused_inputs());
    errors.push(out_of_order());
    errors
}

fn send(client: &Client) -> Error {
    client.send(command()).unwrap_err()
}

fn over_http(sim: &Simulator) -> ClientBuilder {
    client_of(app(), &sim.http_url())
}

/// A refusal whose text says everything.
fn telling(code: i32, status: u16) -> FaultKind {
    let message = format!("{CONTENT} of {SECRET}: /?Action=X&Signature={SIGNATURE}&MessageContent=Rosebud");
    FaultKind::Code {
        code,
        message: Some(message),
        status,
    }
}

fn from_the_server() -> Vec<Error> {
    let sim = simulator();
    let faults: [Fault; 9] = [
        FaultKind::EchoUrl.into(),
        telling(2, 200).into(),
        telling(100_000_005, 403).into(),
        // A success under a status that is none: the body becomes an excerpt.
        telling(0, 500).into(),
        Fault::html(502),
        Fault::empty(200),
        Fault::junk(Junk::NotJson),
        Fault::drop_connection(),
        Fault::reset(),
    ];
    let mut errors = Vec::new();
    for fault in faults {
        sim.fail_next(fault, 1);
        errors.push(send(&over_http(&sim).build().unwrap()));
    }
    sim.fail_next(Fault::stall(), 1);
    errors.push(send(
        &over_http(&sim)
            .timeout(Duration::from_millis(300))
            .build()
            .unwrap(),
    ));
    errors
}

fn from_the_network() -> Vec<Error> {
    let sim = simulator();
    let refusing = Peer::refusing_proxy();
    let no_http = Peer::answering(b"Rosebud is no HTTP\r\n\r\n");
    let through = |proxy: &str| {
        client_of(app(), &sim.https_url())
            .ca_pem(sim.ca_pem())
            .proxy(proxy)
    };
    let clients = [
        through(&refusing.url("http", &before_host())),
        through(&format!("http://{}127.0.0.1:{}", before_host(), closed_port())),
        through(&format!("socks5://{}127.0.0.1:{}", before_host(), closed_port())),
        through(&no_http.url("http", &before_host())),
        through(&format!("http://{}nobody.invalid", before_host())),
        client_of(app(), &no_http.url("http", "")),
        client_of(app(), &sim.https_url()),
        client_of(app(), "https://nobody.invalid"),
        client_of(app(), &format!("http://127.0.0.1:{}", closed_port())),
    ];
    clients
        .into_iter()
        .map(|client| send(&client.build().unwrap()))
        .collect()
}

#[test]
fn every_kind_of_error_is_among_them_and_none_tells() {
    let errors = real_errors();
    let kinds: BTreeSet<&str> = errors.iter().map(|error| error.kind().name()).collect();
    assert_eq!(kinds, ErrorKind::ALL.map(ErrorKind::name).into());
    for error in &errors {
        for text in prints(error) {
            assert_clean(error.kind().name(), &text);
        }
    }
}

#[test]
fn what_is_not_secret_stays_readable() {
    let sim = simulator();
    sim.fail_next(Fault::html(502), 1);
    let text = send(&over_http(&sim).build().unwrap()).to_string();
    assert!(text.contains("502") && text.contains("Gateway"), "{text}");
    sim.fail_next(
        FaultKind::Code {
            code: 2,
            message: Some("parameter RoomId is wrong".into()),
            status: 200,
        },
        1,
    );
    let text = send(&over_http(&sim).build().unwrap()).to_string();
    assert!(text.contains("parameter RoomId is wrong"), "{text}");
}
