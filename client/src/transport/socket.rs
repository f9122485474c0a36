//! A TCP connection whose reads and writes are bounded by the try that they are for, and end when that is cut off.

use super::attempt::{Stop, current};
use super::wire::Stream;
use socket2::{SockRef, TcpKeepalive};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A connected socket.
#[derive(Debug)]
pub(super) struct Socket {
    stream: TcpStream,
    /// What the system was last told, in milliseconds.
    read_timeout: AtomicU64,
    write_timeout: AtomicU64,
}

/// An idle connection is probed by the system after so long, so that routers keep it in mind and a dead one shows.
const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// On Windows a read is not woken when its socket is shut down (rust-lang/rust#121594), so it waits in slices there and
/// looks between them whether the try was cut off.
const LONGEST_WAIT: Duration = if cfg!(windows) {
    Duration::from_millis(64)
} else {
    Duration::from_secs(1 << 20)
};

impl Socket {
    /// Takes a connection over.
    pub(super) fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(false)?;
        stream.set_nodelay(true)?;
        // A system without these probes still has a connection.
        let probes = TcpKeepalive::new().with_time(KEEP_ALIVE);
        let _ = SockRef::from(&stream).set_tcp_keepalive(&probes);
        Ok(Self {
            stream,
            read_timeout: AtomicU64::new(0),
            write_timeout: AtomicU64::new(0),
        })
    }

    /// Ends what other threads do with it.
    pub(super) fn shut_down(&self) {
        // It fails where the connection is gone, which was the aim.
        let _ = self.stream.shutdown(Shutdown::Both);
    }

    pub(super) fn local_port(&self) -> u16 {
        self.stream.local_addr().map_or(0, |address| address.port())
    }

    /// Whether it is connected and nothing has come in: no byte, no end, no error. Takes nothing from it.
    #[cfg(unix)]
    pub(super) fn is_quiet(&self) -> bool {
        let mut byte = [std::mem::MaybeUninit::uninit()];
        let flags = libc::MSG_PEEK | libc::MSG_DONTWAIT;
        let seen = SockRef::from(&self.stream).recv_with_flags(&mut byte, flags);
        seen.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    /// Whether it is connected and nothing has come in: no byte, no end, no error. Takes nothing from it.
    #[cfg(not(unix))]
    pub(super) fn is_quiet(&self) -> bool {
        if self.stream.set_nonblocking(true).is_err() {
            return false;
        }
        let seen = self.stream.peek(&mut [0]);
        let quiet = seen.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock);
        self.stream.set_nonblocking(false).is_ok() && quiet
    }

    /// Does something that may block until it is done, has failed, or the try is over.
    fn patiently(
        &self,
        set_timeout: impl Fn(Duration) -> io::Result<()>,
        mut run: impl FnMut(&TcpStream) -> io::Result<usize>,
    ) -> io::Result<usize> {
        current(|this| {
            loop {
                set_timeout(this.left()?)?;
                match run(&self.stream) {
                    Err(error) if may_go_on(&error) => {}
                    // What went through went through: bytes that the system took may be delivered.
                    Ok(bytes @ 1..) => return Ok(bytes),
                    // What else a socket says that was shut down under it means nothing.
                    Ok(0) | Err(_) if this.is_cut() => return Err(this.stop(Stop::Cut)),
                    outcome => return outcome,
                }
            }
        })
    }
}

/// Whether the wait was over before anything happened. On Unix `TimedOut` is something else: the system gave the
/// connection up.
fn may_go_on(error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted => true,
        io::ErrorKind::TimedOut => cfg!(windows),
        _ => false,
    }
}

/// Tells the system a time-out, unless it knows it. In steps of powers of two, which are under the time that is left:
/// so that successive calls need not tell it again. The wait is taken up anew until the time is really over.
fn tell(
    known: &AtomicU64,
    left: Duration,
    set: impl Fn(Option<Duration>) -> io::Result<()>,
) -> io::Result<()> {
    let left = crate::system::millis(left.min(LONGEST_WAIT)).max(1);
    let step = 1 << left.ilog2();
    if known.load(Ordering::Relaxed) != step {
        set(Some(Duration::from_millis(step)))?;
        known.store(step, Ordering::Relaxed);
    }
    Ok(())
}

/// A way to read and write a shared [`Socket`].
#[derive(Debug)]
pub(super) struct Plain(pub(super) Arc<Socket>);

impl Stream for Plain {
    fn is_drained(&mut self) -> bool {
        true
    }
}

impl Read for Plain {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let socket = &self.0;
        socket.patiently(
            |left| {
                tell(&socket.read_timeout, left, |timeout| {
                    socket.stream.set_read_timeout(timeout)
                })
            },
            |mut stream| stream.read(buffer),
        )
    }
}

impl Write for Plain {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let socket = &self.0;
        socket.patiently(
            |left| {
                tell(&socket.write_timeout, left, |timeout| {
                    socket.stream.set_write_timeout(timeout)
                })
            },
            |mut stream| stream.write(bytes),
        )
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
