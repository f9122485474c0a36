//! A call under random events, beside a twin that is told the same without the misuse.

use super::{Answer, Fate, answer, app, options, random, time};
use proptest::collection::vec;
use proptest::prelude::*;
use zegoapi_core::{
    Action, App, Call, CallOptions, Delivery, Endpoint, Error, Event, Limiter, Permit, Reply,
    SendCustomCommand, Stamp, Step,
};

#[derive(Clone, Debug)]
enum Doing {
    Ask {
        jitter: u64,
    },
    Report(Answer),
    Cancel,
    /// Other calls of the application, which finish, are refused or do not get out.
    Others {
        calls: u8,
        end: u8,
    },
}

fn doing() -> impl Strategy<Value = (i64, Doing)> {
    let later = prop_oneof![3 => 0_i64..400, 1 => -3000_i64..0, 1 => 400_i64..3000, 1 => Just(0)];
    let doing = prop_oneof![
        8 => any::<u64>().prop_map(|jitter| Doing::Ask { jitter }),
        6 => answer().prop_map(Doing::Report),
        1 => Just(Doing::Cancel),
        1 => (0_u8..4, 0_u8..3).prop_map(|(calls, end)| Doing::Others { calls, end }),
    ];
    (later, doing)
}

/// A call with a limiter of its own.
struct Driven {
    call: Call<SendCustomCommand<'static>>,
    limiter: Limiter,
}

impl Driven {
    fn report(&mut self, at: u64, answer: &Answer) -> Result<(), Error> {
        match answer.clone() {
            Answer::Reply { status, date, body } => {
                self.call
                    .reply(&mut self.limiter, time(at), status, date, body.as_bytes())
            }
            Answer::Failed(error) => self.call.failed(&mut self.limiter, time(at), error),
        }
    }

    fn others(&mut self, at: u64, calls: u8, end: u8) {
        for _ in 0..calls {
            if let Permit::Go(ticket) = self.limiter.ask(at) {
                match end {
                    0 => self.limiter.finished(ticket, at),
                    1 => self.limiter.refused(ticket, at),
                    _ => self.limiter.not_sent(ticket, at),
                }
            }
        }
    }

    fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.call.take_event()).collect()
    }
}

/// What may be seen of a call, by its promises alone.
struct Model {
    app: App,
    options: CallOptions,
    deadline: u64,
    now: u64,
    asks: u64,
    tries: u32,
    at: Stage,
    uncertain: bool,
    accepted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing is out.
    Between,
    Out,
    Done,
}

fn command() -> SendCustomCommand<'static> {
    SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi").unwrap()
}

fn out_of_order<T>(got: &Result<T, Error>) -> bool {
    matches!(got, Err(Error::InvalidInput(e)) if e.problem().name() == "OutOfOrder" && e.field() == "call")
}

impl Model {
    fn step(&mut self, at: u64, step: &Step<Reply>) {
        let told = time(at);
        self.now = self.now.max(at);
        assert_eq!(self.at, Stage::Between);
        match step {
            Step::Wait { until_ms } => {
                assert!(*until_ms > self.now, "a wait leads forward");
                assert!(
                    *until_ms < self.deadline,
                    "nothing is waited for past the deadline"
                );
            }
            Step::Send { request, timeout_ms } => {
                assert!(self.now < self.deadline, "nothing is sent past the deadline");
                assert!(*timeout_ms >= 1 && self.now + timeout_ms <= self.deadline);
                let most = self.options.try_timeout_ms.unwrap_or(u64::MAX).max(1);
                assert!(*timeout_ms <= most, "a try has its own limit");
                assert!(
                    !self.uncertain || self.options.duplicates_ok,
                    "sent what may have been delivered"
                );
                self.tries += 1;
                assert!(self.tries <= self.options.retries + 1);
                let timestamp = told.unix_s + i64::from(self.app.clock_offset_s());
                let stamp = Stamp::new(&format!("{:016x}", self.asks), timestamp).unwrap();
                let signed = command()
                    .prepare(&self.app, &Endpoint::default(), &stamp)
                    .unwrap();
                assert_eq!(
                    request.url(),
                    signed.url(),
                    "a nonce, time and signature of its own"
                );
                self.at = Stage::Out;
            }
            Step::Done(outcome) => {
                match outcome {
                    Ok(_) => assert!(self.accepted),
                    Err(error) => {
                        assert!(!self.accepted);
                        assert_eq!(error.delivery() == Delivery::Unknown, self.uncertain, "{error}");
                    }
                }
                self.at = Stage::Done;
            }
        }
    }

