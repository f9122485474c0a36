//! Sending for those who cannot block: a bounded queue with worker threads, for a game's tick or an event
//! loop. Submit returns at once; completions are polled or called back; nothing submitted is ever lost.

mod owner;
mod shared;
mod worker;

use crate::client::Client;
use crate::per_process::PerProcess;
use crate::system::after;
use shared::Shared;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zegoapi_core::{Action, CallOptions, Error, Job, JobReply};

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
    /// How many worker threads there are at most, which is how many requests are out at once: enough for 100 calls a
    /// second at a server that takes two seconds for each. They are started when needed. Default: 256.
    pub workers: usize,
    /// How long a worker without work stays, in milliseconds. Default: 5000.
    pub idle_ms: u64,
}

impl Default for DispatcherOptions {
    fn default() -> Self {
        Self {
            capacity: 1024,
            workers: 256,
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
/// [`shutdown`](Self::shutdown). Dropping a dispatcher cancels all that it has: callbacks still hear of their jobs, before
/// the drop returns; completions that were not fetched go with it.
pub struct Dispatcher {
    client: Client,
    options: DispatcherOptions,
    shared: PerProcess<Arc<Shared>>,
}

/// Is told what became of a job, on a worker thread or on the thread that cancels; a panic in it is caught.
pub type OnCompletion = Box<dyn FnOnce(Completion) + Send>;

impl Dispatcher {
    /// A dispatcher that sends through this client.
    pub fn new(client: Client, options: DispatcherOptions) -> Self {
        let shared = PerProcess::new(Arc::new(Shared::new(client.clone(), options)));
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
        callback: Option<OnCompletion>,
    ) -> Result<u64, Rejected> {
        if let Err(error) = options
            .check()
            .and_then(|()| job.check(self.client.app().limits()))
        {
            return Err(Rejected {
                reason: RejectReason::InvalidInput(error),
                job,
            });
        }
        let refuse = |reason| {
            Err(Rejected {
                reason,
                job: job.clone(),
            })
        };
        let shared = self.shared();
        let mut state = shared.lock();
        if state.closed {
            return refuse(RejectReason::Closed);
        }
        if state.owner.held() >= self.options.capacity {
            return refuse(RejectReason::Full);
        }
        if !worker::can_start(shared, &mut state) {
            return refuse(RejectReason::NoThread);
        }
        let id = state.owner.submit(&self.client, job, options, callback);
        // What is foreign waits for the clock's thread: nothing is called before this has returned the number.
        worker::wake(shared, &mut state);
        Ok(id)
    }

    /// The oldest completion that was not fetched and has no callback.
    pub fn poll(&self) -> Option<Completion> {
        self.shared().lock().owner.take_completed()
    }

    /// Waits for a completion, for at most so long.
    pub fn wait(&self, timeout: Duration) -> Option<Completion> {
        self.shared().wait_completed(after(timeout))
    }

    /// Gives a job up: one that was not sent completes as `NotSent`, one that is out completes as `Unknown`, both
    /// with the cause `cancelled`, before this returns. Its connection is closed. `false` for a job that is complete
    /// already.
    pub fn cancel(&self, id: u64) -> bool {
        let shared = self.shared();
        let mut state = shared.lock();
        let cancelled = state.owner.cancel(&self.client, id);
        drop(worker::advance(shared, state));
        cancelled
    }

    /// How many jobs are queued or under way.
    pub fn pending(&self) -> usize {
        self.shared().lock().owner.pending()
    }

    /// How many worker threads there are at present.
    pub fn workers(&self) -> usize {
        self.shared().lock().workers
    }

    /// Takes no more jobs, and waits until those it has are done, for at most so long. Then ends the others at once: what
    /// was not sent is handed back with its number, what is out completes as `Unknown`. Completions can still be polled
    /// afterwards. A second call returns nothing more.
    ///
    /// When it returns, no callback and no listener is running or will be called for its jobs: it waits for those that
    /// run. Called from within one of them, it does not wait for that one, nor for others that shut down as well. Two
    /// dispatchers must not shut down each other from their callbacks: like two threads that join each other, neither
    /// would end.
    pub fn shutdown(&self, timeout: Duration) -> Vec<(u64, Job)> {
        self.shared().shut_down(after(timeout))
    }

    fn shared(&self) -> &Arc<Shared> {
        self.shared
            .get(|| Arc::new(Shared::new(self.client.clone(), self.options)))
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
