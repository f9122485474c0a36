//! One call with all that belongs to it: its turn, retries, the clock, one deadline. A state machine without
//! I/O that every language drives the same way.
//!
//! # States and transitions
//!
//! A row is a state, what is told or asked, and the state that follows. Whatever has no row is refused as out of
//! order and changes nothing. A test holds this table against the scripted cases: they walk every row, and no other.
//!
//! | state | input | state then | when |
//! |---|---|---|---|
//! | new | next | waiting | its turn has not come |
//! | new | next | sent | it may go |
//! | new | next | fetched | refused by the checks; no time; `fail_fast` and not its turn |
//! | new | cancel | ended | |
//! | waiting | next | waiting | not yet |
//! | waiting | next | sent | it may go |
//! | waiting | next | fetched | no time is left; `fail_fast` and not its turn |
//! | waiting | cancel | ended | |
//! | sent | written | sent | |
//! | sent | reply | ended | accepted, or refused for good |
//! | sent | reply | waiting | refused, and worth another try; or by a quota |
//! | sent | failed | ended | |
//! | sent | failed | waiting | worth another try, and safe |
//! | sent | cancel | ended | |
//! | ended | next | fetched | hands the outcome out |
//! | ended | cancel | ended | |
//! | fetched | cancel | fetched | |

mod event;
mod options;
mod verdict;

pub(crate) use event::Kept;
pub use event::{CallOutcome, Event, EventKind};
pub use options::CallOptions;

use crate::action::Action;
use crate::action_ext::ActionExt;
use crate::app::App;
use crate::clock;
use crate::codes::LimitedBy;
use crate::endpoint::Endpoint;
use crate::error::{Error, InvalidInput, NotSent, NotSentCause, Unknown, UnknownCause};
use crate::limiter::{Leave, Limiters, Places, Times};

use crate::parse;
use crate::reply::Answer;
use crate::request::Request;
use crate::stamp::Stamp;
use alloc::format;
use core::fmt;
use event::{End, Events};
use verdict::Verdict;

/// The time, as a driver tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds of a monotonic clock; the same clock for everything that shares [`Limiters`].
    pub monotonic_ms: u64,
    /// Unix time in **milliseconds**, for the `Timestamp` and for a `Sequence`.
    pub unix_ms: i64,
}

impl Time {
    /// Unix time in whole seconds.
    const fn unix_s(self) -> i64 {
        self.unix_ms.div_euclid(1000)
    }
}

/// What a driver is to do next. May be matched without a wildcard: a new step is a change that every driver is to see.
#[derive(Debug)]
pub enum Step<R> {
    /// Wait until this time of the monotonic clock, in milliseconds, and ask again. Asking earlier does no harm.
    Wait {
        /// When to ask again.
        until_ms: u64,
    },
    /// Send this request once, within the time given, and report what came of it.
    Send {
        /// The request, signed for this try alone.
        request: Request,
        /// How long the try may take, in milliseconds.
        timeout_ms: u64,
    },
    /// It is over.
    Done(Result<R, Error>),
}

named! {
    /// Where a [`Call`] stands.
    pub enum CallState {
        /// Nothing was asked yet.
        New = 1, "new";
        /// It waits for a time, or for its turn.
        Waiting = 2, "waiting";
        /// A request is out.
        Sent = 3, "sent";
        /// It is over, and its outcome was not fetched yet.
        Ended = 4, "ended";
        /// Its outcome was fetched.
        Fetched = 5, "fetched";
    }
}

