//! A connection as ureq uses it: bytes go out through it and come in. Whether a request went out whole decides between
//! "not sent" and "unknown", so it is noted here; and the signed part of the URL is put in here, past ureq's logs.

use super::attempt::{Stage, Stop, Try, current};
use super::buffers::Grown;
use super::cut::Waits;
use super::head;
use super::idle::Idle;
use super::socket::Socket;
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::Error;
use ureq::unversioned::transport::{Buffers, NextTimeout, Transport};

/// What bytes go through: a socket, or TLS over one.
pub(super) trait Stream: Read + Write + fmt::Debug + Send + Sync {
    /// Whether it holds nothing back that came and was not read.
    fn is_drained(&mut self) -> bool;
}

/// A connection to a server.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Box<dyn Stream>,
    socket: Arc<Socket>,
    is_tls: bool,
    /// What the TCP handshake took; `None` through a proxy.
    handshake: Option<Duration>,
    idle: Arc<Idle>,
    /// Not used any more after this.
    best_before: Instant,
    /// Since when nobody uses it; `None` while somebody does.
    idle_since: Option<Instant>,
    exchange: Exchange,
    /// What waits to be written: a request is handed over at once, its body with it.
    pending: Vec<u8>,
    buffers: Grown,
}

/// How far the exchange on a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exchange {
    /// Nothing of it was written.
    Ahead,
    /// So many bytes of the body are to come.
    Body(usize),
    /// The request is out; so much of the answer's head was searched for its end.
    Head(usize),
    /// The answer's head is read.
    Answer,
}

/// No more than this of a request waits to be written.
const PENDING: usize = 64 << 10;

impl Wire {
    pub(super) fn new(
        stream: Box<dyn Stream>,
        socket: Arc<Socket>,
        is_tls: bool,
        handshake: Option<Duration>,
        idle: Arc<Idle>,
        best_before: Instant,
    ) -> Self {
        Self {
            stream,
            socket,
            is_tls,
            handshake,
            idle,
            best_before,
            idle_since: None,
            exchange: Exchange::Ahead,
            pending: Vec::new(),
            buffers: Grown::default(),
        }
    }

    /// Takes up a request's bytes, and writes them once it has them all.
    fn transmit(&mut self, amount: usize, this: &Try<'_>) -> io::Result<()> {
        let output = self.buffers.written(amount);
        let body_left = match self.exchange {
            Exchange::Ahead => {
                this.stage.set(Stage::Write);
                this.limit_to(None);
                this.reused_after
                    .set(self.idle_since.take().map(|since| since.elapsed()));
                if let Some(cut) = this.cut() {
                    cut.set(Some(Waits::Bytes(Arc::clone(&self.socket))));
                }
                self.pending.clear();
                put_target(output, this.method, this.target, &mut self.pending)
                    .ok_or_else(|| io::Error::other("not the head of the request"))?;
                this.body_bytes
            }
            Exchange::Body(left) => {
                self.pending.extend_from_slice(output);
                left.saturating_sub(amount)
            }
            // The end of an empty body.
            Exchange::Head(_) | Exchange::Answer => return Ok(()),
        };
        self.exchange = Exchange::Body(body_left);
        if body_left > 0 && self.pending.len() < PENDING {
            return Ok(());
        }
        if body_left == 0 && this.cut().is_some_and(|cut| !cut.begin_writing()) {
            return Err(this.stop(Stop::Cut));
        }
        self.stream.write_all(&self.pending)?;
        // TLS keeps back what went wrong with a write until it is asked.
        self.stream.flush()?;
        self.pending.clear();
        self.pending.shrink_to(PENDING);
        if body_left == 0 {
            self.exchange = Exchange::Head(0);
            // The kernel alone answers a TCP handshake: until the server has said something on a connection, nobody knows
            // when it takes it up.
            let taken_up = self.is_tls || this.reused_after.get().is_some();
            this.note_written(self.handshake.filter(|_| taken_up));
        }
        Ok(())
    }

    /// Reads on; `false` at the end. An answer's head is handed on when it is whole.
    fn receive(&mut self, this: &Try<'_>) -> io::Result<bool> {
        loop {
            let came = self.stream.read(self.buffers.input_append_buf())?;
            self.buffers.input_appended(came);
            if came == 0 {
                return Ok(false);
            }
            this.answered.set(true);
            if self.exchange == Exchange::Answer || self.take_head(this)? {
                return Ok(true);
            }
        }
    }

