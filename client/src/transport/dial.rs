//! Connects to whichever of a host's addresses answers first (RFC 8305): one after the other, a quarter of a second
//! apart, none given up for the next. In one thread, with connections that do not block.

use super::attempt::Try;
use super::cut::Waits;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// After so long without an answer the next address is tried as well.
const NEXT_AFTER: Duration = Duration::from_millis(250);
/// An address that did not answer is tried last for so long.
const REMEMBERED: Duration = Duration::from_secs(60);
/// No more addresses of a host are tried for one connection.
const MOST_ADDRESSES: usize = 32;

const WAKER: mio::Token = mio::Token(usize::MAX);

/// Makes connections, and remembers which addresses do not answer.
#[derive(Debug, Default)]
pub(super) struct Dialler {
    failed: Mutex<HashMap<SocketAddr, Instant>>,
}

/// A connection, and what its TCP handshake took.
pub(super) type Dialled = (std::net::TcpStream, Duration);

struct Running {
    address: SocketAddr,
    stream: mio::net::TcpStream,
    since: Instant,
}

impl Dialler {
    /// Connects to one of the addresses within the time of the try's stage. What did not win is closed.
    pub(super) fn connect(&self, addresses: &[IpAddr], port: u16, this: &Try<'_>) -> io::Result<Dialled> {
        let mut poll = mio::Poll::new()?;
        if let Some(cut) = this.cut() {
            let waker = mio::Waker::new(poll.registry(), WAKER)?;
            cut.set(Some(Waits::Connection(Arc::new(waker))));
        }
        let mut waiting = self.in_order(addresses, port).into_iter();
        let mut running = Vec::<Option<Running>>::new();
        let mut next_at = Instant::now();
        let mut error = io::Error::other("the host has no address");
        let mut events = mio::Events::with_capacity(8);
        loop {
            let under_way = running.iter().any(Option::is_some);
            if (Instant::now() >= next_at || !under_way) && waiting.len() > 0 {
                let Some(address) = waiting.next() else { continue };
                let token = mio::Token(running.len());
                let started = self.start(address, token, poll.registry(), &mut error);
                // Where there is no way to an address at all, the next one does not wait.
                next_at = Instant::now() + started.as_ref().map_or(Duration::ZERO, |_| NEXT_AFTER);
                running.push(started);
                continue;
            }
            if !under_way {
                return Err(error);
            }
            let mut left = this
                .left()
                .inspect_err(|_| self.remember(running.iter().flatten()))?;
            if waiting.len() > 0 {
                left = left.min(next_at.saturating_duration_since(Instant::now()));
            }
            match poll.poll(&mut events, Some(left)) {
                Err(interrupted) if interrupted.kind() == io::ErrorKind::Interrupted => continue,
                polled => polled?,
            }
            for event in events.iter().filter(|event| event.token() != WAKER) {
                let Some(attempt) = running.get_mut(event.token().0) else {
                    continue;
                };
                match attempt.as_ref().map(Running::outcome) {
                    Some(Ok(true)) => {
                        let winner = attempt.take();
                        return self.settle(winner, &running);
                    }
                    Some(Err(failed)) => {
                        self.remember(attempt.take().iter());
                        error = failed;
                        next_at = Instant::now();
                    }
                    Some(Ok(false)) | None => {}
                }
            }
        }
    }

    fn start(
        &self,
        address: SocketAddr,
        token: mio::Token,
        registry: &mio::Registry,
        error: &mut io::Error,
    ) -> Option<Running> {
        let since = Instant::now();
        let started = mio::net::TcpStream::connect(address).and_then(|mut stream| {
            registry.register(&mut stream, token, mio::Interest::WRITABLE)?;
            Ok(Running {
                address,
                stream,
                since,
            })
        });
        match started {
            Ok(running) => Some(running),
            Err(failed) => {
                self.lock().insert(address, since);
                *error = failed;
                None
            }
        }
    }

    /// Keeps the winner. What was asked before it and has not answered by now is remembered.
    fn settle(&self, winner: Option<Running>, losers: &[Option<Running>]) -> io::Result<Dialled> {
        let winner = winner.ok_or_else(|| io::Error::other("no connection"))?;
        let took = winner.since.elapsed();
        let slower = losers.iter().flatten().filter(|loser| loser.since < winner.since);
        self.remember(slower);
        self.lock().remove(&winner.address);
        Ok((winner.stream.into(), took))
    }

    fn remember<'r>(&self, failed: impl Iterator<Item = &'r Running>) {
        let now = Instant::now();
        self.lock().extend(failed.map(|running| (running.address, now)));
    }

    /// The two families in turn, beginning with the one that the system put first; what failed of late comes last.
    fn in_order(&self, addresses: &[IpAddr], port: u16) -> Vec<SocketAddr> {
        let first_is_v4 = addresses.first().is_some_and(IpAddr::is_ipv4);
        let (first, second): (Vec<&IpAddr>, Vec<&IpAddr>) = addresses
            .iter()
            .partition(|address| address.is_ipv4() == first_is_v4);
        let (mut first, mut second) = (first.into_iter(), second.into_iter());
        let mut ordered = Vec::with_capacity(addresses.len());
        loop {
            let pair = [first.next(), second.next()];
            if pair == [None, None] {
                break;
            }
            ordered.extend(pair.into_iter().flatten().map(|ip| SocketAddr::new(*ip, port)));
        }
        let mut failed = self.lock();
        failed.retain(|_, since| since.elapsed() < REMEMBERED);
        ordered.sort_by_key(|address| failed.contains_key(address));
        ordered.truncate(MOST_ADDRESSES);
        ordered
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SocketAddr, Instant>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    /// Whether it is connected; an error when it will not be.
    fn outcome(&self) -> io::Result<bool> {
        if let Some(error) = self.stream.take_error()? {
            return Err(error);
        }
        match self.stream.peer_addr() {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotConnected => Ok(false),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(dialler: &Dialler, addresses: &[&str]) -> Vec<String> {
        let addresses: Vec<IpAddr> = addresses.iter().map(|a| a.parse().unwrap()).collect();
        let ordered = dialler.in_order(&addresses, 1);
        ordered.iter().map(|address| address.ip().to_string()).collect()
    }

    #[test]
    fn families_take_turns_and_what_failed_comes_last() {
        let dialler = Dialler::default();
        let given = [
            "2001:db8::1",
            "2001:db8::2",
            "192.0.2.1",
            "192.0.2.2",
            "192.0.2.3",
        ];
        let turns = [
            "2001:db8::1",
            "192.0.2.1",
            "2001:db8::2",
            "192.0.2.2",
            "192.0.2.3",
        ];
        assert_eq!(order(&dialler, &given), turns);
        assert_eq!(
            order(&dialler, &["192.0.2.1", "2001:db8::1"]),
            ["192.0.2.1", "2001:db8::1"]
        );
        let failed = "[2001:db8::1]:1".parse().unwrap();
        dialler.lock().insert(failed, Instant::now());
        let after = [
            "192.0.2.1",
            "2001:db8::2",
            "192.0.2.2",
            "192.0.2.3",
            "2001:db8::1",
        ];
        assert_eq!(order(&dialler, &given), after);
        let long_ago = Instant::now().checked_sub(REMEMBERED).unwrap();
        dialler.lock().insert(failed, long_ago);
        assert_eq!(order(&dialler, &given), turns, "it gets another chance");
    }
}