/// One call: a state machine around an [`Action`].
///
/// **Ask, do, report, ask again**: [`next`](Self::next) says what to do; after a [`Step::Send`], report once,
/// with [`reply`](Self::reply) or [`failed`](Self::failed), then ask again. A driver that knows when the request was
/// written reports that too, with [`written`](Self::written); without it the limiter has to take the whole try
/// for the request's way, and lets fewer through. Anything else is refused with the error `InvalidInput`, field
/// `call`, problem `out_of_order`, and changes nothing.
///
/// # What it promises
///
/// - It ends: at most `retries + 1` tries, besides those that a quota refused and one whose timestamp is corrected;
///   and nothing is sent or waited for past the deadline.
/// - Every try has a nonce, timestamp and signature of its own, and a larger `Sequence` where the action carries one.
/// - What may have been applied is sent again only where the action's effect allows it, or with
///   [`CallOptions::duplicates_ok`]; and when such a call fails in the end, its error says `applied: unknown`: it is the
///   last one if that says so itself, or else the first that did.
/// - No try is begun that has less time left than answers take lately: such a call is `NotSent`.
/// - A call that sends no further try ends with what its last try said, or as `NotSent` with the cause `rate_limit` when
///   it only waited for its turn.
/// - A refused timestamp (code 100000004) is corrected by the reply's `Date`, by a day at most, and signed again once.
///   The application keeps the correction when the call is then accepted, and drops one that is refused.
///
/// # Example: the whole loop
///
/// ```
/// use zegoapi_core::{Answer, App, Call, CallOptions, Endpoint, Limiters, SendCustomCommand, Step, Time};
/// # fn now() -> Time { Time { monotonic_ms: 0, unix_ms: 1_615_186_943_000 } }
/// # fn random() -> [u8; 16] { [7; 16] }
/// # fn sleep_until(_: u64) {}
/// # fn http(_: &zegoapi_core::Request, _: u64) -> Result<Answer<'static>, zegoapi_core::Error> {
/// #     Ok(Answer::new(200, br#"{"Code":0,"Message":"success","RequestId":"3"}"#))
/// # }
/// let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?;
/// let mut limiters = Limiters::new(); // one set for all calls of the application
/// let command = SendCustomCommand::to_everyone("room1", "server", "match start")?;
/// let mut call = Call::new(command, app, Endpoint::default(), CallOptions::default(), now());
/// let reply = loop {
///     match call.next(&mut limiters, now(), &random())? {
///         Step::Wait { until_ms } => sleep_until(until_ms),
///         Step::Send { request, timeout_ms } => match http(&request, timeout_ms) {
///             Ok(answer) => call.reply(&mut limiters, now(), &answer)?,
///             Err(error) => call.failed(&mut limiters, now(), error)?,
///         },
///         Step::Done(outcome) => break outcome?,
///     }
/// };
/// assert_eq!(reply.request_id, "3");
/// # Ok::<(), zegoapi_core::Error>(())
/// ```
///
/// Not to be shared between threads without a lock; each call has one driver.
pub struct Call<A: Action> {
    action: A,
    app: App,
    endpoint: Endpoint,
    options: CallOptions,
    number: u64,
    state: State<A::Reply>,
    places: Places,
    /// The latest time that was told: a clock that goes backwards is taken to stand still.
    now_ms: u64,
    began_ms: u64,
    deadline_ms: u64,
    tries: u32,
    /// The tries that failed, which `retries` is held against.
    failures: u32,
    /// The tries that a quota refused.
    refusals: u32,
    /// The time in the current try's stamp.
    timestamp: i64,
    clock: Clock,
    /// Random, from the step that sent the current try.
    jitter: u64,
    /// The last failure: what the call ends with when no further try is made.
    last_error: Option<Error>,
    /// The first error after which the call may have been applied.
    uncertain: Option<Error>,
    events: Events,
}

enum State<R> {
    New,
    Waiting {
        not_before_ms: u64,
        /// Whether it is its turn that it waits for.
        for_turn: bool,
    },
    Sent {
        at_ms: u64,
        written: bool,
    },
    Ended(Result<R, Error>),
    Fetched,
}

/// Which correction of the clock a call uses.
#[derive(Clone, Copy)]
enum Clock {
    /// The application's.
    Shared { offset_s: i32 },
    /// One that is kept if the call is accepted with it.
    OnTrial { offset_s: i32 },
}

impl Clock {
    const fn offset_s(self) -> i32 {
        match self {
            Self::Shared { offset_s } | Self::OnTrial { offset_s } => offset_s,
        }
    }
}

impl<A: Action> Call<A> {
    /// The number of random bytes that each [`next`](Self::next) takes: 8 for the nonce, 8 for the jitter.
    pub const RANDOM_LEN: usize = 16;

