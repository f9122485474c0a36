//! HTTP for signed requests: one try, with every failure sorted by whether the request may have been read.

mod attempt;
mod connector;
mod failure;
mod proxy;
mod resolver;
mod trust;

pub(crate) use proxy::ProxyChoice;
pub(crate) use trust::Trust;

use crate::per_process::PerProcess;
use crate::system::millis;
use std::fmt;
use std::io::Read;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::header::{CONTENT_TYPE, DATE};
use ureq::tls::TlsConfig;
use ureq::{Agent, Body, http};
use zegoapi_core::{Answer, Endpoint, Error, InvalidInput, Limits, Method, Request};

/// Pooled HTTP connections, and the options that they are made with. Shared freely between threads.
pub struct Transport {
    config: Config,
    agent: PerProcess<Agent>,
    max_reply_bytes: usize,
    /// How long an idle connection is used, in milliseconds; learned from the server.
    idle_ms: AtomicU64,
}

/// What a [`Transport`] is made with.
#[derive(Debug)]
pub(crate) struct TransportOptions {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_reply_bytes: usize,
    pub(crate) max_idle_connections: usize,
    pub(crate) trust: Trust,
    pub(crate) proxy: ProxyChoice,
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The agent's configuration may hold a proxy's password.
        f.debug_struct("Transport")
            .field("max_reply_bytes", &self.max_reply_bytes)
            .finish_non_exhaustive()
    }
}

/// Room in the write buffer for the request line and headers around the signed part of a URL.
const HEADERS_BYTES: usize = 4096;
/// How long an idle connection is used when the server does not say how long it keeps one.
const DEFAULT_IDLE: Duration = Duration::from_secs(4);
/// No idle connection is used for longer, whatever the server says.
const LONGEST_IDLE: Duration = Duration::from_secs(60);
/// The largest status line and headers that a reply may have.
const REPLY_HEADERS_BYTES: usize = 32 << 10;

impl Transport {
    pub(crate) fn new(
        endpoint: &Endpoint,
        limits: &Limits,
        options: &TransportOptions,
    ) -> Result<Self, Error> {
        let tls = TlsConfig::builder()
            .root_certs(options.trust.root_certs()?)
            .build();
        // Plain http is for loopback only, and a proxy would carry it further.
        let proxy = if endpoint.is_https() {
            options.proxy.resolve()?
        } else {
            None
        };
        let config = Config::builder()
            .tls_config(tls)
            .proxy(proxy)
            .https_only(endpoint.is_https())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("zegoapi/", env!("CARGO_PKG_VERSION")))
            .accept("application/json")
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .max_response_header_size(REPLY_HEADERS_BYTES)
            .input_buffer_size(REPLY_HEADERS_BYTES)
            .output_buffer_size(limits.url_bytes.saturating_add(HEADERS_BYTES))
            .max_idle_connections(options.max_idle_connections)
            .max_idle_connections_per_host(options.max_idle_connections)
            .max_idle_age(LONGEST_IDLE)
            .build();
        let agent = PerProcess::new(new_agent(&config));
        let idle_ms = AtomicU64::new(millis(DEFAULT_IDLE));
        Ok(Self {
            config,
            agent,
            max_reply_bytes: options.max_reply_bytes,
            idle_ms,
        })
    }

    /// Sends a request once and returns what came back, whatever its status. No redirects, no retries.
    ///
    /// `timeout` bounds the whole exchange.
    ///
    /// # Errors
    ///
    /// [`Error::NotSent`] when the request certainly did not go out whole, [`Error::Unknown`] when it may have,
    /// [`Error::BadReply`] when the answer was no HTTP.
    pub fn exchange(&self, request: &Request, timeout: Duration) -> Result<Answer<'static>, Error> {
        let (origin, target) = split_url(request.url());
        let body_bytes = request.body().map_or(0, str::len);
        let (reply, progress) = attempt::watch(request.method().name(), target, body_bytes, || {
            self.run(request, origin, timeout)
                .and_then(|response| self.read(response))
        });
        reply.map_err(|error| failure::sort(error, &progress))
    }

    /// Only the origin passes through ureq: its logs print whole URLs at the trace level. The signed part is put
    /// in by the connector, on its way to the socket.
    fn run(
        &self,
        request: &Request,
        origin: &str,
        timeout: Duration,
    ) -> Result<http::Response<Body>, ureq::Error> {
        let agent = self.agent.get(|| new_agent(&self.config));
        let (timeout, idle) = (
            Some(timeout),
            Duration::from_millis(self.idle_ms.load(Ordering::Relaxed)),
        );
        match (request.method(), request.body()) {
            (Method::Post, body) => {
                let call = agent
                    .post(origin)
                    .config()
                    .timeout_global(timeout)
                    .max_idle_age(idle)
                    .build();
                let content_type = request.content_type().unwrap_or("application/json");
                call.header(CONTENT_TYPE, content_type)
                    .send(body.unwrap_or_default())
            }
            _ => agent
                .get(origin)
                .config()
                .timeout_global(timeout)
                .max_idle_age(idle)
                .build()
                .call(),
        }
    }

    fn read(&self, response: http::Response<Body>) -> Result<Answer<'static>, ureq::Error> {
        let (head, body) = response.into_parts();
        if let Some(idle) = head
            .headers
            .get("keep-alive")
            .and_then(|value| keep_alive(value.to_str().ok()?))
        {
            self.idle_ms.store(millis(idle), Ordering::Relaxed);
        }
        let date = head
            .headers
            .get(DATE)
            .and_then(|date| date.to_str().ok())
            .map(str::to_owned);
        let limit = u64::try_from(self.max_reply_bytes).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        // One byte more than the limit tells a reply that just fits from one that does not.
        body.into_reader()
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)?;
        let too_large = bytes.len() > self.max_reply_bytes;
        bytes.truncate(self.max_reply_bytes);
        let mut answer = Answer::new(head.status.as_u16(), bytes);
        answer.date = date.map(Into::into);
        Ok(if too_large { answer.cut_off() } else { answer })
    }
}

