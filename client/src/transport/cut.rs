//! Ends an exchange from another thread, wherever it waits: for a name, a connection, a handshake or an answer.

use super::names::LookUp;
use super::socket::Socket;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Ends the exchanges that were given it. Clones stand for the same exchanges; make a new one for each call.
#[derive(Clone, Default)]
pub struct Cut {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    is_cut: AtomicBool,
    waits: Mutex<Option<Waits>>,
}

/// What an exchange waits for.
pub(super) enum Waits {
    Bytes(Arc<Socket>),
    Connection(Arc<mio::Waker>),
    Name(Arc<LookUp>),
}

impl Cut {
    /// A handle for a new call.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the exchange that is under way, and every later one with this handle, at once: as `NotSent` with the cause
    /// `Cancelled` before its request was written, as `Unknown` with that cause after. Its socket is closed. Returns
    /// without waiting for that; an exchange that has its whole answer already keeps it.
    pub fn cut(&self) {
        self.inner.is_cut.store(true, Ordering::SeqCst);
        match &*self.inner.waits.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(Waits::Bytes(socket)) => socket.shut_down(),
            // It fails only where the selector is gone, and then nobody waits.
            Some(Waits::Connection(waker)) => drop(waker.wake()),
            Some(Waits::Name(look_up)) => look_up.wake_all(),
            None => {}
        }
    }

    /// Whether it was cut.
    pub fn is_cut(&self) -> bool {
        self.inner.is_cut.load(Ordering::SeqCst)
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
