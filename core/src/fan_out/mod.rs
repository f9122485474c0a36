//! One message to any number of users: calls of ten, each in its turn, several at once, and one report in which each
//! user stands exactly once. Sans-IO, driven like a `Call`.
//!
//! # States and transitions
//!
//! Written as for a call: a state, what is told or asked, the state that follows. Reports for a request that is not
//! out are refused as out of order and change nothing. A test holds this table against the scripted cases.
//!
//! | state | input | state then | when |
//! |---|---|---|---|
//! | running | next | running | |
//! | running | next | stopped | a call ended with what would meet every other |
//! | running | next | done | the last call ended |
//! | running | written | running | |
//! | running | reply | running | |
//! | running | reply | stopped | what it says would meet every other call |
//! | running | reply | done | it was the last |
//! | running | failed | running | |
//! | running | failed | stopped | what it says would meet every other call |
//! | running | failed | done | it was the last |
//! | running | stop | stopped | requests are out |
//! | running | stop | done | none is out |
//! | stopped | next | stopped | requests are out, or a call tries again |
//! | stopped | next | done | none is |
//! | stopped | written | stopped | |
//! | stopped | reply | stopped | |
//! | stopped | reply | done | it was the last |
//! | stopped | failed | stopped | |
//! | stopped | failed | done | it was the last |
//! | stopped | stop | stopped | |
//! | stopped | stop | done | only calls were left that would have tried again |
//! | done | next | done | |
//! | done | stop | done | |

mod batch;
mod breaker;
mod digest;
mod report;
#[cfg(test)]
mod tests;
mod users;

pub use digest::MessageDigest;
pub use report::{Outcome, Progress, Report, parse_report_line, report_line};

use crate::actions::{SendCustomCommand, SendCustomCommandReply};
use crate::app::App;
use crate::call::{Call, CallOptions, Event, Kept, Step, Time};
use crate::endpoint::Endpoint;
use crate::error::{Applied, Error, InvalidInput};
use crate::fail_user::FailUser;
use crate::limiter::Limiters;
use crate::reply::Answer;
use crate::request::{Request, check_size};
use alloc::collections::VecDeque;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use batch::{Batch, Message};
use breaker::Breaker;
use core::fmt;
use core::ops::Range;
use users::Users;

/// The options of a [`FanOut`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FanOutOptions {
    /// The options of each call. By default each has 8 retries and a minute, as others may use up the quota.
    /// Fan-outs wait for their turn: `fail_fast` has no effect.
    pub call: CallOptions,
    /// How many calls may be under way at once, at least 1. Default: 16.
    pub concurrency: usize,
}

impl Default for FanOutOptions {
    fn default() -> Self {
        let call = CallOptions {
            retries: 8,
            timeout_ms: 60_000,
            ..CallOptions::default()
        };
        Self {
            call,
            concurrency: 16,
        }
    }
}

/// What the driver of a [`FanOut`] is to do next.
/// May be matched without a wildcard: a new step is a change that every driver is to see.
#[derive(Debug)]
pub enum FanOutStep {
    /// Send this request once, within the time given, and report what came of it under its number.
    Send {
        /// The number to report under: that of the call, which its events carry too.
        call: u64,
        /// The request, signed for this try alone.
        request: Request,
        /// How long the try may take, in milliseconds.
        timeout_ms: u64,
    },
    /// Nothing to send now: ask again at this time of the monotonic clock, in milliseconds, or after the next
    /// report, whichever is first. Without a time, only a report leads on.
    Wait {
        /// When to ask again at the latest.
        until_ms: Option<u64>,
    },
    /// It is over: every user is accounted for.
    Done,
}

named! {
    /// Where a [`FanOut`] stands.
    pub enum FanOutState {
        /// Calls are to be made.
        Running = 1, "running";
        /// No further call is begun; requests are out.
        Stopped = 2, "stopped";
        /// Every user is accounted for.
        Done = 3, "done";
    }
}