fn new_agent(config: &Config) -> Agent {
    Agent::with_parts(
        config.clone(),
        connector::Watched::default(),
        resolver::Named::default(),
    )
}

/// How long to use an idle connection that the server says it keeps for so long: a little less, for the two
/// may disagree about when it began.
fn keep_alive(header: &str) -> Option<Duration> {
    let parameters = header
        .split(',')
        .filter_map(|parameter| parameter.trim().split_once('='));
    let mut timeouts = parameters.filter(|(name, _)| name.eq_ignore_ascii_case("timeout"));
    let kept = Duration::from_secs(timeouts.next()?.1.trim().parse().ok()?);
    Some(
        kept.saturating_sub(Duration::from_secs(1))
            .clamp(Duration::from_millis(200), LONGEST_IDLE),
    )
}

/// Cuts a URL before its path: `https://host:port` and `/path?query`.
fn split_url(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let path = url[authority..].find('/').map_or(url.len(), |at| authority + at);
    url.split_at(path)
}

/// An option that was refused before any I/O.
fn refuse(field: &'static str, expected: &'static str, size: usize) -> Error {
    InvalidInput::malformed(field, expected, size).into()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_IDLE, keep_alive, split_url};
    use std::time::Duration;

    #[test]
    fn idle_connections_are_left_a_little_before_the_server_leaves_them() {
        assert_eq!(keep_alive("timeout=5, max=100"), Some(Duration::from_secs(4)));
        assert_eq!(keep_alive("max=1, Timeout=30"), Some(Duration::from_secs(29)));
        assert_eq!(keep_alive("timeout=1"), Some(Duration::from_millis(200)));
        assert_eq!(keep_alive("timeout=86400"), Some(LONGEST_IDLE));
        assert_eq!(keep_alive("timeout=soon"), None);
        assert_eq!(keep_alive(""), None);
    }

    #[test]
    fn urls_are_cut_before_the_path() {
        assert_eq!(split_url("https://h:1/?a=b/c"), ("https://h:1", "/?a=b/c"));
        assert_eq!(split_url("https://h/x/y?a"), ("https://h", "/x/y?a"));
    }
}
