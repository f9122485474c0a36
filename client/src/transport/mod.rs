//! HTTP for signed requests: one try, with every failure sorted by whether the request may have been read.
//! ureq frames the messages and keeps the connections; names, sockets, proxies and TLS are put under it here.

mod attempt;
mod buffers;
mod connector;
mod cut;
mod dial;
mod failure;
mod head;
mod idle;
mod names;
mod no_proxy;
mod proxy;
mod socket;
mod socks;
mod tls;
mod trust;
mod tunnel;
mod wire;

pub use attempt::Attempt;
pub use cut::Cut;
pub(crate) use names::{Resolve, by_the_system};
pub(crate) use proxy::ProxyChoice;
pub(crate) use trust::{Source, Trust};

use crate::per_process::PerProcess;
use attempt::Try;
use connector::{NothingToResolve, Opener};
use idle::Idle;
use proxy::ProxyRule;
use rustls::ClientConfig;
use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::header::{CONTENT_TYPE, DATE};
use ureq::{Agent, Body, http};
use zegoapi_core::{Answer, Endpoint, Error, InvalidInput, Method, Request};

/// Pooled HTTP connections, and the options that they are made with. Shared freely between threads.
pub struct Transport {
    options: TransportOptions,
    config: Config,
    tls: ClientConfig,
    proxy: Option<Arc<ProxyRule>>,
    of_process: PerProcess<OfProcess>,
}

/// What a forked child must not share with its parent.
#[derive(Debug)]
struct OfProcess {
    agent: Agent,
    idle: Arc<Idle>,
}

/// What a [`Transport`] is made with.
#[derive(Clone)]
pub(crate) struct TransportOptions {
    pub(crate) connect_timeout: Duration,
    pub(crate) max_reply_bytes: usize,
    pub(crate) max_idle_connections: usize,
    pub(crate) max_connection_age: Duration,
    pub(crate) trust: Trust,
    pub(crate) proxy: ProxyChoice,
    pub(crate) resolve: Arc<Resolve>,
}

const USER_AGENT: &str = concat!("zegoapi/", env!("CARGO_PKG_VERSION"));
/// Far over what any reply has, and what a process has to spare.
const MOST_REPLY_BYTES: usize = 1 << 30;
/// As many sockets as a process may have where it may have many.
const MOST_IDLE_CONNECTIONS: usize = 1 << 16;
/// A connection is not kept for longer than a day, nor waited for.
const LONGEST_TIME: Duration = Duration::from_secs(86_400);

impl Transport {
    /// Checks the options and makes what connections are made with. Opens none.
    pub(crate) fn new(endpoint: &Endpoint, mut options: TransportOptions) -> Result<Self, Error> {
        for (field, time) in [
            ("connect_timeout", &mut options.connect_timeout),
            ("max_connection_age", &mut options.max_connection_age),
        ] {
            if *time < Duration::from_millis(1) {
                return Err(refuse(field, "a millisecond or longer", 0));
            }
            *time = LONGEST_TIME.min(*time);
        }
        for (field, number, least, most) in [
            ("max_reply_bytes", options.max_reply_bytes, 1, MOST_REPLY_BYTES),
            (
                "max_idle_connections",
                options.max_idle_connections,
                0,
                MOST_IDLE_CONNECTIONS,
            ),
        ] {
            if number < least {
                return Err(InvalidInput::too_small(field, least, number).into());
            }
            if number > most {
                return Err(InvalidInput::too_large(field, most, number).into());
            }
        }
        let tls = options.trust.tls()?;
        let proxy = options.proxy.resolve()?.map(Arc::new);
        // No time-outs of ureq's: the socket keeps the try's own. Nor buffers: those of a connection grow by need.
        let config = Config::builder()
            .proxy(None)
            .https_only(endpoint.is_https())
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(USER_AGENT)
            .accept("application/json")
            .max_idle_connections(options.max_idle_connections)
            .max_idle_connections_per_host(options.max_idle_connections)
            .max_idle_age(idle::LONGEST)
            .build();
        let of_process = PerProcess::new(OfProcess::new(&options, &config, &tls, proxy.as_ref()));
        Ok(Self {
            options,
            config,
            tls,
            proxy,
            of_process,
        })
    }

