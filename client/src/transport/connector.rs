//! Makes the connections that ureq asks for: name, TCP or proxy, TLS. Each step says on the try what it is at, so that
//! a failure says where it was. ureq looks a name up for each request, also for one that goes over a connection that
//! is there: it is given nothing to look up, and names are looked up here, where connections are made.

use super::attempt::{Stage, Try, current};
use super::cut::Waits;
use super::dial::{Dialled, Dialler};
use super::idle::Idle;
use super::names::{Names, Resolve};
use super::proxy::{ProxyRule, Target};
use super::socket::{Plain, Socket};
use super::tls::Tls;
use super::wire::{Stream, Wire};
use rustls::ClientConfig;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{ConnectionDetails, Connector, NextTimeout};
use ureq::{Error, ProxyProtocol};

/// What connections are made with.
#[derive(Debug)]
pub(super) struct Opener {
    names: Names,
    dialler: Dialler,
    idle: Arc<Idle>,
    tls: Arc<ClientConfig>,
    proxy: Option<Arc<ProxyRule>>,
    connect_timeout: Duration,
    max_age: Duration,
}

impl Opener {
    pub(super) fn new(
        resolve: Arc<Resolve>,
        idle: Arc<Idle>,
        tls: Arc<ClientConfig>,
        proxy: Option<Arc<ProxyRule>>,
        connect_timeout: Duration,
        max_age: Duration,
    ) -> Self {
        Self {
            names: Names::new(resolve),
            dialler: Dialler::default(),
            idle,
            tls,
            proxy,
            connect_timeout,
            max_age,
        }
    }

    fn open(&self, uri: &Uri, this: &Try<'_>) -> io::Result<Wire> {
        self.idle.look();
        let is_tls = uri.scheme_str() == Some("https");
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        // Plain http is for loopback only, and a proxy would carry it further.
        let proxy = self
            .proxy
            .as_deref()
            .filter(|proxy| is_tls && proxy.is_for(host, port));
        let (mut stream, socket, handshake) = if let Some(proxy) = proxy {
            self.through(proxy, host, port, this)?
        } else {
            let addresses = self.find(host, this)?;
            self.dial(host, &addresses, port, this)?
        };
        if is_tls {
            stream = self.secure(host, stream, this)?;
        }
        // Not all of a moment's connections are to be made anew at once.
        let spread = u32::from(socket.local_port() % 64);
        let best_before = Instant::now() + self.max_age * (512 - spread) / 512;
        Ok(Wire::new(
            stream,
            socket,
            is_tls,
            handshake,
            Arc::clone(&self.idle),
            best_before,
        ))
    }

    fn find(&self, host: &str, this: &Try<'_>) -> io::Result<Arc<[IpAddr]>> {
        this.stage.set(Stage::Names);
        // All the time that is left: a look-up that is slow once is good for every later connection.
        this.limit_to(None);
        let found = self.names.find(host, this);
        this.limit_to(Some(self.connect_timeout));
        found
    }

    fn dial(&self, host: &str, addresses: &[IpAddr], port: u16, this: &Try<'_>) -> io::Result<Opened> {
        this.stage.set(Stage::Connect);
        let dialled = self.dialler.connect(addresses, port, this);
        let (stream, took): Dialled = dialled.inspect_err(|_| self.names.doubt(host))?;
        let socket = Arc::new(Socket::new(stream)?);
        if let Some(cut) = this.cut() {
            cut.set(Some(Waits::Bytes(Arc::clone(&socket))));
        }
        Ok((Box::new(Plain(Arc::clone(&socket))), socket, Some(took)))
    }

    fn secure(&self, host: &str, stream: Box<dyn Stream>, this: &Try<'_>) -> io::Result<Box<dyn Stream>> {
        this.stage.set(Stage::Tls);
        Ok(Box::new(Tls::handshake(&self.tls, host, stream, this)?))
    }

    /// A connection to the server by way of a proxy.
    fn through(&self, proxy: &ProxyRule, host: &str, port: u16, this: &Try<'_>) -> io::Result<Opened> {
        let target = if proxy.wants_address() {
            Target::Address(self.find(host, this)?.first().copied(), port)
        } else {
            Target::Name(host, port)
        };
        this.proxy.replace(Some(proxy.host().to_owned()));
        let addresses = self.find(proxy.host(), this)?;
        let (mut stream, socket, _) = self.dial(proxy.host(), &addresses, proxy.port(), this)?;
        if proxy.protocol() == ProxyProtocol::Https {
            stream = self.secure(proxy.host(), stream, this)?;
        }
        this.stage.set(Stage::Proxy);
        proxy.ask_for(&target, &mut *stream, this)?;
        this.proxy.replace(None);
        // How long the proxy took says nothing of the server.
        Ok((stream, socket, None))
    }
}

/// What goes through a connection, its socket, and how long its TCP handshake took.
type Opened = (Box<dyn Stream>, Arc<Socket>, Option<Duration>);

impl Connector for Opener {
    type Out = Wire;

    fn connect(&self, details: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Wire>, Error> {
        Ok(Some(current(|this| self.open(details.uri, this))?))
    }
}

/// Gives ureq no addresses: it has no use for any.
#[derive(Debug)]
pub(super) struct NothingToResolve;

impl Resolver for NothingToResolve {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        Ok(self.empty())
    }
}
