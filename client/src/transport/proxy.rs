//! Which proxy to go through: a given one, the environment's, or none; and how to ask it for a way to a server.

use super::attempt::Try;
use super::no_proxy::NoProxy;
use super::wire::Stream;
use super::{refuse, socks, tunnel};
use std::env;
use std::fmt;
use std::io;
use std::net::IpAddr;
use ureq::{Proxy, ProxyProtocol};
use zegoapi_core::Error;

/// The caller's choice of proxy. Its URL may hold a password and does not print.
#[derive(Clone)]
pub(crate) enum ProxyChoice {
    Environment,
    Url(String),
    None,
}

/// In order of precedence, which is curl's. `HTTP_PROXY` is left out: it is not for https, and in a CGI process it is
/// under the control of whoever sends the request.
const VARIABLES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/// A proxy, and the hosts that it is not for. May hold a password and does not print it.
pub(super) struct ProxyRule {
    proxy: Proxy,
    except: NoProxy,
}

/// Where a proxy is asked to connect to.
#[derive(Debug)]
pub(super) enum Target<'a> {
    /// A name, or an address as it stands in the URL, that the proxy looks up.
    Name(&'a str, u16),
    /// An address that was looked up here, if there is one.
    Address(Option<IpAddr>, u16),
}

impl ProxyChoice {
    pub(super) fn resolve(&self) -> Result<Option<ProxyRule>, Error> {
        self.resolve_in(|name| env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn resolve_in(&self, variable: impl Fn(&str) -> Option<String>) -> Result<Option<ProxyRule>, Error> {
        let (url, except) = match self {
            Self::None => return Ok(None),
            Self::Url(url) => (Some(url.clone()), None),
            Self::Environment => (
                VARIABLES.iter().find_map(|name| variable(name)),
                variable("no_proxy").or_else(|| variable("NO_PROXY")),
            ),
        };
        let Some(url) = url else { return Ok(None) };
        let proxy = Proxy::new(url.trim())
            .map_err(|_| refuse("proxy", "a URL such as http://user:password@host:port", url.len()))?;
        let except = NoProxy::new(&except.unwrap_or_default());
        Ok(Some(ProxyRule { proxy, except }))
    }
}

impl ProxyRule {
    /// Whether this host is to be reached through it.
    pub(super) fn is_for(&self, host: &str, port: u16) -> bool {
        !self.except.covers(host, port)
    }

    pub(super) fn protocol(&self) -> ProxyProtocol {
        self.proxy.protocol()
    }

    pub(super) fn host(&self) -> &str {
        self.proxy.host()
    }

    pub(super) fn port(&self) -> u16 {
        self.proxy.port()
    }

    /// Whether it takes addresses only, or is to be given them.
    pub(super) fn wants_address(&self) -> bool {
        self.proxy.resolve_target()
    }

    /// Asks for a way to the target, over a connection to the proxy. What then goes through it goes to the target.
    pub(super) fn ask_for(
        &self,
        target: &Target<'_>,
        stream: &mut dyn Stream,
        this: &Try<'_>,
    ) -> io::Result<()> {
        let asked = match self.protocol() {
            ProxyProtocol::Http | ProxyProtocol::Https => tunnel::ask_for(target, &self.proxy, stream),
            _ => socks::ask_for(target, &self.proxy, stream),
        };
        // A time-out or a cut has been noted already; all else says itself what it was.
        asked.inspect_err(|error| {
            if this.stopped.get().is_none() {
                *this.detail.borrow_mut() = error.to_string();
            }
        })
    }
}

impl fmt::Debug for ProxyRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxyRule").finish_non_exhaustive()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Option<(String, u16)> {
        let variable = |name: &str| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        };
        let rule = ProxyChoice::Environment.resolve_in(variable).unwrap()?;
        rule.is_for("rtc-api.example.com", 443)
            .then(|| (rule.host().to_owned(), rule.port()))
    }

    #[test]
    fn the_environment_is_read_as_curl_reads_it() {
        let a = Some(("a".to_owned(), 1));
        for name in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
            assert_eq!(of(&[(name, "http://a:1")]), a, "{name}");
        }
        assert_eq!(
            of(&[("HTTPS_PROXY", "http://b:2"), ("https_proxy", "http://a:1")]),
            a
        );
        assert_eq!(of(&[("all_proxy", "http://b:2"), ("HTTPS_PROXY", "a:1")]), a);
        assert_eq!(
            of(&[("HTTP_PROXY", "http://a:1"), ("http_proxy", "http://a:1")]),
            None
        );
        assert_eq!(
            of(&[("HTTPS_PROXY", "http://a:1"), ("NO_PROXY", "x, example.com")]),
            None
        );
        assert_eq!(of(&[("HTTPS_PROXY", "http://a:1"), ("no_proxy", "*")]), None);
        assert_eq!(
            of(&[
                ("HTTPS_PROXY", "http://a:1"),
                ("no_proxy", "other.com"),
                ("NO_PROXY", "*")
            ]),
            a
        );
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_proxy_that_was_given_is_for_every_host() {
        let rule = ProxyChoice::Url("socks5h://a".into()).resolve_in(|_| Some("*".into()));
        let rule = rule.unwrap().unwrap();
        assert!(rule.is_for("localhost", 443) && !rule.wants_address() && rule.port() == 1080);
        let refused = ProxyChoice::Url("ftp://me:secret@a".into()).resolve_in(|_| None);
        let text = refused.unwrap_err().to_string();
        assert!(text.contains("proxy") && !text.contains("secret"), "{text}");
    }
}
