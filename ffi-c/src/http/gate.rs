//! Counts the callbacks that may still come, so that a dispatcher's end can promise that none comes after it.

use crate::boundary::lock;
use std::ptr;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

thread_local! {
    /// Stands somewhere else for each thread. (`std::thread::current` would allocate on threads that are not Rust's.)
    static HERE: u8 = const { 0 };
}

/// A number that no other living thread has.
fn this_thread() -> usize {
    HERE.with(|here| ptr::from_ref(here).addr())
}

/// The callbacks of one dispatcher that were neither called nor dropped, and the threads that are inside one.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    outstanding: usize,
    inside: Vec<usize>,
}

/// One callback that may still come; counts itself off when it goes.
pub(super) struct Outstanding {
    gate: Arc<Gate>,
}

impl Gate {
    pub(super) fn announce(self: &Arc<Self>) -> Outstanding {
        lock(&self.state).outstanding += 1;
        Outstanding {
            gate: Arc::clone(self),
        }
    }

    /// Waits until no callback can come any more. Called from within one of them it returns at once: that one could
    /// not end while it waits for itself.
    pub(super) fn wait(&self) {
        let mut state = lock(&self.state);
        while state.outstanding > 0 && !state.inside.contains(&this_thread()) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Outstanding {
    pub(super) fn run(self, callback: impl FnOnce()) {
        let me = this_thread();
        lock(&self.gate.state).inside.push(me);
        callback();
        let mut state = lock(&self.gate.state);
        if let Some(at) = state.inside.iter().position(|inside| *inside == me) {
            state.inside.swap_remove(at);
        }
    }
}

impl Drop for Outstanding {
    fn drop(&mut self) {
        lock(&self.gate.state).outstanding -= 1;
        self.gate.changed.notify_all();
    }
}
