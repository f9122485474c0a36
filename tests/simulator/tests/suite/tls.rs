//! TLS under the simulator's own authority, and what goes wrong below HTTP there.

use std::io::{self, Read};
use std::net::TcpStream;
use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use zegoapi_simulator::{Fault, FaultKind, Settings, Simulator};

use crate::support::{Params, connect, read_answer, started, write_request};

type Secure = StreamOwned<ClientConnection, TcpStream>;

/// A TLS connection whose handshake is done.
fn secure(sim: &Simulator, ca_pem: &str, name: &str) -> io::Result<Secure> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).expect("a certificate"))
        .expect("a root");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).expect("a name");
    let mut session = ClientConnection::new(Arc::new(config), name).expect("a session");
    let mut tcp = connect(&sim.https_url());
    while session.is_handshaking() {
        session.complete_io(&mut tcp)?;
    }
    Ok(StreamOwned::new(session, tcp))
}

fn ask(stream: &mut Secure, sim: &Simulator) {
    write_request(
        stream,
        "GET",
        &Params::message(sim, "x").target(),
        "localhost",
        "",
        "",
    );
}

#[test]
fn the_certificate_is_good_for_every_name_of_loopback_and_no_other() {
    let sim = started();
    for name in ["localhost", "127.0.0.1", "::1"] {
        let mut stream = secure(&sim, sim.ca_pem(), name).expect(name);
        ask(&mut stream, &sim);
        assert_eq!(read_answer(&mut stream).expect("an answer").code(), 0);
        ask(&mut stream, &sim);
        assert_eq!(
            read_answer(&mut stream).expect("an answer").code(),
            0,
            "kept open"
        );
    }
    assert_eq!(
        (sim.counters().tls_handshakes, sim.counters().connections_accepted),
        (3, 3)
    );
    assert!(secure(&sim, sim.ca_pem(), "rtc-api.zego.im").is_err());
}

#[test]
fn another_simulator_s_authority_is_not_trusted() {
    let (sim, other) = (started(), started());
    assert!(secure(&sim, other.ca_pem(), "localhost").is_err());
    assert_eq!(sim.counters().calls, 0);
}

#[test]
fn a_handshake_can_be_cut() {
    let sim = started();
    sim.fail_next(FaultKind::CloseInHandshake, 1);
    let error = secure(&sim, sim.ca_pem(), "localhost").expect_err("no handshake");
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    assert_eq!((sim.counters().tls_handshakes, sim.counters().faults), (0, 1));
    assert!(secure(&sim, sim.ca_pem(), "localhost").is_ok());
}

#[test]
fn a_reset_is_a_reset_under_tls_too() {
    let sim = started();
    let mut stream = secure(&sim, sim.ca_pem(), "localhost").expect("a connection");
    sim.fail_next(Fault::reset().after(), 1);
    ask(&mut stream, &sim);
    let error = stream.read(&mut [0; 8]).expect_err("no answer");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(sim.counters().acted_on("x"), 1);
}

#[test]
fn an_echo_names_the_scheme() {
    let sim = started();
    sim.fail_next(FaultKind::EchoUrl, 1);
    let mut stream = secure(&sim, sim.ca_pem(), "localhost").expect("a connection");
    ask(&mut stream, &sim);
    assert!(
        read_answer(&mut stream)
            .expect("a page")
            .text()
            .contains("https://localhost/?Action=")
    );
}

#[test]
fn an_idle_connection_is_closed_with_a_word_of_farewell() {
    let sim = started();
    sim.set_settings(Settings {
        idle_timeout_ms: 300,
        ..Settings::default()
    });
    let mut stream = secure(&sim, sim.ca_pem(), "localhost").expect("a connection");
    ask(&mut stream, &sim);
    read_answer(&mut stream).expect("an answer");
    let end = stream.read(&mut [0; 8]);
    assert_eq!(end.expect("a close_notify; without one this is an error"), 0);
}
