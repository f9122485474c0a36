//! What a dispatcher's threads share: the owner behind one lock, the threads' numbers, and the delivery of what is
//! foreign, which happens without the lock.

use super::owner::{Note, Owner};
use super::{Completion, DispatcherOptions};
use crate::client::Client;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use zegoapi_core::Job;

pub(super) struct State {
    pub(super) owner: Owner,
    /// Worker threads, and how many of them have nothing to do.
    pub(super) workers: usize,
    pub(super) idle: usize,
    /// Whether the thread that keeps the time runs.
    pub(super) has_clock: bool,
    /// Until when that thread sleeps, in milliseconds of the client's clock.
    pub(super) clock_until_ms: u64,
    pub(super) closed: bool,
    /// Deliveries under way, each by the number of the thread that does it.
    delivering: Vec<u64>,
    /// Those of them whose thread waits for the end of the others: two callbacks that both shut down do not wait for
    /// each other.
    ending: usize,
    /// Whether one of them is that of events, which come one after the other.
    telling: bool,
}

impl State {
    /// How many deliveries the thread is in: it cannot wait for their end.
    fn deliveries_of(&self, thread: u64) -> usize {
        self.delivering.iter().filter(|of| **of == thread).count()
    }

    fn delivered_by(&mut self, thread: u64) {
        if let Some(at) = self.delivering.iter().rposition(|of| *of == thread) {
            self.delivering.swap_remove(at);
        }
    }
}

pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) options: DispatcherOptions,
    state: Mutex<State>,
    /// For workers: there is a request, or no more will come.
    pub(super) work: Condvar,
    /// For the clock's thread: something is due earlier, or is to be delivered.
    pub(super) tick: Condvar,
    /// For who waits: a job was accounted for, or delivered.
    done: Condvar,
}

/// A number of the calling thread's own. It has no destructor, so it is there while the thread's other data goes, too.
fn this_thread() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    thread_local! {
        static NUMBER: Cell<u64> = const { Cell::new(0) };
    }
    NUMBER.with(|number| {
        if number.get() == 0 {
            number.set(LAST.fetch_add(1, Ordering::Relaxed) + 1);
        }
        number.get()
    })
}

impl Shared {
    pub(super) fn new(client: Client, options: DispatcherOptions) -> Self {
        let state = State {
            owner: Owner::new(options.workers),
            workers: 0,
            idle: 0,
            has_clock: false,
            clock_until_ms: u64::MAX,
            closed: false,
            delivering: Vec::new(),
            ending: 0,
            telling: false,
        };
        Self {
            client,
            options,
            state: Mutex::new(state),
            work: Condvar::new(),
            tick: Condvar::new(),
            done: Condvar::new(),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing foreign runs under the lock, and the owner does not panic half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does what is foreign, without the lock. Events go to the listener in their order, by one thread at a time.
    pub(super) fn deliver<'s>(&'s self, mut state: MutexGuard<'s, State>) -> MutexGuard<'s, State> {
        self.done.notify_all();
        loop {
            let notes = state.owner.take_notes();
            let event = if state.telling {
                None
            } else {
                state.owner.take_event()
            };
            if notes.is_empty() && event.is_none() {
                return state;
            }
            let tells = event.is_some();
            state.telling |= tells;
            state.delivering.push(this_thread());
            drop(state);
            if let Some(event) = event {
                self.client.tell(&event.event());
            }
            for note in notes {
                // A panic of the caller's code costs no more than that.
                let _ = panic::catch_unwind(AssertUnwindSafe(|| match note {
                    Note::Complete(callback, completion) => callback(completion),
                    Note::Forget(callback) => drop(callback),
                }));
            }
            state = self.lock();
            state.delivered_by(this_thread());
            state.telling &= !tells;
            self.done.notify_all();
        }
    }

    /// Takes the oldest completion, and waits for one until then.
    pub(super) fn wait_completed(&self, until: Instant) -> Option<Completion> {
        let mut state = self.lock();
        loop {
            if let Some(completion) = state.owner.take_completed() {
                return Some(completion);
            }
            state = self.wait(state, until)?;
        }
    }

    /// Takes no more jobs, and waits until those it has are accounted for, or until the time. Then hands back what was not
    /// sent. When it returns, nothing is called any more.
    pub(super) fn shut_down(&self, until: Instant) -> Vec<(u64, Job)> {
        let mut state = self.lock();
        state.closed = true;
        while state.owner.pending() > 0 {
            state = match self.wait(state, until) {
                Some(woken) => woken,
                None => self.lock(),
            };
            if Instant::now() >= until {
                break;
            }
        }
        let unsent = state.owner.hand_back(&self.client);
        self.end(state);
        unsent
    }

    /// The end of a dispatcher that nobody shut down: callbacks still hear of their jobs.
    pub(super) fn abandon(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.owner.cancel_all(&self.client);
        self.end(state);
    }

    /// Sends the threads home, and waits until all that is foreign is done.
    fn end(&self, state: MutexGuard<'_, State>) {
        self.work.notify_all();
        self.tick.notify_all();
        let mut state = self.deliver(state);
        loop {
            let all = state.delivering.len();
            let own = state.deliveries_of(this_thread());
            // Whoever is in one itself does not wait for those that wait as it does.
            if all == own || (own > 0 && all <= own + state.ending) {
                return;
            }
            state.ending += own;
            state = self.done.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.ending -= own;
            state = self.deliver(state);
        }
    }

    /// Waits for something to be done; `None` when the time is up.
    fn wait<'s>(&'s self, state: MutexGuard<'s, State>, until: Instant) -> Option<MutexGuard<'s, State>> {
        let left = until.saturating_duration_since(Instant::now());
        if left == Duration::ZERO {
            return None;
        }
        let waited = self.done.wait_timeout(state, left);
        Some(waited.unwrap_or_else(PoisonError::into_inner).0)
    }
}
