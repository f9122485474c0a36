//! The owner of a dispatcher's jobs: calls, queue, timers and the accounting of each job, as one value under one lock.
//! It decides; workers exchange bytes and report. What is foreign (callbacks, listeners, their drops) it hands out as
//! notes, for whoever holds the lock to deliver once it has let go of it.

use super::{Completion, OnCompletion};
use crate::cancel::Cancelled;
use crate::client::{Client, cancelled, handshake_ms};
use crate::system::random;
use crate::transport::Cut;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::time::Duration;
use zegoapi_core::{
    Answer, Call, CallOptions, Error, Job, JobReply, NotSent, NotSentCause, OwnedEvent, Request, Step,
    Unknown, UnknownCause,
};

/// A request that a worker is to send.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) id: u64,
    pub(super) request: Request,
    pub(super) timeout_ms: u64,
    pub(super) cut: Cut,
}

/// A callback that is to be called or dropped without the lock.
pub(super) enum Note {
    /// Its job is complete.
    Complete(OnCompletion, Completion),
    /// Its job was handed back.
    Forget(OnCompletion),
}

/// A job, from its submission until it is accounted for. Whoever takes it out of the map accounts for it.
struct Held {
    call: Call<Job>,
    callback: Option<OnCompletion>,
    place: Place,
}

enum Place {
    /// It would ask to go, and no worker is free.
    Queued,
    /// It waits for its turn, or for the delay before a retry, until this time.
    Waiting { until_ms: u64 },
    /// Its request is with a worker. When no word has come by this time, it is cut off.
    Out { cut: Cut, by_ms: u64 },
}

impl Held {
    /// Ends the call, wherever it is, and takes its outcome.
    fn end(&mut self, client: &Client) -> Result<JobReply, Error> {
        let (now, mut limiters) = (client.now(), client.limiters());
        match &self.place {
            Place::Out { cut, .. } if cut.cut() == Cancelled::BeforeSending => {
                drop(self.call.failed(&mut limiters, now, cancelled()));
            }
            Place::Out { .. } | Place::Queued | Place::Waiting { .. } => self.call.cancel(&mut limiters, now),
        }
        match self.call.next(&mut limiters, now, &[0; 16]) {
            Ok(Step::Done(outcome)) => outcome,
            Ok(Step::Send { .. } | Step::Wait { .. }) => Err(cancelled()),
            Err(error) => Err(error),
        }
    }
}

/// How long a worker may take to notice that the time of its request is up.
const GRACE_MS: u64 = 200;

/// All that a dispatcher decides.
pub(super) struct Owner {
    jobs: HashMap<u64, Held>,
    /// The jobs in [`Place::Queued`], in the order of their submission.
    queued: BTreeSet<u64>,
    /// When to look at which job; an entry may be out of date.
    timers: BinaryHeap<Reverse<(u64, u64)>>,
    /// The requests that no worker has taken yet.
    ready: VecDeque<Ready>,
    /// The requests that are ready or with a worker.
    out: usize,
    /// How many may be.
    most_out: usize,
    completed: VecDeque<Completion>,
    notes: Vec<Note>,
    /// What happened in calls, for the listener, in its order.
    events: VecDeque<OwnedEvent>,
    next_id: u64,
}

impl Owner {
    pub(super) fn new(workers: usize) -> Self {
        Self {
            jobs: HashMap::new(),
            queued: BTreeSet::new(),
            timers: BinaryHeap::new(),
            ready: VecDeque::new(),
            out: 0,
            most_out: workers.max(1),
            completed: VecDeque::new(),
            notes: Vec::new(),
            events: VecDeque::new(),
            next_id: 1,
        }
    }

    /// Takes a job. Its time counts from here.
    pub(super) fn submit(
        &mut self,
        client: &Client,
        job: Job,
        options: CallOptions,
        callback: Option<OnCompletion>,
    ) -> u64 {
        let (app, endpoint) = (client.app().clone(), client.endpoint().clone());
        let call = Call::new(job, app, endpoint, options, client.now());
        let id = self.next_id;
        self.next_id += 1;
        self.timers.push(Reverse((call.deadline_ms(), id)));
        let held = Held {
            call,
            callback,
            place: Place::Queued,
        };
        self.jobs.insert(id, held);
        self.queued.insert(id);
        self.drive(client);
        id
    }

