//! Cases of `fanout.json`: one fan-out, its requests by the numbers that they are reported under.

use super::expected::{ErrorCase, taken_or_refused};
use super::{
    AnswerCase, AppCase, Checked, Failure, OptionsCase, Random, Script, Walked, Written, each, same, time,
};
use serde::Deserialize;
use zegoapi_client::{
    ActionExt, App, Endpoint, Error, FanOut, FanOutOptions, FanOutStep, Limiters, Outcome, SendCustomCommand,
    Stamp, Time,
};

/// A case of `fanout.json`.
#[derive(Debug, Deserialize)]
pub struct FanOutScript {
    name: String,
    users: Users,
    unix_s: i64,
    #[serde(flatten)]
    app: AppCase,
    content: Option<String>,
    options: Options,
    error: Option<Refusal>,
    #[serde(default)]
    steps: Vec<FanOutScriptStep>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Users {
    Named(Vec<String>),
    Counted { count: usize },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    concurrency: Option<usize>,
    call: OptionsCase,
}

/// Why a fan-out cannot be made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    field: String,
    problem: String,
    index: Option<usize>,
    limit: Option<usize>,
    size: Option<usize>,
}

/// A user, what became of it, and the code of a failure.
type UserOutcome = (String, String, Option<i64>);

/// Number of the call, kind, number of the try, outcome, code, milliseconds.
type NumberedEvent = (u64, String, u32, Option<String>, Option<i64>, u64);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FanOutScriptStep {
    at: Option<u64>,
    unix_s: Option<i64>,
    jitter: Option<u64>,
    ask: Option<Ask>,
    written: Option<Numbered<Written>>,
    reply: Option<Numbered<AnswerCase>>,
    failed: Option<Numbered<Failure>>,
    refused: Option<String>,
    stop: Option<bool>,
    progress: Option<Progress>,
    events: Option<Vec<NumberedEvent>>,
    settled: Option<Vec<UserOutcome>>,
    report: Option<Vec<UserOutcome>>,
    #[serde(default)]
    repeated: usize,
    stopped_by: Option<ErrorCase>,
    remaining: Option<Vec<String>>,
    remaining_with_duplicates: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ask {
    Send(Sent),
    Wait { until: Option<u64> },
    Done,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    call: u64,
    users: Vec<String>,
    timestamp: i64,
    timeout_ms: u64,
}

/// A report about the call of that number.
#[derive(Debug, Deserialize)]
struct Numbered<T> {
    call: u64,
    #[serde(flatten)]
    report: T,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Progress {
    total: usize,
    sent: usize,
    failed: usize,
    unknown: usize,
    in_flight: usize,
    not_tried: usize,
}

struct Run<'a> {
    case: &'a FanOutScript,
    app: App,
    limiters: Limiters,
    fan_out: FanOut,
    random: Random,
}

impl Script for FanOutScript {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self, walked: &mut Walked) -> Checked {
        let app = self.app.make();
        let defaults = FanOutOptions::default();
        let options = FanOutOptions {
            call: self.options.call.over(defaults.call),
            concurrency: self.options.concurrency.unwrap_or(defaults.concurrency),
        };
        let users = match &self.users {
            Users::Named(users) => users.clone(),
            Users::Counted { count } => (1..=*count).map(|user| format!("u{user}")).collect(),
        };
        let made = FanOut::new(
            app.clone(),
            Endpoint::default(),
            "room1",
            "server",
            self.content(),
            users,
            options,
        );
        let fan_out = match (made, &self.error) {
            (Ok(fan_out), None) => fan_out,
            (Err(error), Some(refusal)) => return refusal.check(&error),
            (made, expected) => return Err(format!("made: got {made:?}, expected {expected:?}")),
        };
        let mut run = Run {
            case: self,
            app,
            limiters: Limiters::new(),
            fan_out,
            random: Random::default(),
        };
        each(&self.steps, |step| {
            let before = run.fan_out.state().name().to_owned();
            run.step(step)?;
            if let Some(input) = step.input() {
                walked.insert((before, input.to_owned(), run.fan_out.state().name().to_owned()));
            }
            Ok(())
        })
    }
}

impl FanOutScript {
    fn content(&self) -> &str {
        self.content.as_deref().unwrap_or("hi")
    }
}

impl Refusal {
    fn check(&self, error: &Error) -> Checked {
        let Error::InvalidInput(e) = error else {
            return Err(format!("refusal: got {error:?}"));
        };
        let got = (e.field(), e.problem().name(), e.index());
        same(
            "refusal",
            &got,
            &(self.field.as_str(), self.problem.as_str(), self.index),
        )?;
        let sizes = (self.limit.and(e.limit()), self.size.and(e.size()));
        same("sizes", &sizes, &(self.limit, self.size))
    }
}

fn user_outcome((user, outcome): (&str, Outcome)) -> UserOutcome {
    (user.to_owned(), outcome.name().to_owned(), outcome.code())
}