/// One message to any number of users of a room.
///
/// Drops ids that are repeated, makes calls of as many users as the account's limit allows (10), and keeps
/// several under way at once, each with the turn, the retries and the promises of a [`Call`].
///
/// **Ask; do what is said; report each request that was sent, once, in any order; ask again.** Requests may be
/// sent concurrently: ask again while some are out. A report for a call that is not out is refused with
/// `InvalidInput`, problem `out_of_order`, and changes nothing.
///
/// An error that would meet every further call (a wrong secret, a room that does not exist, no connection
/// after all retries) ends the fan-out early: no further call is begun, and the rest is reported as not tried,
/// with the error in [`Report::stopped_by`]. So do three calls in a row that end with the same refusal or the same
/// page of a gateway, unless it is one about the users.
pub struct FanOut {
    message: Arc<Message>,
    app: App,
    endpoint: Endpoint,
    options: FanOutOptions,
    outcomes: Vec<Outcome>,
    progress: Progress,
    repeated: usize,
    calls: Vec<Running>,
    /// The first user that no call was made for.
    next_user: usize,
    breaker: Breaker,
    /// No further call is begun.
    stopped: bool,
    /// Nothing is sent again either: the caller stopped it.
    halted: bool,
    stopped_by: Option<Error>,
    /// The users of the call whose first request the last step said to send.
    begun: Option<Range<usize>>,
    settled: VecDeque<Range<usize>>,
    events: VecDeque<(u64, Kept)>,
}

struct Running {
    call: Call<Batch>,
    /// Whether a request is out.
    sent: bool,
}

/// The most events that are kept of calls that have ended.
const MOST_EVENTS: usize = 256;