    /// Lets jobs ask to go, in the order of their submission, for as long as a worker would be free for them.
    pub(super) fn drive(&mut self, client: &Client) {
        while self.out < self.most_out
            && let Some(id) = self.queued.pop_first()
        {
            self.step(client, id);
        }
    }

    /// Looks at every job whose time has come.
    pub(super) fn tick(&mut self, client: &Client) {
        let now_ms = client.now().monotonic_ms;
        while let Some(Reverse((at_ms, id))) = self.timers.peek().copied()
            && at_ms <= now_ms
        {
            self.timers.pop();
            let Some(held) = self.jobs.get(&id) else { continue };
            let over = held.call.deadline_ms() <= now_ms;
            match held.place {
                // Whatever is busy, its time is up.
                Place::Queued | Place::Waiting { .. } if over => self.step(client, id),
                Place::Waiting { until_ms } if until_ms <= now_ms => self.queue(id),
                Place::Out { by_ms, .. } if by_ms <= now_ms => self.abandon(client, id),
                Place::Queued | Place::Waiting { .. } | Place::Out { .. } => {}
            }
        }
        self.drive(client);
    }

    /// When to [`tick`](Self::tick) again, in milliseconds of the client's clock.
    pub(super) fn next_tick_ms(&mut self) -> Option<u64> {
        while let Some(Reverse((at_ms, id))) = self.timers.peek().copied() {
            if self.jobs.contains_key(&id) {
                return Some(at_ms);
            }
            self.timers.pop();
        }
        None
    }

    /// The next request for a worker.
    pub(super) fn take_ready(&mut self) -> Option<Ready> {
        self.ready.pop_front()
    }

    pub(super) fn ready(&self) -> usize {
        self.ready.len()
    }

    /// A worker has written a request.
    pub(super) fn written(&mut self, client: &Client, id: u64, handshake: Option<Duration>) {
        if let Some(held) = self.jobs.get_mut(&id) {
            let written = held
                .call
                .written(&mut client.limiters(), client.now(), handshake_ms(handshake));
            // It is refused only when it was told before.
            drop(written);
        }
    }

    /// A worker is done with a request. The job may have been accounted for meanwhile.
    pub(super) fn report(&mut self, client: &Client, id: u64, answer: Result<Answer<'_>, Error>) {
        self.out -= 1;
        if let Some(held) = self.jobs.get_mut(&id) {
            let now = client.now();
            let told = match answer {
                Ok(answer) => held.call.reply(&mut client.limiters(), now, &answer),
                Err(error) => held.call.failed(&mut client.limiters(), now, error),
            };
            // A report is refused only for a request that is not out, and this one is.
            drop(told);
            self.step(client, id);
        }
        self.drive(client);
    }

    /// Gives a job up at once. `false` for one that is accounted for already.
    pub(super) fn cancel(&mut self, client: &Client, id: u64) -> bool {
        let Some(held) = self.jobs.get_mut(&id) else {
            return false;
        };
        let outcome = held.end(client);
        self.note_events(client, id);
        self.complete(id, outcome);
        self.drive(client);
        true
    }

    /// Gives every job up.
    pub(super) fn cancel_all(&mut self, client: &Client) {
        self.queued.clear();
        let ids: Vec<u64> = self.jobs.keys().copied().collect();
        for id in ids {
            self.cancel(client, id);
        }
    }

    /// Accounts for every job: hands back what was not sent, and completes the others.
    pub(super) fn hand_back(&mut self, client: &Client) -> Vec<(u64, Job)> {
        // What no worker has taken yet never goes out.
        self.out -= self.ready.len();
        self.ready.clear();
        self.queued.clear();
        let mut ids: Vec<u64> = self.jobs.keys().copied().collect();
        ids.sort_unstable();
        let mut unsent = Vec::new();
        for id in ids {
            let Some(held) = self.jobs.get_mut(&id) else {
                continue;
            };
            let outcome = held.end(client);
            self.note_events(client, id);
            if !matches!(&outcome, Err(Error::NotSent(_))) {
                self.complete(id, outcome);
            } else if let Some(held) = self.jobs.remove(&id) {
                let job = held.call.into_action(&mut client.limiters(), client.now());
                unsent.push((id, job));
                self.notes.extend(held.callback.map(Note::Forget));
            }
        }
        unsent
    }