    /// Sends a request once and returns what came back, whatever its status. No redirects, no retries.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] for a plain http request of a client whose endpoint is https, [`Error::NotSent`] when
    /// the request certainly did not go out whole, [`Error::Unknown`] when it may have, [`Error::BadReply`] when the
    /// answer was no HTTP.
    pub fn exchange(&self, request: &Request, attempt: &Attempt<'_>) -> Result<Answer<'static>, Error> {
        if self.config.https_only() && !request.url().starts_with("https://") {
            return Err(refuse(
                "url",
                "https, as the client's endpoint is",
                request.url().len(),
            ));
        }
        let (origin, target) = split_url(request.url());
        let body_bytes = request.body().map_or(0, str::len);
        let host = host_of(origin);
        let this = Try::new(request.method().name(), target, host, body_bytes, *attempt);
        let of_process = self.of_process();
        let outcome = this.run(|| {
            this.left()?;
            let response = run(&of_process.agent, request, origin)?;
            self.read(response, &of_process.idle)
        });
        outcome.map_err(|error| {
            if let (Some(idle), false, None) =
                (this.reused_after.get(), this.answered.get(), this.stopped.get())
            {
                of_process.idle.broke_after(idle);
            }
            failure::sort(&error, &this)
        })
    }

    /// [`exchange`](Self::exchange) within `timeout`, which nobody can cut short.
    ///
    /// # Errors
    ///
    /// As for [`exchange`](Self::exchange).
    pub fn exchange_within(&self, request: &Request, timeout: Duration) -> Result<Answer<'static>, Error> {
        self.exchange(request, &Attempt::within(timeout))
    }

    fn of_process(&self) -> &OfProcess {
        self.of_process
            .get(|| OfProcess::new(&self.options, &self.config, &self.tls, self.proxy.as_ref()))
    }

    fn read(&self, response: http::Response<Body>, idle: &Idle) -> Result<Answer<'static>, ureq::Error> {
        let (head, body) = response.into_parts();
        if let Some(Ok(said)) = head.headers.get("keep-alive").map(|value| value.to_str()) {
            idle.told(said);
        }
        let date = head.headers.get(DATE).and_then(|date| date.to_str().ok());
        let limit = self.options.max_reply_bytes;
        let mut bytes = Vec::new();
        // One byte more than the limit tells a reply that just fits from one that does not.
        let mut reader = body.into_reader().take(limit as u64 + 1);
        reader.read_to_end(&mut bytes)?;
        let too_large = bytes.len() > limit;
        bytes.truncate(limit);
        let mut answer = Answer::new(head.status.as_u16(), bytes);
        answer.date = date.map(|date| date.to_owned().into());
        Ok(if too_large { answer.cut_off() } else { answer })
    }
}

impl OfProcess {
    fn new(
        options: &TransportOptions,
        config: &Config,
        tls: &ClientConfig,
        proxy: Option<&Arc<ProxyRule>>,
    ) -> Self {
        let idle = Arc::<Idle>::default();
        let opener = Opener::new(
            Arc::clone(&options.resolve),
            Arc::clone(&idle),
            trust::for_this_process(tls),
            proxy.cloned(),
            options.connect_timeout,
            options.max_connection_age,
        );
        Self {
            agent: Agent::with_parts(config.clone(), opener, NothingToResolve),
            idle,
        }
    }
}

/// Only the origin passes through ureq: its logs print whole URLs at the trace level. The signed part is put in by the
/// connection, on its way to the socket.
fn run(agent: &Agent, request: &Request, origin: &str) -> Result<http::Response<Body>, ureq::Error> {
    match (request.method(), request.body()) {
        (Method::Post, body) => {
            let content_type = request.content_type().unwrap_or("application/json");
            agent
                .post(origin)
                .header(CONTENT_TYPE, content_type)
                .send(body.unwrap_or_default())
        }
        _ => agent.get(origin).call(),
    }
}

/// Cuts a URL before its path: `https://host:port` and `/path?query`.
fn split_url(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let path = url[authority..].find('/').map_or(url.len(), |at| authority + at);
    url.split_at(path)
}

/// The host and port of an origin such as `https://host:port`, as people read them.
fn host_of(origin: &str) -> &str {
    origin
        .split_once("://")
        .map_or(origin, |(_, authority)| authority)
}

/// An option that was refused before any I/O.
fn refuse(field: &'static str, expected: &'static str, size: usize) -> Error {
    InvalidInput::malformed(field, expected, size).into()
}

impl fmt::Debug for TransportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportOptions")
            .field("connect_timeout", &self.connect_timeout)
            .field("max_reply_bytes", &self.max_reply_bytes)
            .field("max_idle_connections", &self.max_idle_connections)
            .field("max_connection_age", &self.max_connection_age)
            .field("trust", &self.trust)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{host_of, split_url};

    #[test]
    fn urls_are_cut_before_the_path() {
        assert_eq!(split_url("https://h:1/?a=b/c"), ("https://h:1", "/?a=b/c"));
        assert_eq!(split_url("https://h/x/y?a"), ("https://h", "/x/y?a"));
        assert_eq!(host_of("https://h:1"), "h:1");
    }
}
