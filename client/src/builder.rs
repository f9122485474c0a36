//! The options of a client, with defaults fit for production.

use crate::client::{Client, EventListener};
use crate::system::millis;
use crate::transport::{ProxyChoice, Source, Transport, TransportOptions, Trust, by_the_system};
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use zegoapi_core::{App, CallOptions, Endpoint, Error, Event};

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
    /// The default of [`ClientBuilder::max_idle_connections`].
    pub const DEFAULT_MAX_IDLE_CONNECTIONS: usize = 256;

    pub(crate) fn new(app: App) -> Self {
        let transport = TransportOptions {
            connect_timeout: Self::DEFAULT_CONNECT_TIMEOUT,
            max_reply_bytes: 1 << 20,
            max_idle_connections: Self::DEFAULT_MAX_IDLE_CONNECTIONS,
            max_connection_age: Duration::from_secs(300),
            trust: Trust::default(),
            proxy: ProxyChoice::Environment,
            resolve: by_the_system(),
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

    /// How long a connection may take, with its proxy and its TLS handshake; always within the whole call's time.
    /// A name's look-up comes before and may take all of that: it is done once for many connections. Default: 3 s.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.transport.connect_timeout = timeout;
        self
    }

    /// Trusts the certificates of this PEM file **alone**, in place of the bundled web roots; not together with
    /// [`ca_pem`](Self::ca_pem) or [`system_roots`](Self::system_roots). The file is read by [`ClientBuilder::build`].
    ///
    /// Where neither of the three was chosen, a file that `SSL_CERT_FILE` names takes the place of the web roots.
    #[must_use]
    pub fn ca_file(mut self, path: impl AsRef<Path>) -> Self {
        self.transport.trust.ca_file = Some(path.as_ref().to_owned());
        self
    }

    /// Trusts the certificates of this PEM text **alone**, in place of the bundled web roots; not together with
    /// [`ca_file`](Self::ca_file) or [`system_roots`](Self::system_roots).
    #[must_use]
    pub fn ca_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transport.trust.ca_pem = Some(pem.into());
        self
    }

    /// Trusts the authorities that the operating system trusts, in place of the bundled web roots.
    /// They are read by [`ClientBuilder::build`].
    #[must_use]
    pub fn system_roots(mut self) -> Self {
        self.transport.trust.system_roots = true;
        self
    }

    /// Trusts the certificates of this PEM file **as well**. May be said several times.
    /// The file is read by [`ClientBuilder::build`].
    #[must_use]
    pub fn add_ca_file(mut self, path: impl AsRef<Path>) -> Self {
        let source = Source::File(path.as_ref().to_owned());
        self.transport.trust.added.push(("add_ca_file", source));
        self
    }

    /// Trusts the certificates of this PEM text **as well**. May be said several times.
    #[must_use]
    pub fn add_ca_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        let source = Source::Pem(pem.into());
        self.transport.trust.added.push(("add_ca_pem", source));
        self
    }

    /// Proves to a server, or a proxy over https, that asks for it who the client is: with a certificate chain, its own
    /// first, and the private key of that (PKCS #8, PKCS #1 or SEC 1, not encrypted), both as PEM text.
    #[must_use]
    pub fn client_cert_pem(mut self, chain: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        self.transport.trust.client_cert = Some((Source::Pem(chain.into()), Source::Pem(key.into())));
        self
    }

    /// The same as [`client_cert_pem`](Self::client_cert_pem), with two files, which are read by
    /// [`ClientBuilder::build`].
    #[must_use]
    pub fn client_cert_files(mut self, chain: impl AsRef<Path>, key: impl AsRef<Path>) -> Self {
        let file = |path: &Path| Source::File(path.to_owned());
        self.transport.trust.client_cert = Some((file(chain.as_ref()), file(key.as_ref())));
        self
    }

    /// Goes through this proxy: `http://`, `https://`, `socks4://`, `socks4a://`, `socks5://` or `socks5h://`, with
    /// user name and password if need be (percent-encoded).
    ///
    /// Default: what the environment says, as curl reads it: the first of `https_proxy`, `HTTPS_PROXY`, `all_proxy` and
    /// `ALL_PROXY` that is set, except for the hosts in `no_proxy` (or else `NO_PROXY`): domains with all below them,
    /// addresses, networks (`10.0.0.0/8`), `*`, each with a port if need be. `HTTP_PROXY` is never obeyed. Plain http,
    /// which is for loopback only, never goes through a proxy.
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

    /// The largest reply body that is read, in bytes; a larger one is a `BadReply`. Default: 1048576, at most 1 GiB.
    #[must_use]
    pub fn max_reply_bytes(mut self, bytes: usize) -> Self {
        self.transport.max_reply_bytes = bytes;
        self
    }

    /// How many idle connections are kept for reuse. Default: 256, at most 65536. Any number may be in use at once.
    #[must_use]
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.transport.max_idle_connections = connections;
        self
    }

    /// After how long a connection is used no more, so that a host that moves is followed; some are left a little
    /// earlier. Default: 300 s.
    #[must_use]
    pub fn max_connection_age(mut self, age: Duration) -> Self {
        self.transport.max_connection_age = age;
        self
    }

    /// Looks names up by this in place of the system's resolver. It may block; it runs on a thread of its own, one at
    /// a time for each name.
    #[doc(hidden)]
    #[must_use]
    pub fn resolve_with(
        mut self,
        resolve: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static,
    ) -> Self {
        self.transport.resolve = Arc::new(resolve);
        self
    }

    /// Makes the client. Opens no connection.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when a time-out is zero, a number is over its limit, certificates or keys cannot be
    /// read or do not belong together, or the proxy's URL (or that of the environment) is malformed.
    pub fn build(self) -> Result<Client, Error> {
        self.options.check()?;
        let transport = Transport::new(&self.endpoint, self.transport)?;
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