    pub(super) fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }

    pub(super) fn take_event(&mut self) -> Option<OwnedEvent> {
        self.events.pop_front()
    }

    /// Whether there is something foreign to do.
    pub(super) fn has_notes(&self) -> bool {
        !self.notes.is_empty() || !self.events.is_empty()
    }

    pub(super) fn take_completed(&mut self) -> Option<Completion> {
        self.completed.pop_front()
    }

    /// How many jobs are not accounted for.
    pub(super) fn pending(&self) -> usize {
        self.jobs.len()
    }

    /// How many jobs count against the capacity.
    pub(super) fn held(&self) -> usize {
        self.jobs.len() + self.completed.len()
    }

    fn note_events(&mut self, client: &Client, id: u64) {
        if let (true, Some(held)) = (client.has_listener(), self.jobs.get_mut(&id)) {
            while let Some(event) = held.call.take_event() {
                self.events.push_back(event.to_owned_event());
            }
        }
    }

    fn queue(&mut self, id: u64) {
        if let Some(held) = self.jobs.get_mut(&id) {
            held.place = Place::Queued;
            self.queued.insert(id);
        }
    }

    /// Asks a call what to do, and does it.
    fn step(&mut self, client: &Client, id: u64) {
        let Some(held) = self.jobs.get_mut(&id) else {
            return;
        };
        let (now, random) = (client.now(), random());
        if let Err(error) = &random {
            // Without random bytes nothing is signed any more.
            let may_be_applied = held.call.may_be_applied();
            held.call.cancel(&mut client.limiters(), now);
            let error = if may_be_applied {
                Unknown::new(UnknownCause::Broken, "no random bytes for another try").into()
            } else {
                error.clone()
            };
            self.complete(id, Err(error));
            return;
        }
        let step = held
            .call
            .next(&mut client.limiters(), now, &random.unwrap_or_default());
        self.note_events(client, id);
        let Some(held) = self.jobs.get_mut(&id) else {
            return;
        };
        match step {
            Ok(Step::Send { request, timeout_ms }) => {
                let cut = Cut::new();
                let by_ms = now
                    .monotonic_ms
                    .saturating_add(timeout_ms)
                    .saturating_add(GRACE_MS);
                held.place = Place::Out {
                    cut: cut.clone(),
                    by_ms,
                };
                self.queued.remove(&id);
                self.timers.push(Reverse((by_ms, id)));
                self.out += 1;
                self.ready.push_back(Ready {
                    id,
                    request,
                    timeout_ms,
                    cut,
                });
            }
            Ok(Step::Wait { until_ms }) => {
                held.place = Place::Waiting { until_ms };
                self.queued.remove(&id);
                self.timers.push(Reverse((until_ms, id)));
            }
            Ok(Step::Done(outcome)) => self.complete(id, outcome),
            // A call is asked only when it may be asked.
            Err(error) => self.complete(id, Err(error)),
        }
    }

    /// The time of a request is up and its worker does not say so: the job does not wait for it.
    fn abandon(&mut self, client: &Client, id: u64) {
        let Some(held) = self.jobs.get_mut(&id) else {
            return;
        };
        let Place::Out { cut, .. } = &held.place else {
            return;
        };
        let error: Error = match cut.cut() {
            Cancelled::BeforeSending => NotSent::new(NotSentCause::Timeout, "").into(),
            Cancelled::WhileSending => Unknown::new(UnknownCause::Timeout, "").into(),
        };
        drop(held.call.failed(&mut client.limiters(), client.now(), error));
        self.step(client, id);
    }

    fn complete(&mut self, id: u64, outcome: Result<JobReply, Error>) {
        self.queued.remove(&id);
        let Some(held) = self.jobs.remove(&id) else { return };
        let completion = Completion { id, outcome };
        match held.callback {
            Some(callback) => self.notes.push(Note::Complete(callback, completion)),
            None => self.completed.push_back(completion),
        }
    }
}
