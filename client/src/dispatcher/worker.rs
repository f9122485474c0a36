//! The threads of a dispatcher: workers, which exchange bytes and report, and one that keeps the time. Started when
//! there is something to do and nobody free to do it, gone when there is none.

use super::owner::Ready;
use super::shared::{Shared, State};
use crate::system::after;
use crate::transport::Attempt;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Enough for TLS and for callbacks into other languages; most of it is never touched.
const STACK_BYTES: usize = 1 << 20;

/// Sees to it that somebody keeps the time and somebody sends. `false` when that cannot be.
pub(super) fn can_start(shared: &Arc<Shared>, state: &mut State) -> bool {
    start_clock(shared, state) && (state.workers > 0 || start_worker(shared, state))
}

/// After the owner has decided: starts and wakes who is needed.
pub(super) fn wake(shared: &Arc<Shared>, state: &mut State) {
    start_clock(shared, state);
    // Idle workers that were woken for earlier requests count for those.
    while state.idle < state.owner.ready() && start_worker(shared, state) {}
    for _ in 0..state.owner.ready() {
        shared.work.notify_one();
    }
    let due_earlier = state
        .owner
        .next_tick_ms()
        .is_some_and(|at_ms| at_ms < state.clock_until_ms);
    if due_earlier || state.owner.has_notes() {
        shared.tick.notify_one();
    }
}

fn start_clock(shared: &Arc<Shared>, state: &mut State) -> bool {
    if !state.has_clock {
        state.has_clock = start(shared, "zegoapi-clock", keep_time);
    }
    state.has_clock
}

fn start_worker(shared: &Arc<Shared>, state: &mut State) -> bool {
    let started = state.workers < shared.options.workers.max(1) && start(shared, "zegoapi-worker", run);
    // Idle until it has taken its first request.
    state.workers += usize::from(started);
    state.idle += usize::from(started);
    started
}

fn start(shared: &Arc<Shared>, name: &str, run: fn(&Arc<Shared>)) -> bool {
    let shared = Arc::clone(shared);
    thread::Builder::new()
        .name(name.into())
        .stack_size(STACK_BYTES)
        .spawn(move || run(&shared))
        .is_ok()
}

/// A worker's life.
fn run(shared: &Arc<Shared>) {
    let mut state = shared.lock();
    loop {
        let Some(ready) = state.owner.take_ready() else {
            match wait(shared, state) {
                Some(woken) => state = woken,
                None => return,
            }
            continue;
        };
        state.idle -= 1;
        drop(state);
        let id = ready.id;
        let answer = exchange(shared, &ready);
        state = shared.lock();
        state.idle += 1;
        state.owner.report(&shared.client, id, answer);
        state = advance(shared, state);
    }
}

fn exchange(shared: &Shared, ready: &Ready) -> Result<zegoapi_core::Answer<'static>, zegoapi_core::Error> {
    let on_written = |handshake| shared.lock().owner.written(&shared.client, ready.id, handshake);
    let attempt = Attempt::within(Duration::from_millis(ready.timeout_ms))
        .cut(&ready.cut)
        .on_written(&on_written);
    shared.client.transport().exchange(&ready.request, &attempt)
}

/// After the owner has decided: wakes who is needed, and does what is foreign.
pub(super) fn advance<'s>(
    shared: &'s Arc<Shared>,
    mut state: MutexGuard<'s, State>,
) -> MutexGuard<'s, State> {
    wake(shared, &mut state);
    shared.deliver(state)
}

/// Waits for a request; `None` when the worker is to end, which is then counted off.
fn wait<'s>(shared: &'s Shared, mut state: MutexGuard<'s, State>) -> Option<MutexGuard<'s, State>> {
    let until = after(Duration::from_millis(shared.options.idle_ms));
    while state.owner.ready() == 0 && !is_over(&state) {
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
    if state.owner.ready() == 0 {
        state.idle -= 1;
        state.workers -= 1;
        return None;
    }
    Some(state)
}

fn is_over(state: &State) -> bool {
    state.closed && state.owner.pending() == 0
}

/// The life of the thread that keeps the time, whatever the workers are busy with.
fn keep_time(shared: &Arc<Shared>) {
    let idle = Duration::from_millis(shared.options.idle_ms);
    let mut state = shared.lock();
    let mut idle_until = after(idle);
    loop {
        state.owner.tick(&shared.client);
        state = advance(shared, state);
        let busy = state.owner.pending() > 0 || state.owner.has_notes();
        let now = Instant::now();
        if busy {
            idle_until = after(idle);
        } else if is_over(&state) || now >= idle_until {
            state.has_clock = false;
            return;
        }
        let next_ms = state.owner.next_tick_ms();
        let until = next_ms.map_or(idle_until, |at_ms| {
            shared.client.clock().instant(at_ms).min(after(idle))
        });
        state.clock_until_ms = next_ms.unwrap_or(u64::MAX);
        let left = until.saturating_duration_since(now);
        if left.is_zero() {
            continue;
        }
        state = shared
            .tick
            .wait_timeout(state, left)
            .unwrap_or_else(PoisonError::into_inner)
            .0;
    }
}
