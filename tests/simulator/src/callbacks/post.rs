//! One request with a callback: a connection of its own to the URL that was set, and the status that
//! comes back.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};

use super::letter::Letter;

/// The most of an answer's body that is read, though nobody looks at it.
const MAX_BODY: usize = 64 * 1024;
/// How long that may take.
const DRAIN: Duration = Duration::from_secs(1);

/// A URL that callbacks go to.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// As it was set.
    pub(crate) url: String,
    is_tls: bool,
    /// Without the brackets of an IPv6 address.
    host: String,
    port: u16,
    /// As in the `Host` header.
    authority: String,
    path: String,
}

impl Target {
    /// Reads a URL, or says what is wrong with it.
    pub(crate) fn parse(url: &str) -> Result<Target, String> {
        let wrong = || "a callback URL is http:// or https:// with a host, and holds no user name".to_owned();
        let uri = url.parse::<Uri>().map_err(|_| wrong())?;
        let is_tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(wrong()),
        };
        let authority = uri.authority().ok_or_else(wrong)?;
        let host = authority.host().trim_matches(['[', ']']);
        let port = authority.port_u16();
        // A port that is no number reads as none.
        let has_port = !authority.as_str().ends_with(authority.host());
        if host.is_empty() || authority.as_str().contains('@') || (has_port && port.is_none()) {
            return Err(wrong());
        }
        Ok(Target {
            url: url.to_owned(),
            is_tls,
            host: host.to_owned(),
            port: port.unwrap_or(if is_tls { 443 } else { 80 }),
            authority: authority.to_string(),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }
}

/// Posts a callback, and gives the status of the answer; `None` when there was none in time.
pub(crate) async fn post(
    target: &Target,
    letter: &Letter,
    tls: &TlsConnector,
    limit: Duration,
) -> Option<u16> {
    // Ends the connection when it goes.
    let mut driver = JoinSet::new();
    let head = tokio::time::timeout(limit, head(target, letter, tls, &mut driver)).await;
    let response = head.ok()?.ok()?;
    let status = response.status().as_u16();
    // The answer stands whatever its body does; it is read so that the receiver sees an orderly end.
    let _ = tokio::time::timeout(DRAIN, Limited::new(response.into_body(), MAX_BODY).collect()).await;
    Some(status)
}

async fn head(
    target: &Target,
    letter: &Letter,
    tls: &TlsConnector,
    driver: &mut JoinSet<()>,
) -> io::Result<Response<Incoming>> {
    let tcp = TcpStream::connect((target.host.as_str(), target.port)).await?;
    tcp.set_nodelay(true)?;
    if target.is_tls {
        let name = ServerName::try_from(target.host.clone()).map_err(io::Error::other)?;
        send(tls.connect(name, tcp).await?, target, letter, driver).await
    } else {
        send(tcp, target, letter, driver).await
    }
}

async fn send<S>(
    stream: S,
    target: &Target,
    letter: &Letter,
    driver: &mut JoinSet<()>,
) -> io::Result<Response<Incoming>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let request = Request::post(target.path.as_str())
        .header(HOST, target.authority.as_str())
        .header(CONTENT_TYPE, letter.content_type)
        .header(
            USER_AGENT,
            concat!("zegoapi-simulator/", env!("CARGO_PKG_VERSION")),
        )
        .header(CONNECTION, "close")
        .body(Full::<Bytes>::new(letter.body.clone()))
        .map_err(io::Error::other)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    // What goes wrong with the connection shows in the answer.
    driver.spawn(async { drop(connection.await) });
    sender.send_request(request).await.map_err(io::Error::other)
}

/// TLS that takes any certificate: receivers in tests have made-up ones.
pub(crate) fn connector() -> io::Result<TlsConnector> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_says_where_to_connect_and_what_to_ask_for() {
        let target = |url| {
            let target = Target::parse(url).expect(url);
            (
                target.is_tls,
                target.host,
                target.port,
                target.authority,
                target.path,
            )
        };
        let wanted = |is_tls, host: &str, port, authority: &str, path: &str| {
            (
                is_tls,
                host.to_owned(),
                port,
                authority.to_owned(),
                path.to_owned(),
            )
        };
        assert_eq!(
            target("http://a.example"),
            wanted(false, "a.example", 80, "a.example", "/")
        );
        assert_eq!(
            target("https://[::1]:8443/hook?key=a%20b"),
            wanted(true, "::1", 8443, "[::1]:8443", "/hook?key=a%20b")
        );
        assert_eq!(
            target("https://127.0.0.1/"),
            wanted(true, "127.0.0.1", 443, "127.0.0.1", "/")
        );
    }

    #[test]
    fn other_urls_are_refused() {
        for url in [
            "",
            "/hook",
            "a.example",
            "ftp://a.example/",
            "http://",
            "http:///hook",
            "http://a.example:70000/",
            "http://user@a.example/",
            "http://a b/",
        ] {
            assert!(Target::parse(url).is_err(), "{url:?}");
        }
    }
}
