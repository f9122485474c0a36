//! Ends an exchange from another thread, wherever it waits: for a name, a connection, a handshake or an answer.

use super::names::LookUp;
use super::socket::Socket;
use crate::cancel::Cancelled;
use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Ends the exchange that was given it. Clones stand for the same exchange; make a new one for each.
#[derive(Clone, Default)]
pub struct Cut {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    /// [`CUT`] and [`WRITING`], each set once and for good: which of them comes first decides what became of it.
    marks: AtomicU8,
    waits: Mutex<Option<Waits>>,
}

/// What an exchange waits for.
pub(super) enum Waits {
    Bytes(Arc<Socket>),
    Connection(Arc<mio::Waker>),
    Name(Arc<LookUp>),
}

const CUT: u8 = 1;
const WRITING: u8 = 2;

impl Cut {
    /// A handle for a new exchange.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the exchange at once: as `NotSent` with the cause `Cancelled` before the last of its request is written, as
    /// `Unknown` with that cause from then on. Says which of the two: after `BeforeSending` the request never goes out.
    /// Its socket is closed. Returns without waiting for that; an exchange that has its whole answer already keeps it.
    pub fn cut(&self) -> Cancelled {
        let met = self.inner.marks.fetch_or(CUT, Ordering::SeqCst);
        match &*self.inner.waits.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Waits::Bytes(socket)) => socket.shut_down(),
            // It fails only where the selector is gone, and then nobody waits.
            Some(Waits::Connection(waker)) => drop(waker.wake()),
            Some(Waits::Name(look_up)) => look_up.wake_all(),
            None => {}
        }
        if met & WRITING == 0 {
            Cancelled::BeforeSending
        } else {
            Cancelled::WhileSending
        }
    }

    /// The last of the request is about to be written; `false` when it must not, because the exchange was cut before.
    pub(super) fn begin_writing(&self) -> bool {
        self.inner.marks.fetch_or(WRITING, Ordering::SeqCst) & CUT == 0
    }

    /// Whether it was cut.
    pub fn is_cut(&self) -> bool {
        self.inner.marks.load(Ordering::SeqCst) & CUT != 0
    }

    /// What to wake, or close, from now on. Whoever waits looks at [`is_cut`](Self::is_cut) between this and the wait.
    pub(super) fn set(&self, waits: Option<Waits>) {
        let mut place = self.inner.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *place, waits);
        drop(place);
        drop(before);
    }
}

impl fmt::Debug for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cut").field("is_cut", &self.is_cut()).finish()
    }
}