    fn reported(&mut self, at: u64, fate: Fate) {
        self.now = self.now.max(at);
        self.at = Stage::Between;
        self.uncertain |= fate == Fate::Uncertain;
        self.accepted = fate == Fate::Accepted;
    }
}

struct Pair {
    call: Driven,
    twin: Driven,
    model: Model,
}

impl Pair {
    fn new(options: CallOptions, calls_per_second: u32) -> Self {
        let driven = || {
            let app = app(calls_per_second, 10);
            let limiter = Limiter::for_app(&app);
            let call = Call::new(command(), app.clone(), Endpoint::default(), options, time(1000));
            (app, Driven { call, limiter })
        };
        let ((app, call), (_, twin)) = (driven(), driven());
        let model = Model {
            app,
            options,
            deadline: 1000 + options.timeout_ms,
            now: 1000,
            asks: 0,
            tries: 0,
            at: Stage::Between,
            uncertain: false,
            accepted: false,
        };
        Self { call, twin, model }
    }

    fn ask(&mut self, at: u64, jitter: u64) -> Option<Step<Reply>> {
        self.model.asks += 1;
        let random = random(self.model.asks, jitter);
        let got = self.call.call.next(&mut self.call.limiter, time(at), &random);
        if self.model.at != Stage::Between {
            assert!(out_of_order(&got));
            return None;
        }
        let twins = self.twin.call.next(&mut self.twin.limiter, time(at), &random);
        assert_eq!(
            format!("{got:?}"),
            format!("{twins:?}"),
            "misuse has changed something"
        );
        let step = got.unwrap();
        self.model.step(at, &step);
        Some(step)
    }

    fn report(&mut self, at: u64, answer: &Answer) {
        let got = self.call.report(at, answer);
        if self.model.at != Stage::Out {
            assert!(out_of_order(&got));
            return;
        }
        got.unwrap();
        self.twin.report(at, answer).unwrap();
        self.model.reported(at, answer.fate());
    }

    fn cancel(&mut self, at: u64) {
        self.call.call.cancel(&mut self.call.limiter, time(at));
        self.twin.call.cancel(&mut self.twin.limiter, time(at));
        if self.model.at == Stage::Out {
            self.model.reported(at, Fate::Uncertain);
        }
    }

    fn same(&mut self) {
        assert_eq!(self.call.events(), self.twin.events(), "misuse makes no event");
        let limiters = [&self.call.limiter, &self.twin.limiter].map(|limiter| format!("{limiter:?}"));
        assert_eq!(limiters[0], limiters[1], "misuse takes no place in the pace");
        assert_eq!(
            (self.call.call.tries(), self.twin.call.tries()),
            (self.model.tries, self.model.tries)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_call_keeps_its_promises(
        options in options(),
        calls_per_second in 1_u32..5,
        events in vec(doing(), 0..40),
        last in vec((any::<u64>(), answer()), 8),
    ) {
        let mut pair = Pair::new(options, calls_per_second);
        let mut at = 1000_u64;
        for (later, doing) in events {
            at = at.saturating_add_signed(later);
            match doing {
                Doing::Ask { jitter } => { pair.ask(at, jitter); }
                Doing::Report(answer) => pair.report(at, &answer),
                Doing::Cancel => pair.cancel(at),
                Doing::Others { calls, end } => {
                    pair.call.others(at, calls, end);
                    pair.twin.others(at, calls, end);
                }
            }
            pair.same();
        }
        // From here on the driver does as it is told, and the call comes to its end.
        let mut asks = 0;
        let mut answers = last.into_iter().cycle();
        while pair.model.at != Stage::Done {
            let (jitter, answer) = answers.next().unwrap();
            if pair.model.at == Stage::Out {
                pair.report(at, &answer);
            }
            if let Some(Step::Wait { until_ms }) = pair.ask(at, jitter) {
                at = at.max(until_ms);
            }
            asks += 1;
            prop_assert!(asks < 20 * (options.retries + 2), "it ends");
        }
        pair.same();
        prop_assert!(pair.ask(at, 0).is_none());
        pair.report(at, &Answer::Failed(zegoapi_core::Unknown::new(zegoapi_core::UnknownCause::Broken, "").into()));
        pair.same();
    }
}
