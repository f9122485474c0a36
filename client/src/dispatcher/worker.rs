//! The worker threads: started when there is work and nobody free to do it, gone when there is none.

use super::state::{Item, Running, Shared, State};
use super::{RejectReason, Rejected};
use crate::client::Client;
use crate::system::after;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};
use zegoapi_core::{CallOptions, Unknown, UnknownCause};

/// Queues a job and sees to it that somebody will do it.
pub(super) fn submit(shared: &Arc<Shared>, client: &Client, mut item: Item) -> Result<u64, Rejected> {
    let mut state = shared.lock();
    if state.closed {
        return Err(Rejected {
            reason: RejectReason::Closed,
            job: item.job,
        });
    }
    if state.held() >= shared.options.capacity {
        return Err(Rejected {
            reason: RejectReason::Full,
            job: item.job,
        });
    }
    let id = state.next_id;
    // Idle workers that were woken for earlier jobs count for those.
    if state.idle <= state.queue.len() && state.workers < shared.options.workers.max(1) {
        if start(shared, client) {
            state.workers += 1;
        } else if state.workers == 0 {
            return Err(Rejected {
                reason: RejectReason::NoThread,
                job: item.job,
            });
        }
    }
    state.next_id += 1;
    item.id = id;
    state.queue.push_back(item);
    drop(state);
    shared.work.notify_one();
    Ok(id)
}

fn start(shared: &Arc<Shared>, client: &Client) -> bool {
    let (shared, client) = (Arc::clone(shared), client.clone());
    thread::Builder::new()
        .name("zegoapi-dispatcher".into())
        .spawn(move || run(&shared, &client))
        .is_ok()
}

fn run(shared: &Shared, client: &Client) {
    let mut state = shared.lock();
    loop {
        let Some(item) = state.queue.pop_front() else {
            match wait(shared, state) {
                Some(woken) => state = woken,
                None => return,
            }
            continue;
        };
        let running = Running {
            callback: item.callback,
            cancel: item.cancel.clone(),
        };
        state.running.insert(item.id, running);
        drop(state);
        let options = left_of(item.options, item.submitted);
        // An event listener of the caller's may panic; the job must be accounted for all the same.
        let sent = panic::catch_unwind(AssertUnwindSafe(|| {
            client.send_with(&item.job, options, &item.cancel)
        }));
        let outcome =
            sent.unwrap_or_else(|_| Err(Unknown::new(UnknownCause::Broken, "a listener panicked").into()));
        shared.finish(item.id, item.job, outcome);
        state = shared.lock();
    }
}

/// Waits for work; `None` when the worker is to end, which is then counted off.
fn wait<'s>(shared: &'s Shared, mut state: MutexGuard<'s, State>) -> Option<MutexGuard<'s, State>> {
    let until = after(Duration::from_millis(shared.options.idle_ms));
    state.idle += 1;
    while state.queue.is_empty() && !state.closed {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        state = shared
            .work
            .wait_timeout(state, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
    state.idle -= 1;
    if state.queue.is_empty() {
        state.workers -= 1;
        return None;
    }
    Some(state)
}

/// A job's time counts from its submission, waiting in the queue included.
fn left_of(options: CallOptions, submitted: Instant) -> CallOptions {
    let waited = crate::system::millis(submitted.elapsed());
    CallOptions {
        timeout_ms: options.timeout_ms.saturating_sub(waited),
        ..options
    }
}
