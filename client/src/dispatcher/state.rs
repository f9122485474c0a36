//! What a dispatcher's threads share. Everything that decides who accounts for a job happens under one lock.

use super::{Callback, Completion, DispatcherOptions};
use crate::cancel::{Cancel, Cancelled};
use crate::client::cancelled;
use std::collections::{HashMap, VecDeque};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use zegoapi_core::{CallOptions, Error, Job, JobReply, Unknown, UnknownCause};

/// A job in the queue.
pub(super) struct Item {
    pub(super) id: u64,
    pub(super) job: Job,
    pub(super) options: CallOptions,
    pub(super) callback: Option<Callback>,
    pub(super) cancel: Cancel,
    pub(super) submitted: Instant,
}

/// A job that a worker has taken. Whoever removes it from the map accounts for it.
pub(super) struct Running {
    pub(super) callback: Option<Callback>,
    pub(super) cancel: Cancel,
}

pub(super) struct State {
    pub(super) queue: VecDeque<Item>,
    pub(super) running: HashMap<u64, Running>,
    pub(super) completed: VecDeque<Completion>,
    /// Jobs that a worker gave up unsent after a shutdown's end, to be handed back.
    pub(super) unsent: Vec<(u64, Job)>,
    pub(super) workers: usize,
    pub(super) idle: usize,
    pub(super) next_id: u64,
    pub(super) closed: bool,
    /// After a shutdown's time is up: workers hand back what they have not sent.
    pub(super) handing_back: bool,
}

pub(super) struct Shared {
    pub(super) options: DispatcherOptions,
    state: Mutex<State>,
    /// There is work, or no more will come.
    pub(super) work: Condvar,
    /// A job was accounted for.
    done: Condvar,
}

impl State {
    pub(super) fn take_queued(&mut self, id: u64) -> Option<Item> {
        // Numbers are given out in order.
        let at = self.queue.binary_search_by_key(&id, |item| item.id).ok()?;
        self.queue.remove(at)
    }

    pub(super) fn held(&self) -> usize {
        self.queue.len() + self.running.len() + self.completed.len()
    }
}

impl Shared {
    pub(super) fn new(options: DispatcherOptions) -> Self {
        let state = State {
            queue: VecDeque::new(),
            running: HashMap::new(),
            completed: VecDeque::new(),
            unsent: Vec::new(),
            workers: 0,
            idle: 0,
            next_id: 1,
            closed: false,
            handing_back: false,
        };
        Self {
            options,
            state: Mutex::new(state),
            work: Condvar::new(),
            done: Condvar::new(),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        // No holder leaves it half changed: callbacks, which may panic, run outside.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Accounts for a job whose place in the queue or the map the caller has taken.
    pub(super) fn complete(&self, id: u64, callback: Option<Callback>, outcome: Result<JobReply, Error>) {
        let completion = Completion { id, outcome };
        match callback {
            // A panicking callback must not take a worker with it.
            Some(callback) => drop(panic::catch_unwind(AssertUnwindSafe(|| callback(completion)))),
            None => self.lock().completed.push_back(completion),
        }
        self.done.notify_all();
    }

    pub(super) fn close(&self) {
        self.lock().closed = true;
        self.work.notify_all();
    }

    pub(super) fn wait_completed(&self, until: Instant) -> Option<Completion> {
        let mut state = self.lock();
        loop {
            if let Some(completion) = state.completed.pop_front() {
                return Some(completion);
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            state = self
                .done
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    pub(super) fn wait_drained(&self, until: Instant) {
        let mut state = self.lock();
        while !(state.queue.is_empty() && state.running.is_empty()) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self
                .done
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Hands back what was not sent, and completes what is out as unknown.
    pub(super) fn take_back(&self) -> Vec<(u64, Job)> {
        let mut state = self.lock();
        state.handing_back = true;
        let mut unsent: Vec<(u64, Job)> = state.queue.drain(..).map(|item| (item.id, item.job)).collect();
        let sending: Vec<u64> = state
            .running
            .iter()
            .filter(|(_, running)| running.cancel.cancel() == Cancelled::WhileSending)
            .map(|(id, _)| *id)
            .collect();
        let lost: Vec<(u64, Option<Callback>)> = sending
            .into_iter()
            .filter_map(|id| state.running.remove(&id).map(|running| (id, running.callback)))
            .collect();
        // Those that are left wait for the pace, and their workers hand them back at once.
        while !state.running.is_empty() {
            state = self.done.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        unsent.append(&mut state.unsent);
        drop(state);
        for (id, callback) in lost {
            self.complete(
                id,
                callback,
                Err(Unknown::new(UnknownCause::Cancelled, "").into()),
            );
        }
        self.work.notify_all();
        unsent.sort_unstable_by_key(|(id, _)| *id);
        unsent
    }

    /// The end of a dispatcher that nobody shut down: callbacks still hear of their jobs.
    pub(super) fn abandon(&self) {
        let mut state = self.lock();
        state.closed = true;
        let queued: Vec<Item> = state.queue.drain(..).collect();
        for running in state.running.values() {
            running.cancel.cancel();
        }
        drop(state);
        self.work.notify_all();
        for item in queued {
            self.complete(item.id, item.callback, Err(cancelled()));
        }
    }

    /// A worker's last word on a job: unless somebody else has accounted for it.
    pub(super) fn finish(&self, id: u64, job: Job, outcome: Result<JobReply, Error>) {
        let mut state = self.lock();
        let Some(running) = state.running.remove(&id) else {
            return;
        };
        let unsent = matches!(&outcome, Err(Error::NotSent(_)));
        if state.handing_back && unsent && running.cancel.is_cancelled() {
            state.unsent.push((id, job));
            drop(state);
            self.done.notify_all();
            return;
        }
        drop(state);
        self.complete(id, running.callback, outcome);
    }
}
