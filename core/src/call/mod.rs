//! One call with all that belongs to it: pace, retries, the clock, one deadline. A state machine without
//! I/O that every language drives the same way.

mod event;
mod options;
mod verdict;

pub use event::{Event, EventKind};
pub use options::CallOptions;

use crate::actions::Action;
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::error::{Error, InvalidInput, NotSent, NotSentCause, Unknown, UnknownCause};
use crate::limiter::{Limiter, Permit, Ticket};
use crate::request::Request;
use crate::stamp::Stamp;
use core::fmt;
use event::Events;
use verdict::Verdict;

/// The time, as a driver tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Milliseconds of a monotonic clock; the same clock for everything that shares a [`Limiter`].
    pub monotonic_ms: u64,
    /// Unix time in seconds, for the `Timestamp`.
    pub unix_s: i64,
}

/// What a driver is to do next.
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

/// One call: a state machine around an [`Action`].
///
/// **Ask, do, report, ask again**: [`next`](Self::next) says what to do; after a [`Step::Send`], report once,
/// with [`reply`](Self::reply) or [`failed`](Self::failed), then ask again. Anything else is refused with
/// the error `InvalidInput`, field `call`, problem `OutOfOrder`, and changes nothing.
///
/// # What it promises
///
/// - It ends: at most `retries + 1` tries, and nothing is sent or waited for past the deadline.
/// - Every try has a nonce, timestamp and signature of its own.
/// - What may have been delivered is sent again only with [`CallOptions::duplicates_ok`]; and when such a
///   call fails in the end, its error says `delivery: unknown`: it is the last one if that says so itself, or else
///   the first that did.
/// - A call that sends no further try (no time left, no retries left, no pace with `fail_fast`) ends with what its
///   last try said.
/// - A refused timestamp (code 100000004) is corrected by the reply's `Date`, for this and later calls of the
///   application, and signed again once, unless the `Date` says that the clock was right.
///
/// # Example: the whole loop
///
/// ```
/// use zegoapi_core::{App, Call, CallOptions, Endpoint, Limiter, SendCustomCommand, Step, Time};
/// # fn now() -> Time { Time { monotonic_ms: 0, unix_s: 1_615_186_943 } }
/// # fn random() -> [u8; 16] { [7; 16] }
/// # fn sleep_until(_: u64) {}
/// # fn http(_: &zegoapi_core::Request, _: u64) -> Result<(u16, Option<String>, Vec<u8>), zegoapi_core::Error> {
/// #     Ok((200, None, br#"{"Code":0,"Message":"success","RequestId":"3"}"#.to_vec()))
/// # }
/// let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?;
/// let mut limiter = Limiter::for_app(&app); // one for all calls of the application
/// let command = SendCustomCommand::to_everyone("room1", "server", "match start")?;
/// let mut call = Call::new(command, app, Endpoint::default(), CallOptions::default(), now());
/// let reply = loop {
///     match call.next(&mut limiter, now(), &random())? {
///         Step::Wait { until_ms } => sleep_until(until_ms),
///         Step::Send { request, timeout_ms } => match http(&request, timeout_ms) {
///             Ok((status, date, body)) => call.reply(&mut limiter, now(), status, date.as_deref(), &body)?,
///             Err(error) => call.failed(&mut limiter, now(), error)?,
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
    state: State<A::Reply>,
    /// The latest time that was told: a clock that goes backwards is taken to stand still.
    now_ms: u64,
    began_ms: u64,
    deadline_ms: u64,
    tries: u32,
    /// The time in the current try's stamp.
    timestamp: i64,
    clock_corrected: bool,
    /// Random, from the step that sent the current try.
    jitter: u64,
    /// The last try's error: what the call ends with when no further try is made.
    last_error: Option<Error>,
    /// The first error after which the message may have been delivered.
    uncertain: Option<Error>,
    events: Events,
}

enum State<R> {
    /// Nothing was asked yet.
    New,
    /// Waiting for a time, or for the limiter.
    Waiting { not_before_ms: u64 },
    /// A request is out.
    Sent { ticket: Ticket },
    /// Over, and the outcome not fetched yet.
    Ended(Result<R, Error>),
    /// The outcome was fetched.
    Fetched,
}

impl<A: Action> Call<A> {
    /// The number of random bytes that each [`next`](Self::next) takes: 8 for the nonce, 8 for the jitter.
    pub const RANDOM_LEN: usize = 16;

