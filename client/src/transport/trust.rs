//! Whom to believe that a server is the vendor's, and how to prove to it who asks: the certificates of TLS.

use super::refuse;
use rustls::client::Resumption;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use std::env;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use zegoapi_core::Error;

/// The caller's choice of certificates.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trust {
    /// Trusted alone; one of the two.
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) ca_pem: Option<Vec<u8>>,
    /// The system's authorities in place of the bundled ones.
    pub(crate) system_roots: bool,
    /// Trusted as well, by the name of the option that said so.
    pub(crate) added: Vec<(&'static str, Source)>,
    /// The client's certificate chain and key.
    pub(crate) client_cert: Option<(Source, Source)>,
}

/// Where PEM comes from. Does not print it: it may be a key.
#[derive(Clone)]
pub(crate) enum Source {
    Pem(Vec<u8>),
    File(PathBuf),
}

/// Takes the place of the bundled authorities, as it does for OpenSSL, curl and others.
const VARIABLE: &str = "SSL_CERT_FILE";

impl Trust {
    /// What TLS connections are made with.
    pub(super) fn tls(&self) -> Result<ClientConfig, Error> {
        let roots = self.roots(env::var_os(VARIABLE).map(PathBuf::from))?;
        // The provider that was chosen at build time, and not one that the program around may have set.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_| refuse("tls", "supported by this build", 0))?
            .with_root_certificates(roots);
        let Some((certificate, key)) = &self.client_cert else {
            return Ok(builder.with_no_client_auth());
        };
        let chain = certificates("client_cert", certificate)?;
        let key = key.read("client_key")?;
        let refused = |expected| refuse("client_key", expected, key.len());
        let parsed = PrivateKeyDer::from_pem_slice(&key)
            .map_err(|_| refused("PEM with a private key (PKCS #8, PKCS #1 or SEC 1, not encrypted)"))?;
        let config = builder.with_client_auth_cert(chain, parsed);
        config.map_err(|_| refused("the private key of client_cert"))
    }

    fn roots(&self, variable: Option<PathBuf>) -> Result<RootCertStore, Error> {
        let mut roots = RootCertStore::empty();
        match (&self.ca_file, &self.ca_pem, self.system_roots) {
            (Some(_), Some(pem), _) => {
                return Err(refuse(
                    "ca_pem",
                    "allowed beside ca_file: give one of the two",
                    pem.len(),
                ));
            }
            (Some(_), _, true) | (_, Some(_), true) => {
                return Err(refuse(
                    "system_roots",
                    "allowed beside ca_file or ca_pem: add one with add_ca_file or add_ca_pem",
                    0,
                ));
            }
            (Some(file), ..) => add(&mut roots, "ca_file", &Source::File(file.clone()))?,
            (_, Some(pem), _) => add(&mut roots, "ca_pem", &Source::Pem(pem.clone()))?,
            (.., true) => {
                let found = rustls_native_certs::load_native_certs();
                // Some of a system's are of forms that nobody reads any more.
                let (added, _) = roots.add_parsable_certificates(found.certs);
                if added == 0 {
                    return Err(refuse("system_roots", "to be found on this system", 0));
                }
            }
            _ => match variable.filter(|path| !path.as_os_str().is_empty()) {
                Some(path) => add(&mut roots, VARIABLE, &Source::File(path))?,
                None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            },
        }
        for (field, source) in &self.added {
            add(&mut roots, field, source)?;
        }
        Ok(roots)
    }
}

/// The same for another process, which shares no lock with this one's connections.
pub(super) fn for_this_process(config: &ClientConfig) -> Arc<ClientConfig> {
    let mut config = config.clone();
    config.resumption = Resumption::in_memory_sessions(256);
    Arc::new(config)
}

fn add(roots: &mut RootCertStore, field: &'static str, source: &Source) -> Result<(), Error> {
    for certificate in certificates(field, source)? {
        let size = certificate.len();
        let added = roots.add(certificate);
        added.map_err(|_| refuse(field, "made of certificates of authorities", size))?;
    }
    Ok(())
}

fn certificates(field: &'static str, source: &Source) -> Result<Vec<CertificateDer<'static>>, Error> {
    let pem = source.read(field)?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    let found = found.ok().filter(|found| !found.is_empty());
    found.ok_or_else(|| refuse(field, "PEM with at least one certificate", pem.len()))
}

impl Source {
    fn read(&self, field: &'static str) -> Result<Vec<u8>, Error> {
        match self {
            Self::Pem(pem) => Ok(pem.clone()),
            Self::File(path) => fs::read(path).map_err(|_| refuse(field, "a file that can be read", 0)),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pem(pem) => write!(f, "Pem({} bytes)", pem.len()),
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_comes_to_what_is_there() {
        let web = Trust::default().roots(None).unwrap().len();
        assert!(web > 50, "{web}");
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(Vec::new()).unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let trust = Trust {
            added: vec![("add_ca_pem", Source::Pem(pem.into_bytes()))],
            ..Trust::default()
        };
        assert_eq!(trust.roots(None).unwrap().len(), web + 1);
    }
}
