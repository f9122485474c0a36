//! Does the host's name resolve?

use super::check::Check;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use zegoapi_client::{Endpoint, Error, NotSent, NotSentCause};

const NAME: &str = "dns";

/// Asks the system's resolver, and waits no longer than `patience`.
pub(super) fn check(endpoint: &Endpoint, patience: Duration) -> Check {
    let host = bare(endpoint.host());
    match resolve(host, endpoint.port(), patience) {
        Ok(addresses) if !addresses.is_empty() => {
            let addresses: Vec<String> = addresses.iter().map(IpAddr::to_string).collect();
            Check::ok(NAME, format!("{host} is {}", addresses.join(", ")))
        }
        Ok(_) => failed(format!("{host} has no address")),
        Err(error) => failed(format!("{host}: {error}")),
    }
}

fn failed(detail: String) -> Check {
    Check::failed(NAME, &Error::from(NotSent::new(NotSentCause::Dns, detail)))
}

/// The system's resolver takes its own time, so it works on a thread that is left behind.
fn resolve(host: &str, port: u16, patience: Duration) -> io::Result<Vec<IpAddr>> {
    let (sender, answer) = mpsc::channel();
    let host = host.to_owned();
    thread::Builder::new().spawn(move || {
        let addresses = (host.as_str(), port).to_socket_addrs();
        // Fails when nobody waits any more.
        let _ = sender.send(addresses.map(|all| all.map(|address: SocketAddr| address.ip()).collect()));
    })?;
    answer
        .recv_timeout(patience)
        .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

/// An IPv6 address stands in brackets in a URL, and nowhere else.
fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}