    /// A call that begins now: its deadline counts from here.
    pub fn new(action: A, app: App, endpoint: Endpoint, options: CallOptions, now: Time) -> Self {
        Self {
            action,
            app,
            endpoint,
            options,
            state: State::New,
            now_ms: now.monotonic_ms,
            began_ms: now.monotonic_ms,
            deadline_ms: now.monotonic_ms.saturating_add(options.timeout_ms),
            tries: 0,
            timestamp: 0,
            clock_corrected: false,
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
    /// `InvalidInput` with the problem `OutOfOrder` while a request is out that was not reported, and after
    /// [`Step::Done`].
    pub fn next(
        &mut self,
        limiter: &mut Limiter,
        now: Time,
        random: &[u8; 16],
    ) -> Result<Step<A::Reply>, Error> {
        match self.state {
            State::Sent { .. } => return Err(out_of_order("report the try before asking again")),
            State::Fetched => return Err(out_of_order("it is over, and its outcome was handed out")),
            State::New | State::Waiting { .. } | State::Ended(_) => self.move_to(now),
        }
        if matches!(self.state, State::New) {
            self.events.push(EventKind::Begin, 0, None, 0);
            if let Err(error) = self.action.check(self.app.limits()) {
                self.end(Err(error));
            } else {
                self.state = State::Waiting {
                    not_before_ms: self.now_ms,
                };
            }
        }
        if let State::Waiting { not_before_ms } = self.state
            && let Some(step) = self.wait_or_send(not_before_ms, limiter, now, random)
        {
            return Ok(step);
        }
        // Every way to here has ended the call.
        let outcome = self.take_outcome();
        Ok(Step::Done(
            outcome.unwrap_or_else(|| Err(out_of_order("it is over"))),
        ))
    }

    /// Reports an answer: the HTTP status, the `Date` header if there was one, the body.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `OutOfOrder` when no request is out.
    pub fn reply(
        &mut self,
        limiter: &mut Limiter,
        now: Time,
        http_status: u16,
        date: Option<&str>,
        body: &[u8],
    ) -> Result<(), Error> {
        let ticket = self.reported(now)?;
        match self.action.parse(http_status, body) {
            Ok(reply) => {
                limiter.finished(ticket, self.now_ms);
                self.end(Ok(reply));
            }
            Err(error) => self.judge(limiter, ticket, now, error, date),
        }
        Ok(())
    }

    /// Reports a try that brought no answer: [`Error::NotSent`] when the request certainly did not go out whole,
    /// else [`Error::Unknown`], or [`Error::BadReply`] for an answer that could not be taken whole.
    ///
    /// Any other kind of error counts as `Unknown`: only these three can come of a try.
    ///
    /// # Errors
    ///
    /// `InvalidInput` with the problem `OutOfOrder` when no request is out.
    pub fn failed(&mut self, limiter: &mut Limiter, now: Time, error: Error) -> Result<(), Error> {
        let ticket = self.reported(now)?;
        let error = match error {
            Error::NotSent(_) | Error::Unknown(_) | Error::BadReply(_) => error,
            Error::InvalidInput(_) | Error::Api(_) => Unknown::new(UnknownCause::Broken, "").into(),
        };
        self.judge(limiter, ticket, now, error, None);
        Ok(())
    }

    /// Gives the call up. While it waits, also between tries, it ends as `NotSent` (or as what an earlier try left
    /// unknown); with a request out, as `Unknown`, and the driver drops the try; after its end nothing changes. Ask
    /// once more for the outcome.
    pub fn cancel(&mut self, limiter: &mut Limiter, now: Time) {
        self.move_to(now);
        match self.state {
            State::New | State::Waiting { .. } => {
                self.end(Err(NotSent::new(NotSentCause::Cancelled, "").into()));
            }
            State::Sent { ticket } => {
                limiter.finished(ticket, self.now_ms);
                self.end(Err(Unknown::new(UnknownCause::Cancelled, "").into()));
            }
            State::Ended(_) | State::Fetched => {}
        }
    }

    /// The next thing that happened, oldest first, for logs and metrics. Fetch events after each step; of those
    /// never fetched the last eight are kept.
    pub fn take_event(&mut self) -> Option<Event> {
        self.events.pop()
    }

    /// The action.
    pub fn action(&self) -> &A {
        &self.action
    }

    /// Whether the message may have been delivered by now: a request is out, or an earlier one ended without an
    /// answer. Once the call is over, its outcome says.
    pub fn may_be_delivered(&self) -> bool {
        matches!(self.state, State::Sent { .. }) || self.uncertain.is_some()
    }

    /// How many tries were made so far.
    pub fn tries(&self) -> u32 {
        self.tries
    }

    fn move_to(&mut self, now: Time) {
        self.now_ms = self.now_ms.max(now.monotonic_ms);
    }

    fn wait_or_send(
        &mut self,
        not_before_ms: u64,
        limiter: &mut Limiter,
        now: Time,
        random: &[u8; 16],
    ) -> Option<Step<A::Reply>> {
        if self.now_ms >= self.deadline_ms {
            self.give_up(NotSentCause::Deadline);
            return None;
        }
        if self.now_ms < not_before_ms {
            return Some(Step::Wait {
                until_ms: not_before_ms,
            });
        }
        match limiter.ask(self.now_ms) {
            Permit::Go(ticket) => self.send(ticket, limiter, now, random),
            Permit::WaitUntil(until_ms) if self.options.fail_fast || until_ms >= self.deadline_ms => {
                self.give_up(NotSentCause::Pace);
                None
            }
            Permit::WaitUntil(until_ms) => {
                self.events
                    .push(EventKind::Wait, self.tries + 1, None, until_ms - self.now_ms);
                self.state = State::Waiting {
                    not_before_ms: until_ms,
                };
                Some(Step::Wait { until_ms })
            }
        }
    }

    fn send(
        &mut self,
        ticket: Ticket,
        limiter: &mut Limiter,
        now: Time,
        random: &[u8; 16],
    ) -> Option<Step<A::Reply>> {
        self.timestamp = now.unix_s.saturating_add(i64::from(self.app.clock_offset_s()));
        let [n0, n1, n2, n3, n4, n5, n6, n7, ..] = *random;
        let stamp = Stamp::from_random([n0, n1, n2, n3, n4, n5, n6, n7], self.timestamp);
        match stamp.and_then(|stamp| self.action.prepare(&self.app, &self.endpoint, &stamp)) {
            Ok(request) => {
                self.tries += 1;
                let left = self.deadline_ms - self.now_ms;
                let timeout_ms = self
                    .options
                    .try_timeout_ms
                    .map_or(left, |most| most.clamp(1, left));
                self.events.push(EventKind::Try, self.tries, None, timeout_ms);
                self.jitter = jitter(random);
                self.state = State::Sent { ticket };
                Some(Step::Send { request, timeout_ms })
            }
            Err(error) => {
                limiter.not_sent(ticket, self.now_ms);
                self.end(Err(error));
                None
            }
        }
    }

    /// Takes a report, if one is due.
    fn reported(&mut self, now: Time) -> Result<Ticket, Error> {
        let State::Sent { ticket } = self.state else {
            return Err(out_of_order(
                "report only after a step that says to send, and once",
            ));
        };
        self.move_to(now);
        Ok(ticket)
    }

    /// Decides what an unsuccessful try leads to.
    fn judge(&mut self, limiter: &mut Limiter, ticket: Ticket, now: Time, error: Error, date: Option<&str>) {
        verdict::tell(limiter, ticket, self.now_ms, &error);
        if verdict::may_be_delivered(&error) && self.uncertain.is_none() {
            self.uncertain = Some(error.clone());
        }
        let verdict = verdict::of(&error, &self.options, self.tries, self.jitter);
        self.last_error = Some(error);
        match verdict {
            Verdict::End => self.end_with_last_error(),
            Verdict::Again { delay_ms } => self.again(delay_ms),
            Verdict::CorrectClock => {
                let offset = date.and_then(|date| verdict::clock_offset(date, now.unix_s, self.timestamp));
                match offset {
                    Some(offset) if !self.clock_corrected => {
                        self.app.set_clock_offset_s(offset);
                        self.clock_corrected = true;
                        if verdict::tries_left(&self.options, self.tries) {
                            self.again(0);
                        } else {
                            self.end_with_last_error();
                        }
                    }
                    _ => self.end_with_last_error(),
                }
            }
        }
    }

    fn again(&mut self, delay_ms: u64) {
        let not_before_ms = self.now_ms.saturating_add(delay_ms);
        if not_before_ms >= self.deadline_ms {
            self.end_with_last_error();
            return;
        }
        let code = self.last_error.as_ref().and_then(Error::code);
        self.events.push(EventKind::Retry, self.tries, code, delay_ms);
        self.state = State::Waiting { not_before_ms };
    }

    /// Ends a call that will not be sent (again): with what the last try said, if there was one.
    fn give_up(&mut self, cause: NotSentCause) {
        if self.last_error.is_none() {
            self.last_error = Some(NotSent::new(cause, "").into());
        }
        self.end_with_last_error();
    }

    fn end_with_last_error(&mut self) {
        let error = self.last_error.take();
        self.end(Err(
            error.unwrap_or_else(|| NotSent::new(NotSentCause::Deadline, "").into())
        ));
    }

    fn end(&mut self, outcome: Result<A::Reply, Error>) {
        // A later refusal does not undo what an earlier try may have delivered.
        let outcome = match (outcome, self.uncertain.take()) {
            (Err(error), Some(uncertain)) if !verdict::may_be_delivered(&error) => Err(uncertain),
            (outcome, _) => outcome,
        };
        let code = match &outcome {
            Ok(_) => Some(0),
            Err(error) => error.code(),
        };
        self.events
            .push(EventKind::End, self.tries, code, self.now_ms - self.began_ms);
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
        let state = match self.state {
            State::New => "new",
            State::Waiting { .. } => "waiting",
            State::Sent { .. } => "sent",
            State::Ended(_) => "ended",
            State::Fetched => "fetched",
        };
        f.debug_struct("Call")
            .field("action", &self.action.name())
            .field("state", &state)
            .field("tries", &self.tries)
            .field("deadline_ms", &self.deadline_ms)
            .finish_non_exhaustive()
    }
}
