//! A way to give up a call, or to stop a fan-out, from another thread, with an answer to whether something may have
//! gone out. Ends waits and exchanges at once.

use crate::transport::Cut;
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
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    cancelled: bool,
    /// The exchanges under way.
    exchanges: Vec<(u64, Cut)>,
    next: u64,
}

/// What a cancellation met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// No request was out: nothing is sent any more.
    BeforeSending,
    /// A request was out: it may take effect. It is not sent again.
    WhileSending,
}

/// An exchange that can be cancelled, for as long as this lives.
pub(crate) struct Exchange<'c> {
    cancel: &'c Cancel,
    number: u64,
    cut: Cut,
}

impl Cancel {
    /// A handle for a new call.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the call up. A wait ends at once, and so does a request that is out: its connection is closed. Returns
    /// without waiting for that.
    pub fn cancel(&self) -> Cancelled {
        let cuts: Vec<Cut> = {
            let mut state = self.lock();
            state.cancelled = true;
            state.exchanges.iter().map(|(_, cut)| cut.clone()).collect()
        };
        self.inner.changed.notify_all();
        let mut met = Cancelled::BeforeSending;
        for cut in cuts {
            if cut.cut() == Cancelled::WhileSending {
                met = Cancelled::WhileSending;
            }
        }
        met
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.lock().cancelled
    }

    /// Sleeps until the time, or until it is cancelled.
    pub(crate) fn sleep_until(&self, until: Instant) {
        let mut state = self.lock();
        while !state.cancelled {
            let left = until.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                return;
            }
            let waited = self.inner.changed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A request is about to go out; `None` when it must not.
    pub(crate) fn begin(&self) -> Option<Exchange<'_>> {
        let mut state = self.lock();
        if state.cancelled {
            return None;
        }
        let number = state.next;
        state.next += 1;
        let cut = Cut::new();
        state.exchanges.push((number, cut.clone()));
        Some(Exchange {
            cancel: self,
            number,
            cut,
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Every state is a whole one, whatever a panicking holder was about to do.
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Exchange<'_> {
    pub(crate) fn cut(&self) -> &Cut {
        &self.cut
    }
}

impl Drop for Exchange<'_> {
    fn drop(&mut self) {
        let mut state = self.cancel.lock();
        state.exchanges.retain(|(number, _)| *number != self.number);
    }
}
