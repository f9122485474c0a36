//! Which proxy to go through: a given one, the environment's, or none.

use super::refuse;
use std::env;
use std::fmt;
use ureq::Proxy;
use zegoapi_core::Error;

/// The caller's choice of proxy. Its URL may hold a password and does not print.
pub(crate) enum ProxyChoice {
    Environment,
    Url(String),
    None,
}

/// In order of precedence. `HTTP_PROXY` is left out: it is not for https, and in a CGI process it is under the
/// control of whoever sends the request.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

impl ProxyChoice {
    pub(super) fn resolve(&self) -> Result<Option<Proxy>, Error> {
        match self {
            Self::None => Ok(None),
            Self::Url(url) => parse(url, None).map(Some),
            Self::Environment => {
                let url = VARIABLES
                    .iter()
                    .filter_map(|name| env::var(name).ok())
                    .find(|url| !url.is_empty());
                let except = env::var("NO_PROXY").or_else(|_| env::var("no_proxy")).ok();
                url.map(|url| parse(&url, except.as_deref())).transpose()
            }
        }
    }
}

fn parse(url: &str, except: Option<&str>) -> Result<Proxy, Error> {
    let malformed = |_| refuse("proxy", "a URL such as http://user:password@host:port", url.len());
    let given = Proxy::new(url).map_err(malformed)?;
    let Some(except) = except else { return Ok(given) };
    let mut proxy = Proxy::builder(given.protocol())
        .host(given.host())
        .port(given.port());
    if let Some(username) = given.username() {
        proxy = proxy.username(username);
    }
    if let Some(password) = given.password() {
        proxy = proxy.password(password);
    }
    for host in except.split(',').map(str::trim).filter(|host| !host.is_empty()) {
        proxy = proxy.no_proxy(host);
    }
    proxy.build().map_err(malformed)
}

impl fmt::Debug for ProxyChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "Environment",
            Self::Url(_) => "Url(***)",
            Self::None => "None",
        })
    }
}
