//! What the listeners, the admin API and the caller's handle hold in common.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use crate::callbacks::delivery::Fired;
use crate::clock::first_long_id;
use crate::config::Config;
use crate::counters::Counters;
use crate::slots::{Slot, Slots};
use crate::state::State;

/// The state behind its lock, and the ways to wait for changes of it.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) addresses: Addresses,
    state: Mutex<State>,
    changed: Condvar,
    changes: watch::Sender<u64>,
    next_request_id: AtomicU64,
    slots: Slots,
    pub(crate) connections_open: Gauge,
    pub(crate) requests: Gauge,
}

/// Where the listeners are, and whom to trust.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    pub(crate) http_url: String,
    pub(crate) https_url: String,
    pub(crate) admin_url: String,
    pub(crate) ca_pem: String,
}

impl Shared {
    /// Callbacks go into `outbox`.
    pub(crate) fn new(config: Config, addresses: Addresses, outbox: mpsc::UnboundedSender<Fired>) -> Shared {
        Shared {
            state: Mutex::new(State::new(&config, outbox)),
            config,
            addresses,
            changed: Condvar::new(),
            changes: watch::Sender::new(0),
            next_request_id: AtomicU64::new(first_long_id()),
            slots: Slots::default(),
            connections_open: Gauge::default(),
            requests: Gauge::default(),
        }
    }

    /// The state. A panic elsewhere leaves it usable.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits on the state's lock; see [`Shared::announce`].
    pub(crate) fn changed(&self) -> &Condvar {
        &self.changed
    }

    /// Counts the changes that were announced.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Waits for the server's capacity.
    pub(crate) async fn slot(&self) -> Slot<'_> {
        self.slots.take(|| self.state().settings.capacity).await
    }

    /// Wakes those who wait for messages, for capacity, or for callbacks.
    pub(crate) fn announce(&self) {
        self.slots.look_again();
        self.changed.notify_all();
        self.changes.send_modify(|count| *count += 1);
    }

    /// A new id of 19 digits.
    pub(crate) fn request_id(&self) -> u64 {
        self.next_request_id.fetch_add(2, Ordering::Relaxed)
    }

    /// The counts, with all that is read off rather than added up.
    pub(crate) fn counters(&self) -> Counters {
        let state = self.state();
        Counters {
            acted_on: state.rooms.acted_on().clone(),
            delivered: state.rooms.delivered(),
            received: state.rooms.received(),
            connections_open: self.connections_open.now(),
            peak_concurrent_requests: self.requests.peak(),
            ..state.tally.sums.clone()
        }
    }

    /// Back to the start.
    pub(crate) fn reset(&self) {
        self.state().reset(&self.config);
        self.requests.forget_peak();
        self.announce();
    }

    /// Forgets what was counted and heard.
    pub(crate) fn reset_counters(&self) {
        self.state().reset_counters();
        self.requests.forget_peak();
        self.announce();
    }
}

/// How many there are now, and the most there were.
#[derive(Debug, Default)]
pub(crate) struct Gauge {
    now: AtomicU64,
    peak: AtomicU64,
}

impl Gauge {
    /// One more.
    pub(crate) fn enter(&self) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(now, Ordering::SeqCst);
    }

    /// One less.
    pub(crate) fn leave(&self) {
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> u64 {
        self.now.load(Ordering::SeqCst)
    }

    fn peak(&self) -> u64 {
        self.peak.load(Ordering::SeqCst)
    }

    fn forget_peak(&self) {
        self.peak.store(self.now(), Ordering::SeqCst);
    }
}
