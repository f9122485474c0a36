//! Whom the client believes, and how it proves who it is.

use crate::proxies::sent_with;
use crate::support::{OK, Server, client, not_sent, send, simulator, together};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use zegoapi_client::{ClientBuilder, Error, NotSentCause};

/// An authority of the test's own.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            pem,
            issuer: Issuer::new(params, key),
        }
    }

    /// A certificate for a name, and its key, as PEM.
    fn issue(&self, name: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        (
            params.signed_by(&key, &self.issuer).unwrap().pem(),
            key.serialize_pem(),
        )
    }

    fn roots(&self) -> Arc<RootCertStore> {
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(self.pem.as_bytes()).unwrap())
            .unwrap();
        Arc::new(roots)
    }
}

/// A server for `localhost` over TLS, and the authority to trust for it.
pub(crate) struct TlsServer {
    pub(crate) server: Server,
    pub(crate) ca_pem: String,
}

/// One that asks for a certificate of `clients` where there are any.
pub(crate) fn tls_server(
    clients: Option<Arc<RootCertStore>>,
    serve: impl Fn(StreamOwned<ServerConnection, TcpStream>) + Send + Sync + 'static,
) -> TlsServer {
    let authority = Authority::new();
    let (certificate, key) = authority.issue("localhost");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    let builder = match clients {
        Some(roots) => {
            let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider);
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
        None => builder.with_no_client_auth(),
    };
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    let config = Arc::new(builder.with_single_cert(chain, key).unwrap());
    let server = Server::start(move |served| {
        let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
        serve(StreamOwned::new(connection, served.stream.try_clone().unwrap()));
    });
    TlsServer {
        server,
        ca_pem: authority.pem,
    }
}

#[test]
fn a_stranger_is_refused_with_what_to_set() {
    let _together = together();
    let sim = simulator();
    let error = not_sent(
        send(&client(&sim.https_url()).build().unwrap()),
        NotSentCause::Tls,
    );
    assert!(
        error.detail().starts_with("TLS handshake with localhost:"),
        "{error}"
    );
    let advice = "UnknownIssuer; to trust a private authority, set ca_file or SSL_CERT_FILE";
    assert!(error.detail().ends_with(advice), "{error}");
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn authorities_are_trusted_alone_or_added() {
    let _together = together();
    let (sim, other) = (simulator(), simulator());
    let path = file("added.pem", sim.ca_pem());
    let of = || client(&sim.https_url());
    let with: [ClientBuilder; 6] = [
        of().ca_pem(sim.ca_pem()),
        of().ca_file(&path),
        of().add_ca_pem(sim.ca_pem()),
        of().add_ca_file(&path),
        of().ca_pem(other.ca_pem()).add_ca_pem(sim.ca_pem()),
        of().ca_pem(sim.ca_pem()).add_ca_pem(other.ca_pem()),
    ];
    for builder in with {
        assert_eq!(send(&builder.build().unwrap()).unwrap().status, 200);
    }
    not_sent(
        send(&of().ca_pem(other.ca_pem()).build().unwrap()),
        NotSentCause::Tls,
    );
    not_sent(
        send(&of().add_ca_pem(other.ca_pem()).build().unwrap()),
        NotSentCause::Tls,
    );
}

#[test]
fn the_environment_s_authorities_take_the_place_of_the_web_s() {
    let _together = together();
    let (sim, other) = (simulator(), simulator());
    let right = file("environment.pem", sim.ca_pem());
    let wrong = file("environment-other.pem", other.ca_pem());
    let (right, wrong) = (right.to_str().unwrap(), wrong.to_str().unwrap());
    let url = sim.https_url();
    assert_eq!(sent_with(&url, None, &[("SSL_CERT_FILE", right)]), "Ok(200)");
    assert_eq!(
        sent_with(&url, Some("the system's"), &[("SSL_CERT_FILE", right)]),
        "Ok(200)"
    );
    assert!(sent_with(&url, None, &[("SSL_CERT_FILE", wrong)]).contains("cause: Tls"));
    assert!(sent_with(&url, None, &[("SSL_CERT_FILE", "")]).contains("cause: Tls"));
    // A choice in the program counts for more.
    assert_eq!(
        sent_with(&url, Some(sim.ca_pem()), &[("SSL_CERT_FILE", wrong)]),
        "Ok(200)"
    );
    let missing = sent_with(&url, None, &[("SSL_CERT_FILE", "/no/such/file")]);
    assert!(
        missing.contains("InvalidInput") && missing.contains("SSL_CERT_FILE"),
        "{missing}"
    );
}

#[test]
fn choices_that_exclude_each_other_are_refused() {
    let _together = together();
    let (sim, path) = (simulator(), file("excluded.pem", "not read"));
    let (chain, key) = Authority::new().issue("localhost");
    let of = || client(&sim.https_url());
    for (builder, field) in [
        (of().ca_pem(sim.ca_pem()).ca_file(&path), "ca_pem"),
        (of().ca_pem(sim.ca_pem()).system_roots(), "system_roots"),
        (of().ca_file(&path).system_roots(), "system_roots"),
        (of().ca_pem("nothing"), "ca_pem"),
        (of().add_ca_pem(""), "add_ca_pem"),
        (of().add_ca_file("/no/such/file"), "add_ca_file"),
        (of().ca_file(&path), "ca_file"),
        (of().client_cert_pem(chain.clone(), "no key"), "client_key"),
        (of().client_cert_pem("no certificate", key.clone()), "client_cert"),
        (
            of().client_cert_files("/no/such/file", "/nor/this"),
            "client_cert",
        ),
        (
            of().client_cert_pem(chain.clone(), Authority::new().issue("x").1),
            "client_key",
        ),
    ] {
        match builder.build() {
            Err(Error::InvalidInput(error)) => assert_eq!(error.field(), field, "{error}"),
            other => panic!("{field}: {other:?}"),
        }
    }
}

#[test]
fn a_client_proves_who_it_is() {
    let _together = together();
    let clients = Authority::new();
    let server = tls_server(Some(clients.roots()), |mut stream| {
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
            head.push(byte[0]);
        }
        let _ = stream.write_all(OK).and_then(|()| stream.flush());
    });
    let of = || client(&server.server.url("https", "localhost")).ca_pem(server.ca_pem.clone());
    let (chain, key) = clients.issue("client");
    let [chain_file, key_file] = [file("chain.pem", &chain), file("key.pem", &key)];
    let known = of().client_cert_pem(chain, key).build().unwrap();
    assert_eq!(send(&known).unwrap().status, 200);
    let from_files = of().client_cert_files(chain_file, key_file).build().unwrap();
    assert_eq!(send(&from_files).unwrap().status, 200);
    let (chain, key) = Authority::new().issue("client");
    for stranger in [of(), of().client_cert_pem(chain, key)] {
        // In TLS 1.3 the server's refusal comes after the client's first bytes.
        assert!(send(&stranger.build().unwrap()).is_err());
    }
}