    /// A call that begins now: its deadline counts from here.
    pub fn new(action: A, app: App, endpoint: Endpoint, options: CallOptions, now: Time) -> Self {
        let endpoint = endpoint.into_product(action.product());
        let (number, offset_s) = (app.next_call_number(), app.clock_offset_s());
        Self {
            action,
            app,
            endpoint,
            options,
            number,
            state: State::New,
            places: Places::default(),
            now_ms: now.monotonic_ms,
            began_ms: now.monotonic_ms,
            deadline_ms: now.monotonic_ms.saturating_add(options.timeout_ms),
            tries: 0,
            failures: 0,
            refusals: 0,
            timestamp: 0,
            clock: Clock::Shared { offset_s },
            jitter: 0,
            last_error: None,
            uncertain: None,
            events: Events::default(),
        }
    }

    /// Says what to do next.
    ///
    /// `random` must be fresh each time, from a cryptographic source.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` while a request is out that was not reported, and after
    /// [`Step::Done`].
    pub fn next(
        &mut self,
        limiters: &mut Limiters,
        now: Time,
        random: &[u8; 16],
    ) -> Result<Step<A::Reply>, Error> {
        match self.state {
            State::Sent { .. } => return Err(out_of_order("report the try before asking again")),
            State::Fetched => return Err(out_of_order("it is over, and its outcome was handed out")),
            State::New | State::Waiting { .. } | State::Ended(_) => self.move_to(now),
        }
        if matches!(self.state, State::New) {
            self.event(EventKind::Begin, 0, None);
            match self
                .options
                .check()
                .and_then(|()| self.action.check(self.app.limits()))
            {
                Ok(()) => self.wait_until(self.now_ms, true),
                Err(error) => self.fail(limiters, error),
            }
        }
        if let State::Waiting { not_before_ms, .. } = self.state
            && let Some(step) = self.wait_or_send(not_before_ms, limiters, now, random)
        {
            return Ok(step);
        }
        // Every way to here has ended the call.
        let outcome = self.take_outcome();
        Ok(Step::Done(
            outcome.unwrap_or_else(|| Err(out_of_order("it is over"))),
        ))
    }

    /// Reports that the last byte of the request was handed to the network, with how long the handshake of its
    /// connection took, in milliseconds, where that is known: the request arrives within that time.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` when no request is out, or this one was reported already.
    pub fn written(
        &mut self,
        limiters: &mut Limiters,
        now: Time,
        handshake_ms: Option<u64>,
    ) -> Result<(), Error> {
        let State::Sent { written: false, .. } = self.state else {
            return Err(out_of_order("report once that a request was written"));
        };
        self.move_to(now);
        self.state = State::Sent {
            at_ms: self.now_ms,
            written: true,
        };
        limiters.written(
            &self.app,
            &self.action,
            &mut self.places,
            self.now_ms,
            handshake_ms,
        );
        Ok(())
    }

    /// Reports an answer.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` when no request is out.
    pub fn reply(&mut self, limiters: &mut Limiters, now: Time, answer: &Answer<'_>) -> Result<(), Error> {
        let sent_ms = self.reported(now)?;
        let took_ms = self.now_ms - sent_ms;
        limiters.took(&self.app, &self.action, took_ms, true, self.now_ms);
        match parse::parse_in_call(&self.action, answer, self.uncertain.is_some()) {
            Ok((reply, accepted)) => {
                if let Clock::OnTrial { offset_s } = self.clock {
                    self.app.set_clock_offset_s(offset_s);
                }
                limiters.finished(&self.app, &self.action, &mut self.places, self.now_ms);
                self.end(limiters, Ok(reply), End::accepted(accepted, answer.status));
            }
            Err(error) => self.judge(limiters, now, error, answer.date.as_deref()),
        }
        Ok(())
    }

    /// Reports a try that brought no answer: [`Error::NotSent`] when the request certainly did not go out whole,
    /// else [`Error::Unknown`], or [`Error::BadReply`] for an answer that could not be read.
    ///
    /// Any other kind of error counts as `Unknown`: only these three can come of a try.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `out_of_order` when no request is out.
    pub fn failed(&mut self, limiters: &mut Limiters, now: Time, error: Error) -> Result<(), Error> {
        let sent_ms = self.reported(now)?;
        let error = match error {
            Error::NotSent(_) | Error::Unknown(_) | Error::BadReply(_) => error,
            Error::InvalidInput(_) | Error::Api(_) => Unknown::new(UnknownCause::Broken, "").into(),
        };
        if matches!(&error, Error::Unknown(e) if e.cause() == UnknownCause::Timeout) {
            let waited_ms = self.now_ms - sent_ms;
            limiters.took(&self.app, &self.action, waited_ms, false, self.now_ms);
        }
        self.judge(limiters, now, error, None);
        Ok(())
    }

