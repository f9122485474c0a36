//! One try of a request: what its caller allows it, and how far it got. ureq knows neither, so a try is kept in reach
//! of the connections beneath it: ureq does all of a call's work on the thread that made it.

use super::cut::Cut;
use crate::system::after;
use scoped_tls_hkt::scoped_thread_local;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::io;
use std::time::{Duration, Instant};

/// What one exchange is allowed, and whom it tells.
///
/// ```
/// use std::time::Duration;
/// use zegoapi_client::{Attempt, Cut};
///
/// let cut = Cut::new();
/// let written = |handshake: Option<Duration>| println!("out; the connection took {handshake:?}");
/// let attempt = Attempt::within(Duration::from_secs(5)).cut(&cut).on_written(&written);
/// # let _ = attempt;
/// ```
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    deadline: Instant,
    cut: Option<&'a Cut>,
    on_written: Option<&'a dyn Fn(Option<Duration>)>,
}

impl<'a> Attempt<'a> {
    /// An exchange that may take so long, from now.
    pub fn within(timeout: Duration) -> Self {
        Self::until(after(timeout))
    }

    /// An exchange that has to be over at this time.
    pub fn until(deadline: Instant) -> Self {
        Self {
            deadline,
            cut: None,
            on_written: None,
        }
    }

    /// Lets another thread end it at once.
    #[must_use]
    pub fn cut(mut self, cut: &'a Cut) -> Self {
        self.cut = Some(cut);
        self
    }

    /// Is called once, on the calling thread, when the last byte of the request was handed to the operating system:
    /// with what the TCP handshake of its connection took, also where that was long ago; `None` where it is not known,
    /// as through a proxy. Not called for a request that did not go out whole. Be quick.
    #[must_use]
    pub fn on_written(mut self, on_written: &'a dyn Fn(Option<Duration>)) -> Self {
        self.on_written = Some(on_written);
        self
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("deadline", &self.deadline)
            .field("cut", &self.cut)
            .finish_non_exhaustive()
    }
}

/// What a try is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Looking for a connection.
    Start,
    /// Waiting for a name's addresses.
    Names,
    /// Connecting to the server, or to the proxy.
    Connect,
    /// Asking the proxy for a way to the server.
    Proxy,
    /// The TLS handshake with the server.
    Tls,
    /// Writing the request.
    Write,
    /// Waiting for the answer, or reading it.
    Answer,
}

/// Why a try was ended on this side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Time ran out.
    Time,
    /// Its caller cut it off.
    Cut,
    /// What came is no HTTP.
    NoHttp,
    /// The answer's headers are over the limit.
    LongHead,
    /// No thread could be started to look a name up.
    NoThread,
}

/// A try under way.
pub(super) struct Try<'a> {
    pub(super) method: &'static str,
    /// The signed part of the URL, put in place of the bare `/` that ureq writes.
    pub(super) target: &'a str,
    pub(super) body_bytes: usize,
    attempt: Attempt<'a>,
    /// When the present stage has to be over; never after the deadline.
    limit: Cell<Instant>,
    pub(super) stage: Cell<Stage>,
    pub(super) stopped: Cell<Option<Stop>>,
    /// The server's host and port, as they stand in the URL.
    pub(super) host: &'a str,
    /// The proxy's host, as long as the present stage deals with that and not with the server.
    pub(super) proxy: RefCell<Option<String>>,
    /// What the stage itself has to say about its failure.
    pub(super) detail: RefCell<String>,
    /// Whether TLS itself refused, and not the network under it.
    pub(super) tls_refused: Cell<bool>,
    /// Whether the last byte of the request was handed to the operating system.
    pub(super) written: Cell<bool>,
    /// How long the connection had been idle, where it was not made for this try.
    pub(super) reused_after: Cell<Option<Duration>>,
    /// Whether a byte of the answer came.
    pub(super) answered: Cell<bool>,
    /// The answer's status as soon as it is known; 0 before.
    pub(super) status: Cell<u16>,
}

scoped_thread_local!(static CURRENT: for<'a> &'a Try<'a>);

impl<'a> Try<'a> {
    pub(super) fn new(
        method: &'static str,
        target: &'a str,
        host: &'a str,
        body_bytes: usize,
        attempt: Attempt<'a>,
    ) -> Self {
        Self {
            method,
            target,
            body_bytes,
            limit: Cell::new(attempt.deadline),
            attempt,
            stage: Cell::new(Stage::Start),
            stopped: Cell::new(None),
            host,
            proxy: RefCell::default(),
            detail: RefCell::default(),
            tls_refused: Cell::new(false),
            written: Cell::new(false),
            reused_after: Cell::new(None),
            answered: Cell::new(false),
            status: Cell::new(0),
        }
    }

    /// Makes it the one that this thread's connections work for while `run` runs.
    pub(super) fn run<T>(&self, run: impl FnOnce() -> T) -> T {
        CURRENT.set(self, run)
    }

    /// The time left for the present stage. An error when there is none, or when the try was cut off.
    pub(super) fn left(&self) -> io::Result<Duration> {
        if self.is_cut() {
            return Err(self.stop(Stop::Cut));
        }
        let left = self.limit.get().saturating_duration_since(Instant::now());
        if left.is_zero() {
            Err(self.stop(Stop::Time))
        } else {
            Ok(left)
        }
    }

    /// Ends the try from this side. The first reason counts.
    pub(super) fn stop(&self, stop: Stop) -> io::Error {
        if self.stopped.get().is_none() {
            self.stopped.set(Some(stop));
        }
        match stop {
            Stop::Time => io::ErrorKind::TimedOut.into(),
            _ => io::Error::other("the try was ended"),
        }
    }

    /// The stages that follow share this much time; `None` for all that is left.
    pub(super) fn limit_to(&self, timeout: Option<Duration>) {
        let limit = timeout.map_or(self.attempt.deadline, after);
        self.limit.set(limit.min(self.attempt.deadline));
    }

    /// When the present stage has to be over.
    pub(super) fn limit(&self) -> Instant {
        self.limit.get()
    }

    pub(super) fn cut(&self) -> Option<&Cut> {
        self.attempt.cut
    }

    pub(super) fn is_cut(&self) -> bool {
        self.attempt.cut.is_some_and(Cut::is_cut)
    }

    /// The last byte was handed over, on a connection whose TCP handshake took so long.
    pub(super) fn note_written(&self, handshake: Option<Duration>) {
        self.written.set(true);
        self.stage.set(Stage::Answer);
        if let Some(on_written) = self.attempt.on_written {
            on_written(handshake);
        }
    }
}

impl Drop for Try<'_> {
    fn drop(&mut self) {
        // The socket is not to be held, nor closed, from here on: the pool may have it.
        if let Some(cut) = self.cut() {
            cut.set(None);
        }
    }
}

/// The try that this thread is at.
///
/// # Errors
///
/// When there is none: a connection does nothing on its own.
pub(super) fn current<T>(run: impl FnOnce(&Try<'_>) -> io::Result<T>) -> io::Result<T> {
    if CURRENT.is_set() {
        CURRENT.with(run)
    } else {
        Err(io::Error::other("no try under way"))
    }
}
