//! Lets events through to the caller's function until the last handle goes that promised them, and none after that.

use crate::boundary::lock;
use std::ptr;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use zegoapi_client::PerProcess;

thread_local! {
    /// Stands somewhere else for each thread.
    static HERE: u8 = const { 0 };
}

/// What a client's listener holds.
#[derive(Clone)]
pub(crate) struct EventGate {
    /// A child never waits for callbacks of its parent.
    inner: Arc<PerProcess<Inner>>,
}

#[derive(Default)]
struct Inner {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    closed: bool,
    /// The threads that are inside the caller's function.
    inside: Vec<usize>,
}

/// What a client and its dispatchers hold together: the gate closes when the last of them goes.
pub(crate) struct EventOwner {
    gate: EventGate,
}

fn this_thread() -> usize {
    HERE.with(|here| ptr::from_ref(here).addr())
}

impl EventGate {
    fn inner(&self) -> &Inner {
        self.inner.get(Inner::default)
    }

    /// Calls the function, unless the gate is closed. Nothing is locked meanwhile.
    pub(crate) fn enter(&self, callback: impl FnOnce()) {
        let (inner, me) = (self.inner(), this_thread());
        {
            let mut state = lock(&inner.state);
            if state.closed {
                return;
            }
            state.inside.push(me);
        }
        callback();
        let mut state = lock(&inner.state);
        if let Some(at) = state.inside.iter().position(|inside| *inside == me) {
            state.inside.swap_remove(at);
        }
        drop(state);
        inner.changed.notify_all();
    }

    /// Lets nothing through any more, and waits for who is inside. Called from inside it does not wait for itself.
    fn close(&self) {
        let (inner, me) = (self.inner(), this_thread());
        let mut state = lock(&inner.state);
        state.closed = true;
        while state.inside.iter().any(|inside| *inside != me) {
            state = inner.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl EventOwner {
    pub(crate) fn gate(&self) -> &EventGate {
        &self.gate
    }
}

impl Default for EventOwner {
    fn default() -> Self {
        let inner = Arc::new(PerProcess::new(Inner::default()));
        Self {
            gate: EventGate { inner },
        }
    }
}

impl Drop for EventOwner {
    fn drop(&mut self) {
        self.gate.close();
    }
}