    /// Gives the call up. While it waits, also between tries, it ends as `NotSent` (or as what an earlier try left
    /// unknown); with a request out, as `Unknown`, and the driver drops the try; after its end nothing changes. Ask
    /// once more for the outcome.
    pub fn cancel(&mut self, limiters: &mut Limiters, now: Time) {
        self.move_to(now);
        match self.state {
            State::New | State::Waiting { .. } => {
                self.fail(limiters, NotSent::new(NotSentCause::Cancelled, "").into());
            }
            State::Sent { .. } => {
                limiters.finished(&self.app, &self.action, &mut self.places, self.now_ms);
                self.fail(limiters, Unknown::new(UnknownCause::Cancelled, "").into());
            }
            State::Ended(_) | State::Fetched => {}
        }
    }

    /// The next thing that happened, oldest first, for logs, metrics and traces. Fetch events after each step; of those
    /// never fetched the last eight are kept.
    pub fn take_event(&mut self) -> Option<Event<'_>> {
        let event = self.events.pop()?;
        Some(event.with(self.number, self.action.name(), self.endpoint.host()))
    }

    /// The same without what all events of the call share.
    pub(crate) fn take_kept_event(&mut self) -> Option<Kept> {
        self.events.pop()
    }

    /// The call's number, which its events carry. No other call of the application has it.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The action.
    pub fn action(&self) -> &A {
        &self.action
    }

    /// Where it stands.
    pub fn state(&self) -> CallState {
        match self.state {
            State::New => CallState::New,
            State::Waiting { .. } => CallState::Waiting,
            State::Sent { .. } => CallState::Sent,
            State::Ended(_) => CallState::Ended,
            State::Fetched => CallState::Fetched,
        }
    }

    /// Whether the call may have been applied by now: a request is out, or an earlier one ended without an
    /// answer. Once the call is over, its outcome says.
    pub fn may_be_applied(&self) -> bool {
        matches!(self.state, State::Sent { .. }) || self.uncertain.is_some()
    }

    /// How many tries were made so far.
    pub fn tries(&self) -> u32 {
        self.tries
    }

    /// When the call is over at the latest, in milliseconds of the monotonic clock.
    pub fn deadline_ms(&self) -> u64 {
        self.deadline_ms
    }

    fn move_to(&mut self, now: Time) {
        self.now_ms = self.now_ms.max(now.monotonic_ms);
    }

    fn event(&mut self, kind: EventKind, duration_ms: u64, end: Option<End>) {
        let try_number = match kind {
            EventKind::Begin => 0,
            EventKind::Wait => self.tries + 1,
            EventKind::Try | EventKind::Retry | EventKind::End => self.tries,
        };
        self.events.push(Kept::new(kind, try_number, duration_ms, end));
    }

    fn wait_until(&mut self, not_before_ms: u64, for_turn: bool) {
        self.state = State::Waiting {
            not_before_ms,
            for_turn,
        };
    }

    fn wait_or_send(
        &mut self,
        not_before_ms: u64,
        limiters: &mut Limiters,
        now: Time,
        random: &[u8; 16],
    ) -> Option<Step<A::Reply>> {
        if self.now_ms >= self.deadline_ms {
            self.give_up(limiters);
            return None;
        }
        if self.now_ms < not_before_ms {
            return Some(Step::Wait {
                until_ms: not_before_ms,
            });
        }
        if !self.has_time(limiters, self.now_ms) {
            self.give_up(limiters);
            return None;
        }
        let now_ms = self.now_ms;
        let times = Times {
            now: now_ms,
            by: self.deadline_ms,
            latest: self.deadline_ms.saturating_sub(self.least_ms(limiters)),
        };
        match limiters.ask(&self.app, &self.action, &mut self.places, times) {
            Leave::Go => self.send(limiters, now, random),
            Leave::WaitUntil(_) if self.options.fail_fast => {
                self.wait_until(now_ms, true);
                self.give_up(limiters);
                None
            }
            Leave::WaitUntil(until_ms) => {
                // Who is before it may give up, so it waits for its turn as long as it has time.
                let until_ms = until_ms.min(self.deadline_ms);
                self.event(EventKind::Wait, until_ms - now_ms, None);
                self.wait_until(until_ms, true);
                Some(Step::Wait { until_ms })
            }
        }
    }

    /// Whether a try that is begun at this time would have as much time as answers take lately.
    fn has_time(&self, limiters: &Limiters, at_ms: u64) -> bool {
        self.deadline_ms.saturating_sub(at_ms) >= self.least_ms(limiters)
    }

    /// The least time that a try is given.
    fn least_ms(&self, limiters: &Limiters) -> u64 {
        let timeout_ms = self.options.timeout_ms;
        let floor_ms = limiters.floor_ms(&self.app, self.action.name(), timeout_ms, self.now_ms);
        floor_ms
            .min(self.options.try_timeout_ms.unwrap_or(u64::MAX))
            .max(1)
    }

    fn send(&mut self, limiters: &mut Limiters, now: Time, random: &[u8; 16]) -> Option<Step<A::Reply>> {
        self.timestamp = now.unix_s().saturating_add(i64::from(self.clock.offset_s()));
        let [n0, n1, n2, n3, n4, n5, n6, n7, ..] = *random;
        let stamp = Stamp::from_random([n0, n1, n2, n3, n4, n5, n6, n7], self.timestamp)
            .map(|stamp| stamp.with_sequence(self.app.next_sequence(now.unix_ms)));
        match stamp.and_then(|stamp| self.action.prepare(&self.app, &self.endpoint, &stamp)) {
            Ok(request) => {
                self.tries += 1;
                let left = self.deadline_ms - self.now_ms;
                let timeout_ms = self.options.try_timeout_ms.map_or(left, |most| most.min(left));
                self.event(EventKind::Try, timeout_ms, None);
                self.jitter = jitter(random);
                self.state = State::Sent {
                    at_ms: self.now_ms,
                    written: false,
                };
                Some(Step::Send { request, timeout_ms })
            }
            Err(error) => {
                self.fail(limiters, error);
                None
            }
        }
    }

    /// Takes a report, if one is due. Returns when the request was written, or else when it was sent.
    fn reported(&mut self, now: Time) -> Result<u64, Error> {
        let State::Sent { at_ms, .. } = self.state else {
            return Err(out_of_order(
                "report only after a step that says to send, and once",
            ));
        };
        self.move_to(now);
        Ok(at_ms)
    }

    /// Decides what an unsuccessful try leads to.
    fn judge(&mut self, limiters: &mut Limiters, now: Time, error: Error, date: Option<&str>) {
        if verdict::may_be_applied(&error) && self.uncertain.is_none() {
            self.uncertain = Some(error.clone());
        }
        let failures = self.failures + 1;
        let verdict = verdict::of(&error, self.action.effect(), &self.options, failures, self.jitter);
        if let Verdict::InTurn { by } = verdict {
            self.refused_by_quota(limiters, by, &error);
            return;
        }
        if matches!(error, Error::NotSent(_)) {
            limiters.not_sent(&self.app, &self.action, &mut self.places, self.now_ms);
        } else if let Some(by) = verdict::limited_by(&error) {
            limiters.refused(&self.app, &self.action, &mut self.places, by, self.now_ms);
        } else {
            limiters.finished(&self.app, &self.action, &mut self.places, self.now_ms);
        }
        let corrected = matches!(verdict, Verdict::CorrectClock) && self.correct_clock(now, date);
        self.last_error = Some(error);
        match verdict {
            Verdict::Again { delay_ms } => {
                self.failures = failures;
                self.again(limiters, delay_ms);
            }
            Verdict::CorrectClock if corrected => self.again(limiters, 0),
            Verdict::CorrectClock | Verdict::End | Verdict::InTurn { .. } => {
                self.end_with_last_error(limiters);
            }
        }
    }

    /// The call waits for its turn again, before all who asked later.
    fn refused_by_quota(&mut self, limiters: &mut Limiters, by: LimitedBy, error: &Error) {
        self.refusals += 1;
        // If its turn does not come any more, that is why the call ends, whatever was said before.
        self.last_error = None;
        let kept = limiters.refused(&self.app, &self.action, &mut self.places, by, self.now_ms);
        // Where a limiter keeps the quota, it says for how long.
        let delay_ms = if kept {
            0
        } else {
            verdict::quota_delay_ms(&self.options, self.refusals, self.jitter)
        };
        self.event(EventKind::Retry, delay_ms, Some(End::of(error)));
        let not_before_ms = self.now_ms.saturating_add(delay_ms);
        self.wait_until(not_before_ms.min(self.deadline_ms), true);
    }

    /// Takes the server's time for the next try, once; `false` when there is nothing to correct.
    fn correct_clock(&mut self, now: Time, date: Option<&str>) -> bool {
        let Clock::Shared { offset_s } = self.clock else {
            return false;
        };
        // What the application has learned works no more.
        self.app.clock().drop_offset(offset_s);
        let by_date = date.and_then(|date| clock::offset_by(date, now.unix_s(), self.timestamp));
        let uncorrected = (offset_s != 0).then_some(0);
        let Some(offset_s) = by_date.or(uncorrected) else {
            return false;
        };
        self.clock = Clock::OnTrial { offset_s };
        true
    }

    fn again(&mut self, limiters: &mut Limiters, delay_ms: u64) {
        let not_before_ms = self.now_ms.saturating_add(delay_ms);
        if not_before_ms >= self.deadline_ms || !self.has_time(limiters, not_before_ms) {
            self.end_with_last_error(limiters);
            return;
        }
        let end = self.last_error.as_ref().map(End::of);
        self.event(EventKind::Retry, delay_ms, end);
        self.wait_until(not_before_ms, false);
    }

    /// Ends a call that will not be sent (again): with what the last try said, if there was one.
    fn give_up(&mut self, limiters: &mut Limiters) {
        if self.last_error.is_none() {
            let for_turn = matches!(self.state, State::Waiting { for_turn: true, .. });
            let waited = self.places != Places::default() || self.refusals > 0;
            let error = match self.refusals {
                0 if for_turn && waited => NotSent::new(NotSentCause::RateLimit, ""),
                0 => NotSent::new(NotSentCause::Deadline, ""),
                n => NotSent::new(
                    NotSentCause::RateLimit,
                    format!("tries that the quota refused: {n}"),
                ),
            };
            self.last_error = Some(error.into());
        }
        self.end_with_last_error(limiters);
    }

    fn end_with_last_error(&mut self, limiters: &mut Limiters) {
        let error = self.last_error.take();
        let none = || NotSent::new(NotSentCause::Deadline, "").into();
        self.fail(limiters, error.unwrap_or_else(none));
    }

    fn fail(&mut self, limiters: &mut Limiters, error: Error) {
        // A later refusal does not undo what an earlier try may have done.
        let error = match self.uncertain.take() {
            Some(uncertain) if !verdict::may_be_applied(&error) => uncertain,
            _ => error,
        };
        let end = End::of(&error);
        self.end(limiters, Err(error), end);
    }

    fn end(&mut self, limiters: &mut Limiters, outcome: Result<A::Reply, Error>, end: End) {
        limiters.leave(&self.app, &self.action, &mut self.places, self.now_ms);
        self.event(EventKind::End, self.now_ms - self.began_ms, Some(end));
        self.state = State::Ended(outcome);
    }

    /// The outcome, if the call is over and it was not fetched yet.
    pub(crate) fn take_outcome(&mut self) -> Option<Result<A::Reply, Error>> {
        let over = matches!(self.state, State::Ended(_));
        match over.then(|| core::mem::replace(&mut self.state, State::Fetched)) {
            Some(State::Ended(outcome)) => Some(outcome),
            _ => None,
        }
    }
}

fn out_of_order(expected: &'static str) -> Error {
    InvalidInput::out_of_order("call", expected).into()
}

/// The half of the random bytes that the nonce leaves.
fn jitter(random: &[u8; 16]) -> u64 {
    let [.., j0, j1, j2, j3, j4, j5, j6, j7] = *random;
    u64::from_le_bytes([j0, j1, j2, j3, j4, j5, j6, j7])
}

impl<A: Action> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("action", &self.action.name())
            .field("number", &self.number)
            .field("state", &self.state().name())
            .field("tries", &self.tries)
            .field("deadline_ms", &self.deadline_ms)
            .finish_non_exhaustive()
    }
}
