//! TLS over any stream, and what is said when it does not come about.

use super::attempt::Try;
use super::wire::Stream;
use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, ClientConnection, StreamOwned};
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// An encrypted stream to a server that proved to be the right one.
pub(super) struct Tls(StreamOwned<ClientConnection, Box<dyn Stream>>);

impl Tls {
    pub(super) fn handshake(
        config: &Arc<ClientConfig>,
        host: &str,
        mut stream: Box<dyn Stream>,
        this: &Try<'_>,
    ) -> io::Result<Self> {
        let refused = |detail: String| {
            this.tls_refused.set(true);
            *this.detail.borrow_mut() = detail;
            io::Error::from(io::ErrorKind::InvalidData)
        };
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let name = ServerName::try_from(bare.unwrap_or(host)).map_err(|error| refused(error.to_string()))?;
        let connection = ClientConnection::new(Arc::clone(config), name.to_owned());
        let mut connection = connection.map_err(|error| refused(error.to_string()))?;
        connection.complete_io(&mut stream).map_err(|error| {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
            inner.map(why).map_or(error, refused)
        })?;
        Ok(Self(StreamOwned::new(connection, stream)))
    }
}

/// A refusal, and what to do where that can be said.
fn why(error: &rustls::Error) -> String {
    use CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext, UnknownIssuer};
    let advice = match error {
        rustls::Error::InvalidCertificate(UnknownIssuer) => {
            "; to trust a private authority, set ca_file or SSL_CERT_FILE"
        }
        // What rustls says of a certificate that stands for itself.
        rustls::Error::InvalidCertificate(CertificateError::Other(other))
            if other.to_string().contains("CaUsedAsEndEntity") =>
        {
            "; to trust a certificate of its own making, have it issued by an authority, and set ca_file or \
             SSL_CERT_FILE to that"
        }
        rustls::Error::InvalidCertificate(
            Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. },
        ) => "; check this machine's clock as well",
        _ => "",
    };
    format!("{error}{advice}")
}

impl Read for Tls {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl Write for Tls {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Stream for Tls {
    fn is_drained(&mut self) -> bool {
        let state = self.0.conn.process_new_packets();
        state.is_ok_and(|state| state.plaintext_bytes_to_read() == 0 && !state.peer_has_closed())
    }
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}