    /// Puts the answer's head into plain form once it is whole. Says whether it is.
    fn take_head(&mut self, this: &Try<'_>) -> io::Result<bool> {
        let Exchange::Head(mut searched) = self.exchange else {
            return Err(io::Error::other("an answer before the request"));
        };
        loop {
            let blank = self
                .buffers
                .input()
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'));
            let blank = blank.count();
            self.buffers.drop_first(blank);
            let input = self.buffers.input();
            if !head::may_be_http(input) {
                return Err(this.stop(Stop::NoHttp));
            }
            let Some(end) = head::end_of(input, searched.saturating_sub(2)) else {
                self.exchange = Exchange::Head(input.len());
                return if input.len() > head::LONGEST {
                    Err(this.stop(Stop::LongHead))
                } else {
                    Ok(false)
                };
            };
            let status = head::plain(&input[..end], &mut self.pending).map_err(|stop| this.stop(stop))?;
            this.status.set(status);
            if (100..200).contains(&status) {
                // More of the same is to come.
                self.buffers.drop_first(end);
                searched = 0;
                continue;
            }
            self.buffers.replace(end, &self.pending);
            self.exchange = Exchange::Answer;
            return Ok(true);
        }
    }

    /// Given back by an exchange: whether another may use it.
    fn rest(&mut self, open: bool) -> bool {
        let done = self.exchange == Exchange::Answer;
        self.exchange = Exchange::Ahead;
        let now = Instant::now();
        self.idle_since = Some(now);
        let let_go = current(|this| {
            if let Some(cut) = this.cut() {
                cut.set(None);
            }
            Ok(this.is_cut())
        });
        let usable = open && done && now < self.best_before && matches!(let_go, Ok(false));
        if usable && self.idle.longest().is_zero() {
            self.idle.not_used(&self.socket, now);
            return false;
        }
        usable
    }
}

impl Transport for Wire {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        Ok(current(|this| self.transmit(amount, this))?)
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, Error> {
        Ok(current(|this| self.receive(this))?)
    }

    /// Asked by ureq's pool: when an exchange gives the connection back, and when another is about to use it.
    fn is_open(&mut self) -> bool {
        let open = self.stream.is_drained() && self.socket.is_quiet();
        let Some(since) = self.idle_since else {
            return self.rest(open);
        };
        let usable = open && Instant::now() < self.best_before;
        if usable && since.elapsed() >= self.idle.longest() {
            self.idle.not_used(&self.socket, since);
            return false;
        }
        usable
    }

    fn is_tls(&self) -> bool {
        self.is_tls
    }
}

/// Puts the signed target into a request head that ureq wrote with `/`. `None` when it is no such head.
fn put_target(head: &[u8], method: &str, target: &str, pending: &mut Vec<u8>) -> Option<()> {
    let rest = head
        .strip_prefix(method.as_bytes())?
        .strip_prefix(b" / HTTP/1.1\r\n")?;
    // The whole head comes at once: the buffer has room for it.
    if method.is_empty() || !rest.ends_with(b"\r\n\r\n") {
        return None;
    }
    for part in [method.as_bytes(), b" ", target.as_bytes(), b" HTTP/1.1\r\n", rest] {
        pending.extend_from_slice(part);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(method: &str, target: &str, head: &str) -> Option<String> {
        let mut pending = Vec::new();
        put_target(head.as_bytes(), method, target, &mut pending)?;
        Some(String::from_utf8(pending).unwrap())
    }

    #[test]
    fn the_target_takes_the_place_of_the_slash() {
        let head = "GET / HTTP/1.1\r\nhost: h\r\n\r\n";
        let target = "/x?y=/ HTTP/1.1";
        assert_eq!(put("GET", target, head).unwrap(), head.replacen('/', target, 1));
        for (method, head) in [
            ("POST", head),
            ("", head),
            ("GET", "GET /x HTTP/1.1\r\n\r\n"),
            ("GET", "GET / HTTP/1.1\r\n"),
            ("GET", "GET"),
        ] {
            assert_eq!(put(method, target, head), None, "{method} {head:?}");
        }
    }

    /// A stream that takes bytes and says only when asked that they went nowhere, as TLS does.
    #[derive(Debug)]
    struct Masked;

    impl Read for Masked {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Ok(0)
        }
    }

    impl Write for Masked {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    impl Stream for Masked {
        fn is_drained(&mut self) -> bool {
            true
        }
    }

    #[test]
    fn what_a_stream_holds_back_is_not_written() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let socket = std::net::TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let socket = Arc::new(Socket::new(socket).unwrap());
        let soon = Instant::now() + Duration::from_secs(30);
        let mut wire = Wire::new(Box::new(Masked), socket, true, None, Arc::default(), soon);
        let head = b"GET / HTTP/1.1\r\nhost: h\r\n\r\n";
        wire.buffers().output()[..head.len()].copy_from_slice(head);
        let this = Try::new("GET", "/", "h", 0, super::super::attempt::Attempt::until(soon));
        let sent = this.run(|| wire.transmit_output(head.len(), NextTimeout::default()));
        assert!(matches!(sent, Err(Error::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe));
        assert!(!this.written.get());
    }
}
