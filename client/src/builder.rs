//! The options of a client, with defaults fit for production.

use crate::client::{Client, EventListener};
use crate::system::millis;
use crate::transport::{ProxyChoice, Transport, TransportOptions, Trust};
use std::fmt;
use std::path::Path;
use std::time::Duration;
use zegoapi_core::{App, CallOptions, Endpoint, Error, Event, InvalidInput};

/// The options of a [`Client`]. Each has a default; [`ClientBuilder::build`] checks them all.
pub struct ClientBuilder {
    app: App,
    endpoint: Endpoint,
    options: CallOptions,
    transport: TransportOptions,
    on_event: Option<Box<EventListener>>,
}

impl ClientBuilder {
    /// The default of [`ClientBuilder::timeout`], that of [`CallOptions`].
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_millis(CallOptions::DEFAULT_TIMEOUT_MS);
    /// The default of [`ClientBuilder::connect_timeout`].
    pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

    pub(crate) fn new(app: App) -> Self {
        let transport = TransportOptions {
            connect_timeout: Self::DEFAULT_CONNECT_TIMEOUT,
            max_reply_bytes: 1 << 20,
            max_idle_connections: 16,
            trust: Trust::WebRoots,
            proxy: ProxyChoice::Environment,
        };
        Self {
            app,
            endpoint: Endpoint::default(),
            options: CallOptions::default(),
            transport,
            on_event: None,
        }
    }

    /// Where requests go. Default: product `rtc` at the unified host.
    #[must_use]
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// How long a whole call may take: waiting for its turn, every try, and the time between tries.
    /// Default: 10 s.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout_ms = millis(timeout);
        self
    }

    /// How many more tries may follow the first; 0 means none. Default: 2.
    #[must_use]
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = retries;
        self
    }

    /// Sends again also what **may have been applied** and is not to be repeated. Default: `false`.
    #[must_use]
    pub fn duplicates_ok(mut self, duplicates_ok: bool) -> Self {
        self.options.duplicates_ok = duplicates_ok;
        self
    }

    /// Ends a call at once as `NotSent` when the limiter would make it wait. Default: `false`, which waits.
    #[must_use]
    pub fn fail_fast(mut self, fail_fast: bool) -> Self {
        self.options.fail_fast = fail_fast;
        self
    }

    /// All options of a call at once.
    #[must_use]
    pub fn call_options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Is told each [`Event`] of every call, on the thread that makes the call; be quick. Events never hold an id of a
    /// user or room, content or a URL.
    #[must_use]
    pub fn on_event(mut self, listener: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.on_event = Some(Box::new(listener));
        self
    }

    /// How long name resolution may take, and again how long the connection and its TLS handshake may take;
    /// always within the whole call's time. Default: 3 s.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.transport.connect_timeout = timeout;
        self
    }

    /// Trusts the certificates of this PEM file **alone**, in place of the bundled web roots.
    /// The file is read by [`ClientBuilder::build`].
    #[must_use]
    pub fn ca_file(mut self, path: impl AsRef<Path>) -> Self {
        self.transport.trust = Trust::File(path.as_ref().to_owned());
        self
    }

    /// Trusts the certificates of this PEM text **alone**, in place of the bundled web roots.
    #[must_use]
    pub fn ca_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transport.trust = Trust::Pem(pem.into());
        self
    }

    /// Goes through this proxy: `http://`, `https://`, `socks4://`, `socks4a://`, `socks5://` or `socks5h://`, with
    /// user name and password if need be (percent-encoded).
    ///
    /// Default: what `HTTPS_PROXY` or `ALL_PROXY` (or their lower-case forms) say, except for the hosts in
    /// `NO_PROXY`. Plain http, which is for loopback only, never goes through a proxy.
    #[must_use]
    pub fn proxy(mut self, url: &str) -> Self {
        self.transport.proxy = ProxyChoice::Url(url.to_owned());
        self
    }

    /// Goes through no proxy, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.transport.proxy = ProxyChoice::None;
        self
    }

    /// The largest reply body that is read, in bytes; a larger one is a `BadReply`. Default: 1048576.
    #[must_use]
    pub fn max_reply_bytes(mut self, bytes: usize) -> Self {
        self.transport.max_reply_bytes = bytes;
        self
    }

    /// How many idle connections are kept for reuse. Default: 16. Any number may be in use at once.
    #[must_use]
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.transport.max_idle_connections = connections;
        self
    }

    /// Makes the client. Opens no connection.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when a time-out is zero, the CA file or text holds no certificate, or the proxy's
    /// URL (or that of the environment) is malformed.
    pub fn build(self) -> Result<Client, Error> {
        self.options.check()?;
        if millis(self.transport.connect_timeout) == 0 {
            return Err(InvalidInput::unsuitable("connect_timeout", "a millisecond or longer").into());
        }
        let transport = Transport::new(&self.endpoint, self.app.limits(), &self.transport)?;
        Ok(Client::new(
            self.app,
            self.endpoint,
            transport,
            self.options,
            self.on_event,
        ))
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app", &self.app)
            .field("endpoint", &self.endpoint)
            .field("options", &self.options)
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
