//! Whom the client believes to be the vendor's server, and how it proves who it is: PEM texts and files from Python.

use crate::convert::{flag, text_or_bytes, wrong_type};
use pyo3::prelude::*;
use std::path::PathBuf;
use zegoapi_client::ClientBuilder;

/// `(ca_file, ca_pem, system_roots, add_ca_file, add_ca_pem, client_cert_files, client_cert_pem)`, each of them `None`
/// when it was not given, but for the flag.
#[derive(FromPyObject)]
pub(crate) struct Trust<'py>(
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
    Bound<'py, PyAny>,
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
    Option<Bound<'py, PyAny>>,
);

impl Trust<'_> {
    /// Tells the builder, which reads and checks what was given.
    pub(crate) fn tell(self, mut builder: ClientBuilder) -> PyResult<ClientBuilder> {
        let Self(ca_file, ca_pem, system_roots, add_ca_file, add_ca_pem, cert_files, cert_pem) = self;
        if let Some(file) = ca_file {
            builder = builder.ca_file(path("ca_file", &file)?);
        }
        if let Some(pem) = ca_pem {
            builder = builder.ca_pem(text_or_bytes("ca_pem", &pem)?);
        }
        if flag("system_roots", &system_roots)? {
            builder = builder.system_roots();
        }
        if let Some(file) = add_ca_file {
            builder = builder.add_ca_file(path("add_ca_file", &file)?);
        }
        if let Some(pem) = add_ca_pem {
            builder = builder.add_ca_pem(text_or_bytes("add_ca_pem", &pem)?);
        }
        if let Some(files) = cert_files {
            let (chain, key) = pair(
                "client_cert_files",
                "two paths, of the chain and of its key",
                &files,
            )?;
            let chain = path("client_cert_files", &chain)?;
            builder = builder.client_cert_files(chain, path("client_cert_files", &key)?);
        }
        if let Some(pem) = cert_pem {
            let (chain, key) = pair(
                "client_cert_pem",
                "two PEM texts, of the chain and of its key",
                &pem,
            )?;
            let chain = text_or_bytes("client_cert_pem", &chain)?;
            builder = builder.client_cert_pem(chain, text_or_bytes("client_cert_pem", &key)?);
        }
        Ok(builder)
    }
}

type Pair<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

fn pair<'py>(field: &str, expected: &str, value: &Bound<'py, PyAny>) -> PyResult<Pair<'py>> {
    value
        .extract()
        .map_err(|_| wrong_type(field, &format!("a tuple of {expected}"), value))
}

fn path(field: &str, value: &Bound<'_, PyAny>) -> PyResult<PathBuf> {
    value.extract().map_err(|_| wrong_type(field, "a path", value))
}
