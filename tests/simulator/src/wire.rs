//! The raw connection under HTTP and TLS: knows when it was last used, and can end in a reset.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::shared::Shared;

/// What is known of a connection while others hold its stream.
#[derive(Debug)]
pub(crate) struct Link {
    opened: Instant,
    last_used_ms: AtomicU64,
    busy: AtomicUsize,
    served: AtomicBool,
    ends_in_reset: AtomicBool,
}

impl Link {
    pub(crate) fn new() -> Link {
        Link {
            opened: Instant::now(),
            last_used_ms: AtomicU64::new(0),
            busy: AtomicUsize::new(0),
            served: AtomicBool::new(false),
            ends_in_reset: AtomicBool::new(false),
        }
    }

    /// How long nothing has happened on it; zero while a request is in progress.
    pub(crate) fn idle_for(&self) -> Duration {
        if self.busy.load(Ordering::SeqCst) > 0 {
            return Duration::ZERO;
        }
        self.opened
            .elapsed()
            .saturating_sub(Duration::from_millis(self.last_used_ms.load(Ordering::SeqCst)))
    }

    /// Whether a request came over it yet.
    pub(crate) fn has_served(&self) -> bool {
        self.served.load(Ordering::SeqCst)
    }

    /// Makes its end a reset (RST) instead of an orderly close (FIN).
    pub(crate) fn end_in_reset(&self) {
        self.ends_in_reset.store(true, Ordering::SeqCst);
    }

    fn touch(&self) {
        let used = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last_used_ms.store(used, Ordering::SeqCst);
    }
}

/// A request in progress: as long as it is held, the connection is not idle.
#[derive(Debug)]
pub(crate) struct Busy(Arc<Link>);

impl Busy {
    pub(crate) fn on(link: &Arc<Link>) -> Busy {
        link.busy.fetch_add(1, Ordering::SeqCst);
        link.served.store(true, Ordering::SeqCst);
        Busy(Arc::clone(link))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.touch();
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The stream.
#[derive(Debug)]
pub(crate) struct Wire {
    tcp: TcpStream,
    link: Arc<Link>,
    /// Where it is counted as open; the admin listener's are not.
    counted_in: Option<Arc<Shared>>,
}

impl Wire {
    pub(crate) fn new(tcp: TcpStream, link: Arc<Link>, counted_in: Option<Arc<Shared>>) -> Wire {
        if let Some(shared) = &counted_in {
            shared.connections_open.enter();
        }
        Wire {
            tcp,
            link,
            counted_in,
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.link.ends_in_reset.load(Ordering::SeqCst) {
            // A linger of zero turns the close that follows into a reset. Should it fail, the
            // connection still ends without an answer.
            let _ = self.tcp.set_zero_linger();
        }
        if let Some(shared) = &self.counted_in {
            shared.connections_open.leave();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.tcp).poll_read(cx, buf);
        if read.is_ready() {
            self.link.touch();
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.tcp).poll_write(cx, bytes);
        if written.is_ready() {
            self.link.touch();
        }
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.tcp).poll_write_vectored(cx, slices);
        if written.is_ready() {
            self.link.touch();
        }
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}
