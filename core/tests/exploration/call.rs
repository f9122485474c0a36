//! A call under random events, beside a twin that is told the same without the misuse.

use super::{Answer, Fate, answer, app, options, random, time};
use proptest::collection::vec;
use proptest::prelude::*;
use zegoapi_core::{
    ActionExt, App, Applied, Call, CallOptions, Endpoint, Error, Limiters, NotSent, NotSentCause,
    SendCustomCommand, SendCustomCommandReply, Stamp, Step,
};

#[derive(Clone, Debug)]
enum Doing {
    Ask {
        jitter: u64,
    },
    Written {
        handshake_ms: Option<u64>,
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
        3 => proptest::option::of(0_u64..300).prop_map(|handshake_ms| Doing::Written { handshake_ms }),
        1 => Just(Doing::Cancel),
        1 => (0_u8..4, 0_u8..3).prop_map(|(calls, end)| Doing::Others { calls, end }),
    ];
    (later, doing)
}

/// A call with limiters of its own.
struct Driven {
    call: Call<SendCustomCommand<'static>>,
    app: App,
    limiters: Limiters,
}

impl Driven {
    fn report(&mut self, at: u64, answer: &Answer) -> Result<(), Error> {
        match answer.clone() {
            Answer::Reply { status, date, body } => {
                let mut answer = zegoapi_core::Answer::new(status, body.into_bytes());
                answer.date = date.map(Into::into);
                self.call.reply(&mut self.limiters, time(at), &answer)
            }
            Answer::Failed(error) => self.call.failed(&mut self.limiters, time(at), error),
        }
    }

    fn others(&mut self, at: u64, calls: u8, end: u8) {
        for _ in 0..calls {
            let (app, options) = (self.app.clone(), CallOptions::default());
            let mut call = Call::new(command(), app, Endpoint::default(), options, time(at));
            if let Ok(Step::Send { .. }) = call.next(&mut self.limiters, time(at), &[0; 16]) {
                let (status, body): (u16, &[u8]) = match end {
                    0 => (200, br#"{"Code":0,"Message":"success"}"#),
                    _ => (200, br#"{"Code":206,"Message":"too many"}"#),
                };
                let answer = zegoapi_core::Answer::new(status, body);
                let told = match end {
                    2 => call.failed(
                        &mut self.limiters,
                        time(at),
                        NotSent::new(NotSentCause::Connect, "").into(),
                    ),
                    _ => call.reply(&mut self.limiters, time(at), &answer),
                };
                told.unwrap();
            }
            call.cancel(&mut self.limiters, time(at));
        }
    }

    /// Without the numbers of calls, which misuse may use up.
    fn events(&mut self) -> Vec<String> {
        let mut events = Vec::new();
        while let Some(event) = self.call.take_event() {
            events.push(format!("{event:?}"));
        }
        events
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
    /// Tries that failed by themselves, refused neither by a quota nor for their timestamp.
    failures: u32,
    written: bool,
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

/// Whether `retries` is held against it: a refusal by a quota and one for the timestamp are none.
fn counts_as_failure(answer: &Answer) -> bool {
    match answer {
        Answer::Reply { body, .. } => !matches!(super::code_of(body), Some(0 | 206 | 207 | 100_000_004)),
        Answer::Failed(_) => true,
    }
}

fn out_of_order<T>(got: &Result<T, Error>) -> bool {
    matches!(got, Err(Error::InvalidInput(e)) if e.problem().name() == "out_of_order" && e.field() == "call")
}

impl Model {
    fn step(&mut self, at: u64, step: &Step<SendCustomCommandReply>) {
        let told = time(at);
        self.now = self.now.max(at);
        assert_eq!(self.at, Stage::Between);
        match step {
            Step::Wait { until_ms } => {
                assert!(*until_ms > self.now, "a wait leads forward");
                assert!(
                    *until_ms <= self.deadline,
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
                assert!(self.failures <= self.options.retries);
                let unix_s = told.unix_ms.div_euclid(1000);
                let nonce = format!("{:016x}", self.asks);
                // The application's offset, or one on trial, which is a day at most.
                let url = url::Url::parse(request.url()).unwrap();
                let timestamp = url.query_pairs().find(|(name, _)| name == "Timestamp").unwrap().1;
                let timestamp: i64 = timestamp.parse().unwrap();
                assert!(timestamp.abs_diff(unix_s) <= 86_400);
                let stamp = Stamp::new(&nonce, timestamp).unwrap();
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
                        assert_eq!(error.applied() == Applied::Unknown, self.uncertain, "{error}");
                    }
                }
                self.at = Stage::Done;
            }
        }
    }

    fn reported(&mut self, at: u64, fate: Fate, counts: bool) {
        self.now = self.now.max(at);
        self.failures += u32::from(counts);
        self.written = false;
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
            let limiters = Limiters::new();
            let call = Call::new(command(), app.clone(), Endpoint::default(), options, time(1000));
            (app.clone(), Driven { call, app, limiters })
        };
        let ((app, call), (_, twin)) = (driven(), driven());
        let model = Model {
            app,
            options,
            deadline: 1000 + options.timeout_ms,
            now: 1000,
            asks: 0,
            tries: 0,
            failures: 0,
            written: false,
            at: Stage::Between,
            uncertain: false,
            accepted: false,
        };
        Self { call, twin, model }
    }

    fn ask(&mut self, at: u64, jitter: u64) -> Option<Step<SendCustomCommandReply>> {
        self.model.asks += 1;
        let random = random(self.model.asks, jitter);
        let got = self.call.call.next(&mut self.call.limiters, time(at), &random);
        if self.model.at != Stage::Between {
            assert!(out_of_order(&got));
            return None;
        }
        let twins = self.twin.call.next(&mut self.twin.limiters, time(at), &random);
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
        self.model.reported(at, answer.fate(), counts_as_failure(answer));
    }

    fn written(&mut self, at: u64, handshake_ms: Option<u64>) {
        let got = self
            .call
            .call
            .written(&mut self.call.limiters, time(at), handshake_ms);
        if self.model.at != Stage::Out || self.model.written {
            assert!(out_of_order(&got));
            return;
        }
        got.unwrap();
        let twin = &mut self.twin;
        twin.call
            .written(&mut twin.limiters, time(at), handshake_ms)
            .unwrap();
        self.model.written = true;
        self.model.now = self.model.now.max(at);
    }

    fn cancel(&mut self, at: u64) {
        self.call.call.cancel(&mut self.call.limiters, time(at));
        self.twin.call.cancel(&mut self.twin.limiters, time(at));
        if self.model.at == Stage::Out {
            self.model.reported(at, Fate::Uncertain, true);
        }
    }

    fn same(&mut self) {
        assert_eq!(self.call.events(), self.twin.events(), "misuse makes no event");
        let limiters = [&self.call, &self.twin]
            .map(|driven| format!("{:?}", driven.limiters.get(&driven.app, "SendCustomCommand")));
        assert_eq!(limiters[0], limiters[1], "misuse takes no place in a limiter");
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
                Doing::Written { handshake_ms } => pair.written(at, handshake_ms),
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
            // A quota may refuse it ten times a second for as long as it has time.
            prop_assert!(asks < 20 * (options.retries + 2) + 2000, "it ends");
        }
        pair.same();
        prop_assert!(pair.ask(at, 0).is_none());
        pair.report(at, &Answer::Failed(zegoapi_core::Unknown::new(zegoapi_core::UnknownCause::Broken, "").into()));
        pair.same();
    }
}