impl FanOutScriptStep {
    /// The input that the step is to the fan-out's states, unless it is to be refused.
    fn input(&self) -> Option<&'static str> {
        match self {
            Self { refused: Some(_), .. } => None,
            Self { ask: Some(_), .. } => Some("next"),
            Self { written: Some(_), .. } => Some("written"),
            Self { reply: Some(_), .. } => Some("reply"),
            Self { failed: Some(_), .. } => Some("failed"),
            Self { stop: Some(_), .. } => Some("stop"),
            _ => None,
        }
    }
}

impl Run<'_> {
    fn step(&mut self, step: &FanOutScriptStep) -> Checked {
        if let Some(expected) = &step.progress {
            return same("progress", &self.progress(), expected);
        }
        if let Some(expected) = &step.settled {
            let got = self
                .fan_out
                .take_settled()
                .map(|users| users.map(user_outcome).collect::<Vec<_>>());
            return same("settled", &got.unwrap_or_default(), expected);
        }
        if let Some(expected) = &step.events {
            return same("events", &self.events(), expected);
        }
        if let Some(expected) = &step.report {
            return self.report(step, expected);
        }
        let now = time(self.case.unix_s, step.at.expect("a time"), step.unix_s);
        let (limiters, refused) = (&mut self.limiters, step.refused.as_deref());
        if let Some(ask) = &step.ask {
            self.ask(step, now, ask)
        } else if let Some(Numbered { call, report }) = &step.written {
            let got = self.fan_out.written(*call, limiters, now, report.handshake_ms);
            taken_or_refused(&got, refused)
        } else if let Some(Numbered { call, report }) = &step.reply {
            let got = self.fan_out.reply(*call, limiters, now, &report.make());
            taken_or_refused(&got, refused)
        } else if let Some(Numbered { call, report }) = &step.failed {
            let got = self.fan_out.failed(*call, limiters, now, report.error());
            taken_or_refused(&got, refused)
        } else {
            assert_eq!(step.stop, Some(true));
            self.fan_out.stop(limiters, now);
            Ok(())
        }
    }

    fn events(&mut self) -> Vec<NumberedEvent> {
        let mut events = Vec::new();
        while let Some(e) = self.fan_out.take_event() {
            let outcome = e.outcome.map(|outcome| outcome.name().to_owned());
            events.push((
                e.call,
                e.kind.name().to_owned(),
                e.try_number,
                outcome,
                e.code,
                e.duration_ms,
            ));
        }
        events
    }

    fn progress(&self) -> Progress {
        let got = self.fan_out.progress();
        Progress {
            total: got.total,
            sent: got.sent,
            failed: got.failed,
            unknown: got.unknown,
            in_flight: got.in_flight,
            not_tried: got.not_tried,
        }
    }

    fn report(&self, step: &FanOutScriptStep, expected: &Vec<UserOutcome>) -> Checked {
        let report = self.fan_out.report();
        same("report", &report.users().map(user_outcome).collect(), expected)?;
        same("repeated", &report.repeated(), &step.repeated)?;
        match (report.stopped_by(), &step.stopped_by) {
            (None, None) => {}
            (Some(error), Some(expected)) => expected.check(error)?,
            (got, expected) => return Err(format!("stopped by: got {got:?}, expected {expected:?}")),
        }
        for (duplicates_ok, expected) in [(false, &step.remaining), (true, &step.remaining_with_duplicates)] {
            if let Some(expected) = expected {
                let got: Vec<String> = report.remaining(duplicates_ok).map(str::to_owned).collect();
                same("remaining", &got, expected)?;
            }
        }
        Ok(())
    }

    fn ask(&mut self, step: &FanOutScriptStep, now: Time, expected: &Ask) -> Checked {
        let random = self.random.next(step.jitter);
        match (self.fan_out.next(&mut self.limiters, now, &random), expected) {
            (
                FanOutStep::Send {
                    call,
                    request,
                    timeout_ms,
                },
                Ask::Send(expected),
            ) => {
                same("number", &call, &expected.call)?;
                same("timeout", &timeout_ms, &expected.timeout_ms)?;
                let stamp = Stamp::new(&self.random.nonce(), expected.timestamp).expect("a stamp");
                let users = expected.users.iter().map(String::as_str);
                let command = SendCustomCommand::to_users("room1", "server", users, self.case.content());
                let signed = command.and_then(|c| c.prepare(&self.app, &Endpoint::default(), &stamp));
                same("URL", &request.url(), &signed.expect("a request").url())
            }
            (FanOutStep::Wait { until_ms }, Ask::Wait { until }) => same("wait", &until_ms, until),
            (FanOutStep::Done, Ask::Done) => Ok(()),
            (got, expected) => Err(format!("ask: got {got:?}, expected {expected:?}")),
        }
    }
}
