//! The options that every command with a server to talk to shares: where it is, and how to get there.
//! What the command line says goes before what the environment says.

use crate::credentials;
use crate::failure::Failure;
use clap::Args;
use std::env;
use std::path::PathBuf;
use std::time::Duration;
use zegoapi_client::{App, Client, ClientBuilder, Endpoint, Error, InvalidInput, Product, Region};

/// Where the server is, and how to get there.
#[derive(Debug, Args)]
#[command(next_help_heading = "Connection")]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) struct ConnectionArgs {
    /// Region: sha, hkg, fra, lax, bom or sgp; the unified host when left out [env: ZEGO_REGION]
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// Base URL, in place of a region; http:// for loopback only [env: ZEGO_BASE_URL]
    #[arg(long, value_name = "URL", conflicts_with = "region")]
    base_url: Option<String>,
    /// PEM file with the certificate authorities to trust, in place of the built-in ones [env: ZEGO_CA_FILE]
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,
    /// Proxy; without it, the usual environment variables are looked at
    #[arg(long, value_name = "URL", conflicts_with = "no_proxy")]
    pub(crate) proxy: Option<String>,
    /// Uses no proxy, whatever the environment says
    #[arg(long)]
    pub(crate) no_proxy: bool,
    /// Time for the whole call, in seconds; fractions are allowed
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Time for making the connection, in seconds; fractions are allowed
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) connect_timeout: Option<Duration>,
    /// Test environment or production, said outright; only projects created on or before 2021-11-16 need it
    #[arg(long, value_name = "true|false")]
    is_test: Option<bool>,
}

impl ConnectionArgs {
    /// The application that the environment names, in the environment that the option names.
    pub(crate) fn app(&self) -> Result<App, Failure> {
        let app = credentials::app()?;
        Ok(match self.is_test {
            Some(is_test) => app.with_is_test(is_test),
            None => app,
        })
    }

    /// The server's address, for an action that knows its product.
    pub(crate) fn endpoint(&self) -> Result<Endpoint, Error> {
        self.endpoint_of(None)
    }

    /// The same, with the product of actions that name none.
    pub(crate) fn endpoint_of(&self, product: Option<&str>) -> Result<Endpoint, Error> {
        if let Some(base_url) = &self.base_url {
            return Endpoint::from_base_url(base_url);
        }
        let says_nothing = self.region.is_none() && product.is_none();
        if let Some(base_url) = variable("ZEGO_BASE_URL").filter(|_| says_nothing) {
            refuse_second_address(&base_url)?;
            return Endpoint::from_base_url(&base_url);
        }
        let region = self.region.clone().or_else(|| variable("ZEGO_REGION"));
        let region: Region = region.unwrap_or_default().parse()?;
        Endpoint::new(product.unwrap_or(Product::Rtc.name()), region)
    }

    /// The file of certificate authorities, if one is given.
    pub(crate) fn ca_file(&self) -> Option<PathBuf> {
        let from_environment = || env::var_os("ZEGO_CA_FILE").filter(|file| !file.is_empty());
        self.ca_file
            .clone()
            .or_else(|| from_environment().map(PathBuf::from))
    }

    /// The time that one exchange gets where this command, and not the library, decides.
    pub(crate) fn exchange_timeout(&self) -> Duration {
        self.timeout.unwrap_or(ClientBuilder::DEFAULT_TIMEOUT)
    }

    /// The client for an application.
    pub(crate) fn client(&self, app: App) -> Result<Client, Error> {
        self.builder(app)?.build()
    }

    /// The same, for a command that has more to say about it.
    pub(crate) fn builder(&self, app: App) -> Result<ClientBuilder, Error> {
        let mut builder = Client::builder(app).endpoint(self.endpoint()?);
        if let Some(file) = self.ca_file() {
            builder = builder.ca_file(file);
        }
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy);
        }
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        if let Some(timeout) = self.connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        Ok(builder)
    }
}

/// An environment variable that is set to something. What is no UTF-8 becomes text that no rule lets through.
fn variable(name: &str) -> Option<String> {
    let value = env::var_os(name).filter(|value| !value.is_empty())?;
    Some(value.to_string_lossy().into_owned())
}

/// Two addresses in the environment: to choose one silently could send a test's messages to production.
fn refuse_second_address(base_url: &str) -> Result<(), Error> {
    if variable("ZEGO_REGION").is_none() {
        return Ok(());
    }
    let expected = "the only address: ZEGO_BASE_URL and ZEGO_REGION are both set";
    Err(InvalidInput::malformed("base_url", expected, base_url.len()).into())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|duration| !duration.is_zero())
        .ok_or_else(|| "not a time that can be waited for".to_owned())
}
