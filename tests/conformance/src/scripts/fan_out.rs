//! Cases of `fanout.json`: one fan-out, its requests by the numbers that they are reported under.

use super::expected::{ErrorCase, taken_or_refused};
use super::{Checked, Failure, LimitsCase, OptionsCase, Random, Script, app, each, same, time};
use serde::Deserialize;
use zegoapi_client::{
    Action, App, Endpoint, Error, FanOut, FanOutOptions, FanOutStep, Limiter, Outcome, SendCustomCommand,
    Stamp,
};

/// A case of `fanout.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FanOutScript {
    name: String,
    users: Users,
    unix_s: i64,
    calls_per_second: Option<u32>,
    #[serde(default)]
    limits: LimitsCase,
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
type UserOutcome = (String, String, Option<i32>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FanOutScriptStep {
    at: Option<u64>,
    unix_s: Option<i64>,
    jitter: Option<u64>,
    ask: Option<Ask>,
    reply: Option<Answer>,
    failed: Option<NumberedFailure>,
    refused: Option<String>,
    stop: Option<bool>,
    progress: Option<Progress>,
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
    call: u32,
    users: Vec<String>,
    timestamp: i64,
    timeout_ms: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    call: u32,
    status: u16,
    date: Option<String>,
    body: String,
}

#[derive(Debug, Deserialize)]
struct NumberedFailure {
    call: u32,
    #[serde(flatten)]
    failure: Failure,
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
    limiter: Limiter,
    fan_out: FanOut,
    random: Random,
}

impl Script for FanOutScript {
    fn name(&self) -> &str {
        &self.name
    }

    fn run(&self) -> Checked {
        let app = app(self.calls_per_second, &self.limits);
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
        let limiter = Limiter::for_app(&app);
        let mut run = Run {
            case: self,
            app,
            limiter,
            fan_out,
            random: Random::default(),
        };
        each(&self.steps, |step| run.step(step))
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
        if let Some(expected) = &step.report {
            return self.report(step, expected);
        }
        let now = time(self.case.unix_s, step.at.expect("a time"), step.unix_s);
        if let Some(ask) = &step.ask {
            self.ask(step, ask)
        } else if let Some(Answer {
            call,
            status,
            date,
            body,
        }) = &step.reply
        {
            let (limiter, date, body) = (&mut self.limiter, date.as_deref(), body.as_bytes());
            let got = self.fan_out.reply(*call, limiter, now, *status, date, body);
            taken_or_refused(&got, step.refused.as_deref())
        } else if let Some(NumberedFailure { call, failure }) = &step.failed {
            let got = self
                .fan_out
                .failed(*call, &mut self.limiter, now, failure.error());
            taken_or_refused(&got, step.refused.as_deref())
        } else {
            assert_eq!(step.stop, Some(true));
            self.fan_out.stop(&mut self.limiter, now);
            Ok(())
        }
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

    fn ask(&mut self, step: &FanOutScriptStep, expected: &Ask) -> Checked {
        let now = time(self.case.unix_s, step.at.expect("a time"), step.unix_s);
        let random = self.random.next(step.jitter);
        match (self.fan_out.next(&mut self.limiter, now, &random), expected) {
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
