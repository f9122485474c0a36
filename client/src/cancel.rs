//! A way to give up a call from another thread, with an answer to whether it may have gone out.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Cancels a call, or stops a fan-out, from another thread. Clones stand for the same call; make a new one for
/// each call.
#[derive(Clone, Debug, Default)]
pub struct Cancel {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    phase: Mutex<Phase>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// No request is out.
    #[default]
    Resting,
    /// A request is out.
    Sending,
    /// Cancelled; nothing more is sent.
    Cancelled,
}

/// What a cancellation met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// No request was out: nothing is sent any more.
    BeforeSending,
    /// A request was out: it may be delivered. It is not sent again.
    WhileSending,
}

impl Cancel {
    /// A handle for a new call.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the call up. Returns at once; a request that is out is not taken back.
    pub fn cancel(&self) -> Cancelled {
        let mut phase = self.lock();
        let met = *phase;
        *phase = Phase::Cancelled;
        self.inner.changed.notify_all();
        if met == Phase::Sending {
            Cancelled::WhileSending
        } else {
            Cancelled::BeforeSending
        }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        *self.lock() == Phase::Cancelled
    }

    /// Sleeps until the time, or until it is cancelled.
    pub(crate) fn sleep_until(&self, until: Instant) {
        let mut phase = self.lock();
        while *phase != Phase::Cancelled {
            let left = until.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                return;
            }
            let waited = self.inner.changed.wait_timeout(phase, left);
            phase = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A request is about to go out; `false` when it must not.
    pub(crate) fn begin_sending(&self) -> bool {
        let mut phase = self.lock();
        if *phase == Phase::Cancelled {
            return false;
        }
        *phase = Phase::Sending;
        true
    }

    /// The request has come to its end.
    pub(crate) fn end_sending(&self) {
        let mut phase = self.lock();
        if *phase == Phase::Sending {
            *phase = Phase::Resting;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Phase> {
        // Every state is a whole one, whatever a panicking holder was about to do.
        self.inner.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