impl FanOut {
    /// A fan-out to these users, at least one; the order is kept, repeated ids are dropped.
    ///
    /// Costs the bytes of the ids and 20 more for each user, once; nothing else grows with their number.
    ///
    /// # Errors
    ///
    /// `InvalidInput`, before anything is sent: as for a [`SendCustomCommand`], by the account's limits; an empty
    /// id is named by its place in the list.
    pub fn new<I>(
        app: App,
        endpoint: Endpoint,
        room_id: impl Into<String>,
        from_user_id: impl Into<String>,
        content: impl Into<String>,
        users: I,
        options: FanOutOptions,
    ) -> Result<Self, Error>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let (users, repeated) = Users::collect(users)?;
        if users.len() == 0 {
            return Err(InvalidInput::too_small("to", 1, 0).into());
        }
        let (room_id, from_user_id, content) = (room_id.into(), from_user_id.into(), content.into());
        SendCustomCommand::check_texts(&room_id, &from_user_id, &content)?;
        let total = users.len();
        let message = Arc::new(Message {
            room_id,
            from_user_id,
            content,
            users: Arc::new(users),
        });
        let fan_out = Self {
            message,
            app,
            endpoint,
            options,
            outcomes: alloc::vec![Outcome::NotTried; total],
            progress: Progress {
                total,
                not_tried: total,
                ..Progress::default()
            },
            repeated,
            calls: Vec::new(),
            next_user: 0,
            breaker: Breaker::default(),
            stopped: false,
            halted: false,
            stopped_by: None,
            begun: None,
            settled: VecDeque::new(),
            events: VecDeque::new(),
        };
        fan_out.check_all()?;
        Ok(fan_out)
    }

    /// Says what to do next.
    ///
    /// `random` must be fresh each time, from a cryptographic source.
    pub fn next(&mut self, limiters: &mut Limiters, now: Time, random: &[u8; 16]) -> FanOutStep {
        self.begun = None;
        let mut wait_until_ms: Option<u64> = None;
        let mut at = 0;
        while at < self.calls.len() || self.begin_call(now) {
            let running = &mut self.calls[at];
            if running.sent {
                at += 1;
                continue;
            }
            // What stopped the fan-out would meet a call that has not gone out, too.
            if self.halted || (self.stopped && running.call.tries() == 0) {
                running.call.cancel(limiters, now);
            }
            match running.call.next(limiters, now, random) {
                Ok(Step::Send { request, timeout_ms }) => {
                    running.sent = true;
                    if running.call.tries() == 1 {
                        self.begun = Some(running.call.action().users.clone());
                    }
                    return FanOutStep::Send {
                        call: running.call.number(),
                        request,
                        timeout_ms,
                    };
                }
                Ok(Step::Wait { until_ms }) => {
                    wait_until_ms = Some(wait_until_ms.map_or(until_ms, |other| other.min(until_ms)));
                    at += 1;
                }
                Ok(Step::Done(outcome)) => self.settle(at, outcome),
                Err(error) => self.settle(at, Err(error)),
            }
        }
        if self.calls.is_empty() {
            FanOutStep::Done
        } else {
            FanOutStep::Wait {
                until_ms: wait_until_ms,
            }
        }
    }

    /// Reports that a request was written; see [`Call::written`].
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` when no request of that number is out, or it was reported
    /// already.
    pub fn written(
        &mut self,
        call: u64,
        limiters: &mut Limiters,
        now: Time,
        handshake_ms: Option<u64>,
    ) -> Result<(), Error> {
        let at = self.out(call)?;
        self.calls[at].call.written(limiters, now, handshake_ms)
    }

    /// Reports an answer; see [`Call::reply`].
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` when no request of that number is out.
    pub fn reply(
        &mut self,
        call: u64,
        limiters: &mut Limiters,
        now: Time,
        answer: &Answer<'_>,
    ) -> Result<(), Error> {
        self.report_to(call, |call| call.reply(limiters, now, answer))
    }

    /// Reports a try that brought no answer; see [`Call::failed`].
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` when no request of that number is out.
    pub fn failed(
        &mut self,
        call: u64,
        limiters: &mut Limiters,
        now: Time,
        error: Error,
    ) -> Result<(), Error> {
        self.report_to(call, |call| call.failed(limiters, now, error))
    }

    /// Begins no further call, and sends nothing again. Requests that are out may still be reported; ask until
    /// it is done, or fetch the report at once, in which they count as unknown.
    pub fn stop(&mut self, limiters: &mut Limiters, now: Time) {
        (self.stopped, self.halted) = (true, true);
        let mut at = 0;
        while let Some(running) = self.calls.get_mut(at) {
            if running.sent {
                at += 1;
            } else {
                running.call.cancel(limiters, now);
                match running.call.next(limiters, now, &[0; 16]) {
                    Ok(Step::Done(outcome)) => self.settle(at, outcome),
                    _ => at += 1,
                }
            }
        }
    }

    /// The most requests that can be out at once.
    pub fn most_calls_at_once(&self) -> usize {
        let calls = self.outcomes.len().div_ceil(self.app.limits().to_users.max(1));
        calls.min(self.options.concurrency.max(1))
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The users of the call whose first request the last step said to send; `None` after any other step, one
    /// that sends a request again included.
    ///
    /// For a report on disk that outlives this process whatever befalls it: write these users down as
    /// [`Outcome::Unknown`] before the request goes out, and what became of them when it is settled. A later
    /// line of a user counts, so that one whose call was under way at the end stays unknown, and a resumed
    /// run does not send to them twice.
    pub fn begun(&self) -> Option<impl Iterator<Item = &str>> {
        let users = self.begun.clone()?;
        Some(users.map(|user| self.message.users.id(user)))
    }

    /// The users of the oldest call that has come to its end and was not fetched, with what became of each.
    /// Fetch them as they come to keep a report on disk.
    pub fn take_settled(&mut self) -> Option<impl Iterator<Item = (&str, Outcome)>> {
        let users = self.settled.pop_front()?;
        Some(users.map(|user| (self.message.users.id(user), self.outcomes[user])))
    }

    /// The next event of one of the calls, oldest first for each call; see [`Call::take_event`].
    pub fn take_event(&mut self) -> Option<Event<'_>> {
        let of_ended = self.events.pop_front();
        let (call, kept) = of_ended.or_else(|| {
            self.calls.iter_mut().find_map(|running| {
                let kept = running.call.take_kept_event()?;
                Some((running.call.number(), kept))
            })
        })?;
        Some(kept.with(call, SendCustomCommand::NAME, self.endpoint.host()))
    }

    /// Where it stands.
    pub fn state(&self) -> FanOutState {
        let all_begun = self.stopped || self.next_user >= self.outcomes.len();
        match (self.calls.is_empty(), self.stopped) {
            (true, _) if all_begun => FanOutState::Done,
            (_, true) => FanOutState::Stopped,
            (_, false) => FanOutState::Running,
        }
    }

    /// What tells this message from others: it stands in every line of a report on disk, so that a report of one
    /// message is not taken for that of another.
    pub fn digest(&self) -> MessageDigest {
        let Message {
            room_id,
            from_user_id,
            content,
            ..
        } = &*self.message;
        MessageDigest::of(room_id, from_user_id, content)
    }

    /// The report as it stands. Users of calls that are under way count as unknown where a request may have
    /// reached the server, and as not tried where none has.
    pub fn report(&self) -> Report {
        let mut outcomes = self.outcomes.clone();
        for running in &self.calls {
            if running.call.may_be_applied() {
                outcomes[running.call.action().users.clone()].fill(Outcome::Unknown);
            }
        }
        Report {
            users: Arc::clone(&self.message.users),
            outcomes,
            repeated: self.repeated,
            stopped_by: self.stopped_by.clone(),
        }
    }

    /// Holds every call against the account's limits before the first is sent.
    fn check_all(&self) -> Result<(), Error> {
        let mut from = 0;
        while from < self.outcomes.len() {
            let batch = self.batch(from);
            from = batch.users.end;
            check_size(&batch, &self.app, &self.endpoint)?;
        }
        Ok(())
    }

    fn batch(&self, from: usize) -> Batch {
        let most = self.app.limits().to_users.max(1);
        let end = from.saturating_add(most).min(self.outcomes.len());
        Batch {
            message: Arc::clone(&self.message),
            users: from..end,
        }
    }

    /// Begins the next call, if there is one to begin and room for it.
    fn begin_call(&mut self, now: Time) -> bool {
        let room = self.calls.len() < self.options.concurrency.max(1);
        if self.stopped || !room || self.next_user >= self.outcomes.len() {
            return false;
        }
        let batch = self.batch(self.next_user);
        self.next_user = batch.users.end;
        self.progress.not_tried -= batch.users.len();
        self.progress.in_flight += batch.users.len();
        let options = CallOptions {
            fail_fast: false,
            ..self.options.call
        };
        let call = Call::new(batch, self.app.clone(), self.endpoint.clone(), options, now);
        self.calls.push(Running { call, sent: false });
        true
    }

    /// The call of that number, if its request is out.
    fn out(&self, number: u64) -> Result<usize, Error> {
        let is_out = |running: &Running| running.sent && running.call.number() == number;
        self.calls.iter().position(is_out).ok_or_else(|| {
            let expected = "no request of that number is out; report each one once";
            InvalidInput::out_of_order("call", expected).into()
        })
    }

    /// Hands a report to the call that it is for.
    fn report_to(
        &mut self,
        number: u64,
        report: impl FnOnce(&mut Call<Batch>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let at = self.out(number)?;
        let running = &mut self.calls[at];
        report(&mut running.call)?;
        running.sent = false;
        // At once, so that a report that is fetched before the next step has it.
        if let Some(outcome) = running.call.take_outcome() {
            self.settle(at, outcome);
        }
        Ok(())
    }

    /// Accounts for the users of a call that has ended.
    fn settle(&mut self, at: usize, outcome: Result<SendCustomCommandReply, Error>) {
        let mut ended = self.calls.remove(at);
        while let Some(event) = ended.call.take_kept_event() {
            if self.events.len() == MOST_EVENTS {
                self.events.pop_front();
            }
            self.events.push_back((ended.call.number(), event));
        }
        let users = ended.call.action().users.clone();
        self.account(users.clone(), &outcome);
        self.progress.in_flight -= users.len();
        self.settled.push_back(users);
        let stops = self.breaker.opens_after(outcome.as_ref().err());
        if let (true, Err(error)) = (stops, outcome) {
            self.stopped = true;
            self.stopped_by.get_or_insert(error);
        }
    }

    fn account(&mut self, users: Range<usize>, outcome: &Result<SendCustomCommandReply, Error>) {
        let (mut of_others, fail_users) = match outcome {
            Ok(reply) => (Outcome::Sent, &reply.fail_users[..]),
            Err(Error::Api(e)) if e.applied() == Applied::No => {
                (Outcome::Failed { code: e.code() }, e.fail_users())
            }
            Err(Error::Api(e)) => (Outcome::Unknown, e.fail_users()),
            Err(Error::NotSent(_) | Error::InvalidInput(_)) => (Outcome::NotTried, &[][..]),
            Err(Error::Unknown(_) | Error::BadReply(_)) => (Outcome::Unknown, &[][..]),
        };
        let failed = self.failed_users(users.clone(), fail_users);
        // Somebody failed, and nobody can tell who.
        if failed.is_none() && of_others == Outcome::Sent {
            of_others = Outcome::Unknown;
        }
        let failed = failed.unwrap_or_default();
        for user in users {
            let own = failed.iter().find(|(failed, _)| *failed == user);
            let outcome = own.map_or(of_others, |(_, code)| Outcome::Failed { code: *code });
            self.outcomes[user] = outcome;
            *self.progress.place(outcome) += 1;
        }
    }

    /// The users of a call that the server named, with its codes; `None` when it named one that is none of them, or
    /// that may be several.
    fn failed_users(&self, users: Range<usize>, fail_users: &[FailUser]) -> Option<Vec<(usize, i64)>> {
        let mut failed = Vec::with_capacity(fail_users.len());
        for named in fail_users {
            let mut same = users
                .clone()
                .filter(|user| named.is(self.message.users.id(*user)));
            match (same.next(), same.next()) {
                (Some(user), None) => failed.push((user, named.code)),
                _ => return None,
            }
        }
        Some(failed)
    }
}

impl fmt::Debug for FanOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FanOut")
            .field("progress", &self.progress)
            .field("calls", &self.calls.len())
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}
