//! Whom to believe that a server is the vendor's: the bundled web roots, or the given certificates alone.

use super::refuse;
use std::fs;
use std::path::PathBuf;
use ureq::tls::{PemItem, RootCerts, parse_pem};
use zegoapi_core::Error;

/// The caller's choice of certificate authorities.
#[derive(Debug)]
pub(crate) enum Trust {
    WebRoots,
    File(PathBuf),
    Pem(Vec<u8>),
}

impl Trust {
    pub(super) fn root_certs(&self) -> Result<RootCerts, Error> {
        match self {
            Self::WebRoots => Ok(RootCerts::WebPki),
            Self::Pem(pem) => read("ca_pem", pem),
            Self::File(path) => {
                let pem = fs::read(path).map_err(|_| refuse("ca_file", "a file that can be read", 0))?;
                read("ca_file", &pem)
            }
        }
    }
}

fn read(field: &'static str, pem: &[u8]) -> Result<RootCerts, Error> {
    let malformed = || refuse(field, "PEM with at least one certificate", pem.len());
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| malformed())? {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() {
        Err(malformed())
    } else {
        Ok(RootCerts::new_with_certs(&certificates))
    }
}
