//! Sending for those who cannot block: a bounded queue with worker threads, for a game's tick or an event
//! loop. Submit returns at once; completions are polled or called back; nothing submitted is ever lost.

mod state;
mod worker;

use crate::cancel::{Cancel, Cancelled};
use crate::client::{Client, cancelled};
use crate::per_process::PerProcess;
use crate::system::after;
use state::{Item, Shared};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zegoapi_core::{Action, CallOptions, Error, Job, JobReply, NotSent, NotSentCause, Unknown, UnknownCause};

/// What became of a job.
#[derive(Debug)]
pub struct Completion {
    /// The number that [`Dispatcher::submit`] returned.
    pub id: u64,
    /// The outcome of its call.
    pub outcome: Result<JobReply, Error>,
}

/// A job that was not taken, and is handed back.
#[derive(Debug)]
pub struct Rejected {
    /// Why.
    pub reason: RejectReason,
    /// The job, untouched.
    pub job: Job,
}

/// Why a job was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectReason {
    /// As many jobs as the dispatcher holds are queued, under way, or completed and not fetched.
    Full,
    /// The dispatcher was shut down.
    Closed,
    /// The system gave no thread, and none is running.
    NoThread,
    /// The job would be refused before any I/O.
    InvalidInput(Error),
}

/// The options of a [`Dispatcher`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DispatcherOptions {
    /// How many jobs it holds at most: queued, under way, and completed but not fetched. Default: 1024.
    pub capacity: usize,
    /// How many worker threads there are at most, which is how many calls are under way at once. Default: 32.
    pub workers: usize,
    /// How long a worker without work stays, in milliseconds. Default: 5000.
    pub idle_ms: u64,
}

impl Default for DispatcherOptions {
    fn default() -> Self {
        Self {
            capacity: 1024,
            workers: 32,
            idle_ms: 5000,
        }
    }
}

/// A bounded queue with worker threads on top of a [`Client`].
///
/// No thread starts before the first job; one without work retires. All methods return at once, except
/// [`shutdown`](Self::shutdown). Any number of threads may use it at once. After a fork the child has an empty
/// dispatcher of its own; the parent's jobs stay the parent's.
///
/// Each job is accounted for exactly once: as a completion, polled or called back, or handed back by
/// [`shutdown`](Self::shutdown). Dropping a dispatcher cancels what is queued; completions that were not fetched
/// go with it.
pub struct Dispatcher {
    client: Client,
    options: DispatcherOptions,
    shared: PerProcess<Arc<Shared>>,
}

/// Is told what became of a job, on a worker thread or on the thread that cancels; a panic in it is caught.
pub type Callback = Box<dyn FnOnce(Completion) + Send>;

impl Dispatcher {
    /// A dispatcher that sends through this client.
    pub fn new(client: Client, options: DispatcherOptions) -> Self {
        let shared = PerProcess::new(Arc::new(Shared::new(options)));
        Self {
            client,
            options,
            shared,
        }
    }

    /// Queues a job by the client's options, to be completed for [`poll`](Self::poll). Returns its number.
    ///
    /// # Errors
    ///
    /// [`Rejected`], with the job.
    pub fn submit(&self, job: impl Into<Job>) -> Result<u64, Rejected> {
        self.submit_with(job.into(), self.client.options(), None)
    }

    /// Queues a job with options of its own; with a callback, it is completed by that instead of for `poll`.
    /// The job's time counts from here.
    ///
    /// # Errors
    ///
    /// [`Rejected`], with the job; the callback is then dropped uncalled.
    pub fn submit_with(
        &self,
        job: Job,
        options: CallOptions,
        callback: Option<Callback>,
    ) -> Result<u64, Rejected> {
        if let Err(error) = job.check(self.client.app().limits()) {
            return Err(Rejected {
                reason: RejectReason::InvalidInput(error),
                job,
            });
        }
        let submitted = Instant::now();
        let item = Item {
            id: 0,
            job,
            options,
            callback,
            cancel: Cancel::new(),
            submitted,
        };
        worker::submit(self.shared(), &self.client, item)
    }

    /// The oldest completion that was not fetched and has no callback.
    pub fn poll(&self) -> Option<Completion> {
        self.shared().lock().completed.pop_front()
    }

    /// Waits for a completion, for at most so long.
    pub fn wait(&self, timeout: Duration) -> Option<Completion> {
        self.shared().wait_completed(after(timeout))
    }

    /// Gives a job up: one that was not sent completes as `NotSent`, one that is out completes as `Unknown`, both
    /// with the cause `Cancelled`, before this returns or very soon after. `false` for a job that is complete
    /// already.
    pub fn cancel(&self, id: u64) -> bool {
        let shared = self.shared();
        let mut state = shared.lock();
        if let Some(item) = state.take_queued(id) {
            drop(state);
            shared.complete(item.id, item.callback, Err(cancelled()));
            return true;
        }
        let Some(running) = state.running.get_mut(&id) else {
            return false;
        };
        match running.cancel.cancel() {
            // The worker wakes up and completes it.
            Cancelled::BeforeSending => true,
            Cancelled::WhileSending => {
                // The worker's answer finds nobody waiting for it.
                let callback = state.running.remove(&id).and_then(|running| running.callback);
                drop(state);
                shared.complete(
                    id,
                    callback,
                    Err(Unknown::new(UnknownCause::Cancelled, "").into()),
                );
                true
            }
        }
    }

    /// Ends a job whose time is up while it waits for a worker, because all are busy: it completes as `NotSent`
    /// with the cause `Deadline`, before this returns. `false` for a job that is not queued; one that is under way
    /// ends by its time-out without this. For a caller with a timer of its own, such as an event loop.
    pub fn expire(&self, id: u64) -> bool {
        let shared = self.shared();
        // In a statement of its own, so that the lock is released before a callback runs.
        let queued = shared.lock().take_queued(id);
        let Some(item) = queued else { return false };
        let error = NotSent::new(NotSentCause::Deadline, "").into();
        shared.complete(item.id, item.callback, Err(error));
        true
    }

    /// How many jobs are queued or under way.
    pub fn pending(&self) -> usize {
        let state = self.shared().lock();
        state.queue.len() + state.running.len()
    }

    /// How many worker threads there are at present.
    pub fn workers(&self) -> usize {
        self.shared().lock().workers
    }

    /// Takes no more jobs, and waits until those it has are done, for at most so long. Then cancels: what was
    /// not sent is handed back with its number, what is out completes as `Unknown`. Completions can still be
    /// polled afterwards. A second call returns nothing more.
    pub fn shutdown(&self, timeout: Duration) -> Vec<(u64, Job)> {
        let shared = self.shared();
        shared.close();
        shared.wait_drained(after(timeout));
        shared.take_back()
    }

    fn shared(&self) -> &Arc<Shared> {
        self.shared.get(|| Arc::new(Shared::new(self.options)))
    }
}

impl Drop for Dispatcher {
    fn drop(&mut self) {
        self.shared().abandon();
    }
}

impl fmt::Debug for Dispatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dispatcher")
            .field("client", &self.client)
            .field("options", &self.options)
            .field("pending", &self.pending())
            .finish_non_exhaustive()
    }
}
